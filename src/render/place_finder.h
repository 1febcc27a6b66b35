// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
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

  [[nodiscard]] Position locate(const SourceSpan& span);

 private:
  // The lines of a part that are known so far.
  struct PartLines {
    std::uint32_t part = 0;
    std::vector<std::uint32_t> begins = {0};
  };
  PartLines& lines_of(std::uint32_t part);

  const Message& message_;
  std::vector<PartLines> parts_;
};

// The words that a span covers; cut to the part's text, so that any span is safe to ask for.
[[nodiscard]] std::string_view words_of(const Message& message, const SourceSpan& span);

// The part's path; "1" where there is no such part.
[[nodiscard]] std::string_view path_of(const Message& message, std::uint32_t part);

}  // namespace whybounce
