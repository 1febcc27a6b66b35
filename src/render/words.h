// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "render/palette.h"
#include "whybounce/diagnosis.h"

// The vocabulary in plain words, for text pages.
namespace whybounce {

[[nodiscard]] std::string_view in_words(Actor actor);
[[nodiscard]] std::string_view in_words(ListAction action, Kind kind);
[[nodiscard]] std::string_view in_words(Kind kind);

// "Permanent failure: no such mailbox (user-unknown)"; of several recipients it says how many they
// are.
[[nodiscard]] std::string headline_of(Kind kind, const RecipientDiagnosis& recipient,
                                      std::size_t recipients);
[[nodiscard]] std::string_view colour_of(const Palette& palette, Kind kind,
                                         const RecipientDiagnosis& recipient);

}  // namespace whybounce
