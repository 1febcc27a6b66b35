// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace whybounce::testing {

// A strict checker of RFC 8259: one value, nothing behind it, valid UTF-8, no lone surrogates.
// Written apart from the code that writes JSON, so that a mistake there is not made twice.
class JsonCheck {
 public:
  [[nodiscard]] static bool is_valid(std::string_view text) {
    JsonCheck check(text);
    return check.value(0) && check.rest_.empty();
  }

 private:
  explicit JsonCheck(std::string_view text) : rest_(text) { blanks(); }

  static constexpr int kDeepest = 100;

  bool take(char c) {
    if (rest_.empty() || rest_[0] != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  void blanks() {
    while (take(' ') || take('\t') || take('\n') || take('\r')) {
    }
  }
  bool word(std::string_view word) {
    if (!rest_.starts_with(word)) return false;
    rest_.remove_prefix(word.size());
    return true;
  }

  bool value(int depth) {
    if (depth > kDeepest) return false;
    const bool good = rest_.starts_with('{')   ? members(depth)
                      : rest_.starts_with('[') ? elements(depth)
                      : rest_.starts_with('"')
                          ? string()
                          : word("true") || word("false") || word("null") || number();
    blanks();
    return good;
  }
  bool members(int depth) {
    take('{');
    blanks();
    if (take('}')) return true;
    while (true) {
      if (!string()) return false;
      blanks();
      if (!take(':')) return false;
      blanks();
      if (!value(depth + 1)) return false;
      if (take('}')) return true;
      if (!take(',')) return false;
      blanks();
    }
  }
  bool elements(int depth) {
    take('[');
    blanks();
    if (take(']')) return true;
    while (true) {
      if (!value(depth + 1)) return false;
      if (take(']')) return true;
      if (!take(',')) return false;
      blanks();
    }
  }
  bool digits() {
    std::size_t count = 0;
    while (count < rest_.size() && rest_[count] >= '0' && rest_[count] <= '9') ++count;
    rest_.remove_prefix(count);
    return count > 0;
  }
  bool number() {
    take('-');
    if (rest_.starts_with('0')) {
      take('0');
    } else if (!digits()) {
      return false;
    }
    if (take('.') && !digits()) return false;
    if (take('e') || take('E')) {
      if (!take('+')) take('-');
      return digits();
    }
    return true;
  }
  bool code_unit(std::uint32_t& unit) {
    if (rest_.size() < 4) return false;
    unit = 0;
    for (const char c : rest_.substr(0, 4)) {
      const std::string_view hex = "0123456789abcdef";
      const std::size_t digit = hex.find(c >= 'A' && c <= 'F' ? static_cast<char>(c + 32) : c);
      if (digit == std::string_view::npos) return false;
      unit = unit * 16 + static_cast<std::uint32_t>(digit);
    }
    rest_.remove_prefix(4);
    return true;
  }
  bool escape() {
    if (rest_.empty()) return false;
    const char c = rest_[0];
    rest_.remove_prefix(1);
    if (c != 'u') return std::string_view("\"\\/bfnrt").find(c) != std::string_view::npos;
    std::uint32_t unit = 0;
    if (!code_unit(unit) || (unit >= 0xDC00 && unit <= 0xDFFF)) return false;
    if (unit < 0xD800 || unit > 0xDBFF) return true;
    return word("\\u") && code_unit(unit) && unit >= 0xDC00 && unit <= 0xDFFF;
  }
  bool character() {
    const auto byte = [this](std::size_t i) {
      return i < rest_.size() ? static_cast<unsigned>(static_cast<unsigned char>(rest_[i])) : 0U;
    };
    const unsigned lead = byte(0);
    std::size_t length = lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (length == 0 || lead > 0xF4 || lead < 0x20) return false;
    for (std::size_t i = 1; i < length; ++i) {
      if ((byte(i) & 0xC0U) != 0x80U) return false;
    }
    if ((lead == 0xE0 && byte(1) < 0xA0) || (lead == 0xED && byte(1) > 0x9F) ||
        (lead == 0xF0 && byte(1) < 0x90) || (lead == 0xF4 && byte(1) > 0x8F)) {
      return false;
    }
    rest_.remove_prefix(length);
    return true;
  }
  bool string() {
    if (!take('"')) return false;
    while (!rest_.empty()) {
      if (take('"')) return true;
      if (!(take('\\') ? escape() : character())) return false;
    }
    return false;
  }

  std::string_view rest_;
};

}  // namespace whybounce::testing
