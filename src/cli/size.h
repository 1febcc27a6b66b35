// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace whybounce::cli {

// A number of bytes as people write it: "4096", "512K", "64M", "1G", also "64MB" and "64MiB", case
// ignored; K is 1024. Absent where it is something else, 0, or more than memory can hold.
[[nodiscard]] std::optional<std::size_t> parse_size(std::string_view text);

// A number from 1 to `most`, in digits.
[[nodiscard]] std::optional<std::size_t> parse_count(std::string_view text, std::size_t most);

}  // namespace whybounce::cli
