// SPDX-License-Identifier: MIT
#include <cstddef>

#include "render/json_writer.h"
#include "render/place_finder.h"
#include "render/redact.h"
#include "whybounce/render.h"

// Written by hand, key by key: the shape is fixed, and a record costs little more than the copying
// of its bytes.
namespace whybounce {
namespace {

// Names of the vocabulary are plain ASCII.
void append_name(std::string& out, std::string_view name) {
  out += '"';
  out += name;
  out += '"';
}

template <typename T>
void append_optional_name(std::string& out, const std::optional<T>& value) {
  if (value) {
    append_name(out, name_of(*value));
  } else {
    out += "null";
  }
}

void append_status(std::string& out, const EnhancedStatus& status) {
  out += '"';
  append_json_number(out, static_cast<std::uint64_t>(status.status_class()));
  out += '.';
  append_json_number(out, static_cast<std::uint64_t>(status.subject()));
  out += '.';
  append_json_number(out, static_cast<std::uint64_t>(status.detail()));
  out += '"';
}

void append_codes(std::string& out, const RecipientDiagnosis& recipient) {
  out += ",\"reply_code\":";
  if (recipient.reply_code) {
    append_json_number(out, static_cast<std::uint64_t>(recipient.reply_code->value()));
  } else {
    out += "null";
  }
  out += ",\"status\":";
  if (recipient.status) {
    append_status(out, *recipient.status);
  } else {
    out += "null";
  }
  out += ",\"status_from\":";
  append_optional_name(out, recipient.status_from);
}

void append_words(std::string& out, std::string_view words, bool redacted) {
  if (redacted) {
    append_json_string(out, masked_names(words));
  } else {
    append_json_string(out, words);
  }
}

void append_evidence(std::string& out, const Message& message, PlaceFinder& places,
                     const std::vector<Evidence>& evidence, bool redacted) {
  out += ",\"evidence\":[";
  bool first = true;
  for (const Evidence& piece : evidence) {
    if (!piece.overruled.empty()) continue;
    const Position at = places.locate(piece.span);
    out += first ? "{\"what\":" : ",{\"what\":";
    first = false;
    append_name(out, name_of(piece.what));
    out += ",\"part\":";
    append_json_string(out, path_of(message, piece.span.part));
    out += ",\"line\":";
    append_json_number(out, at.line);
    out += ",\"column\":";
    append_json_number(out, at.column);
    out += ",\"text\":";
    append_words(out, words_of(message, piece.span), redacted);
    out += '}';
  }
  out += ']';
}

void append_conflicts(std::string& out, const std::vector<std::string>& conflicts) {
  out += ",\"conflicts\":[";
  for (std::size_t i = 0; i < conflicts.size(); ++i) {
    if (i > 0) out += ',';
    append_json_string(out, conflicts[i]);
  }
  out += ']';
}

void append_recipient(std::string& out, const Message& message, PlaceFinder& places,
                      const RecipientDiagnosis& recipient, bool redacted) {
  out += "{\"address\":";
  append_json_string_or_null(out, recipient.address);
  out += ",\"alias\":";
  append_json_string_or_null(out, recipient.alias);
  out += ",\"action\":";
  append_optional_name(out, recipient.action);
  append_codes(out, recipient);
  out += ",\"cause\":";
  append_optional_name(out, recipient.cause);
  out += ",\"persistence\":";
  append_name(out, name_of(recipient.persistence));
  out += ",\"list_action\":";
  append_name(out, name_of(recipient.list_action));
  out += ",\"acts\":";
  append_name(out, name_of(recipient.acts));
  out += ",\"command\":";
  append_json_string_or_null(out, recipient.command);
  out += ",\"remote_mta\":";
  append_json_string_or_null(out, recipient.remote_mta);
  out += ",\"diagnostic\":";
  append_json_string_or_null(out, recipient.diagnostic);
  append_evidence(out, message, places, recipient.evidence, redacted);
  append_conflicts(out, recipient.conflicts);
  out += '}';
}

void append_original(std::string& out, const OriginalMessage& original) {
  out += ",\"original\":{\"from\":";
  append_json_string_or_null(out, original.from);
  out += ",\"to\":";
  append_json_string_or_null(out, original.to);
  out += ",\"subject\":";
  append_json_string_or_null(out, original.subject);
  out += ",\"message_id\":";
  append_json_string_or_null(out, original.message_id);
  out += '}';
}

}  // namespace

void render_json(const Message& message, const Diagnosis& diagnosis, const RecordInfo& record,
                 std::string& out) {
  out += "{\"schema\":1,\"source\":";
  append_json_string(out, record.source);
  out += ",\"index\":";
  append_json_number(out, record.index);
  out += ",\"key\":";
  if (record.key) {
    append_json_string(out, *record.key);
  } else {
    out += "null";
  }
  out += ",\"kind\":";
  append_name(out, name_of(diagnosis.kind));
  out += record.truncated ? ",\"truncated\":true" : ",\"truncated\":false";
  out += ",\"reporting_mta\":";
  append_json_string_or_null(out, diagnosis.reporting_mta);
  out += ",\"generator\":";
  append_json_string_or_null(out, diagnosis.generator);
  out += ",\"date\":";
  append_json_string_or_null(out, diagnosis.date);
  append_original(out, diagnosis.original);
  out += ",\"recipients\":[";
  PlaceFinder places(message);
  for (std::size_t i = 0; i < diagnosis.recipients.size(); ++i) {
    if (i > 0) out += ',';
    append_recipient(out, message, places, diagnosis.recipients[i], record.redacted);
  }
  out += "]}";
}

}  // namespace whybounce
