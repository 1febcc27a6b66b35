// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

// Eight bytes of a text as one number, or sixteen where there is SSE2, to look at all of them at once.
// The first one is the lowest.
namespace whybounce {

static_assert(std::endian::native == std::endian::little, "the first byte is the lowest one");

inline constexpr std::uint64_t kOnes = 0x0101010101010101;  // times a byte: that byte in each place

[[nodiscard]] inline std::uint64_t eight_bytes(const char* at) {
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, at, sizeof bytes);
  return bytes;
}

#ifdef __SSE2__
[[nodiscard]] inline __m128i sixteen_bytes(const char* at) {
  return _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
}

[[nodiscard]] inline __m128i where_is(__m128i bytes, char c) {
  return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(c));
}

// A bit for each byte that a comparison found, the lowest for the first.
[[nodiscard]] inline unsigned places_of(__m128i found) {
  return static_cast<unsigned>(_mm_movemask_epi8(found));
}
#endif

}  // namespace whybounce
