// SPDX-License-Identifier: MIT
#include "message/lines.h"

#include <gtest/gtest.h>

#include <string_view>
#include <vector>

#include "support/exact_copy.h"

namespace whybounce {
namespace {

using Strings = std::vector<std::string_view>;

struct Case {
  std::string_view text;
  Strings lines;
};

const Case kCases[] = {
    {"", {}},
    {"\n", {""}},
    {"a", {"a"}},
    {"a\n", {"a"}},
    {"a\nb", {"a", "b"}},
    {"a\r\nb\r\n", {"a", "b"}},
    {"a\r\r\nb\r\r\r\n", {"a", "b"}},
    {"a\n\n\nb\n", {"a", "", "", "b"}},
    {"\r\n\r\n", {"", ""}},
    {"a\rb\nc\r", {"a\rb", "c"}},
};

TEST(Lines, EndWithLfOrCrlfAndHoldNeither) {
  for (const Case& c : kCases) {
    const testing::ExactCopy copy(c.text);
    Strings lines;
    for (std::string_view line : Lines(copy.view())) lines.push_back(line);
    EXPECT_EQ(lines, c.lines) << c.text;
  }
}

TEST(Lines, CursorTellsWhereEachStands) {
  const std::string_view text = "ab\r\n\ncd";
  LineCursor lines(text);
  ASSERT_TRUE(lines.next());
  EXPECT_EQ(lines.begin(), 0U);
  EXPECT_EQ(lines.end(), 4U);
  ASSERT_TRUE(lines.next());
  EXPECT_EQ(lines.begin(), 4U);
  ASSERT_TRUE(lines.next());
  EXPECT_EQ(lines.begin(), 5U);
  EXPECT_EQ(lines.end(), 7U);
  EXPECT_FALSE(lines.next());
}

TEST(Lines, CursorBeginsWhereItIsTold) {
  LineCursor lines("ab\ncd\n", 3);
  ASSERT_TRUE(lines.next());
  EXPECT_EQ(lines.line(), "cd");
  EXPECT_FALSE(LineCursor("ab", 9).next());
}

}  // namespace
}  // namespace whybounce
