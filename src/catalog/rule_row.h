// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "catalog/phrase_compile.h"
#include "catalog/row_reader.h"
#include "catalog/rule_set.h"
#include "catalog/stanza.h"

namespace whybounce {

// A `Rule:` stanza, read. What is asked for nowhere is empty.
struct RuleRow {
  const DataFile* file = nullptr;
  const Stanza* stanza = nullptr;
  std::string id;
  Phrase phrase;  // no segments: a rule on a code alone
  Phrase with;
  std::string host;
  std::optional<StatusPattern> status;
  ReplyRange reply;
  Cause cause = Cause::unknown;
  std::optional<Actor> acts;
  bool vague = false;

  // The part of Rule::specificity that data/README.md describes.
  [[nodiscard]] std::uint32_t weight() const;
  // Its conditions in one line: equal for rules that hold for the same texts.
  [[nodiscard]] std::string conditions() const;
  // Of a repeatable key.
  [[nodiscard]] std::vector<const StanzaField*> fields(std::string_view key) const;
  // The field of that key; the first field of the row where it has none.
  [[nodiscard]] const StanzaField& field(std::string_view key) const;
};

// A `Marker:` stanza, read.
struct MarkerRow {
  const DataFile* file = nullptr;
  const Stanza* stanza = nullptr;
  std::string id;
  MarkerRole role = MarkerRole::failure;
  MarkerPlace place = MarkerPlace::anywhere;
  std::vector<Phrase> phrases;
  std::string value;

  [[nodiscard]] std::vector<const StanzaField*> fields(std::string_view key) const;
};

// Nothing where mistakes were reported.
[[nodiscard]] std::optional<RuleRow> read_rule_row(const DataFile& file, const Stanza& stanza,
                                                   std::vector<DataError>& errors);
[[nodiscard]] std::optional<MarkerRow> read_marker_row(const DataFile& file, const Stanza& stanza,
                                                       std::vector<DataError>& errors);

}  // namespace whybounce
