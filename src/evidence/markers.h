// SPDX-License-Identifier: MIT
#pragma once

#include "catalog/rule_set.h"
#include "evidence/evidence.h"

namespace whybounce {

// The marker of that role that a hit is of, if it counts at the place where it stands; null if it is
// none.
[[nodiscard]] const Marker* marker_of(const RuleSet& rules, const Findings& findings,
                                      const Hit& hit, MarkerRole role);

}  // namespace whybounce
