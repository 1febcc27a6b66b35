// SPDX-License-Identifier: MIT
#include "cli/filter.h"

#include <gtest/gtest.h>

namespace whybounce::cli {
namespace {

Diagnosis two_recipients() {
  Diagnosis diagnosis;
  diagnosis.kind = Kind::failure;
  diagnosis.recipients.resize(2);
  diagnosis.recipients[0].cause = Cause::user_unknown;
  diagnosis.recipients[0].persistence = Persistence::permanent;
  diagnosis.recipients[0].list_action = ListAction::remove;
  diagnosis.recipients[1].persistence = Persistence::delivered;
  diagnosis.recipients[1].list_action = ListAction::keep;
  return diagnosis;
}

TEST(Filter, KeepsAllUnlessTold) {
  Diagnosis diagnosis = two_recipients();
  EXPECT_TRUE(apply_filter({}, diagnosis));
  EXPECT_EQ(diagnosis.recipients.size(), 2U);
  Diagnosis nothing;
  EXPECT_TRUE(apply_filter({}, nothing));
}

TEST(Filter, TakesRecipientsOut) {
  Diagnosis diagnosis = two_recipients();
  EXPECT_TRUE(apply_filter({.kinds = {}, .causes = {Cause::user_unknown}}, diagnosis));
  ASSERT_EQ(diagnosis.recipients.size(), 1U);
  EXPECT_EQ(diagnosis.recipients[0].cause, Cause::user_unknown);

  diagnosis = two_recipients();
  EXPECT_TRUE(apply_filter({.list_actions = {ListAction::keep, ListAction::watch}}, diagnosis));
  ASSERT_EQ(diagnosis.recipients.size(), 1U);
  EXPECT_FALSE(diagnosis.recipients[0].cause);
}

TEST(Filter, WantsAllConditionsAtOnce) {
  Diagnosis diagnosis = two_recipients();
  EXPECT_FALSE(apply_filter(
      {.causes = {Cause::user_unknown}, .persistences = {Persistence::transient}}, diagnosis));
  EXPECT_TRUE(diagnosis.recipients.empty());
}

TEST(Filter, AsksForTheKindOfRecordsWithoutRecipients) {
  Diagnosis diagnosis;
  diagnosis.kind = Kind::auto_reply;
  EXPECT_TRUE(apply_filter({.kinds = {Kind::auto_reply}}, diagnosis));
  EXPECT_FALSE(apply_filter({.kinds = {Kind::failure}}, diagnosis));
  EXPECT_FALSE(apply_filter({.causes = {Cause::unknown}}, diagnosis));
}

}  // namespace
}  // namespace whybounce::cli
