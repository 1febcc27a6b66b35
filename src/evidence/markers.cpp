// SPDX-License-Identifier: MIT
#include "evidence/markers.h"

namespace whybounce {

const Marker* marker_of(const RuleSet& rules, const Findings& findings, const Hit& hit,
                        MarkerRole role) {
  if (!hit.is(role)) return nullptr;
  const bool subject = findings.subject.length > 0 && hit.part == findings.subject.part;
  for (const PhraseUse& use : rules.uses(hit.phrase.phrase)) {
    if (use.role != PhraseUse::Role::marker || use.marker_role != role) continue;
    const bool counts =
        use.marker_place == MarkerPlace::anywhere ||
        (use.marker_place == MarkerPlace::subject && subject) ||
        (use.marker_place == MarkerPlace::line && !subject && hit.phrase.at_line_start);
    if (counts) return &rules.markers()[use.index];
  }
  return nullptr;
}

}  // namespace whybounce
