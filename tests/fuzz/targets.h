// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <iosfwd>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

#include "whybounce/message.h"

// What must hold whatever the bytes are. A target reads them in one way and throws a Violation if
// something does not hold; that it neither crashes nor takes long is what the fuzzer, the sanitizers
// and the tests' time limit see.
namespace whybounce::fuzz {

class Violation : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

inline void require(bool holds, const char* what) {
  if (!holds) throw Violation(what);
}

// For two texts that must be equal: shows where they are not.
void require_same(std::string_view a, std::string_view b, std::string_view what);

// The same text with CRLF in place of LF, or LF in place of CRLF; absent where a CR stands alone, or
// both ends are in use: twins of such a text differ in what a line is.
[[nodiscard]] std::optional<std::string> with_other_line_ends(std::string_view text);
[[nodiscard]] std::string without_cr(std::string_view text);
// Whether a line end may be one of several bytes of a character (UTF-16): then there is no twin.
[[nodiscard]] bool has_wide_text(const Message& message);

struct Target {
  std::string_view name;  // also of its folder in seeds/
  void (*run)(std::string_view bytes);
};
[[nodiscard]] std::span<const Target> targets();
// For the tests' names.
void PrintTo(const Target& target, std::ostream* out);
// Null where there is none.
[[nodiscard]] const Target* find_target(std::string_view name);

// Whole mails: mail_targets.cpp.
void run_message(std::string_view bytes);
void run_text(std::string_view bytes);
void run_wrapped_mail(std::string_view bytes);
// src/message: message_targets.cpp.
void run_header(std::string_view bytes);
void run_mime(std::string_view bytes);
void run_transfer(std::string_view bytes);
void run_charset(std::string_view bytes);
void run_html(std::string_view bytes);
// src/evidence: evidence_targets.cpp.
void run_status_fields(std::string_view bytes);
void run_replies(std::string_view bytes);
void run_values(std::string_view bytes);
// What the user gives: input_targets.cpp.
void run_rules(std::string_view bytes);
void run_records(std::string_view bytes);
void run_options(std::string_view bytes);

}  // namespace whybounce::fuzz
