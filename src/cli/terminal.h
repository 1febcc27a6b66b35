// SPDX-License-Identifier: MIT
#pragma once

#include "cli/options.h"

namespace whybounce::cli {

// What the program has to know about its terminal, found out once at start.
struct Terminal {
  bool input_is_terminal = false;
  bool output_is_terminal = false;
  bool error_is_terminal = false;
  bool colour = false;
  int width = 80;        // of standard output
  int error_width = 80;  // of standard error
};

// Colour: as asked for; else NO_COLOR and CLICOLOR_FORCE decide, in that order, and without them
// it is used on a terminal that is not "dumb". Width: the terminal's, from 40 to 100; 80 for a file
// or a pipe.
[[nodiscard]] Terminal look_at_terminal(When colour);

// Opens what is closed of the first three descriptors, so that no file that is opened later takes
// the place of standard output.
void hold_standard_descriptors();

}  // namespace whybounce::cli
