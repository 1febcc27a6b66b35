// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "message/charset.h"
#include "support/exact_copy.h"
#include "whybounce/message.h"

namespace whybounce {
namespace {

struct Case {
  std::string_view raw;
  std::string_view value;
};

constexpr Case kCases[] = {
    {"", ""},
    {"plain", "plain"},
    {"two  blanks", "two  blanks"},
    // folds
    {"a\n b", "a b"},
    {"a \r\n\t  b\r\n c", "a b c"},
    {"a\n \n b", "a b"},
    {"a\r\n", "a"},
    {"\n a", "a"},
    // encoded words
    {"=?utf-8?Q?caf=C3=A9?=", "caf\xC3\xA9"},
    {"=?utf-8?q?a_b?= c", "a b c"},
    {"=?ISO-8859-1?Q?caf=E9?= au =?iso-8859-1?q?lait?=", "caf\xC3\xA9 au lait"},
    {"=?UTF-8?B?Y2Fmw6k=?=", "caf\xC3\xA9"},
    {"=?utf-8?b?Y2Fmw6k?=", "caf\xC3\xA9"},
    {"=?iso-2022-jp?B?GyRCJWEhPCVrGyhC?= x", "\xE3\x83\xA1\xE3\x83\xBC\xE3\x83\xAB x"},
    {"=?utf-8*en?Q?caf=C3=A9?=", "caf\xC3\xA9"},
    // white space between two of them goes, even where they were cut in a character
    {"=?utf-8?Q?a?= =?utf-8?Q?b?=", "ab"},
    {"=?utf-8?Q?a?=\r\n =?utf-8?Q?b?= c", "ab c"},
    {"=?utf-8?Q?caf=C3?=\n =?UTF-8?Q?=A9?=", "caf\xC3\xA9"},
    {"=?utf-8?Q?a?= =?koi8-r?Q?=C1?=", "a\xD0\xB0"},
    {"=?utf-8?Q?a?= - =?utf-8?Q?b?=", "a - b"},
    {"x =?utf-8?Q?a?= =?utf-8?Q?b?=", "x ab"},
    // against the rules, and written
    {"x=?utf-8?Q?a?=y", "xay"},
    {"=?utf-8?Q?a?==?utf-8?Q?b?=", "ab"},
    {"=?utf-8?Q?a b c?=", "a b c"},
    {"\"=?utf-8?Q?a?=\" <b@c>", "\"a\" <b@c>"},
    {"=?utf-8?Q?=41=4?=", "A=4"},
    {"=?no-such?Q?a?=", "a"},
    // broken: as they stand
    {"=?utf-8?Q?a", "=?utf-8?Q?a"},
    {"=?utf-8?X?a?=", "=?utf-8?X?a?="},
    {"=?utf-8?a?=", "=?utf-8?a?="},
    {"=??Q?a?=", "=??Q?a?="},
    {"=?", "=?"},
    {"=?=?utf-8?Q?a?=", "=?a"},
    {"?= =?", "?= =?"},
    // raw 8-bit text and raw ISO-2022-JP
    {"caf\xC3\xA9", "caf\xC3\xA9"},
    {"caf\xE9", "caf\xC3\xA9"},
    {"\x1B$B%a!<%k\x1B(B", "\xE3\x83\xA1\xE3\x83\xBC\xE3\x83\xAB"},
};

TEST(EncodedWords, OfAHeaderValue) {
  for (const Case& c : kCases) {
    EXPECT_EQ(decode_header_value(testing::ExactCopy(c.raw).view()), c.value) << c.raw;
  }
}

TEST(EncodedWords, FoldsAndOtherCharactersAtEveryPlace) {
  constexpr Case kOdd[] = {{"\xE9", "\xC3\xA9"}, {"\n ", " "}, {"=?utf-8?Q?a?=", "a"}, {"?", "?"}};
  for (std::size_t size = 2; size < 30; ++size) {
    for (std::size_t at = 1; at < size; ++at) {
      for (const Case& odd : kOdd) {
        std::string raw(size, 'x');
        std::string value = raw;
        raw.insert(at, odd.raw);
        value.insert(at, odd.value);
        EXPECT_EQ(decode_header_value(testing::ExactCopy(raw).view()), value);
      }
    }
  }
}

TEST(EncodedWords, MessageKeepsTheConverters) {
  Message message;
  for (const Case& c : kCases) EXPECT_EQ(message.decode_value(c.raw), c.value) << c.raw;
}

TEST(EncodedWords, TakeLinearTime) {
  for (const std::string_view unit :
       {"=?", "=?a?q?", "=?x ", "?=", "=?a?b?\?=", "=?a?q?=", "\n "}) {
    std::string raw;
    while (raw.size() < 300000) raw += unit;
    EXPECT_LE(decode_header_value(raw + "?=").size(), raw.size() * kMaxGrowth + kMaxMore) << unit;
  }
}

}  // namespace
}  // namespace whybounce
