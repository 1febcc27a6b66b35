// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>

#include "render/numbers.h"
#include "render/place_finder.h"
#include "render/redact.h"
#include "whybounce/catalog.h"
#include "whybounce/render.h"

namespace whybounce {
namespace {

using Row = Field::Row;
using Scratch = Field::Scratch;

// A column that shows a text of the diagnosis or of its recipient as it is.
template <auto Member>
std::string_view diagnosis_text(const Row& row, Scratch&) {
  return row.diagnosis.*Member;
}
template <auto Member>
std::string_view original_text(const Row& row, Scratch&) {
  return row.diagnosis.original.*Member;
}
template <auto Member>
std::string_view recipient_text(const Row& row, Scratch&) {
  return row.recipient == nullptr ? std::string_view() : row.recipient->*Member;
}

// A column that shows a term of the vocabulary, present always or only sometimes.
template <auto Member>
std::string_view recipient_name(const Row& row, Scratch&) {
  return row.recipient == nullptr ? std::string_view() : name_of(row.recipient->*Member);
}
template <auto Member>
std::string_view recipient_optional_name(const Row& row, Scratch&) {
  const bool is_known = row.recipient != nullptr && row.recipient->*Member;
  return is_known ? name_of(*(row.recipient->*Member)) : std::string_view();
}

template <typename T>
std::string_view digits_of(const T& number, Scratch& scratch) {
  static_assert(sizeof scratch.digits >= kDigitsRoom);
  const char* const end = write_digits(scratch.digits, number);
  return {scratch.digits, static_cast<std::size_t>(end - scratch.digits)};
}

template <auto Member>
std::string_view recipient_code(const Row& row, Scratch& scratch) {
  const bool is_known = row.recipient != nullptr && row.recipient->*Member;
  return is_known ? digits_of(*(row.recipient->*Member), scratch) : std::string_view();
}

std::string_view source(const Row& row, Scratch&) {
  return row.record.source;
}

std::string_view index(const Row& row, Scratch& scratch) {
  return digits_of(row.record.index, scratch);
}

std::string_view key(const Row& row, Scratch&) {
  return row.record.key.value_or("");
}

std::string_view kind(const Row& row, Scratch&) {
  return name_of(row.diagnosis.kind);
}

std::string_view truncated(const Row& row, Scratch&) {
  return row.record.truncated ? "true" : "false";
}

std::string_view rule(const Row& row, Scratch&) {
  if (row.recipient == nullptr || row.recipient->rule == nullptr) return {};
  return row.recipient->rule->id();
}

std::string_view evidence(const Row& row, Scratch& scratch) {
  if (row.recipient == nullptr) return {};
  scratch.words.clear();
  bool first = true;
  for (const Evidence& piece : row.recipient->evidence) {
    if (!piece.overruled.empty()) continue;
    if (!first) scratch.words += "; ";
    first = false;
    const std::string_view words = words_of(row.message, piece.span);
    scratch.words += row.record.redacted ? masked_names(words) : words;
  }
  return scratch.words;
}

std::string_view conflicts(const Row& row, Scratch& scratch) {
  if (row.recipient == nullptr) return {};
  scratch.words.clear();
  for (std::size_t i = 0; i < row.recipient->conflicts.size(); ++i) {
    if (i > 0) scratch.words += "; ";
    scratch.words += row.recipient->conflicts[i];
  }
  return scratch.words;
}

constexpr bool kPlain = true;

constexpr std::array kFields = std::to_array<Field>({
    {"source", "the path as given, \"-\" for standard input, or \"argument\"", source},
    {"index", "which record of that source, from 1", index, kPlain},
    {"key", "with --keyed, what stood before the line's first TAB", key},
    {"kind", "failure, delay, delivered, complaint, auto-reply or not-a-bounce", kind, kPlain},
    {"truncated", "true if the record is longer than --max-record", truncated, kPlain},
    {"reporting_mta", "the host that wrote the report", diagnosis_text<&Diagnosis::reporting_mta>},
    {"generator", "the software or service that wrote it", diagnosis_text<&Diagnosis::generator>},
    {"date", "of the report, ISO 8601", diagnosis_text<&Diagnosis::date>},
    {"from", "the returned message's sender", original_text<&OriginalMessage::from>},
    {"to", "the returned message's recipients", original_text<&OriginalMessage::to>},
    {"subject", "the returned message's subject", original_text<&OriginalMessage::subject>},
    {"message_id", "the returned message's id", original_text<&OriginalMessage::message_id>},
    {"address", "the recipient that the sender wrote to",
     recipient_text<&RecipientDiagnosis::address>},
    {"alias", "the recipient's other address, where a report tells two",
     recipient_text<&RecipientDiagnosis::alias>},
    {"action", "failed, delayed, delivered, relayed or expanded",
     recipient_optional_name<&RecipientDiagnosis::action>, kPlain},
    {"reply_code", "the SMTP reply code", recipient_code<&RecipientDiagnosis::reply_code>, kPlain},
    {"status", "the enhanced status code that stands in the report",
     recipient_code<&RecipientDiagnosis::status>, kPlain},
    {"status_from", "where that was read: diagnostic, field or text",
     recipient_optional_name<&RecipientDiagnosis::status_from>, kPlain},
    {"cause", "why it was not delivered; see --list causes",
     recipient_optional_name<&RecipientDiagnosis::cause>, kPlain},
    {"persistence", "permanent, transient, delivered or unknown",
     recipient_name<&RecipientDiagnosis::persistence>, kPlain},
    {"list_action", "what a mailing list should do with the address: remove, watch or keep",
     recipient_name<&RecipientDiagnosis::list_action>, kPlain},
    {"acts", "whose move it is: sender, sender-admin, recipient, recipient-admin or nobody",
     recipient_name<&RecipientDiagnosis::acts>, kPlain},
    {"command", "the SMTP command that was refused", recipient_text<&RecipientDiagnosis::command>},
    {"remote_mta", "the host that refused", recipient_text<&RecipientDiagnosis::remote_mta>},
    {"diagnostic", "its words, as one line", recipient_text<&RecipientDiagnosis::diagnostic>},
    {"evidence", "the words that the verdict rests on", evidence},
    {"conflicts", "where codes and words disagree", conflicts},
    {"rule", "the id of the rule that decided; see --list rules", rule},
});

constexpr const Field* field_named(std::string_view name) {
  for (const Field& field : kFields) {
    if (field.name == name) return &field;
  }
  return nullptr;
}

constexpr std::array<const Field*, 13> kDefaultFields{
    field_named("source"),      field_named("index"),  field_named("kind"),
    field_named("address"),     field_named("action"), field_named("reply_code"),
    field_named("status"),      field_named("cause"),  field_named("persistence"),
    field_named("list_action"), field_named("acts"),   field_named("remote_mta"),
    field_named("diagnostic"),
};
static_assert(std::ranges::find(kDefaultFields, nullptr) == kDefaultFields.end());

}  // namespace

std::span<const Field> fields() {
  return kFields;
}

std::span<const Field* const> default_fields() {
  return kDefaultFields;
}

const Field* find_field(std::string_view name) {
  return field_named(name);
}

}  // namespace whybounce
