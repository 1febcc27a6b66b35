// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "whybounce/message.h"

namespace whybounce {

// Whom the returned message went to, where the report itself names nobody. In the order of trust:
// the "for" of its first Received field (RFC 5321 section 4.4), its To if that is one address.
// Empty where its header does not tell. `header` may be Part::kNone.
[[nodiscard]] std::string recipient_of_returned(const Message& message, std::uint32_t header);

// The same for a returned header that stands in the report's text.
[[nodiscard]] std::string recipient_of_returned(std::string_view text);

// The recipient in a variable envelope return path, as list managers write it:
// "list-bounces+you=example.net@lists.example.org" → "you@example.net". Empty where it holds none.
[[nodiscard]] std::string recipient_of_return_path(std::string_view address);

}  // namespace whybounce
