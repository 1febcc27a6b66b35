// SPDX-License-Identifier: MIT
#include <cstddef>
#include <string_view>

#include "render/json_writer.h"
#include "render/numbers.h"
#include "render/place_finder.h"
#include "render/redact.h"
#include "whybounce/render.h"

// Written by hand, key by key: the shape is fixed, and a record costs little more than the copying
// of its bytes.
namespace whybounce {
namespace {

using namespace std::string_view_literals;

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
    out += "null"sv;
  }
}

void append_codes(std::string& out, const RecipientDiagnosis& recipient) {
  out += ",\"reply_code\":"sv;
  if (recipient.reply_code) {
    append_code(out, *recipient.reply_code);
  } else {
    out += "null"sv;
  }
  out += ",\"status\":"sv;
  if (recipient.status) {
    out += '"';
    append_code(out, *recipient.status);
    out += '"';
  } else {
    out += "null"sv;
  }
  out += ",\"status_from\":"sv;
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
  out += ",\"evidence\":["sv;
  bool first = true;
  for (const Evidence& piece : evidence) {
    if (!piece.overruled.empty()) continue;
    const Position at = places.locate(piece.span);
    out += first ? "{\"what\":"sv : ",{\"what\":"sv;
    first = false;
    append_name(out, name_of(piece.what));
    out += ",\"part\":"sv;
    append_json_string(out, path_of(message, piece.span.part));
    out += ",\"line\":"sv;
    append_json_number(out, at.line);
    out += ",\"column\":"sv;
    append_json_number(out, at.column);
    out += ",\"text\":"sv;
    append_words(out, words_of(message, piece.span), redacted);
    out += '}';
  }
  out += ']';
}

void append_conflicts(std::string& out, const std::vector<std::string>& conflicts) {
  out += ",\"conflicts\":["sv;
  for (std::size_t i = 0; i < conflicts.size(); ++i) {
    if (i > 0) out += ',';
    append_json_string(out, conflicts[i]);
  }
  out += ']';
}

void append_recipient(std::string& out, const Message& message, PlaceFinder& places,
                      const RecipientDiagnosis& recipient, bool redacted) {
  out += "{\"address\":"sv;
  append_json_string_or_null(out, recipient.address);
  out += ",\"alias\":"sv;
  append_json_string_or_null(out, recipient.alias);
  out += ",\"action\":"sv;
  append_optional_name(out, recipient.action);
  append_codes(out, recipient);
  out += ",\"cause\":"sv;
  append_optional_name(out, recipient.cause);
  out += ",\"persistence\":"sv;
  append_name(out, name_of(recipient.persistence));
  out += ",\"list_action\":"sv;
  append_name(out, name_of(recipient.list_action));
  out += ",\"acts\":"sv;
  append_name(out, name_of(recipient.acts));
  out += ",\"command\":"sv;
  append_json_string_or_null(out, recipient.command);
  out += ",\"remote_mta\":"sv;
  append_json_string_or_null(out, recipient.remote_mta);
  out += ",\"diagnostic\":"sv;
  append_json_string_or_null(out, recipient.diagnostic);
  append_evidence(out, message, places, recipient.evidence, redacted);
  append_conflicts(out, recipient.conflicts);
  out += '}';
}

void append_original(std::string& out, const OriginalMessage& original) {
  out += ",\"original\":{\"from\":"sv;
  append_json_string_or_null(out, original.from);
  out += ",\"to\":"sv;
  append_json_string_or_null(out, original.to);
  out += ",\"subject\":"sv;
  append_json_string_or_null(out, original.subject);
  out += ",\"message_id\":"sv;
  append_json_string_or_null(out, original.message_id);
  out += '}';
}

}  // namespace

void render_json(const Message& message, const Diagnosis& diagnosis, const RecordInfo& record,
                 std::string& out) {
  out += "{\"schema\":1,\"source\":"sv;
  append_json_string(out, record.source);
  out += ",\"index\":"sv;
  append_json_number(out, record.index);
  out += ",\"key\":"sv;
  if (record.key) {
    append_json_string(out, *record.key);
  } else {
    out += "null"sv;
  }
  out += ",\"kind\":"sv;
  append_name(out, name_of(diagnosis.kind));
  out += record.truncated ? ",\"truncated\":true"sv : ",\"truncated\":false"sv;
  out += ",\"reporting_mta\":"sv;
  append_json_string_or_null(out, diagnosis.reporting_mta);
  out += ",\"generator\":"sv;
  append_json_string_or_null(out, diagnosis.generator);
  out += ",\"date\":"sv;
  append_json_string_or_null(out, diagnosis.date);
  append_original(out, diagnosis.original);
  out += ",\"recipients\":["sv;
  PlaceFinder places(message);
  for (std::size_t i = 0; i < diagnosis.recipients.size(); ++i) {
    if (i > 0) out += ',';
    append_recipient(out, message, places, diagnosis.recipients[i], record.redacted);
  }
  out += "]}"sv;
}

}  // namespace whybounce
