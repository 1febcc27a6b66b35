// SPDX-License-Identifier: MIT
// Protects: what is looked up in the built-in tables is the row that was meant, or nothing.
#include "whybounce/catalog.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "whybounce/vocabulary.h"

namespace whybounce {
namespace {

template <typename Enum, typename Parse>
void check_names(int count, Parse parse) {
  for (int i = 0; i < count; ++i) {
    const std::string_view name = name_of(static_cast<Enum>(i));
    EXPECT_FALSE(name.empty());
    EXPECT_EQ(parse(name), static_cast<Enum>(i)) << name;
  }
  EXPECT_EQ(parse(""), std::nullopt);
  EXPECT_EQ(parse("Failure"), std::nullopt);
}

TEST(Vocabulary, NamesAreReadBack) {
  check_names<Kind>(6, parse_kind);
  check_names<Cause>(static_cast<int>(kCauseCount), parse_cause);
  check_names<Persistence>(4, parse_persistence);
  check_names<ListAction>(3, parse_list_action);
  check_names<Actor>(5, parse_actor);
}

TEST(Vocabulary, NamesAreThoseOfTheOutput) {
  EXPECT_EQ(name_of(Kind::auto_reply), "auto-reply");
  EXPECT_EQ(name_of(Kind::not_a_bounce), "not-a-bounce");
  EXPECT_EQ(name_of(Action::expanded), "expanded");
  EXPECT_EQ(name_of(Cause::too_many_recipients), "too-many-recipients");
  EXPECT_EQ(name_of(Cause::unknown), "unknown");
  EXPECT_EQ(name_of(Persistence::transient), "transient");
  EXPECT_EQ(name_of(ListAction::watch), "watch");
  EXPECT_EQ(name_of(Actor::recipient_admin), "recipient-admin");
  EXPECT_EQ(name_of(StatusFrom::text), "text");
  EXPECT_EQ(name_of(EvidenceKind::reply_code), "reply-code");
  EXPECT_EQ(name_of(EvidenceKind::header), "header");
}

TEST(Catalog, FindsReplyCodes) {
  for (const ReplyCodeRow& row : reply_codes()) {
    EXPECT_EQ(find_reply_code(*ReplyCode::parse(std::to_string(row.code))), &row);
  }
  EXPECT_EQ(find_reply_code(*ReplyCode::parse("550"))->source, "RFC 5321 4.2.3");
  EXPECT_EQ(find_reply_code(*ReplyCode::parse("571")), nullptr);
  EXPECT_EQ(find_reply_digit(1, 5)->digit, 5);
  EXPECT_EQ(find_reply_digit(2, 5)->place, 2);
  EXPECT_EQ(find_reply_digit(1, 9), nullptr);
  EXPECT_EQ(find_reply_digit(3, 1), nullptr);
}

TEST(Catalog, FindsStatusCodes) {
  for (const StatusRow& row : status_codes()) {
    EXPECT_EQ(find_status(*row.pattern.subject, *row.pattern.first_detail), &row);
  }
  EXPECT_EQ(find_status(1, 1)->title, "Bad destination mailbox address");
  EXPECT_EQ(find_status(7, 999), nullptr);
  EXPECT_EQ(find_status(8, 0), nullptr);
  for (const int number : {2, 4, 5}) {
    EXPECT_EQ(find_status_class(number)->pattern.status_class, number);
  }
  EXPECT_EQ(find_status_class(3), nullptr);
  for (int subject = 0; subject <= 7; ++subject) {
    EXPECT_EQ(find_status_subject(subject)->pattern.subject, subject);
  }
  EXPECT_EQ(find_status_subject(8), nullptr);
}

TEST(Catalog, FindsCauses) {
  ASSERT_EQ(causes().size(), kCauseCount);
  for (std::size_t i = 0; i < kCauseCount; ++i) {
    const auto cause = static_cast<Cause>(i);
    EXPECT_EQ(cause_row(cause).id, cause);
    EXPECT_EQ(cause_row(cause).name, name_of(cause));
    EXPECT_EQ(find_cause(name_of(cause)), &cause_row(cause));
  }
  EXPECT_EQ(find_cause("fun"), nullptr);
}

TEST(Catalog, FindsTheMostSpecificCauseOfACode) {
  for (const CodeCauseRow& row : code_causes()) {
    ASSERT_NE(row.status.has_value(), row.reply.has_value());
    if (row.reply) {
      EXPECT_EQ(find_code_cause(*row.reply), &row);
    }
  }
  for (int status_class : {2, 4, 5}) {
    for (int subject = 0; subject < 10; ++subject) {
      for (int detail = 0; detail < 1000; detail += detail < 40 ? 1 : 7) {
        const auto status =
            *EnhancedStatus::parse(std::to_string(status_class) + '.' + std::to_string(subject) +
                                   '.' + std::to_string(detail));
        const CodeCauseRow* found = find_code_cause(status);
        bool any = false;
        bool exact = false;
        for (const CodeCauseRow& row : code_causes()) {
          any = any || (row.status && row.status->matches(status));
          exact = exact || (row.status && row.status->to_string() == status.to_string());
        }
        ASSERT_EQ(found != nullptr, any) << status.to_string();
        if (found == nullptr) continue;
        EXPECT_TRUE(found->status->matches(status)) << status.to_string();
        if (exact) {
          EXPECT_EQ(found->status->to_string(), status.to_string());
        }
      }
    }
  }
  EXPECT_EQ(find_code_cause(*EnhancedStatus::parse("5.1.1"))->cause, Cause::user_unknown);
  EXPECT_EQ(find_code_cause(*EnhancedStatus::parse("5.2.2"))->cause, Cause::mailbox_full);
  EXPECT_EQ(find_code_cause(*ReplyCode::parse("250")), nullptr);
}

TEST(Catalog, TheBuiltInRulesAreReadable) {
  ASSERT_FALSE(rules().empty());
  for (const Rule& rule : rules()) {
    EXPECT_FALSE(rule.id().empty());
    EXPECT_TRUE(rule.file().starts_with("data/rules/")) << rule.id();
    EXPECT_GT(rule.line, 0U) << rule.id();
  }
}

TEST(Catalog, FindsProvidersCodes) {
  const auto code_of = [](std::string_view text) {
    const ProviderCodeRow* row = find_provider_code(text);
    return row == nullptr ? "" : std::string(row->code);
  };
  EXPECT_EQ(code_of("TSS04"), "TSS04");
  EXPECT_EQ(code_of("tss04"), "TSS04");
  EXPECT_EQ(code_of("TSS99"), "TS*");
  EXPECT_EQ(code_of("OFR004_104"), "OFR*_104");
  EXPECT_EQ(code_of("OFR_104"), "OFR*_104");
  EXPECT_EQ(code_of("RLY:B1"), "RLY:B1");
  EXPECT_EQ(code_of("RLY:XY"), "RLY:*");
  EXPECT_EQ(code_of("AUP#CXBL"), "AUP#CXBL");
  EXPECT_EQ(code_of("CXBL"), "AUP#CXBL");
  EXPECT_EQ(code_of("AUP#IPBL1111"), "AUP#IPBL*");
  // No codes: words of letters alone, more than the "*" stands for, parts, and nothing.
  for (const std::string_view none : {"", "*", "#", "phone", "tsar", "TSS04.", "RLY:B 1", "OFR_"}) {
    EXPECT_EQ(code_of(none), "") << none;
  }
}

}  // namespace
}  // namespace whybounce
