// SPDX-License-Identifier: MIT
#pragma once

#include "evidence/evidence.h"
#include "whybounce/message.h"

namespace whybounce {

// The part of a message that is the report itself: the whole message, or a message inside of it, where
// a bounce was forwarded as an attachment.
struct ReportScope {
  std::uint32_t root = Part::kNone;      // the message part that holds the report; kNone: the whole
  std::uint32_t header = Part::kNone;    // the report's own header; kNone for a pasted text
  std::vector<std::uint32_t> leaves;     // its leaves, without those of the returned message
  std::uint32_t returned = Part::kNone;  // the header of the returned message
};

// `scope` is emptied first; its memory is used again.
void find_report(const Message& message, ReportScope& scope);

// What the report's header tells about the sort of mail that it is. Decodes the header if something
// in it is evidence.
[[nodiscard]] ReportTraits read_traits(Message& message, const ReportScope& scope);

// A delivery status, of either sort: RFC 3464, RFC 6533.
[[nodiscard]] bool is_delivery_status(const Part& part);

}  // namespace whybounce
