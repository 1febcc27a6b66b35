// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

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
  constexpr std::uint64_t kOnes = 0x0101010101010101ULL;
  const std::uint64_t below_blank = word - kOnes * 0x20;
  const std::uint64_t del = word + kOnes;
  const std::uint64_t special =
      (std::uint64_t{0} | ... | ((word ^ (kOnes * static_cast<std::uint8_t>(kSpecial))) - kOnes));
  return ((below_blank | del | special | word) & (kOnes * 0x80)) != 0;
}

inline std::uint64_t eight_bytes(const char* at) {
  std::uint64_t word = 0;
  std::memcpy(&word, at, 8);
  return word;
}

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
  const auto copy_eight = [from, to](std::size_t at) {
    const std::uint64_t word = eight_bytes(from + at);
    std::memcpy(to + at, &word, 8);
    return !has_special<kSpecial...>(word);
  };
  // The last eight bytes overlap the ones before.
  const std::size_t last = size - 8;
  for (std::size_t at = 0; at < last; at += 8) {
    if (!copy_eight(at)) return false;
  }
  return copy_eight(last);
}

}  // namespace whybounce
