// SPDX-License-Identifier: MIT
#include "catalog/characters.h"

#include <array>

namespace whybounce {
namespace {

constexpr bool is_between(std::uint32_t c, std::uint32_t low, std::uint32_t high) {
  return low <= c && c <= high;
}

constexpr std::uint32_t fold_latin(std::uint32_t c) {
  if (is_between(c, 0xC0, 0xDE) && c != 0xD7) return c + 0x20;
  if (c == 0x178) return 0xFF;
  const bool upper_is_even = is_between(c, 0x100, 0x137) || is_between(c, 0x14A, 0x177);
  if (upper_is_even && c != 0x130 && c != 0x131) return c | 1U;
  const bool upper_is_odd = is_between(c, 0x139, 0x148) || is_between(c, 0x179, 0x17E);
  return upper_is_odd && c % 2 == 1 ? c + 1 : c;
}

constexpr std::uint32_t fold_greek(std::uint32_t c) {
  if (c == 0x386) return 0x3AC;
  if (is_between(c, 0x388, 0x38A)) return c + 0x25;
  if (c == 0x38C) return 0x3CC;
  if (c == 0x38E || c == 0x38F) return c + 0x3F;
  if (is_between(c, 0x391, 0x3AB) && c != 0x3A2) return c + 0x20;
  return c == 0x3C2 ? 0x3C3 : c;  // the sigma at the end of a word
}

constexpr std::uint32_t fold_cyrillic(std::uint32_t c) {
  if (c <= 0x40F) return c + 0x50;
  if (c <= 0x42F) return c + 0x20;
  if (c == 0x4C0) return 0x4CF;
  if (is_between(c, 0x4C1, 0x4CE)) return c % 2 == 1 ? c + 1 : c;
  const bool paired =
      is_between(c, 0x460, 0x481) || is_between(c, 0x48A, 0x4BF) || is_between(c, 0x4D0, 0x52F);
  return paired ? c | 1U : c;
}

constexpr std::uint32_t fold_any(std::uint32_t c) {
  if (c < 0x180) return fold_latin(c);
  if (is_between(c, 0x370, 0x3FF)) return fold_greek(c);
  if (is_between(c, 0x400, 0x52F)) return fold_cyrillic(c);
  if (is_between(c, 0x1E00, 0x1E95) || is_between(c, 0x1EA0, 0x1EFF)) return c | 1U;  // Vietnamese
  return c;
}

constexpr std::uint64_t head_of(std::uint32_t c) {
  const auto more = [&](unsigned shift) { return 0x80ULL | (c >> shift & 0x3FU); };
  if (c < 0x800) return (0xC0ULL | c >> 6) | more(0) << 8;
  if (c < 0x10000) return (0xE0ULL | c >> 12) | more(6) << 8 | more(0) << 16;
  return (0xF0ULL | c >> 18) | more(12) << 8 | more(6) << 16 | more(0) << 24;
}

constexpr std::array<std::uint16_t, 0x800> make_folded_heads() {
  std::array<std::uint16_t, 0x800> heads{};
  for (std::uint32_t c = 0; c < heads.size(); ++c) {
    heads[c] = static_cast<std::uint16_t>(head_of(fold_any(c)));
  }
  return heads;
}
constexpr auto kFoldedHeads = make_folded_heads();

}  // namespace

CodePoint decode(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const auto more = [&](std::size_t i) { return i < text.size() && (byte(i) & 0xC0U) == 0x80U; };
  const auto low = [&](std::size_t i) { return byte(i) & 0x3FU; };
  const std::uint32_t lead = byte(0);
  if (lead >= 0xC2 && lead < 0xE0 && more(1)) return {(lead & 0x1FU) << 6 | low(1), 2};
  if (lead >= 0xE0 && lead < 0xF0 && more(1) && more(2)) {
    return {(lead & 0x0FU) << 12 | low(1) << 6 | low(2), 3};
  }
  if (lead >= 0xF0 && lead < 0xF5 && more(1) && more(2) && more(3)) {
    return {(lead & 0x07U) << 18 | low(1) << 12 | low(2) << 6 | low(3), 4};
  }
  return {0, 1};
}

bool is_wide_blank(std::uint32_t c) {
  return c == 0xA0 || is_between(c, 0x2000, 0x200B) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
         c == 0x205F || c == 0x3000;
}

bool is_wide_punctuation(std::uint32_t c) {
  return c == 0xA1 || c == 0xA7 || c == 0xAB || c == 0xAD || c == 0xB6 || c == 0xB7 || c == 0xBB ||
         c == 0xBF || is_between(c, 0x200C, 0x206F) || is_between(c, 0x3001, 0x3003) ||
         is_between(c, 0x3008, 0x3011) || is_between(c, 0x3014, 0x301F) || c == 0x30FB ||
         is_between(c, 0xFE30, 0xFE6B) || c == 0xFEFF || is_between(c, 0xFF01, 0xFF0F) ||
         is_between(c, 0xFF1A, 0xFF20) || is_between(c, 0xFF3B, 0xFF40) ||
         is_between(c, 0xFF5B, 0xFF65);
}

std::uint32_t fold(std::uint32_t c) {
  return fold_any(c);
}

std::uint64_t utf8_head(std::uint32_t c) {
  return head_of(c);
}

std::uint64_t folded_head_of_two_bytes(std::uint32_t c) {
  return kFoldedHeads[c & 0x7FFU];
}

}  // namespace whybounce
