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

// A column that shows a text of the diagnosis or of its recipient as it is.
template <auto Member>
void diagnosis_text(const Row& row, std::string& out) {
  out += row.diagnosis.*Member;
}
template <auto Member>
void original_text(const Row& row, std::string& out) {
  out += row.diagnosis.original.*Member;
}
template <auto Member>
void recipient_text(const Row& row, std::string& out) {
  if (row.recipient != nullptr) out += row.recipient->*Member;
}

// A column that shows a term of the vocabulary, present always or only sometimes.
template <auto Member>
void recipient_name(const Row& row, std::string& out) {
  if (row.recipient != nullptr) out += name_of(row.recipient->*Member);
}
template <auto Member>
void recipient_optional_name(const Row& row, std::string& out) {
  if (row.recipient != nullptr && row.recipient->*Member) out += name_of(*(row.recipient->*Member));
}

template <auto Member>
void recipient_code(const Row& row, std::string& out) {
  if (row.recipient != nullptr && row.recipient->*Member) {
    append_code(out, *(row.recipient->*Member));
  }
}

void source(const Row& row, std::string& out) {
  out += row.record.source;
}

void index(const Row& row, std::string& out) {
  append_number(out, row.record.index);
}

void key(const Row& row, std::string& out) {
  out += row.record.key.value_or("");
}

void kind(const Row& row, std::string& out) {
  out += name_of(row.diagnosis.kind);
}

void truncated(const Row& row, std::string& out) {
  out += row.record.truncated ? "true" : "false";
}

void rule(const Row& row, std::string& out) {
  if (row.recipient != nullptr && row.recipient->rule != nullptr) out += row.recipient->rule->id();
}

void evidence(const Row& row, std::string& out) {
  if (row.recipient == nullptr) return;
  bool first = true;
  for (const Evidence& piece : row.recipient->evidence) {
    if (!piece.overruled.empty()) continue;
    if (!first) out += "; ";
    first = false;
    const std::string_view words = words_of(row.message, piece.span);
    out += row.record.redacted ? masked_names(words) : words;
  }
}

void conflicts(const Row& row, std::string& out) {
  if (row.recipient == nullptr) return;
  for (std::size_t i = 0; i < row.recipient->conflicts.size(); ++i) {
    if (i > 0) out += "; ";
    out += row.recipient->conflicts[i];
  }
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
