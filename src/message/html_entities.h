// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

namespace whybounce {

inline constexpr std::size_t kMaxHtmlEntityName = 8;

// The character that an HTML entity names ("eacute", without & and ;; case counts); 0 where there is
// no such entity.
[[nodiscard]] char32_t find_html_entity(std::string_view name);

}  // namespace whybounce
