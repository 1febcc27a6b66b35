// SPDX-License-Identifier: MIT
#include "cli/size.h"

#include <charconv>
#include <limits>

#include "ascii.h"

namespace whybounce::cli {

std::optional<std::size_t> parse_size(std::string_view text) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || number == 0) return std::nullopt;
  std::string_view unit = text.substr(static_cast<std::size_t>(end - text.data()));
  if (ascii::ends_with_ignoring_case(unit, "ib")) {
    unit.remove_suffix(2);
  } else if (ascii::ends_with_ignoring_case(unit, "b")) {
    unit.remove_suffix(1);
  }
  if (unit.empty()) return number;
  const std::size_t power = std::string_view("kmg").find(ascii::to_lower(unit[0]));
  if (unit.size() > 1 || power == std::string_view::npos) return std::nullopt;
  const std::size_t shift = 10 * (power + 1);
  if (number > std::numeric_limits<std::size_t>::max() >> (shift + 1)) return std::nullopt;
  return number << shift;
}

std::optional<std::size_t> parse_count(std::string_view text, std::size_t most) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  if (number == 0 || number > most) return std::nullopt;
  return number;
}

}  // namespace whybounce::cli
