// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "whybounce/catalog.h"

namespace whybounce {

// What a marker's wording tells about the report that it stands in.
enum class MarkerRole : std::uint8_t {
  original_begins,    // from this line on it is the returned message: no evidence any more
  recipients_follow,  // the addresses on the next lines are those that failed (or are delayed)
  recipients_end,     // behind that list: addresses are no recipients any more
  recipient_label,    // the address behind these words is a recipient
  failure,            // says that a delivery failed
  delay,              // says that a delivery is late and still being tried
  delivered,          // says that it was delivered
  relayed,            // says that it was handed on to a system that sends no reports
  expanded,           // says that it went to the members of a list
  auto_reply,         // a vacation note, a ticket system, a challenge
  complaint,          // a recipient calls a mail spam
  generator,          // names the software or service that wrote the report (Marker::value())
  command,            // says which SMTP command was refused (Marker::value())
  command_lead,       // the words behind it name that command
  command_label,      // so do those behind it and a colon
  host_lead,          // the word behind it is the host that refused
};

// Roles as a set of bits.
using MarkerRoles = std::uint32_t;
[[nodiscard]] constexpr MarkerRoles bit_of(MarkerRole role) {
  return MarkerRoles{1} << static_cast<unsigned>(role);
}

// Where a marker's wording counts.
enum class MarkerPlace : std::uint8_t {
  subject,   // in the Subject field
  header,    // anywhere in the message's own header
  line,      // at the beginning of a line of the text
  anywhere,  // in the subject or the text
};

// A row of data/markers.txt. It may have several wordings. Texts are kept as in Rule.
class Marker {
 public:
  [[nodiscard]] std::string_view id() const { return text(texts.id); }
  // A generator's name, or a command; empty for the other roles.
  [[nodiscard]] std::string_view value() const { return text(texts.value); }
  // Several phrases, sources or examples stand on a line each.
  [[nodiscard]] std::string_view phrases() const { return text(texts.phrases); }
  [[nodiscard]] std::string_view source() const { return text(texts.source); }
  [[nodiscard]] std::string_view examples() const { return text(texts.examples); }

  MarkerRole role = MarkerRole::failure;
  MarkerPlace place = MarkerPlace::anywhere;

  struct Texts {
    const char* block = nullptr;  // null: the built-in one
    Rule::Slice id, value, phrases, source, examples;
  };
  Texts texts;

 private:
  [[nodiscard]] std::string_view text(Rule::Slice slice) const;
};

// What a phrase is good for: one phrase can serve several rows.
struct PhraseUse {
  enum class Role : std::uint8_t { rule_phrase, rule_with, marker } role;
  // The marker's; for a rule they mean nothing.
  MarkerRole marker_role;
  MarkerPlace marker_place;
  std::uint32_t index;  // into rules() or markers()
};

// A rule without a phrase. Its status pattern is a range of codes as numbers, some bits left out, so
// that many of them are compared quickly.
struct CodeRule {
  std::uint32_t rule;  // into rules()
  std::uint32_t mask;
  std::uint32_t first;
  std::uint32_t last;

  [[nodiscard]] static CodeRule of(std::uint32_t rule, const StatusPattern& pattern);
  // Codes sorted into places by subject and detail; those with a detail of 63 and more share one.
  static constexpr std::uint32_t kPlaces = 8 * 64;
  [[nodiscard]] static constexpr std::uint32_t place_of(std::uint32_t status) {
    const std::uint32_t detail = status & 0x3FF;
    return (status >> 10 & 7) << 6 | (detail < 63 ? detail : 63);
  }
  // Whether a code of that place may match.
  [[nodiscard]] constexpr bool touches(std::uint32_t place) const {
    const std::uint32_t subject = place >> 6;
    const std::uint32_t detail = place & 63;
    const bool any_subject = (mask >> 10 & 0x3FF) == 0;
    const bool any_detail = (mask & 0x3FF) == 0;
    const bool of_subject = any_subject || (first >> 10 & 7) == subject;
    const std::uint32_t low = first & 0x3FF;
    const std::uint32_t high = last & 0x3FF;
    const bool of_detail =
        any_detail || (detail == 63 ? high >= 63 : low <= detail && detail <= high);
    return of_subject && of_detail;
  }
  [[nodiscard]] bool matches(std::uint32_t status) const {
    return (status & mask) - first <= last - first;
  }
};

// A status code as CodeRule::matches() takes it: ten bits for each number.
[[nodiscard]] inline std::uint32_t number_of(const EnhancedStatus& status) {
  return static_cast<std::uint32_t>(status.status_class() << 20 | status.subject() << 10 |
                                    status.detail());
}

struct PhraseTables;  // what PhraseScanner works on: phrase_tables.h

// Rules and markers with everything that is needed to find their phrases in a text in one pass: a
// view of tables that live elsewhere. The built-in tables are constexpr data; those for the user's
// own rules are made by load_rules() (rule_file.h).
class RuleSet {
 public:
  constexpr RuleSet(std::span<const Rule> rules, std::span<const Marker> markers,
                    const PhraseTables& phrases, std::span<const CodeRule> code_rules)
      : rules_(rules), markers_(markers), code_rules_(code_rules), phrases_(&phrases) {
    for (std::size_t i = 0; i < code_rules.size(); ++i) {
      for (std::uint32_t place = 0; place < CodeRule::kPlaces; ++place) {
        if (code_rules[i].touches(place)) code_rules_at_[place] |= std::uint64_t{1} << i % 64;
      }
    }
  }

  [[nodiscard]] static const RuleSet& built_in();

  [[nodiscard]] std::span<const Rule> rules() const { return rules_; }
  [[nodiscard]] std::span<const Marker> markers() const { return markers_; }
  // `phrase` is a PhraseHit's.
  [[nodiscard]] std::span<const PhraseUse> uses(std::uint32_t phrase) const;
  // Calls see(rule) for the rules without a phrase, in their order, that are for that number_of() a
  // status code: none for most.
  template <typename See>
  void for_each_code_rule(std::uint32_t status, See see) const {
    const std::uint64_t may_match = code_rules_at_[CodeRule::place_of(status)];
    if (may_match == 0) return;
    for (std::size_t first = 0; first < code_rules_.size(); first += 64) {
      for (std::uint64_t bits = may_match; bits != 0; bits &= bits - 1) {
        const std::size_t i = first + static_cast<std::size_t>(std::countr_zero(bits));
        if (i >= code_rules_.size()) break;
        if (code_rules_[i].matches(status)) see(code_rules_[i]);
      }
    }
  }
  // The rules without a phrase.
  [[nodiscard]] std::span<const CodeRule> code_rules() const { return code_rules_; }
  [[nodiscard]] const PhraseTables& phrases() const { return *phrases_; }

 private:
  std::span<const Rule> rules_;
  std::span<const Marker> markers_;
  std::span<const CodeRule> code_rules_;
  const PhraseTables* phrases_;
  // Which of them may match a code of that place: bit i stands for the rules i, i + 64, …
  std::array<std::uint64_t, CodeRule::kPlaces> code_rules_at_ = {};
};

}  // namespace whybounce
