// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

// Characters beyond ASCII, as far as words need them.
namespace whybounce {

struct CodePoint {
  std::uint32_t value;
  std::uint32_t length;  // in bytes; 1 and value 0 where the bytes are no UTF-8
};

// The character that a text begins with. The text is not empty, and its first byte is not ASCII.
[[nodiscard]] CodePoint decode(std::string_view text);

// Blanks that are not ASCII: no-break, typographic, ideographic.
[[nodiscard]] bool is_wide_blank(std::uint32_t c);

// Punctuation that is not ASCII: Latin-1's, typographic quotes and dashes, ideographic and
// full-width forms; and what is not seen at all (soft hyphen, byte order mark).
[[nodiscard]] bool is_wide_punctuation(std::uint32_t c);

// Simple case folding of the letters that a page of Latin, Greek or Cyrillic text has. The result
// takes as many bytes as the letter.
[[nodiscard]] std::uint32_t fold(std::uint32_t c);

// The UTF-8 bytes of a character, the first one lowest.
[[nodiscard]] std::uint64_t utf8_head(std::uint32_t c);

// utf8_head(fold(c)) of a character of two bytes: looked up, as every letter of a Cyrillic text asks.
[[nodiscard]] std::uint64_t folded_head_of_two_bytes(std::uint32_t c);

}  // namespace whybounce
