// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace whybounce {

// Puts an "x" in place of every letter and digit of e-mail addresses, host names with a dot and IP
// addresses. Punctuation stays, and so does the length: spans into the text stay right, and a
// reader still sees what kind of thing it was. Cost: linear in the text.
void mask_names(std::string& text);
[[nodiscard]] std::string masked_names(std::string_view text);

}  // namespace whybounce
