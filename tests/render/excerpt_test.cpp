// SPDX-License-Identifier: MIT
#include "render/excerpt.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "render/escape.h"

namespace whybounce {
namespace {

Mark mark(std::string_view text, std::string_view words) {
  return {static_cast<std::uint32_t>(text.find(words)), static_cast<std::uint32_t>(words.size())};
}

std::string excerpt(std::string_view text, const std::vector<Mark>& marks, int width = 60) {
  std::string out;
  render_excerpt(text, marks, {.width = width, .indent = 0, .colours = {}}, out);
  return out;
}

TEST(Excerpt, UnderlinesSeveralMarksOfALine) {
  constexpr std::string_view kText = "one\ntwo\nDiagnostic: 550 5.1.1 No such user\nfour\n";
  EXPECT_EQ(excerpt(kText, {mark(kText, "No such user"), mark(kText, "550"), mark(kText, "5.1.1")}),
            "3 | Diagnostic: 550 5.1.1 No such user\n"
            "  |             ^~~ ^~~~~ ^~~~~~~~~~~~\n");
}

TEST(Excerpt, ShowsEachLineOnceInOrder) {
  std::string text;
  for (int i = 1; i <= 12; ++i) text += "line " + std::to_string(i) + "\r\n";
  EXPECT_EQ(excerpt(text, {mark(text, "line 10"), mark(text, "line 2")}),
            " 2 | line 2\n"
            "   | ^~~~~~\n"
            "10 | line 10\n"
            "   | ^~~~~~~\n");
}

TEST(Excerpt, ShowsMarksInsideOfMarks) {
  constexpr std::string_view kText = "said: 550 5.1.1 unknown";
  EXPECT_EQ(excerpt(kText, {mark(kText, "550 5.1.1 unknown"), mark(kText, "5.1.1")}),
            "1 | said: 550 5.1.1 unknown\n"
            "  |       ^~~~^~~~~~~~~~~~~\n");
}

TEST(Excerpt, FollowsAMarkOverFoldedLines) {
  constexpr std::string_view kText = "Text: no such\r\n    mailbox here";
  EXPECT_EQ(excerpt(kText, {mark(kText, "no such\r\n    mailbox")}),
            "1 | Text: no such\n"
            "  |       ^~~~~~~\n"
            "2 |     mailbox here\n"
            "  |     ^~~~~~~\n");
}

TEST(Excerpt, ShowsOnlyTheFirstLinesOfALongMark) {
  const std::string text = "a\nb\nc\nd\ne\nf\ng\n";
  EXPECT_EQ(excerpt(text, {{0, static_cast<std::uint32_t>(text.size())}}),
            "1 | a\n  | ^\n2 | b\n  | ^\n3 | c\n  | ^\n4 | d\n  | ^\n");
}

TEST(Excerpt, KeepsUnderlinesBelowWideCharacters) {
  constexpr std::string_view kText = "\u90ae\u7bb1 caf\u00e9 e\u0301 550 \U0001F4E7 unknown";
  EXPECT_EQ(excerpt(kText, {mark(kText, "550"), mark(kText, "unknown"), mark(kText, "\u7bb1")}),
            "1 | \u90ae\u7bb1 caf\u00e9 e\u0301 550 \U0001F4E7 unknown\n"
            "  |   ^~        ^~~    ^~~~~~~\n");
}

TEST(Excerpt, ShowsUnsafeBytesEscapedAndUnderlinesThemAsShown) {
  constexpr std::string_view kText = "a\x1b[2J\tb \xff 550 x";
  EXPECT_EQ(excerpt(kText, {mark(kText, "\x1b[2J"), mark(kText, "550")}),
            "1 | a\\x1b[2J b \\xff 550 x\n"
            "  |  ^~~~~~~        ^~~\n");
}

TEST(Excerpt, CutsALongLineAroundItsMark) {
  const std::string text = std::string(200, 'a') + " 550 5.1.1 no " + std::string(200, 'b');
  EXPECT_EQ(excerpt(text, {mark(text, "550"), mark(text, "5.1.1")}, 40),
            "1 | \u2026aaaaaaaaaaaa 550 5.1.1 no bbbbbbbb\u2026\n"
            "  |               ^~~ ^~~~~\n");
}

TEST(Excerpt, ShowsALongLineAgainForMarksFarApart) {
  const std::string text = "550 " + std::string(200, 'a') + " unknown";
  EXPECT_EQ(excerpt(text, {mark(text, "550"), mark(text, "unknown")}, 40),
            "1 | 550 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\u2026\n"
            "  | ^~~\n"
            "1 | \u2026aaaaaaaaaaaaaaaaaaaaaaaaaa unknown\n"
            "  |                             ^~~~~~~\n");
}

// What would be cut at the edge is shown whole below.
TEST(Excerpt, KeepsAMarkInOnePiece) {
  constexpr std::string_view kText =
      "said: 550 5.1.1 you@example.net: the mailbox is over quota today";
  EXPECT_EQ(excerpt(kText, {mark(kText, "550"), mark(kText, "mailbox is over quota")}, 44),
            "1 | said: 550 5.1.1 you@example.net: the ma…\n"
            "  |       ^~~\n"
            "1 | …e.net: the mailbox is over quota today\n"
            "  |             ^~~~~~~~~~~~~~~~~~~~~\n");
}

TEST(Excerpt, CutsAMarkThatIsLongerThanTheLine) {
  const std::string text = std::string(100, 'a') + std::string(100, 'b');
  EXPECT_EQ(excerpt(text, {{100, 100}}, 30),
            "1 | \u2026aaaaaaaaaaaabbbbbbbbbbbb\u2026\n"
            "  |              ^~~~~~~~~~~~\n");
}

TEST(Excerpt, MarksAPlace) {
  EXPECT_EQ(excerpt("ab", {{2, 0}}), "1 | ab\n  |   ^\n");
  EXPECT_EQ(excerpt("", {{0, 0}}), "1 | \n  | ^\n");
}

TEST(Excerpt, LeavesOutMarksOutsideOfTheText) {
  EXPECT_EQ(excerpt("ab", {{3, 1}}), "");
  EXPECT_EQ(excerpt("ab", {{1, 0xFFFFFFFF}}), "1 | ab\n  |  ^\n");
}

TEST(Excerpt, ColoursGutterAndUnderline) {
  std::string out;
  const std::vector<Mark> marks{{0, 1}};
  render_excerpt("ab", marks, {.width = 40, .indent = 2, .colours = kColoured}, out);
  EXPECT_EQ(out,
            "  \x1b[2m1 |\x1b[0m ab\n"
            "  \x1b[2m  |\x1b[0m \x1b[1;32m^\x1b[0m\n");
}

// Any bytes, any marks, any width: no control byte, no line wider than asked for, and an end.
TEST(Excerpt, HoldsItsPromisesForAnyBytes) {
  std::uint32_t seed = 12345;
  const auto next = [&seed] { return seed = seed * 1664525 + 1013904223, seed >> 8; };
  const std::vector<std::string> pieces{
      "a",      " ",      "\n",  "\r\n",     "\t",   "\x1b",       "\xff", "\u0301",
      "\u65e5", "\u202e", "550", "\xe6\x97", "word", "\U0001F4E7", "\r",   "\U000E0041"};
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    const std::uint32_t length = next() % 200;
    for (std::uint32_t i = 0; i < length; ++i) text += pieces[next() % pieces.size()];
    std::vector<Mark> marks;
    for (std::uint32_t i = next() % 6; i > 0; --i) marks.push_back({next() % 300, next() % 40});
    const int width = 24 + static_cast<int>(next() % 60);
    const std::string out = excerpt(text, marks, width);
    for (std::size_t at = 0; at < out.size();) {
      const std::size_t end = out.find('\n', at);
      ASSERT_NE(end, std::string::npos);
      const std::string_view line = std::string_view(out).substr(at, end - at);
      ASSERT_EQ(escaped(line), line);
      ASSERT_LE(display_width(line), std::max(width, 24 + 3)) << line;
      at = end + 1;
    }
  }
}

}  // namespace
}  // namespace whybounce
