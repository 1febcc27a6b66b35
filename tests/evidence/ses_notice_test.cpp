// SPDX-License-Identifier: MIT
#include "evidence/ses_notice.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "support/exact_copy.h"

namespace whybounce {
namespace {

// "kind: recipient action status [diagnostic] …"; empty where the text is no notice.
std::string dump(std::string_view text) {
  const testing::ExactCopy copy(text);
  DeliveryStatus status;
  const auto kind =
      read_ses_notice(copy.view(), 0, 0, static_cast<std::uint32_t>(text.size()), status);
  if (!kind) return {};
  std::string out(name_of(*kind));
  out += ':';
  for (const DsnRecipient& recipient : status.recipients) {
    const auto show = [&](const FieldSpan& span) {
      return std::string(copy.view().substr(span.offset, span.length));
    };
    out += " " + show(recipient.final_recipient) + " ";
    out += recipient.action ? std::string(name_of(*recipient.action)) : "-";
    out += " " + (recipient.status ? recipient.status->to_string() : "-") + " [" +
           show(recipient.diagnostic_code) + "]";
  }
  return out;
}

TEST(SesNoticeTest, ReadsWhatSesTells) {
  EXPECT_EQ(
      dump(R"({"notificationType":"Bounce","bounce":{"bouncedRecipients":[{"emailAddress":)"
           R"("a@example.net","action":"failed","status":"5.1.1","diagnosticCode":)"
           R"("smtp; 550 5.1.1 user unknown"},{"emailAddress":"b@example.net"}]},)"
           R"("mail":{"destination":["c@example.net"],"status":"x"}})"),
      "failure: a@example.net failed 5.1.1 [smtp; 550 5.1.1 user unknown] b@example.net - - []");
  EXPECT_EQ(dump(R"({"notificationType":"Complaint","complaint":{"complainedRecipients":)"
                 R"([{"emailAddress":"a@example.net"}]}})"),
            "complaint: a@example.net - - []");
  EXPECT_EQ(dump(R"({"notificationType":"Delivery","mail":{"destination":["a@example.net"]},)"
                 R"("delivery":{"recipients":["a@example.net","b@example.net"],)"
                 R"("smtpResponse":"250 2.6.0 ok"}})"),
            "delivered: a@example.net delivered - [] b@example.net delivered - [250 2.6.0 ok]");
}

TEST(SesNoticeTest, ReadsANoticeThatSnsWrapsIntoAString) {
  EXPECT_EQ(dump("{\n  \"Type\" : \"Notification\",\n  \"Message\" : "
                 R"("{\"notificationType\":\"Bounce\",\"bounce\":{\"bouncedRecipients\":)"
                 R"([{\"emailAddress\":\"a@example.net\",\"action\":\"failed\"}]}}"})"),
            "failure: a@example.net failed - []");
}

// What it is stands in the first 1024 bytes, however the lines before it end.
TEST(SesNoticeTest, CountsItsBeginningWithoutCrs) {
  for (const std::string_view line_end : {"\n", "\r\n"}) {
    const auto notice_behind = [&](std::size_t blanks) {
      std::string text = "{";
      for (int line = 0; line < 100; ++line) text += line_end;
      return text + std::string(blanks, ' ') +
             R"("notificationType":"Bounce","bouncedRecipients":[{"emailAddress":"a@b.example"}]})";
    };
    constexpr std::size_t kBlanks = 1024 - 101 - std::string_view("\"notificationType").size();
    EXPECT_EQ(dump(notice_behind(kBlanks)), "failure: a@b.example - - []");
    EXPECT_EQ(dump(notice_behind(kBlanks + 1)), "");
  }
}

TEST(SesNoticeTest, LeavesOtherTextAlone) {
  for (const std::string_view text :
       {"", "{", "{}", "notificationType", R"({"a":"b"})", "{\"", R"({"notificationType)",
        "Hello {\"notificationType\":\"Bounce\"}"}) {
    EXPECT_EQ(dump(text), "") << text;
  }
}

}  // namespace
}  // namespace whybounce
