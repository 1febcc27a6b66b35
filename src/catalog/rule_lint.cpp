// SPDX-License-Identifier: MIT
#include "catalog/rule_lint.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "ascii.h"
#include "catalog/phrase_scan.h"
#include "catalog/text_facts.h"

namespace whybounce {
namespace {

std::string place_of(const DataFile& file, Position at) {
  return file.name() + ':' + std::to_string(at.line);
}

std::string place_of(const RuleRow& row) {
  return place_of(*row.file, row.stanza->front().at);
}

void report(std::vector<DataError>& errors, const DataFile& file, const StanzaField& field,
            std::string reason) {
  errors.push_back(file.error(field.place(0), std::move(reason)));
}

// What of a rule's phrases stands in a text.
struct RuleHit {
  bool phrase = false;
  bool with = false;
  std::uint32_t begin = 0;  // of the phrase's last occurrence
  std::uint32_t end = 0;
};

// Whether one pattern names all that the other one names.
bool covers(const StatusPattern& wide, const StatusPattern& narrow) {
  if (wide.status_class && wide.status_class != narrow.status_class) return false;
  if (wide.subject && wide.subject != narrow.subject) return false;
  if (!wide.first_detail) return true;
  return narrow.first_detail && *wide.first_detail <= *narrow.first_detail &&
         *narrow.last_detail <= *wide.last_detail;
}

// Apart from the phrases: whether a rule holds wherever another one holds.
bool covers_conditions(const RuleRow& wide, const RuleRow& narrow) {
  if (!wide.host.empty() && (narrow.host.empty() || !is_in_domain(narrow.host, wide.host))) {
    return false;
  }
  if (wide.status && (!narrow.status || !covers(*wide.status, *narrow.status))) return false;
  return wide.reply.low == 0 || (narrow.reply.low != 0 && wide.reply.low <= narrow.reply.low &&
                                 narrow.reply.high <= wide.reply.high);
}

// A text that has a rule's phrases and nothing else; something opaque stands in its gaps, and an
// empty line between the phrases, so that no other phrase reaches from one into the other.
std::string sample_of(const RuleRow& row) {
  std::string text;
  for (const char c : row.phrase.canonical() + "\n\n" + row.with.canonical()) {
    if (c == '*') {
      text += "x@y";
    } else {
      text += c;
    }
  }
  return text;
}

class TextChecker {
 public:
  TextChecker(std::span<const RuleRow> rules, std::span<const MarkerRow> markers,
              const RuleSet& rule_set, std::vector<DataError>& errors)
      : rules_(rules), markers_(markers), rule_set_(rule_set), errors_(errors) {
    for (std::uint32_t i = 0; i < rules.size(); ++i) by_id_.emplace(rules[i].id, i);
  }

  void check_rule(std::uint32_t index) {
    const RuleRow& row = rules_[index];
    for (const StanzaField* example : row.fields("Example")) check_example(index, *example);
    for (const StanzaField* text : row.fields("Not")) check_not(index, *text);
    check_contained(index);
  }

  void check_marker(std::uint32_t index) {
    const MarkerRow& row = markers_[index];
    for (const StanzaField* field : row.fields("Example")) {
      const MarkerHit hit = find_marker(index, field->value);
      if (!hit.is_there) {
        report(errors_, *row.file, *field, "no Phrase of this marker stands in this example");
      } else if (row.place == MarkerPlace::line && !hit.at_line_start) {
        report(errors_, *row.file, *field, "no Phrase of this marker begins the line here");
      }
    }
    for (const StanzaField* field : row.fields("Not")) {
      const MarkerHit hit = find_marker(index, field->value);
      if (hit.is_there && (row.place != MarkerPlace::line || hit.at_line_start)) {
        report(errors_, *row.file, *field, "this marker's Phrase stands in this text");
      }
    }
  }

 private:
  struct MarkerHit {
    bool is_there = false;
    bool at_line_start = false;
  };

  void scan(std::string_view text) {
    hits_.clear();
    scanner_.scan(rule_set_, text, 0, static_cast<std::uint32_t>(text.size()), hits_);
  }

  // By rule; those without a phrase of their own have one everywhere.
  std::map<std::uint32_t, RuleHit> find_rules(std::string_view text) {
    std::map<std::uint32_t, RuleHit> found;
    scan(text);
    for (const PhraseHit& hit : hits_) {
      for (const PhraseUse use : rule_set_.uses(hit.phrase)) {
        if (use.role == PhraseUse::Role::marker) continue;
        RuleHit& rule = found[use.index];
        if (use.role == PhraseUse::Role::rule_with) {
          rule.with = true;
        } else {
          rule.phrase = true;
          rule.begin = hit.offset;
          rule.end = hit.offset + hit.length;
        }
      }
    }
    return found;
  }

  MarkerHit find_marker(std::uint32_t index, std::string_view text) {
    MarkerHit found;
    scan(text);
    for (const PhraseHit& hit : hits_) {
      for (const PhraseUse use : rule_set_.uses(hit.phrase)) {
        if (use.role != PhraseUse::Role::marker || use.index != index) continue;
        found.is_there = true;
        found.at_line_start = found.at_line_start || hit.at_line_start;
      }
    }
    return found;
  }

  // Empty if the rule holds for the text; else, the first thing that it lacks.
  [[nodiscard]] static std::string missing(const RuleRow& row, const RuleHit& hit,
                                           const TextFacts& facts) {
    if (!row.phrase.segments.empty() && !hit.phrase) return "Phrase";
    if (!row.with.segments.empty() && !hit.with) return "With";
    if (row.status && !has_status(facts, *row.status)) return "Status";
    if (row.reply.low != 0 && !has_reply(facts, row.reply)) return "Reply";
    if (!row.host.empty() && !has_host(facts, row.host)) return "Host";
    return "";
  }

  [[nodiscard]] bool outranks(std::uint32_t a, std::uint32_t b) const {
    const Rule& rule_a = rule_set_.rules()[a];
    const Rule& rule_b = rule_set_.rules()[b];
    if (rule_a.vague != rule_b.vague) return rule_b.vague;
    return rule_a.specificity > rule_b.specificity;
  }

  // A rule that wins against this one in the text; none where the other one stands in an earlier
  // reply, which wraps this one's.
  [[nodiscard]] std::optional<std::uint32_t> find_winner(
      std::uint32_t index, const std::map<std::uint32_t, RuleHit>& found,
      const TextFacts& facts) const {
    const auto own = found.find(index);
    const std::uint32_t own_begin = own == found.end() ? 0 : own->second.begin;
    for (const auto& [other, hit] : found) {
      if (other == index || !hit.phrase || !outranks(other, index)) continue;
      if (rules_[other].conditions() == rules_[index].conditions()) continue;  // reported elsewhere
      if (!missing(rules_[other], hit, facts).empty()) continue;
      const std::uint32_t other_end = hit.end;
      const bool is_wrapped = std::any_of(
          facts.codes.begin(), facts.codes.end(),
          [&](const CodeAt& code) { return other_end <= code.offset && code.offset < own_begin; });
      if (!is_wrapped) return other;
    }
    return std::nullopt;
  }

  void check_example(std::uint32_t index, const StanzaField& field) {
    const RuleRow& row = rules_[index];
    const TextFacts facts = read_facts(field.value);
    const auto found = find_rules(field.value);
    const auto own = found.find(index);
    const std::string lacks = missing(row, own == found.end() ? RuleHit{} : own->second, facts);
    if (!lacks.empty()) {
      return report(errors_, *row.file, field,
                    "this rule's " + lacks + " does not stand in this example");
    }
    if (const auto winner = find_winner(index, found, facts)) {
      const RuleRow& other = rules_[*winner];
      report(errors_, *row.file, field,
             "another rule wins here: " + other.id + " (" + place_of(other) + ')');
    }
  }

  void check_not(std::uint32_t index, const StanzaField& field) {
    const RuleRow& row = rules_[index];
    const TextFacts facts = read_facts(field.value);
    const auto found = find_rules(field.value);
    const auto own = found.find(index);
    if (!missing(row, own == found.end() ? RuleHit{} : own->second, facts).empty()) return;
    if (find_winner(index, found, facts)) return;
    if (row.vague && !facts.codes.empty()) return;  // a code may say more
    report(errors_, *row.file, field, "this text selects the rule");
  }

  void check_contained(std::uint32_t index) {
    const RuleRow& row = rules_[index];
    const auto found = find_rules(sample_of(row));
    std::vector<std::pair<std::string, std::size_t>> over = over_ids(row);
    for (const auto& [other, hit] : found) {
      const RuleRow& contained = rules_[other];
      if (other == index || contained.cause == row.cause || !hit.phrase) continue;
      const auto listed = std::find_if(
          over.begin(), over.end(), [&](const auto& entry) { return entry.first == contained.id; });
      if (listed != over.end()) {
        over.erase(listed);
        continue;
      }
      // Vague words always lose against others.
      if (contained.vague && !row.vague) continue;
      if (!contained.with.segments.empty() && !hit.with) continue;
      if (!covers_conditions(contained, row)) continue;
      report(errors_, *row.file, row.field("Phrase"),
             "contains the words of " + contained.id + " (" + place_of(contained) +
                 "), which has another cause: if that is meant, add \"Over: " + contained.id + '"');
    }
    const StanzaField& field = row.field("Over");
    for (const auto& [id, offset] : over) {
      const bool is_known = by_id_.contains(id);
      errors_.push_back(row.file->error(
          field.place(offset),
          is_known ? "Over: " + id + " is not contained in this rule, or has the same cause"
                   : "Over: there is no rule " + id));
    }
  }

  // The ids in Over, and where they stand in its value.
  [[nodiscard]] static std::vector<std::pair<std::string, std::size_t>> over_ids(
      const RuleRow& row) {
    std::vector<std::pair<std::string, std::size_t>> ids;
    for (const StanzaField* field : row.fields("Over")) {
      const std::string& value = field->value;
      for (std::size_t i = 0; i < value.size();) {
        const std::size_t begin = value.find_first_not_of(" \t,", i);
        if (begin == std::string::npos) break;
        i = std::min(value.find_first_of(" \t,", begin), value.size());
        ids.emplace_back(value.substr(begin, i - begin), begin);
      }
    }
    return ids;
  }

  std::span<const RuleRow> rules_;
  std::span<const MarkerRow> markers_;
  const RuleSet& rule_set_;
  std::vector<DataError>& errors_;
  std::map<std::string, std::uint32_t> by_id_;
  PhraseScanner scanner_;
  std::vector<PhraseHit> hits_;
};

}  // namespace

void check_names(std::span<const NamedRow> rows, std::vector<DataError>& errors) {
  std::map<std::string_view, const NamedRow*> seen;
  const NamedRow* last = nullptr;  // the greatest one in this file so far
  for (const NamedRow& row : rows) {
    const std::string& name = row.name->value;
    const auto [entry, is_new] = seen.emplace(name, &row);
    if (!is_new) {
      const NamedRow& other = *entry->second;
      report(errors, *row.file, *row.name,
             name_of_row(*row.name) + " stands also in " + place_of(*other.file, other.name->at));
    }
    if (last != nullptr && last->file == row.file) {
      if (compare_naturally(last->name->value, name) > 0) {
        report(errors, *row.file, *row.name,
               "out of order: must stand before " + name_of_row(*last->name) + " (line " +
                   std::to_string(last->name->at.line) + ')');
        continue;
      }
    }
    last = &row;
  }
}

void check_conditions(std::span<const RuleRow> rules, std::vector<DataError>& errors) {
  std::map<std::string, const RuleRow*> seen;
  for (const RuleRow& row : rules) {
    const auto [entry, is_new] = seen.emplace(row.conditions(), &row);
    if (is_new) continue;
    const RuleRow& other = *entry->second;
    report(errors, *row.file, row.field("Phrase"),
           "the same conditions as " + other.id + " (" + place_of(other) + ')');
  }
}

void check_wordings(std::span<const MarkerRow> markers, std::vector<DataError>& errors) {
  std::map<std::string, const MarkerRow*> seen;
  for (const MarkerRow& row : markers) {
    const std::vector<const StanzaField*> fields = row.fields("Phrase");
    for (std::size_t i = 0; i < fields.size(); ++i) {
      const std::string wording = row.phrases[i].canonical() + '\n' +
                                  std::to_string(static_cast<int>(row.role)) + '\n' +
                                  std::to_string(static_cast<int>(row.place));
      const auto [entry, is_new] = seen.emplace(wording, &row);
      if (is_new) continue;
      const MarkerRow& other = *entry->second;
      report(errors, *row.file, *fields[i],
             "the same wording as in " + other.id + " (" +
                 place_of(*other.file, other.stanza->front().at) + ')');
    }
  }
}

void check_texts(std::span<const RuleRow> rules, std::span<const MarkerRow> markers,
                 const RuleSet& rule_set, std::vector<DataError>& errors) {
  TextChecker checker(rules, markers, rule_set, errors);
  for (std::uint32_t i = 0; i < rules.size(); ++i) checker.check_rule(i);
  for (std::uint32_t i = 0; i < markers.size(); ++i) checker.check_marker(i);
}

}  // namespace whybounce
