// SPDX-License-Identifier: MIT
#include "evidence/date.h"

#include <array>
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
  std::string zone();

  std::string_view rest_;
};

void append_two_digits(int value, std::string& out) {
  out += static_cast<char>('0' + value / 10);
  out += static_cast<char>('0' + value % 10);
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
  static constexpr std::array<std::string_view, 12> kMonths = {
      "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    if (ascii::equals_ignoring_case(name.substr(0, 3), kMonths[i])) return static_cast<int>(i) + 1;
  }
  return std::nullopt;
}

// RFC 5322 section 4.3: the North American names; every other name says nothing.
std::string DateReader::zone() {
  skip_blanks();
  const bool minus = !rest_.empty() && rest_.front() == '-';
  if (take('+') || take('-')) {
    const auto value = number(4);
    if (!value || *value > 1400 || (minus && *value == 0)) return "Z";
    std::string text(1, minus ? '-' : '+');
    append_two_digits(*value / 100 % 100, text);
    text += ':';
    append_two_digits(*value % 100 % 60, text);
    return text;
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
    if (ascii::equals_ignoring_case(name, named.name)) return std::string(named.offset);
  }
  return "Z";
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
  std::string text;
  append_two_digits(*year / 100 % 100, text);
  append_two_digits(*year % 100, text);
  const auto append = [&text](char mark, int value) {
    text += mark;
    append_two_digits(value, text);
  };
  append('-', *month);
  append('-', *day);
  append('T', *hour);
  append(':', *minute);
  append(':', *second);
  return text + zone();
}

}  // namespace

std::string iso_date(std::string_view value) {
  return DateReader(value).read();
}

}  // namespace whybounce
