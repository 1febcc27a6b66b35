// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

// Texts as the source of a manual page: man(7).
namespace whybounce::docgen {

// One line of text: hyphens that can be copied, and no character that is a command.
[[nodiscard]] std::string roff(std::string_view text);

[[nodiscard]] std::string bold(std::string_view text);
[[nodiscard]] std::string italic(std::string_view text);

// Lines of a paragraph, with options in bold; each sentence begins a line. Ends with a line end,
// unless it is empty.
[[nodiscard]] std::string paragraph(std::string_view text);

// What begins with a small letter and has no end, as a sentence.
[[nodiscard]] std::string sentence(std::string_view text);

}  // namespace whybounce::docgen
