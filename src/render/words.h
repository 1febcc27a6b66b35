// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "render/palette.h"
#include "whybounce/diagnosis.h"

// The vocabulary in plain words, for text pages.
namespace whybounce {

[[nodiscard]] std::string_view in_words(Actor actor);
[[nodiscard]] std::string_view in_words(ListAction action, Kind kind);
[[nodiscard]] std::string_view in_words(Kind kind);

// "Permanent failure: no such mailbox (user-unknown)".
[[nodiscard]] std::string headline_of(Kind kind, const RecipientDiagnosis& recipient);
[[nodiscard]] std::string_view colour_of(const Palette& palette, Kind kind,
                                         const RecipientDiagnosis& recipient);

}  // namespace whybounce
