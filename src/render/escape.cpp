// SPDX-License-Identifier: MIT
#include "render/escape.h"

#include <fmt/format.h>

#include <iterator>

#include "bytes.h"

namespace whybounce {
namespace {

constexpr bool is_printable(char c) {
  return c >= 0x20 && c < 0x7F;
}

// Behind the printable ASCII that begins at `at`. Eight bytes at once: most texts are nothing else.
std::size_t printable_run(std::string_view text, std::size_t at) {
  const auto is_doubtful = [&text](std::size_t from) {
    const std::uint64_t word = eight_bytes(text.data() + from);
    // The top bit of a byte is set if it is below 0x20, above 0x7F, or 0x7F. A borrow may set one
    // too many, never one too few.
    const std::uint64_t doubtful = (word - kOnes * 0x20) | (word + kOnes) | word;
    return (doubtful & (kOnes * 0x80)) != 0;
  };
  while (at + 8 <= text.size() && !is_doubtful(at)) at += 8;
  const bool is_tail = at + 8 > text.size();
  if (is_tail && text.size() >= 8 && !is_doubtful(text.size() - 8)) return text.size();
  while (at < text.size() && is_printable(text[at])) ++at;
  return at;
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
    const std::size_t run = printable_run(text, at);
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
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t run = printable_run(text, at);
    columns += static_cast<int>(run - at);
    if (run == text.size()) break;
    const unicode::CodePoint character = unicode::code_point_at(text, run);
    columns += unicode::column_width(character.value);
    at = run + character.bytes;
  }
  return columns;
}

}  // namespace whybounce
