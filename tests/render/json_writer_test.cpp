// SPDX-License-Identifier: MIT
#include "render/json_writer.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <string_view>

namespace whybounce {
namespace {

using namespace std::string_view_literals;

struct Case {
  std::string_view text;
  std::string_view json;
};

const Case kCases[] = {
    {"", R"("")"},
    {"plain words, longer than eight bytes", R"("plain words, longer than eight bytes")"},
    {"say \"no\" to C:\\temp", R"("say \"no\" to C:\\temp")"},
    {"a\tb\r\nc", R"("a\tb\r\nc")"},
    {"\0\x01\x1f"sv, R"("\u0000\u0001\u001f")"},
    {"\x7f", R"("\u007f")"},
    {"\u0085\u2028\u2029", R"("\u0085\u2028\u2029")"},
    {"\u202e", R"("\u202e")"},
    {"\U000E0041", R"("\udb40\udc41")"},
    {"caf\u00e9 \U0001F4E7", "\"caf\u00e9 \U0001F4E7\""},
    {"\xff", "\"\ufffd\""},
    {"a\xe6\x97z", "\"a\ufffdz\""},
    {"\xed\xa0\x80", "\"\ufffd\ufffd\ufffd\""},
    {"12345678\"", R"("12345678\"")"},
    {"1234567\"8", R"("1234567\"8")"},
};

TEST(JsonString, IsValidWhateverTheBytes) {
  for (const Case& c : kCases) {
    std::string out;
    append_json_string(out, c.text);
    EXPECT_EQ(out, c.json);
  }
}

// The scan looks at eight or sixteen bytes at once: no byte may slip through at any place.
TEST(JsonString, SeesEveryByteAtEveryPlace) {
  for (int value = 0; value < 256; ++value) {
    const char byte = static_cast<char>(value);
    std::string alone;
    append_json_string(alone, std::string_view(&byte, 1));
    const std::string inner = alone.substr(1, alone.size() - 2);
    for (const std::size_t size : {7U, 8U, 9U, 15U, 16U, 17U, 33U}) {
      for (std::size_t at = 0; at < size; ++at) {
        std::string text(size, 'x');
        text[at] = byte;
        std::string out;
        append_json_string(out, text);
        EXPECT_EQ(out, '"' + std::string(at, 'x') + inner + std::string(size - 1 - at, 'x') + '"');
      }
    }
  }
}

TEST(JsonString, OfNothingIsNull) {
  std::string out;
  append_json_string_or_null(out, "");
  append_json_string_or_null(out, "x");
  EXPECT_EQ(out, "null\"x\"");
}

TEST(JsonNumber, HoldsTheLargest) {
  std::string out;
  append_json_number(out, std::numeric_limits<std::uint64_t>::max());
  EXPECT_EQ(out, "18446744073709551615");
}

}  // namespace
}  // namespace whybounce
