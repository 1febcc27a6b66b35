// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "diagnosis/candidates.h"
#include "evidence/evidence.h"
#include "whybounce/diagnosis.h"

namespace whybounce {

// What a verdict was made from, for those who word its doubts.
struct VerdictBasis {
  const Message& message;
  const Findings& findings;
  const RecipientFindings& recipient;
  const Candidate* decisive;  // null where nothing spoke for any cause
  const std::vector<Candidate>& candidates;
};

// Why `other`, which speaks for another cause, did not decide: a short clause.
[[nodiscard]] std::string why_overruled(const Candidate& decisive, const Candidate& other);

// Says in plain words where status field, reply code, enhanced code, action and words contradict each
// other, and which one was followed. Appends to `verdict.conflicts`.
void add_conflicts(const VerdictBasis& basis, RecipientDiagnosis& verdict);

}  // namespace whybounce
