// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace whybounce::cli {

// The candidates that `word` is most likely a slip of: those that fewest edits away, and at most a
// third of its letters; else the few that begin with it. In the order of the candidates.
[[nodiscard]] std::vector<std::string_view> closest(std::string_view word,
                                                    std::span<const std::string_view> candidates);

// "; did you mean X?", or nothing.
[[nodiscard]] std::string did_you_mean(std::string_view word,
                                       std::span<const std::string_view> candidates);

}  // namespace whybounce::cli
