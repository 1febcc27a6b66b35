// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "bytes.h"

namespace whybounce {

// Where the next LF stands, from text[at] on, behind which Line::may_follow() lets a line begin with
// what stands there, or the text ends; npos where there is none. Lines between are not looked at one
// by one: how many there are and how long, no processor foresees.
template <typename Line>
[[nodiscard]] std::size_t find_line_feed_before(std::string_view text, std::size_t at) {
#ifdef __SSE2__
  constexpr std::size_t kWidth = sizeof(__m128i);
  constexpr std::size_t kBlock = 4 * kWidth;
  for (; text.size() - at > kBlock; at += kBlock) {
    const auto places = [bytes = text.data() + at](std::size_t from) -> std::uint64_t {
      const __m128i line_feeds = where_is(sixteen_bytes(bytes + from), '\n');
      const __m128i begin = Line::may_follow(sixteen_bytes(bytes + from + 1));
      return std::uint64_t{places_of(_mm_and_si128(line_feeds, begin))} << from;
    };
    const std::uint64_t found =
        places(0) | places(kWidth) | places(2 * kWidth) | places(3 * kWidth);
    if (found != 0) return at + static_cast<std::size_t>(std::countr_zero(found));
  }
#endif
  while ((at = text.find('\n', at)) != text.npos) {
    if (at + 1 == text.size() || Line::may_follow(text[at + 1])) return at;
    ++at;
  }
  return text.npos;
}

}  // namespace whybounce
