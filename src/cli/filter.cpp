// SPDX-License-Identifier: MIT
#include "cli/filter.h"

#include <algorithm>

namespace whybounce::cli {
namespace {

template <typename T>
bool admits(const std::vector<T>& wanted, const T& value) {
  return wanted.empty() || std::ranges::find(wanted, value) != wanted.end();
}

bool wants(const Filter& filter, const RecipientDiagnosis& recipient) {
  if (!filter.causes.empty() && !(recipient.cause && admits(filter.causes, *recipient.cause))) {
    return false;
  }
  return admits(filter.persistences, recipient.persistence) &&
         admits(filter.list_actions, recipient.list_action);
}

}  // namespace

bool apply_filter(const Filter& filter, Diagnosis& diagnosis) {
  const bool about_recipients =
      !filter.causes.empty() || !filter.persistences.empty() || !filter.list_actions.empty();
  if (!admits(filter.kinds, diagnosis.kind)) {
    diagnosis.recipients.clear();
    return false;
  }
  if (!about_recipients) return true;
  std::erase_if(diagnosis.recipients,
                [&](const RecipientDiagnosis& recipient) { return !wants(filter, recipient); });
  return !diagnosis.recipients.empty();
}

}  // namespace whybounce::cli
