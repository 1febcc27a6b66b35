// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <string>

#include "render/sample.h"
#include "whybounce/render.h"

namespace whybounce {
namespace {

std::string brief(const testing::Sample& sample, const RecordInfo& record = {}) {
  std::string out;
  render_brief(sample.diagnosis, record, out);
  return out;
}

TEST(Brief, SaysTheVerdictInOneLine) {
  EXPECT_EQ(brief(testing::user_unknown(), {.source = "new/1.eml"}),
            "new/1.eml: you@example.net: permanent user-unknown (550 5.1.1): "
            "550 5.1.1 No such user\n");
}

TEST(Brief, NumbersRecordsOfOneSource) {
  EXPECT_EQ(brief(testing::not_a_bounce(), {.source = "a.mbox", .index = 7, .numbered = true}),
            "a.mbox:7: not-a-bounce\n");
}

TEST(Brief, LeavesOutWhatIsNotKnown) {
  testing::Sample sample = testing::not_a_bounce();
  sample.diagnosis.kind = Kind::failure;
  RecipientDiagnosis& recipient = sample.diagnosis.recipients.emplace_back();
  EXPECT_EQ(brief(sample), "-: failed\n");
  recipient.cause = Cause::unknown;
  recipient.status = EnhancedStatus::parse("4.0.0");
  recipient.persistence = Persistence::transient;
  EXPECT_EQ(brief(sample), "-: transient unknown (4.0.0)\n");
}

TEST(Brief, SaysWhatIsNoFailure) {
  testing::Sample sample = testing::not_a_bounce();
  sample.diagnosis.kind = Kind::delay;
  RecipientDiagnosis& recipient = sample.diagnosis.recipients.emplace_back();
  recipient.address = "a@b";
  recipient.action = Action::delayed;
  recipient.cause = Cause::greylisted;
  EXPECT_EQ(brief(sample), "-: a@b: delayed greylisted\n");
  recipient.cause.reset();
  recipient.action = Action::relayed;
  EXPECT_EQ(brief(sample), "-: a@b: relayed\n");
  sample.diagnosis.kind = Kind::complaint;
  recipient.action.reset();
  EXPECT_EQ(brief(sample), "-: a@b: complaint\n");
}

TEST(Brief, EscapesWhatComesFromAMail) {
  testing::Sample sample = testing::user_unknown();
  sample.diagnosis.recipients[0].address = "a\x1b@b";
  sample.diagnosis.recipients[0].diagnostic = "no\u202e";
  EXPECT_EQ(brief(sample, {.source = "a\nb"}),
            "a\\nb: a\\x1b@b: permanent user-unknown (550 5.1.1): no\\u{202e}\n");
}

}  // namespace
}  // namespace whybounce
