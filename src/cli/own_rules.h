// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <span>
#include <string>

#include "catalog/rule_file.h"
#include "cli/errors.h"
#include "cli/terminal.h"

namespace whybounce::cli {

// Reads the files of --rules. Absent if one cannot be read or holds a mistake; each is reported as
// one line, and on a terminal the source line is shown below, with the place underlined.
[[nodiscard]] std::optional<OwnRules> read_own_rules(std::span<const std::string> paths,
                                                     const Terminal& terminal, Errors& errors);

}  // namespace whybounce::cli
