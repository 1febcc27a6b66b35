// SPDX-License-Identifier: MIT
#include "catalog/built_in.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "catalog/phrase_tables.h"
#include "catalog/rule_set.h"

namespace whybounce {
namespace {

#include "rule_tables.inc"

constexpr PhraseTables kPhrases = {kWordText,  kWordNumbers, kWordRows,    kNodes,   kGapEdges,
                                   kFirstUses, kUses,        kMarkerRoles, kGapCount};

constexpr RuleSet kRuleSet(kRules, kMarkers, kPhrases, kCodeRules);

}  // namespace

const char* const kBuiltInText = kText;

const RuleSet& RuleSet::built_in() {
  return kRuleSet;
}

std::span<const Rule> rules() {
  return kRules;
}

}  // namespace whybounce
