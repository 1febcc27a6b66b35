// SPDX-License-Identifier: MIT
// Protects: what is a bounce and what is none. A vacation note that is counted as a bounce takes a
// living reader off a list.
#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <string_view>

#include "whybounce/whybounce.h"

namespace whybounce {
namespace {

struct Mail {
  std::string_view name;
  std::string_view header;
  std::string_view text;
  Kind kind;
};

const Mail kMails[] = {
    {"AFailureNotice", "From: MAILER-DAEMON@example.net\nSubject: failure notice",
     "<you@example.net>:\nRemote host said: 550 5.1.1 User unknown", Kind::failure},
    {"AWarningOfSendmail",
     "From: MAILER-DAEMON@example.net\nSubject: Warning: could not send message for past 4 hours",
     "THIS IS A WARNING MESSAGE ONLY\nYOU DO NOT NEED TO RESEND YOUR MESSAGE\n"
     "<you@example.net>... Deferred: Connection timed out",
     Kind::delay},
    {"AWarningThatTellsTheFailuresSoFar",
     "From: MAILER-DAEMON@example.net\nSubject: Delayed Mail (still being retried)",
     "<you@example.net>: host mx.example.net said: 450 4.2.0 try later; it could not be delivered "
     "so far",
     Kind::delay},
    {"ASuccessReport", "From: MAILER-DAEMON@example.net\nSubject: Successful Mail Delivery Report",
     "Your message was successfully delivered to the destination(s)\n"
     "listed below.\n\n<you@example.net>: delivery via local: delivered to mailbox",
     Kind::delivered},
    {"AVacationNoteByItsField",
     "From: You <you@example.net>\nAuto-Submitted: auto-replied (vacation)\nSubject: Re: hi",
     "Back on Monday.", Kind::auto_reply},
    {"AVacationNoteByAnOldField", "From: You <you@example.net>\nX-Autoreply: yes\nSubject: Re: hi",
     "Back on Monday.", Kind::auto_reply},
    {"AVacationNoteByItsSubject", "From: You <you@example.net>\nSubject: Automatic reply: hi",
     "Back on Monday.", Kind::auto_reply},
    {"AVacationNoteWithANullSender",
     "Return-Path: <>\nFrom: You <you@example.net>\nSubject: Re: hi",
     "I am out of the office until Monday. Mail to my old address could not be delivered for a "
     "while, please write here.",
     Kind::auto_reply},
    {"AVacationNoteThatForwardsToAnother",
     "From: You <you@example.net>\nSubject: Out of office\nAuto-Submitted: auto-replied",
     "For urgent mail write to bob@example.net.", Kind::auto_reply},
    {"ATicket", "From: support@example.net\nSubject: [#1] received\nAuto-Submitted: auto-replied",
     "Your request has been received.", Kind::auto_reply},
    {"AChallenge", "From: you@example.net\nSubject: confirm\nAuto-Submitted: auto-replied",
     "Your message is being held until you confirm that you are a person.", Kind::auto_reply},
    {"AComplaintWithoutAReportPart",
     "From: staff@example.net\nSubject: complaint about message from 198.51.100.7", "see below",
     Kind::complaint},
    {"ALetterThatQuotesAReply", "From: me@example.org\nSubject: our server",
     "Anna's mail says \"550 5.1.1 User unknown\". Why?", Kind::not_a_bounce},
    {"ANewsletterAboutBounces",
     "From: news@example.org\nSubject: All about 550 5.7.1\nList-Id: <news.example.org>\n"
     "List-Unsubscribe: <https://news.example.org/u>",
     "When a mail could not be delivered, a report comes: 550 5.7.1 rejected.", Kind::not_a_bounce},
    {"AListPostAboutABounce",
     "From: carl@example.com\nSubject: [admins] Undeliverable mail?\nList-Id: <admins.example.org>",
     "Who knows this?\n\n> <you@example.net>: host mx said: 550 5.1.1 could not be delivered",
     Kind::not_a_bounce},
    {"AnInvoiceOverFiveHundredAndFifty", "From: shop@example.org\nSubject: Your invoice",
     "Total: 550 EUR. Order 5.1.1 was delivered.", Kind::not_a_bounce},
    {"AStatementOfAPostmaster", "From: postmaster@example.net\nSubject: Maintenance on Sunday",
     "The server will be switched off at noon.", Kind::not_a_bounce},
};

void PrintTo(const Mail& mail, std::ostream* out) {
  *out << mail.name;
}

class Kinds : public ::testing::TestWithParam<Mail> {};

TEST_P(Kinds, IsCalledWhatItIs) {
  const Mail& mail = GetParam();
  const std::string bytes = std::string(mail.header) +
                            "\nTo: me@example.org\nDate: Mon, 2 Feb 2026 12:00:00 +0000\n\n" +
                            std::string(mail.text) + "\n";
  Message message = parse_message(bytes);
  const Diagnosis diagnosis = diagnose(message);
  EXPECT_EQ(name_of(diagnosis.kind), name_of(mail.kind)) << bytes;
  if (mail.kind == Kind::auto_reply || mail.kind == Kind::not_a_bounce) {
    EXPECT_TRUE(diagnosis.recipients.empty());
  }
  for (const RecipientDiagnosis& recipient : diagnosis.recipients) {
    if (mail.kind == Kind::delay) {
      EXPECT_EQ(recipient.persistence, Persistence::transient);
      EXPECT_NE(recipient.list_action, ListAction::remove);
    }
    if (mail.kind == Kind::delivered || mail.kind == Kind::complaint) {
      EXPECT_FALSE(recipient.cause);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Mails, Kinds, ::testing::ValuesIn(kMails),
                         [](const auto& mail) { return std::string(mail.param.name); });

}  // namespace
}  // namespace whybounce
