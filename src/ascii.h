// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

// ASCII by itself: <cctype> depends on the locale and is undefined for negative chars. Mail syntax is
// ASCII whatever the locale (RFC 5322 section 2.1).
namespace whybounce::ascii {

// Looked up, not compared: texts are read by loops that ask little else of each byte.
inline constexpr std::uint8_t kUpper = 1;
inline constexpr std::uint8_t kLower = 2;
inline constexpr std::uint8_t kDigit = 4;
inline constexpr std::uint8_t kSpace = 8;
inline constexpr std::uint8_t kHostMark = 16;

struct Tables {
  std::array<std::uint8_t, 256> classes{};
  std::array<char, 256> lower{};

  constexpr Tables() {
    for (std::size_t i = 0; i < classes.size(); ++i) {
      const char c = static_cast<char>(i);
      lower[i] = c;
      if (c >= 'A' && c <= 'Z') {
        classes[i] = kUpper;
        lower[i] = static_cast<char>(c + ('a' - 'A'));
      }
      if (c >= 'a' && c <= 'z') classes[i] = kLower;
      if (c >= '0' && c <= '9') classes[i] = kDigit;
      if (c == ' ' || (c >= '\t' && c <= '\r')) classes[i] = kSpace;
      if (c == '.' || c == '-' || c == '_') classes[i] = kHostMark;
    }
  }
};
inline constexpr Tables kTables;

constexpr bool is_of(char c, unsigned classes) {
  return (kTables.classes[static_cast<unsigned char>(c)] & classes) != 0;
}

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
constexpr bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
constexpr bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
constexpr bool is_alpha(char c) {
  return is_of(c, kUpper | kLower);
}
constexpr bool is_alnum(char c) {
  return is_of(c, kUpper | kLower | kDigit);
}
// What the names of hosts are made of.
constexpr bool is_host_char(char c) {
  return is_of(c, kUpper | kLower | kDigit | kHostMark);
}
constexpr bool is_blank(char c) {
  return c == ' ' || c == '\t';
}
// Blanks, line ends, form feed and vertical tab.
constexpr bool is_space(char c) {
  return is_of(c, kSpace);
}
constexpr bool is_beyond(char c) {
  return static_cast<unsigned char>(c) >= 0x80;
}

// `set` is a literal: a loop that compilers unroll, where find() would call memchr().
template <std::size_t N>
constexpr bool is_any_of(char c, const char (&set)[N]) {
  for (std::size_t i = 0; i + 1 < N; ++i) {
    if (c == set[i]) return true;
  }
  return false;
}

constexpr char to_lower(char c) {
  return kTables.lower[static_cast<unsigned char>(c)];
}

constexpr bool equals_ignoring_case(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  // Most are different, and that in the first character: this must cost little.
  for (std::size_t i = 0; i < a.size(); ++i) {
    const int difference = a[i] ^ b[i];
    if (difference != 0 && (difference != ('a' ^ 'A') || !is_alpha(a[i]))) return false;
  }
  return true;
}

constexpr bool starts_with_ignoring_case(std::string_view text, std::string_view prefix) {
  return text.size() >= prefix.size() &&
         equals_ignoring_case(text.substr(0, prefix.size()), prefix);
}

constexpr bool ends_with_ignoring_case(std::string_view text, std::string_view suffix) {
  return text.size() >= suffix.size() &&
         equals_ignoring_case(text.substr(text.size() - suffix.size()), suffix);
}

constexpr bool is_all_space(std::string_view text) {
  for (const char c : text) {
    if (!is_space(c)) return false;
  }
  return true;
}

constexpr std::string_view trim_left(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  return text;
}

constexpr std::string_view trim(std::string_view text) {
  text = trim_left(text);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace whybounce::ascii
