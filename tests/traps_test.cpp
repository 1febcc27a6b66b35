// SPDX-License-Identifier: MIT
// Protects: the answers to lines that mislead. Each says one thing by its codes, or at first sight,
// and means another; a wrong answer here costs somebody an address, or sends the wrong person to
// work.
#include <gtest/gtest.h>

#include <optional>
#include <ostream>
#include <string>
#include <string_view>

#include "whybounce/whybounce.h"

namespace whybounce {
namespace {

struct Trap {
  std::string_view name;  // what it protects
  std::string_view text;
  Cause cause;
  Persistence persistence;
  ListAction list_action;
  std::optional<Actor> acts = std::nullopt;
  std::string_view status = {};
};

using enum Persistence;
using enum ListAction;

const Trap kTraps[] = {
    // The recipient's administrator asks a block list through a public resolver; nobody is listed.
    {"AnOpenResolverIsTheRecipientAdminsMistake",
     "554 5.7.1 Service unavailable; Client host [198.51.100.7] blocked using "
     "zen.blocklist.example; "
     "Error: open resolver; https://check.blocklist.example/returnc/pub/198.51.100.9/",
     Cause::system_error, permanent, watch, Actor::recipient_admin},
    {"TooManyPerHourIsNoUnknownUser",
     "550 5.1.1 <you@example.net> - 198.51.100.7 has sent to too many recipients this hour",
     Cause::rate_limited, permanent, keep, Actor::nobody},
    {"AReceivingRateIsNoDisabledMailbox",
     "550 5.2.1 The user you are trying to contact is receiving mail at a rate that prevents "
     "additional messages from being delivered",
     Cause::rate_limited, permanent, keep},
    {"AnHourlyLimitOfTheRecipientHealsByItself",
     "554 5.2.122 The recipient has exceeded their limit for the number of messages they can "
     "receive "
     "per hour",
     Cause::rate_limited, permanent, keep, Actor::nobody},
    {"AFullMailboxIsNoUnknownUser", "552 5.1.1 <you@example.net> mailbox is over quota",
     Cause::mailbox_full, permanent, watch, Actor::recipient},
    {"AFullMailboxMayEmptyAgain", "452 4.1.1 <you@example.net> user over quota",
     Cause::mailbox_full, transient, watch, Actor::recipient},
    {"AFullMailboxOf552IsAMissingOneWhenItSaysSo",
     "552 1 Requested mail action aborted, mailbox not found", Cause::user_unknown, permanent,
     remove},
    {"ASecurityCodeCanMeanAMissingMailbox", "550 5.7.1 <you@example.net>: no such user",
     Cause::user_unknown, permanent, remove, Actor::sender},
    {"TheInnerReplyTellsTheCause",
     "550 5.1.1 Mailbox unavailable. The server response was: 554 5.7.1 Message rejected as spam",
     Cause::spam_content, permanent, keep, Actor::sender_admin, "5.7.1"},
    {"AnArrowWrapsAReplyToo",
     "550 5.1.351 Remote server returned unknown recipient or mailbox unavailable -> 452 4.2.2 "
     "mailbox is full",
     Cause::mailbox_full, transient, watch},
    {"ARefusedSenderIsNoBadRecipient", "550 5.1.0 <me@example.org> sender rejected",
     Cause::sender_refused, permanent, keep, Actor::sender_admin},
    {"ASpfFailureIsNoBadAddress",
     "550 5.1.0 198.51.100.7 is not allowed to send from <example.org> per it's SPF Record",
     Cause::auth_failed, permanent, keep, Actor::sender_admin},
    {"AQuotaOfMessagesIsNoFullMailbox", "550 5.7.1 Daily sending quota exceeded for me@example.org",
     Cause::rate_limited, permanent, keep},
    {"AQueueLifetimeIsOverThoughTheCodeIsTransient", "550 4.4.7 QUEUE.Expired; message expired",
     Cause::expired, permanent, watch},
    {"AGreylistingServerIsNotBroken", "451 4.3.2 Greylisted, please try again in 300 seconds",
     Cause::greylisted, transient, keep, Actor::nobody},
    {"AnOwnSubmissionServerAsksForALogin",
     "550 5.7.1 Authentication required: log in before you send mail", Cause::login_required,
     permanent, keep},
    {"ALoginMayNotSendAsAnother",
     "553 5.7.1 <boss@example.org>: Sender address rejected: not owned by user me@example.org",
     Cause::sender_refused, permanent, keep, Actor::sender},
    {"ARelayIsDeniedToTheSenderNotTheRecipient", "550 5.1.1 <you@example.net>: Relaying denied",
     Cause::relay_denied, permanent, keep},
    {"ADomainWithoutADnsAnswerIsNotDead",
     "450 4.4.3 Host or domain name not found. Name service error for name=example.net type=MX: "
     "Host not found, try again",
     Cause::network_failure, transient, watch},
    {"ANumberInAnAddressIsNoCode", "550 5.1.1 <user550@example.net>: mailbox full",
     Cause::mailbox_full, permanent, watch},
    // Where it can't be told.
    {"ABare550IsUnknown", "550 Requested action not taken", Cause::unknown, permanent, watch},
    {"ABare554IsUnknown", "554 Transaction failed", Cause::unknown, permanent, watch},
    {"ABare450IsUnknown", "450 Requested mail action not taken", Cause::unknown, transient, watch},
    {"ZeroCodesAreUnknown", "550 5.0.0 zzyzx", Cause::unknown, permanent, watch},
    {"ATrackingNumberIsUnknown", "554 5.0.0 (#ref 2026-0211-77)", Cause::unknown, permanent, watch},
};

void PrintTo(const Trap& trap, std::ostream* out) {
  *out << trap.name;
}

class Traps : public ::testing::TestWithParam<Trap> {};

TEST_P(Traps, IsNotFallenInto) {
  const Trap& trap = GetParam();
  Message message = parse_text(trap.text);
  const Diagnosis diagnosis = diagnose(message);
  ASSERT_EQ(diagnosis.recipients.size(), 1U) << trap.text;
  const RecipientDiagnosis& verdict = diagnosis.recipients[0];
  ASSERT_TRUE(verdict.cause);
  const std::string by = verdict.rule == nullptr ? "no rule" : std::string(verdict.rule->id());
  EXPECT_EQ(name_of(*verdict.cause), name_of(trap.cause)) << trap.text << "\nby " << by;
  EXPECT_EQ(name_of(verdict.persistence), name_of(trap.persistence)) << trap.text;
  EXPECT_EQ(name_of(verdict.list_action), name_of(trap.list_action)) << trap.text;
  if (trap.acts) {
    EXPECT_EQ(name_of(verdict.acts), name_of(*trap.acts)) << trap.text << "\nby " << by;
  }
  if (!trap.status.empty()) {
    EXPECT_EQ(verdict.status->to_string(), trap.status);
  }
}

INSTANTIATE_TEST_SUITE_P(Lines, Traps, ::testing::ValuesIn(kTraps),
                         [](const auto& trap) { return std::string(trap.param.name); });

RecipientDiagnosis only_recipient(std::string_view mail) {
  Message message = parse_message(mail);
  Diagnosis diagnosis = diagnose(message);
  EXPECT_EQ(diagnosis.recipients.size(), 1U);
  return diagnosis.recipients.empty() ? RecipientDiagnosis() : diagnosis.recipients[0];
}

std::string report(std::string_view status, std::string_view diagnostic, std::string_view text) {
  return "From: MAILER-DAEMON@mx.example.org\nSubject: Returned mail: see transcript for details\n"
         "MIME-Version: 1.0\n"
         "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\n" +
         std::string(text) +
         "\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.org\n\n"
         "Final-Recipient: rfc822; you@example.net\nAction: failed\nStatus: " +
         std::string(status) + "\nDiagnostic-Code: " + std::string(diagnostic) + "\n\n--b--\n";
}

// Sendmail writes "User unknown" and Status 5.1.1 for whatever was answered to RCPT.
TEST(Trap, SendmailsOwnRewordingDoesNotCondemnTheAddress) {
  const RecipientDiagnosis verdict = only_recipient(
      report("5.1.1", "SMTP; 550 5.7.1 Your IP address is blacklisted by recipient",
             "   ----- Transcript of session follows -----\n... while talking to mx.example.net.:\n"
             ">>> RCPT To:<you@example.net>\n"
             "<<< 550 5.7.1 Your IP address is blacklisted by recipient\n"
             "550 5.1.1 <you@example.net>... User unknown\n"));
  EXPECT_EQ(verdict.cause, Cause::ip_blocked);
  EXPECT_EQ(verdict.list_action, ListAction::keep);
  EXPECT_EQ(verdict.status->to_string(), "5.7.1");
  EXPECT_FALSE(verdict.conflicts.empty());
}

// The reports says that it is over, the server said "not now": the delivery failed, the address may
// be good.
TEST(Trap, ATransientReplyThatBecameFinalDoesNotCondemnTheAddress) {
  const RecipientDiagnosis verdict =
      only_recipient(report("4.4.2", "smtp; 421 4.4.2 mx.example.net: Timeout, closing channel",
                            "Your mail could not be delivered.\n"));
  EXPECT_EQ(verdict.persistence, Persistence::permanent);
  EXPECT_NE(verdict.list_action, ListAction::remove);
}

// A mystery about one recipient and a missing mailbox of another in one report.
TEST(Trap, AnothersMissingMailboxDoesNotExplainAMystery) {
  Message message = parse_message(
      "From: MAILER-DAEMON@example.org\nSubject: failure notice\n\n"
      "Hi. This is the qmail-send program at example.org.\n"
      "I'm afraid I wasn't able to deliver your message to the following addresses.\n\n"
      "<ann@example.net>:\nRemote host said: 550 zzyzx\n\n"
      "<bob@example.net>:\nRemote host said: 550 5.1.1 User unknown\n");
  const Diagnosis diagnosis = diagnose(message);
  ASSERT_EQ(diagnosis.recipients.size(), 2U);
  EXPECT_EQ(diagnosis.recipients[0].cause, Cause::unknown);
  EXPECT_NE(diagnosis.recipients[0].list_action, ListAction::remove);
  EXPECT_EQ(diagnosis.recipients[1].cause, Cause::user_unknown);
}

}  // namespace
}  // namespace whybounce
