// SPDX-License-Identifier: MIT
#pragma once

// The search for phrases is part of the catalog, because the checks of data/ need it too.
#include "catalog/phrase_scan.h"
