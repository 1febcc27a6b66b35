// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "catalog/phrase_tables.h"
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
  // (longest first). Of several places where a phrase with gaps could begin and end at the same
  // word, the last one counts. Offsets are into `text`. Cost: linear in the text, whatever it
  // holds.
  void scan(const PhraseTables& tables, std::string_view text, std::uint32_t begin,
            std::uint32_t end, std::vector<PhraseHit>& hits);
  void scan(const RuleSet& rules, std::string_view text, std::uint32_t begin, std::uint32_t end,
            std::vector<PhraseHit>& hits) {
    scan(rules.phrases(), text, begin, end, hits);
  }

 private:
  // A way through the trie that the last words of the text went.
  struct Thread {
    std::uint32_t node;
    std::uint32_t begin;  // where its first word stands
    bool at_line_start;
  };
  // A gap that the text is in, since its last word before it.
  struct Gap {
    std::uint32_t scan = 0;  // the number of the scan that wrote it; of any other one, it is stale
    std::uint32_t word = 0;
    std::uint32_t chunk = 0;
    std::uint32_t paragraph = 0;
    std::uint32_t begin = 0;
    bool at_line_start = false;
  };

  void begin_scan(const PhraseTables& tables);
  // Whether a gap may be open at that word.
  [[nodiscard]] bool may_be_in_gap(const Word& word) const;
  // Moves all threads on by a word, and starts new ones. True if one of them has come to the end of
  // a phrase or to a gap.
  bool advance(const PhraseTables& tables, const Word& word, std::uint32_t number);
  bool leave_gaps(const PhraseTables& tables, const Word& word, std::uint32_t begin,
                  std::uint32_t end);
  void arrive(const PhraseTables& tables, const Word& word, std::vector<PhraseHit>& hits);

  std::vector<Thread> threads_;
  std::vector<Gap> gaps_;
  std::uint32_t scan_ = 0;
  std::uint32_t word_count_ = 0;
  // The latest gap that was written, of them all: behind it by too much, none is open.
  std::uint32_t last_gap_paragraph_ = 0;
  std::uint32_t last_gap_chunk_ = 0;
  bool has_gaps_ = false;
  std::array<std::uint16_t, WordReader::kBatch> numbers_;
};

}  // namespace whybounce
