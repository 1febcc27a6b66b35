// SPDX-License-Identifier: MIT
#pragma once

namespace whybounce {

// The texts of the built-in rules and markers, one behind the other. The tool that compiles data/
// has none yet (datagen/no_built_in.cpp).
extern const char* const kBuiltInText;

}  // namespace whybounce
