// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// Codes as values: small, ordered by their numbers, safe in any thread. Parsing is total and costs
// no more than the text's length; what is no code gives an absent value, never an error.
namespace whybounce {

// An SMTP reply code: three digits (RFC 5321 section 4.2). First digit 1 to 5.
//
// The grammar allows 2 to 5 and a second digit of 0 to 5; servers also send 571 and the like, and
// RFC 821 knew 1yz, so any second and third digit is a code here, and whether it is registered is
// the catalog's business.
class ReplyCode {
 public:
  // Exactly three digits, the first 1 to 5; anything else is no reply code.
  [[nodiscard]] static constexpr std::optional<ReplyCode> parse(std::string_view text) {
    if (text.size() != 3 || text[0] < '1' || text[0] > '5') return std::nullopt;
    int value = 0;
    for (const char c : text) {
      if (c < '0' || c > '9') return std::nullopt;
      value = value * 10 + (c - '0');
    }
    return ReplyCode(static_cast<std::uint16_t>(value));
  }

  [[nodiscard]] constexpr int value() const { return value_; }
  [[nodiscard]] constexpr int first_digit() const { return value_ / 100; }
  [[nodiscard]] constexpr int second_digit() const { return value_ / 10 % 10; }
  [[nodiscard]] std::string to_string() const;

  friend auto operator<=>(const ReplyCode&, const ReplyCode&) = default;

 private:
  constexpr explicit ReplyCode(std::uint16_t value) : value_(value) {}
  std::uint16_t value_;
};

// An enhanced mail system status code: class.subject.detail (RFC 3463 section 2). Class 2, 4 or 5;
// subject and detail 0 to 999 without leading zeros.
class EnhancedStatus {
 public:
  // Exactly the three numbers with two dots; anything else ("5.1", "5.01.1", "3.1.1", "5.1.1.") is
  // no status code.
  [[nodiscard]] static std::optional<EnhancedStatus> parse(std::string_view text);

  // The three numbers; none if the class is not 2, 4 or 5, or another one is above 999.
  [[nodiscard]] static constexpr std::optional<EnhancedStatus> of(std::uint16_t status_class,
                                                                  std::uint16_t subject,
                                                                  std::uint16_t detail) {
    if (status_class != 2 && status_class != 4 && status_class != 5) return std::nullopt;
    if (subject > 999 || detail > 999) return std::nullopt;
    return EnhancedStatus(status_class, subject, detail);
  }

  [[nodiscard]] int status_class() const { return class_; }
  [[nodiscard]] int subject() const { return subject_; }
  [[nodiscard]] int detail() const { return detail_; }
  // "x.0.0" and "x.y.0" say "other or undefined": RFC 3463 section 3.
  [[nodiscard]] bool is_vague() const { return subject_ == 0 || detail_ == 0; }
  [[nodiscard]] std::string to_string() const;

  friend auto operator<=>(const EnhancedStatus&, const EnhancedStatus&) = default;

 private:
  constexpr EnhancedStatus(std::uint16_t c, std::uint16_t s, std::uint16_t d)
      : class_(c), subject_(s), detail_(d) {}
  std::uint16_t class_;
  std::uint16_t subject_;
  std::uint16_t detail_;
};

// A status code, or several at once, as people and tables write them: "5.7.26", "x.7.26" (any
// class), "5.7" or "5.7.x" (any detail), "5" or "5.x.x" (a class alone), "5.7.606-649" (a range of
// details, both ends included).
struct StatusPattern {
  std::optional<int> status_class;  // absence means any class
  std::optional<int> subject;       // absence means any subject, and any detail
  std::optional<int> first_detail;  // absence means any detail
  std::optional<int> last_detail;   // present with first_detail, and not below it

  // Classes 2, 4, 5 and x (or X). Anything else is no pattern.
  [[nodiscard]] static std::optional<StatusPattern> parse(std::string_view text);
  [[nodiscard]] bool matches(const EnhancedStatus& status) const;
  // Canonical form: "5.7.26", "x.7.26", "5.7.x", "5.x.x", "5.7.606-649".
  [[nodiscard]] std::string to_string() const;

  friend auto operator<=>(const StatusPattern&, const StatusPattern&) = default;
};

}  // namespace whybounce
