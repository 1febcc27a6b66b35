// SPDX-License-Identifier: MIT
#include "render/json_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <iterator>

#include "render/unicode.h"

namespace whybounce {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

constexpr bool is_plain(char c) {
  return c >= 0x20 && c < 0x7F && c != '"' && c != '\\';
}

constexpr std::uint64_t repeat(std::uint8_t byte) {
  return 0x0101010101010101ULL * byte;
}

// Whether eight bytes hold one that is_plain() refuses: the zero-byte test of Mycroft, on several
// differences at once. May see one too many, never one too few.
constexpr bool has_special(std::uint64_t word) {
  const auto zero = [](std::uint64_t w) { return w - repeat(0x01); };
  const std::uint64_t below_blank = word - repeat(0x20);
  const std::uint64_t del = word + repeat(0x01);
  const std::uint64_t quote = zero(word ^ repeat('"'));
  const std::uint64_t backslash = zero(word ^ repeat('\\'));
  return ((below_blank | del | quote | backslash | word) & repeat(0x80)) != 0;
}

std::uint64_t eight_bytes(const char* at) {
  std::uint64_t word = 0;
  std::memcpy(&word, at, 8);
  return word;
}

std::size_t plain_run(std::string_view text, std::size_t at) {
  while (at + 8 <= text.size() && !has_special(eight_bytes(text.data() + at))) at += 8;
  while (at < text.size() && is_plain(text[at])) ++at;
  return at;
}

// Copies a text as long as it is plain. True if all of it is.
bool copy_plain(std::string_view text, char* to) {
  const std::size_t size = text.size();
  const char* const from = text.data();
  if (size < 8) {
    for (std::size_t i = 0; i < size; ++i) {
      if (!is_plain(from[i])) return false;
      to[i] = from[i];
    }
    return true;
  }
  // The last eight bytes overlap the ones before.
  for (std::size_t at = 0; at < size; at += 8) {
    const std::size_t place = std::min(at, size - 8);
    const std::uint64_t word = eight_bytes(from + place);
    if (has_special(word)) return false;
    std::memcpy(to + place, &word, 8);
  }
  return true;
}

void put_u_escape(PieceBuffer& out, char32_t value) {
  const auto unit = [&out](char32_t code_unit) {
    fmt::format_to(std::back_inserter(out.flushed()), "\\u{:04x}",
                   static_cast<std::uint32_t>(code_unit));
  };
  if (value < 0x10000) {
    unit(value);
  } else {
    unit(0xD800 + ((value - 0x10000) >> 10));
    unit(0xDC00 + ((value - 0x10000) & 0x3FF));
  }
}

void put_special(PieceBuffer& out, std::string_view text, std::size_t at,
                 const unicode::CodePoint& character) {
  switch (character.value) {
    case '"':
      out.put("\\\"");
      return;
    case '\\':
      out.put("\\\\");
      return;
    case '\n':
      out.put("\\n");
      return;
    case '\r':
      out.put("\\r");
      return;
    case '\t':
      out.put("\\t");
      return;
    default:
      break;
  }
  if (!character.valid) {
    out.put(kReplacement);
  } else if (unicode::is_unsafe(character.value)) {
    put_u_escape(out, character.value);
  } else {
    out.put(text.substr(at, character.bytes));
  }
}

}  // namespace

void put_json_string(PieceBuffer& out, std::string_view text) {
  // Most strings are short and plain: they are copied while they are looked at.
  char* const room = out.room_for(text.size() + 2);
  if (room != nullptr && copy_plain(text, room + 1)) {
    room[0] = '"';
    room[text.size() + 1] = '"';
    out.add(text.size() + 2);
    return;
  }
  out.put('"');
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = plain_run(text, at);
    out.put(text.substr(at, end - at));
    if (end == text.size()) break;
    const unicode::CodePoint character = unicode::code_point_at(text, end);
    put_special(out, text, end, character);
    at = end + character.bytes;
  }
  out.put('"');
}

void put_json_string_or_null(PieceBuffer& out, std::string_view text) {
  if (text.empty()) {
    out.put("null");
  } else {
    put_json_string(out, text);
  }
}

void append_json_string(std::string& out, std::string_view text) {
  PieceBuffer pieces(out);
  put_json_string(pieces, text);
  pieces.flush();
}

void append_json_string_or_null(std::string& out, std::string_view text) {
  if (text.empty()) {
    out += "null";
  } else {
    append_json_string(out, text);
  }
}

void append_json_number(std::string& out, std::uint64_t number) {
  PieceBuffer pieces(out);
  pieces.put_digits(number);
  pieces.flush();
}

}  // namespace whybounce
