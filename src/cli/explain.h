// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "whybounce/render.h"

namespace whybounce::cli {

// Appends a page about what somebody asked for: a reply code ("550"), one of its digits ("5xx",
// "x5x"), an enhanced status code or a part of one ("5.7.26", "x.7.26", "5.7", "5"), or a cause
// ("mailbox-full"). False if it is none of these; `nearest` then holds what may have been meant,
// "; did you mean …?", or nothing.
[[nodiscard]] bool explain(std::string_view subject, const PageStyle& style, std::string& out,
                           std::string& nearest);

}  // namespace whybounce::cli
