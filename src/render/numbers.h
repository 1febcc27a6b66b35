// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

#include "whybounce/status.h"

// Numbers and codes as text, without a string for each. The functions give the place behind what
// they wrote.
namespace whybounce {

// No number of 64 bits is longer, and no code.
inline constexpr std::size_t kDigitsRoom = 20;

inline char* write_digits(char* at, std::uint64_t number) {
  std::size_t length = 1;
  for (std::uint64_t limit = 10; number >= limit && length < kDigitsRoom; limit *= 10) ++length;
  char* const end = at + length;
  for (char* place = end; place > at; number /= 10) {
    *--place = static_cast<char>('0' + number % 10);
  }
  return end;
}

// A number below 1000.
inline char* write_short_number(char* at, int number) {
  if (number >= 100) *at++ = static_cast<char>('0' + number / 100);
  if (number >= 10) *at++ = static_cast<char>('0' + number / 10 % 10);
  *at++ = static_cast<char>('0' + number % 10);
  return at;
}

inline char* write_digits(char* at, ReplyCode code) {
  return write_short_number(at, code.value());
}

inline char* write_digits(char* at, const EnhancedStatus& status) {
  at = write_short_number(at, status.status_class());
  *at++ = '.';
  at = write_short_number(at, status.subject());
  *at++ = '.';
  return write_short_number(at, status.detail());
}

}  // namespace whybounce
