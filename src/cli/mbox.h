// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "cli/record_reader.h"

// Files of many messages (RFC 4155): each begins with a line "From sender date" that stands at the
// beginning of the file or behind an empty line.
//
// There is no one format, only a habit. Writers that escape a "From " of the text put a ">" before
// it (mboxo, mboxrd); others leave it as it is, so that such a line counts here only if it tells a
// time of day, which sentences that begin with "From" do not.
namespace whybounce::cli {

// Whether a file begins as an mbox.
[[nodiscard]] bool looks_like_mbox(std::string_view bytes);

// Finds the "From " line of the next message. The empty line before it belongs to neither.
[[nodiscard]] std::optional<Boundary> find_end_of_message(std::string_view bytes, bool at_end,
                                                          std::size_t& from);

// Takes the ">" away that the writer put before "From " at the beginning of a line, in place.
// Returns the new size.
[[nodiscard]] std::size_t unquote_from_lines(char* data, std::size_t size);

}  // namespace whybounce::cli
