// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "cli/explanation.h"

namespace whybounce::cli {

// One JSON object and a line end; docs/json.md has the fields.
void append_topics_as_json(std::string_view subject, std::span<const Topic> topics,
                           std::string& out);

}  // namespace whybounce::cli
