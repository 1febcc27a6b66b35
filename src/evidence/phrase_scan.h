// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "catalog/rule_set.h"

namespace whybounce {

// A phrase of a rule set that stands in a text.
struct PhraseHit {
  std::uint32_t phrase;  // RuleSet::uses(phrase) tells what it is good for
  std::uint32_t offset;  // where its first word begins
  std::uint32_t length;  // to the end of its last word
  bool at_line_start;    // nothing but punctuation and blanks stands before it on its line
};

// Finds all phrases in one pass. Holds the working memory, reused from text to text.
class PhraseScanner {
 public:
  // Appends the hits in text[begin, end), ordered by the place where they end, then by length
  // (longest first). Offsets are into `text`. Cost: linear in the text, whatever it holds.
  void scan(const RuleSet& rules, std::string_view text, std::uint32_t begin, std::uint32_t end,
            std::vector<PhraseHit>& hits);
};

}  // namespace whybounce
