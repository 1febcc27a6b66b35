// SPDX-License-Identifier: MIT
#pragma once

#include <charconv>
#include <cstdint>
#include <string>

#include "whybounce/status.h"

// Numbers and codes, appended without a string in between.
namespace whybounce {

inline void append_number(std::string& out, std::uint64_t number) {
  char digits[20];
  const std::to_chars_result end = std::to_chars(digits, digits + sizeof digits, number);
  out.append(digits, static_cast<std::size_t>(end.ptr - digits));
}

// A number below 1000; gives the place behind it.
inline char* write_short_number(char* at, int number) {
  if (number >= 100) *at++ = static_cast<char>('0' + number / 100);
  if (number >= 10) *at++ = static_cast<char>('0' + number / 10 % 10);
  *at++ = static_cast<char>('0' + number % 10);
  return at;
}

inline void append_code(std::string& out, ReplyCode code) {
  char digits[3];
  write_short_number(digits, code.value());
  out.append(digits, sizeof digits);
}

inline void append_code(std::string& out, const EnhancedStatus& status) {
  char text[9];
  text[0] = static_cast<char>('0' + status.status_class());
  text[1] = '.';
  char* at = write_short_number(text + 2, status.subject());
  *at++ = '.';
  at = write_short_number(at, status.detail());
  out.append(text, static_cast<std::size_t>(at - text));
}

}  // namespace whybounce
