// SPDX-License-Identifier: MIT
// Protects: the refused command and the refusing host, as the words around a reply tell them; and an
// answer from what the answer before it left in memory.
#include <gtest/gtest.h>

#include <string_view>

#include "support/diagnosis_of.h"
#include "whybounce/whybounce.h"

namespace whybounce {
namespace {

using testing::diagnosis_of;

TEST(Context, TheCommandIsToldByTheWordsAroundTheReply) {
  constexpr struct {
    std::string_view text;
    std::string_view command;
  } kCases[] = {
      {"host mx.example.net[192.0.2.1] said: 550 5.1.1 User unknown (in reply to RCPT TO command)",
       "RCPT"},
      {"host mx.example.net[192.0.2.1] said: 550 5.1.1 Refused (in reply to end of\n    DATA "
       "command)",
       "DATA"},
      {"SMTP error from remote mail server after MAIL FROM:<me@example.org>: 550 refused", "MAIL"},
      {"SMTP error from remote mail server after pipelined MAIL FROM:<me@example.org>: 550 no",
       "MAIL"},
      {"SMTP error from remote mail server after initial connection: 554 no service", "CONN"},
      {"connect to mx.example.net[192.0.2.1]:25: Connection timed out", "CONN"},
      {"192.0.2.1 does not like recipient.\nRemote host said: 550 5.1.1 no such user", "RCPT"},
      {"192.0.2.1 failed after I sent the message.\nRemote host said: 554 5.7.1 refused", "DATA"},
      {"The server answered to the command: RCPT TO:<you@example.net> with 550 5.1.1", "RCPT"},
      {">>> DATA\n<<< 554 5.7.1 refused", "DATA"},
      // The clearer words count, wherever they stand.
      {"550 5.7.1 rejected after DATA was checked (in reply to RCPT TO command)", "RCPT"},
      // No colon: "mail" is no command here, nor is "data".
      {"550 5.7.1 This SMTP mail server refuses your messages", ""},
      {"550 5.7.1 rejected after data loss", "DATA"},
      {"550 5.1.1 User unknown", ""},
  };
  for (const auto& c : kCases) EXPECT_EQ(diagnosis_of(c.text).command, c.command) << c.text;
}

TEST(Context, TheHostIsTheOneThatSaidIt) {
  constexpr struct {
    std::string_view text;
    std::string_view host;
  } kCases[] = {
      {"host mx.example.net[192.0.2.1] said: 550 5.1.1 User unknown", "mx.example.net"},
      {"connect to mx.example.net[192.0.2.1]:25: Connection refused", "mx.example.net"},
      {"... while talking to mx.example.net.:\n<<< 550 5.1.1 User unknown", "mx.example.net"},
      {"Host or domain name not found. Name service error for name=example.net type=MX", ""},
      {"550 5.1.1 no such host", ""},
  };
  for (const auto& c : kCases) EXPECT_EQ(diagnosis_of(c.text).remote_mta, c.host) << c.text;
}

// One Diagnosis is used for mail after mail.
TEST(Context, NothingOfTheLastAnswerStays) {
  constexpr std::string_view kFull =
      "From: MAILER-DAEMON@example.org\nTo: me@example.org\nSubject: Undelivered Mail\n"
      "Date: Fri, 2 Jan 2026 03:04:05 +0900\nMIME-Version: 1.0\n"
      "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
      "--b\n\nThis is the mail system at host mail.example.org.\n\n"
      "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mail.example.org\n\n"
      "Final-Recipient: rfc822; you@example.net\nOriginal-Recipient: rfc822; we@example.net\n"
      "Action: failed\nStatus: 5.7.1\nRemote-MTA: dns; mx.example.net\n"
      "Diagnostic-Code: smtp; 550 5.1.1 User unknown (in reply to RCPT TO command)\n\n"
      "Final-Recipient: rfc822; they@example.net\nAction: failed\nStatus: 5.2.2\n\n"
      "--b\nContent-Type: message/rfc822\n\nFrom: me@example.org\nTo: we@example.net\n"
      "Subject: Hello\nMessage-ID: <1@example.org>\n\nHello\n--b--\n";
  constexpr std::string_view kTexts[] = {kFull, "452 4.2.2 Mailbox full", "Hello", kFull,
                                         "Subject: Hello\nFrom: me@example.org\n\nHello\n"};
  Message message;
  Diagnoser diagnoser;
  Diagnosis reused;
  for (const std::string_view text : kTexts) {
    const bool is_mail = looks_like_message(text);
    is_mail ? parse_message(text, message) : parse_text(text, message);
    diagnoser.diagnose(message, reused);
    Message anew = is_mail ? parse_message(text) : parse_text(text);
    const Diagnosis fresh = diagnose(anew);
    std::string expected;
    std::string found;
    render_json(anew, fresh, {}, expected);
    render_json(message, reused, {}, found);
    EXPECT_EQ(found, expected);
  }
}

TEST(Context, LessDetailIsTheSameVerdict) {
  constexpr std::string_view kTexts[] = {"550 5.2.2 User unknown", "452 5.1.1 Mailbox full",
                                         "550 5.7.1 Spam; 550 5.1.1 User unknown", "Hello"};
  Diagnoser diagnoser;
  Diagnosis found;
  for (const std::string_view text : kTexts) {
    Message message = parse_text(text);
    const auto row_with = [&](Detail detail) {
      diagnoser.diagnose(message, found, detail);
      std::string row;
      render_table_rows(message, found, {}, default_fields(), TableForm::tsv, row);
      return row;
    };
    const std::string expected = row_with(Detail::full);
    EXPECT_EQ(row_with(Detail::verdict), expected);
    for (const RecipientDiagnosis& recipient : found.recipients) {
      EXPECT_TRUE(recipient.evidence.empty());
      EXPECT_TRUE(recipient.conflicts.empty());
    }
  }
}

}  // namespace
}  // namespace whybounce
