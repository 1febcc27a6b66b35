// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>

// Eight bytes of a text as one number, to look at all of them at once. The first one is the lowest.
namespace whybounce {

static_assert(std::endian::native == std::endian::little, "the first byte is the lowest one");

inline constexpr std::uint64_t kOnes = 0x0101010101010101;  // times a byte: that byte in each place

[[nodiscard]] inline std::uint64_t eight_bytes(const char* at) {
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, at, sizeof bytes);
  return bytes;
}

}  // namespace whybounce
