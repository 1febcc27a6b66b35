// SPDX-License-Identifier: MIT
#include "cli/docgen/completions.h"

#include <fmt/format.h>

#include <string_view>
#include <vector>

#include "cli/option_table.h"

namespace whybounce::docgen {
namespace {

using cli::OptionRow;
using cli::Takes;

std::string values_of(const OptionRow& option) {
  return option.values == nullptr ? "" : fmt::format("{}", fmt::join(option.values(), " "));
}

// "-f|--format"
std::string alternatives_of(const OptionRow& option) {
  std::string names;
  const auto add = [&names](const std::string& name) {
    if (!names.empty()) names += '|';
    names += name;
  };
  if (option.letter != '\0') add({'-', option.letter});
  if (!option.name.empty()) add(main_name(option));
  if (!option.spelling.empty()) add("--" + std::string(option.spelling));
  return names;
}

// Puts a backslash before each character of `special`.
std::string with_backslashes(std::string_view text, std::string_view special) {
  std::string out;
  for (const char c : text) {
    if (special.find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

// What ends the apostrophes around, adds one, and begins them again.
std::string in_apostrophes(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\'') {
      out += "'\\''";
    } else {
      out += c;
    }
  }
  return out;
}

// What zsh completes behind an option: ":MESSAGE:ACTION".
std::string zsh_action(const OptionRow& option) {
  switch (option.takes) {
    case Takes::nothing:
      return "";
    case Takes::a_word:
    case Takes::a_topic:
      return fmt::format(":{}:({})", option.argument, values_of(option));
    case Takes::words:
      return fmt::format(":{}:_sequence compadd - {}", option.argument, values_of(option));
    case Takes::a_file:
      return fmt::format(":{}:_files", option.argument);
    case Takes::a_number:
      break;
  }
  return fmt::format(":{}:", option.argument);
}

// The other name of an option is offered no more behind one of them, nothing behind one that only
// tells something, and all again behind one that may be repeated.
std::string zsh_exclusions(const OptionRow& option) {
  using enum cli::OptionId;
  if (option.id == short_help || option.id == help || option.id == version) return "(- *)";
  if (option.id == rules) return "*";
  const bool two_names = option.letter != '\0' && !option.name.empty();
  return two_names ? fmt::format("(-{} {})", option.letter, main_name(option)) : "";
}

// "'(-f --format)'{-f+,--format=}'[GIST]:FORM:(text brief)'"; "+" and "=" say that the value can
// stand in the same word.
std::string zsh_specification(const OptionRow& option) {
  const bool takes_value = option.takes != Takes::nothing;
  const std::string exclusions = zsh_exclusions(option);
  const std::string gist = in_apostrophes(with_backslashes(option.gist, "\\[]:"));
  const std::string tail = fmt::format("[{}]{}", gist, zsh_action(option));
  const std::string letter = fmt::format("-{}{}", option.letter, takes_value ? "+" : "");
  if (option.name.empty()) return fmt::format("'{}{}{}'", exclusions, letter, tail);
  const std::string name = main_name(option) + (takes_value ? "=" : "");
  if (option.letter == '\0') return fmt::format("'{}{}{}'", exclusions, name, tail);
  return fmt::format("'{}'{{{},{}}}'{}'", exclusions, letter, name, tail);
}

std::string fish_values(const OptionRow& option) {
  switch (option.takes) {
    case Takes::nothing:
      return "";
    case Takes::a_word:
    case Takes::a_topic:
      return fmt::format(" -x -a '{}'", values_of(option));
    case Takes::words:
      return fmt::format(" -x -a '(__fish_append , {})'", values_of(option));
    case Takes::a_file:
      return " -r -F";
    case Takes::a_number:
      break;
  }
  return " -x";
}

}  // namespace

std::string bash_options() {
  std::vector<std::string> names;
  for (const OptionRow& option : cli::option_table()) {
    if (option.letter != '\0') names.push_back({'-', option.letter});
    if (!option.name.empty()) names.push_back(main_name(option));
  }
  return fmt::format("{}", fmt::join(names, " "));
}

std::string bash_cases() {
  std::string out;
  const auto add = [&out](const OptionRow& option, std::string_view what) {
    out += fmt::format("    {}) {} ;;\n", alternatives_of(option), what);
  };
  for (const OptionRow& option : cli::option_table()) {
    switch (option.takes) {
      case Takes::nothing:
        break;
      case Takes::a_word:
      case Takes::a_topic:
        add(option, fmt::format("takes=word values='{}'", values_of(option)));
        break;
      case Takes::words:
        add(option, fmt::format("takes=words values='{}'", values_of(option)));
        break;
      case Takes::a_file:
        add(option, "takes=file");
        break;
      case Takes::a_number:
        add(option, "takes=number");
        break;
    }
  }
  return out;
}

std::string zsh_specifications() {
  std::string out;
  for (const OptionRow& option : cli::option_table()) {
    out += fmt::format("  {} \\\n", zsh_specification(option));
  }
  return out;
}

std::string fish_commands() {
  std::string out;
  for (const OptionRow& option : cli::option_table()) {
    out += "complete -c whybounce";
    if (option.letter != '\0') out += fmt::format(" -s {}", option.letter);
    if (!option.name.empty()) out += fmt::format(" -l {}", option.name);
    out += fmt::format("{} -d '{}'\n", fish_values(option), with_backslashes(option.gist, "\\'"));
  }
  return out;
}

}  // namespace whybounce::docgen
