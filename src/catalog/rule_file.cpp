// SPDX-License-Identifier: MIT
#include "catalog/rule_file.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

#include "catalog/rule_lint.h"
#include "catalog/rule_row.h"

namespace whybounce {
namespace {

// The rows of all files, with the stanzas that they were read from.
struct Rows {
  std::vector<DataFile> files;
  std::vector<std::vector<Stanza>> stanzas;  // by file
  std::vector<RuleRow> rules;
  std::vector<MarkerRow> markers;
};

void read_rows(Rows& rows, std::vector<DataError>& errors) {
  std::vector<NamedRow> rule_names;
  std::vector<NamedRow> marker_names;
  for (std::size_t i = 0; i < rows.files.size(); ++i) {
    const DataFile& file = rows.files[i];
    for (const Stanza& stanza : rows.stanzas[i]) {
      const StanzaField& first = stanza.front();
      if (first.key == "Rule") {
        rule_names.push_back({&file, &first});
        if (auto row = read_rule_row(file, stanza, errors)) rows.rules.push_back(std::move(*row));
      } else if (first.key == "Marker") {
        marker_names.push_back({&file, &first});
        if (auto row = read_marker_row(file, stanza, errors)) {
          rows.markers.push_back(std::move(*row));
        }
      } else {
        errors.push_back(file.error(first.at, "a stanza here must begin with Rule or Marker"));
      }
    }
  }
  check_names(rule_names, errors);
  check_names(marker_names, errors);
}

// Texts one behind the other, equal ones once.
class TextBlock {
 public:
  Rule::Slice add(const std::string& text) {
    if (text.empty()) return {};
    const Rule::Slice next{static_cast<std::uint32_t>(text_.size()),
                           static_cast<std::uint32_t>(text.size())};
    const auto [entry, is_new] = slices_.emplace(text, next);
    if (is_new) text_.insert(text_.end(), text.begin(), text.end());
    return entry->second;
  }

  [[nodiscard]] std::vector<char> take() { return std::move(text_); }

 private:
  std::vector<char> text_;
  std::map<std::string, Rule::Slice> slices_;
};

template <typename Row>
std::string joined(const Row& row, std::string_view key) {
  std::string result;
  for (const StanzaField* field : row.fields(key)) {
    if (!result.empty()) result += '\n';
    result += field->value;
  }
  return result;
}

Rule make_rule(const RuleRow& row, TextBlock& texts) {
  Rule rule;
  rule.cause = row.cause;
  rule.vague = row.vague;
  rule.acts = row.acts;
  rule.reply_low = row.reply.low;
  rule.reply_high = row.reply.high;
  rule.status = row.status;
  rule.line = row.stanza->front().at.line;
  rule.texts = {nullptr,
                texts.add(row.id),
                texts.add(joined(row, "Phrase")),
                texts.add(joined(row, "With")),
                texts.add(row.host),
                texts.add(joined(row, "Note")),
                texts.add(joined(row, "Source")),
                texts.add(joined(row, "Example")),
                texts.add(row.file->name())};
  return rule;
}

Marker make_marker(const MarkerRow& row, TextBlock& texts) {
  Marker marker;
  marker.role = row.role;
  marker.place = row.place;
  marker.texts = {nullptr,
                  texts.add(row.id),
                  texts.add(row.value),
                  texts.add(joined(row, "Phrase")),
                  texts.add(joined(row, "Source")),
                  texts.add(joined(row, "Example"))};
  return marker;
}

// The rules' weights, made different from each other: of equal ones, that with the phrase that sorts
// first is the greatest.
void set_specificity(std::span<const RuleRow> rows, std::vector<Rule>& rules) {
  std::vector<std::size_t> order(rows.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::vector<std::pair<std::uint32_t, std::string>> keys;
  for (const RuleRow& row : rows) keys.emplace_back(row.weight(), row.conditions());
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    if (keys[a].first != keys[b].first) return keys[a].first < keys[b].first;
    return keys[a].second > keys[b].second;
  });
  for (std::size_t rank = 0; rank < order.size(); ++rank) {
    rules[order[rank]].specificity = static_cast<std::uint32_t>(rank + 1);
  }
}

}  // namespace

CodeRule CodeRule::of(std::uint32_t rule, const StatusPattern& pattern) {
  constexpr std::uint32_t kNumber = 0x3FF;
  CodeRule made{rule, 0, 0, 0};
  const auto put = [&made](int from, int to, unsigned shift) {
    made.mask |= kNumber << shift;
    made.first |= static_cast<std::uint32_t>(from) << shift;
    made.last |= static_cast<std::uint32_t>(to) << shift;
  };
  if (pattern.status_class) put(*pattern.status_class, *pattern.status_class, 20);
  if (pattern.subject) put(*pattern.subject, *pattern.subject, 10);
  if (pattern.first_detail) put(*pattern.first_detail, *pattern.last_detail, 0);
  return made;
}

class RuleSetBuilder {
 public:
  // Nothing where the phrases have too many different words.
  static std::optional<OwnRules> build(std::span<const RuleRow> rules,
                                       std::span<const MarkerRow> markers) {
    std::optional<CompiledPhrases> phrases = compile(rules, markers);
    if (!phrases) return std::nullopt;
    OwnRules result(std::move(*phrases));
    TextBlock texts;
    for (const RuleRow& row : rules) {
      if (row.phrase.segments.empty()) {
        const auto index = static_cast<std::uint32_t>(result.rules_.size());
        result.code_rules_.push_back(CodeRule::of(index, *row.status));
      }
      result.rules_.push_back(make_rule(row, texts));
    }
    for (const MarkerRow& row : markers) result.markers_.push_back(make_marker(row, texts));
    set_specificity(rules, result.rules_);
    result.text_ = texts.take();
    for (Rule& rule : result.rules_) rule.texts.block = result.text_.data();
    for (Marker& marker : result.markers_) marker.texts.block = result.text_.data();
    result.rule_set_.emplace(result.rules_, result.markers_, result.phrases_->tables(),
                             result.code_rules_);
    return result;
  }

 private:
  static std::optional<CompiledPhrases> compile(std::span<const RuleRow> rules,
                                                std::span<const MarkerRow> markers) {
    PhraseCompiler compiler;
    for (std::uint32_t i = 0; i < rules.size(); ++i) {
      const RuleRow& row = rules[i];
      if (!row.phrase.segments.empty()) {
        compiler.add(row.phrase, {PhraseUse::Role::rule_phrase, {}, {}, i});
      }
      if (!row.with.segments.empty())
        compiler.add(row.with, {PhraseUse::Role::rule_with, {}, {}, i});
    }
    for (std::uint32_t i = 0; i < markers.size(); ++i) {
      for (const Phrase& phrase : markers[i].phrases) {
        compiler.add(phrase, {PhraseUse::Role::marker, markers[i].role, markers[i].place, i});
      }
    }
    return compiler.compile();
  }
};

LoadedRules load_rules(std::span<const RuleFile> files) {
  LoadedRules result;
  Rows rows;
  for (const RuleFile& file : files) rows.files.emplace_back(file.name, file.bytes);
  for (const DataFile& file : rows.files) {
    rows.stanzas.push_back(parse_stanzas(file, result.errors));
  }
  read_rows(rows, result.errors);
  check_conditions(rows.rules, result.errors);
  check_wordings(rows.markers, result.errors);
  result.rules = RuleSetBuilder::build(rows.rules, rows.markers);
  if (result.rules) {
    check_texts(rows.rules, rows.markers, result.rules->rule_set(), result.errors);
  } else {
    result.errors.push_back({files.back().name, {}, "too many different words", ""});
  }
  if (!result.errors.empty()) result.rules.reset();
  std::stable_sort(result.errors.begin(), result.errors.end(),
                   [](const DataError& a, const DataError& b) {
                     return a.file != b.file ? a.file < b.file : a.at.line < b.at.line;
                   });
  return result;
}

}  // namespace whybounce
