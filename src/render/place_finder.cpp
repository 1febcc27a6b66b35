// SPDX-License-Identifier: MIT
#include "render/place_finder.h"

#include <algorithm>

namespace whybounce {

Position PlaceFinder::locate(const SourceSpan& span) {
  if (span.part != part_ || span.offset < line_begin_) {
    part_ = span.part;
    text_ = message_.text(span.part);
    line_ = 1;
    line_begin_ = 0;
  }
  const auto offset = static_cast<std::uint32_t>(std::min<std::size_t>(span.offset, text_.size()));
  while (true) {
    const std::size_t newline = text_.substr(0, offset).find('\n', line_begin_);
    if (newline == std::string_view::npos) break;
    line_begin_ = static_cast<std::uint32_t>(newline + 1);
    ++line_;
  }
  return {line_, offset - line_begin_ + 1};
}

std::string_view words_of(const Message& message, const SourceSpan& span) {
  const std::string_view text = message.text(span.part);
  if (span.offset >= text.size()) return {};
  return text.substr(span.offset, span.length);
}

std::string_view path_of(const Message& message, std::uint32_t part) {
  const auto& parts = message.parts();
  return part < parts.size() ? std::string_view(parts[part].path) : "1";
}

}  // namespace whybounce
