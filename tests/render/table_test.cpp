// SPDX-License-Identifier: MIT
#include "render/table.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "render/sample.h"
#include "whybounce/render.h"

namespace whybounce {
namespace {

std::vector<const Field*> columns(const std::vector<std::string_view>& names) {
  std::vector<const Field*> found;
  for (const std::string_view name : names) found.push_back(find_field(name));
  return found;
}

std::string rows(const testing::Sample& sample, const std::vector<std::string_view>& names,
                 TableForm form, const RecordInfo& record = {}) {
  std::string out;
  render_table_rows(sample.message, sample.diagnosis, record, columns(names), form, out);
  return out;
}

std::string cell(std::string_view value, TableForm form) {
  std::string out;
  append_cell(out, value, form);
  return out;
}

struct CellCase {
  std::string_view value, csv, tsv, brief;
};

// Protects spreadsheets from formulas in a stranger's words, and readers from torn rows.
const CellCase kCells[] = {
    {"", "", "", "-"},
    {"plain", "plain", "plain", "plain"},
    {"a,b", "\"a,b\"", "a,b", "a,b"},
    {"say \"no\"", "\"say \"\"no\"\"\"", "say \"no\"", "say \"no\""},
    {" blank ", "\" blank \"", " blank ", " blank "},
    {"=1+1", "'=1+1", "=1+1", "=1+1"},
    {"+49", "'+49", "+49", "+49"},
    {"-x,y", "\"'-x,y\"", "-x,y", "-x,y"},
    {"@SUM(A1)", "'@SUM(A1)", "@SUM(A1)", "@SUM(A1)"},
    {"\t=1", "'\\t=1", "\\t=1", "\\t=1"},
    {"a\tb\nc\rd", "a\\tb\\nc\\rd", "a\\tb\\nc\\rd", "a\\tb\\nc\\rd"},
    {"a\\b", "a\\b", "a\\\\b", "a\\b"},
    {"\x1b[2J\u202e", "\\x1b[2J\\u{202e}", "\\x1b[2J\\u{202e}", "\\x1b[2J\\u{202e}"},
};

TEST(Table, WritesCellsInTheWayOfTheForm) {
  for (const CellCase& c : kCells) {
    EXPECT_EQ(cell(c.value, TableForm::csv), c.csv);
    EXPECT_EQ(cell(c.value, TableForm::tsv), c.tsv);
    EXPECT_EQ(cell(c.value, TableForm::brief), c.brief);
  }
}

TEST(Table, HasARowForEachRecipient) {
  testing::Sample sample = testing::user_unknown();
  sample.diagnosis.recipients.push_back(sample.diagnosis.recipients[0]);
  sample.diagnosis.recipients[1].address = "me@example.net";
  sample.diagnosis.recipients[1].status.reset();
  EXPECT_EQ(rows(sample, {"address", "reply_code", "status", "cause"}, TableForm::csv),
            "you@example.net,550,5.1.1,user-unknown\n"
            "me@example.net,550,,user-unknown\n");
}

TEST(Table, HasARowForARecordWithoutRecipients) {
  EXPECT_EQ(rows(testing::not_a_bounce(), {"source", "kind", "address", "cause"}, TableForm::tsv),
            "-\tnot-a-bounce\t\t\n");
  EXPECT_EQ(rows(testing::not_a_bounce(), {"kind", "address"}, TableForm::brief),
            "not-a-bounce  -\n");
}

TEST(Table, FillsEveryField) {
  testing::Sample sample = testing::user_unknown();
  sample.diagnosis.recipients[0].conflicts = {"one", "two"};
  std::string names;
  std::string line;
  for (const Field& field : fields()) {
    names += std::string(field.name) + " ";
    const Field* const column = &field;
    render_table_rows(sample.message, sample.diagnosis, {.source = "s", .index = 2, .key = "k"},
                      {&column, 1}, TableForm::brief, line);
  }
  EXPECT_EQ(names,
            "source index key kind truncated reporting_mta generator date from to subject "
            "message_id address alias action reply_code status status_from cause persistence "
            "list_action acts command remote_mta diagnostic evidence conflicts rule ");
  EXPECT_EQ(line,
            "s\n2\nk\nfailure\nfalse\nmx1.example.org\npostfix\n2026-01-02T03:04:05+09:00\n"
            "me@example.org\nyou@example.net\nHello\n<1@example.org>\nyou@example.net\n"
            "you@mail.example.net\nfailed\n550\n5.1.1\ndiagnostic\nuser-unknown\npermanent\n"
            "remove\nsender\nRCPT\nmx.example.net\n550 5.1.1 No such user\n"
            "550; 5.1.1; No such user\none; two\n-\n");
}

TEST(Table, HeadNamesTheColumns) {
  std::string out;
  const auto some = columns({"source", "cause"});
  render_table_head(some, TableForm::csv, out);
  render_table_head(some, TableForm::tsv, out);
  render_table_head(some, TableForm::brief, out);
  EXPECT_EQ(out, "source,cause\nsource\tcause\n");
}

TEST(Fields, HaveUniqueNamesAndADescription) {
  std::set<std::string_view> names;
  for (const Field& field : fields()) {
    EXPECT_TRUE(names.insert(field.name).second) << field.name;
    EXPECT_FALSE(field.description.empty()) << field.name;
    EXPECT_EQ(find_field(field.name), &field);
  }
  EXPECT_EQ(find_field("nothing"), nullptr);
}

}  // namespace
}  // namespace whybounce
