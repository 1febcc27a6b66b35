// SPDX-License-Identifier: MIT
#include "support/diagnosis_dump.h"

#include <string_view>

#include "whybounce/catalog.h"
#include "whybounce/span.h"

namespace whybounce::testing {
namespace {

void append_line(std::string_view key, std::string_view value, std::string& out) {
  if (value.empty()) return;
  out += key;
  out += ": ";
  for (const char c : value) {
    if (c == '\n') {
      out += "\\n";
    } else if (c != '\r') {
      out += c;
    }
  }
  out += '\n';
}

void append_evidence(const Message& message, const Evidence& evidence, std::string_view key,
                     std::string& out) {
  if (!evidence.overruled.empty()) return;
  const std::string_view text = message.text(evidence.span.part);
  const Position at = locate(text, evidence.span.offset);
  std::string value(name_of(evidence.what));
  value += ' ' + message.parts()[evidence.span.part].path + ' ' + std::to_string(at.line) + ':' +
           std::to_string(at.column) + ' ';
  value += text.substr(evidence.span.offset, evidence.span.length);
  append_line(key, value, out);
}

void append_recipient(const Message& message, const RecipientDiagnosis& recipient,
                      std::string& out) {
  out += "recipient: " + (recipient.address.empty() ? "-" : recipient.address) + '\n';
  append_line("  alias", recipient.alias, out);
  if (recipient.action) append_line("  action", name_of(*recipient.action), out);
  if (recipient.reply_code) append_line("  reply_code", recipient.reply_code->to_string(), out);
  if (recipient.status) append_line("  status", recipient.status->to_string(), out);
  if (recipient.status_from) append_line("  status_from", name_of(*recipient.status_from), out);
  if (recipient.cause) append_line("  cause", name_of(*recipient.cause), out);
  append_line("  persistence", name_of(recipient.persistence), out);
  append_line("  list_action", name_of(recipient.list_action), out);
  append_line("  acts", name_of(recipient.acts), out);
  append_line("  command", recipient.command, out);
  append_line("  remote_mta", recipient.remote_mta, out);
  append_line("  diagnostic", recipient.diagnostic, out);
  if (recipient.rule != nullptr) append_line("  rule", recipient.rule->id(), out);
  for (const Evidence& evidence : recipient.evidence) {
    append_evidence(message, evidence, "  evidence", out);
  }
  for (const std::string& conflict : recipient.conflicts) append_line("  conflict", conflict, out);
}

}  // namespace

std::string dump_diagnosis(const Message& message, const Diagnosis& diagnosis) {
  std::string out;
  append_line("kind", name_of(diagnosis.kind), out);
  append_line("generator", diagnosis.generator, out);
  append_line("reporting_mta", diagnosis.reporting_mta, out);
  append_line("date", diagnosis.date, out);
  append_line("original.from", diagnosis.original.from, out);
  append_line("original.to", diagnosis.original.to, out);
  append_line("original.subject", diagnosis.original.subject, out);
  append_line("original.message_id", diagnosis.original.message_id, out);
  for (const Evidence& evidence : diagnosis.evidence) {
    append_evidence(message, evidence, "evidence", out);
  }
  for (const RecipientDiagnosis& recipient : diagnosis.recipients) {
    append_recipient(message, recipient, out);
  }
  return out;
}

}  // namespace whybounce::testing
