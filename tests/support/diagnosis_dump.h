// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "whybounce/diagnosis.h"
#include "whybounce/message.h"

namespace whybounce::testing {

// A diagnosis as "key: value" lines, for comparing: what is not known is left out, a recipient's
// lines are indented, evidence that was overruled is left out too. A piece of evidence is
//
//   evidence: reply-code 2 7:24 550
//
// what, part, line:column, and the words; line ends in them are shown as "\n" whatever they are.
[[nodiscard]] std::string dump_diagnosis(const Message& message, const Diagnosis& diagnosis);

}  // namespace whybounce::testing
