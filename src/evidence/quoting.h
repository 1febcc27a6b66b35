// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

namespace whybounce {

// The length of the "> " marks that a forwarded text has in front of its lines ("> > text": 4). ">>>"
// is none: it marks a command in a transcript.
[[nodiscard]] constexpr std::size_t quote_prefix(std::string_view line) {
  std::size_t length = 0;
  while (length < line.size() && line[length] == '>') {
    const std::size_t next = length + 1;
    if (next == line.size()) return next;
    if (line[next] == ' ') {
      length = next + 1;
    } else if (line[next] == '\r' || line[next] == '\n') {
      return next;
    } else {
      break;
    }
  }
  return length;
}

[[nodiscard]] constexpr std::string_view without_quote(std::string_view line) {
  return line.substr(quote_prefix(line));
}

}  // namespace whybounce
