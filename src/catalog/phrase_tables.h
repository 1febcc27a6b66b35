// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "catalog/rule_set.h"
#include "catalog/words.h"

// All phrases of a rule set as one trie of words: plain tables, so that those of the built-in rules
// are constexpr data. Made by compile_phrases() (phrase_compile.h).
//
//   "no such user", "no such * here":
//
//     no -> such -> user        phrase 0
//                -> (gap)       gap 0: -> here    phrase 1
namespace whybounce {

inline constexpr std::uint32_t kMaxSegmentWords = 64;  // of a phrase, between its gaps
inline constexpr std::uint32_t kMaxGapChunks = 8;      // blank-separated runs of text in a gap
inline constexpr std::uint32_t kMaxGapWords = 64;      // for scripts without blanks
inline constexpr std::uint32_t kNone = 0xFFFFFFFF;
inline constexpr std::uint32_t kNoParent = 0xFFFFFFFE;

struct PhraseTables {
  // A word of a phrase: all that a scan wants to know of it in half a cache line.
  struct WordRow {
    std::uint64_t head;       // Word::head
    std::uint64_t gaps;       // the bits of the gaps that it may end (bit_of_gap())
    std::uint32_t text;       // where the whole word stands in word_text
    std::uint32_t root;       // the node that a phrase beginning with it leads to, or kNone
    std::uint32_t gap_edges;  // the first of its gap edges; they end where the next row's begin
    std::uint16_t length;     // in bytes
    bool is_station;          // a phrase ends, or a gap begins, at the root
  };
  // A double array: the child by a word stands at first_child + word, if the node that stands there
  // has this parent. There are always as many nodes behind first_child as there are words.
  struct Node {
    std::uint32_t first_child;
    std::uint32_t parent;  // kNone where the place is free; kNoParent for the first node of a way
    std::uint32_t phrase;  // that ends here, or kNone
    std::uint32_t gap;     // that begins here, or kNone
  };
  struct GapEdge {
    std::uint32_t gap;
    std::uint32_t node;
  };

  std::string_view word_text;
  // An open-addressing hash table of the words' numbers: a power of two of places, more than half
  // of them free (0), so that most words that no phrase has cost one look into a small table.
  std::span<const std::uint16_t> numbers;
  std::span<const WordRow> words;  // by number; one more at the end. Number 0 is no word.
  std::span<const Node> nodes;
  std::span<const GapEdge> gap_edges;
  std::span<const std::uint32_t> first_uses;  // by phrase; one more at the end
  std::span<const PhraseUse> uses;
  std::span<const MarkerRoles> marker_roles;  // by phrase: of the markers among its uses
  std::uint32_t gap_count = 0;

  // What a phrase is good for.
  [[nodiscard]] std::span<const PhraseUse> uses_of(std::uint32_t phrase) const {
    const std::uint32_t begin = first_uses[phrase];
    return uses.subspan(begin, first_uses[phrase + 1] - begin);
  }
};

// Where the search for a word begins; `tail` is the word's last 8 bytes where it has more than 8,
// else 0.
[[nodiscard]] constexpr std::size_t word_hash(std::uint64_t head, std::uint64_t tail) {
  const std::uint64_t mixed = (head ^ tail * 0xC2B2AE3D27D4EB4FULL) * 0x9E3779B97F4A7C15ULL;
  return static_cast<std::size_t>(mixed >> 32);
}

// Gaps share 64 bits, so that a scan can tell for most words by one of these sets that they end no
// gap.
[[nodiscard]] constexpr std::uint64_t bit_of_gap(std::uint32_t gap) {
  return std::uint64_t{1} << (gap & 63);
}

}  // namespace whybounce
