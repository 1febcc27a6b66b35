// SPDX-License-Identifier: MIT
#include "render/escape.h"

#include <fmt/format.h>

#include <iterator>

namespace whybounce {
namespace {

constexpr bool is_printable_ascii(char c) {
  return c >= 0x20 && c < 0x7F;
}

void append_control(std::string& out, char c) {
  switch (c) {
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      fmt::format_to(std::back_inserter(out), "\\x{:02x}", static_cast<unsigned char>(c));
  }
}

}  // namespace

void append_escaped(std::string& out, std::string_view text, std::size_t at,
                    const unicode::CodePoint& character) {
  if (!character.valid) {
    for (const char c : text.substr(at, character.bytes)) append_control(out, c);
  } else if (!unicode::is_unsafe(character.value)) {
    out += text.substr(at, character.bytes);
  } else if (character.value < 0x80) {
    append_control(out, text[at]);
  } else {
    fmt::format_to(std::back_inserter(out), "\\u{{{:x}}}",
                   static_cast<std::uint32_t>(character.value));
  }
}

void append_escaped(std::string& out, std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    std::size_t run = at;
    while (run < text.size() && is_printable_ascii(text[run])) ++run;
    out += text.substr(at, run - at);
    if (run == text.size()) return;
    const unicode::CodePoint character = unicode::code_point_at(text, run);
    append_escaped(out, text, run, character);
    at = run + character.bytes;
  }
}

std::string escaped(std::string_view text) {
  std::string out;
  append_escaped(out, text);
  return out;
}

int display_width(std::string_view text) {
  int columns = 0;
  for (std::size_t at = 0; at < text.size();) {
    const unicode::CodePoint character = unicode::code_point_at(text, at);
    columns += unicode::column_width(character.value);
    at += character.bytes;
  }
  return columns;
}

}  // namespace whybounce
