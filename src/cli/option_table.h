// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// The one description of the options: what parses them, the help, the manual page and the shells'
// completions all come from it.
namespace whybounce::cli {

enum class OptionId : std::uint8_t {
  files_from,
  null_separated,
  lines,
  keyed,
  max_record,
  jobs,
  rules,
  format,
  fields,
  kind,
  cause,
  persistence,
  list_action,
  redact,
  summary,
  unknown_out,
  colour,
  progress,
  quiet,
  explain,
  list,
  exit_class,
  short_help,
  help,
  version,
};

enum class OptionGroup : std::uint8_t { input, output, knowledge, program };

// What stands behind an option.
enum class Takes : std::uint8_t {
  nothing,
  a_word,  // one of its values()
  words,   // some of its values(), with commas between them
  a_file,
  a_number,
  a_topic,  // a code, or one of its values()
};

struct OptionRow {
  using Values = std::vector<std::string_view> (*)();

  OptionId id;
  OptionGroup group;
  bool basic;                 // -h tells it too
  char letter;                // '\0': none
  std::string_view name;      // "format"; empty: the letter only
  std::string_view spelling;  // another one of the name; empty: none
  Takes takes;
  std::string_view argument;  // "FORM"; empty: takes nothing
  Values values;              // null: too many, or anything
  std::string_view gist;      // at most a line: for -h, and for the shells
  std::string_view help;      // for --help; empty: the gist; "{}" in it stands for the values
  std::string_view more;      // what the manual page adds; may be empty
};

// In the order of the help; an OptionId is an index into it.
[[nodiscard]] std::span<const OptionRow> option_table();

[[nodiscard]] std::string_view title_of(OptionGroup group);

// "--format", or "-h" for one that has no other name.
[[nodiscard]] std::string main_name(const OptionRow& option);

// The help with its values filled in: "text, brief, json, jsonl, csv or tsv".
[[nodiscard]] std::string help_of(const OptionRow& option);

// The row of "format" or "colour", and that of 'f'; null if there is none.
[[nodiscard]] const OptionRow* find_option(std::string_view name);
[[nodiscard]] const OptionRow* find_option(char letter);

// "--format", "-f", …: all that the command line takes.
[[nodiscard]] std::vector<std::string> option_names();

}  // namespace whybounce::cli
