// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "render/sample.h"
#include "render/summary.h"
#include "support/json_check.h"
#include "support/output_check.h"
#include "whybounce/render.h"

// What every form promises whatever a mail holds, tried on bytes and verdicts made by chance.
namespace whybounce {
namespace {

class Chance {
 public:
  std::uint32_t below(std::uint32_t limit) { return static_cast<std::uint32_t>(engine_() % limit); }

  std::string text(std::uint32_t longest) {
    static constexpr std::string_view kPieces[] = {
        "550", "5.1.1", " ", "\n", "\r\n", "\t", "\x1b[31m", "\"", "\\", "\xff", "\xe6\x97",
        "\u202e", "\u2028", "\u65e5", "e\u0301", "\u0085", "=", ",", "a@b", "<", "\U0001F4E7",
        "\x7f", "'", "user", "\xed\xa0\x80",
        // formulas, C1, overlong forms, beyond Unicode, bidirectional and invisible characters, tags
        "+", "-1", "@",
        "\x9b"
        "31m",
        "\xc2\x9b", "\xc0\x8a", "\xe0\x80\x9b", "\xf0\x80\x80\x8a", "\xf4\x90\x80\x80",
        "\xed\xbf\xbf", "\u2066", "\u200f", "\u061c", "\u200b", "\u2060", "\ufeff", "\u00ad",
        "\uFF1D", "\uFF20", "\U000E0041", "\x08", "\x07", "\x1b]0;x\x07", "\x1b_G", ""};
    std::string out;
    for (std::uint32_t i = below(longest + 1); i > 0; --i) {
      if (below(8) == 0) {
        out += static_cast<char>(below(256));
      } else {
        out += kPieces[below(std::size(kPieces))];
      }
    }
    return out;
  }

  template <typename T>
  T term(std::uint32_t count) {
    return static_cast<T>(below(count));
  }

 private:
  std::mt19937 engine_{20260102};
};

Evidence any_evidence(Chance& chance) {
  Evidence piece;
  piece.what = chance.term<EvidenceKind>(5);
  piece.span = {chance.below(2), chance.below(120), chance.below(60)};
  if (chance.below(4) == 0) piece.overruled = chance.text(5);
  return piece;
}

RecipientDiagnosis any_recipient(Chance& chance) {
  RecipientDiagnosis recipient;
  recipient.address = chance.text(3);
  recipient.alias = chance.text(2);
  if (chance.below(2) == 0) recipient.action = chance.term<Action>(5);
  if (chance.below(2) == 0)
    recipient.reply_code = ReplyCode::parse("5" + std::to_string(10 + chance.below(90)));
  if (chance.below(2) == 0)
    recipient.status = EnhancedStatus::parse("4.7." + std::to_string(chance.below(99)));
  if (chance.below(3) > 0) recipient.cause = chance.term<Cause>(kCauseCount);
  recipient.persistence = chance.term<Persistence>(4);
  recipient.list_action = chance.term<ListAction>(3);
  recipient.acts = chance.term<Actor>(5);
  recipient.command = chance.text(2);
  recipient.remote_mta = chance.text(2);
  recipient.diagnostic = chance.text(20);
  for (std::uint32_t i = chance.below(5); i > 0; --i) {
    recipient.evidence.push_back(any_evidence(chance));
  }
  for (std::uint32_t i = chance.below(3); i > 0; --i) recipient.conflicts.push_back(chance.text(5));
  return recipient;
}

testing::Sample any_sample(Chance& chance) {
  testing::Sample sample(chance.text(60));
  Diagnosis& diagnosis = sample.diagnosis;
  diagnosis.kind = chance.term<Kind>(6);
  diagnosis.reporting_mta = chance.text(3);
  diagnosis.generator = chance.text(2);
  diagnosis.date = chance.text(2);
  diagnosis.original = {chance.text(3), chance.text(3), chance.text(5), chance.text(3)};
  for (std::uint32_t i = chance.below(4); i > 0; --i) {
    diagnosis.recipients.push_back(any_recipient(chance));
  }
  for (std::uint32_t i = chance.below(3); i > 0; --i) {
    diagnosis.evidence.push_back(any_evidence(chance));
  }
  return sample;
}

TEST(AnyBytes, GiveValidJsonOfOneLine) {
  Chance chance;
  for (int round = 0; round < 2000; ++round) {
    const testing::Sample sample = any_sample(chance);
    const std::string source = chance.text(4);
    const std::string key = chance.text(4);
    std::string out;
    render_json(sample.message, sample.diagnosis, {.source = source, .key = key}, out);
    ASSERT_TRUE(testing::JsonCheck::is_valid(out)) << out;
    ASSERT_TRUE(testing::is_safe_output(out, false)) << out;
    ASSERT_EQ(out.find('\n'), std::string::npos);
  }
}

TEST(AnyBytes, GiveTextThatIsSafeOnATerminal) {
  Chance chance;
  for (int round = 0; round < 1000; ++round) {
    const testing::Sample sample = any_sample(chance);
    const std::string source = chance.text(4);
    const RecordInfo record{.source = source, .numbered = chance.below(2) == 0};
    std::string out;
    render_text(sample.message, sample.diagnosis, record,
                {.width = 40 + static_cast<int>(chance.below(60)), .show_origin = true}, out);
    render_brief(sample.diagnosis, record, out);
    render_table_rows(sample.message, sample.diagnosis, record, default_fields(), TableForm::brief,
                      out);
    ASSERT_TRUE(testing::is_safe_output(out, false)) << out;
  }
}

TEST(AnyBytes, GiveOneTableRowForEachRecipient) {
  Chance chance;
  for (int round = 0; round < 1000; ++round) {
    const testing::Sample sample = any_sample(chance);
    const auto rows = std::max<std::size_t>(1, sample.diagnosis.recipients.size());
    std::string out;
    render_table_rows(sample.message, sample.diagnosis, {}, default_fields(), TableForm::tsv, out);
    ASSERT_TRUE(testing::is_safe_output(out, true)) << out;
    ASSERT_EQ(static_cast<std::size_t>(std::ranges::count(out, '\n')), rows);
    ASSERT_EQ(static_cast<std::size_t>(std::ranges::count(out, '\t')),
              rows * (default_fields().size() - 1));
    out.clear();
    render_table_rows(sample.message, sample.diagnosis, {}, default_fields(), TableForm::csv, out);
    ASSERT_TRUE(testing::is_safe_output(out, false)) << out;
    ASSERT_EQ(static_cast<std::size_t>(std::ranges::count(out, '\n')), rows);
    const std::vector<std::string> cells = testing::csv_cells(out);
    ASSERT_EQ(cells.size(), rows * default_fields().size() + 1) << out;
    for (const std::string& cell : cells) ASSERT_FALSE(testing::is_formula(cell)) << out;
  }
}

// A page that is cut, coloured or masked is no less safe, and a list of counts is a page too.
TEST(AnyBytes, GiveSafeTextInEveryManner) {
  Chance chance;
  for (int round = 0; round < 500; ++round) {
    testing::Sample sample = any_sample(chance);
    const std::string source = chance.text(4);
    const RecordInfo record{.source = source, .redacted = true};
    Summary summary;
    summary.add(sample.diagnosis);
    redact(sample.diagnosis);
    std::string out;
    render_text(sample.message, sample.diagnosis, record, {.width = 40, .show_origin = true}, out);
    render_json(sample.message, sample.diagnosis, record, out);
    render_brief(sample.diagnosis, record, out);
    render_summary_text(summary, {}, out);
    render_summary_json(summary, out);
    ASSERT_TRUE(testing::is_safe_output(out, false)) << out;
  }
}

TEST(OutputCheck, TellsRightFromWrong) {
  for (const char* good : {"", "plain\n", "\u65e5\u672c", "e\u0301", "\U0001F4E7"}) {
    EXPECT_TRUE(testing::is_safe_output(good, false)) << good;
  }
  for (const char* bad :
       {"\x1b", "\t", "\r", "\x7f", "\xc2\x9b", "\x9b", "\xc0\x8a", "\xed\xa0\x80",
        "\xf4\x90\x80\x80", "\u202e", "\u2066", "\u200b", "\ufeff", "\U000E0041"}) {
    EXPECT_FALSE(testing::is_safe_output(bad, false)) << bad;
  }
  EXPECT_TRUE(testing::is_safe_output("a\tb", true));
  EXPECT_EQ(testing::csv_cells("a,\"b,\"\"c\",\n"),
            (std::vector<std::string>{"a", "b,\"c", "", ""}));
}

TEST(JsonCheck, TellsRightFromWrong) {
  using testing::JsonCheck;
  for (const char* good : {"null", "[]", "{}", R"({"a":[1,-0.5e+3,"\u00e9\ud83d\ude00"]} )"}) {
    EXPECT_TRUE(JsonCheck::is_valid(good)) << good;
  }
  for (const char* bad : {"", "[1,]", "{\"a\"}", "01", "\"\n\"", "\"\xff\"", R"("\ud800")", "[] []",
                          "\"\xed\xa0\x80\"", "nul", R"("\x")"}) {
    EXPECT_FALSE(JsonCheck::is_valid(bad)) << bad;
  }
}

}  // namespace
}  // namespace whybounce
