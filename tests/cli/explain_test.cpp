// SPDX-License-Identifier: MIT
// Protects: whatever the tables hold can be asked for by name, as a page and as JSON.
#include "cli/explain.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "whybounce/catalog.h"

namespace whybounce::cli {
namespace {

std::string page_on(std::string_view subject, Format format = Format::text) {
  std::string out;
  std::string near;
  EXPECT_TRUE(explain(subject, format, {}, out, near)) << subject << near;
  EXPECT_EQ(near, "") << subject;
  return out;
}

std::string near_to(std::string_view subject) {
  std::string out;
  std::string near;
  EXPECT_FALSE(explain(subject, Format::text, {}, out, near)) << subject << ":\n" << out;
  EXPECT_EQ(out, "") << subject;
  return near;
}

void expect_in(std::string_view words, const std::string& page) {
  EXPECT_NE(page.find(words), std::string::npos) << words << "\nis missing in\n" << page;
}

// The pages are wrapped, so only the first word of a title is sure to stand in one piece.
std::string first_word(std::string_view text) {
  return std::string(text.substr(0, text.find(' ')));
}

TEST(Explain, EveryReplyCode) {
  for (const ReplyCodeRow& row : reply_codes()) {
    const std::string page = page_on(std::to_string(row.code));
    expect_in("Reply code " + std::to_string(row.code), page);
    expect_in(std::to_string(row.code) + "    " + first_word(row.title), page);
    expect_in("x" + std::to_string(row.code / 10 % 10) + "x", page);
  }
}

TEST(Explain, EveryCodeOfTheArticle) {
  for (const int code : {211, 214, 220, 221, 250, 251, 252, 354, 421, 450, 451,
                         452, 500, 501, 502, 503, 504, 550, 551, 552, 553, 554}) {
    EXPECT_NE(find_reply_code(*ReplyCode::parse(std::to_string(code))), nullptr) << code;
    expect_in("[RFC 5321", page_on(std::to_string(code)));
  }
}

TEST(Explain, EveryDigitOfReplyCodes) {
  for (const ReplyDigitRow& row : reply_digits()) {
    const std::string digit = std::to_string(row.digit);
    const std::string name = row.place == 1 ? digit + "xx" : "x" + digit + "x";
    expect_in(name + "  " + first_word(row.title), page_on(name));
  }
  expect_in("551", page_on("55X"));
}

TEST(Explain, EveryEnhancedStatusCode) {
  for (const StatusRow& row : status_codes()) {
    const std::string pattern = row.pattern.to_string();
    expect_in(first_word(row.title), page_on(pattern));
    for (const std::string status_class : {"2", "4", "5"}) {
      const std::string code = status_class + pattern.substr(1);
      expect_in("Enhanced status code " + code, page_on(code));
    }
  }
  for (const StatusRow& row : status_subjects()) {
    const std::string subject = std::to_string(*row.pattern.subject);
    expect_in("Registered codes of this subject", page_on("5." + subject));
  }
  for (const std::string status_class : {"2", "4", "5"}) {
    expect_in("Enhanced status codes " + status_class + ".x.x", page_on(status_class));
  }
}

TEST(Explain, EveryCause) {
  for (const CauseRow& row : causes()) {
    const std::string page = page_on(row.name);
    expect_in("(" + std::string(row.name) + ")", page);
    expect_in("What to do", page);
    if (row.id == Cause::unknown) continue;  // has no rules
    expect_in("Examples", page);
    expect_in("What its rules rest on", page);
  }
}

TEST(Explain, EveryProviderCode) {
  for (const ProviderCodeRow& row : provider_codes()) {
    const std::string page = page_on(row.code);
    expect_in("Provider's code " + std::string(row.code), page);
    expect_in(first_word(row.provider().name), page);
    expect_in("(" + std::string(cause_row(row.cause).title) + ")", page);
  }
}

TEST(Explain, JsonHasTheSameAnswers) {
  expect_in(R"("kind":"reply-code","code":"550")", page_on("550", Format::json));
  expect_in(R"("kind":"reply-codes","code":"55x")", page_on("55X", Format::json));
  expect_in(R"("kind":"status","code":"5.7.26")", page_on("5.7.26", Format::jsonl));
  expect_in(R"("kind":"statuses","code":"x.7.26")", page_on("x.7.26", Format::json));
  expect_in(R"("kind":"cause","code":"virus")", page_on("virus", Format::json));
  expect_in(R"("kind":"provider-code","code":"CS01")", page_on("[cs01]", Format::json));
  expect_in(R"("provider":"Apple iCloud")", page_on("[cs01]", Format::json));
}

TEST(Explain, SaysWhatIsNear) {
  EXPECT_EQ(near_to("mailbox-ful"), "; near: mailbox-full");
  EXPECT_EQ(near_to("S3155"), "; near: S3115, S3150");
  EXPECT_EQ(near_to("dkim").substr(0, 8), "; near: ");
  EXPECT_EQ(near_to("gibberish"), "; see --list causes, statuses, reply-codes and providers");
  EXPECT_EQ(near_to(""), "; see --list causes, statuses, reply-codes and providers");
  EXPECT_EQ(near_to("xxx"), "; see --list causes, statuses, reply-codes and providers");
}

}  // namespace
}  // namespace whybounce::cli
