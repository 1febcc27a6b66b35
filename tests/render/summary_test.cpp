// SPDX-License-Identifier: MIT
#include "render/summary.h"

#include <gtest/gtest.h>

#include <string>

#include "support/json_check.h"

namespace whybounce {
namespace {

Diagnosis failure(std::string address, Cause cause, std::string_view status) {
  Diagnosis diagnosis;
  diagnosis.kind = Kind::failure;
  RecipientDiagnosis recipient;
  recipient.address = std::move(address);
  recipient.cause = cause;
  recipient.status = EnhancedStatus::parse(status);
  recipient.persistence = Persistence::permanent;
  recipient.list_action = ListAction::remove;
  diagnosis.recipients.push_back(std::move(recipient));
  return diagnosis;
}

std::string text(const Summary& summary, int width = 60) {
  std::string out;
  render_summary_text(summary, {.width = width}, out);
  return out;
}

std::string json(const Summary& summary) {
  std::string out;
  render_summary_json(summary, out);
  return out;
}

TEST(Summary, OfNothingIsShort) {
  EXPECT_EQ(text({}), "0 records, 0 recipients\n");
  EXPECT_TRUE(testing::JsonCheck::is_valid(json({})));
}

TEST(Summary, CountsWithBars) {
  Summary summary;
  for (int i = 0; i < 3; ++i) {
    summary.add(failure("you@Example.NET", Cause::user_unknown, "5.1.1"));
  }
  summary.add(failure("", Cause::mailbox_full, ""));
  summary.add(Diagnosis{});
  EXPECT_EQ(text(summary),
            "5 records, 4 recipients\n"
            "\n"
            "Kind of record\n"
            "  failure                          4   80.0%  ##############\n"
            "  not-a-bounce                     1   20.0%  ####\n"
            "\n"
            "Cause\n"
            "  user-unknown                     3   75.0%  ##############\n"
            "  mailbox-full                     1   25.0%  #####\n"
            "\n"
            "Persistence\n"
            "  permanent                        4  100.0%  ##############\n"
            "\n"
            "List action\n"
            "  remove                           4  100.0%  ##############\n"
            "\n"
            "Status\n"
            "  5.1.1                            3   75.0%  ##############\n"
            "\n"
            "Recipients' domain\n"
            "  example.net                      3   75.0%  ##############\n");
}

// Workers count apart, and who had which record must not show.
TEST(Summary, IsTheSameInAnyOrder) {
  const Diagnosis diagnoses[] = {failure("a@b.example", Cause::user_unknown, "5.1.1"),
                                 failure("a@c.example", Cause::virus, "5.7.1"),
                                 failure("a@b.example", Cause::virus, "4.2.2"), Diagnosis{}};
  Summary whole;
  Summary first;
  Summary second;
  for (const Diagnosis& diagnosis : diagnoses) whole.add(diagnosis);
  for (std::size_t i = 4; i-- > 0;) (i % 2 == 0 ? first : second).add(diagnoses[i]);
  second.add(first);
  EXPECT_EQ(json(second), json(whole));
  EXPECT_EQ(text(second), text(whole));
}

TEST(Summary, ShowsTheMostFrequentOfMany) {
  Summary summary;
  for (int i = 0; i < 30; ++i) {
    for (int times = 0; times <= i; ++times) {
      summary.add(failure("a@" + std::to_string(i) + ".example", Cause::policy, ""));
    }
  }
  const std::string table = text(summary);
  EXPECT_NE(table.find("  29.example"), std::string::npos);
  EXPECT_NE(table.find("  20.example"), std::string::npos);
  EXPECT_EQ(table.find("  19.example"), std::string::npos);
  EXPECT_NE(table.find("  and 20 more\n"), std::string::npos);
}

TEST(Summary, IsSafeWithAnyDomain) {
  Summary summary;
  summary.add(failure("a@\x1b[2J\xff\"" + std::string(300, 'x'), Cause::policy, ""));
  EXPECT_TRUE(testing::JsonCheck::is_valid(json(summary)));
  const std::string table = text(summary);
  EXPECT_EQ(table.find('\x1b'), std::string::npos);
  EXPECT_LT(table.rfind('\n') - table.rfind('\n', table.size() - 2), 62U);
}

}  // namespace
}  // namespace whybounce
