// SPDX-License-Identifier: MIT
#include "whybounce/status.h"

#include <array>
#include <charconv>

namespace whybounce {
namespace {

constexpr int kMaxNumber = 999;  // subject and detail: RFC 3463 section 2

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Takes tokens off the front of a text. Each function leaves the text alone where it says no.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : rest_(text) {}

  [[nodiscard]] bool at_end() const { return rest_.empty(); }

  [[nodiscard]] bool take(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }

  [[nodiscard]] bool take_any() { return take('x') || take('X'); }

  // 0 to 999 without leading zeros.
  [[nodiscard]] std::optional<int> take_number() {
    int value = 0;
    std::size_t length = 0;
    while (length < rest_.size() && is_digit(rest_[length])) {
      value = value * 10 + (rest_[length] - '0');
      if (value > kMaxNumber) return std::nullopt;
      ++length;
      if (value == 0) break;
    }
    if (length == 0 || (length < rest_.size() && is_digit(rest_[length]))) return std::nullopt;
    rest_.remove_prefix(length);
    return value;
  }

  [[nodiscard]] std::optional<int> take_class() {
    const std::optional<int> number = take_number();
    if (number == 2 || number == 4 || number == 5) return number;
    return std::nullopt;
  }

 private:
  std::string_view rest_;
};

// The same for a whole text; -1 where it is no such number.
constexpr int number_in(std::string_view text) {
  if (text.empty() || text.size() > 3 || (text[0] == '0' && text.size() > 1)) return -1;
  int value = 0;
  for (const char c : text) {
    if (!is_digit(c)) return -1;
    value = value * 10 + (c - '0');
  }
  return value;
}

std::string number_or_x(const std::optional<int>& number) {
  return number ? std::to_string(*number) : "x";
}

// What stands behind "class.subject.".
bool take_details(Cursor& cursor, StatusPattern& pattern) {
  if (cursor.take_any()) return true;
  pattern.first_detail = cursor.take_number();
  if (!pattern.first_detail) return false;
  pattern.last_detail = pattern.first_detail;
  if (!cursor.take('-')) return true;
  pattern.last_detail = cursor.take_number();
  return pattern.last_detail && *pattern.first_detail <= *pattern.last_detail;
}

}  // namespace

std::string ReplyCode::to_string() const {
  return std::to_string(value_);
}

std::optional<EnhancedStatus> EnhancedStatus::parse(std::string_view text) {
  // A report has a dozen texts that could be codes, so this one does without a Cursor.
  if (text.size() < 5 || text.size() > 9) return std::nullopt;
  if ((text[0] != '2' && text[0] != '4' && text[0] != '5') || text[1] != '.') return std::nullopt;
  std::size_t dot = 3;
  while (dot < text.size() && text[dot] != '.') ++dot;
  if (dot == text.size()) return std::nullopt;
  const int subject = number_in(text.substr(2, dot - 2));
  const int detail = number_in(text.substr(dot + 1));
  if (subject < 0 || detail < 0) return std::nullopt;
  return EnhancedStatus(static_cast<std::uint16_t>(text[0] - '0'),
                        static_cast<std::uint16_t>(subject), static_cast<std::uint16_t>(detail));
}

std::string EnhancedStatus::to_string() const {
  std::array<char, 16> text;
  char* at = text.data();
  for (const std::uint16_t number : {class_, subject_, detail_}) {
    at = std::to_chars(at, text.data() + text.size(), number).ptr;
    *at++ = '.';
  }
  return std::string(text.data(), at - 1);
}

std::optional<StatusPattern> StatusPattern::parse(std::string_view text) {
  Cursor cursor(text);
  StatusPattern pattern;
  if (!cursor.take_any()) {
    pattern.status_class = cursor.take_class();
    if (!pattern.status_class) return std::nullopt;
  }
  if (cursor.at_end()) return pattern;
  if (!cursor.take('.')) return std::nullopt;
  if (cursor.take_any()) {
    // Any subject: a detail means nothing without its subject.
    if (cursor.at_end()) return pattern;
    if (!cursor.take('.') || !cursor.take_any()) return std::nullopt;
  } else {
    pattern.subject = cursor.take_number();
    if (!pattern.subject) return std::nullopt;
    if (cursor.at_end()) return pattern;
    if (!cursor.take('.') || !take_details(cursor, pattern)) return std::nullopt;
  }
  if (!cursor.at_end()) return std::nullopt;
  return pattern;
}

bool StatusPattern::matches(const EnhancedStatus& status) const {
  if (status_class && *status_class != status.status_class()) return false;
  if (subject && *subject != status.subject()) return false;
  if (!first_detail) return true;
  return *first_detail <= status.detail() && status.detail() <= *last_detail;
}

std::string StatusPattern::to_string() const {
  std::string result = number_or_x(status_class) + '.' + number_or_x(subject);
  result += '.';
  result += number_or_x(first_detail);
  if (last_detail != first_detail) {
    result += '-';
    result += number_or_x(last_detail);
  }
  return result;
}

}  // namespace whybounce
