// SPDX-License-Identifier: MIT
// Protects: what a word is, for phrases and for texts alike. See data/README.md.
#include "catalog/words.h"

#include <gtest/gtest.h>

#include <chrono>
#include <random>
#include <string>
#include <vector>

#include "ascii.h"
#include "catalog/characters.h"

namespace whybounce {
namespace {

std::vector<Word> read(std::string_view text) {
  std::vector<Word> words;
  for_each_word(text, 0, static_cast<std::uint32_t>(text.size()),
                [&](const Word& word) { words.push_back(word); });
  return words;
}

// The words with one blank between them; <…> is one that matches nothing.
std::string words_of(std::string_view text) {
  std::string result;
  for (const Word& word : read(text)) {
    if (!result.empty()) result += ' ';
    if (word.head != 0) {
      result += folded(text, word);
    } else {
      result += '<' + std::string(text.substr(word.begin, word.length)) + '>';
    }
  }
  return result;
}

struct Case {
  std::string_view text;
  std::string_view words;
};

void check(std::initializer_list<Case> cases) {
  for (const Case& c : cases) EXPECT_EQ(words_of(c.text), c.words) << c.text;
}

TEST(Words, AreRunsOfLettersAndDigits) {
  check({{"", ""},
         {" \t\r\n.,;-", ""},
         {"User unknown", "user unknown"},
         {"user: unknown", "user unknown"},
         {"User\r\n  unknown", "user unknown"},
         {"doesn't", "doesn t"},
         {"over-quota_now", "over quota now"},
         {"AOL4me 2nd", "aol4me 2nd"},
         {"http://example.com/a?b=C1", "http example com a b c1"},
         {"> quoted\n> > twice", "quoted twice"},
         {std::string_view("a\0b", 3), "a b"},
         {"ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz"}});
}

TEST(Words, BeyondAsciiAreOneCharacterEach) {
  check({{"não", "n ã o"},
         {"NÃO", "n ã o"},
         {"邮箱已满", "邮 箱 已 满"},
         {"Ящик ПЕРЕПОЛНЕН", "я щ и к п е р е п о л н е н"},
         {"ЁЂЏ Ґ", "ё ђ џ ґ"},
         {"ΆΈΌΏ ΑΩ ς", "ά έ ό ώ α ω σ"},
         {"ŁÓDŹ ŸĐŻ ĲŇ", "ł ó d ź ÿ đ ż ĳ ň"},
         {"ẞ𝒳", "ẞ 𝒳"},
         {"Straße", "stra ß e"},
         {"KHÔNG TỒN TẠI", "kh ô ng t ồ n t ạ i"}});
}

TEST(Words, TypographyOnlySeparates) {
  check({{"doesn’t", "doesn t"},
         {"user\u00A0unknown", "user unknown"},
         {"“user”–unknown…", "user unknown"},
         {"«user»", "user"},
         {"邮箱，已满。", "邮 箱 已 满"},
         {"宛先\u3000不明「」", "宛 先 不 明"},
         {"\uFEFFuser", "user"},
         {"soft\u00ADhyphen", "soft hyphen"}});
}

TEST(Words, BytesThatAreNoTextMatchNothing) {
  check({{"a\xFF"
          "b",
          "a <\xFF> b"},
         {"a\xC3", "a <\xC3>"},
         {"\xE9\x82", "<\xE9> <\x82>"}});
}

TEST(Words, LongOnesMatchNothing) {
  const std::string longest(kMaxWordLength, 'a');
  EXPECT_EQ(words_of(longest), longest);
  EXPECT_EQ(words_of(longest + 'a'), '<' + longest + "a>");
}

// Words are read 8 or 16 bytes at a time, and another way where the text ends.
TEST(Words, OfEachLengthAtEachPlaceAreRead) {
  const std::string letters = "aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF";
  for (std::size_t length = 1; length <= letters.size(); ++length) {
    for (std::size_t before = 0; before < 18; ++before) {
      for (std::size_t behind = 0; behind < 18; ++behind) {
        const std::string word = letters.substr(0, length);
        const std::string text = std::string(before, '-') + word + std::string(behind, '-');
        std::string small;
        for (const char c : word) small += ascii::to_lower(c);
        ASSERT_EQ(words_of(text), small) << text;
      }
    }
  }
}

TEST(Words, EachByteIsAWordOrNoneAtEachPlace) {
  for (int byte = 0; byte < 0x80; ++byte) {
    const char c = static_cast<char>(byte);
    if (c == '@' || c == '\\') continue;  // they mean something
    for (std::size_t place = 1; place < 20; ++place) {
      std::string text(24, 'x');
      text[place] = c;
      ASSERT_EQ(read(text).size(), ascii::is_alnum(c) ? 1U : 2U) << byte << ' ' << place;
    }
  }
}

TEST(Words, EachCharacterBeyondAsciiIsFoldedOrLeftOut) {
  for (std::uint32_t c = 0x80; c < 0x10000; ++c) {
    std::string text;
    for (std::uint64_t bytes = utf8_head(c); bytes != 0; bytes >>= 8) {
      text += static_cast<char>(bytes & 0xFF);
    }
    const std::vector<Word> words = read(text);
    if (is_wide_blank(c) || is_wide_punctuation(c)) {
      ASSERT_TRUE(words.empty()) << c;
    } else if (decode(text).value != 0) {
      ASSERT_EQ(words.size(), 1U) << c;
      ASSERT_EQ(words[0].head, utf8_head(fold(c))) << c;
      ASSERT_EQ(words[0].length, text.size()) << c;
    }
  }
}

TEST(Words, AnAddressIsOneThatMatchesNothing) {
  check({{"<user.unknown@example.com>: no", "<user.unknown@example.com> no"},
         {"user-unknown+x@mail.example.com said", "<user-unknown+x@mail.example.com> said"},
         {"x@example.com... User unknown", "<x@example.com> user unknown"},
         {"x@example.com...User unknown", "<x@example.com> user unknown"},
         {"x@example.com: no", "<x@example.com> no"},
         {"x@example.com.", "<x@example.com>"},
         {"rfc822;x@example.com", "rfc822 <x@example.com>"},
         {"mailto:x@[192.0.2.1]!", "mailto <x@[192.0.2.1]>"},
         {"x@[IPv6:2001:db8::1] no", "<x@[IPv6:2001:db8::1]> no"},
         {"\"user unknown\"@example.com no", "<\"user unknown\"@example.com> no"},
         {"say \"it\" to \"a b\"@c", "say it to <\"a b\"@c>"},
         {"a@b c@d", "<a@b> <c@d>"},
         {"a@b@c d", "<a@b@c> d"},
         {"müller@example.com", "<müller@example.com>"},
         {"почта@пример.рф", "п о ч т а п р и м е р р ф"},
         {"почта@example.com", "<почта@example.com>"},
         {"用户@example.com", "<用户@example.com>"},
         {"收件人user@example.com不存在", "收 件 人 <user@example.com> 不 存 在"},
         {"“user@example.com”", "<user@example.com>"}});
}

TEST(Words, ALonelyAtSignIsPunctuation) {
  check({{"user @ example", "user example"},
         {"@example.com", "example com"},
         {"user@", "user"},
         {"@", ""},
         {"@@@a", "a"},
         {"a@@b", "a b"},
         {"\"@b", "b"},
         {"\"a\nb\"@c", "a b c"}});
}

TEST(Words, CodesThatStandAloneAreLeftOut) {
  check({{"550 5.1.1 User unknown", "user unknown"},
         {"550-5.1.1 User\n550 5.1.1 unknown", "user unknown"},
         {"550-5.7.26 This mail 550-5.7.26 has", "this mail has"},
         {"550-User unknown", "user unknown"},
         {"550-550 x", "x"},
         {"smtp;550 5.1.1", "smtp"},
         {"(#5.1.1)", ""},
         {"dsn=5.1.1, x", "dsn x"},
         {"421 4.7.0, try 4.7.155.", "try"},
         {"2.0.0 ok", "ok"},
         {"said 550.", "said"},
         {"550", ""},
         {"5.1.1", ""}});
}

TEST(Words, OtherNumbersAreWords) {
  check({{"250 ok", "250 ok"},
         {"354 go", "354 go"},
         {"650 x", "650 x"},
         {"5500 x", "5500 x"},
         {"55 x", "55 x"},
         {"550a", "550a"},
         {"550_a", "550 a"},
         {"a550 a-550", "a550 a 550"},
         {"500,000 of 500.5", "500 000 of 500 5"},
         {"192.0.2.5", "192 0 2 5"},
         {"5.1.1.1", "5 1 1 1"},
         {"5.1.1a", "5 1 1a"},
         {"v5.1.1", "v5 1 1"},
         {"postfix/2.1.5", "postfix 2 1 5"},
         {"3.1.1 5.1 5.1.1000", "3 1 1 5 1 5 1 1000"}});
}

// An address that touches one begins behind it; those after it are addresses as well.
TEST(Words, EscapedLineEndsAreNoPartOfAnAddress) {
  check({{"no\\nuser@example.net said no", "no <user@example.net> said no"},
         {"\\tx@a.b: no\\r\\nuser@example.net y@c", "<x@a.b> no <user@example.net> <y@c>"},
         {"\\n@example.net user@example.net", "example net <user@example.net>"}});
}

TEST(Words, EscapedLineEndsOnlySeparate) {
  check({{"no\\nsuch\\r\\nuser\\there", "no such user here"}, {"a\\b \\", "a b"}});
}

TEST(Words, ChunksAreRunsWithoutBlanks) {
  struct ChunkCase {
    std::string_view text;
    std::vector<std::uint64_t> chunks;
  };
  for (const ChunkCase& c :
       {ChunkCase{"a b  c", {1, 2, 3}}, ChunkCase{"a-b c", {1, 1, 2}}, ChunkCase{"a - b", {1, 2}},
        ChunkCase{"a 550 5.1.1 b", {1, 2}}, ChunkCase{"a <x@y> b", {1, 2, 3}},
        ChunkCase{"a\n\nb", {1, 2 + kEmptyLineChunks}}, ChunkCase{"邮箱 已", {1, 1, 2}},
        ChunkCase{"a\u3000b\u00A0c", {1, 2, 3}}, ChunkCase{"a\\nb", {1, 2}}}) {
    std::vector<std::uint64_t> chunks;
    for (const Word& word : read(c.text)) chunks.push_back(word.chunk);
    EXPECT_EQ(chunks, c.chunks) << c.text;
  }
}

TEST(Words, EmptyLinesDivideParagraphs) {
  struct ParagraphCase {
    std::string_view text;
    bool divided;
  };
  for (const ParagraphCase& c :
       {ParagraphCase{"a\nb", false}, ParagraphCase{"a\n\nb", true},
        ParagraphCase{"a\r\n\r\nb", true}, ParagraphCase{"a\n \t\nb", true},
        ParagraphCase{"> a\n>\n> b", true}, ParagraphCase{"a\n--\nb", false},
        ParagraphCase{"a\n550\nb", false}}) {
    const std::vector<Word> words = read(c.text);
    ASSERT_EQ(words.size(), 2U) << c.text;
    EXPECT_EQ(words[1].chunk > kEmptyLineChunks, c.divided) << c.text;
  }
}

TEST(Words, KnowWhetherTheyBeginALine) {
  const std::string_view text = "a b\n  - c d\n> e\n550 f\nx@y g\n--- h";
  std::string beginners;
  for (const Word& word : read(text)) {
    if (word.at_line_start()) beginners += text.substr(word.begin, word.length);
  }
  EXPECT_EQ(beginners, "acex@yh");
}

TEST(Words, OfAPieceStandWhereTheyAre) {
  const std::string_view text = "no such user here";
  std::vector<Word> words;
  for_each_word(text, 3, 12, [&](const Word& word) { words.push_back(word); });
  ASSERT_EQ(words.size(), 2U);
  EXPECT_EQ(words[0].begin, 3U);
  EXPECT_EQ(words[1].begin, 8U);
  EXPECT_EQ(words[1].length, 4U);
}

TEST(Words, OfAnyBytesAreInOrderAndThoseOfAPieceStandAlone) {
  constexpr std::string_view kBytes = "ab.@@\"\"-5510 \n\r\\n>[]:\xC3\xA9\xE9\x82\xAE\xFF\xE3\x80";
  std::mt19937 random(1);
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (int i = 0; i < 40; ++i) text += kBytes[random() % kBytes.size()];
    const auto begin = static_cast<std::uint32_t>(random() % 20);
    const auto end = static_cast<std::uint32_t>(begin + random() % 20);
    std::string in_place;
    std::uint32_t last = begin;
    for_each_word(text, begin, end, [&](const Word& word) {
      ASSERT_LE(last, word.begin) << text;
      last = word.begin + word.length;
      ASSERT_LE(last, end) << text;
      ASSERT_GT(word.length, 0U) << text;
      in_place += text.substr(word.begin, word.length) + std::to_string(word.head) + ' ';
    });
    const std::string copy = text.substr(begin, end - begin);
    std::string alone;
    for (const Word& word : read(copy)) {
      alone += copy.substr(word.begin, word.length) + std::to_string(word.head) + ' ';
    }
    ASSERT_EQ(in_place, alone) << text;
  }
}

// A search that starts again and again would take minutes here.
TEST(Words, TakeLinearTime) {
  constexpr std::size_t kSize = 300'000;
  for (const std::string_view piece : {"@", "a@", "a@b", "\"@", "\"a\"@", "a", "\xC3", "é", "é@",
                                       "5.", "550-", "1", "\n", "\\n", "a.a.", "邮", "邮@a"}) {
    std::string text;
    while (text.size() < kSize) text += piece;
    const auto start = std::chrono::steady_clock::now();
    EXPECT_LE(read(text).size(), kSize);
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5)) << piece;
  }
}

}  // namespace
}  // namespace whybounce
