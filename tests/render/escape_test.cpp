// SPDX-License-Identifier: MIT
#include "render/escape.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace whybounce {
namespace {

using namespace std::string_literals;
using namespace std::string_view_literals;

struct EscapeCase {
  std::string_view text;
  std::string_view shown;
};

// Protects the reader's terminal: each of these could move the cursor, hide text or turn it around.
const EscapeCase kEscapeCases[] = {
    {"", ""},
    {"550 5.1.1 <a@b>: User unknown", "550 5.1.1 <a@b>: User unknown"},
    {"back\\slash stays", "back\\slash stays"},
    {"\x1b[2J", "\\x1b[2J"},
    {"a\0b"sv, "a\\x00b"},
    {"a\tb\r\n", "a\\tb\\r\\n"},
    {"\x7f", "\\x7f"},
    {"\x9b", "\\x9b"},      // C1 as a raw byte: no UTF-8
    {"\u009b", "\\u{9b}"},  // C1 as UTF-8
    {"\u202e\u2066", "\\u{202e}\\u{2066}"},
    {"\u200e\u200f\u061c", "\\u{200e}\\u{200f}\\u{61c}"},
    {"\u200b\ufeff\u00ad", "\\u{200b}\\u{feff}\\u{ad}"},
    {"\u2028\u2029", "\\u{2028}\\u{2029}"},
    {"\U000E0041", "\\u{e0041}"},  // a tag character
    {"caf\u00e9 \u65e5\u672c \U0001F4E7", "caf\u00e9 \u65e5\u672c \U0001F4E7"},
    {"\xff\xc3", "\\xff\\xc3"},
    {"\xe6\x97", "\\xe6\\x97"},           // cut short
    {"\xc0\xaf", "\\xc0\\xaf"},           // overlong
    {"\xed\xa0\x80", "\\xed\\xa0\\x80"},  // a surrogate
    {"\xf4\x90\x80\x80", "\\xf4\\x90\\x80\\x80"},
};

TEST(Escape, ShowsWhatIsUnsafe) {
  for (const EscapeCase& c : kEscapeCases) EXPECT_EQ(escaped(c.text), c.shown);
}

TEST(Escape, LeavesNoControlByteOfAnyPair) {
  for (int a = 0; a < 256; ++a) {
    for (int b = 0; b < 256; ++b) {
      const std::string text{static_cast<char>(a), static_cast<char>(b)};
      for (const char c : escaped(text)) {
        ASSERT_TRUE(static_cast<unsigned char>(c) >= 0x20 && c != 0x7f) << a << ' ' << b;
      }
    }
  }
}

struct WidthCase {
  std::string_view text;
  int columns;
};

const WidthCase kWidthCases[] = {
    {"", 0},
    {"abc", 3},
    {"caf\u00e9", 4},
    {"cafe\u0301", 4},
    {"\u65e5\u672c", 4},
    {"\uff21", 2},
    {"\uff71", 1},
    {"\U0001F4E7", 2},
    {"\ud55c", 2},
    {"\u1112\u1161\u11ab", 2},
    {"\u2603\ufe0f", 1},
    {"\u0e01\u0e34", 1},
};

TEST(DisplayWidth, CountsTerminalColumns) {
  for (const WidthCase& c : kWidthCases) EXPECT_EQ(display_width(c.text), c.columns) << c.text;
}

}  // namespace
}  // namespace whybounce
