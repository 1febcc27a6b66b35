// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace whybounce::cli {

// For -h, and for who starts the program without saying what to read: fits on a screen of 24 lines
// of 80 columns.
void append_short_help(std::string& out);

// For --help: all options.
void append_help(std::string& out);

}  // namespace whybounce::cli
