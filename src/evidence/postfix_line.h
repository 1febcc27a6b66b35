// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

#include "evidence/dsn.h"

namespace whybounce {

// The lines of Postfix's log that are about no delivery of its own; those that are, log_line reads.
enum class PostfixLine : std::uint8_t {
  other,    // no line of Postfix's log, or one that may tell of a delivery in words
  refusal,  // Postfix refused somebody else's mail; there is a recipient for it
  chatter,  // connections, warnings, statistics: words of failure, but nobody's mail
};

// Reads text[begin, end), which is one line:
//
//   … postfix/smtpd[1]: NOQUEUE: reject: RCPT from h[192.0.2.1]: 554 5.7.1 …; from=<…> to=<…> …
//   … postfix/anvil[1]: statistics: max connection rate 3/60s for (smtp:192.0.2.1) at …
//
// A refusal is appended as one recipient: to whom the mail would have gone, and Postfix's reply.
// Cost: linear, and of a line that is not Postfix's only the beginning is looked at.
[[nodiscard]] PostfixLine read_postfix_line(std::string_view text, std::uint32_t part,
                                            std::uint32_t begin, std::uint32_t end,
                                            DeliveryStatus& into);

}  // namespace whybounce
