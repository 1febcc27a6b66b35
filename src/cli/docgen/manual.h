// SPDX-License-Identifier: MIT
#pragma once

#include <string>

// The parts of the manual pages that are tables of the program.
namespace whybounce::docgen {

[[nodiscard]] std::string manual_of_options();
[[nodiscard]] std::string manual_of_exit_statuses();
[[nodiscard]] std::string manual_of_fields();
[[nodiscard]] std::string manual_of_causes();

}  // namespace whybounce::docgen
