// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "diagnosis/candidates.h"
#include "evidence/evidence.h"
#include "whybounce/diagnosis.h"
#include "whybounce/message.h"

namespace whybounce {

// What the report as a whole says happened, for recipients that have no action of their own.
enum class Outcome : std::uint8_t { unsaid, failed, delayed, delivered, relayed, expanded };

// What is said of no single recipient, or of all. What a decision needs of it is looked up once,
// because there can be thousands of recipients.
struct SaidOfMany {
  // A code in a statement.
  struct Code {
    const Statement* statement = nullptr;  // null where there is none
    const ReplySegment* reply = nullptr;
  };
  const std::vector<Statement>* statements = nullptr;
  std::vector<Candidate> candidates;
  const Candidate* best = nullptr;
  // The first that fits a delivery that went wrong, and one that went well.
  Code status[2];
  Code reply_code[2];
};

// Looks it up, once `candidates` are all there. `statements` are Findings::common or ::shared.
void look_up(const Findings& findings, const std::vector<Statement>& statements, SaidOfMany& said);
inline void prepare(const Findings& findings, const std::vector<Statement>& statements,
                    SaidOfMany& said) {
  said.statements = &statements;
  said.best = nullptr;
  for (SaidOfMany::Code& code : said.status) code = {};
  for (SaidOfMany::Code& code : said.reply_code) code = {};
  if (!statements.empty()) look_up(findings, statements, said);
}

// What speaks for causes, by whom it is said of. `shared` counts only where `own` is empty.
struct CandidateLists {
  std::vector<Candidate> own;
  SaidOfMany common;
  SaidOfMany shared;
};

// Decides about one recipient: the only place where evidence is weighed.
//
// The order, strongest first (docs/design.md has the reasons):
//   1. a rule of the user's, wherever it matches
//   2. words that are not vague, and specific codes: the most trusted statement that has one of them
//      decides; inside of it words beat codes, the innermost reply beats its wrapper, and of two
//      rules the more specific one wins
//   3. vague words, likewise
//   4. vague codes, likewise
//   5. nothing: unknown
// What was overruled and says something else stays in the evidence, with the reason.
// `verdict` is empty before.
void decide(const RuleSet& rules, const Message& message, const Findings& findings,
            const RecipientFindings& recipient, const CandidateLists& candidates, Outcome outcome,
            Detail detail, RecipientDiagnosis& verdict);

}  // namespace whybounce
