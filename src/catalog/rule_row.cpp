// SPDX-License-Identifier: MIT
#include "catalog/rule_row.h"

#include <algorithm>
#include <array>
#include <utility>

#include "ascii.h"

namespace whybounce {
namespace {

constexpr auto kRuleKeys = std::to_array<KeySpec>({
    {"Rule", true},
    {"Phrase"},
    {"With"},
    {"Host"},
    {"Status"},
    {"Reply"},
    {"Cause", true},
    {"Acts"},
    {"Vague"},
    {"Over"},
    {"Note"},
    {"Source", true, true},
    {"Example", true, true},
    {"Not", false, true},
});

constexpr auto kMarkerKeys = std::to_array<KeySpec>({
    {"Marker", true},
    {"Role", true},
    {"Place", true},
    {"Phrase", true, true},
    {"Value"},
    {"Source", true, true},
    {"Example", true, true},
    {"Not", false, true},
});

constexpr std::string_view kIdForm = "lower-case letters, digits and hyphens";

// In the order of the enums.
constexpr auto kRoles = std::to_array<std::string_view>(
    {"original-begins", "recipients-follow", "recipients-end", "recipient-label", "failure",
     "delay", "delivered", "relayed", "expanded", "auto-reply", "complaint", "generator", "command",
     "command-lead", "command-label", "host-lead"});
constexpr auto kPlaces = std::to_array<std::string_view>({"subject", "header", "line", "anywhere"});

template <typename Enum, std::size_t N>
std::optional<Enum> find_in(const std::array<std::string_view, N>& names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Enum>(found - names.begin());
}

std::optional<MarkerRole> parse_role(std::string_view name) {
  return find_in<MarkerRole>(kRoles, name);
}
std::optional<MarkerPlace> parse_place(std::string_view name) {
  return find_in<MarkerPlace>(kPlaces, name);
}

template <std::size_t N>
std::string one_of(const std::array<std::string_view, N>& names) {
  std::string result = "one of";
  for (const std::string_view name : names) {
    result += ' ';
    result += name;
  }
  return result;
}

// A domain of at least two labels, in lower case.
std::optional<std::string> parse_domain(std::string_view text) {
  bool has_dot = false;
  char before = '.';
  for (const char c : text) {
    const bool is_edge = before == '.' || before == '-';
    if (c == '.'   ? is_edge
        : c == '-' ? before == '.'
                   : !ascii::is_lower(c) && !ascii::is_digit(c)) {
      return std::nullopt;
    }
    has_dot = has_dot || c == '.';
    before = c;
  }
  if (!has_dot || before == '.' || before == '-') return std::nullopt;
  return std::string(text);
}

std::optional<bool> parse_yes(std::string_view text) {
  if (text == "yes") return true;
  return std::nullopt;
}

void read_phrase(RowReader& row, const StanzaField& field, Phrase& into) {
  if (const auto error = parse_phrase(field.value, into)) {
    row.report(field, error->offset, std::string(field.key) + ": " + error->reason);
  }
}

std::vector<const StanzaField*> fields_of(const Stanza& stanza, std::string_view key) {
  std::vector<const StanzaField*> result;
  for (const StanzaField& field : stanza) {
    if (field.key == key && !field.value.empty()) result.push_back(&field);
  }
  return result;
}

std::string reply_text(ReplyRange reply) {
  return std::to_string(reply.low) + '-' + std::to_string(reply.high);
}

void read_conditions(RowReader& reader, RuleRow& row) {
  if (const StanzaField* field = reader.find("Phrase")) read_phrase(reader, *field, row.phrase);
  if (const StanzaField* field = reader.find("With")) read_phrase(reader, *field, row.with);
  row.host =
      reader.parse("Host", parse_domain, "a domain in lower case, such as google.com").value_or("");
  row.status = reader.parse("Status", StatusPattern::parse,
                            "a status code: 5.1.1, x.1.1, 5.7.x or 5.7.606-649");
  row.reply = reader.parse("Reply", parse_reply_range, "a reply code: 550, 5xx or 550-559")
                  .value_or(ReplyRange{});
}

}  // namespace

std::uint32_t RuleRow::weight() const {
  std::uint32_t weight = phrase.weight() + with.weight();
  if (status) {
    const bool is_single =
        status->status_class && status->first_detail && status->first_detail == status->last_detail;
    weight += is_single ? 10 : 5;
  }
  if (reply.low != 0) weight += reply.low == reply.high ? 10 : 5;
  if (!host.empty()) weight += 10;
  return weight;
}

std::string RuleRow::conditions() const {
  return phrase.canonical() + '\n' + with.canonical() + '\n' + host + '\n' +
         (status ? status->to_string() : "") + '\n' + reply_text(reply);
}

std::vector<const StanzaField*> RuleRow::fields(std::string_view key) const {
  return fields_of(*stanza, key);
}

const StanzaField& RuleRow::field(std::string_view key) const {
  const auto found = fields_of(*stanza, key);
  return found.empty() ? stanza->front() : *found.front();
}

std::vector<const StanzaField*> MarkerRow::fields(std::string_view key) const {
  return fields_of(*stanza, key);
}

std::optional<RuleRow> read_rule_row(const DataFile& file, const Stanza& stanza,
                                     std::vector<DataError>& errors) {
  RowReader reader(file, stanza, kRuleKeys, errors);
  RuleRow row;
  row.file = &file;
  row.stanza = &stanza;
  row.id = reader.parse("Rule", parse_id, kIdForm).value_or("");
  read_conditions(reader, row);
  if (reader.find("Phrase") == nullptr) {
    if (reader.find("Status") == nullptr) {
      reader.report(stanza.front(), 0, "a rule needs Phrase or Status");
    } else if (reader.find("Host") == nullptr && reader.find("With") == nullptr) {
      reader.report(stanza.front(), 0,
                    "a rule without Phrase needs Host or With: what a code alone says to everybody "
                    "belongs into code-causes.txt");
    }
  }
  row.cause =
      reader.parse("Cause", parse_cause, "one that --list causes has").value_or(Cause::unknown);
  row.acts = reader.parse("Acts", parse_actor,
                          "one of sender sender-admin recipient recipient-admin nobody");
  row.vague = reader.parse("Vague", parse_yes, "yes, or left out").value_or(false);
  reader.check_sources();
  if (!reader.is_good()) return std::nullopt;
  return row;
}

std::optional<MarkerRow> read_marker_row(const DataFile& file, const Stanza& stanza,
                                         std::vector<DataError>& errors) {
  RowReader reader(file, stanza, kMarkerKeys, errors);
  MarkerRow row;
  row.file = &file;
  row.stanza = &stanza;
  row.id = reader.parse("Marker", parse_id, kIdForm).value_or("");
  row.role = reader.parse("Role", parse_role, one_of(kRoles)).value_or(MarkerRole::failure);
  row.place = reader.parse("Place", parse_place, one_of(kPlaces)).value_or(MarkerPlace::anywhere);
  row.value = reader.parse("Value", parse_id, kIdForm).value_or("");
  for (const StanzaField* field : reader.find_all("Phrase")) {
    read_phrase(reader, *field, row.phrases.emplace_back());
  }
  const StanzaField* value = reader.find("Value");
  const bool names = row.role == MarkerRole::generator || row.role == MarkerRole::command;
  if (names && value == nullptr) {
    reader.report(stanza.front(), 0, "a marker of the roles generator and command needs Value");
  }
  if (!names && value != nullptr) {
    reader.report(*value, 0, "Value is for the roles generator and command only");
  }
  reader.check_sources();
  if (!reader.is_good()) return std::nullopt;
  return row;
}

}  // namespace whybounce
