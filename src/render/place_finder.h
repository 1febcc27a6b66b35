// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

#include "whybounce/message.h"
#include "whybounce/span.h"

namespace whybounce {

// locate() for many spans of one message. Remembers the last place, so that spans that come in
// order cost one pass over the text, and not one each.
class PlaceFinder {
 public:
  explicit PlaceFinder(const Message& message) : message_(message) {}

  [[nodiscard]] Position locate(const SourceSpan& span);

 private:
  const Message& message_;
  std::uint32_t part_ = Part::kNone;
  std::string_view text_;
  std::uint32_t line_ = 1;
  std::uint32_t line_begin_ = 0;
};

// The words that a span covers; cut to the part's text, so that any span is safe to ask for.
[[nodiscard]] std::string_view words_of(const Message& message, const SourceSpan& span);

// The part's path; "1" where there is no such part.
[[nodiscard]] std::string_view path_of(const Message& message, std::uint32_t part);

}  // namespace whybounce
