// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "render/unicode.h"

// Nothing that stands in a mail reaches a terminal as it is: a mail can hold sequences that clear
// the screen, rename the window or turn the text around.
namespace whybounce {

// Appends `text` with everything unsafe (unicode::is_unsafe()) and every byte that is no UTF-8 made
// visible: "\n", "\t", "\x1b", "\xff" for a stray byte, "\u{202e}".
void append_escaped(std::string& out, std::string_view text);
[[nodiscard]] std::string escaped(std::string_view text);

// The same for the one character that stands at `at`.
void append_escaped(std::string& out, std::string_view text, std::size_t at,
                    const unicode::CodePoint& character);

// Terminal columns of a text that holds nothing unsafe, such as append_escaped() leaves it.
[[nodiscard]] int display_width(std::string_view text);

}  // namespace whybounce
