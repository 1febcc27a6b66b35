// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "whybounce/diagnosis.h"

namespace whybounce {

// Recipients that the same can be said about: same verdict, decided by the same rule.
using RecipientGroup = std::vector<const RecipientDiagnosis*>;

// In the order in which they appear; each recipient is in one group.
[[nodiscard]] std::vector<RecipientGroup> group_recipients(const Diagnosis& diagnosis);

}  // namespace whybounce
