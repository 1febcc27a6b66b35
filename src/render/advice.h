// SPDX-License-Identifier: MIT
#pragma once

#include "render/page.h"
#include "whybounce/catalog.h"

namespace whybounce {

// A section on what to do about a cause: steps for the sender and, where they differ, for the
// administrator of the sending side. Who is to act comes first.
void append_advice(Page& page, const CauseRow& cause, Actor acts);

}  // namespace whybounce
