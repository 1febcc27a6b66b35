// SPDX-License-Identifier: MIT
#include "render/json_writer.h"

#include <fmt/format.h>

#include <iterator>

#include "render/plain_copy.h"
#include "render/unicode.h"

namespace whybounce {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

std::size_t plain_run(std::string_view text, std::size_t at) {
  while (at + 8 <= text.size() && !has_special<'"', '\\'>(eight_bytes(text.data() + at))) at += 8;
  while (at < text.size() && is_plain<'"', '\\'>(text[at])) ++at;
  return at;
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
  // Most strings are short and plain.
  char* const room = out.room_for(text.size() + 2);
  if (room != nullptr && copy_plain<'"', '\\'>(text, room + 1)) {
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
