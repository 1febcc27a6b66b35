// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "cli/options.h"

namespace whybounce::cli {

// Appends one of the built-in tables, in any format. In `brief` a row is one line; in `text` its
// cells stand below each other.
void list(Listing what, Format format, const PageStyle& style, std::string& out);

}  // namespace whybounce::cli
