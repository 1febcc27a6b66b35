// SPDX-License-Identifier: MIT
// Protects: the format of data/ is read as its README.md says, and a mistake is shown at its place.
#include "catalog/stanza.h"

#include <gtest/gtest.h>

namespace whybounce {
namespace {

struct Parsed {
  std::string stanzas;  // "Key=value|Key=value" for each, separated by LF
  std::string errors;   // "line:column: reason", a line each
};

Parsed parse(std::string_view bytes) {
  const DataFile file("f.txt", bytes);
  std::vector<DataError> errors;
  Parsed result;
  for (const Stanza& stanza : parse_stanzas(file, errors)) {
    if (!result.stanzas.empty()) result.stanzas += '\n';
    for (const StanzaField& field : stanza) {
      if (&field != &stanza.front()) result.stanzas += '|';
      result.stanzas += std::string(field.key) + '=' + field.value;
    }
  }
  for (const DataError& error : errors) {
    result.errors += std::to_string(error.at.line) + ':' + std::to_string(error.at.column) + ": " +
                     error.reason + '\n';
  }
  return result;
}

TEST(Stanza, ReadsFields) {
  struct Case {
    std::string_view bytes;
    std::string_view stanzas;
  };
  for (const Case& c :
       {Case{"", ""}, Case{"\n\n", ""}, Case{"# x\n", ""}, Case{"A: b", "A=b"},
        Case{"A: b\nC-D: e: f\n", "A=b|C-D=e: f"}, Case{"A:b\n", "A=b"},
        Case{"A: b\n\n\nC: d\n", "A=b\nC=d"}, Case{"A: b\n c\n\td  \n", "A=b c d"},
        Case{"A:\n b\n", "A=b"}, Case{"A: b\n# x\n c\n", "A=b c"}, Case{"A: b # c\n", "A=b # c"},
        Case{"A: b\n  \nC: d\n", "A=b\nC=d"}, Case{"A: b\r\n c\r\n\r\nC: d\r\n", "A=b c\nC=d"},
        Case{"\xEF\xBB\xBF"
             "A: b\n",
             "A=b"},
        Case{"A: 邮箱\n", "A=邮箱"}}) {
    const Parsed parsed = parse(c.bytes);
    EXPECT_EQ(parsed.stanzas, c.stanzas) << c.bytes;
    EXPECT_EQ(parsed.errors, "") << c.bytes;
  }
}

TEST(Stanza, SaysWhatIsNoField) {
  constexpr std::string_view kNeither =
      "neither \"Key: value\" nor a continued line (which begins with a blank)\n";
  struct Case {
    std::string_view bytes;
    std::string errors;
  };
  for (const Case& c :
       {Case{"A: b\nhello\n c\n", "2:1: " + std::string(kNeither)},
        Case{": b\n", "1:1: " + std::string(kNeither)},
        Case{"A b: c\n", "1:1: " + std::string(kNeither)},
        Case{" b\n", "1:1: a continued line with no field above it\n"},
        Case{"A: b\n\n c\n", "3:1: a continued line with no field above it\n"},
        Case{"A:  \nB: c\n", "1:1: A has no value\n"}, Case{"A: b\x01\n", "1:5: not UTF-8 text\n"},
        Case{"A: \xFF\n", "1:4: not UTF-8 text\n"}, Case{"A: \xC3\n", "1:4: not UTF-8 text\n"},
        Case{"A: \xED\xA0\x80\n", "1:4: not UTF-8 text\n"},
        Case{"A: \xF5\x80\x80\x80\n", "1:4: not UTF-8 text\n"},
        Case{std::string_view("A: \0\n", 5), "1:4: not UTF-8 text\n"}}) {
    EXPECT_EQ(parse(c.bytes).errors, c.errors) << c.bytes;
  }
}

TEST(Stanza, KnowsWhereAValueStands) {
  const DataFile file("f.txt", "# x\nA: bb\n  cc dd\n");
  std::vector<DataError> errors;
  const std::vector<Stanza> stanzas = parse_stanzas(file, errors);
  const StanzaField& field = stanzas.at(0).at(0);
  EXPECT_EQ(field.value, "bb cc dd");
  EXPECT_EQ(field.at, (Position{2, 1}));
  EXPECT_EQ(field.place(0), (Position{2, 4}));
  EXPECT_EQ(field.place(1), (Position{2, 5}));
  EXPECT_EQ(field.place(3), (Position{3, 3}));
  EXPECT_EQ(field.place(6), (Position{3, 6}));
}

TEST(Excerpt, PutsACaretUnderThePlace) {
  EXPECT_EQ(excerpt("Rule: x", 7), "    Rule: x\n          ^\n");
  EXPECT_EQ(excerpt("Rule: x", 1), "    Rule: x\n    ^\n");
  EXPECT_EQ(excerpt("Rule: x", 8), "    Rule: x\n           ^\n");
  EXPECT_EQ(excerpt("Rule: x", 99), "    Rule: x\n           ^\n");
  EXPECT_EQ(excerpt("", 1), "    \n    ^\n");
  EXPECT_EQ(excerpt("é: x", 5), "    é: x\n       ^\n") << "columns count bytes, the eye does not";
  EXPECT_EQ(excerpt("\tx", 2), "    \tx\n    \t^\n");
  EXPECT_EQ(excerpt("a\x1B[1m", 1), "    a?[1m\n    ^\n");
}

TEST(Excerpt, CutsALongLineAroundThePlace) {
  const std::string line = std::string(200, 'a') + 'X' + std::string(200, 'b');
  const std::string shown = excerpt(line, 201);
  const std::size_t end = shown.find('\n');
  EXPECT_LE(end, 100U);
  EXPECT_EQ(shown.find('X'), shown.find('^') - end - 1);
  EXPECT_EQ(excerpt(line, 401).substr(0, end), "    " + std::string(96, 'b'));
}

TEST(DataError, NamesThePlaceFirst) {
  const DataFile file("data/x.txt", "A: b\nC: d\n");
  EXPECT_EQ(format_error(file.error({2, 4}, "no such thing")),
            "data/x.txt:2:4: no such thing\n    C: d\n       ^\n");
}

}  // namespace
}  // namespace whybounce
