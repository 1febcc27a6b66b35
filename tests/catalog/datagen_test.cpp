// SPDX-License-Identifier: MIT
// Protects: the checks of the code tables in data/, and the source that they become.
#include <gtest/gtest.h>

#include "catalog/datagen/code_tables.h"
#include "catalog/datagen/emit.h"
#include "catalog/datagen/literals.h"

namespace whybounce::datagen {
namespace {

struct Result {
  CodeTables tables;
  std::string errors;  // "FILE:LINE:COLUMN: reason", a line each
};

Result read(std::optional<DataText> DataDir::*file, std::string bytes) {
  DataDir dir;
  dir.*file = DataText{"f", std::move(bytes)};
  Result result;
  std::vector<DataError> errors;
  result.tables = read_code_tables(dir, errors);
  for (const DataError& error : errors) {
    const std::string shown = format_error(error);
    result.errors += shown.substr(0, shown.find('\n') + 1);
  }
  return result;
}

constexpr std::string_view kTexts = "Title: t\nMeaning: m\nSource: RFC 5321 4.2.3\n\n";

std::string row(std::string_view first) {
  return std::string(first) + '\n' + std::string(kTexts);
}

TEST(CodeTables, ReplyCodesAndDigits) {
  const Result good =
      read(&DataDir::reply_codes, row("Reply: 421") + row("Reply: 550") + row("Digit: 2.5"));
  EXPECT_EQ(good.errors, "");
  ASSERT_EQ(good.tables.reply_codes.size(), 2U);
  EXPECT_EQ(good.tables.reply_codes[1], "{550, {0, 1}, {1, 1}, {2, 14}}");
  ASSERT_EQ(good.tables.reply_digits.size(), 1U);
  EXPECT_EQ(good.tables.reply_digits[0], "{2, 5, {0, 1}, {1, 1}, {2, 14}}");
  EXPECT_EQ(good.tables.texts.all(), "tmRFC 5321 4.2.3");

  EXPECT_EQ(read(&DataDir::reply_codes, row("Reply: 650")).errors,
            "f:1:8: Reply must be a reply code\n");
  EXPECT_EQ(read(&DataDir::reply_codes, row("Digit: 3.5")).errors,
            "f:1:8: Digit must be 1 or 2, a dot, and the digit\n");
  EXPECT_EQ(read(&DataDir::reply_codes, row("Reply: 550") + row("Reply: 421")).errors,
            "f:6:8: out of order: must stand before Reply: 550 (line 1)\n");
  EXPECT_EQ(read(&DataDir::reply_codes, row("Reply: 550") + row("Reply: 550")).errors,
            "f:6:8: Reply: 550 stands also in f:1\n");
  EXPECT_EQ(read(&DataDir::reply_codes, row("Code: 550")).errors,
            "f:1:1: a stanza here must begin with Reply or Digit\n");
  EXPECT_EQ(read(&DataDir::reply_codes, "Reply: 550\nTitle: t\nSource: x\n").errors,
            "f:1:1: Reply: 550 lacks Meaning\n"
            "f:3:9: Source must be https://…, \"RFC number section\", \"IANA "
            "smtp-enhanced-status-codes\", \"software: …\" or \"judgement: …\"\n");
}

TEST(CodeTables, StatusCodesAreSortedAsNumbers) {
  const Result good = read(&DataDir::enhanced_status, row("Status: x.1.9") + row("Status: x.1.10") +
                                                          row("Class: 5") + row("Subject: 7"));
  EXPECT_EQ(good.errors, "");
  ASSERT_EQ(good.tables.statuses.size(), 2U);
  EXPECT_EQ(good.tables.statuses[1],
            "{StatusPattern{std::nullopt, 1, 10, 10}, {0, 1}, {1, 1}, {0, 0}, {2, 14}}");
  EXPECT_EQ(good.tables.classes.at(0).substr(0, 57),
            "{StatusPattern{5, std::nullopt, std::nullopt, std::nullop");
  EXPECT_EQ(good.tables.subjects.size(), 1U);
  EXPECT_EQ(read(&DataDir::enhanced_status, row("Status: 5.1.1")).errors,
            "f:1:9: Status must be x.SUBJECT.DETAIL\n");
  EXPECT_EQ(read(&DataDir::enhanced_status, row("Class: 3")).errors,
            "f:1:8: Class must be 2, 4 or 5\n");
}

TEST(CodeTables, ProviderCodesNameAProvider) {
  const std::string provider =
      "Provider: acme\nName: Acme\nHost: acme.example\nHost: b.example\n"
      "With: Sorry\nSource: https://acme.example/codes\n\n";
  const auto code = [](std::string_view name) {
    return "Code: " + std::string(name) +
           "\nProvider: acme\nMeaning: m\nCause: policy\nSource: judgement: x\n\n";
  };
  const Result good = read(&DataDir::provider_codes, provider + code("A1") + code("B:*"));
  EXPECT_EQ(good.errors, "");
  ASSERT_EQ(good.tables.providers.size(), 1U);
  EXPECT_EQ(good.tables.providers[0], "{{0, 4}, {4, 4}, {8, 22}, {30, 5}, {35, 26}}");
  ASSERT_EQ(good.tables.provider_codes.size(), 2U);
  EXPECT_EQ(good.tables.provider_codes[1], "{{75, 3}, 0, {2, 1}, Cause::policy, {63, 12}}");
  EXPECT_EQ(good.tables.texts.all(),
            "acmeAcmeacme.example\nb.exampleSorryhttps://acme.example/codesA1judgement: xB:*");

  EXPECT_EQ(read(&DataDir::provider_codes, code("A1")).errors,
            "f:2:11: Provider must be the id of a Provider of this file\n");
  EXPECT_EQ(read(&DataDir::provider_codes, provider + code("B1") + code("A1")).errors,
            "f:14:7: out of order: must stand before Code: B1 (line 8)\n");
  EXPECT_EQ(read(&DataDir::provider_codes, provider + code("A1") + code("A1")).errors,
            "f:14:7: differs from another code only in its case\n"
            "f:14:7: Code: A1 stands also in f:8\n");
  EXPECT_EQ(read(&DataDir::provider_codes, provider + code("A1") + code("a1")).errors,
            "f:14:7: differs from another code only in its case\n");
  for (const std::string_view bad : {"A", "A 1", "A*B*", "ABCDEFGHIJKLMNOPQRSTU"}) {
    EXPECT_EQ(read(&DataDir::provider_codes, provider + code(bad)).errors,
              "f:8:7: Code must be 2 to 20 letters, digits and : # _ - ( ), with at most one * "
              "among them\n")
        << bad;
  }
  EXPECT_EQ(read(&DataDir::provider_codes, "Provider: a\nName: A\nSource: RFC 1 1\n").errors,
            "f:1:11: a provider needs a Host or a With to be known by\n");
  EXPECT_EQ(read(&DataDir::provider_codes,
                 provider + "Code: A1\nProvider: acme\nMeaning: m\nCause: policy\n")
                .errors,
            "f:8:1: Code: A1 lacks Source\n");
}

TEST(CodeTables, CodeCauses) {
  const Result good = read(&DataDir::code_causes,
                           "Status: 5.7.x\nCause: policy\nVague: yes\nSource: judgement: x\n\n"
                           "Reply: 552\nCause: mailbox-full\nSource: judgement: x\n");
  EXPECT_EQ(good.errors, "");
  ASSERT_EQ(good.tables.code_causes.size(), 2U);
  EXPECT_EQ(good.tables.code_causes[0],
            "{StatusPattern{5, 7, std::nullopt, std::nullopt}, std::nullopt, Cause::policy, true, "
            "{0, 12}}");
  EXPECT_EQ(good.tables.code_causes[1],
            "{std::nullopt, ReplyCode::parse(\"552\"), Cause::mailbox_full, false, {0, 12}}");
  EXPECT_EQ(read(&DataDir::code_causes, "Reply: 5xx\nCause: fun\nSource: judgement: x\n").errors,
            "f:1:8: Reply must be a reply code\nf:2:8: Cause must be one of causes.txt\n");
}

TEST(CodeTables, CausesAreComplete) {
  const std::string errors =
      read(&DataDir::causes,
           "Cause: policy\nTitle: A title that is so long that no screen has room for all of it\n"
           "Explanation: e\nActs: me\nPersistence: permanent\nList-Action: keep\nAdvice: a\n"
           "Source: judgement: x\n")
          .errors;
  EXPECT_NE(errors.find("f:2:8: a title has at most 50 characters\n"), std::string::npos) << errors;
  EXPECT_NE(errors.find("f:4:7: Acts must be one of sender "), std::string::npos) << errors;
  EXPECT_NE(errors.find("f:1:1: there is no Cause: user-unknown\n"), std::string::npos) << errors;
  EXPECT_EQ(errors.find("there is no Cause: policy"), std::string::npos) << errors;
}

TEST(Literals, AreSource) {
  EXPECT_EQ(string_literal("a \"b\" \\ \n\té"), R"("a \"b\" \\ \n\té")");
  EXPECT_EQ(literal(Cause::too_many_recipients), "Cause::too_many_recipients");
  EXPECT_EQ(literal(Actor::recipient_admin), "Actor::recipient_admin");
  EXPECT_EQ(literal(*StatusPattern::parse("x.7.606-649")),
            "StatusPattern{std::nullopt, 7, 606, 649}");
}

TEST(Emit, EmptyTablesAreSourceToo) {
  const std::string source = emit_code_tables({});
  EXPECT_TRUE(source.starts_with("// GENERATED BY whybounce_datagen from data/: DO NOT EDIT\n"));
  EXPECT_NE(source.find("constexpr std::array<ReplyCodeRow, 0> kReplyCodes = {};"),
            std::string::npos);
}

}  // namespace
}  // namespace whybounce::datagen
