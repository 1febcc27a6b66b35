// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "render/palette.h"

namespace whybounce {

// A run of bytes of a text that is to be underlined; of length 0: a place.
struct Mark {
  std::uint32_t offset = 0;
  std::uint32_t length = 0;
};

struct ExcerptStyle {
  int width = 80;                // columns in all
  int indent = 0;                // blanks before the line number
  std::uint32_t first_line = 1;  // the number of the text's first line
  Palette colours;               // all empty: no colour
};

// Shows the lines of `text` that the marks stand in, as a compiler does:
//
//     7 | Diagnostic-Code: smtp; 550 5.1.1 <you@example.net>: User unknown
//       |                        ^~~ ^~~~~                    ^~~~~~~~~~~~
//
// Lines come in order, each once, however many marks it has. One that is too wide is cut around its
// marks ("…" stands for what is left out), and shown again for marks that don't fit beside the
// others. What is unsafe on a terminal is shown escaped and underlined as such; a tab is one blank.
// Of a mark that goes over several lines the first few are shown. Marks outside of the text are
// left out. Cost: linear in the text up to the last mark, and in what is printed.
void render_excerpt(std::string_view text, std::span<const Mark> marks, const ExcerptStyle& style,
                    std::string& out);

}  // namespace whybounce
