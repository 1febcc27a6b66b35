// SPDX-License-Identifier: MIT
#include "evidence/date.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "ascii.h"

namespace whybounce {
namespace {

class DateReader {
 public:
  explicit DateReader(std::string_view text) : rest_(text) {}

  std::string read();

 private:
  void skip_blanks();
  std::string_view word();
  std::optional<int> number(std::size_t max_digits);
  bool take(char c);
  char* put_zone(char* to);

  std::string_view rest_;
};

constexpr std::size_t kLongestDate = std::string_view("2026-01-02T03:04:05+09:00").size();

char* put_two_digits(int value, char* to) {
  *to++ = static_cast<char>('0' + value / 10);
  *to++ = static_cast<char>('0' + value % 10);
  return to;
}

constexpr std::uint32_t month_key(std::string_view name) {
  std::uint32_t key = 0;
  for (const char c : name.substr(0, 3)) {
    key = key << 8 | static_cast<unsigned char>(ascii::to_lower(c));
  }
  return key;
}

void DateReader::skip_blanks() {
  while (!rest_.empty() && (ascii::is_space(rest_.front()) || rest_.front() == ',')) {
    rest_.remove_prefix(1);
  }
}

std::string_view DateReader::word() {
  skip_blanks();
  std::size_t end = 0;
  while (end < rest_.size() && ascii::is_alpha(rest_[end])) ++end;
  const std::string_view found = rest_.substr(0, end);
  rest_.remove_prefix(end);
  return found;
}

std::optional<int> DateReader::number(std::size_t max_digits) {
  std::size_t end = 0;
  int value = 0;
  while (end < rest_.size() && end < max_digits && ascii::is_digit(rest_[end])) {
    value = value * 10 + (rest_[end] - '0');
    ++end;
  }
  if (end == 0) return std::nullopt;
  rest_.remove_prefix(end);
  return value;
}

bool DateReader::take(char c) {
  if (rest_.empty() || rest_.front() != c) return false;
  rest_.remove_prefix(1);
  return true;
}

std::optional<int> month_of(std::string_view name) {
  static constexpr std::array<std::uint32_t, 12> kMonths = {
      month_key("jan"), month_key("feb"), month_key("mar"), month_key("apr"),
      month_key("may"), month_key("jun"), month_key("jul"), month_key("aug"),
      month_key("sep"), month_key("oct"), month_key("nov"), month_key("dec")};
  const std::uint32_t key = month_key(name);
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    if (key == kMonths[i]) return static_cast<int>(i) + 1;
  }
  return std::nullopt;
}

// RFC 5322 section 4.3: the North American names; every other name says nothing.
char* DateReader::put_zone(char* to) {
  const auto put = [to](std::string_view text) { return std::copy(text.begin(), text.end(), to); };
  skip_blanks();
  const bool minus = !rest_.empty() && rest_.front() == '-';
  if (take('+') || take('-')) {
    const auto value = number(4);
    if (!value || *value > 1400 || (minus && *value == 0)) return put("Z");
    *to++ = minus ? '-' : '+';
    to = put_two_digits(*value / 100 % 100, to);
    *to++ = ':';
    return put_two_digits(*value % 100 % 60, to);
  }
  struct Named {
    std::string_view name;
    std::string_view offset;
  };
  static constexpr std::array<Named, 9> kZones = {{{"EST", "-05:00"},
                                                   {"EDT", "-04:00"},
                                                   {"CST", "-06:00"},
                                                   {"CDT", "-05:00"},
                                                   {"MST", "-07:00"},
                                                   {"MDT", "-06:00"},
                                                   {"PST", "-08:00"},
                                                   {"PDT", "-07:00"},
                                                   {"JST", "+09:00"}}};
  const std::string_view name = word();
  for (const Named& named : kZones) {
    if (ascii::equals_ignoring_case(name, named.name)) return put(named.offset);
  }
  return put("Z");
}

std::string DateReader::read() {
  word();  // the day of the week
  skip_blanks();
  const auto day = number(2);
  take('-');
  const auto month = month_of(word());
  take('-');
  skip_blanks();
  auto year = number(4);
  skip_blanks();
  const auto hour = number(2);
  if (!day || !month || !year || !hour || !take(':')) return {};
  const auto minute = number(2);
  const auto second = take(':') ? number(2) : std::optional<int>(0);
  if (!minute || !second) return {};
  if (*year < 50) *year += 2000;
  if (*year < 1000) *year += 1900;
  if (*day < 1 || *day > 31 || *hour > 23 || *minute > 59 || *second > 60) return {};
  char text[kLongestDate];
  char* to = put_two_digits(*year / 100 % 100, text);
  to = put_two_digits(*year % 100, to);
  const auto put = [&to](char mark, int value) {
    *to++ = mark;
    to = put_two_digits(value, to);
  };
  put('-', *month);
  put('-', *day);
  put('T', *hour);
  put(':', *minute);
  put(':', *second);
  return {text, put_zone(to)};
}

}  // namespace

std::string iso_date(std::string_view value) {
  return DateReader(value).read();
}

}  // namespace whybounce
