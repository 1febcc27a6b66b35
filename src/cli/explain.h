// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "cli/options.h"
#include "whybounce/render.h"

namespace whybounce::cli {

// Appends what is known about something that somebody asked for: a reply code ("550"), some of its
// digits ("5xx", "x5x", "55x"), an enhanced status code or a part of one ("5.7.26", "x.7.26",
// "5.7", "5"), a cause ("mailbox-full"), or a provider's own code ("TSS04"). A page, or one JSON
// object for the formats json and jsonl. False if it is none of these; `near` then says what may
// have been meant ("; near: mailbox-full"), or where to look.
[[nodiscard]] bool explain(std::string_view subject, Format format, const PageStyle& style,
                           std::string& out, std::string& near);

}  // namespace whybounce::cli
