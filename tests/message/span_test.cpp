// SPDX-License-Identifier: MIT
#include "whybounce/span.h"

#include <gtest/gtest.h>

#include <string_view>

namespace whybounce {
namespace {

// What is shown to people ("line 41, column 7") and the line under which a caret is drawn.
struct Case {
  std::string_view text;
  std::uint32_t offset;
  Position position;
  std::string_view line;
};

constexpr Case kCases[] = {
    {"", 0, {1, 1}, ""},
    {"", 7, {1, 1}, ""},
    {"abc", 0, {1, 1}, "abc"},
    {"abc", 2, {1, 3}, "abc"},
    {"abc", 3, {1, 4}, "abc"},
    {"abc", 99, {1, 4}, "abc"},
    {"ab\ncd\n", 2, {1, 3}, "ab"},
    {"ab\ncd\n", 3, {2, 1}, "cd"},
    {"ab\ncd\n", 6, {3, 1}, ""},
    {"ab\ncd\n", 4000000000U, {3, 1}, ""},
    {"ab\r\ncd\r\n", 2, {1, 3}, "ab"},
    {"ab\r\ncd\r\n", 3, {1, 4}, "ab"},
    {"ab\r\ncd\r\n", 4, {2, 1}, "cd"},
    {"ab\r\r\ncd", 0, {1, 1}, "ab"},
    {"\n\n\n", 1, {2, 1}, ""},
    {"\r\n\r\n", 2, {2, 1}, ""},
    {"a\rb\nc", 2, {1, 3}, "a\rb"},
    {"\xc3\xa9x", 2, {1, 3}, "\xc3\xa9x"},
};

TEST(Span, LineAndColumnOfAnOffset) {
  for (const Case& c : kCases) {
    EXPECT_EQ(locate(c.text, c.offset), c.position) << c.text << " at " << c.offset;
  }
}

TEST(Span, LineThatAnOffsetStandsIn) {
  for (const Case& c : kCases) EXPECT_EQ(line_at(c.text, c.offset), c.line) << c.offset;
}

TEST(Span, ViewsAreSlicesOfTheText) {
  const std::string_view text = "first\nsecond\nthird";
  const std::string_view line = line_at(text, 8);
  EXPECT_EQ(line.data(), text.data() + 6);
}

}  // namespace
}  // namespace whybounce
