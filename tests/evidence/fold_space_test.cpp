// SPDX-License-Identifier: MIT
// Protects: a server's words come out as one line, with nothing lost but white space and marks of
// quotation, wherever in the text these stand; and a domain is found in names and nowhere else.
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "evidence/context.h"

namespace whybounce {
namespace {

using namespace std::string_view_literals;

struct Case {
  std::string_view text;
  std::string_view folded;
};

const Case kCases[] = {
    {"", ""},
    {"   \r\n\t", ""},
    {"a", "a"},
    {" a b ", "a b"},
    {"a  b", "a b"},
    {"a\tb", "a b"},
    {"a\r\n b\n\n  c\n", "a b c"},
    {"> a\n> > b\n>\n> c", "a b c"},
    {">>> RCPT TO", ">>> RCPT TO"},
    {"a > b", "a > b"},
    {"   > a", "> a"},
    {"no !  sign ! at all", "no ! sign ! at all"},
    {"a\x01\x1f z", "a\x01\x1f z"},
    {"\0a\0 \0"sv, "\0a\0 \0"sv},
    {"caf\u00e9  \u3042", "caf\u00e9 \u3042"},
    {"\xff\xa0 \x80", "\xff\xa0 \x80"},
};

TEST(FoldSpace, MakesOneLine) {
  std::string reused = "what was there before";
  for (const Case& c : kCases) {
    EXPECT_EQ(fold_space(c.text), c.folded) << c.text;
    fold_space(c.text, reused);
    EXPECT_EQ(reused, c.folded) << c.text;
  }
}

// Several bytes are looked at at once: white space must be seen at any place of a text of any length.
TEST(FoldSpace, SeesWhiteSpaceAtEveryPlace) {
  for (std::size_t size = 1; size < 40; ++size) {
    const std::string words(size, 'x');
    EXPECT_EQ(fold_space(words), words);
    for (std::size_t at = 1; at < size; ++at) {
      const std::string before = words.substr(0, at);
      const std::string behind = words.substr(at);
      const std::string single = before + ' ' + behind;
      for (const std::string_view space : {" ", "  ", "\t", "\n", "\r\n ", "\f", "\v", " \t "}) {
        EXPECT_EQ(fold_space(before + std::string(space) + behind), single) << size << ' ' << at;
      }
      EXPECT_EQ(fold_space(before + "! !" + behind), before + "! !" + behind);
      EXPECT_EQ(fold_space(before + "\x80\xff" + behind), before + "\x80\xff" + behind);
    }
  }
}

TEST(NamesHostIn, FindsTheDomainAndNamesBelowIt) {
  for (const std::string_view text :
       {"google.com", "mx.google.com", "at MX.Google.Com.", "(google.com)", "x google.com:25",
        "1.2.google.com, google.comx", "google.com."}) {
    EXPECT_TRUE(names_host_in(text, "google.com")) << text;
  }
  for (const std::string_view text :
       {"", ".", "google", "google.co", "google.com.example", "mygoogle.com", "my-google.com",
        "google.com-x", "googlexcom", ".com", "e.com", "google.comx"}) {
    EXPECT_FALSE(names_host_in(text, "google.com")) << text;
  }
}

}  // namespace
}  // namespace whybounce
