// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "whybounce/diagnosis.h"

namespace whybounce::cli {

// What is to be kept. An empty list keeps everything.
struct Filter {
  std::vector<Kind> kinds = {};
  std::vector<Cause> causes = {};
  std::vector<Persistence> persistences = {};
  std::vector<ListAction> list_actions = {};

  [[nodiscard]] bool keeps_all() const {
    return kinds.empty() && causes.empty() && persistences.empty() && list_actions.empty();
  }
};

// Takes the recipients out that do not match. False if nothing of the record is wanted.
bool apply_filter(const Filter& filter, Diagnosis& diagnosis);

}  // namespace whybounce::cli
