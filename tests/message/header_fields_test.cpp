// SPDX-License-Identifier: MIT
#include "message/header_fields.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "ascii.h"
#include "support/exact_copy.h"

namespace whybounce {
namespace {

using namespace std::string_view_literals;

struct Case {
  std::string_view text;
  std::string_view fields;  // name=value, each ended by ';'
  std::string_view body;
};

// Each row is something that real servers and mail programs write.
constexpr Case kMessages[] = {
    {"", "", ""},
    {"A: b\n\nbody\n", "A=b;", "body\n"},
    {"A: b\r\n\r\nbody\r\n", "A=b;", "body\r\n"},
    {"A: b\r\r\n\r\r\nbody", "A=b;", "body"},
    {"A: b", "A=b;", ""},
    {"A: b\n", "A=b;", ""},
    {"A: b\nC:d\n", "A=b;C=d;", ""},
    {"A:\n\n", "A=;", ""},
    {"A: b\n\tc\n  d\nE: f\n", "A=b\n\tc\n  d;E=f;", ""},
    {"A:\n b\n", "A=b;", ""},
    {"A: b  \n   \nC: d\n", "A=b;C=d;", ""},
    // RFC 5322 section 4.5
    {"Subject : x\nTo\t: y\n", "Subject=x;To=y;", ""},
    // before the header: mbox lines, quoted ones, empty lines, a byte order mark
    {"From a@b.c Thu Apr 29 23:34:45 2010\nA: b\n\nx", "A=b;", "x"},
    {">From a@b.c Thu Apr 29 23:34:45 2010\nA: b\n\nx", "A=b;", "x"},
    {"From - Thu\n>From x\nA: b\n\nx", "A=b;", "x"},
    {"From : a@b.c\n\nx", "From=a@b.c;", "x"},
    {"\n\r\n  \nA: b\n\nx", "A=b;", "x"},
    {"\xEF\xBB\xBF"
     "A: b\n\nx",
     "A=b;", "x"},
    // no header at all
    {"Hello there\n\nx", "", "Hello there\n\nx"},
    {" folded: nothing\nA: b\n", "", " folded: nothing\nA: b\n"},
    // the empty line is missing
    {"A: b\nThis is text\nand more\n", "A=b;", "This is text\nand more\n"},
    {"A: b\n--boundary\nC: d\n", "A=b;", "--boundary\nC: d\n"},
    {"A: b\n--bound:ary\n", "A=b;", "--bound:ary\n"},
    {"A: b\nNo field here\nReason: none\n", "A=b;", "No field here\nReason: none\n"},
    // a line that got lost among fields
    {"A: b\njunk line\nSubject: c\n\nx", "A=b;Subject=c;", "x"},
    {"A: b\njunk line\nX-Thing: c\n\nx", "A=b;X-Thing=c;", "x"},
    {"A: b\n\tfolded\njunk line\nTo: c\n\nx", "A=b\n\tfolded;To=c;", "x"},
    // a fold that got lost
    {"Content-Type: x/y;\nboundary=\"b:c\"\n\nx", "Content-Type=x/y;\nboundary=\"b:c\";", "x"},
    {"A: b; \t\r\nc d\r\nE: f\r\n", "A=b; \t\r\nc d;E=f;", ""},
    {"Received: from a\nby b (c) with D\nfor <e@f>; g\nTo: h\n\nx",
     "Received=from a\nby b (c) with D\nfor <e@f>; g;To=h;", "x"},
    {"A: b\nby the way\nfor you\nX: c\n", "A=b;", "by the way\nfor you\nX: c\n"},
    // any bytes
    {"A: \0b\n\nx"sv, "A=\0b;"sv, "x"},
    {":\n\nx", "", ":\n\nx"},
    {": b\n\nx", "", ": b\n\nx"},
    {"\xC3\xA9: b\n", "", "\xC3\xA9: b\n"},
    {"Subject: \xE9\n\nx", "Subject=\xE9;", "x"},
};

struct Read {
  HeaderBlock block;
  std::string fields;
  std::string body;
};

Read read(std::string_view text, HeaderPlace place) {
  const testing::ExactCopy copy(text);
  std::vector<HeaderField> fields;
  Read result;
  result.block = parse_header(copy.view(), 0, place, fields);
  for (const HeaderField& field : fields) {
    result.fields.append(field.name).append("=").append(field.value).append(";");
  }
  result.body = copy.view().substr(result.block.body);
  return result;
}

TEST(HeaderFields, NamesEndAtEveryPlace) {
  for (std::size_t size = 1; size < 50; ++size) {
    const std::string name(size, 'n');
    for (std::size_t more = 0; more < 20; ++more) {
      const std::string value(more, ':');
      const testing::ExactCopy copy(name + ":" + value);
      EXPECT_EQ(parse_field_line(copy.view()).name, name);
      EXPECT_EQ(parse_field_line(copy.view()).value, value);
      for (const char odd : {'\x7F', '\x80', '\xFF', '\x1F', '\0'}) {
        const testing::ExactCopy broken(name + odd + ":" + value);
        EXPECT_EQ(parse_field_line(broken.view()).name, "");
      }
    }
    EXPECT_EQ(parse_field_line(testing::ExactCopy(name).view()).name, "");
  }
}

TEST(HeaderFields, NamesAreComparedByTheirLetters) {
  const std::string lower = "x-0a1b2c3d4e5f6g7h8i9z-";
  for (std::size_t size = 0; size <= lower.size(); ++size) {
    const std::string_view known = std::string_view(lower).substr(0, size);
    std::string name(known);
    EXPECT_TRUE(is_field_name(name, known));
    EXPECT_FALSE(is_field_name(name + "x", known));
    for (char& c : name) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    EXPECT_TRUE(is_field_name(name, known));
    for (std::size_t at = 0; at < size; ++at) {
      for (int value = 0; value < 256; ++value) {
        std::string other = name;
        other[at] = static_cast<char>(value);
        EXPECT_EQ(is_field_name(other, known), ascii::equals_ignoring_case(other, known)) << other;
      }
    }
  }
}

TEST(HeaderFields, OfAMessage) {
  for (const Case& c : kMessages) {
    const Read result = read(c.text, HeaderPlace::message);
    EXPECT_EQ(result.fields, c.fields) << c.text;
    EXPECT_EQ(result.body, c.body) << c.text;
  }
}

TEST(HeaderFields, OfAPart) {
  constexpr Case kParts[] = {
      {"\nA: b\n", "", "A: b\n"},
      {"A: b\n\n\nx", "A=b;", "\nx"},
      {"From here on\nA: b\n", "", "From here on\nA: b\n"},
      {"--end--\n", "", "--end--\n"},
  };
  for (const Case& c : kParts) {
    const Read result = read(c.text, HeaderPlace::part);
    EXPECT_EQ(result.fields, c.fields) << c.text;
    EXPECT_EQ(result.body, c.body) << c.text;
  }
}

TEST(HeaderFields, BlockIsTheHeaderWithoutTheEmptyLine) {
  const HeaderBlock block = read("\nA: b\r\n\r\nx", HeaderPlace::message).block;
  EXPECT_EQ(block.begin, 1U);
  EXPECT_EQ(block.end, 7U);
  EXPECT_EQ(block.body, 9U);
}

TEST(HeaderFields, FirstStrayLineIsNoted) {
  EXPECT_EQ(read("A: b\n\nx y", HeaderPlace::message).block.stray, HeaderBlock::kNone);
  EXPECT_EQ(read("A: b\n--x\n", HeaderPlace::message).block.stray, HeaderBlock::kNone);
  EXPECT_EQ(read("A: b\nx y\nTo: c\nz z\n", HeaderPlace::message).block.stray, 5U);
}

// A header of millions of lines must not take memory many times its size.
// What may stand in a name, and what not, at every place in names of every length.
TEST(HeaderFields, NameEndsAtWhatIsNoneOfIt) {
  for (std::size_t size = 1; size < 20; ++size) {
    for (std::size_t at = 0; at < size; ++at) {
      for (int byte = 0; byte < 256; ++byte) {
        std::string name(size, 'x');
        name[at] = static_cast<char>(byte);
        std::string wanted;
        if (byte > 32 && byte < 127) wanted = name;
        if ((byte == ' ' || byte == '\t') && at == size - 1) wanted = name.substr(0, at);
        if (byte == ':') wanted = name.substr(0, at);
        const testing::ExactCopy line(name + ":y");
        EXPECT_EQ(parse_field_line(line.view()).name, wanted) << size << " " << at << " " << byte;
      }
    }
  }
}

TEST(HeaderFields, KeepsNoMoreThanTheLimit) {
  std::string text;
  for (std::size_t i = 0; i < kMaxHeaderFields + 100; ++i) text += "A: b\n c\n";
  std::vector<HeaderField> fields;
  const HeaderBlock block = parse_header(text, 0, HeaderPlace::message, fields);
  EXPECT_EQ(fields.size(), kMaxHeaderFields);
  EXPECT_EQ(block.field_count, kMaxHeaderFields);
  EXPECT_EQ(block.end, text.size());
}

TEST(HeaderFields, NamesTellWhatABlockIs) {
  EXPECT_EQ(classify_field("SUBJECT"), FieldKind::core);
  EXPECT_EQ(classify_field("To"), FieldKind::mail);
  EXPECT_EQ(classify_field("X-Anything-At-All-And-Quite-Long"), FieldKind::mail);
  EXPECT_EQ(classify_field("Final-Recipient"), FieldKind::report);
  EXPECT_EQ(classify_field("Reason"), FieldKind::other);
  EXPECT_EQ(classify_field(""), FieldKind::other);
}

}  // namespace
}  // namespace whybounce
