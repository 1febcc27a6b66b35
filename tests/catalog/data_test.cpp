// SPDX-License-Identifier: MIT
// Protects: what data/ became, as the program sees it. The checks that stop the build are in the
// compiler of data/; here stands what only the finished tables can show.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "catalog/phrase_tables.h"
#include "catalog/rule_set.h"
#include "whybounce/catalog.h"
#include "whybounce/diagnosis.h"
#include "whybounce/message.h"

namespace whybounce {
namespace {

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

TEST(Data, EveryCauseHasAnExplanationAndAdvice) {
  for (const CauseRow& row : causes()) {
    EXPECT_FALSE(row.title.empty()) << row.name;
    EXPECT_FALSE(row.explanation.empty()) << row.name;
    EXPECT_FALSE(row.advice.empty()) << row.name;
    EXPECT_FALSE(row.source.empty()) << row.name;
  }
}

TEST(Data, EveryCauseIsReached) {
  std::set<Cause> reached;
  for (const Rule& rule : rules()) reached.insert(rule.cause);
  for (const CodeCauseRow& row : code_causes()) reached.insert(row.cause);
  for (const CauseRow& row : causes()) {
    EXPECT_TRUE(reached.contains(row.id) || row.id == Cause::unknown) << row.name;
  }
}

TEST(Data, CodesHaveAllTheirTexts) {
  for (const ReplyCodeRow& row : reply_codes()) {
    EXPECT_FALSE(row.title.empty() || row.meaning.empty() || row.source.empty()) << row.code;
  }
  for (const StatusRow& row : status_codes()) {
    EXPECT_FALSE(row.title.empty() || row.meaning.empty() || row.source.empty())
        << row.pattern.to_string();
  }
}

TEST(Data, EveryProviderCodeIsFoundByItself) {
  std::set<const ProviderRow*> used;
  for (const ProviderCodeRow& row : provider_codes()) {
    EXPECT_EQ(find_provider_code(row.code), &row) << row.code;
    EXPECT_FALSE(row.meaning.empty() || row.source.empty()) << row.code;
    used.insert(&row.provider());
  }
  for (const ProviderRow& row : providers()) {
    EXPECT_TRUE(used.contains(&row)) << row.id << " has no codes";
    EXPECT_FALSE(row.name.empty() || row.source.empty()) << row.id;
    EXPECT_FALSE(row.hosts.empty() && row.words.empty()) << row.id;
  }
}

TEST(Data, RulesAreUniqueAndTotallyOrdered) {
  std::set<std::string_view> ids;
  std::set<std::uint32_t> specificities;
  for (const Rule& rule : rules()) {
    EXPECT_TRUE(ids.insert(rule.id()).second) << rule.id();
    EXPECT_TRUE(specificities.insert(rule.specificity).second) << rule.id();
    EXPECT_FALSE(rule.source().empty()) << rule.id();
    EXPECT_FALSE(rule.examples().empty()) << rule.id();
    EXPECT_EQ(rule.reply_low == 0, rule.reply_high == 0) << rule.id();
  }
}

// The whole way that a line of text goes: what data/README.md promises of an example.
TEST(Data, EachExampleSelectsItsRule) {
  Diagnoser diagnoser;
  Diagnosis diagnosis;
  for (const Rule& rule : rules()) {
    for (const std::string_view example : lines_of(rule.examples())) {
      Message message = parse_text(example);
      diagnoser.diagnose(message, diagnosis);
      ASSERT_FALSE(diagnosis.recipients.empty()) << rule.id() << ": " << example;
      const Rule* selected = diagnosis.recipients.front().rule;
      EXPECT_EQ(selected, &rule) << rule.file() << ':' << rule.line << ": " << rule.id()
                                 << ", but this example selects "
                                 << (selected == nullptr ? "none" : selected->id()) << ": "
                                 << example;
    }
  }
}

TEST(Data, RulesWithoutAPhraseAreListed) {
  const RuleSet& set = RuleSet::built_in();
  std::vector<std::uint32_t> expected;
  for (std::uint32_t i = 0; i < set.rules().size(); ++i) {
    if (set.rules()[i].phrase().empty()) expected.push_back(i);
  }
  EXPECT_TRUE(std::equal(expected.begin(), expected.end(), set.code_rules().begin(),
                         set.code_rules().end(),
                         [](std::uint32_t rule, const CodeRule& row) { return rule == row.rule; }));
}

TEST(Data, EveryUseNamesARow) {
  const RuleSet& set = RuleSet::built_in();
  std::map<std::uint32_t, int> phrases_of_rules;
  for (const PhraseUse& use : set.phrases().uses) {
    if (use.role == PhraseUse::Role::marker) {
      EXPECT_LT(use.index, set.markers().size());
    } else {
      ASSERT_LT(use.index, set.rules().size());
      if (use.role == PhraseUse::Role::rule_phrase) ++phrases_of_rules[use.index];
    }
  }
  EXPECT_EQ(phrases_of_rules.size() + set.code_rules().size(), set.rules().size());
}

TEST(Data, GeneratorsAndCommandsHaveNames) {
  for (const Marker& marker : RuleSet::built_in().markers()) {
    const bool names = marker.role == MarkerRole::generator || marker.role == MarkerRole::command;
    EXPECT_EQ(marker.value().empty(), !names) << marker.id();
    EXPECT_FALSE(marker.phrases().empty()) << marker.id();
  }
}

}  // namespace
}  // namespace whybounce
