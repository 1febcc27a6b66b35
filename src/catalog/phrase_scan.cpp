// SPDX-License-Identifier: MIT
#include "catalog/phrase_scan.h"

#include <algorithm>
#include <cstring>

namespace whybounce {
namespace {

constexpr std::uint32_t kHeadLength = sizeof(Word::head);

// The last bytes of a word that is longer than its head, in lower case.
std::uint64_t tail_of(std::string_view text, const Word& word) {
  std::uint64_t tail = 0;
  std::memcpy(&tail, text.data() + word.begin + word.length - kHeadLength, kHeadLength);
  return tail | 0x2020202020202020;
}

bool rest_is_equal(std::string_view text, const Word& word, std::string_view known) {
  for (std::uint32_t i = kHeadLength; i < word.length; ++i) {
    if ((text[word.begin + i] | 0x20) != known[i]) return false;
  }
  return true;
}

// The word's number; 0 if no phrase has it.
std::uint32_t find_word(const PhraseTables& tables, std::string_view text, const Word& word) {
  if (word.head == 0) return 0;
  const bool is_long = word.length > kHeadLength;
  const std::uint64_t tail = is_long ? tail_of(text, word) : 0;
  const std::size_t mask = tables.slots.size() - 1;
  for (std::size_t i = word_hash(word.head, tail) & mask;; i = (i + 1) & mask) {
    const PhraseTables::WordSlot& slot = tables.slots[i];
    if (slot.length == 0) return 0;
    if (slot.head != word.head || slot.length != word.length) continue;
    if (!is_long || rest_is_equal(text, word, tables.word_text.substr(slot.text, slot.length))) {
      return slot.word;
    }
  }
}

std::uint32_t find_child(const PhraseTables& tables, std::uint32_t parent, std::uint32_t word) {
  constexpr std::uint32_t kFew = 8;
  const PhraseTables::Node& node = tables.nodes[parent];
  const std::span<const PhraseTables::Node> children =
      tables.nodes.subspan(node.first_child, node.child_count);
  std::size_t i = 0;
  if (children.size() > kFew) {
    const auto least = [](const PhraseTables::Node& child, std::uint32_t number) {
      return child.word < number;
    };
    i = static_cast<std::size_t>(std::lower_bound(children.begin(), children.end(), word, least) -
                                 children.begin());
  } else {
    while (i < children.size() && children[i].word < word) ++i;
  }
  if (i == children.size() || children[i].word != word) return kNone;
  return node.first_child + static_cast<std::uint32_t>(i);
}

}  // namespace

void PhraseScanner::scan(const PhraseTables& tables, std::string_view text, std::uint32_t begin,
                         std::uint32_t end, std::vector<PhraseHit>& hits) {
  begin_scan(tables);
  WordReader reader(text, begin, end);
  for (std::span<const Word> words = reader.next(); !words.empty(); words = reader.next()) {
    for (const Word& word : words) read_word(tables, text, word, hits);
  }
}

void PhraseScanner::begin_scan(const PhraseTables& tables) {
  threads_.clear();
  word_count_ = 0;
  if (gaps_.size() < tables.gap_count) gaps_.resize(tables.gap_count);
  if (++scan_ == 0) {  // after 2^32 scans
    std::fill(gaps_.begin(), gaps_.end(), Gap{});
    scan_ = 1;
  }
}

void PhraseScanner::read_word(const PhraseTables& tables, std::string_view text, const Word& word,
                              std::vector<PhraseHit>& hits) {
  ++word_count_;
  const std::uint32_t number = find_word(tables, text, word);
  if (number == 0) {
    threads_.clear();
    return;
  }
  next_threads_.clear();
  for (const Thread& thread : threads_) {
    const std::uint32_t child = find_child(tables, thread.node, number);
    if (child != kNone) next_threads_.push_back({child, thread.begin, thread.at_line_start});
  }
  leave_gaps(tables, word, number);
  if (const std::uint32_t root = tables.words[number].root; root != kNone) {
    next_threads_.push_back({root, word.begin, word.at_line_start});
  }
  threads_.swap(next_threads_);
  arrive(tables, word, hits);
}

// A gap ends before any word that goes on behind it. The state of a gap is what its latest word
// before it left there: every later beginning of the gap is the better one for the words to come.
void PhraseScanner::leave_gaps(const PhraseTables& tables, const Word& word, std::uint32_t number) {
  const std::uint32_t end = tables.words[number + 1].gap_edges;
  for (std::uint32_t i = tables.words[number].gap_edges; i < end; ++i) {
    const PhraseTables::GapEdge edge = tables.gap_edges[i];
    const Gap& gap = gaps_[edge.gap];
    if (gap.scan != scan_ || gap.paragraph != word.paragraph) continue;
    if (word.chunk > gap.chunk + kMaxGapChunks + 1) continue;
    if (word_count_ > gap.word + kMaxGapWords + 1) continue;
    next_threads_.push_back({edge.node, gap.begin, gap.at_line_start});
  }
}

// All threads first go on by the word, and only then leave their traces: a gap must not be
// overwritten by this word before the threads that go on behind it have read it.
void PhraseScanner::arrive(const PhraseTables& tables, const Word& word,
                           std::vector<PhraseHit>& hits) {
  const std::size_t first_hit = hits.size();
  for (const Thread& thread : threads_) {
    const PhraseTables::Node& node = tables.nodes[thread.node];
    if (node.gap != kNone) {
      gaps_[node.gap] = {scan_,          word_count_,  word.chunk,
                         word.paragraph, thread.begin, thread.at_line_start};
    }
    if (node.phrase != kNone) {
      hits.push_back({node.phrase, thread.begin, word.begin + word.length - thread.begin,
                      thread.at_line_start});
    }
  }
  if (hits.size() - first_hit > 1) {
    const auto longest_first = [](const PhraseHit& a, const PhraseHit& b) {
      return a.offset != b.offset ? a.offset < b.offset : a.phrase < b.phrase;
    };
    std::sort(hits.begin() + static_cast<std::ptrdiff_t>(first_hit), hits.end(), longest_first);
  }
}

}  // namespace whybounce
