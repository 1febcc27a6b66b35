// SPDX-License-Identifier: MIT
#include <cstddef>
#include <string_view>

#include "render/json_writer.h"
#include "render/piece_buffer.h"
#include "render/place_finder.h"
#include "render/redact.h"
#include "whybounce/render.h"

// Written by hand, key by key: the shape is fixed, and a record costs little more than the copying
// of its bytes.
namespace whybounce {
namespace {

using namespace std::string_view_literals;

// Names of the vocabulary are plain ASCII.
void put_name(PieceBuffer& out, std::string_view name) {
  out.put('"');
  out.put(name);
  out.put('"');
}

template <typename T>
void put_optional_name(PieceBuffer& out, const std::optional<T>& value) {
  if (value) {
    put_name(out, name_of(*value));
  } else {
    out.put("null");
  }
}

void put_codes(PieceBuffer& out, const RecipientDiagnosis& recipient) {
  out.put(",\"reply_code\":");
  if (recipient.reply_code) {
    out.put_digits(*recipient.reply_code);
  } else {
    out.put("null");
  }
  out.put(",\"status\":");
  if (recipient.status) {
    out.put('"');
    out.put_digits(*recipient.status);
    out.put('"');
  } else {
    out.put("null");
  }
  out.put(",\"status_from\":");
  put_optional_name(out, recipient.status_from);
}

void put_words(PieceBuffer& out, std::string_view words, bool redacted) {
  if (redacted) {
    put_json_string(out, masked_names(words));
  } else {
    put_json_string(out, words);
  }
}

void put_evidence(PieceBuffer& out, const Message& message, PlaceFinder& places,
                  const std::vector<Evidence>& evidence, bool redacted) {
  out.put(",\"evidence\":[");
  bool first = true;
  for (const Evidence& piece : evidence) {
    if (!piece.overruled.empty()) continue;
    const Position at = places.locate(piece.span);
    if (!first) out.put(',');
    out.put("{\"what\":");
    first = false;
    put_name(out, name_of(piece.what));
    out.put(",\"part\":");
    put_json_string(out, path_of(message, piece.span.part));
    out.put(",\"line\":");
    out.put_digits(at.line);
    out.put(",\"column\":");
    out.put_digits(at.column);
    out.put(",\"text\":");
    put_words(out, words_of(message, piece.span), redacted);
    out.put('}');
  }
  out.put(']');
}

void put_conflicts(PieceBuffer& out, const std::vector<std::string>& conflicts) {
  out.put(",\"conflicts\":[");
  for (std::size_t i = 0; i < conflicts.size(); ++i) {
    if (i > 0) out.put(',');
    put_json_string(out, conflicts[i]);
  }
  out.put(']');
}

void put_recipient(PieceBuffer& out, const Message& message, PlaceFinder& places,
                   const RecipientDiagnosis& recipient, bool redacted) {
  out.put("{\"address\":");
  put_json_string_or_null(out, recipient.address);
  out.put(",\"alias\":");
  put_json_string_or_null(out, recipient.alias);
  out.put(",\"action\":");
  put_optional_name(out, recipient.action);
  put_codes(out, recipient);
  out.put(",\"cause\":");
  put_optional_name(out, recipient.cause);
  out.put(",\"persistence\":");
  put_name(out, name_of(recipient.persistence));
  out.put(",\"list_action\":");
  put_name(out, name_of(recipient.list_action));
  out.put(",\"acts\":");
  put_name(out, name_of(recipient.acts));
  out.put(",\"command\":");
  put_json_string_or_null(out, recipient.command);
  out.put(",\"remote_mta\":");
  put_json_string_or_null(out, recipient.remote_mta);
  out.put(",\"diagnostic\":");
  put_json_string_or_null(out, recipient.diagnostic);
  put_evidence(out, message, places, recipient.evidence, redacted);
  put_conflicts(out, recipient.conflicts);
  out.put('}');
}

void put_original(PieceBuffer& out, const OriginalMessage& original) {
  out.put(",\"original\":{\"from\":");
  put_json_string_or_null(out, original.from);
  out.put(",\"to\":");
  put_json_string_or_null(out, original.to);
  out.put(",\"subject\":");
  put_json_string_or_null(out, original.subject);
  out.put(",\"message_id\":");
  put_json_string_or_null(out, original.message_id);
  out.put('}');
}

}  // namespace

void render_json(const Message& message, const Diagnosis& diagnosis, const RecordInfo& record,
                 std::string& printed) {
  PieceBuffer out(printed);
  out.put("{\"schema\":1,\"source\":");
  put_json_string(out, record.source);
  out.put(",\"index\":");
  out.put_digits(record.index);
  out.put(",\"key\":");
  if (record.key) {
    put_json_string(out, *record.key);
  } else {
    out.put("null");
  }
  out.put(",\"kind\":");
  put_name(out, name_of(diagnosis.kind));
  out.put(",\"truncated\":");
  out.put(record.truncated ? "true"sv : "false"sv);
  out.put(",\"reporting_mta\":");
  put_json_string_or_null(out, diagnosis.reporting_mta);
  out.put(",\"generator\":");
  put_json_string_or_null(out, diagnosis.generator);
  out.put(",\"date\":");
  put_json_string_or_null(out, diagnosis.date);
  put_original(out, diagnosis.original);
  out.put(",\"recipients\":[");
  PlaceFinder places(message);
  for (std::size_t i = 0; i < diagnosis.recipients.size(); ++i) {
    if (i > 0) out.put(',');
    put_recipient(out, message, places, diagnosis.recipients[i], record.redacted);
  }
  out.put("]}");
  out.flush();
}

}  // namespace whybounce
