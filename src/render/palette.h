// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace whybounce {

// The few colours of the text output, as what to print for them: SGR sequences, or nothing at all.
struct Palette {
  std::string_view heading;
  std::string_view bad;      // a permanent failure
  std::string_view warning;  // a temporary one
  std::string_view good;     // a delivery
  std::string_view neutral;  // anything else
  std::string_view mark;     // underlines
  std::string_view quiet;    // line numbers, sources
  std::string_view reset;
};

inline constexpr Palette kPlain{};
inline constexpr Palette kColoured{
    .heading = "\x1b[1m",
    .bad = "\x1b[1;31m",
    .warning = "\x1b[1;33m",
    .good = "\x1b[1;32m",
    .neutral = "\x1b[1;36m",
    .mark = "\x1b[1;32m",
    .quiet = "\x1b[2m",
    .reset = "\x1b[0m",
};

[[nodiscard]] constexpr const Palette& palette(bool colour) {
  return colour ? kColoured : kPlain;
}

}  // namespace whybounce
