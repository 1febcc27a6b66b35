// SPDX-License-Identifier: MIT
#include "whybounce/span.h"

#include <algorithm>
#include <cstddef>

namespace whybounce {

namespace {

std::size_t line_begin(std::string_view text, std::size_t offset) {
  const std::size_t lf = offset == 0 ? std::string_view::npos : text.rfind('\n', offset - 1);
  return lf == std::string_view::npos ? 0 : lf + 1;
}

}  // namespace

Position locate(std::string_view text, std::uint32_t offset) {
  const std::size_t end = std::min<std::size_t>(offset, text.size());
  const auto lines =
      std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(end), '\n');
  return {.line = static_cast<std::uint32_t>(lines + 1),
          .column = static_cast<std::uint32_t>(end - line_begin(text, end) + 1)};
}

std::string_view line_at(std::string_view text, std::uint32_t offset) {
  const std::size_t at = std::min<std::size_t>(offset, text.size());
  const std::size_t begin = line_begin(text, at);
  std::size_t end = std::min(text.find('\n', at), text.size());
  while (end > begin && text[end - 1] == '\r') --end;
  return text.substr(begin, end - begin);
}

}  // namespace whybounce
