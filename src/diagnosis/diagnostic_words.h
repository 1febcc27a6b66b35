// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "whybounce/span.h"

namespace whybounce {

// How many bytes of a server's words are told, if so many recipients have some each.
[[nodiscard]] std::uint32_t most_words(std::size_t recipients);

// A server's words as one line for the record: without quoting marks, and without what the reporting
// server puts around them ("(in reply to RCPT TO command)", "Giving up on 192.0.2.25."). At most `most` bytes.
// They are put in place of what `words` holds.
void reply_words(std::string_view text, const SourceSpan& reply, std::uint32_t most,
                 std::string& words);

// The same for a paragraph in which no reply code tells where the words begin: the lines around
// `focus`, which decided, with what is folded under them, and without the address in front.
void paragraph_words(std::string_view text, const SourceSpan& paragraph, const SourceSpan& focus,
                     std::uint32_t most, std::string& words);

}  // namespace whybounce
