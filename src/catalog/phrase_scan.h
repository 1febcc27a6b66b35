// SPDX-License-Identifier: MIT
#pragma once

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
    std::uint32_t flags;  // that word's
  };
  // A gap that the text is in, since its last word before it.
  struct Gap {
    std::uint64_t last_chunk = 0;  // in which a word may still go on behind it
    std::uint32_t last_word = 0;   // the number of the last word that may
    std::uint32_t begin = 0;
    std::uint32_t flags = 0;
  };
  struct State;

  void begin_thread(const Thread& thread, State& state);
  void make_room(State& state);
  void leave_gaps(const PhraseTables& tables, const Word& word, std::uint32_t number, State& state);
  void arrive(const PhraseTables& tables, const Word& word, State& state,
              std::vector<PhraseHit>& hits);

  std::vector<Thread> threads_ = std::vector<Thread>(32);
  std::vector<Gap> gaps_;
  std::uint64_t first_chunk_ = 0;  // of the text at hand: greater than any of the ones before
};

}  // namespace whybounce
