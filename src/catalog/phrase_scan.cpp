// SPDX-License-Identifier: MIT
#include "catalog/phrase_scan.h"

#include <algorithm>

#include "bytes.h"

namespace whybounce {
namespace {

constexpr std::uint32_t kHeadLength = sizeof(Word::head);
static_assert(kEmptyLineChunks > kMaxGapChunks + 1, "no gap reaches over an empty line");

// Bytes of a word, in lower case.
std::uint64_t read_bytes(const char* text) {
  return eight_bytes(text) | words::kLowerCase;
}

// Whether two words of one length are equal behind their heads but for their last bytes.
bool middle_is_equal(const char* text, const char* known, std::uint32_t length) {
  for (std::uint32_t i = kHeadLength; i + kHeadLength < length; i += kHeadLength) {
    if (read_bytes(text + i) != read_bytes(known + i)) return false;
  }
  return true;
}

// The word's number; 0 if no phrase has it.
std::uint32_t find_word(const PhraseTables& tables, const char* text, const Word& word) {
  if (word.head == 0) return 0;
  const std::uint16_t* const numbers = tables.numbers.data();
  const PhraseTables::WordRow* const rows = tables.words.data();
  const std::size_t mask = tables.numbers.size() - 1;
  if (word.length <= kHeadLength) {
    for (std::size_t i = word_hash(word.head, 0);; ++i) {
      const std::uint32_t number = numbers[i & mask];
      if (number == 0) return 0;
      if (rows[number].head == word.head && rows[number].length == word.length) return number;
    }
  }
  const std::uint64_t tail = read_bytes(text + word.length - kHeadLength);
  for (std::size_t i = word_hash(word.head, tail);; ++i) {
    const std::uint32_t number = numbers[i & mask];
    if (number == 0) return 0;
    if (rows[number].head != word.head || rows[number].length != word.length) continue;
    const char* const known = tables.word_text.data() + rows[number].text;
    if (read_bytes(known + word.length - kHeadLength) == tail &&
        middle_is_equal(text, known, word.length)) {
      return number;
    }
  }
}

// Whether a phrase ends or a gap begins here.
bool is_station(const PhraseTables::Node& node) {
  return (node.phrase & node.gap) != kNone;
}

}  // namespace

struct PhraseScanner::State {
  Thread* threads;          // those of threads_ that are in use
  Thread* threads_end;      // behind them
  Thread* room_end;         // behind all of threads_
  std::uint64_t gaps = 0;   // bit_of_gap() of each one that may be open
  std::uint32_t words = 0;  // how many there were
  bool arrives = false;     // a thread has come to the end of a phrase or to a gap
};

void PhraseScanner::scan(const PhraseTables& tables, std::string_view text, std::uint32_t begin,
                         std::uint32_t end, std::vector<PhraseHit>& hits) {
  if (gaps_.size() < tables.gap_count) gaps_.resize(tables.gap_count);
  const PhraseTables::Node* const nodes = tables.nodes.data();
  State state = {threads_.data(), threads_.data(), threads_.data() + threads_.size()};
  for_each_word(text, begin, end, [&](const Word& word) {
    ++state.words;
    const std::uint32_t number = find_word(tables, text.data() + word.begin, word);
    if (number == 0) {
      state.threads_end = state.threads;
      return;
    }
    // All threads go on by the word, and new ones begin.
    const PhraseTables::WordRow& row = tables.words[number];
    bool arrives = row.is_station;
    Thread* kept = state.threads;
    Thread* const last = state.threads_end;
    for (const Thread* thread = kept; thread != last; ++thread) {
      const std::uint32_t parent = thread->node;
      const std::uint32_t child = nodes[parent].first_child + number;
      if (nodes[child].parent != parent) continue;
      *kept++ = {child, thread->begin, thread->flags};
      arrives |= is_station(nodes[child]);
    }
    state.threads_end = kept;
    state.arrives = arrives;
    // Copies of the word, so that it stays in registers.
    if ((row.gaps & state.gaps) != 0) leave_gaps(tables, Word(word), number, state);
    if (row.root != kNone) begin_thread({row.root, word.begin, word.flags}, state);
    if (state.arrives) arrive(tables, Word(word), state, hits);
  });
  first_chunk_ += (std::uint64_t{end - begin} + 1) * (kEmptyLineChunks + 1);
}

inline void PhraseScanner::begin_thread(const Thread& thread, State& state) {
  if (state.threads_end == state.room_end) make_room(state);
  *state.threads_end++ = thread;
}

void PhraseScanner::make_room(State& state) {
  const auto count = static_cast<std::size_t>(state.threads_end - state.threads);
  threads_.resize(2 * threads_.size());
  state.threads = threads_.data();
  state.threads_end = state.threads + count;
  state.room_end = state.threads + threads_.size();
}

// A gap ends before any word that goes on behind it. The state of a gap is what its latest word
// before it left there: every later beginning of the gap is the better one for the words to come.
void PhraseScanner::leave_gaps(const PhraseTables& tables, const Word& word, std::uint32_t number,
                               State& state) {
  const std::uint32_t begin = tables.words[number].gap_edges;
  const std::uint32_t end = tables.words[number + 1].gap_edges;
  const std::uint64_t chunk = first_chunk_ + word.chunk;
  for (const PhraseTables::GapEdge edge : tables.gap_edges.subspan(begin, end - begin)) {
    const Gap& gap = gaps_[edge.gap];
    if (chunk > gap.last_chunk || state.words > gap.last_word) continue;
    begin_thread({edge.node, gap.begin, gap.flags}, state);
    state.arrives |= is_station(tables.nodes[edge.node]);
  }
}

// All threads first go on by the word, and only then leave their traces: a gap must not be
// overwritten by this word before the threads that go on behind it have read it.
void PhraseScanner::arrive(const PhraseTables& tables, const Word& word, State& state,
                           std::vector<PhraseHit>& hits) {
  const std::size_t first_hit = hits.size();
  for (const Thread& thread : std::span(state.threads, state.threads_end)) {
    const PhraseTables::Node& node = tables.nodes[thread.node];
    if (node.gap != kNone) {
      gaps_[node.gap] = {first_chunk_ + word.chunk + kMaxGapChunks + 1,
                         state.words + kMaxGapWords + 1, thread.begin, thread.flags};
      state.gaps |= bit_of_gap(node.gap);
    }
    if (node.phrase != kNone) {
      hits.push_back({node.phrase, thread.begin, word.begin + word.length - thread.begin,
                      (thread.flags & Word::kAtLineStart) != 0});
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
