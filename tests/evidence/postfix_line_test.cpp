// SPDX-License-Identifier: MIT
#include "evidence/postfix_line.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "support/exact_copy.h"
#include "whybounce/whybounce.h"

namespace whybounce {
namespace {

// "recipient|action|reply" of a refusal, or what else the line is.
std::string dump(std::string_view line) {
  const testing::ExactCopy copy(line);
  DeliveryStatus status;
  const PostfixLine sort =
      read_postfix_line(copy.view(), 0, 0, static_cast<std::uint32_t>(line.size()), status);
  if (sort == PostfixLine::other) return "other";
  if (sort == PostfixLine::chatter) return "chatter";
  const DsnRecipient& recipient = status.recipients.at(0);
  const auto show = [&](const FieldSpan& span) {
    return std::string(copy.view().substr(span.offset, span.length));
  };
  return show(recipient.final_recipient) + "|" + std::string(name_of(*recipient.action)) + "|" +
         show(recipient.diagnostic_code);
}

TEST(PostfixLineTest, ReadsWhatPostfixRefused) {
  EXPECT_EQ(dump("Jan  2 03:04:05 mx postfix/smtpd[12]: NOQUEUE: reject: RCPT from "
                 "h.example[192.0.2.1]: 450 4.1.8 <me@gone.example>: Sender address rejected: "
                 "Domain not found; from=<me@gone.example> to=<you@example.net> proto=ESMTP "
                 "helo=<h>"),
            "<you@example.net>|delayed|450 4.1.8 <me@gone.example>: Sender address rejected: "
            "Domain not found");
  EXPECT_EQ(dump("2026-01-02T03:04:05+00:00 mx postfix/postscreen[12]: NOQUEUE: reject: RCPT from "
                 "[2001:db8::1]:5501: 550 5.3.2 Service currently unavailable; "
                 "from=<me@example.org>, to=<you@example.net>, proto=ESMTP, helo=<h>"),
            "<you@example.net>|failed|550 5.3.2 Service currently unavailable");
  EXPECT_EQ(dump("postfix/cleanup[12]: 4F1: milter-reject: END-OF-MESSAGE from h[192.0.2.1]: 5.7.1 "
                 "Spam; from=<me@example.org> to=<you@example.net> proto=ESMTP helo=<h>"),
            "<you@example.net>|failed|5.7.1 Spam");
  EXPECT_EQ(
      dump("mx postfix/smtpd[12]: NOQUEUE: reject: CONNECT from unknown[192.0.2.1]: 554 5.7.1 "
           "blocked; proto=SMTP"),
      "|failed|554 5.7.1 blocked; proto=SMTP");
}

TEST(PostfixLineTest, KnowsWhatIsAboutNoMail) {
  for (const std::string_view words :
       {"smtpd[1]: warning: hostname h.example does not resolve to address 192.0.2.1: Name or "
        "service not known",
        "smtpd[1]: warning: unknown[192.0.2.1]: SASL LOGIN authentication failed: UGFzc3dvcmQ6",
        "submission/smtpd[1]: too many errors after RCPT from unknown[192.0.2.1]",
        "smtpd[1]: lost connection after AUTH from unknown[192.0.2.1]",
        "anvil[1]: statistics: max connection rate 3/60s for (smtp:192.0.2.1) at Jan  2 03:04:05",
        "dnsblog[1]: addr 192.0.2.1 listed by domain zen.spamhaus.org as 127.0.0.4",
        "smtp[1]: warning: no MX host for example.net has a valid address record"}) {
    const std::string line = "Jan  2 03:04:05 mx postfix/" + std::string(words);
    EXPECT_EQ(dump(line), "chatter") << line;
    Message message = parse_text(line);
    EXPECT_EQ(diagnose(message).kind, Kind::not_a_bounce) << line;
  }
}

TEST(PostfixLineTest, LeavesTheRestAlone) {
  for (const std::string_view line :
       {"", "postfix", "postfix/smtpd", "postfix/smtpd[", "postfix/smtpd[1",
        "postfix/smtpd[1]: x y"
        "reject: a from b",
        "Jan  2 03:04:05 mx postfix/smtp[1]: connect to mx.example.net[192.0.2.1]:25: Connection "
        "timed out",
        "Jan  2 03:04:05 mx postfix/qmgr[1]: 4F1: from=<me@example.org>, status=expired, returned",
        "host mx.example.net said: 550 5.7.1 warning: postfix/anvil[1]"}) {
    EXPECT_EQ(dump(line), "other") << line;
  }
}

TEST(PostfixLineTest, ARefusalIsOneRecipient) {
  Message message = parse_text(
      "Jan  2 03:04:05 mx postfix/smtpd[12]: NOQUEUE: reject: RCPT from h[192.0.2.1]: 454 4.7.1 "
      "<you@example.net>: Relay access denied; from=<me@example.org> to=<you@example.net> "
      "proto=ESMTP helo=<h>");
  const Diagnosis diagnosis = diagnose(message);
  ASSERT_EQ(diagnosis.recipients.size(), 1U);
  EXPECT_EQ(diagnosis.recipients[0].address, "you@example.net");
  EXPECT_EQ(diagnosis.recipients[0].cause, Cause::relay_denied);
  EXPECT_EQ(diagnosis.recipients[0].reply_code->value(), 454);
}

}  // namespace
}  // namespace whybounce
