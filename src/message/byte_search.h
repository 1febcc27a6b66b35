// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "bytes.h"

namespace whybounce {

// Searches that look at many bytes at once: where a word, a tag or a line ends no processor foresees,
// so each look of its own costs more than the bytes. What is looked for is a class with has(char) and,
// where there is SSE2, has(__m128i), which tells the same of sixteen bytes.

// The first byte from text[at] on that is of a set; the text's end where there is none.
template <typename Set>
[[nodiscard]] std::size_t find_first_of(std::string_view text, std::size_t at) {
#ifdef __SSE2__
  constexpr std::size_t kBlock = sizeof(__m128i);
  for (; text.size() - at >= kBlock; at += kBlock) {
    const unsigned found = places_of(Set::has(sixteen_bytes(text.data() + at)));
    if (found != 0) return at + static_cast<std::size_t>(std::countr_zero(found));
  }
  if (text.size() >= kBlock) {  // the last sixteen bytes overlap what was looked at
    const std::size_t last = text.size() - kBlock;
    const unsigned found = places_of(Set::has(sixteen_bytes(text.data() + last))) >> (at - last);
    return found == 0 ? text.size() : at + static_cast<std::size_t>(std::countr_zero(found));
  }
#endif
  while (at < text.size() && !Set::has(text[at])) ++at;
  return at;
}

// The first LF from text[at] on behind which the text ends, or a byte of a set stands; npos where
// there is none.
template <typename Set>
[[nodiscard]] std::size_t find_line_feed_before(std::string_view text, std::size_t at) {
#ifdef __SSE2__
  constexpr std::size_t kWidth = sizeof(__m128i);
  constexpr std::size_t kBlock = 4 * kWidth;
  for (; text.size() - at > kBlock; at += kBlock) {
    const auto places = [bytes = text.data() + at](std::size_t from) -> std::uint64_t {
      const __m128i line_feeds = where_is(sixteen_bytes(bytes + from), '\n');
      const __m128i follows = Set::has(sixteen_bytes(bytes + from + 1));
      return std::uint64_t{places_of(_mm_and_si128(line_feeds, follows))} << from;
    };
    const std::uint64_t found =
        places(0) | places(kWidth) | places(2 * kWidth) | places(3 * kWidth);
    if (found != 0) return at + static_cast<std::size_t>(std::countr_zero(found));
  }
#endif
  while ((at = text.find('\n', at)) != text.npos) {
    if (at + 1 == text.size() || Set::has(text[at + 1])) return at;
    ++at;
  }
  return text.npos;
}

}  // namespace whybounce
