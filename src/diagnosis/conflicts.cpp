// SPDX-License-Identifier: MIT
#include "diagnosis/conflicts.h"

#include <algorithm>
#include <initializer_list>

#include "evidence/context.h"
#include "whybounce/catalog.h"

namespace whybounce {
namespace {

// Quoted words of a mail are cut here: a conflict is one short sentence.
constexpr std::size_t kMaxQuote = 60;

std::string join(std::initializer_list<std::string_view> pieces) {
  std::string out;
  for (const std::string_view piece : pieces) out += piece;
  return out;
}

std::string quote(const VerdictBasis& basis, const SourceSpan& span) {
  std::string words = fold_space(basis.message.text(span.part).substr(span.offset, span.length));
  if (words.size() > kMaxQuote) {
    std::size_t end = kMaxQuote;
    while (end > 0 && (static_cast<unsigned char>(words[end]) & 0xC0) == 0x80) --end;
    words.resize(end);
    words += "…";
  }
  return join({"\"", words, "\""});
}

std::string_view class_word(int digit) {
  return digit == 4 ? "transient" : digit == 5 ? "permanent" : "successful";
}

// The status code says one cause, the words say another.
void code_against_words(const VerdictBasis& basis, RecipientDiagnosis& verdict) {
  if (basis.decisive == nullptr || basis.decisive->rule == nullptr || !verdict.status) return;
  const CodeCauseRow* row = find_code_cause(*verdict.status);
  if (row == nullptr || row->vague || row->cause == *verdict.cause) return;
  const bool by_code = basis.decisive->what != EvidenceKind::phrase;
  const std::string_view followed = by_code ? "what the server's operator says" : "the words";
  verdict.conflicts.push_back(join(
      {"Status ", verdict.status->to_string(), " stands for \"", cause_row(row->cause).title,
       "\", but ", quote(basis, basis.decisive->span), " means \"", cause_row(*verdict.cause).title,
       "\": ", followed, by_code ? " was followed." : " were followed."}));
}

void field_against_reply(const VerdictBasis& basis, RecipientDiagnosis& verdict) {
  const auto& field = basis.recipient.status;
  if (!field || !verdict.status || *field == *verdict.status) return;
  if (verdict.status_from != StatusFrom::diagnostic || field->is_vague()) return;
  verdict.conflicts.push_back(
      join({"The Status field says ", field->to_string(), ", the server's own reply ",
            verdict.status->to_string(), ": the reply was followed."}));
}

void reply_against_status(RecipientDiagnosis& verdict) {
  if (!verdict.reply_code || !verdict.status) return;
  const int reply = verdict.reply_code->first_digit();
  const int status = verdict.status->status_class();
  if (reply == status) return;
  verdict.conflicts.push_back(
      join({"Reply code ", verdict.reply_code->to_string(), " is ", class_word(reply), ", status ",
            verdict.status->to_string(), " is ", class_word(status),
            verdict.action == Action::failed ? ": the report says that the delivery failed."
                                             : ": the reply code was followed."}));
}

void action_against_codes(const VerdictBasis& basis, RecipientDiagnosis& verdict) {
  if (!basis.recipient.action) return;
  const bool failed = *basis.recipient.action == Action::failed;
  const bool delayed = *basis.recipient.action == Action::delayed;
  const auto says = [&](int digit, std::string_view name, const auto& code) {
    if (failed && digit == 4) {
      verdict.conflicts.push_back(join({name, code.to_string(),
                                        " is transient, but the report says that the delivery "
                                        "failed: it is over."}));
      return true;
    }
    if (delayed && digit == 5) {
      verdict.conflicts.push_back(join({name, code.to_string(),
                                        " is permanent, but the report says that the delivery is "
                                        "only late: it is still tried."}));
      return true;
    }
    return false;
  };
  if (verdict.reply_code &&
      says(verdict.reply_code->first_digit(), "Reply code ", *verdict.reply_code)) {
    return;
  }
  if (verdict.status) says(verdict.status->status_class(), "Status ", *verdict.status);
}

void words_against_words(const VerdictBasis& basis, RecipientDiagnosis& verdict) {
  if (basis.decisive == nullptr || basis.decisive->rule == nullptr) return;
  const auto other = std::find_if(
      basis.candidates.begin(), basis.candidates.end(), [&](const Candidate& candidate) {
        // Within one reply the more specific wording only says it better.
        return candidate.strength == Strength::words && candidate.cause != basis.decisive->cause &&
               candidate.what == EvidenceKind::phrase && candidate.trust != Trust::words &&
               candidate.segment != basis.decisive->segment;
      });
  if (other == basis.candidates.end()) return;
  verdict.conflicts.push_back(
      join({quote(basis, other->span), " would mean \"", cause_row(other->cause).title,
            "\": ", why_overruled(*basis.decisive, *other), "."}));
}

}  // namespace

std::string why_overruled(const Candidate& decisive, const Candidate& other) {
  if (decisive.strength == Strength::own_rule) return "a rule of yours decided";
  if (decisive.trust != other.trust) {
    if (decisive.trust <= Trust::quoted_reply) return "the refusing server's own words decided";
    return "what is said about this recipient decided";
  }
  if (decisive.statement != other.statement) return "what stands first decided";
  if (decisive.strength > other.strength) return "words beat a code";
  if (decisive.wrapping != other.wrapping) return "the innermost reply decided";
  return "the more specific wording decided";
}

void add_conflicts(const VerdictBasis& basis, RecipientDiagnosis& verdict) {
  code_against_words(basis, verdict);
  field_against_reply(basis, verdict);
  reply_against_status(verdict);
  action_against_codes(basis, verdict);
  words_against_words(basis, verdict);
}

}  // namespace whybounce
