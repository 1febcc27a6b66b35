// SPDX-License-Identifier: MIT
#include "evidence/log_line.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "support/exact_copy.h"

namespace whybounce {
namespace {

// "recipient|original|action|status|host|diagnostic"; empty where the line is no delivery's.
std::string dump(std::string_view line) {
  const testing::ExactCopy copy(line);
  DeliveryStatus status;
  if (!read_log_line(copy.view(), 0, 0, static_cast<std::uint32_t>(line.size()), status)) return {};
  const DsnRecipient& recipient = status.recipients.front();
  const auto show = [&](const FieldSpan& span) {
    return std::string(copy.view().substr(span.offset, span.length)) + "|";
  };
  return show(recipient.final_recipient) + show(recipient.original_recipient) +
         (recipient.action ? std::string(name_of(*recipient.action)) : "-") + "|" +
         (recipient.status ? recipient.status->to_string() : "-") + "|" +
         show(recipient.remote_mta) +
         std::string(copy.view().substr(recipient.diagnostic_code.offset,
                                        recipient.diagnostic_code.length));
}

struct Row {
  std::string_view line;
  std::string_view expected;
};

TEST(LogLineTest, ReadsPostfix) {
  const Row rows[] = {
      {"Jan  2 03:04:05 mx postfix/smtp[12]: 4F1: to=<you@example.net>, orig_to=<me@example.org>, "
       "relay=mx.example.net[192.0.2.1]:25, delay=1.2, delays=0/0/1/0.2, dsn=5.1.1, status=bounced "
       "(host mx.example.net[192.0.2.1] said: 550 5.1.1 No such user (in reply to RCPT TO "
       "command))",
       "<you@example.net>|<me@example.org>|failed|5.1.1|mx.example.net|host "
       "mx.example.net[192.0.2.1] said: 550 5.1.1 No such user (in reply to RCPT TO command)"},
      {"Jan  2 03:04:05 mx postfix/smtp[12]: 4F1: to=<you@example.net>, relay=none, delay=30, "
       "dsn=4.4.1, status=deferred (connect to mx.example.net[192.0.2.1]:25: Connection refused)",
       "<you@example.net>||delayed|4.4.1||connect to mx.example.net[192.0.2.1]:25: Connection "
       "refused"},
      {"postfix/lmtp[1]: A: to=<you@example.net>, relay=dovecot[private/lmtp], dsn=2.0.0, "
       "status=sent "
       "(250 2.0.0 <you@example.net> Saved)",
       "<you@example.net>||delivered|2.0.0|dovecot|250 2.0.0 <you@example.net> Saved"},
      {"postfix/qmgr[1]: A: from=<me@example.org>, status=expired, returned to sender", ""},
  };
  for (const Row& row : rows) EXPECT_EQ(dump(row.line), row.expected) << row.line;
}

TEST(LogLineTest, ReadsSendmail) {
  EXPECT_EQ(dump("sendmail[1]: x: to=<you@example.net>, delay=00:00:01, mailer=esmtp, pri=1, "
                 "relay=mx.example.net. [192.0.2.1], dsn=5.1.1, stat=User unknown, really"),
            "<you@example.net>||failed|5.1.1|mx.example.net|User unknown, really");
  EXPECT_EQ(dump("sendmail[1]: x: to=you@example.net, relay=mx.example.net., dsn=4.0.0, "
                 "stat=Deferred: Connection refused by mx.example.net."),
            "you@example.net||delayed|4.0.0|mx.example.net|Deferred: Connection refused by "
            "mx.example.net.");
}

TEST(LogLineTest, ReadsExim) {
  EXPECT_EQ(
      dump("2026-01-02 03:04:05 1wXyZa-0001-AB ** you@example.net <me@example.org> R=dnslookup "
           "T=remote_smtp H=mx.example.net [192.0.2.1]: SMTP error: 550 5.1.1 No such user"),
      "you@example.net|<me@example.org>|failed|-|mx.example.net|SMTP error: 550 5.1.1 No such "
      "user");
  EXPECT_EQ(dump("2026-01-02 03:04:05 1wXyZa-0001-AB == you@example.net R=dnslookup T=remote_smtp "
                 "defer (-53): retry time not reached for any host"),
            "you@example.net||delayed|-||retry time not reached for any host");
  EXPECT_EQ(dump("2026-01-02 03:04:05 1wXyZa-0001-AB ** you@example.net: Unrouteable address"),
            "you@example.net||failed|-||Unrouteable address");
  // Cut off behind the colon: there are no words, and none are looked for behind the end.
  EXPECT_EQ(dump("2026-01-02 03:04:05 1wXyZa-0001-AB ** you@example.net:"),
            "you@example.net||failed|-||");
  EXPECT_EQ(dump("2026-01-02 03:04:05 1wXyZa-0001-AB => you@example.net R=x T=y H=mx.example.net "
                 "[192.0.2.1] C=\"250 OK\""),
            "you@example.net||delivered|-|mx.example.net|");
}

TEST(LogLineTest, ReadsQmail) {
  EXPECT_EQ(
      dump("@4000000065 delivery 12: failure: 192.0.2.1_does_not_like_recipient./Remote_host"),
      "||failed|-||192.0.2.1_does_not_like_recipient./Remote_host");
  EXPECT_EQ(dump("1234.5 delivery 3: deferral: Connected_to_192.0.2.1"),
            "||delayed|-||Connected_to_192.0.2.1");
}

TEST(LogLineTest, ReadsTables) {
  EXPECT_EQ(
      dump("b,2026-01-02 03:04:05+0000,2026-01-02 03:04:00+0000,me@example.org,you@example.net,"
           ",failed,5.1.1 (bad destination mailbox address),\"smtp;550 5.1.1 No, no\","
           "mx.example.net (192.0.2.1),bad-mailbox,smtp"),
      "you@example.net||failed|5.1.1|mx.example.net|550 5.1.1 No, no");
  EXPECT_EQ(dump("2026-01-02T03:04:05.000Z,,,192.0.2.1,MBX1,ctx,,SMTP,FAIL,123,<1@example.org>,abc,"
                 "you@example.net,550 5.1.1 RESOLVER.ADR.RecipNotFound; not found,100,1,,,Hi"),
            "you@example.net||failed|-||550 5.1.1 RESOLVER.ADR.RecipNotFound; not found");
}

TEST(LogLineTest, LeavesOtherLinesAlone) {
  for (const std::string_view line :
       {"", "550 5.1.1 No such user", "to=<you@example.net>", "status=bounced",
        "a,b,c,d,e,f,g,h,i,j,k", "2026-01-02 03:04:05 1wXyZa-0001-AB <= me@example.org", "delivery",
        "delivery 1", "delivery x: y", "**", "b,,,,,,,,,,", "2026-01-02 03:04:05 x ** y"}) {
    EXPECT_EQ(dump(line), "") << line;
  }
}

}  // namespace
}  // namespace whybounce
