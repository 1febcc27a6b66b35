// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string_view>

#include "render/page.h"
#include "whybounce/diagnosis.h"
#include "whybounce/message.h"

namespace whybounce {

// The source lines with everything underlined that the verdict rests on, part by part. Nothing if
// there is no such evidence. `redacted`: with names masked.
void append_deciding(Page& page, std::string_view heading, const Message& message,
                     std::span<const Evidence* const> evidence, bool redacted);

// What was seen and did not count, with the reason, one item each. Nothing if there is none.
void append_overruled(Page& page, const Message& message, std::span<const Evidence* const> evidence,
                      bool redacted);

}  // namespace whybounce
