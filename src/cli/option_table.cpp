// SPDX-License-Identifier: MIT
#include "cli/option_table.h"

#include <algorithm>
#include <array>
#include <type_traits>

#include "whybounce/catalog.h"
#include "whybounce/render.h"
#include "whybounce/vocabulary.h"

namespace whybounce::cli {
namespace {

using Words = std::vector<std::string_view>;

// The n-th value stands for the n-th enumerator, here and below.
Words formats() {
  return {"text", "brief", "json", "jsonl", "csv", "tsv"};
}
Words listings() {
  return {"reply-codes", "statuses", "providers", "causes", "rules", "fields"};
}
Words whens() {
  return {"auto", "always", "never"};
}

template <auto Last>
Words names_up_to() {
  Words names;
  for (std::size_t i = 0; i <= static_cast<std::size_t>(Last); ++i) {
    names.push_back(
        name_of(decltype(Last){static_cast<std::underlying_type_t<decltype(Last)>>(i)}));
  }
  return names;
}

constexpr OptionRow::Values kKinds = names_up_to<Kind::not_a_bounce>;
constexpr OptionRow::Values kCauses = names_up_to<Cause::unknown>;
constexpr OptionRow::Values kPersistences = names_up_to<Persistence::unknown>;
constexpr OptionRow::Values kListActions = names_up_to<ListAction::keep>;

Words field_names() {
  Words names;
  for (const Field& field : fields()) names.push_back(field.name);
  return names;
}

constexpr bool kBasic = true;
constexpr bool kNotBasic = false;

// clang-format off
constexpr std::array kOptions = std::to_array<OptionRow>({
    {OptionId::files_from, OptionGroup::input, kNotBasic, '\0', "files-from", "",
     Takes::a_file, "FILE", nullptr,
     "read the inputs' paths from a file",
     "paths of inputs, one a line; \"-\" is standard input",
     "They are read after those on the command line. Empty lines are left out."},
    {OptionId::null_separated, OptionGroup::input, kNotBasic, '0', "null", "",
     Takes::nothing, "", nullptr,
     "the paths in it end with NUL",
     "the paths in it end with NUL, as from find -print0",
     "Goes with --files-from."},
    {OptionId::lines, OptionGroup::input, kBasic, '\0', "lines", "",
     Takes::nothing, "", nullptr,
     "every line is a record: a reply, or a log line",
     "every line is a record of its own, and gets one answer",
     "A line is a server's reply, or a log line of Postfix, Exim, Sendmail, qmail or Exchange. "
     "Another program can drive this as a filter: output comes in the order of the lines, it is "
     "written out before the program waits for more, and the exit status is 0 unless reading or "
     "writing failed."},
    {OptionId::keyed, OptionGroup::input, kNotBasic, '\0', "keyed", "",
     Takes::nothing, "", nullptr,
     "copy what stands before a line's first TAB",
     "with --lines: what stands before a line's first TAB is not read, but copied to the field "
     "\"key\"",
     ""},
    {OptionId::max_record, OptionGroup::input, kNotBasic, '\0', "max-record", "",
     Takes::a_number, "SIZE", nullptr,
     "read no more of one record than this",
     "read no more of one record than this (default 64M)",
     "The rest is skipped, and the field \"truncated\" is true. A number of bytes, also with K, M "
     "or G behind it; at most 1G."},
    {OptionId::jobs, OptionGroup::input, kNotBasic, 'j', "jobs", "",
     Takes::a_number, "N", nullptr,
     "threads that work",
     "threads that work; output and its order stay the same",
     "Without it there are as many as processors, and one for --lines from a pipe."},
    {OptionId::rules, OptionGroup::input, kNotBasic, '\0', "rules", "",
     Takes::a_file, "FILE", nullptr,
     "more rules, which win over the built-in ones",
     "more rules, which win over the built-in ones; may be repeated",
     "The manual page whybounce-rules(5) tells the format."},

    {OptionId::format, OptionGroup::output, kBasic, 'f', "format", "",
     Takes::a_word, "FORM", formats,
     "the form of the answer",
     "{}",
     "The default, text, is a page for people. brief is a line for each recipient. jsonl is a JSON "
     "object for each record, a line each, and json an array of the same. csv and tsv are tables "
     "with a line for each recipient, and one for a record that has none."},
    {OptionId::fields, OptionGroup::output, kBasic, '\0', "fields", "",
     Takes::words, "A,...", field_names,
     "columns for csv, tsv and brief",
     "columns for csv, tsv and brief; see --list fields",
     "They are printed in the order given. The section FIELDS has them all."},
    {OptionId::kind, OptionGroup::output, kNotBasic, '\0', "kind", "",
     Takes::words, "A,...", kKinds,
     "only records of these kinds",
     "only records that are {}",
     ""},
    {OptionId::cause, OptionGroup::output, kNotBasic, '\0', "cause", "",
     Takes::words, "A,...", kCauses,
     "only recipients with these causes",
     "only recipients with these causes; see --list causes",
     "The section CAUSES has them all."},
    {OptionId::persistence, OptionGroup::output, kNotBasic, '\0', "persistence", "",
     Takes::words, "A,...", kPersistences,
     "only recipients with this persistence",
     "only recipients whose delivery is {}",
     ""},
    {OptionId::list_action, OptionGroup::output, kBasic, '\0', "list-action", "",
     Takes::words, "A,...", kListActions,
     "only addresses to remove from a list, watch or keep",
     "only recipients whose address the owner of a list should {}",
     "An address to remove is dead, or its owner does not want the mail. One to watch is removed "
     "when it goes on. One to keep is fine: the message, the sender or the path is at fault."},
    {OptionId::redact, OptionGroup::output, kNotBasic, '\0', "redact", "",
     Takes::nothing, "", nullptr,
     "mask addresses and hosts, to show it to others",
     "mask addresses, host names and IP addresses, so that the answer can be shown to others",
     "Names of people stay, and so do single words that are host names."},
    {OptionId::summary, OptionGroup::output, kBasic, '\0', "summary", "",
     Takes::nothing, "", nullptr,
     "only counts: a table with bars",
     "only counts: a table with bars, or -f json",
     "By kind, cause, persistence, list action, remote domain and status. What --kind, --cause, "
     "--persistence and --list-action leave out is not counted."},
    {OptionId::unknown_out, OptionGroup::output, kNotBasic, '\0', "unknown-out", "",
     Takes::a_file, "FILE", nullptr,
     "write down the bounces with an unknown cause",
     "write where each bounce with cause \"unknown\" stands",
     "A line each: the path, and with several records in it the number of the record behind a "
     "colon."},
    {OptionId::colour, OptionGroup::output, kNotBasic, '\0', "color", "colour",
     Takes::a_word, "WHEN", whens,
     "when to use colour",
     "{}",
     "Also spelled --colour. See ENVIRONMENT for what auto means."},
    {OptionId::progress, OptionGroup::output, kNotBasic, '\0', "progress", "",
     Takes::a_word, "WHEN", whens,
     "when to show how far it is",
     "how far it is, told on standard error by runs of more than a second: {}",
     "With auto only where standard error is a terminal. Never where the answers go to the "
     "terminal as well."},
    {OptionId::quiet, OptionGroup::output, kNotBasic, 'q', "quiet", "",
     Takes::nothing, "", nullptr,
     "no progress; errors are still told",
     "",
     ""},

    {OptionId::explain, OptionGroup::knowledge, kBasic, '\0', "explain", "",
     Takes::a_topic, "WHAT", kCauses,
     "what 550, 5.7.26, 5.7, TSS04 or mailbox-full means",
     "what a reply code, an enhanced status code, a part of either, a provider's own code, or a "
     "cause means",
     "Such as 550, 55x, 5.7.26, x.7.26, 5.7, TSS04 or mailbox-full. As a page, or with --format "
     "json as one object."},
    {OptionId::list, OptionGroup::knowledge, kBasic, '\0', "list", "",
     Takes::a_word, "TABLE", listings,
     "a built-in table: of codes, causes, rules or fields",
     "{}",
     "The table can be had in any --format."},

    {OptionId::exit_class, OptionGroup::program, kNotBasic, '\0', "exit-class", "",
     Takes::nothing, "", nullptr,
     "end with a status for the worst bounce",
     "with bounces, end with a status for the worst of them; see below",
     ""},
    {OptionId::short_help, OptionGroup::program, kNotBasic, 'h', "", "",
     Takes::nothing, "", nullptr,
     "show the most needed options",
     "",
     ""},
    {OptionId::help, OptionGroup::program, kBasic, '\0', "help", "",
     Takes::nothing, "", nullptr,
     "show all options; the page whybounce(1) tells more",
     "show all options",
     ""},
    {OptionId::version, OptionGroup::program, kNotBasic, 'V', "version", "",
     Takes::nothing, "", nullptr,
     "show the version",
     "",
     ""},
});
// clang-format on

constexpr bool is_in_order() {
  std::size_t index = 0;
  for (const OptionRow& row : kOptions) {
    if (static_cast<std::size_t>(row.id) != index++) return false;
  }
  return true;
}
static_assert(is_in_order());

}  // namespace

std::span<const OptionRow> option_table() {
  return kOptions;
}

std::string_view title_of(OptionGroup group) {
  switch (group) {
    case OptionGroup::input:
      return "What to read";
    case OptionGroup::output:
      return "What to print";
    case OptionGroup::knowledge:
      return "What it knows";
    case OptionGroup::program:
      break;
  }
  return "More";
}

std::string main_name(const OptionRow& option) {
  if (option.name.empty()) return {'-', option.letter};
  return "--" + std::string(option.name);
}

std::string help_of(const OptionRow& option) {
  std::string help(option.help.empty() ? option.gist : option.help);
  constexpr std::string_view kPlace = "{}";
  const std::size_t place = help.find(kPlace);
  if (place == std::string::npos) return help;
  const Words values = option.values();
  std::string list;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i > 0) list += i + 1 < values.size() ? ", " : " or ";
    list += values[i];
  }
  return help.replace(place, kPlace.size(), list);
}

const OptionRow* find_option(std::string_view name) {
  if (name.empty()) return nullptr;
  const auto found = std::ranges::find_if(kOptions, [&](const OptionRow& option) {
    return option.name == name || option.spelling == name;
  });
  return found == kOptions.end() ? nullptr : &*found;
}

const OptionRow* find_option(char letter) {
  if (letter == '\0') return nullptr;
  const auto found = std::ranges::find(kOptions, letter, &OptionRow::letter);
  return found == kOptions.end() ? nullptr : &*found;
}

std::vector<std::string> option_names() {
  std::vector<std::string> names;
  for (const OptionRow& option : kOptions) {
    for (const std::string_view name : {option.name, option.spelling}) {
      if (!name.empty()) names.push_back("--" + std::string(name));
    }
    if (option.letter != '\0') names.push_back({'-', option.letter});
  }
  return names;
}

}  // namespace whybounce::cli
