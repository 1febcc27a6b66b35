// SPDX-License-Identifier: MIT
// Protects: addresses that are fine from being called dead, where a reply says of the sender what
// is else said of recipients.
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "support/diagnosis_of.h"
#include "whybounce/whybounce.h"

namespace whybounce {
namespace {

using testing::diagnosis_of;

struct Case {
  std::string_view text;
  Cause cause;
};

TEST(Verdict, WhatIsSaidOfTheSenderIsNoWordAboutTheRecipient) {
  const Case cases[] = {
      {"550 5.1.8 <me@example.org>: Sender address rejected: account has been suspended",
       Cause::sender_refused},
      {"550-Verification failed for <me@example.org>\n550-Called: 192.0.2.1\n"
       "550-Sent: RCPT TO:<me@example.org>\n550-Response: 550 5.1.1 User unknown\n"
       "550 Sender verify failed",
       Cause::sender_refused},
      {"450 4.1.7 <me@example.org>: Sender address rejected: undeliverable address: host "
       "mx.example.org[192.0.2.1] said: 550 5.1.1 User unknown (in reply to RCPT TO command)",
       Cause::sender_refused},
      {"535 5.7.8 Error: authentication failed: no such user", Cause::login_required},
      {"535 5.7.8 account disabled", Cause::login_required},
      {"550 HELO argument mail.example.org: no such host", Cause::reverse_dns},
      {"554 5.7.1 The sender's account has been disabled", Cause::sender_refused},
  };
  for (const Case& c : cases) {
    const RecipientDiagnosis diagnosis = diagnosis_of(c.text);
    EXPECT_EQ(diagnosis.cause, c.cause) << c.text;
    EXPECT_EQ(diagnosis.list_action, ListAction::keep) << c.text;
  }
}

TEST(Verdict, VagueWordsAboutTheSenderLeaveTheRecipientInDoubt) {
  const Case cases[] = {
      {"550 5.1.1 User unknown; mail was returned to the sender", Cause::user_unknown},
      {"550 5.7.1 <someone@example.com>: no such user", Cause::user_unknown},
      {"552 5.2.2 Mailbox is full. The sender should try again later.", Cause::mailbox_full},
  };
  for (const Case& c : cases) EXPECT_EQ(diagnosis_of(c.text).cause, c.cause) << c.text;
}

// An address with no more than a few marks beside it is part of a list, and what is said behind the list
// is said of it too: however the lines end.
TEST(Verdict, WhatIsSaidBehindAListOfAddressesIsSaidOfEach) {
  for (const std::string_view line_end : {"\n", "\r\n"}) {
    std::string text;
    for (const std::string_view line :
         {"<a@example.net>", "(abc)", "", "<b@example.net>", "    550 5.1.1 User unknown"}) {
      text.append(line).append(line_end);
    }
    Message message = parse_text(text);
    const Diagnosis diagnosis = diagnose(message);
    ASSERT_EQ(diagnosis.recipients.size(), 2U);
    for (const RecipientDiagnosis& recipient : diagnosis.recipients) {
      EXPECT_EQ(recipient.cause, Cause::user_unknown) << recipient.address;
    }
  }
}

}  // namespace
}  // namespace whybounce
