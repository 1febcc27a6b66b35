// SPDX-License-Identifier: MIT
#include "message/transfer_decode.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "support/exact_copy.h"

namespace whybounce {
namespace {

using namespace std::string_view_literals;
constexpr std::size_t kNone = DecodeResult::kNone;

struct Case {
  std::string_view text;
  std::string_view decoded;
  std::size_t damage;
};

constexpr Case kBase64[] = {
    {"", "", kNone},
    {"SGVsbG8=", "Hello", kNone},
    {"SGVsbG8", "Hello", kNone},
    {"SGVsbA==", "Hell", kNone},
    {"SGVsbA=", "Hell", kNone},
    {"SGVsbA", "Hell", kNone},
    {"SGVs", "Hel", kNone},
    {"SGVs\r\nbG8=\r\n", "Hello", kNone},
    {"SG\nVs\r\n\r\nb G8 =\n", "Hello", kNone},
    {"AAH/+w==", "\0\1\xFF\xFB"sv, kNone},
    // skipped
    {"SGVs*bG8=", "Hello", 4},
    {"\xFFSGVsbG8=", "Hello", 0},
    {"SGVs-bG8=", "Hello", 4},
    // nothing is read behind the padding
    {"SGVsbG8=\n-- \nThe list's footer\n", "Hello", 9},
    {"SGVsbG8=SGVsbG8=", "Hello", 8},
    {"====", "", kNone},
    {"=SGVs", "", 1},
    // declared to be base64, and is not
    {"This is a plain text, whatever its header says.\n",
     "This is a plain text, whatever its header says.\n", 0},
    {"Hello", "Hello", 0},
};

TEST(TransferDecode, Base64) {
  for (const Case& c : kBase64) {
    const testing::ExactCopy copy(c.text);
    std::string out = "left from before";
    const DecodeResult result = decode_base64(copy.view(), out);
    EXPECT_EQ(out, c.decoded) << c.text;
    EXPECT_EQ(result.damage, c.damage) << c.text;
  }
}

constexpr Case kQuotedPrintable[] = {
    {"", "", kNone},
    {"plain\n", "plain\n", kNone},
    {"caf=C3=A9", "caf\xC3\xA9", kNone},
    {"caf=c3=a9\r\n", "caf\xC3\xA9\r\n", kNone},
    {"=3D=\n=3D", "==", kNone},
    {"soft=\nbreak=\r\nand=\r\r\nmore=", "softbreakandmore", kNone},
    {"soft= \t\nbreak", "softbreak", kNone},
    {"blanks at the end  \t\nof a line \r\n", "blanks at the end\nof a line\r\n", kNone},
    {"kept=20\n", "kept \n", kNone},
    {"=00", "\0"sv, kNone},
    // what is no escape stays
    {"a=b", "a=b", 1},
    {"a=4", "a=4", 1},
    {"x = y\n", "x = y\n", 2},
    {"=G1=41", "=G1A", 0},
    {"==41", "=A", 0},
    {"100%=\xE9\n", "100%=\xE9\n", 4},
};

TEST(TransferDecode, QuotedPrintable) {
  for (const Case& c : kQuotedPrintable) {
    const testing::ExactCopy copy(c.text);
    std::string out = "left from before";
    const DecodeResult result = decode_quoted_printable(copy.view(), out);
    EXPECT_EQ(out, c.decoded) << c.text;
    EXPECT_EQ(result.damage, c.damage) << c.text;
  }
}

TEST(TransferDecode, NamesOfEncodings) {
  EXPECT_EQ(parse_transfer_encoding("base64"), TransferEncoding::base64);
  EXPECT_EQ(parse_transfer_encoding(" BASE64 (really)"), TransferEncoding::base64);
  EXPECT_EQ(parse_transfer_encoding("\"base64\""), TransferEncoding::base64);
  EXPECT_EQ(parse_transfer_encoding("Quoted-Printable;"), TransferEncoding::quoted_printable);
  for (const std::string_view name : {"", "7bit", "8bit", "binary", "x-uuencode", "base640"}) {
    EXPECT_EQ(parse_transfer_encoding(name), TransferEncoding::identity) << name;
  }
}

}  // namespace
}  // namespace whybounce
