// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "catalog/phrase_compile.h"
#include "catalog/rule_set.h"
#include "catalog/stanza.h"

namespace whybounce {

// A rule set that owns its tables. Moving it keeps pointers to its rules valid.
class OwnRules {
 public:
  OwnRules(OwnRules&&) noexcept = default;
  OwnRules& operator=(OwnRules&&) noexcept = default;

  [[nodiscard]] const RuleSet& rule_set() const { return *rule_set_; }
  // All texts of the rules and markers: what their slices are taken from.
  [[nodiscard]] std::string_view text() const { return {text_.data(), text_.size()}; }

 private:
  friend class RuleSetBuilder;
  explicit OwnRules(CompiledPhrases phrases)
      : phrases_(std::make_unique<const CompiledPhrases>(std::move(phrases))) {}

  std::vector<char> text_;
  std::vector<Rule> rules_;
  std::vector<Marker> markers_;
  std::vector<CodeRule> code_rules_;
  std::unique_ptr<const CompiledPhrases> phrases_;
  std::optional<RuleSet> rule_set_;
};

struct LoadedRules {
  std::optional<OwnRules> rules;  // present if and only if there are no errors
  std::vector<DataError> errors;  // by file and line
};

// Reads files of `Rule:` and `Marker:` stanzas (data/README.md) and checks all of them together.
// Rules are in the order of the files. The bytes may go away afterwards.
struct RuleFile {
  std::string name;
  std::string_view bytes;
};
[[nodiscard]] LoadedRules load_rules(std::span<const RuleFile> files);

}  // namespace whybounce
