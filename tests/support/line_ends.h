// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace whybounce::testing {

// The same text with other line ends: CRLF, or bare CR.
inline std::string with_line_ends(std::string_view text, std::string_view line_end) {
  std::string out;
  for (const char c : text) {
    if (c == '\n') {
      out += line_end;
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace whybounce::testing
