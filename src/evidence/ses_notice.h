// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "evidence/dsn.h"
#include "whybounce/vocabulary.h"

namespace whybounce {

// Amazon SES can tell of bounces, complaints and deliveries by a JSON object, which Amazon SNS sends as
// the text of a mail. Its names differ from a delivery status's, its content does not:
// https://docs.aws.amazon.com/ses/latest/dg/notification-contents.html
//
//   {"notificationType":"Bounce","bounce":{"bouncedRecipients":[{"emailAddress":"you@example.net",
//    "action":"failed","status":"5.1.1","diagnosticCode":"smtp; 550 5.1.1 user unknown"}], …
//
// Gives what the notice is about (failure, complaint, delivered) and appends its recipients; absent
// where text[begin, end) is no such notice. Reads only the names that it needs: the object may be cut
// or folded.
[[nodiscard]] std::optional<Kind> read_ses_notice(std::string_view text, std::uint32_t part,
                                                  std::uint32_t begin, std::uint32_t end,
                                                  DeliveryStatus& into);

}  // namespace whybounce
