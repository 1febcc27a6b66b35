// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

// UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing above U+10FFFF.
namespace whybounce {

inline constexpr char32_t kReplacement = 0xFFFD;

// Length of the ASCII text at the beginning.
[[nodiscard]] std::size_t ascii_prefix(std::string_view text);

// Length of the valid UTF-8 at the beginning: the whole length where all of it is valid.
[[nodiscard]] std::size_t valid_utf8_prefix(std::string_view text);

// Length of the valid multi-byte sequence at the beginning; 0 where there is none.
[[nodiscard]] std::size_t utf8_sequence_length(std::string_view text);

// Writes at most 4 bytes and tells how many; U+FFFD for what is no character.
std::size_t encode_utf8(char32_t c, char* out);

void append_utf8(char32_t c, std::string& out);

// Appends with U+FFFD in place of every broken sequence (one for each "maximal subpart", as the
// Unicode standard recommends in section 3.9): at most three times as long.
void append_repaired_utf8(std::string_view text, std::string& out);

}  // namespace whybounce
