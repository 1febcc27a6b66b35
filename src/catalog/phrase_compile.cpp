// SPDX-License-Identifier: MIT
#include "catalog/phrase_compile.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <utility>

#include "ascii.h"
#include "catalog/words.h"

namespace whybounce {
namespace {

// The head and the tail of a folded word, as a scan reads them.
std::uint64_t bytes_as_number(std::string_view bytes) {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < bytes.size() && i < sizeof number; ++i) {
    number |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << 8 * i;
  }
  return number;
}

std::uint64_t head_of(std::string_view word) {
  return bytes_as_number(word);
}

std::uint64_t tail_of(std::string_view word) {
  constexpr std::size_t kLength = sizeof(std::uint64_t);
  return word.size() > kLength ? bytes_as_number(word.substr(word.size() - kLength)) : 0;
}

// The first letter or digit that the words leave out: a code that stands alone.
std::optional<std::size_t> find_left_out(std::string_view text, std::span<const Word> words) {
  std::size_t at = 0;
  for (std::size_t i = 0; i <= words.size(); ++i) {
    const std::size_t next = i < words.size() ? words[i].begin : text.size();
    for (; at < next; ++at) {
      if (ascii::is_alnum(text[at])) return at;
    }
    if (i < words.size()) at = words[i].begin + words[i].length;
  }
  return std::nullopt;
}

std::optional<PhraseError> parse_segment(std::string_view text, std::vector<std::string>& into) {
  std::vector<Word> words;
  for_each_word(text, 0, static_cast<std::uint32_t>(text.size()),
                [&](const Word& word) { words.push_back(word); });
  for (const Word& word : words) {
    if (word.length > kMaxWordLength) return PhraseError{word.begin, "this word is too long"};
    if (word.head == 0) {
      return PhraseError{word.begin, "an e-mail address matches nothing: use * for it"};
    }
    into.push_back(folded(text, word));
  }
  if (const auto code = find_left_out(text, words)) {
    return PhraseError{*code, "codes are left out before matching: use Reply or Status for it"};
  }
  if (into.empty()) return PhraseError{0, "there must be words on both sides of a *"};
  if (into.size() > kMaxSegmentWords) {
    return PhraseError{words[kMaxSegmentWords].begin,
                       "more than " + std::to_string(kMaxSegmentWords) + " words without a *"};
  }
  return std::nullopt;
}

}  // namespace

std::string Phrase::canonical() const {
  std::string result;
  for (const auto& segment : segments) {
    if (!result.empty()) result += " *";
    for (const std::string& word : segment) {
      if (!result.empty()) result += ' ';
      result += word;
    }
  }
  return result;
}

std::uint32_t Phrase::weight() const {
  std::uint32_t weight = 0;
  for (const auto& segment : segments) {
    for (const std::string& word : segment) {
      weight += ascii::is_beyond(word[0]) ? 1 : static_cast<std::uint32_t>(word.size());
    }
  }
  return weight;
}

std::optional<PhraseError> parse_phrase(std::string_view text, Phrase& into) {
  into.segments.clear();
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('*', begin), text.size());
    into.segments.emplace_back();
    if (auto error = parse_segment(text.substr(begin, end - begin), into.segments.back())) {
      error->offset += begin;
      if (into.segments.back().empty() && begin == 0 && end == text.size()) {
        error->reason = "there are no words in it";
      }
      return error;
    }
    begin = end + 1;
  }
  return std::nullopt;
}

std::uint32_t PhraseCompiler::child_of(std::uint32_t node, const std::string& word) {
  const auto next = static_cast<std::uint32_t>(nodes_.size());
  const auto [entry, is_new] = nodes_[node].children.try_emplace(word, next);
  const std::uint32_t child = entry->second;
  if (is_new) nodes_.emplace_back();
  return child;
}

std::uint32_t PhraseCompiler::gap_of(std::uint32_t node) {
  if (nodes_[node].gap == kNone) {
    nodes_[node].gap = static_cast<std::uint32_t>(gaps_.size());
    gaps_.push_back(static_cast<std::uint32_t>(nodes_.size()));
    nodes_.emplace_back();
  }
  return gaps_[nodes_[node].gap];
}

std::uint32_t PhraseCompiler::add(const Phrase& phrase, PhraseUse use) {
  std::uint32_t node = 0;
  for (std::size_t i = 0; i < phrase.segments.size(); ++i) {
    if (i != 0) node = gap_of(node);
    for (const std::string& word : phrase.segments[i]) node = child_of(node, word);
  }
  std::uint32_t& number = nodes_[node].phrase;
  if (number == kNone) {
    number = static_cast<std::uint32_t>(uses_.size());
    uses_.emplace_back();
  }
  uses_[number].push_back(use);
  return number;
}

// Writes the tables of one trie.
class PhraseCompiler::Layout {
 public:
  Layout(const PhraseCompiler& trie, CompiledPhrases& out) : trie_(trie), out_(out) {}

  [[nodiscard]] bool number_words() {
    for (const Node& node : trie_.nodes_) {
      for (const auto& child : node.children) numbers_.emplace(child.first, 0);
    }
    if (numbers_.size() > std::numeric_limits<std::uint16_t>::max() - 1U) return false;
    std::uint16_t number = 0;
    for (auto& [word, its_number] : numbers_) its_number = ++number;
    return true;
  }

  void write_words() {
    out_.numbers_.assign(std::bit_ceil(2 * numbers_.size() + 1), 0);
    out_.words_.assign(numbers_.size() + 2, {0, 0, 0, kNone, 0, 0, false});
    const std::size_t mask = out_.numbers_.size() - 1;
    for (const auto& [word, number] : numbers_) {
      std::size_t i = word_hash(head_of(word), tail_of(word)) & mask;
      while (out_.numbers_[i] != 0) i = (i + 1) & mask;
      out_.numbers_[i] = number;
      PhraseTables::WordRow& row = out_.words_[number];
      row.head = head_of(word);
      row.text = static_cast<std::uint32_t>(out_.word_text_.size());
      row.length = static_cast<std::uint16_t>(word.size());
      out_.word_text_.insert(out_.word_text_.end(), word.begin(), word.end());
    }
  }

  void write_nodes() {
    for (const auto& [word, node] : trie_.nodes_[0].children) {
      PhraseTables::WordRow& row = out_.words_[numbers_.at(word)];
      row.root = begin_way(node);
      row.is_station = trie_.nodes_[node].phrase != kNone || trie_.nodes_[node].gap != kNone;
    }
    std::vector<std::vector<PhraseTables::GapEdge>> edges(out_.words_.size());
    for (std::uint32_t gap = 0; gap < trie_.gaps_.size(); ++gap) {
      for (const auto& [word, node] : trie_.nodes_[trie_.gaps_[gap]].children) {
        edges[numbers_.at(word)].push_back({gap, begin_way(node)});
        out_.words_[numbers_.at(word)].gaps |= bit_of_gap(gap);
      }
    }
    for (std::size_t word = 0; word < edges.size(); ++word) {
      out_.words_[word].gap_edges = static_cast<std::uint32_t>(out_.gap_edges_.size());
      out_.gap_edges_.insert(out_.gap_edges_.end(), edges[word].begin(), edges[word].end());
    }
    // Those with many children first, as long as there is much room.
    std::stable_sort(waiting_.begin(), waiting_.end(), [&](const Placed& a, const Placed& b) {
      return trie_.nodes_[a.node].children.size() > trie_.nodes_[b.node].children.size();
    });
    for (std::size_t i = 0; i < waiting_.size(); ++i) place_children(waiting_[i]);
    std::uint32_t end = 0;
    for (const PhraseTables::Node& node : out_.nodes_) end = std::max(end, node.first_child);
    grow(end + static_cast<std::uint32_t>(numbers_.size()) + 1);
  }

  void write_uses() {
    for (const auto& uses : trie_.uses_) {
      out_.first_uses_.push_back(static_cast<std::uint32_t>(out_.uses_.size()));
      out_.uses_.insert(out_.uses_.end(), uses.begin(), uses.end());
      MarkerRoles roles = 0;
      for (const PhraseUse& use : uses) {
        if (use.role == PhraseUse::Role::marker) roles |= bit_of(use.marker_role);
      }
      out_.marker_roles_.push_back(roles);
    }
    out_.first_uses_.push_back(static_cast<std::uint32_t>(out_.uses_.size()));
  }

 private:
  struct Placed {
    std::uint32_t node;  // in the trie
    std::uint32_t at;    // in the tables
  };

  [[nodiscard]] bool is_free(std::uint32_t at) const {
    return at >= out_.nodes_.size() || out_.nodes_[at].parent == kNone;
  }

  void grow(std::uint32_t size) {
    if (out_.nodes_.size() < size) out_.nodes_.resize(size, {0, kNone, kNone, kNone});
  }

  void put(std::uint32_t node, std::uint32_t at, std::uint32_t parent) {
    grow(at + 1);
    out_.nodes_[at] = {0, parent, trie_.nodes_[node].phrase, trie_.nodes_[node].gap};
    if (!trie_.nodes_[node].children.empty()) waiting_.push_back({node, at});
    while (!is_free(first_free_)) ++first_free_;
  }

  // Nodes that are found by their word alone, or behind a gap, stand anywhere.
  std::uint32_t begin_way(std::uint32_t node) {
    const std::uint32_t at = first_free_;
    put(node, at, kNoParent);
    return at;
  }

  void place_children(const Placed parent) {
    const auto& children = trie_.nodes_[parent.node].children;
    const std::uint32_t least = numbers_.at(children.begin()->first);
    std::uint32_t base = first_free_ > least ? first_free_ - least : 0;
    while (!std::all_of(children.begin(), children.end(), [&](const auto& child) {
      return is_free(base + numbers_.at(child.first));
    })) {
      ++base;
    }
    for (const auto& [word, node] : children) put(node, base + numbers_.at(word), parent.at);
    out_.nodes_[parent.at].first_child = base;
  }

  const PhraseCompiler& trie_;
  CompiledPhrases& out_;
  std::map<std::string, std::uint16_t> numbers_;
  std::vector<Placed> waiting_;  // nodes whose children have no place yet
  std::uint32_t first_free_ = 0;
};

std::optional<CompiledPhrases> PhraseCompiler::compile() const {
  CompiledPhrases result;
  Layout layout(*this, result);
  if (!layout.number_words()) return std::nullopt;
  layout.write_words();
  layout.write_nodes();
  layout.write_uses();
  result.tables_.word_text = {result.word_text_.data(), result.word_text_.size()};
  result.tables_.numbers = result.numbers_;
  result.tables_.words = result.words_;
  result.tables_.nodes = result.nodes_;
  result.tables_.gap_edges = result.gap_edges_;
  result.tables_.first_uses = result.first_uses_;
  result.tables_.uses = result.uses_;
  result.tables_.marker_roles = result.marker_roles_;
  result.tables_.gap_count = static_cast<std::uint32_t>(gaps_.size());
  return result;
}

}  // namespace whybounce
