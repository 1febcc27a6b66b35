// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "whybounce/span.h"
#include "whybounce/status.h"
#include "whybounce/vocabulary.h"

namespace whybounce {

// A field's value in a delivery status: its place in the part's text, white space trimmed. Length 0
// where the field is absent.
using FieldSpan = SourceSpan;

// One recipient's group of fields: RFC 3464 section 2.3.
struct DsnRecipient {
  FieldSpan original_recipient;
  FieldSpan final_recipient;
  FieldSpan action_field;
  std::optional<Action> action;
  FieldSpan status_field;  // the code alone, without the comment behind it
  std::optional<EnhancedStatus> status;
  FieldSpan status_comment;  // "(mailbox full)": RFC 3464 section 2.1.2
  FieldSpan remote_mta;
  FieldSpan diagnostic_code;  // without its type ("smtp;")
  bool diagnostic_is_smtp = false;
};

// A delivery status: RFC 3464 section 2.2 and 2.3, and the feedback report's fields that have the
// same form (RFC 5965 section 3).
struct DeliveryStatus {
  FieldSpan reporting_mta;
  FieldSpan arrival_date;
  std::vector<DsnRecipient> recipients;

  void clear() {
    reporting_mta = {};
    arrival_date = {};
    recipients.clear();
  }
};

// Reads the fields in text[begin, end) of part `part`, and appends to `into`.
//
// RFC 3464 section 2.1 wants the per-message fields, an empty line, and groups divided by empty lines.
// Reports leave the empty line out (Mimecast: all in one block), put several into one group (empty
// lines missing), write "Action : failed", or have lines that are no fields in between. So a group
// begins when a field comes that the current group has already, or at an empty line once it has a
// recipient field.
void read_delivery_status(std::string_view text, std::uint32_t part, std::uint32_t begin,
                          std::uint32_t end, DeliveryStatus& into);

// "failed", "Failed (bad destination)", "delayed", …; also "failure", "expired", "deliverable" as
// servers write them.
[[nodiscard]] std::optional<Action> parse_action(std::string_view value);

// Whether a line begins with one of the fields that only a delivery status has: "Final-Recipient:",
// "Reporting-MTA:", "Original-Recipient:", "Diagnostic-Code:". Reports paste them into the text.
[[nodiscard]] bool begins_with_dsn_field(std::string_view line);

}  // namespace whybounce
