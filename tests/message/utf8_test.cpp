// SPDX-License-Identifier: MIT
#include "message/utf8.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "support/exact_copy.h"

namespace whybounce {
namespace {

struct Case {
  std::string_view text;
  std::size_t valid;
  std::string_view repaired;  // with '?' in place of U+FFFD
};

constexpr Case kCases[] = {
    {"", 0, ""},
    {"abc", 3, "abc"},
    {"0123456789abcdef\x80", 16, "0123456789abcdef?"},
    {"\xC3\xA9", 2, "\xC3\xA9"},
    {"\xE2\x82\xAC and \xF0\x9F\x93\xA7", 12, "\xE2\x82\xAC and \xF0\x9F\x93\xA7"},
    {"\xF4\x8F\xBF\xBF", 4, "\xF4\x8F\xBF\xBF"},
    // overlong
    {"\xC0\xAF", 0, "??"},
    {"\xC1\xBF", 0, "??"},
    {"\xE0\x80\xAF", 0, "???"},
    {"\xF0\x80\x80\xAF", 0, "????"},
    // surrogates, beyond the last character
    {"\xED\xA0\x80", 0, "???"},
    {"\xF4\x90\x80\x80", 0, "????"},
    {"\xF8\x88\x80\x80\x80", 0, "?????"},
    {"\xFF\xFE", 0, "??"},
    // cut: one sign for all bytes that could have begun a character
    {"a\xC3", 1, "a?"},
    {"a\xE2\x82", 1, "a?"},
    {"a\xE2\x82z", 1, "a?z"},
    {"\xF0\x9F\x93\xC3\xA9", 0, "?\xC3\xA9"},
    {"\x80\xBFz", 0, "??z"},
};

TEST(Utf8, ValidUntil) {
  for (const Case& c : kCases) {
    const testing::ExactCopy copy(c.text);
    EXPECT_EQ(valid_utf8_prefix(copy.view()), c.valid) << c.text;
  }
}

// Characters that are passed without a look into the table of lead bytes.
TEST(Utf8, ValidUntilWhereTheNextCharacterIsNot) {
  for (int lead = 0x80; lead < 0x100; ++lead) {
    for (const int second : {0x78, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xE4}) {
      for (const int third : {0x78, 0x80, 0xBF, 0xC0}) {
        const std::string bytes = {static_cast<char>(lead), static_cast<char>(second),
                                   static_cast<char>(third)};
        for (std::size_t size = 1; size <= bytes.size(); ++size) {
          const testing::ExactCopy copy("\xC3\xA9 " + bytes.substr(0, size));
          std::size_t valid = 3;
          while (valid < copy.view().size()) {
            const std::string_view rest = copy.view().substr(valid);
            const std::size_t length = rest[0] == 'x' ? 1 : utf8_sequence_length(rest);
            if (length == 0) break;
            valid += length;
          }
          EXPECT_EQ(valid_utf8_prefix(copy.view()), valid) << lead << ' ' << second << ' ' << third;
        }
      }
    }
  }
}

TEST(Utf8, RepairsWhatIsBroken) {
  for (const Case& c : kCases) {
    const testing::ExactCopy copy(c.text);
    std::string expected;
    for (const char ch : c.repaired) {
      if (ch == '?') {
        expected += "\xEF\xBF\xBD";
      } else {
        expected += ch;
      }
    }
    std::string out;
    append_repaired_utf8(copy.view(), out);
    EXPECT_EQ(out, expected) << c.text;
    EXPECT_EQ(valid_utf8_prefix(out), out.size());
  }
}

// Every character reads back as valid, and nothing else does.
TEST(Utf8, EncodesEveryCharacter) {
  char bytes[4];
  for (char32_t c = 0; c < 0x111000; ++c) {
    const std::string_view text(bytes, encode_utf8(c, bytes));
    const bool is_character = c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF);
    ASSERT_EQ(valid_utf8_prefix(text), text.size()) << static_cast<unsigned>(c);
    ASSERT_TRUE(is_character || text == "\xEF\xBF\xBD") << static_cast<unsigned>(c);
  }
}

TEST(Utf8, AsciiPrefixAtEveryOffset) {
  for (std::size_t size = 0; size < 150; ++size) {
    for (std::size_t at = 0; at < size; ++at) {
      std::string text(size, 'x');
      text[at] = '\x80';
      EXPECT_EQ(ascii_prefix(testing::ExactCopy(text).view()), at);
    }
  }
}

}  // namespace
}  // namespace whybounce
