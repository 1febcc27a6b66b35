// SPDX-License-Identifier: MIT
// Protects: each check of data/README.md, with the words in which it speaks to who writes a rule;
// and what a rule file becomes.
#include "catalog/rule_file.h"

#include <gtest/gtest.h>

#include <utility>

#include "catalog/phrase_scan.h"

namespace whybounce {
namespace {

LoadedRules load(std::initializer_list<std::string_view> texts) {
  std::vector<RuleFile> files;
  for (const std::string_view text : texts) {
    files.push_back({std::string(1, static_cast<char>('a' + files.size())) + ".txt", text});
  }
  return load_rules(files);
}

// "FILE:LINE:COLUMN: reason", a line each.
std::string errors_of(std::initializer_list<std::string_view> texts) {
  const LoadedRules loaded = load(texts);
  EXPECT_EQ(loaded.rules.has_value(), loaded.errors.empty());
  std::string result;
  for (const DataError& error : loaded.errors) {
    const std::string shown = format_error(error);
    result += shown.substr(0, shown.find('\n') + 1);
  }
  return result;
}

std::string rule(std::string_view id, std::string_view fields) {
  return "Rule: " + std::string(id) + '\n' + std::string(fields) + "Source: judgement: a test\n\n";
}

constexpr std::string_view kGood =
    "Rule: full\n"
    "Phrase: mailbox * over quota\n"
    "With: try later\n"
    "Host: example.com\n"
    "Status: x.2.2\n"
    "Reply: 45x\n"
    "Cause: mailbox-full\n"
    "Acts: recipient\n"
    "Note: A note,\n"
    " folded.\n"
    "Source: https://example.com/a\n"
    "Source: RFC 5321 4.2.3\n"
    "Example: 452-4.2.2 mailbox <x@y> is over quota 452 4.2.2 try later mx.example.com\n"
    "Not: 452 4.2.2 mailbox is over quota, try later, mx.example.org\n"
    "\n"
    "Rule: unknown\n"
    "Status: 5.1.1\n"
    "Host: example.com\n"
    "Cause: user-unknown\n"
    "Vague: yes\n"
    "Source: software: Postfix smtpd\n"
    "Example: mx.example.com 550 5.1.1\n";

TEST(RuleFile, BecomesARuleSet) {
  LoadedRules loaded = load({kGood});
  ASSERT_TRUE(loaded.rules) << format_error(loaded.errors.at(0));
  const OwnRules moved = std::move(*loaded.rules);
  const RuleSet& set = moved.rule_set();
  ASSERT_EQ(set.rules().size(), 2U);

  const Rule& full = set.rules()[0];
  EXPECT_EQ(full.id(), "full");
  EXPECT_EQ(full.phrase(), "mailbox * over quota");
  EXPECT_EQ(full.with(), "try later");
  EXPECT_EQ(full.host(), "example.com");
  EXPECT_EQ(full.status, StatusPattern::parse("x.2.2"));
  EXPECT_EQ(full.reply_low, 450);
  EXPECT_EQ(full.reply_high, 459);
  EXPECT_EQ(full.cause, Cause::mailbox_full);
  EXPECT_EQ(full.acts, Actor::recipient);
  EXPECT_FALSE(full.vague);
  EXPECT_EQ(full.note(), "A note, folded.");
  EXPECT_EQ(full.source(), "https://example.com/a\nRFC 5321 4.2.3");
  EXPECT_EQ(full.examples(),
            "452-4.2.2 mailbox <x@y> is over quota 452 4.2.2 try later mx.example.com");
  EXPECT_EQ(full.file(), "a.txt");
  EXPECT_EQ(full.line, 1U);

  const Rule& unknown = set.rules()[1];
  EXPECT_EQ(unknown.phrase(), "");
  EXPECT_EQ(unknown.reply_low, 0);
  EXPECT_EQ(unknown.acts, std::nullopt);
  EXPECT_TRUE(unknown.vague);
  EXPECT_EQ(unknown.line, 16U);
  ASSERT_EQ(set.code_rules().size(), 1U);
  EXPECT_EQ(set.code_rules()[0].rule, 1U);

  PhraseScanner scanner;
  std::vector<PhraseHit> hits;
  scanner.scan(set, "mailbox over quota", 0, 18, hits);
  ASSERT_EQ(hits.size(), 1U);
  ASSERT_EQ(set.uses(hits[0].phrase).size(), 1U);
  EXPECT_EQ(set.uses(hits[0].phrase)[0].role, PhraseUse::Role::rule_phrase);
  EXPECT_EQ(set.uses(hits[0].phrase)[0].index, 0U);
}

TEST(RuleFile, MarkersStandBesideRules) {
  const LoadedRules loaded = load(
      {"Marker: x-begins\nRole: original-begins\nPlace: line\nPhrase: original follows\nPhrase: "
       "copy "
       "follows\nSource: judgement: x\nExample: --- copy follows\n\n"
       "Marker: x-made\nRole: generator\nPlace: anywhere\nPhrase: made by x\nValue: x\nSource: "
       "judgement: x\nExample: made by X\n"});
  ASSERT_TRUE(loaded.rules) << format_error(loaded.errors.at(0));
  const RuleSet& set = loaded.rules->rule_set();
  ASSERT_EQ(set.markers().size(), 2U);
  EXPECT_EQ(set.markers()[0].role, MarkerRole::original_begins);
  EXPECT_EQ(set.markers()[0].place, MarkerPlace::line);
  EXPECT_EQ(set.markers()[0].phrases(), "original follows\ncopy follows");
  EXPECT_EQ(set.markers()[0].value(), "");
  EXPECT_EQ(set.markers()[1].id(), "x-made");
  EXPECT_EQ(set.markers()[1].value(), "x");
}

TEST(RuleFile, MayBeEmpty) {
  EXPECT_EQ(errors_of({""}), "");
  EXPECT_EQ(errors_of({}), "");
}

TEST(RuleFile, TheMoreSpecificRuleHasTheGreaterNumber) {
  const std::string text =
      rule("a", "Phrase: user unknown\nCause: user-unknown\nExample: user unknown\n") +
      rule("b", "Phrase: unknown user\nCause: user-unknown\nExample: unknown user\n") +
      rule("c",
           "Phrase: user unknown\nStatus: x.1.1\nCause: user-unknown\nExample: "
           "4.1.1 user unknown\n") +
      rule("d",
           "Phrase: user unknown\nStatus: 5.1.1\nCause: user-unknown\nExample: "
           "5.1.1 user unknown\n") +
      rule("e",
           "Phrase: user unknown\nWith: in this domain\nCause: user-unknown\n"
           "Example: user unknown in this domain\n");
  const LoadedRules loaded = load({text});
  ASSERT_TRUE(loaded.rules) << format_error(loaded.errors.at(0));
  std::string order;
  for (std::uint32_t wanted = 1; wanted <= 5; ++wanted) {
    for (const Rule& row : loaded.rules->rule_set().rules()) {
      if (row.specificity == wanted) order += row.id();
    }
  }
  EXPECT_EQ(order, "abcde") << "of equal weight, the phrase that sorts first wins";
}

struct ErrorCase {
  std::string text;
  std::string_view errors;
};

void check(std::initializer_list<ErrorCase> cases) {
  for (const ErrorCase& c : cases) EXPECT_EQ(errors_of({c.text}), c.errors) << c.text;
}

TEST(RuleFile, SaysWhichKeysAreWrong) {
  check(
      {{"Cause: x\n", "a.txt:1:1: a stanza here must begin with Rule or Marker\n"},
       {"Rule: a\n",
        "a.txt:1:1: Rule: a lacks Cause\na.txt:1:1: Rule: a lacks Source\n"
        "a.txt:1:1: Rule: a lacks Example\na.txt:1:7: a rule needs Phrase or Status\n"},
       {rule("a", "Phrase: b\nPhrase: c\nCause: policy\nExample: b\n"),
        "a.txt:3:1: Phrase stands here twice\n"},
       {rule("a", "Phrase: b\nPhrases: c\nCause: policy\nExample: b\n"),
        "a.txt:3:1: Rule has no key Phrases\n"},
       {rule("a", "Status: 5.1.1\nCause: policy\nExample: 5.1.1\n"),
        "a.txt:1:7: a rule without Phrase needs Host or With: what a code alone says to everybody "
        "belongs into code-causes.txt\n"}});
}

TEST(RuleFile, SaysWhichValuesAreWrong) {
  constexpr std::string_view kHost =
      "a.txt:3:7: Host must be a domain in lower case, such as google.com\n";
  constexpr std::string_view kStatus =
      "a.txt:3:9: Status must be a status code: 5.1.1, x.1.1, 5.7.x or 5.7.606-649\n";
  constexpr std::string_view kReply =
      "a.txt:3:8: Reply must be a reply code: 550, 5xx or 550-559\n";
  const auto with = [](std::string_view field) {
    return rule("a", "Phrase: b\n" + std::string(field) + "\nCause: policy\nExample: b\n");
  };
  check({{rule("A_b", "Phrase: b\nCause: policy\nExample: b\n"),
          "a.txt:1:7: Rule must be lower-case letters, digits and hyphens\n"},
         {rule("a", "Phrase: b\nCause: fun\nExample: b\n"),
          "a.txt:3:8: Cause must be one that --list causes has\n"},
         {with("Host: Google.com"), kHost},
         {with("Host: localhost"), kHost},
         {with("Host: .example.com"), kHost},
         {with("Host: example..com"), kHost},
         {with("Host: example.com."), kHost},
         {with("Host: a-.com"), kHost},
         {with("Status: 5.01.1"), kStatus},
         {with("Status: 3.1.1"), kStatus},
         {with("Reply: 55"), kReply},
         {with("Reply: x50"), kReply},
         {with("Reply: 5x0"), kReply},
         {with("Reply: 559-550"), kReply},
         {with("Reply: 650"), kReply},
         {with("Acts: me"),
          "a.txt:3:7: Acts must be one of sender sender-admin recipient recipient-admin nobody\n"},
         {with("Vague: no"), "a.txt:3:8: Vague must be yes, or left out\n"},
         {with("Note:"), "a.txt:3:1: Note has no value\n"},
         {with("With: * b"), "a.txt:3:7: With: there must be words on both sides of a *\n"},
         {rule("a", "Phrase: b 550 c\nCause: policy\nExample: b\n"),
          "a.txt:2:11: Phrase: codes are left out before matching: use Reply or Status for it\n"}});
}

TEST(RuleFile, KnowsWhatASourceIs) {
  const auto with = [](std::string_view source) {
    return "Rule: a\nPhrase: b\nCause: policy\nSource: " + std::string(source) + "\nExample: b\n";
  };
  for (const std::string_view good :
       {"https://example.com/a?b#c", "RFC 5321 4.2.3", "RFC 6710", "RFC 7372 3.1; RFC 6376",
        "IANA smtp-enhanced-status-codes", "software: Postfix smtpd", "judgement: it says so"}) {
    EXPECT_EQ(errors_of({with(good)}), "") << good;
  }
  for (const std::string_view bad : {"http://example.com/", "https://", "https://a b", "RFC5321",
                                     "RFC 5321 a b", "RFC", "IANA", "software:", "example.com"}) {
    EXPECT_EQ(errors_of({with(bad)}),
              "a.txt:4:9: Source must be https://…, \"RFC number section\", \"IANA "
              "smtp-enhanced-status-codes\", \"software: …\" or \"judgement: …\"\n")
        << bad;
  }
}

std::string plain(std::string_view id, std::string_view phrase) {
  return rule(id, "Phrase: " + std::string(phrase) +
                      "\nCause: policy\nExample: " + std::string(phrase) + "\n");
}

TEST(RuleFile, RulesAreSortedAndUnique) {
  EXPECT_EQ(errors_of({plain("a", "x") + plain("a-2", "y") + plain("a-10", "z") + plain("b", "w")}),
            "");
  EXPECT_EQ(errors_of({plain("b", "x") + plain("a", "y") + plain("c", "z")}),
            "a.txt:7:7: out of order: must stand before Rule: b (line 1)\n");
  EXPECT_EQ(errors_of({plain("b", "x"), plain("a", "y")}), "") << "each file by itself";
  EXPECT_EQ(errors_of({plain("a", "x"), plain("a", "y")}),
            "b.txt:1:7: Rule: a stands also in a.txt:1\n");
}

TEST(RuleFile, ConditionsAreUnique) {
  EXPECT_EQ(errors_of({plain("a", "user unknown"), plain("b", "User: unknown!")}),
            "b.txt:2:9: the same conditions as a (a.txt:1)\n");
  EXPECT_EQ(errors_of({plain("a", "user unknown") +
                       rule("b",
                            "Phrase: user unknown\nReply: 550\nCause: policy\nExample: 550 user "
                            "unknown\n")}),
            "");
}

TEST(RuleFile, AnExampleHasAllThatTheRuleAsksFor) {
  const auto with = [](std::string_view fields, std::string_view example) {
    return rule("a",
                std::string(fields) + "\nCause: policy\nExample: " + std::string(example) + "\n");
  };
  const auto lacks = [](int line, std::string_view what) {
    return "a.txt:" + std::to_string(line) + ":10: this rule's " + std::string(what) +
           " does not stand in this example\n";
  };
  EXPECT_EQ(errors_of({with("Phrase: b c", "b x c")}), lacks(4, "Phrase"));
  EXPECT_EQ(errors_of({with("Phrase: b\nWith: c", "b")}), lacks(5, "With"));
  EXPECT_EQ(errors_of({with("Phrase: b\nStatus: x.7.1", "b 550 5.1.1")}), lacks(5, "Status"));
  EXPECT_EQ(errors_of({with("Phrase: b\nStatus: x.7.1", "550-5.7.1 b")}), "");
  EXPECT_EQ(errors_of({with("Phrase: b\nReply: 55x", "b 540")}), lacks(5, "Reply"));
  EXPECT_EQ(errors_of({with("Phrase: b\nReply: 55x", "b (559).")}), "");
  EXPECT_EQ(errors_of({with("Phrase: b\nHost: example.com", "b badexample.com")}),
            lacks(5, "Host"));
  EXPECT_EQ(errors_of({with("Phrase: b\nHost: example.com", "b MX.Example.COM.")}), "");
  EXPECT_EQ(errors_of({with("Host: example.com\nStatus: 5.1.1", "example.com 5.1.1")}), "");
}

TEST(RuleFile, AnExampleSelectsItsRule) {
  const std::string wide = plain("a", "access denied");
  const std::string narrow = plain("b", "access denied here");
  EXPECT_EQ(errors_of({wide + narrow}), "") << "the same cause";
  EXPECT_EQ(
      errors_of({rule("a", "Phrase: access denied\nCause: policy\nExample: access denied here\n") +
                 narrow}),
      "a.txt:4:10: another rule wins here: b (a.txt:7)\n");
  EXPECT_EQ(errors_of({rule("a",
                            "Phrase: user unknown\nCause: policy\nExample: 550 access denied here: "
                            "550 5.1.1 user unknown\n") +
                       narrow}),
            "")
      << "the reply that is wrapped in another one counts";
  EXPECT_EQ(errors_of({rule("a",
                            "Phrase: user unknown\nCause: policy\nExample: 550 user unknown: "
                            "550 5.1.1 access denied here\n") +
                       narrow}),
            "a.txt:4:10: another rule wins here: b (a.txt:7)\n");
}

TEST(RuleFile, ANotDoesNotSelectTheRule) {
  const std::string text =
      rule("a", "Phrase: quota\nCause: mailbox-full\nExample: quota\nNot: quota of messages\n");
  EXPECT_EQ(errors_of({text}), "a.txt:5:6: this text selects the rule\n");
  EXPECT_EQ(errors_of({text + rule("b",
                                   "Phrase: quota of messages\nCause: rate-limited\nOver: a\n"
                                   "Example: quota of messages\n")}),
            "");
}

TEST(RuleFile, WordsOfAnotherCauseAreContainedOnPurposeOnly) {
  const auto rules = [](std::string_view wide, std::string_view narrow) {
    return rule("a", "Phrase: access denied\nCause: policy\n" + std::string(wide)) +
           rule("b", "Cause: ip-blocked\n" + std::string(narrow));
  };
  constexpr std::string_view kPlain = "Example: access denied\n";
  constexpr std::string_view kList =
      "Phrase: access denied * list\nExample: access denied by list\n";
  const auto contains = [](int line, int column) {
    return "a.txt:" + std::to_string(line) + ':' + std::to_string(column) +
           ": contains the words of a (a.txt:1), which has another cause: if that is meant, add "
           "\"Over: a\"\n";
  };
  EXPECT_EQ(errors_of({rules(kPlain, kList)}), contains(9, 9));
  EXPECT_EQ(errors_of({rules(kPlain, std::string(kList) + "Over: a\n")}), "");
  EXPECT_EQ(errors_of({rules("Vague: yes\nExample: access denied\n", kList)}), "")
      << "vague words lose anyway";
  EXPECT_EQ(errors_of({rules("Host: example.com\nExample: access denied example.com\n", kList)}),
            "")
      << "not wherever the longer one holds";
  EXPECT_EQ(
      errors_of({rules("Status: 5.7.x\nExample: access denied 5.7.1\n",
                       "Phrase: access denied * list\nStatus: 5.7.1\nExample: access denied by "
                       "list 5.7.1\n")}),
      "a.txt:10:9: contains the words of a (a.txt:1), which has another cause: if that is "
      "meant, add \"Over: a\"\n");
  EXPECT_EQ(errors_of({rules(kPlain,
                             "Phrase: denied * list\nWith: access denied\nExample: access "
                             "denied by list\n")}),
            contains(9, 9));
}

TEST(RuleFile, OverNamesWhatIsContained) {
  const std::string text = plain("a", "access denied") + plain("c", "user unknown");
  const auto over = [&](std::string_view ids) {
    return plain("a", "access denied") +
           rule("b", "Phrase: user unknown here\nCause: user-unknown\nOver: " + std::string(ids) +
                         "\nExample: user unknown here\n") +
           plain("c", "user unknown");
  };
  EXPECT_EQ(errors_of({over("c")}), "");
  EXPECT_EQ(errors_of({over("a, c")}),
            "a.txt:10:7: Over: a is not contained in this rule, or has the same cause\n");
  EXPECT_EQ(errors_of({over("c d")}), "a.txt:10:9: Over: there is no rule d\n");
}

TEST(RuleFile, MarkersAreChecked) {
  const auto marker = [](std::string_view id, std::string_view fields) {
    return "Marker: " + std::string(id) + '\n' + std::string(fields) + "Source: judgement: x\n\n";
  };
  check({{marker("a", "Role: fun\nPlace: line\nPhrase: b\nExample: b\n"),
          "a.txt:2:7: Role must be one of original-begins recipients-follow recipients-end "
          "recipient-label failure delay delivered relayed expanded auto-reply complaint "
          "generator command command-lead command-label host-lead\n"},
         {marker("a", "Role: delay\nPlace: here\nPhrase: b\nExample: b\n"),
          "a.txt:3:8: Place must be one of subject header line anywhere\n"},
         {marker("a", "Role: generator\nPlace: line\nPhrase: b\nExample: b\n"),
          "a.txt:1:9: a marker of the roles generator and command needs Value\n"},
         {marker("a", "Role: delay\nPlace: line\nPhrase: b\nValue: c\nExample: b\n"),
          "a.txt:5:8: Value is for the roles generator and command only\n"},
         {marker("a", "Role: delay\nPlace: anywhere\nPhrase: b\nPhrase: c\nExample: x c\n"), ""},
         {marker("a", "Role: delay\nPlace: anywhere\nPhrase: b\nExample: x\n"),
          "a.txt:5:10: no Phrase of this marker stands in this example\n"},
         {marker("a", "Role: delay\nPlace: line\nPhrase: b\nExample: x b\n"),
          "a.txt:5:10: no Phrase of this marker begins the line here\n"},
         {marker("a", "Role: delay\nPlace: line\nPhrase: b\nExample: b\nNot: x b\n"), ""},
         {marker("a", "Role: delay\nPlace: line\nPhrase: b\nExample: b\nNot: b x\n"),
          "a.txt:6:6: this marker's Phrase stands in this text\n"},
         {marker("a", "Role: delay\nPlace: line\nPhrase: b\nExample: b\n") +
              marker("b", "Role: delay\nPlace: line\nPhrase: B.\nExample: b\n"),
          "a.txt:11:9: the same wording as in a (a.txt:1)\n"}});
}

TEST(RuleFile, SaysAllThatIsWrongInOrder) {
  EXPECT_EQ(errors_of({"hello\n\n" + plain("b", "x") + plain("a", "y"), plain("a", "z")}),
            "a.txt:1:1: neither \"Key: value\" nor a continued line (which begins with a blank)\n"
            "a.txt:9:7: out of order: must stand before Rule: b (line 3)\n"
            "b.txt:1:7: Rule: a stands also in a.txt:9\n");
}

}  // namespace
}  // namespace whybounce
