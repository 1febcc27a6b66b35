// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

// Values and pure functions: nothing here throws, and any thread may call it.
namespace whybounce {

// Where a piece of evidence stands: a run of bytes in one part of a message.
//
//   part 1 of a Message, decoded:
//
//     "Your mail was not delivered.\n<you@example.net>: host … said: 550 5.1.1 No such user\n"
//      ^ offset 0                             offset 63, length 3 ^^^
//
// `part` is an index into Message::parts(); `offset` and `length` count bytes in that part's
// *decoded* text (Message::text()), not in the raw message, because that is what a reader sees.
// Parts are at most 4 GiB. A span of length 0 marks a place; the default one (part 0, offset 0,
// length 0) is used for "nowhere".
struct SourceSpan {
  std::uint32_t part = 0;
  std::uint32_t offset = 0;
  std::uint32_t length = 0;

  friend bool operator==(const SourceSpan&, const SourceSpan&) = default;
};

// A place for people: both count from 1, columns in bytes.
struct Position {
  std::uint32_t line = 1;
  std::uint32_t column = 1;

  friend bool operator==(const Position&, const Position&) = default;
};

// Line and column of a byte offset. A line ends with LF or CRLF. Offsets past the end count as the
// end. Cost: linear in `offset`.
[[nodiscard]] Position locate(std::string_view text, std::uint32_t offset);

// The whole line (without its end) that `offset` stands in: a view into `text`. Cost: linear in the
// line.
[[nodiscard]] std::string_view line_at(std::string_view text, std::uint32_t offset);

}  // namespace whybounce
