// SPDX-License-Identifier: MIT
#include "cli/other_formats.h"

#include <algorithm>
#include <array>

#include "ascii.h"

namespace whybounce::cli {
namespace {

using namespace std::string_view_literals;

struct Compressed {
  std::string_view magic;
  std::string_view unpacker;
};
constexpr std::array<Compressed, 4> kCompressed = {{{"\x1F\x8B\x08"sv, "zcat"},
                                                    {"\xFD"
                                                     "7zXZ\0"sv,
                                                     "xzcat"},
                                                    {"\x28\xB5\x2F\xFD"sv, "zstdcat"},
                                                    {"BZh91AY&SY"sv, "bzcat"}}};

// 0 stands for a digit, a for a letter, x for a letter or digit, _ for a blank or digit.
constexpr std::array<std::string_view, 4> kTimes = {
    "aaa _0 00:00:00 ", "0000-00-00T00:00:00", "0000-00-00 00:00:00", "@4xxxxxxxxxxxxxxxxxxxxxxx"};

bool is_of_sort(char c, char sort) {
  switch (sort) {
    case '0':
      return ascii::is_digit(c);
    case 'a':
      return ascii::is_alpha(c);
    case 'x':
      return ascii::is_alnum(c);
    case '_':
      return c == ' ' || ascii::is_digit(c);
    default:
      return c == sort;
  }
}

bool begins_with_time(std::string_view line) {
  return std::ranges::any_of(kTimes, [line](std::string_view form) {
    return line.size() >= form.size() &&
           std::equal(form.begin(), form.end(), line.begin(),
                      [](char sort, char c) { return is_of_sort(c, sort); });
  });
}

}  // namespace

std::string_view unpacker_for(std::string_view first_bytes) {
  for (const Compressed& format : kCompressed) {
    if (first_bytes.starts_with(format.magic)) return format.unpacker;
  }
  return {};
}

bool looks_like_log(std::string_view text) {
  constexpr int kLinesLookedAt = 3;
  for (int i = 0; i < kLinesLookedAt; ++i) {
    if (!begins_with_time(text)) return false;
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return false;
    text.remove_prefix(end + 1);
  }
  return true;
}

}  // namespace whybounce::cli
