// SPDX-License-Identifier: MIT
#pragma once

#include <gtest/gtest.h>

#include <string_view>

#include "whybounce/whybounce.h"

namespace whybounce::testing {

// What is said of the one recipient that a pasted text is about; it is a failure if there is not one.
inline RecipientDiagnosis diagnosis_of(std::string_view text) {
  Message message = parse_text(text);
  const Diagnosis diagnosis = diagnose(message);
  EXPECT_EQ(diagnosis.recipients.size(), 1U) << text;
  return diagnosis.recipients.empty() ? RecipientDiagnosis{} : diagnosis.recipients.front();
}

}  // namespace whybounce::testing
