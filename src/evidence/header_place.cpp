// SPDX-License-Identifier: MIT
#include "evidence/header_place.h"

#include <algorithm>
#include <cstddef>

#include "ascii.h"
#include "message/lines.h"

namespace whybounce {
namespace {

std::size_t count_lines(std::string_view text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

// Behind so many line ends; the end where there are fewer.
std::size_t skip_lines(std::string_view text, std::size_t from, std::size_t lines) {
  for (; lines > 0; --lines) {
    const std::size_t end = text.find('\n', from);
    if (end == std::string_view::npos) return text.size();
    from = end + 1;
  }
  return from;
}

}  // namespace

SourceSpan place_in_header(Message& message, std::uint32_t header, std::string_view piece) {
  const std::string_view text = message.decode(header);
  const std::string_view raw = message.parts()[header].raw;
  const auto offset = static_cast<std::size_t>(piece.data() - raw.data());
  if (text.data() == raw.data()) {
    return {header, static_cast<std::uint32_t>(offset), static_cast<std::uint32_t>(piece.size())};
  }
  // Decoding keeps the lines, and a field begins with ASCII.
  const std::string_view before = raw.substr(0, offset);
  const std::size_t column = offset - line_begin(before, before.size());
  const std::size_t line = skip_lines(text, 0, count_lines(before));
  const std::size_t begin = std::min(line + column, text.size());
  const std::size_t last = skip_lines(text, begin, count_lines(piece));
  std::size_t end = std::min(text.find('\n', last), text.size());
  while (end > begin && ascii::is_space(text[end - 1])) --end;
  return {header, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end - begin)};
}

}  // namespace whybounce
