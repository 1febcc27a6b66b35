// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace whybounce::unicode {

// What stands at a place of a UTF-8 text. Bytes that are no UTF-8 come as the "maximal subpart" of
// the Unicode standard (section 3.9), so that each run of them is one replacement character
// everywhere.
struct CodePoint {
  char32_t value = 0;       // U+FFFD where the bytes are not valid
  std::uint32_t bytes = 0;  // how many bytes it takes; 1 to 4
  bool valid = true;
};

// `at` must be less than text.size().
[[nodiscard]] CodePoint code_point_at(std::string_view text, std::size_t at);

// Terminal columns: 0 for combining marks, 2 for wide East Asian characters and emoji, else 1.
// Control and format characters are not asked for here: they are escaped (see escape.h).
[[nodiscard]] int column_width(char32_t value);

// Whether a character must not reach a terminal as it is: controls (C0, DEL, C1), line separators,
// and everything that is invisible or reorders the text around it (zero-width characters,
// bidirectional controls, tags).
[[nodiscard]] bool is_unsafe(char32_t value);

}  // namespace whybounce::unicode
