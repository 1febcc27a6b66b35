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
std::uint16_t find_word(const PhraseTables& tables, std::string_view text, const Word& word) {
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

// The node's child; kNone if it has none by this word.
std::uint32_t find_child(const PhraseTables& tables, std::uint32_t parent, std::uint32_t word) {
  const std::uint32_t child = tables.nodes[parent].first_child + word;
  return tables.nodes[child].parent == parent ? child : kNone;
}

// Whether a phrase ends or a gap begins here.
bool is_station(const PhraseTables::Node& node) {
  return (node.phrase & node.gap) != kNone;
}

}  // namespace

void PhraseScanner::scan(const PhraseTables& tables, std::string_view text, std::uint32_t begin,
                         std::uint32_t end, std::vector<PhraseHit>& hits) {
  begin_scan(tables);
  WordReader reader(text, begin, end);
  for (std::span<const Word> words = reader.next(); !words.empty(); words = reader.next()) {
    // All look-ups first: they do not wait for each other.
    for (std::size_t i = 0; i < words.size(); ++i) numbers_[i] = find_word(tables, text, words[i]);
    for (std::size_t i = 0; i < words.size(); ++i) {
      ++word_count_;
      if (numbers_[i] == 0) {
        threads_.clear();
      } else if (advance(tables, words[i], numbers_[i])) {
        arrive(tables, words[i], hits);
      }
    }
  }
}

void PhraseScanner::begin_scan(const PhraseTables& tables) {
  threads_.clear();
  word_count_ = 0;
  has_gaps_ = false;
  if (gaps_.size() < tables.gap_count) gaps_.resize(tables.gap_count);
  if (++scan_ == 0) {  // after 2^32 scans
    std::fill(gaps_.begin(), gaps_.end(), Gap{});
    scan_ = 1;
  }
}

bool PhraseScanner::advance(const PhraseTables& tables, const Word& word, std::uint32_t number) {
  bool arrives = false;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < threads_.size(); ++i) {
    const std::uint32_t child = find_child(tables, threads_[i].node, number);
    if (child == kNone) continue;
    threads_[kept] = {child, threads_[i].begin, threads_[i].at_line_start};
    arrives |= is_station(tables.nodes[child]);
    ++kept;
  }
  threads_.resize(kept);
  const PhraseTables::WordRow& row = tables.words[number];
  const std::uint32_t gap_edges_end = tables.words[number + 1].gap_edges;
  if (row.gap_edges != gap_edges_end && may_be_in_gap(word)) {
    arrives |= leave_gaps(tables, word, row.gap_edges, gap_edges_end);
  }
  if (row.root != kNone) {
    threads_.push_back({row.root, word.begin, word.at_line_start});
    arrives |= is_station(tables.nodes[row.root]);
  }
  return arrives;
}

bool PhraseScanner::may_be_in_gap(const Word& word) const {
  return has_gaps_ && last_gap_paragraph_ == word.paragraph &&
         word.chunk <= last_gap_chunk_ + kMaxGapChunks + 1;
}

// A gap ends before any word that goes on behind it. The state of a gap is what its latest word
// before it left there: every later beginning of the gap is the better one for the words to come.
bool PhraseScanner::leave_gaps(const PhraseTables& tables, const Word& word, std::uint32_t begin,
                               std::uint32_t end) {
  bool arrives = false;
  for (const PhraseTables::GapEdge edge : tables.gap_edges.subspan(begin, end - begin)) {
    const Gap& gap = gaps_[edge.gap];
    if (gap.scan != scan_ || gap.paragraph != word.paragraph) continue;
    if (word.chunk > gap.chunk + kMaxGapChunks + 1) continue;
    if (word_count_ > gap.word + kMaxGapWords + 1) continue;
    threads_.push_back({edge.node, gap.begin, gap.at_line_start});
    arrives |= is_station(tables.nodes[edge.node]);
  }
  return arrives;
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
      has_gaps_ = true;
      last_gap_paragraph_ = word.paragraph;
      last_gap_chunk_ = word.chunk;
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
