// SPDX-License-Identifier: MIT
#include "render/place_finder.h"

#include <algorithm>
#include <utility>

namespace whybounce {
namespace {

constexpr std::size_t kFewLines = 64;

}  // namespace

PlaceFinder::PartLines& PlaceFinder::lines_of(std::uint32_t part) {
  const auto known = std::ranges::lower_bound(parts_, part, {}, &PartLines::part);
  if (known != parts_.end() && known->part == part) return *known;
  PartLines lines{part, std::pmr::vector<std::uint32_t>(1, 0, &memory_)};
  lines.begins.reserve(kFewLines);
  return *parts_.insert(known, std::move(lines));
}

Position PlaceFinder::locate(const SourceSpan& span) {
  const std::string_view text = message_.text(span.part);
  const auto offset = static_cast<std::uint32_t>(std::min<std::size_t>(span.offset, text.size()));
  std::pmr::vector<std::uint32_t>& begins = lines_of(span.part).begins;
  while (begins.back() < offset) {
    const std::size_t newline = text.substr(0, offset).find('\n', begins.back());
    if (newline == std::string_view::npos) break;
    begins.push_back(static_cast<std::uint32_t>(newline + 1));
  }
  const auto line = std::ranges::upper_bound(begins, offset) - begins.begin();
  const std::uint32_t begin = begins[static_cast<std::size_t>(line) - 1];
  return {static_cast<std::uint32_t>(line), offset - begin + 1};
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
