// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "whybounce/message.h"

namespace whybounce {

// A header (RFC 5322 section 2.2) in a text, by offsets.
struct HeaderBlock {
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  std::size_t begin = 0;          // of its first line
  std::size_t end = 0;            // behind its last line
  std::size_t body = 0;           // where the body begins: behind the empty line, if there is one
  std::size_t stray = kNone;      // the first line that is neither a field nor folded, if any
  std::uint32_t first_field = 0;  // a run in the list of fields
  std::uint32_t field_count = 0;
};

enum class HeaderPlace : std::uint8_t {
  message,  // of a whole message: empty lines and mbox "From " lines may stand before it
  part,  // of a part of a multipart (RFC 2046 section 5.1): an empty line at once means no fields
};

// Reads the header that begins at text[at]. Its fields go to the end of `fields`, until there are
// kMaxHeaderFields of them. It ends at the first empty line, at a line that begins with "--" (a
// boundary: the empty line is missing), or at one that is no field. Such a line belongs to the field
// before if that ends with a semicolon, or is a Received field that it continues (the fold was lost),
// and is skipped if a well-known field follows it. Cost: linear in the header.
[[nodiscard]] HeaderBlock parse_header(std::string_view text, std::size_t at, HeaderPlace place,
                                       std::vector<HeaderField>& fields);

// The field that a line begins: name, and what stands behind the colon and white space. An empty
// name where it begins none. White space before the colon is accepted (RFC 5322 section 4.5). Lines
// that are given behind the first become part of the value and change nothing else.
[[nodiscard]] HeaderField parse_field_line(std::string_view line);

// How much a field's name tells about what the block is that it stands in.
enum class FieldKind : std::uint8_t {
  other,
  report,  // of a delivery report or a complaint (RFC 3464, RFC 5965), not of a mail
  mail,    // stands in mail, and not only there
  core,    // makes a mail of it even where it stands alone
};

// is_field_name() for two names of one length. Looks at eight bytes at once: most names of one length that
// are asked for are the same.
[[nodiscard]] bool has_letters_of(std::string_view name, std::string_view lower_name);
// Whether a field has that name, case ignored. `lower_name` is a name as they are known: of small
// letters, digits and hyphens.
[[nodiscard]] inline bool is_field_name(std::string_view name, std::string_view lower_name) {
  return name.size() == lower_name.size() && has_letters_of(name, lower_name);
}

[[nodiscard]] FieldKind classify_field(std::string_view name);

// Whether a line is the "From sender date" that separates messages in an mbox (RFC 4155), or its
// quoted form.
[[nodiscard]] bool is_mbox_line(std::string_view line);

}  // namespace whybounce
