// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "catalog/rule_set.h"
#include "diagnosis/verdict.h"
#include "evidence/evidence.h"
#include "whybounce/diagnosis.h"

namespace whybounce {

// What sort of mail it is, judged by its traits and by the markers in its text, before any recipient is
// looked at.
struct Nature {
  Kind kind = Kind::not_a_bounce;     // failure stands for any report about a delivery
  Outcome outcome = Outcome::unsaid;  // what such a report says happened
  std::optional<Evidence> evidence;   // what says so
};

// `has_reply`: somewhere in its text a reply code, a status code or a rule's words were found.
[[nodiscard]] Nature judge_nature(const RuleSet& rules, const Findings& findings, bool has_reply);

}  // namespace whybounce
