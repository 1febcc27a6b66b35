// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "bytes.h"

// Most texts that are printed can stand in the output as they are: they are copied while they are
// looked at. What a form has to escape beside what no form shows as it is, is told as `kSpecial`.
namespace whybounce {

template <char... kSpecial>
constexpr bool is_plain(char c) {
  return c >= 0x20 && c < 0x7F && ((c != kSpecial) && ...);
}

// Whether eight bytes hold one that is_plain() refuses: the zero-byte test of Mycroft, on several
// differences at once. May see one too many, never one too few.
template <char... kSpecial>
constexpr bool has_special(std::uint64_t word) {
  const std::uint64_t below_blank = word - kOnes * 0x20;
  const std::uint64_t del = word + kOnes;
  const std::uint64_t special =
      (std::uint64_t{0} | ... | ((word ^ (kOnes * static_cast<std::uint8_t>(kSpecial))) - kOnes));
  return ((below_blank | del | special | word) & (kOnes * 0x80)) != 0;
}

// Copies eight bytes. Whether all of them are plain.
template <char... kSpecial>
bool copy_plain_word(const char* from, char* to) {
  const std::uint64_t word = eight_bytes(from);
  std::memcpy(to, &word, 8);
  return !has_special<kSpecial...>(word);
}

#ifdef __SSE2__
inline constexpr std::size_t kPlainBlock = 16;

// Copies a block. Whether all of it is plain; a byte beyond ASCII is below a blank, as it is signed.
template <char... kSpecial>
bool copy_plain_block(const char* from, char* to) {
  const __m128i bytes = sixteen_bytes(from);
  __m128i special = _mm_cmplt_epi8(bytes, _mm_set1_epi8(' '));
  const auto add = [&](char c) { special = _mm_or_si128(special, where_is(bytes, c)); };
  add('\x7F');
  (add(kSpecial), ...);
  _mm_storeu_si128(reinterpret_cast<__m128i*>(to), bytes);
  return places_of(special) == 0;
}
#else
inline constexpr std::size_t kPlainBlock = 8;

template <char... kSpecial>
bool copy_plain_block(const char* from, char* to) {
  return copy_plain_word<kSpecial...>(from, to);
}
#endif

// Copies a text as long as it is plain. True if all of it is; it may say no of some of which that is
// true.
template <char... kSpecial>
bool copy_plain(std::string_view text, char* to) {
  const std::size_t size = text.size();
  const char* const from = text.data();
  if (size < 8) {
    for (std::size_t i = 0; i < size; ++i) {
      if (!is_plain<kSpecial...>(from[i])) return false;
      to[i] = from[i];
    }
    return true;
  }
  // The last word, or block, overlaps the one before.
  if (size < kPlainBlock) {
    return copy_plain_word<kSpecial...>(from, to) &&
           copy_plain_word<kSpecial...>(from + size - 8, to + size - 8);
  }
  const std::size_t last = size - kPlainBlock;
  for (std::size_t at = 0; at < last; at += kPlainBlock) {
    if (!copy_plain_block<kSpecial...>(from + at, to + at)) return false;
  }
  return copy_plain_block<kSpecial...>(from + last, to + last);
}

}  // namespace whybounce
