// SPDX-License-Identifier: MIT
#include "message/charset.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "message/utf8.h"
#include "support/exact_copy.h"

namespace whybounce {
namespace {

using namespace std::string_view_literals;

#define BAD "\xEF\xBF\xBD"

struct Case {
  std::string_view charset;
  std::string_view bytes;
  std::string_view text;
};

constexpr Case kCases[] = {
    // own code
    {"utf-8", "caf\xC3\xA9", "caf\xC3\xA9"},
    {"UTF8", "a\xE9z", "a" BAD "z"},
    {"us-ascii", "plain", "plain"},
    {"iso-8859-1", "caf\xE9", "caf\xC3\xA9"},
    {"Latin1", "\x80\x92", "\xE2\x82\xAC\xE2\x80\x99"},
    {"windows-1252", "\x93x\x94\x81", "\xE2\x80\x9Cx\xE2\x80\x9D" BAD},
    // iconv's
    {"iso-2022-jp", "\x1B$B%a!<%k\x1B(B x", "\xE3\x83\xA1\xE3\x83\xBC\xE3\x83\xAB x"},
    {"Shift_JIS", "\x83\x81\x81[\x83\x8B", "\xE3\x83\xA1\xE3\x83\xBC\xE3\x83\xAB"},
    {"x-sjis", "\x87\x40", "\xE2\x91\xA0"},
    {"EUC-JP", "\xA5\xE1\xA1\xBC\xA5\xEB", "\xE3\x83\xA1\xE3\x83\xBC\xE3\x83\xAB"},
    {"gb2312", "\xD3\xCA\xBC\xFE", "\xE9\x82\xAE\xE4\xBB\xB6"},
    {"GBK", "\xD3\xCA\xBC\xFE", "\xE9\x82\xAE\xE4\xBB\xB6"},
    {"gb18030", "\xD3\xCA\xBC\xFE", "\xE9\x82\xAE\xE4\xBB\xB6"},
    {"Big5", "\xB6\x6C\xA5\xF3", "\xE9\x83\xB5\xE4\xBB\xB6"},
    {"euc-kr", "\xB8\xDE\xC0\xCF", "\xEB\xA9\x94\xEC\x9D\xBC"},
    {"ks_c_5601-1987", "\xB8\xDE\xC0\xCF", "\xEB\xA9\x94\xEC\x9D\xBC"},
    {"koi8-r", "\xD0\xCF\xDE\xD4\xC1", "\xD0\xBF\xD0\xBE\xD1\x87\xD1\x82\xD0\xB0"},
    {"windows-1251", "\xEF\xEE\xF7\xF2\xE0", "\xD0\xBF\xD0\xBE\xD1\x87\xD1\x82\xD0\xB0"},
    {"iso-8859-15", "\xA4", "\xE2\x82\xAC"},
    {"ISO_8859-2", "\xB1", "\xC4\x85"},
    {"cp-850", "\x82", "\xC3\xA9"},
    {"ibm850", "\x82", "\xC3\xA9"},
    {"utf-7", "caf+AOk-", "caf\xC3\xA9"},
    {"unicode-1-1-utf-7", "1 +- 1", "1 + 1"},
    {"utf-16",
     "\xFF\xFE"
     "a\0\xE9\0"sv,
     "a\xC3\xA9"},
    {"utf-16be", "\0a\0\xE9"sv, "a\xC3\xA9"},
    // no charset, or one that nobody knows
    {"", "plain", "plain"},
    {"", "caf\xC3\xA9", "caf\xC3\xA9"},
    {"", "caf\xE9", "caf\xC3\xA9"},
    {"us-ascii", "caf\xC3\xA9", "caf\xC3\xA9"},
    {"unknown-8bit", "caf\xE9", "caf\xC3\xA9"},
    {"x-no-such-charset", "caf\xE9", "caf\xC3\xA9"},
    {"utf-8//TRANSLIT", "caf\xE9", "caf\xC3\xA9"},
    {"", "cut \xC3\xA9\xC3\xA9\xC3", "cut \xC3\xA9\xC3\xA9" BAD},
    // ISO-2022-JP that is not declared
    {"", "\x1B$B%a!<%k\x1B(B", "\xE3\x83\xA1\xE3\x83\xBC\xE3\x83\xAB"},
    {"us-ascii", "x \x1B$@%a\x1B(J", "x \xE3\x83\xA1"},
    {"", "\x1B[1mbold", "\x1B[1mbold"},
    // a charset that it is not
    {"iso-8859-1", "caf\xC3\xA9", "caf\xC3\xA9"},
    {"iso-2022-jp", "\xE3\x83\xA1\xE3\x83\xBC", "\xE3\x83\xA1\xE3\x83\xBC"},
    {"iso-2022-jp", "\xA5\xE1\xA1\xBC\xA5\xEB", "\xE3\x83\xA1\xE3\x83\xBC\xE3\x83\xAB"},
    {"iso-2022-jp", "\x83\x81\x81[\x83\x8B", "\xE3\x83\xA1\xE3\x83\xBC\xE3\x83\xAB"},
    {"euc-kr", "caf\xC3\xA9 \xE3\x83\xA1.", "caf\xC3\xA9 \xE3\x83\xA1."},
    {"utf-16", "caf\xC3\xA9", "caf\xC3\xA9"},
    // damage: one sign, and on behind it
    {"iso-2022-jp", "\x1B$B%a\x1B(B\xE9z", "\xE3\x83\xA1" BAD "z"},
    {"iso-2022-jp", "a\xFFz", "a" BAD "z"},
    {"iso-2022-jp", "\x1B$B%a\nlost escape\n", "\xE3\x83\xA1\nlost escape\n"},
    {"utf-7", "+0000\nFrom x", "\xED\x8D\x8D\nFrom x"},
    {"utf-7", "+0000\r\nFrom x", "\xED\x8D\x8D\r\nFrom x"},
    {"utf-7", "+0000", "\xED\x8D\x8D"},
    {"iso-2022-jp", "\x1B$@\x1B\nz", BAD "\nz"},
    {"iso-2022-jp", "\x1B$@\x1B\r\nz", BAD "\r\nz"},
    {"iso-2022-jp", "\x1B$B%\r\nz", BAD "\r\nz"},
    {"euc-kr", "a\xA2\xE8z", "a" BAD "z"},
    {"euc-kr", "a\xA2\xE8\nz", "a" BAD "\nz"},
    {"euc-kr", "a\xA2\xE8\r\nz", "a" BAD "\r\nz"},
    {"euc-kr", "a\xA2\xE8", "a" BAD},
    {"iso-2022-cn-ext", "\xE9\x0E", BAD BAD},
    {"shift_jis", "a\x83", "a" BAD},
    {"euc-kr", "a\xFFz", "a" BAD "z"},
    // NUL is a character like another
    {"", "a\0b"sv, "a\0b"sv},
    {"koi8-r", "a\0\xC1"sv, "a\0\xD0\xB0"sv},
};

TEST(Charset, ToUtf8) {
  CharsetConverter converter;
  for (int round = 0; round < 2; ++round) {  // with handles newly opened, and with kept ones
    for (const Case& c : kCases) {
      const testing::ExactCopy copy(c.bytes);
      std::string out;
      EXPECT_EQ(converter.to_utf8(copy.view(), c.charset, out).text, c.text)
          << c.charset << ": " << c.bytes;
    }
  }
}

TEST(Charset, ValidTextIsNotCopied) {
  CharsetConverter converter;
  const std::string_view text = "plain ASCII";
  for (const std::string_view charset :
       {"", "utf-8", "us-ascii", "iso-8859-1", "windows-1252", "koi8-r", "shift_jis", "gb2312",
        "iso-2022-jp", "x-unknown"}) {
    std::string out;
    EXPECT_EQ(converter.to_utf8(text, charset, out).text.data(), text.data()) << charset;
  }
}

TEST(Charset, TellsWhatWasWrong) {
  CharsetConverter converter;
  std::string out;
  EXPECT_TRUE(converter.to_utf8("\xE9", "x-no-such-charset", out).unknown_charset);
  EXPECT_FALSE(converter.to_utf8("\xE9", "koi8-r", out).unknown_charset);
  EXPECT_EQ(converter.to_utf8("abc\xE9", "utf-8", out).damage, 3U);
  EXPECT_EQ(converter.to_utf8("ab\n\xE9", "iso-2022-jp", out).damage, 3U);
  EXPECT_EQ(converter.to_utf8("abc\xE9", "koi8-r", out).damage, ConvertedText::kNone);
  EXPECT_LT(converter.to_utf8("abc\xA2\xE8", "euc-kr", out).damage, 5U);
}

// iconv's UTF-16 goes on with the byte order that the last text had.
TEST(Charset, OneTextsByteOrderIsNotTheNexts) {
  using namespace std::string_view_literals;
  CharsetConverter converter;
  std::string out;
  EXPECT_EQ(converter.to_utf8("\xFE\xFF\0a\0\xE9"sv, "utf-16", out).text, "a\xC3\xA9");
  EXPECT_EQ(converter.to_utf8("a\0\xE9\0"sv, "utf-16", out).text, "a\xC3\xA9");
  EXPECT_EQ(converter.to_utf8("\0\0\xFE\xFF\0\0\0a"sv, "utf-32", out).text, "a");
  EXPECT_EQ(converter.to_utf8("a\0\0\0"sv, "utf-32", out).text, "a");
}

// A spelling that iconv does not know says nothing about another one of the same name.
TEST(Charset, OneSpellingsAnswerIsNotTheOthers) {
  CharsetConverter first;
  CharsetConverter second;
  std::string out;
  std::string other;
  (void)first.to_utf8("\xC1", "koi-8r", out);
  EXPECT_EQ(first.to_utf8("\xC1", "koi8-r", out).text,
            second.to_utf8("\xC1", "koi8-r", other).text);
}

// A mail that names hundreds of charsets, and charsets that make much out of few bytes.
TEST(Charset, TakesBoundedMemory) {
  CharsetConverter converter;
  std::string out;
  for (int i = 0; i < 300; ++i) {
    EXPECT_EQ(converter.to_utf8("\x82", "x-" + std::to_string(i), out).text, "\xE2\x80\x9A");
  }
  // The second: code points that UCS-4 has, and Unicode has not.
  for (const char byte : {'\xAA', '\x13'}) {
    const std::string bytes(1000, byte);
    for (const std::string_view charset :
         {"utf-8", "windows-1252", "TSCII", "EUC-JP", "UTF-7", "UTF-16", "UTF-32", "UCS-4",
          "UCS-4LE", "ISO-2022-KR", "BIG5-HKSCS", "CP1255"}) {
      const std::string_view text = converter.to_utf8(bytes, charset, out).text;
      EXPECT_LE(text.size(), bytes.size() * kMaxGrowth + kMaxMore) << charset;
      EXPECT_EQ(valid_utf8_prefix(text), text.size()) << charset;
    }
  }
}

}  // namespace
}  // namespace whybounce
