// SPDX-License-Identifier: MIT
#include "cli/options.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "cli/help.h"

namespace whybounce::cli {
namespace {

using Strings = std::vector<std::string>;

Options good(const Strings& arguments) {
  const auto parsed = parse_options(arguments);
  const auto* wrong = std::get_if<UsageError>(&parsed);
  EXPECT_EQ(wrong, nullptr) << (wrong != nullptr ? wrong->message : "");
  return wrong != nullptr ? Options{} : std::get<Options>(parsed);
}

std::string error(const Strings& arguments) {
  const auto parsed = parse_options(arguments);
  const auto* wrong = std::get_if<UsageError>(&parsed);
  return wrong != nullptr ? wrong->message : "(no error)";
}

TEST(Options, HaveTheirDefaults) {
  const Options options = good({});
  EXPECT_EQ(options.task, Task::diagnose);
  EXPECT_EQ(options.format, Format::text);
  EXPECT_EQ(options.max_record, 67108864U);
  EXPECT_EQ(options.colour, When::automatic);
  EXPECT_FALSE(options.jobs);
  EXPECT_FALSE(options.files_from);
  EXPECT_TRUE(options.filter.keeps_all());
  EXPECT_TRUE(options.columns.empty());
}

TEST(Options, AreReadInAllTheirForms) {
  EXPECT_EQ(good({"-f", "jsonl"}).format, Format::jsonl);
  EXPECT_EQ(good({"-fcsv"}).format, Format::csv);
  EXPECT_EQ(good({"-qfcsv"}).format, Format::csv);
  EXPECT_EQ(good({"-qf", "csv"}).format, Format::csv);
  EXPECT_EQ(good({"--unknown-out="}).unknown_out, "");
  EXPECT_EQ(good({"--format=tsv"}).format, Format::tsv);
  EXPECT_EQ(good({"--format", "brief", "-f", "json"}).format, Format::json);
  EXPECT_EQ(good({"--max-record", "2K"}).max_record, 2048U);
  EXPECT_EQ(good({"--max-record", "1G"}).max_record, kMostMaxRecord);
  EXPECT_EQ(good({"-j4"}).jobs, 4U);
  EXPECT_EQ(good({"--jobs=12"}).jobs, 12U);
  EXPECT_EQ(good({"--color", "never"}).colour, When::never);
  EXPECT_EQ(good({"--colour=always"}).colour, When::always);
  EXPECT_EQ(good({"--files-from", "-", "-0"}).files_from, "-");
  EXPECT_TRUE(good({"--files-from", "-", "-0"}).null_separated);
  EXPECT_TRUE(good({"--lines", "--keyed"}).keyed);
  EXPECT_EQ(good({"--progress", "never"}).progress, When::never);
  EXPECT_TRUE(good({"-q"}).quiet);
  EXPECT_TRUE(good({"--summary", "-f", "json"}).summary);
  EXPECT_TRUE(good({"--exit-class"}).exit_class);
  EXPECT_EQ(good({"--rules", "a", "--rules", "b", "c"}).rule_files, (Strings{"a", "b"}));
  EXPECT_EQ(good({"--unknown-out", "u"}).unknown_out, "u");
}

TEST(Options, ChooseATask) {
  EXPECT_EQ(good({"--explain", "5.7.26"}).task, Task::explain);
  EXPECT_EQ(good({"--explain", "5.7.26"}).explain, "5.7.26");
  EXPECT_EQ(good({"--explain", ""}).task, Task::explain);
  EXPECT_EQ(good({"--list", "causes"}).task, Task::list);
  EXPECT_EQ(good({"--list=reply-codes"}).list, Listing::reply_codes);
  EXPECT_EQ(good({"-h"}).task, Task::short_help);
  EXPECT_EQ(good({"x", "--help"}).task, Task::help);
  EXPECT_EQ(good({"-V"}).task, Task::version);
}

TEST(Options, LeaveInputsAsTheyAre) {
  EXPECT_EQ(good({"554", "5.1.0", "Sender", "Denied"}).inputs,
            (Strings{"554", "5.1.0", "Sender", "Denied"}));
  EXPECT_EQ(good({"a", "-f", "json", "b"}).inputs, (Strings{"a", "b"}));
  EXPECT_EQ(good({"-"}).inputs, Strings{"-"});
  EXPECT_EQ(good({"--", "--lines", "-f", "--"}).inputs, (Strings{"--lines", "-f", "--"}));
  EXPECT_EQ(good({"[550,", "x]", "[a,b]", "", "%%", "++"}).inputs,
            (Strings{"[550,", "x]", "[a,b]", "", "%%", "++"}));
}

TEST(Options, ReadFilters) {
  const Options options = good({"--cause", "user-unknown, mailbox-full", "--persistence=permanent",
                                "--list-action", "remove,watch", "--kind", "failure,auto-reply"});
  EXPECT_EQ(options.filter.causes, (std::vector{Cause::user_unknown, Cause::mailbox_full}));
  EXPECT_EQ(options.filter.persistences, std::vector{Persistence::permanent});
  EXPECT_EQ(options.filter.list_actions, (std::vector{ListAction::remove, ListAction::watch}));
  EXPECT_EQ(options.filter.kinds, (std::vector{Kind::failure, Kind::auto_reply}));
}

TEST(Options, ReadColumns) {
  const Options options = good({"-f", "csv", "--fields", "address,cause"});
  ASSERT_EQ(options.columns.size(), 2U);
  EXPECT_EQ(options.columns[1]->name, "cause");
  EXPECT_EQ(good({"-f", "tsv"}).columns.size(), default_fields().size());
}

struct ErrorCase {
  Strings arguments;
  std::string_view message;
};

TEST(Options, SayWhatIsWrong) {
  const ErrorCase cases[] = {
      {{"--fromat", "x"}, "unknown option --fromat; did you mean --format?"},
      {{"--line"}, "unknown option --line; did you mean --lines?"},
      {{"--nothing-like-it"}, "unknown option --nothing-like-it"},
      {{"--exit-clas=1"}, "unknown option --exit-clas; did you mean --exit-class?"},
      {{"--list-act", "x"}, "unknown option --list-act; did you mean --list-action?"},
      {{"-x\x1b"}, "unknown option -x\\x1b"},
      {{"-qx\x1b"}, "unknown option -x in -qx\\x1b"},
      {{"-format", "csv"}, "unknown option -format; did you mean --format?"},
      {{"-list-action=remove"}, "unknown option -list-action; did you mean --list-action?"},
      {{"--lines=yes"}, "--lines takes no value"},
      {{"--jobs", "--"}, "--jobs needs a value"},
      {{"-f"}, "--format needs a value"},
      {{"--explain"}, "--explain needs a value"},
      {{"-f", "jsno"}, "--format does not know 'jsno'; did you mean json?"},
      {{"-f", "xml"}, "--format does not know 'xml'; it takes text, brief, json, jsonl, csv, tsv"},
      {{"--cause", "user-unknwon"},
       "--cause does not know 'user-unknwon'; did you mean user-unknown?"},
      {{"--cause", "a,b"}, "--cause does not know 'a'"},
      {{"--fields", "adress", "-f", "csv"},
       "--fields does not know 'adress'; did you mean address?"},
      {{"--cause", "user-unkown"},
       "--cause does not know 'user-unkown'; did you mean user-unknown?"},
      {{"--cause", "mailbox"},
       "--cause does not know 'mailbox'; did you mean mailbox-moved or mailbox-disabled or "
       "mailbox-full?"},
      {{"--kind", "delays"}, "--kind does not know 'delays'; did you mean delay?"},
      {{"--list", "rule"}, "--list does not know 'rule'; did you mean rules?"},
      {{"--color", "yes"}, "--color does not know 'yes'; it takes auto, always, never"},
      {{"--max-record", "2G"}, "--max-record takes at most 1G, not '2G'"},
      {{"--max-record", "0"}, "--max-record takes a size such as 512K or 64M, not '0'"},
      {{"-j", "0"}, "--jobs takes a number from 1 to 1024, not '0'"},
      {{"-j", "2x"}, "--jobs takes a number from 1 to 1024, not '2x'"},
      {{"-j-1"}, "--jobs takes a number from 1 to 1024, not '-1'"},
      {{"--fields", "cause"}, "--fields goes with --format csv, tsv or brief"},
      {{"--summary", "-f", "csv"}, "--summary goes with --format text, json or jsonl"},
      {{"--keyed"}, "--keyed goes with --lines"},
      {{"-0"}, "--null goes with --files-from"},
  };
  for (const ErrorCase& c : cases) EXPECT_EQ(error(c.arguments), c.message);
}

TEST(OptionTable, NamesEachOptionOnce) {
  std::vector<std::string> names = option_names();
  std::ranges::sort(names);
  EXPECT_EQ(std::ranges::adjacent_find(names), names.end());
}

TEST(OptionTable, HasAnArgumentForEachOptionThatTakesOne) {
  for (const OptionRow& option : option_table()) {
    EXPECT_EQ(option.takes == Takes::nothing, option.argument.empty()) << main_name(option);
    if (option.takes == Takes::a_word || option.takes == Takes::words) {
      EXPECT_NE(option.values, nullptr) << main_name(option);
    }
    EXPECT_FALSE(option.gist.empty()) << main_name(option);
  }
}

// What the first of an option's values was taken for, under its own name.
std::string_view chosen(const Options& options, OptionId id) {
  if (id == OptionId::kind) return name_of(options.filter.kinds.at(0));
  if (id == OptionId::cause) return name_of(options.filter.causes.at(0));
  if (id == OptionId::persistence) return name_of(options.filter.persistences.at(0));
  if (id == OptionId::list_action) return name_of(options.filter.list_actions.at(0));
  return options.columns.at(0)->name;
}

// The n-th value stands for the n-th enumerator: each must be taken, and mean itself.
TEST(OptionTable, HasTheValuesInTheOrderOfWhatTheyStandFor) {
  for (const OptionRow& option : option_table()) {
    if (option.takes != Takes::words) continue;
    for (const std::string_view value : option.values()) {
      const Options options = good({main_name(option), std::string(value), "-f", "csv"});
      EXPECT_EQ(chosen(options, option.id), value);
    }
  }
  EXPECT_EQ(good({"--list", "fields"}).list, Listing::fields);
  EXPECT_EQ(good({"--list", "statuses"}).list, Listing::statuses);
  EXPECT_EQ(good({"-f", "text"}).format, Format::text);
  EXPECT_EQ(good({"--progress", "auto"}).progress, When::automatic);
}

Strings lines_of(const std::string& text) {
  Strings lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

TEST(Help, TellsEveryOptionAndItsValues) {
  std::string help;
  append_help(help);
  for (const OptionRow& option : option_table()) {
    EXPECT_NE(help.find(main_name(option)), std::string::npos) << main_name(option);
    if (option.values == nullptr || option.id == OptionId::cause ||
        option.id == OptionId::explain || option.id == OptionId::fields) {
      continue;  // --list tells them
    }
    for (const std::string_view value : option.values()) {
      EXPECT_NE(help.find(value), std::string::npos) << value;
    }
  }
}

// 24 lines, and one of them is the shell's next prompt.
TEST(Help, FitsOnASmallScreen) {
  std::string help;
  append_short_help(help);
  EXPECT_LE(lines_of(help).size(), 23U);
  append_help(help);
  for (const std::string& line : lines_of(help)) EXPECT_LE(line.size(), 80U) << line;
}

}  // namespace
}  // namespace whybounce::cli
