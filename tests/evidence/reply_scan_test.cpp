// SPDX-License-Identifier: MIT
#include "evidence/reply_scan.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "support/exact_copy.h"

namespace whybounce {
namespace {

// A compact text form of the segments: "550/5.1.1 | 552/-"; a code that is absent is "-".
std::string dump(std::string_view text) {
  const testing::ExactCopy copy(text);
  const std::string_view exact = copy.view();
  std::vector<ReplySegment> segments;
  scan_replies(exact, 0, static_cast<std::uint32_t>(exact.size()), segments);
  std::string out;
  for (const ReplySegment& segment : segments) {
    if (!out.empty()) out += " | ";
    out += segment.reply_code ? segment.reply_code->to_string() : "-";
    out += '/';
    out += segment.status ? segment.status->to_string() : "-";
  }
  return out;
}

struct Row {
  std::string_view text;
  std::string_view expected;
};

TEST(ReplyScanTest, FindsCodesWhereTheyAreCodes) {
  const Row rows[] = {
      {"550 5.1.1 <you@example.net>: User unknown", "550/5.1.1"},
      {"smtp;550 5.1.1 User unknown", "-/- | 550/5.1.1"},
      {"smtp; 550 Mailbox not found", "-/- | 550/-"},
      {"554 5.1.0 Sender Denied", "554/5.1.0"},
      {"PERM_FAILURE: SMTP Error (state 8 ): 554 5.1.0 Sender Denied", "-/- | 554/5.1.0"},
      {"550 5.7.606 Access denied", "550/5.7.606"},
      {"#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##", "550/5.1.1"},
      {"#5.1.1", "-/5.1.1"},
      {"Sorry, no mailbox here by that name. (#5.1.1)", "-/5.1.1"},
      {"550 Invalid recipient <you@example.net> (#5.1.1)", "550/5.1.1"},
      {"550-5.1.1 The account does not\n550-5.1.1 exist. Please\n550 5.1.1 try again", "550/5.1.1"},
      {"550-5.7.26 This mail has been blocked 550-5.7.26 because 550 5.7.26 it is", "550/5.7.26"},
      {"Deferred: 421 4.7.0 Try again later", "-/- | 421/4.7.0"},
      {"ERROR_CODE :550, ERROR_CODE :Requested action not taken", "-/- | 550/-"},
      {"rejected with code 550", "-/- | 550/-"},
      {"[Status: Error, ResponseCode 421, Host not reachable.]", "-/- | 421/-"},
      {"\"550 5.1.1 User unknown\"", "550/5.1.1"},
      {"said: 550-Verification failed\\n550-No such\\n550 Sender verify failed", "-/- | 550/-"},
      {"450 4.1.1", "450/4.1.1"},
      {"552 1 Requested mail action aborted", "552/-"},
      {"250 2.1.5 OK", "250/2.1.5"},
      {"SMTP error code (550)", "-/- | 550/-"},
      // Beside the commonest form.
      {"550 5.1.1", "550/5.1.1"},
      {"550 5.1.1. Unknown", "550/5.1.1"},
      {"550 5.1.1.2 Unknown", "550/-"},
      {"550 5.1.1x Unknown", "550/-"},
      {"550 5.1.10 Unknown", "550/5.1.10"},
      {"550 5.8.1 Unknown", "550/-"},
      {"550 3.1.1 Unknown", "550/-"},
      {"550 5.1.", "550/-"},
      {"said: 452 4.2.2 Full", "-/- | 452/4.2.2"},
      {"said:452 4.2.2 Full", "-/- | 452/4.2.2"},
      {"2333333: 550 5.1.1 Unknown", "-/- | 550/5.1.1"},
  };
  for (const Row& row : rows) EXPECT_EQ(dump(row.text), row.expected) << row.text;
}

TEST(ReplyScanTest, LeavesOtherNumbersAlone) {
  const Row rows[] = {
      {"connect to 192.0.2.550", "-/-"},
      {"host 5.1.1.1 refused", "-/-"},
      {"mail.example.net[198.51.100.5]:25: Connection refused", "-/-"},
      {"Exim 4.92.3 said hello", "-/-"},
      {"ESMTP Postfix/3.5.1 ready", "-/-"},
      {"version 5.1.1 of the software", "-/-"},
      {"qmail-1.5.3 patch 4.2.1-beta", "-/-"},
      {"call 1-550-555-0100 now", "-/-"},
      {"call +1 550 555 0100 now", "-/-"},
      {"500 messages were lost", "-/-"},
      {"the size: 550 bytes", "-/-"},
      {"limit of 500 MB", "-/-"},
      {"message id <550.1234@example.net>", "-/-"},
      {"mx.example.net:550 closed", "-/-"},
      {"at 12:550 or 5:50:22", "-/-"},
      {"on 5.12.2026 we", "-/-"},
      {"the year 450 before", "-/-"},
      {"room 511, building 4", "-/-"},
      {"[#4.16.1]", "-/-"},
      {"(#id-5.9.4)", "-/-"},
      {"Mail rejected. ofr_506 [506]", "-/-"},
      {"see the appendix (450)", "-/-"},
      {"Command died with status 255: \"/usr/bin/x\"", "-/-"},
      {"user550@example.net", "-/-"},
      {"", ""},
      {" \n ", ""},
  };
  for (const Row& row : rows) EXPECT_EQ(dump(row.text), row.expected) << row.text;
}

TEST(ReplyScanTest, ReadsACodeThatIsFoldedOverTwoLines) {
  EXPECT_EQ(dump("550 5.7.\n 26 rejected"), "550/5.7.26");
  EXPECT_EQ(dump("550\n    5.2.2 full"), "550/5.2.2");
  EXPECT_EQ(dump("550 5.7.\r\n\t26 rejected"), "550/5.7.26");
}

// How far a status code may stand from its reply code must not depend on the line ends.
TEST(ReplyScanTest, CountsLineEndsAlike) {
  EXPECT_EQ(dump("550 -\n\n\n\n\n 2.1.1"), "550/2.1.1");
  EXPECT_EQ(dump("550 -\r\n\r\n\r\n\r\n\r\n 2.1.1"), "550/2.1.1");
}

TEST(ReplyScanTest, CutsRepliesThatAreWrappedInReplies) {
  const Row rows[] = {
      {"550 Mailbox unavailable. The server response was: 550 5.7.1 Refused", "550/- | 550/5.7.1"},
      {"550 5.1.1 undeliverable address: host mx.example.net said: 450 4.2.1 Slow down",
       "550/5.1.1 | 450/4.2.1"},
      {"5.1.0 - Unknown address error 550-'5.2.2 <you@example.net>... Mailbox Full'",
       "-/5.1.0 | 550/5.2.2"},
      {"550 5.1.351 Remote server returned -> 552 5.2.2 full", "550/5.1.351 | 552/5.2.2"},
      {"554 <you@example.net>... 550 Host unknown", "554/- | 550/-"},
      {"554 5.0.0 rejected: '550 5.1.1 No such user'", "554/5.0.0 | 550/5.1.1"},
  };
  for (const Row& row : rows) EXPECT_EQ(dump(row.text), row.expected) << row.text;
}

}  // namespace
}  // namespace whybounce
