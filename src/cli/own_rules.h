// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <span>
#include <string>

#include "catalog/rule_file.h"
#include "cli/errors.h"

namespace whybounce::cli {

// Reads the files of --rules. Absent if one cannot be read or holds a mistake; each is reported.
[[nodiscard]] std::optional<OwnRules> read_own_rules(std::span<const std::string> paths,
                                                     Errors& errors);

}  // namespace whybounce::cli
