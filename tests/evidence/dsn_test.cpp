// SPDX-License-Identifier: MIT
#include "evidence/dsn.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "support/exact_copy.h"
#include "whybounce/catalog.h"

namespace whybounce {
namespace {

// One line a recipient: "final original action status diagnostic remote", "-" for what is absent.
std::string dump(std::string_view text) {
  const testing::ExactCopy copy(text);
  DeliveryStatus status;
  read_delivery_status(copy.view(), 0, 0, static_cast<std::uint32_t>(text.size()), status);
  const auto show = [&](const FieldSpan& span) {
    return span.length == 0 ? std::string("-")
                            : std::string(copy.view().substr(span.offset, span.length));
  };
  std::string out;
  for (const DsnRecipient& recipient : status.recipients) {
    out += show(recipient.final_recipient) + " " + show(recipient.original_recipient) + " ";
    out += recipient.action ? std::string(name_of(*recipient.action)) : "-";
    out += " " + (recipient.status ? recipient.status->to_string() : "-");
    out += " [" + show(recipient.diagnostic_code) + "] " + show(recipient.remote_mta) + "\n";
  }
  return out;
}

TEST(DsnTest, ReadsEveryRecipient) {
  EXPECT_EQ(
      dump("Reporting-MTA: dns; mx.example.org\n\n"
           "Final-Recipient: rfc822; a@example.net\nAction: failed\nStatus: 5.1.1\n"
           "Remote-MTA: dns; mx.example.net\nDiagnostic-Code: smtp; 550 5.1.1 No such user\n\n"
           "Final-Recipient: rfc822; b@example.net\nOriginal-Recipient: rfc822;c@example.org\n"
           "Action: delayed\nStatus: 4.4.1\n"),
      "rfc822; a@example.net - failed 5.1.1 [550 5.1.1 No such user] dns; mx.example.net\n"
      "rfc822; b@example.net rfc822;c@example.org delayed 4.4.1 [-] -\n");
}

TEST(DsnTest, ToleratesWhatReportsReallyHold) {
  // All in one block, blanks before the colon, lines that are no fields: Mimecast.
  EXPECT_EQ(
      dump("\nDISPLAY : EEE, dd MMM\nReporting-MTA : dns;mx.example.org\nAction : failed\n"
           "Status : 5.0.0\nDiagnostic-Code : smtp;550 5.7.54 Unable\n"
           "Original-Recipient : rfc/822;a@example.net\nFinal-Recipient : rfc/822;a@example.net\n"),
      "rfc/822;a@example.net rfc/822;a@example.net failed 5.0.0 [550 5.7.54 Unable] -\n");
  // The recipient comes last, and no empty line parts the groups.
  EXPECT_EQ(dump("Final-Recipient: a@example.net\nAction: failed\nFinal-Recipient: b@example.net\n"
                 "Action: failed\n"),
            "a@example.net - failed - [-] -\nb@example.net - failed - [-] -\n");
  // Comments behind the code and the action; case; CRLF; folding.
  EXPECT_EQ(
      dump("FINAL-RECIPIENT: a@example.net\r\naction: Failed (bad address)\r\n"
           "status: 5.2.2 (mailbox full)\r\nDiagnostic-Code: SMTP;\r\n 552 5.2.2\r\n  full\r\n"),
      "a@example.net - failed 5.2.2 [552 5.2.2\r\n  full] -\n");
  // No type in front of the diagnostic.
  EXPECT_EQ(dump("Final-Recipient: a@example.net\nDiagnostic-Code: 550 No such user; really\n"),
            "a@example.net - - - [550 No such user; really] -\n");
}

TEST(DsnTest, GoesOnInFoldedLinesWithTheSameQuoteMarks) {
  EXPECT_EQ(dump("> Final-Recipient: a@example.net\n> Diagnostic-Code: smtp; 552 5.2.2\n>  full\n"),
            "a@example.net - - - [552 5.2.2\n>  full] -\n");
  // A line without them is none, though what stands behind its end looks folded from there.
  for (const std::string_view line_end : {"\n", "\r\n"}) {
    const std::string line(line_end);
    EXPECT_EQ(dump("> Final-Recipient: a@example.net" + line + "x" + line + " y" + line),
              "a@example.net - - - [-] -\n");
  }
}

TEST(DsnTest, HasNoRecipientWhereThereIsNoField) {
  EXPECT_EQ(dump(""), "");
  EXPECT_EQ(dump("Reporting-MTA: dns; mx.example.org\n\nnothing here\n\n:\n: :\n"), "");
}

TEST(DsnTest, KnowsTheWordsForActions) {
  EXPECT_EQ(parse_action("failed"), Action::failed);
  EXPECT_EQ(parse_action("Failure"), Action::failed);
  EXPECT_EQ(parse_action("delayed (still trying)"), Action::delayed);
  EXPECT_EQ(parse_action("RELAYED"), Action::relayed);
  EXPECT_EQ(parse_action("expanded"), Action::expanded);
  EXPECT_EQ(parse_action("delivered"), Action::delivered);
  EXPECT_EQ(parse_action("read"), std::nullopt);
}

}  // namespace
}  // namespace whybounce
