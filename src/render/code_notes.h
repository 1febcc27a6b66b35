// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "render/page.h"
#include "whybounce/status.h"

namespace whybounce {

// What a code, or one of its digits, means.
struct CodeNote {
  std::string label;  // "554", "5xx", "x5x", "5.1.0", "5.x.x", "x.1.x"
  bool digit;         // about a part of the code
  std::string_view title;
  std::string_view meaning;
  std::string_view source;  // empty where nobody has registered it
};

// The code, then its digits one by one. Codes that nobody has registered are said to be so.
[[nodiscard]] std::vector<CodeNote> notes_on(ReplyCode code);
[[nodiscard]] std::vector<CodeNote> notes_on(const EnhancedStatus& status);

void append_notes(Page& page, const std::vector<CodeNote>& notes, int indent);

}  // namespace whybounce
