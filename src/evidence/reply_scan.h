// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "ascii.h"
#include "whybounce/status.h"

namespace whybounce {

// A server's reply that stands in a text, with the codes that belong to it.
//
//   550 5.1.351 Remote server returned … -> 552 5.2.2 Mailbox full (in reply to RCPT TO command)
//   ^ segment 0                             ^ segment 1: the innermost reply
//
// Where replies are wrapped in replies, each begins a segment, and the last one is the innermost.
// The lines of one multi-line reply ("550-5.7.26 …", "550 5.7.26 …") are one segment. Text in front
// of the first code is a segment of its own, with a code if one stands behind its words: "Sorry, no
// mailbox here by that name. (#5.1.1)".
struct ReplySegment {
  std::uint32_t part = 0;  // the caller's to set
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::optional<ReplyCode> reply_code;
  std::uint32_t reply_code_offset = 0;
  std::optional<EnhancedStatus> status;
  std::uint32_t status_offset = 0;
  std::uint32_t status_length = 0;  // a code may be folded over two lines: longer than its digits
};

// Cuts text[begin, end) into segments; appends them in order. An empty range has none. Only what is
// really a code counts: parts of IP addresses, versions, dates, phone numbers, message ids, sizes,
// times and ports don't. Cost: linear.
void scan_replies(std::string_view text, std::uint32_t begin, std::uint32_t end,
                  std::vector<ReplySegment>& segments);

// The enhanced status code that begins exactly at `offset`, and its length in the text; or none.
struct StatusMark {
  EnhancedStatus status;
  std::uint32_t length;
};
[[nodiscard]] std::optional<StatusMark> status_at(std::string_view text, std::uint32_t offset,
                                                  std::uint32_t end);

// Whether a text begins as a reply of a failure does: "550 ", "550-".
[[nodiscard]] constexpr bool begins_with_reply_code(std::string_view text) {
  return text.size() >= 4 && (text[0] == '4' || text[0] == '5') && ascii::is_digit(text[1]) &&
         ascii::is_digit(text[2]) && (text[3] == ' ' || text[3] == '-');
}

}  // namespace whybounce
