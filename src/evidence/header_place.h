// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

#include "whybounce/message.h"
#include "whybounce/span.h"

namespace whybounce {

// Where a field, or its value, stands in the text of a header part, which is decoded for it. `piece`
// is a stretch of the part's raw bytes that begins with a field's name or value and ends where the
// value does. The two differ where a header has bytes that are no UTF-8.
[[nodiscard]] SourceSpan place_in_header(Message& message, std::uint32_t header,
                                         std::string_view piece);

}  // namespace whybounce
