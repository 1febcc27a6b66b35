// SPDX-License-Identifier: MIT
#pragma once

#include <string>

// The parts of the shells' completions that come from the table of options.
namespace whybounce::docgen {

// All names, with blanks between them.
[[nodiscard]] std::string bash_options();
// The cases of a `case` on the option before the word.
[[nodiscard]] std::string bash_cases();

// The arguments of _arguments, a line each.
[[nodiscard]] std::string zsh_specifications();

// A `complete` command for each option.
[[nodiscard]] std::string fish_commands();

}  // namespace whybounce::docgen
