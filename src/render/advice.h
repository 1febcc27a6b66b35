// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <vector>

#include "render/page.h"
#include "whybounce/catalog.h"

namespace whybounce {

// data/causes.txt writes steps with a bar between them.
[[nodiscard]] std::vector<std::string_view> steps_of(std::string_view advice);

// A section on what to do about a cause: steps for the sender and, where they differ, for the
// administrator of the sending side. Who is to act comes first.
void append_advice(Page& page, const CauseRow& cause, Actor acts);

}  // namespace whybounce
