// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory_resource>
#include <string_view>
#include <vector>

#include "whybounce/message.h"
#include "whybounce/span.h"

namespace whybounce {

// locate() for many spans of one message, in any order: looks for the line ends of each part only
// once, and only as far as somebody asked.
class PlaceFinder {
 public:
  explicit PlaceFinder(const Message& message) : message_(message) {}
  PlaceFinder(const PlaceFinder&) = delete;
  PlaceFinder& operator=(const PlaceFinder&) = delete;

  [[nodiscard]] Position locate(const SourceSpan& span);

 private:
  // The lines of a part that are known so far.
  struct PartLines {
    std::uint32_t part;
    std::pmr::vector<std::uint32_t> begins;
  };
  PartLines& lines_of(std::uint32_t part);

  const Message& message_;
  // Most mails have so few lines before their evidence that nothing needs to be allocated.
  std::array<std::byte, 2048> few_lines_;
  std::pmr::monotonic_buffer_resource memory_{few_lines_.data(), few_lines_.size()};
  std::pmr::vector<PartLines> parts_{&memory_};
};

// The words that a span covers; cut to the part's text, so that any span is safe to ask for.
[[nodiscard]] std::string_view words_of(const Message& message, const SourceSpan& span);

// The part's path; "1" where there is no such part.
[[nodiscard]] std::string_view path_of(const Message& message, std::uint32_t part);

}  // namespace whybounce
