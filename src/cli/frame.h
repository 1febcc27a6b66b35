// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "cli/options.h"

namespace whybounce::cli {

// What stands before the first record that is printed, between two, and behind the last; and in
// place of all where there is none.
struct Frame {
  std::string_view before;
  std::string_view between;
  std::string_view after;
  std::string_view none;
};

[[nodiscard]] constexpr Frame frame_of(Format format) {
  switch (format) {
    case Format::json:
      return {"[\n", ",\n", "\n]\n", "[]\n"};
    case Format::text:
      return {"", "\n", "", ""};
    case Format::brief:
    case Format::jsonl:
    case Format::csv:
    case Format::tsv:
      break;
  }
  return {};
}

}  // namespace whybounce::cli
