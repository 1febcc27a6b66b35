// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/rule_file.h"
#include "cli/docgen/roff.h"
#include "cli/docgen/template.h"
#include "cli/exit_code.h"
#include "cli/option_table.h"

namespace whybounce::docgen {
namespace {

using cli::main_name;
using cli::option_table;
using cli::OptionRow;
using cli::Takes;

std::string page(const std::string& name) {
  std::ifstream file(WHYBOUNCE_PAGES "/" + name, std::ios::binary);
  std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  EXPECT_FALSE(text.empty()) << name;
  return text;
}

bool has_word(std::string_view text, std::string_view word) {
  const auto ends_word = [&](std::size_t at) {
    return at >= text.size() || std::string_view(" '(){},=+*[\n").find(text[at]) != text.npos;
  };
  for (std::size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
    if ((at == 0 || ends_word(at - 1)) && ends_word(at + word.size())) return true;
  }
  return false;
}

// The first line of a page with this word in it.
std::string_view line_with(std::string_view text, std::string_view word) {
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    if (has_word(line, word)) return line;
    text.remove_prefix(std::min(line.size() + 1, text.size()));
  }
  return "";
}

void expect_values(std::string_view line, const OptionRow& option) {
  if (option.values == nullptr) return;
  for (const std::string_view value : option.values()) {
    EXPECT_TRUE(has_word(line, value)) << main_name(option) << ": " << value;
  }
}

TEST(Pages, OfTheManualTellEveryOptionAndValue) {
  const std::string manual = page("whybounce.1");
  for (const OptionRow& option : option_table()) {
    const std::string first =
        option.letter == '\0' ? main_name(option) : std::string{'-', option.letter};
    EXPECT_NE(manual.find(".TP\n" + bold(first)), std::string::npos) << first;
    EXPECT_NE(manual.find(bold(main_name(option))), std::string::npos) << main_name(option);
    if (option.values == nullptr) continue;
    for (const std::string_view value : option.values()) {
      EXPECT_NE(manual.find(roff(value)), std::string::npos) << value;
    }
  }
  for (const cli::ExitStatusRow& row : cli::kExitStatuses) {
    EXPECT_NE(manual.find(".TP\n" + bold(row.status)), std::string::npos) << row.status;
  }
}

TEST(Pages, OfBashHaveEveryOptionAndValue) {
  const std::string bash = page("whybounce.bash");
  const std::string_view names = line_with(bash, "--exit-class");
  for (const OptionRow& option : option_table()) {
    EXPECT_TRUE(has_word(names, main_name(option))) << main_name(option);
    if (option.letter != '\0') {
      EXPECT_TRUE(has_word(names, std::string{'-', option.letter})) << option.letter;
    }
    if (option.takes == Takes::nothing) continue;
    // Its case is the first line that names it.
    const std::size_t begin = bash.find(main_name(option) + (option.spelling.empty() ? ")" : "|"));
    ASSERT_NE(begin, std::string::npos) << main_name(option);
    const std::string_view line(bash.data() + begin, bash.find('\n', begin) - begin);
    EXPECT_NE(line.find("takes="), line.npos) << main_name(option);
    expect_values(line, option);
  }
}

TEST(Pages, OfZshHaveEveryOptionAndValue) {
  const std::string zsh = page("_whybounce");
  for (const OptionRow& option : option_table()) {
    const std::string_view line = line_with(zsh, main_name(option));
    ASSERT_FALSE(line.empty()) << main_name(option);
    if (option.letter != '\0') {
      EXPECT_TRUE(has_word(line, std::string{'-', option.letter})) << option.letter;
    }
    expect_values(line, option);
  }
}

TEST(Pages, OfFishHaveEveryOptionAndValue) {
  const std::string fish = page("whybounce.fish");
  for (const OptionRow& option : option_table()) {
    const std::string_view line =
        line_with(fish, option.name.empty() ? std::string("-s ") + option.letter
                                            : "-l " + std::string(option.name));
    ASSERT_FALSE(line.empty()) << main_name(option);
    if (option.letter != '\0') {
      EXPECT_TRUE(has_word(line, std::string("-s ") + option.letter)) << option.letter;
    }
    expect_values(line, option);
  }
}

// What stands in the manual as an example is one.
TEST(Pages, OfTheRulesShowARuleThatIsTaken) {
  const std::string manual = page("whybounce-rules.5");
  const std::size_t begin = manual.find("\n.EX\n") + 5;
  std::string rules = manual.substr(begin, manual.find("\n.EE\n") - begin) + "\n";
  for (std::size_t at = rules.find("\\-"); at != std::string::npos; at = rules.find("\\-")) {
    rules.erase(at, 1);
  }
  const LoadedRules loaded = load_rules(std::vector<RuleFile>{{"example", rules}});
  for (const DataError& error : loaded.errors) ADD_FAILURE() << error.reason << "\n" << rules;
  ASSERT_TRUE(loaded.rules);
  EXPECT_EQ(loaded.rules->rule_set().rules().size(), 1U);
}

TEST(Roff, ShowsTextAsItIs) {
  EXPECT_EQ(roff("reply-codes"), "reply\\-codes");
  EXPECT_EQ(roff(".eml"), "\\&.eml");
  EXPECT_EQ(roff("'key'"), "\\&'key'");
  EXPECT_EQ(roff("a\\b"), "a\\eb");
  EXPECT_EQ(bold("-f"), "\\fB\\-f\\fR");
}

TEST(Roff, MakesParagraphs) {
  EXPECT_EQ(paragraph("See --list fields, and -0 (or --null). A. b"),
            "See \\fB\\-\\-list\\fR fields, and \\fB\\-0\\fR (or \\fB\\-\\-null\\fR).\nA.\nb\n");
  EXPECT_EQ(paragraph("a -- - -print0"), "a \\-\\- \\- \\-print0\n");
  EXPECT_EQ(paragraph(""), "");
  const std::string wide = paragraph(std::string(40, 'a') + ' ' + std::string(40, 'b') + " .c");
  EXPECT_EQ(wide, std::string(40, 'a') + '\n' + std::string(40, 'b') + " \\&.c\n");
  EXPECT_EQ(sentence("threads that work"), "Threads that work.");
  EXPECT_EQ(sentence("\"x\" is it."), "\"x\" is it.");
  EXPECT_EQ(sentence(""), "");
}

TEST(Template, IsFilledIn) {
  std::vector<std::string> unknown;
  const std::vector<Blank> blanks = {{"A", "one\ntwo\n"}, {"B_C", "x"}};
  EXPECT_EQ(fill("begin\n@A@\nend @B_C@, me@example.net, @b@\n", blanks, unknown),
            "begin\none\ntwo\nend x, me@example.net, @b@\n");
  EXPECT_TRUE(unknown.empty());
  EXPECT_EQ(fill("@NO@@", blanks, unknown), "@");
  EXPECT_EQ(unknown, std::vector<std::string>{"NO"});
}

}  // namespace
}  // namespace whybounce::docgen
