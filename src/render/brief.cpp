// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <iterator>

#include "render/escape.h"
#include "render/origin.h"
#include "whybounce/render.h"

namespace whybounce {
namespace {

// What became of it, in the vocabulary of the JSON form: the action where it is no failure, else
// how long it lasts.
std::string_view outcome_of(const Diagnosis& diagnosis, const RecipientDiagnosis& recipient) {
  if (diagnosis.kind == Kind::complaint) return name_of(Kind::complaint);
  if (recipient.action && *recipient.action != Action::failed) return name_of(*recipient.action);
  switch (recipient.persistence) {
    case Persistence::permanent:
    case Persistence::transient:
    case Persistence::delivered:
      return name_of(recipient.persistence);
    case Persistence::unknown:
      break;
  }
  return name_of(Action::failed);
}

void append_codes(std::string& out, const RecipientDiagnosis& recipient) {
  if (!recipient.reply_code && !recipient.status) return;
  out += " (";
  if (recipient.reply_code) out += recipient.reply_code->to_string();
  if (recipient.reply_code && recipient.status) out += ' ';
  if (recipient.status) out += recipient.status->to_string();
  out += ')';
}

}  // namespace

void render_brief(const Diagnosis& diagnosis, const RecordInfo& record, std::string& out) {
  if (diagnosis.recipients.empty()) {
    append_origin(out, record);
    fmt::format_to(std::back_inserter(out), ": {}\n", name_of(diagnosis.kind));
    return;
  }
  for (const RecipientDiagnosis& recipient : diagnosis.recipients) {
    append_origin(out, record);
    out += ": ";
    if (!recipient.address.empty()) {
      append_escaped(out, recipient.address);
      out += ": ";
    }
    out += outcome_of(diagnosis, recipient);
    if (recipient.cause) {
      out += ' ';
      out += name_of(*recipient.cause);
    }
    append_codes(out, recipient);
    if (!recipient.diagnostic.empty()) {
      out += ": ";
      append_escaped(out, recipient.diagnostic);
    }
    out += '\n';
  }
}

}  // namespace whybounce
