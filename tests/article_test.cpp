// SPDX-License-Identifier: MIT
// Protects: what the article of May 2006 on reading Delivery Status Notifications teaches. The program
// grew out of it, and can do at least as much.
#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "whybounce/whybounce.h"

namespace whybounce {
namespace {

Diagnosis diagnose_text(std::string_view text) {
  Message message = parse_text(text);
  return diagnose(message);
}

std::string page_of(std::string_view text) {
  Message message = parse_text(text);
  const Diagnosis diagnosis = diagnose(message);
  std::string page;
  render_text(message, diagnosis, {}, {}, page);
  return page;
}

bool says(std::string_view text, std::string_view words) {
  for (std::size_t i = 0; i + words.size() <= text.size(); ++i) {
    std::size_t k = 0;
    while (k < words.size() && (text[i + k] | 0x20) == (words[k] | 0x20)) ++k;
    if (k == words.size()) return true;
  }
  return false;
}

// "PERM_FAILURE: SMTP Error (state 8 ): 554 5.1.0 Sender Denied": the sending server was refused,
// probably by a spam filter.
constexpr std::string_view kExample =
    "PERM_FAILURE: SMTP Error (state 8 ): 554 5.1.0 Sender Denied";

TEST(Article, ItsExampleIsDiagnosedAsItStands) {
  const Diagnosis diagnosis = diagnose_text(kExample);
  EXPECT_EQ(diagnosis.kind, Kind::failure);
  ASSERT_EQ(diagnosis.recipients.size(), 1U);
  const RecipientDiagnosis& verdict = diagnosis.recipients[0];
  EXPECT_EQ(verdict.cause, Cause::sender_refused);
  EXPECT_EQ(verdict.persistence, Persistence::permanent);
  EXPECT_EQ(verdict.list_action, ListAction::keep);
  EXPECT_EQ(verdict.reply_code->value(), 554);
  EXPECT_EQ(verdict.status->to_string(), "5.1.0");
  EXPECT_EQ(verdict.diagnostic, "554 5.1.0 Sender Denied");
  ASSERT_FALSE(verdict.evidence.empty());
  const SourceSpan& words = verdict.evidence[0].span;
  EXPECT_EQ(kExample.substr(words.offset, words.length), "Sender Denied");
}

TEST(Article, ItsExampleIsExplainedDigitByDigit) {
  const std::string page = page_of(kExample);
  for (const int digit : {1, 2}) {
    const ReplyDigitRow* row = find_reply_digit(digit, 5);
    ASSERT_NE(row, nullptr);
    EXPECT_TRUE(says(page, row->title)) << row->title << " in\n" << page;
  }
  EXPECT_TRUE(says(page, "554")) << page;
  EXPECT_TRUE(says(page, "5.1.0")) << page;
}

TEST(Article, WhereTheWordsDoNotTellTheCodesMust) {
  EXPECT_EQ(
      diagnose_text("PERM_FAILURE: SMTP Error (state 8 ): 552 5.2.2 zzyzx").recipients[0].cause,
      Cause::mailbox_full);
  EXPECT_EQ(diagnose_text("*** 5.3.4").recipients[0].cause, Cause::message_too_large);
}

// The codes stand in the top few lines of the returned message, as "*** x.x.x".
TEST(Article, CodesAreFoundInTheTopLines) {
  const Diagnosis diagnosis = diagnose_text(
      "The following message to <you@example.net> was undeliverable.\n"
      "*** 5.1.1\n"
      "The reason for the problem is not known.\n");
  EXPECT_EQ(diagnosis.kind, Kind::failure);
  ASSERT_EQ(diagnosis.recipients.size(), 1U);
  EXPECT_EQ(diagnosis.recipients[0].address, "you@example.net");
  ASSERT_TRUE(diagnosis.recipients[0].status);
  EXPECT_EQ(diagnosis.recipients[0].status->to_string(), "5.1.1");
  EXPECT_FALSE(diagnosis.recipients[0].reply_code) << "a dotted code is no reply code";
}

struct Digit {
  int place;
  int digit;
  std::string_view says;
};

// First digit: 1 accepted, confirmation needed; 2 done; 3 more is needed; 4 temporary, may work when
// repeated; 5 error. Second digit: 0 syntax; 1 information; 2 connection; 3, 4 unspecified; 5 mail
// system.
TEST(Article, EachDigitHasItsMeaning) {
  constexpr std::array<Digit, 11> kDigits = {{
      {1, 1, "confirm"},
      {1, 2, "complet"},
      {1, 3, "intermediate"},
      {1, 4, "transient"},
      {1, 5, "permanent"},
      {2, 0, "syntax"},
      {2, 1, "information"},
      {2, 2, "connection"},
      {2, 3, "unspecified"},
      {2, 4, "unspecified"},
      {2, 5, "mail system"},
  }};
  for (const Digit& digit : kDigits) {
    const ReplyDigitRow* row = find_reply_digit(digit.place, digit.digit);
    ASSERT_NE(row, nullptr) << digit.place << ", " << digit.digit;
    const std::string text = std::string(row->title) + " " + std::string(row->meaning);
    EXPECT_TRUE(says(text, digit.says)) << text;
    EXPECT_FALSE(row->source.empty());
  }
  const ReplyDigitRow* temporary = find_reply_digit(1, 4);
  EXPECT_TRUE(says(temporary->meaning, "again") || says(temporary->meaning, "later") ||
              says(temporary->meaning, "repeat"))
      << temporary->meaning;
}

constexpr std::array<int, 22> kCodes = {211, 214, 220, 221, 250, 251, 252, 354, 421, 450, 451,
                                        452, 500, 501, 502, 503, 504, 550, 551, 552, 553, 554};

TEST(Article, EachOfItsCodesIsExplained) {
  for (const int code : kCodes) {
    const auto reply = ReplyCode::parse(std::to_string(code));
    ASSERT_TRUE(reply) << code;
    const ReplyCodeRow* row = find_reply_code(*reply);
    ASSERT_NE(row, nullptr) << code;
    EXPECT_FALSE(row->title.empty()) << code;
    EXPECT_GT(row->meaning.size(), 20U) << code;
    EXPECT_FALSE(row->source.empty()) << code;
  }
}

TEST(Article, EachOfItsRefusalsIsDiagnosed) {
  for (const int code : kCodes) {
    if (code < 400) continue;
    const Diagnosis diagnosis = diagnose_text(std::to_string(code) + " zzyzx");
    EXPECT_EQ(diagnosis.kind, code < 500 ? Kind::delay : Kind::failure) << code;
    ASSERT_EQ(diagnosis.recipients.size(), 1U) << code;
    EXPECT_EQ(diagnosis.recipients[0].reply_code->value(), code);
    EXPECT_NE(diagnosis.recipients[0].list_action, ListAction::remove)
        << code << ": a code alone condemns no address";
  }
}

bool advises(Cause cause, std::string_view words) {
  const CauseRow& row = cause_row(cause);
  return says(row.advice, words) || says(row.admin_advice, words) || says(row.explanation, words);
}

TEST(Article, ItsAdviceIsGiven) {
  // Many refusals come from spam filters and block lists.
  EXPECT_TRUE(advises(Cause::ip_blocked, "block list"));
  EXPECT_TRUE(advises(Cause::spam_content, "filter"));
  // The cause can as well be one's own server, its DNS, or the mail program.
  EXPECT_TRUE(advises(Cause::reverse_dns, "PTR") || advises(Cause::reverse_dns, "DNS"));
  for (const int code : {500, 501, 502, 503, 504}) {
    const ReplyCodeRow* row = find_reply_code(*ReplyCode::parse(std::to_string(code)));
    ASSERT_NE(row, nullptr);
    EXPECT_TRUE(says(row->meaning, "program") || says(row->meaning, "client") ||
                says(row->meaning, "software") || advises(Cause::protocol_error, "mail program"))
        << row->meaning;
  }
  // 451: tell the administrator.
  EXPECT_TRUE(advises(Cause::system_error, "administrator") ||
              advises(Cause::system_error, "postmaster"));
  // 551: the server names the address to try instead.
  const ReplyCodeRow* moved = find_reply_code(*ReplyCode::parse("551"));
  EXPECT_TRUE(says(moved->meaning, "address")) << moved->meaning;
  EXPECT_TRUE(advises(Cause::mailbox_moved, "new address"));
}

}  // namespace
}  // namespace whybounce
