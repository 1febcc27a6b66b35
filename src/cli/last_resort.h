// SPDX-License-Identifier: MIT
#pragma once

namespace whybounce::cli {

// From now on, memory that is missing where no record can be blamed ends the program with a line on
// standard error and the exit status of an error, and not with a core dump.
void end_well_without_memory();

}  // namespace whybounce::cli
