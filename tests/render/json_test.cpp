// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <string>

#include "render/sample.h"
#include "whybounce/render.h"

namespace whybounce {
namespace {

std::string json(const testing::Sample& sample, const RecordInfo& record = {}) {
  std::string out;
  render_json(sample.message, sample.diagnosis, record, out);
  return out;
}

// The shape that scripts rely on: every field, its order and its type.
TEST(Json, HasEveryFieldInItsOrder) {
  const RecordInfo record{.source = "new/1.eml", .index = 3, .key = "k1"};
  EXPECT_EQ(
      json(testing::user_unknown(), record),
      R"({"schema":1,"source":"new/1.eml","index":3,"key":"k1","kind":"failure","truncated":false,)"
      R"("reporting_mta":"mx1.example.org","generator":"postfix",)"
      R"("date":"2026-01-02T03:04:05+09:00",)"
      R"("original":{"from":"me@example.org","to":"you@example.net","subject":"Hello",)"
      R"("message_id":"<1@example.org>"},)"
      R"("recipients":[{"address":"you@example.net","alias":"you@mail.example.net",)"
      R"("action":"failed","reply_code":550,"status":"5.1.1","status_from":"diagnostic",)"
      R"("cause":"user-unknown","persistence":"permanent","list_action":"remove","acts":"sender",)"
      R"("command":"RCPT","remote_mta":"mx.example.net","diagnostic":"550 5.1.1 No such user",)"
      R"("evidence":[{"what":"reply-code","part":"1","line":2,"column":3,"text":"550"},)"
      R"({"what":"status","part":"1","line":2,"column":7,"text":"5.1.1"},)"
      R"({"what":"phrase","part":"1","line":2,"column":13,"text":"No such user"}],)"
      R"("conflicts":[]}]})");
}

TEST(Json, SaysNullForWhatIsNotKnown) {
  testing::Sample sample = testing::not_a_bounce();
  EXPECT_EQ(json(sample), R"({"schema":1,"source":"-","index":1,"key":null,"kind":"not-a-bounce",)"
                          R"("truncated":false,"reporting_mta":null,"generator":null,"date":null,)"
                          R"("original":{"from":null,"to":null,"subject":null,"message_id":null},)"
                          R"("recipients":[]})");

  sample.diagnosis.recipients.emplace_back();
  EXPECT_NE(json(sample).find(
                R"([{"address":null,"alias":null,"action":null,"reply_code":null,"status":null,)"
                R"("status_from":null,"cause":null,"persistence":"unknown","list_action":"watch",)"
                R"("acts":"sender","command":null,"remote_mta":null,"diagnostic":null,)"
                R"("evidence":[],"conflicts":[]}])"),
            std::string::npos);
}

TEST(Json, LeavesOutWhatWasOverruled) {
  testing::Sample sample = testing::user_unknown();
  RecipientDiagnosis& recipient = sample.diagnosis.recipients[0];
  recipient.evidence = {sample.evidence(EvidenceKind::reply_code, "550", "the status is nearer"),
                        sample.evidence(EvidenceKind::status, "5.1.1")};
  recipient.conflicts = {"a \"b\"", "c"};
  EXPECT_NE(json(sample).find(R"("evidence":[{"what":"status","part":"1","line":2,"column":7,)"
                              R"("text":"5.1.1"}],"conflicts":["a \"b\"","c"])"),
            std::string::npos);
}

TEST(Json, CopiesAnEmptyKeyAndTellsTruncation) {
  const std::string out =
      json(testing::not_a_bounce(), {.source = "a\xff", .key = "", .truncated = true});
  EXPECT_NE(out.find("\"source\":\"a\ufffd\",\"index\":1,\"key\":\"\",\"kind\""),
            std::string::npos);
  EXPECT_NE(out.find("\"truncated\":true"), std::string::npos);
}

TEST(Json, TellsPlacesInAnyOrderAndOutsideOfTheText) {
  testing::Sample sample("a\r\nb\nc");
  RecipientDiagnosis recipient;
  for (const std::uint32_t offset : {5U, 0U, 3U, 99U}) {
    recipient.evidence.push_back({EvidenceKind::phrase, {0, offset, 1}, nullptr, ""});
  }
  recipient.evidence.push_back({EvidenceKind::phrase, {7, 0, 1}, nullptr, ""});
  sample.diagnosis.recipients.push_back(recipient);
  EXPECT_NE(json(sample).find(R"([{"what":"phrase","part":"1","line":3,"column":1,"text":"c"},)"
                              R"({"what":"phrase","part":"1","line":1,"column":1,"text":"a"},)"
                              R"({"what":"phrase","part":"1","line":2,"column":1,"text":"b"},)"
                              R"({"what":"phrase","part":"1","line":3,"column":2,"text":""},)"
                              R"({"what":"phrase","part":"1","line":1,"column":1,"text":""}])"),
            std::string::npos);
}

}  // namespace
}  // namespace whybounce
