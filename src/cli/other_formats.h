// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

namespace whybounce::cli {

// What people give the program that it does not read as it is.

// The program that unpacks a file which begins like this ("zcat", "xzcat", …); empty if it is not
// compressed.
[[nodiscard]] std::string_view unpacker_for(std::string_view first_bytes);

// Whether the first lines all begin with a time, as those of a log do: syslog's forms, ISO 8601,
// TAI64N. A few such lines are an excerpt that may well be read as one text.
[[nodiscard]] bool looks_like_log(std::string_view text);

// From this size on a log is no excerpt.
inline constexpr std::size_t kSmallestLog = std::size_t{64} << 10;

}  // namespace whybounce::cli
