// SPDX-License-Identifier: MIT
#include "render/recipient_groups.h"

#include <algorithm>
#include <functional>
#include <map>
#include <tuple>

namespace whybounce {
namespace {

auto verdict_of(const RecipientDiagnosis& recipient) {
  const auto rank = [](const auto& optional) {
    return optional ? static_cast<int>(*optional) : -1;
  };
  return std::tuple(rank(recipient.action), rank(recipient.cause), recipient.persistence,
                    recipient.list_action, recipient.acts);
}

}  // namespace

std::vector<RecipientGroup> group_recipients(const Diagnosis& diagnosis) {
  std::vector<RecipientGroup> groups;
  std::map<decltype(verdict_of(diagnosis.recipients.front())), std::size_t> places;
  for (const RecipientDiagnosis& recipient : diagnosis.recipients) {
    const auto [place, is_new] = places.try_emplace(verdict_of(recipient), groups.size());
    if (is_new) groups.emplace_back();
    groups[place->second].push_back(&recipient);
  }
  return groups;
}

}  // namespace whybounce
