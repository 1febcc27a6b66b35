// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

#include "evidence/dsn.h"

namespace whybounce {

// A line of a mail server's log about one delivery, read as the delivery status that it is:
//
//   Postfix   … to=<you@example.net>, relay=mx.example.net[192.0.2.1]:25, dsn=5.1.1, status=bounced (host …)
//   Sendmail  … to=<you@example.net>, relay=mx.example.net. [192.0.2.1], dsn=5.1.1, stat=User unknown
//   Exim      2026-01-02 03:04:05 1wXyZa-0001-AB ** you@example.net R=dnslookup T=smtp H=mx […]: 550 …
//   qmail     delivery 12: failure: 192.0.2.1_does_not_like_recipient./Remote_host_said:_550_…
//   PowerMTA  b,2026-01-02 …,me@example.org,you@example.net,,failed,5.1.1 (…),smtp;550 …,mx.example.net (…),…
//   Exchange  2026-01-02T…,…,SMTP,FAIL,…,you@example.net,550 5.1.1 …,…   (message tracking)
//
// Recipient, remote host, status and action come from the log's own fields; the diagnostic is what
// stands behind them. Appends one recipient and gives true; false where text[begin, end) is no such
// line. Cost: linear.
[[nodiscard]] bool read_log_line(std::string_view text, std::uint32_t part, std::uint32_t begin,
                                 std::uint32_t end, DeliveryStatus& into);

}  // namespace whybounce
