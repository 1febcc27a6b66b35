// SPDX-License-Identifier: MIT
// Protects: a phrase is found where, and only where, data/README.md says that it stands; all phrases
// at once give the same as each one alone; the time is linear whatever the text.
#include "catalog/phrase_scan.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "catalog/phrase_compile.h"

namespace whybounce {
namespace {

CompiledPhrases compile(const std::vector<std::string>& phrases) {
  PhraseCompiler compiler;
  for (std::uint32_t i = 0; i < phrases.size(); ++i) {
    Phrase phrase;
    const auto error = parse_phrase(phrases[i], phrase);
    EXPECT_FALSE(error) << phrases[i] << ": " << error->reason;
    compiler.add(phrase, {PhraseUse::Role::marker, {}, {}, i});
  }
  return std::move(*compiler.compile());
}

std::vector<PhraseHit> scan(const CompiledPhrases& phrases, std::string_view text) {
  PhraseScanner scanner;
  std::vector<PhraseHit> hits;
  scanner.scan(phrases.tables(), text, 0, static_cast<std::uint32_t>(text.size()), hits);
  return hits;
}

// The places where the phrase stands in the text, a line each.
std::string find(std::string_view phrase, std::string_view text) {
  std::string found;
  for (const PhraseHit& hit : scan(compile({std::string(phrase)}), text)) {
    if (!found.empty()) found += '\n';
    found += text.substr(hit.offset, hit.length);
  }
  return found;
}

struct Case {
  std::string_view phrase;
  std::string_view text;
  std::string_view found;
};

void check(std::initializer_list<Case> cases) {
  for (const Case& c : cases)
    EXPECT_EQ(find(c.phrase, c.text), c.found) << c.phrase << '\n' << c.text;
}

TEST(PhraseScan, FindsWordsWhateverStandsBetweenThem) {
  check({{"user unknown", "User unknown", "User unknown"},
         {"user unknown", "user: unknown", "user: unknown"},
         {"User, Unknown!", "user unknown", "user unknown"},
         {"user unknown", "<x@y>... User\n  unknown", "User\n  unknown"},
         {"user unknown", "550-5.1.1 user\r\n550 5.1.1 unknown", "user\r\n550 5.1.1 unknown"},
         {"user unknown", "username unknown", ""},
         {"user unknown", "user unknowns", ""},
         {"user unknown", "the user is unknown", ""},
         {"user unknown", "unknown user", ""},
         {"user unknown", "user", ""},
         {"user unknown", "user x@y unknown", ""},
         {"user unknown", "user.unknown@example.com", ""},
         {"user unknown", "http://example.com/user-unknown", "user-unknown"},
         {"user unknown", "user unknown, user unknown", "user unknown\nuser unknown"},
         {"doesn't exist", "doesn’t exist", "doesn’t exist"},
         {"a a b", "a a a b", "a a b"},
         {"undeliverable", "undeliverabl undeliverable undeliverables", "undeliverable"},
         {"administratively", "ADMINISTRATIVELY", "ADMINISTRATIVELY"},
         {"邮箱已满", "收件人邮箱，已满。", "邮箱，已满"},
         {"ящик переполнен", "Почтовый ЯЩИК\nпереполнен", "ЯЩИК\nпереполнен"},
         {"não existe", "NÃO EXISTE", "NÃO EXISTE"}});
}

TEST(PhraseScan, AGapIsUpToEightChunks) {
  check({{"no mailbox * here", "no mailbox by that name is currently available here",
          "no mailbox by that name is currently available here"},
         {"a * b", "a b", "a b"},
         {"a*b", "a-b", "a-b"},
         {"a * b", "a 1 2 3 4 5 6 7 8 b", "a 1 2 3 4 5 6 7 8 b"},
         {"a * b", "a 1 2 3 4 5 6 7 8 9 b", ""},
         {"a * b", "a 1 2-2 3.3 4 5 6 7 x@y b", "a 1 2-2 3.3 4 5 6 7 x@y b"},
         {"a * b", "a, 1 550 5.1.1 2 3 4 5 6 7 - 8 b", "a, 1 550 5.1.1 2 3 4 5 6 7 - 8 b"},
         {"a * b", "a\nb", "a\nb"},
         {"a * b", "a\n\nb", ""},
         {"a * b", "a\n>\nb", ""},
         {"a b", "a\n\nb", "a\n\nb"},
         {"a * b", "b a", ""},
         {"a * b * c", "a x b y c", "a x b y c"},
         {"a * b * c", "a x c y b", ""},
         {"a * b * c", "a 1 2 3 4 5 6 7 8 b 1 2 3 4 5 6 7 8 c",
          "a 1 2 3 4 5 6 7 8 b 1 2 3 4 5 6 7 8 c"},
         {"a * b c", "a b b c", "a b b c"},
         {"a b * b c", "a b c", ""},
         {"a b * b c", "a b x a b c", "a b x a b c"},
         {"a * b", "a a b", "a b"},
         {"a * b", "a 1 a 1 2 3 4 5 6 7 8 b", "a 1 2 3 4 5 6 7 8 b"},
         {"a * a", "a a", "a a"},
         {"a * a", "a", ""},
         {"邮箱*满", "邮箱已经满", "邮箱已经满"}});
}

TEST(PhraseScan, AGapEndsAtSixtyFourWordsWhereThereAreNoBlanks) {
  std::string gap;
  for (int i = 0; i < 64; ++i) gap += "已";
  EXPECT_EQ(find("邮箱*满", "邮箱" + gap + "满"), "邮箱" + gap + "满");
  EXPECT_EQ(find("邮箱*满", "邮箱" + gap + "已满"), "");
}

TEST(PhraseScan, OrdersHitsByTheirEndThenLongestFirst) {
  const std::vector<std::string> phrases = {"unknown", "user unknown", "the * unknown", "user"};
  std::string found;
  for (const PhraseHit& hit : scan(compile(phrases), "the user unknown")) {
    found += phrases[hit.phrase] + '|';
  }
  EXPECT_EQ(found, "user|the * unknown|user unknown|unknown|");
}

TEST(PhraseScan, EqualPhrasesAreOneWithSeveralUses) {
  const CompiledPhrases compiled = compile({"user unknown", "User: unknown!", "user * unknown"});
  EXPECT_EQ(scan(compiled, "user unknown").size(), 2U);
  EXPECT_EQ(compiled.tables().first_uses[1], 2U);
}

TEST(PhraseScan, KnowsWhereALineBegins) {
  const CompiledPhrases compiled = compile({"said * no"});
  EXPECT_TRUE(scan(compiled, "x\n > said: no").at(0).at_line_start);
  EXPECT_FALSE(scan(compiled, "x said: no").at(0).at_line_start);
  EXPECT_FALSE(scan(compiled, "550 said: no").at(0).at_line_start);
}

TEST(PhraseScan, LooksAtThePieceOnly) {
  const CompiledPhrases compiled = compile({"user unknown"});
  const std::string_view text = "user unknown user unknown";
  PhraseScanner scanner;
  std::vector<PhraseHit> hits;
  scanner.scan(compiled.tables(), text, 5, 25, hits);
  ASSERT_EQ(hits.size(), 1U);
  EXPECT_EQ(hits[0].offset, 13U);
  scanner.scan(compiled.tables(), text, 0, 11, hits);
  EXPECT_EQ(hits.size(), 1U) << "appends, and a word that is cut is another word";
}

TEST(PhraseScan, GapsDoNotReachIntoTheNextText) {
  const CompiledPhrases compiled = compile({"a * b"});
  PhraseScanner scanner;
  std::vector<PhraseHit> hits;
  scanner.scan(compiled.tables(), "a", 0, 1, hits);
  scanner.scan(compiled.tables(), "b", 0, 1, hits);
  EXPECT_TRUE(hits.empty());
}

TEST(PhraseScan, NoPhrasesFindNothing) {
  EXPECT_TRUE(scan(compile({}), "user unknown").empty());
}

TEST(Phrase, SaysWhatCanNeverMatch) {
  struct ErrorCase {
    std::string text;
    std::size_t offset;
    std::string_view reason;
  };
  std::string long_segment = "a";
  for (int i = 0; i < 64; ++i) long_segment += " b";
  for (const ErrorCase& c :
       {ErrorCase{"", 0, "there are no words in it"},
        ErrorCase{"...", 0, "there are no words in it"},
        ErrorCase{"* a", 0, "there must be words on both sides of a *"},
        ErrorCase{"a *", 3, "there must be words on both sides of a *"},
        ErrorCase{"a * * b", 3, "there must be words on both sides of a *"},
        ErrorCase{"ask x@y now", 4, "an e-mail address matches nothing: use * for it"},
        ErrorCase{"error 550 x", 6,
                  "codes are left out before matching: use Reply or Status for it"},
        ErrorCase{"see 5.1.1", 4, "codes are left out before matching: use Reply or Status for it"},
        ErrorCase{"x " + std::string(64, 'a'), 2, "this word is too long"},
        ErrorCase{long_segment, 128, "more than 64 words without a *"}}) {
    Phrase phrase;
    const auto error = parse_phrase(c.text, phrase);
    ASSERT_TRUE(error) << c.text;
    EXPECT_EQ(error->offset, c.offset) << c.text;
    EXPECT_EQ(error->reason, c.reason) << c.text;
  }
}

TEST(Phrase, HasAWeight) {
  Phrase phrase;
  ASSERT_FALSE(parse_phrase("User-Unknown * 邮箱 2", phrase));
  EXPECT_EQ(phrase.canonical(), "user unknown * 邮 箱 2");
  EXPECT_EQ(phrase.weight(), 14U);
}

// The same by brute force: each phrase, at each word, in every way that its gaps allow.
class Reference {
 public:
  Reference(std::string_view text) {
    for_each_word(text, 0, static_cast<std::uint32_t>(text.size()), [&](const Word& word) {
      words_.push_back(word);
      texts_.push_back(word.head == 0 ? "" : folded(text, word));
    });
  }

  // Where the phrase can end, with the last place where it then can begin.
  void find(const Phrase& phrase, std::uint32_t number,
            std::set<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>>& hits) const {
    for (std::size_t end = 0; end < words_.size(); ++end) {
      for (std::size_t begin = end + 1; begin-- > 0;) {
        if (!matches(phrase, 0, begin, end)) continue;
        hits.insert({number, words_[begin].begin, words_[end].begin + words_[end].length});
        break;
      }
    }
  }

 private:
  bool matches(const Phrase& phrase, std::size_t segment, std::size_t begin,
               std::size_t end) const {
    const std::vector<std::string>& wanted = phrase.segments[segment];
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      if (begin + i > end || texts_[begin + i] != wanted[i]) return false;
    }
    const std::size_t last = begin + wanted.size() - 1;
    if (segment + 1 == phrase.segments.size()) return last == end;
    for (std::size_t next = last + 1; next <= end; ++next) {
      if (words_[next].chunk > words_[last].chunk + kMaxGapChunks + 1) break;
      if (next - last - 1 > kMaxGapWords) break;
      if (matches(phrase, segment + 1, next, end)) return true;
    }
    return false;
  }

  std::vector<Word> words_;
  std::vector<std::string> texts_;
};

std::string random_text(std::mt19937& random, std::size_t length, bool is_phrase) {
  static const std::vector<std::string> kTextPieces = {"a ",
                                                       "b ",
                                                       "a ",
                                                       "b ",
                                                       "c-",
                                                       "d",
                                                       "administratively ",
                                                       "administrators ",
                                                       "é",
                                                       "满",
                                                       ". ",
                                                       "\n ",
                                                       "\n\n",
                                                       "x ",
                                                       "x@y ",
                                                       "550 ",
                                                       "aa ",
                                                       "b\n",
                                                       "a-",
                                                       "x "};
  static const std::vector<std::string> kPhrasePieces = {
      "a ", "b ", "a ", "b ", "c ", "d ", "administratively ", "é", "满", "aa ", "a * ", "b * "};
  const auto& pieces = is_phrase ? kPhrasePieces : kTextPieces;
  std::string text;
  for (std::size_t i = 0; i < length; ++i) text += pieces[random() % pieces.size()];
  return is_phrase ? text + "a" : text;
}

TEST(PhraseScan, AgreesWithBruteForce) {
  std::mt19937 random(1);
  for (int round = 0; round < 300; ++round) {
    std::vector<std::string> phrases;
    PhraseCompiler compiler;
    std::vector<Phrase> by_number;
    for (int i = 0; i < 12; ++i) {
      phrases.push_back(random_text(random, random() % 5, true));
      Phrase phrase;
      ASSERT_FALSE(parse_phrase(phrases.back(), phrase));
      if (compiler.add(phrase, {}) == by_number.size()) by_number.push_back(phrase);
    }
    const CompiledPhrases compiled = std::move(*compiler.compile());
    const std::string text = random_text(random, 60, false);
    std::set<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>> expected;
    const Reference reference(text);
    for (std::uint32_t i = 0; i < by_number.size(); ++i) reference.find(by_number[i], i, expected);
    std::set<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>> found;
    for (const PhraseHit& hit : scan(compiled, text)) {
      EXPECT_TRUE(found.insert({hit.phrase, hit.offset, hit.offset + hit.length}).second);
    }
    ASSERT_EQ(found, expected) << text;
  }
}

TEST(PhraseScan, TakesLinearTime) {
  std::vector<std::string> phrases;
  std::string phrase = "a";
  for (int i = 0; i < 60; ++i) phrases.push_back(phrase += " a");
  phrases.push_back("a * a * a * a * a * a * a * b");
  const CompiledPhrases compiled = compile(phrases);
  std::string text;
  while (text.size() < 40'000) text += "a ";
  const auto start = std::chrono::steady_clock::now();
  PhraseScanner scanner;
  std::vector<PhraseHit> hits;
  scanner.scan(compiled.tables(), text, 0, static_cast<std::uint32_t>(text.size()), hits);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(10));
}

}  // namespace
}  // namespace whybounce
