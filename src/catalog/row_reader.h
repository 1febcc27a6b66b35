// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "catalog/stanza.h"
#include "whybounce/status.h"

namespace whybounce {

// A key that a kind of row knows.
struct KeySpec {
  std::string_view name;
  bool is_required = false;
  bool is_repeatable = false;
};

// One stanza read as a row of a known kind. Mistakes are reported with their place.
class RowReader {
 public:
  // Reports keys that are unknown, doubled or missing. The first key is that of the row's name.
  RowReader(const DataFile& file, const Stanza& stanza, std::span<const KeySpec> keys,
            std::vector<DataError>& errors);

  // Null where the row has none, or an empty one.
  [[nodiscard]] const StanzaField* find(std::string_view key) const;
  [[nodiscard]] std::vector<const StanzaField*> find_all(std::string_view key) const;
  // The value; empty where there is none.
  [[nodiscard]] std::string text(std::string_view key) const;
  // The values of a repeatable key, a line each.
  [[nodiscard]] std::string texts(std::string_view key) const;

  // Reads a value with a parser of the form optional<T>(string_view); `expected` says in an error
  // message what it should be.
  template <typename Parse>
  auto parse(std::string_view key, Parse parser, std::string_view expected)
      -> decltype(parser(std::string_view())) {
    const StanzaField* field = find(key);
    if (field == nullptr) return std::nullopt;
    auto value = parser(std::string_view(field->value));
    if (!value) report(*field, 0, wrong_value(*field, expected));
    return value;
  }

  // Reports sources that are none of the kinds that data/README.md names.
  void check_sources();

  void report(const StanzaField& field, std::size_t offset, std::string reason);
  // Nothing was reported for this row.
  [[nodiscard]] bool is_good() const { return errors_.size() == errors_before_; }

 private:
  [[nodiscard]] static std::string wrong_value(const StanzaField& field, std::string_view expected);

  const DataFile& file_;
  const Stanza& stanza_;
  std::vector<DataError>& errors_;
  std::size_t errors_before_;
};

// "550", "5xx", "55x", "550-559": the lowest and the highest code.
struct ReplyRange {
  std::uint16_t low = 0;
  std::uint16_t high = 0;
};
[[nodiscard]] std::optional<ReplyRange> parse_reply_range(std::string_view text);

// Lower-case letters, digits and hyphens; begins with a letter or a digit.
[[nodiscard]] std::optional<std::string> parse_id(std::string_view text);

// Of the order in data/: by bytes, but digits that stand together count as a number. Negative, 0 or
// positive.
[[nodiscard]] int compare_naturally(std::string_view a, std::string_view b);

// A row's name as a reader sees it: "Rule: google-421".
[[nodiscard]] std::string name_of_row(const StanzaField& first_field);

}  // namespace whybounce
