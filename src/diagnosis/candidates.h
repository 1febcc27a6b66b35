// SPDX-License-Identifier: MIT
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "catalog/rule_set.h"
#include "evidence/evidence.h"
#include "whybounce/message.h"

namespace whybounce {

// How much a candidate says, by itself.
enum class Strength : std::uint8_t {
  vague_code,     // "550", "5.0.0": next to nothing
  vague_words,    // "access denied"
  specific_code,  // "5.2.2"
  words,          // "mailbox is full"; a provider's own code
  own_rule,       // a rule of the user's
};

// A cause that something in the message speaks for.
struct Candidate {
  Cause cause = Cause::unknown;
  Strength strength = Strength::vague_code;
  Trust trust = Trust::report;
  std::uint32_t statement =
      0;  // the how-manieth of the recipient's statements; the common ones behind
  std::uint32_t wrapping = 0;     // how many replies stand around it: 0 for the innermost
  std::uint32_t specificity = 0;  // of the rule
  const Rule* rule = nullptr;     // null for a code
  SourceSpan span;                // the words, or the code
  EvidenceKind what = EvidenceKind::phrase;
  std::uint32_t segment = kNoSegment;  // the reply that it stands in: into Findings::segments

  static constexpr std::uint32_t kNoSegment = 0xFFFFFFFF;
};

// Whether two candidates rest on the same words, or parts of them.
[[nodiscard]] inline bool overlaps(const SourceSpan& a, const SourceSpan& b) {
  return a.part == b.part && a.offset < b.offset + b.length && b.offset < a.offset + a.length;
}

// What is known about the statement at hand: found when first asked for, because a statement can hold
// the same words thousands of times. Kept for its memory.
struct AroundStatement {
  struct Answer {
    std::uint32_t rule;
    bool own;
    bool holds;
  };
  bool with_found = false;
  std::vector<std::pair<bool, std::uint32_t>> with;  // own, rule: whose second phrase stands there
  std::vector<Answer> hosts;

  void clear() {
    with_found = false;
    with.clear();
    hosts.clear();
  }
};

// Finds what the statements speak for.
class CandidateFinder {
 public:
  CandidateFinder(const RuleSet& built_in, const RuleSet* own, const Message& message,
                  const Findings& findings, AroundStatement& around);

  // What is said about one recipient: appended in the order of the statements.
  void find(const RecipientFindings& recipient, std::vector<Candidate>& candidates) const;
  // What statements say that are not one recipient's own.
  void find_in_all(const std::vector<Statement>& statements,
                   std::vector<Candidate>& candidates) const;

 private:
  struct Place;  // where a rule is tried
  void find_in(const Statement& statement, std::uint32_t index, const RecipientFindings* recipient,
               std::vector<Candidate>& candidates) const;
  void add_phrases(const Place& place, std::vector<Candidate>& candidates) const;
  void add_code_rules(const Place& place, const RuleSet& rules, bool own,
                      std::vector<Candidate>& candidates) const;
  void add_codes(const Place& place, std::vector<Candidate>& candidates) const;
  bool holds(const Rule& rule, std::uint32_t index, bool own, const Place& place) const;
  bool has_with(const Place& place, std::uint32_t rule, bool own) const;
  bool has_host(const Place& place, std::uint32_t index, const Rule& rule, bool own) const;

  const RuleSet& built_in_;
  const RuleSet* own_;
  const Message& message_;
  const Findings& findings_;
  AroundStatement& around_;
};

}  // namespace whybounce
