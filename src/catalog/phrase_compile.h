// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/phrase_tables.h"

namespace whybounce {

// A phrase cut into words. The segments stand between its gaps.
struct Phrase {
  std::vector<std::vector<std::string>> segments;

  // The words, folded, with one blank between them and "*" for each gap: the same for phrases that
  // match the same texts.
  [[nodiscard]] std::string canonical() const;
  // How many letters and digits (characters beyond ASCII count as letters).
  [[nodiscard]] std::uint32_t weight() const;
};

// What is wrong with a phrase, and where in it.
struct PhraseError {
  std::size_t offset;
  std::string reason;
};

// Reads a phrase as written. A phrase that no text could ever match is an error.
[[nodiscard]] std::optional<PhraseError> parse_phrase(std::string_view text, Phrase& into);

// PhraseTables that own their tables. Moving it keeps them valid, copying is not possible.
class CompiledPhrases {
 public:
  CompiledPhrases(CompiledPhrases&&) noexcept = default;
  CompiledPhrases& operator=(CompiledPhrases&&) noexcept = default;

  [[nodiscard]] const PhraseTables& tables() const { return tables_; }

 private:
  friend class PhraseCompiler;
  CompiledPhrases() = default;

  PhraseTables tables_;
  std::vector<char> word_text_;
  std::vector<std::uint16_t> numbers_;
  std::vector<PhraseTables::WordRow> words_;
  std::vector<PhraseTables::Node> nodes_;
  std::vector<PhraseTables::GapEdge> gap_edges_;
  std::vector<std::uint32_t> first_uses_;
  std::vector<PhraseUse> uses_;
  std::vector<MarkerRoles> marker_roles_;
};

// Collects phrases and what they are good for. Equal phrases become one.
class PhraseCompiler {
 public:
  // The phrase's number, as in PhraseHit.
  std::uint32_t add(const Phrase& phrase, PhraseUse use);

  // Nothing if there are more than 65,535 different words.
  [[nodiscard]] std::optional<CompiledPhrases> compile() const;

 private:
  struct Node {
    std::map<std::string, std::uint32_t> children;
    std::uint32_t gap = kNone;  // the node that stands for the gap behind this one
    std::uint32_t phrase = kNone;
  };

  std::uint32_t child_of(std::uint32_t node, const std::string& word);
  std::uint32_t gap_of(std::uint32_t node);

  class Layout;

  std::vector<Node> nodes_ = std::vector<Node>(1);
  std::vector<std::uint32_t> gaps_;           // their nodes
  std::vector<std::vector<PhraseUse>> uses_;  // by phrase
};

}  // namespace whybounce
