// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "whybounce/status.h"
#include "whybounce/vocabulary.h"

// Values as C++ source.
namespace whybounce::datagen {

// In quotes, without line breaks.
[[nodiscard]] std::string string_literal(std::string_view text);

[[nodiscard]] std::string literal(const std::optional<int>& number);
[[nodiscard]] std::string literal(const StatusPattern& pattern);
[[nodiscard]] std::string literal(Cause cause);
[[nodiscard]] std::string literal(Actor actor);
[[nodiscard]] std::string literal(Persistence persistence);
[[nodiscard]] std::string literal(ListAction action);
[[nodiscard]] std::string literal(bool value);

}  // namespace whybounce::datagen
