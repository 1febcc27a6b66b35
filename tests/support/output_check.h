// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// What output must be, written apart from the code that escapes it, so that a mistake there is not
// made twice.
namespace whybounce::testing {

// The next character of valid UTF-8 (no overlong forms, no surrogates, none beyond U+10FFFF), which
// is taken off; U+FFFFFFFF where there is none, and one byte is taken off.
inline char32_t take_character(std::string_view& text) {
  const auto byte = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned>(static_cast<unsigned char>(text[i])) : 0U;
  };
  static constexpr unsigned kFirst[] = {0, 0, 0x80, 0x800, 0x10000};
  const unsigned lead = byte(0);
  const std::size_t size = lead < 0x80   ? 1
                           : lead < 0xC0 ? 0
                           : lead < 0xE0 ? 2
                           : lead < 0xF0 ? 3
                           : lead < 0xF8 ? 4
                                         : 0;
  char32_t value = size < 2 ? lead : lead & (0xFFU >> (size + 1));
  bool valid = size > 0;
  for (std::size_t i = 1; i < size; ++i) {
    valid = valid && (byte(i) & 0xC0U) == 0x80;
    value = value * 64 + (byte(i) & 0x3FU);
  }
  valid = valid && value >= kFirst[size] && value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
  text.remove_prefix(valid ? size : 1);
  return valid ? value : char32_t{0xFFFFFFFF};
}

// Whether a terminal shows a text as it is: nothing moves the cursor, changes colours, is invisible,
// or turns the text around. Line ends are allowed, and TABs where they are asked for.
inline bool is_safe_output(std::string_view text, bool tabs) {
  struct Range {
    char32_t first, last;
  };
  static constexpr Range kUnsafe[] = {{0x00, 0x1F},
                                      {0x7F, 0x9F},
                                      {0xAD, 0xAD},
                                      {0x61C, 0x61C},
                                      {0x200B, 0x200F},
                                      {0x2028, 0x202E},
                                      {0x2060, 0x206F},
                                      {0xFEFF, 0xFEFF},
                                      {0xFFF9, 0xFFFB},
                                      {0xE0000, 0xE007F},
                                      {0xFFFFFFFF, 0xFFFFFFFF}};
  while (!text.empty()) {
    const char32_t value = take_character(text);
    if (value == '\n' || (tabs && value == '\t')) continue;
    for (const Range& range : kUnsafe) {
      if (value >= range.first && value <= range.last) return false;
    }
  }
  return true;
}

// The cells of CSV as RFC 4180 has it; one row after the other.
inline std::vector<std::string> csv_cells(std::string_view rows) {
  std::vector<std::string> cells(1);
  bool quoted = false;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i] == '"') {
      if (quoted && i + 1 < rows.size() && rows[i + 1] == '"') {
        cells.back() += rows[++i];
      } else {
        quoted = !quoted;
      }
    } else if (!quoted && (rows[i] == ',' || rows[i] == '\n')) {
      cells.emplace_back();
    } else {
      cells.back() += rows[i];
    }
  }
  return cells;
}

// Whether a spreadsheet would run a cell.
inline bool is_formula(std::string_view cell) {
  if (cell.empty()) return false;
  const std::u32string_view begins = U"=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";
  return begins.find(take_character(cell)) != std::u32string_view::npos;
}

}  // namespace whybounce::testing
