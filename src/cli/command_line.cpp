// SPDX-License-Identifier: MIT
#include "cli/command_line.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iterator>
#include <optional>
#include <string_view>

#include "cli/closest.h"
#include "render/escape.h"

namespace whybounce::cli {
namespace {

using Error = std::optional<UsageError>;
using Words = std::span<const std::string>;

// CLI11 takes "--format=" for "--format" and the next argument, and "--lines=true" for "--lines".
// With this behind them, which no argument can hold, the first has a value and the second a wrong
// one.
constexpr char kEndOfValue = '\0';

std::string value_of(std::string_view result) {
  if (result.ends_with(kEndOfValue)) result.remove_suffix(1);
  return std::string(result);
}

bool may_be_option(std::string_view word) {
  return word.size() > 1 && word[0] == '-';
}

bool has_value_behind_name(std::string_view word) {
  return word.starts_with("--") && word.find('=') != std::string_view::npos;
}

std::string_view name_part(std::string_view word) {
  return word.substr(0, word.find('='));
}

UsageError unknown_option(std::string_view word) {
  const std::vector<std::string> names = option_names();
  const std::vector<std::string_view> candidates(names.begin(), names.end());
  return {fmt::format("unknown option {}{}", escaped(word), did_you_mean(word, candidates))};
}

// "-format" is a slip for "--format", and not "-f ormat".
bool lacks_a_dash(std::string_view word) {
  return may_be_option(word) && find_option(name_part(word).substr(1)) != nullptr;
}

// Without CLI11's own "--help": to read the name of an option, it sets up the C++ library's locales,
// which takes 40,000 instructions.
class App : public ::CLI::App {
 public:
  App() : ::CLI::App("", "", nullptr) {}
};

// CLI11 with those of the options that can be meant by the words: to build all of them would take
// as long as the rest of a start.
class Parser {
 public:
  explicit Parser(Words words) : words_(words) {
    app_.allow_extras();
    for (const std::string_view word : words) {
      if (word.starts_with("--")) {
        add(find_option(name_part(word).substr(2)));
      } else if (may_be_option(word)) {
        for (const char letter : word.substr(1)) add(find_option(letter));
      }
    }
  }

  Error parse(CommandLine& line) {
    std::vector<std::string> reversed(std::make_reverse_iterator(words_.end()),
                                      std::make_reverse_iterator(words_.begin()));
    for (std::string& word : reversed) {
      if (has_value_behind_name(word)) word += kEndOfValue;
    }
    try {
      app_.parse(reversed);
    } catch (const ::CLI::ArgumentMismatch& error) {
      const std::string_view what = error.what();
      return UsageError{fmt::format("{} needs a value", what.substr(0, what.find(':')))};
    } catch (const ::CLI::ParseError& error) {
      return UsageError{escaped(error.what())};
    }
    if (Error error = take_options(line.options)) return error;
    return take_rest(line.inputs);
  }

 private:
  struct Added {
    const OptionRow* row;
    const ::CLI::Option* option;
    std::size_t taken = 0;  // of its values
  };

  void add(const OptionRow* row) {
    if (row == nullptr || std::ranges::find(added_, row, &Added::row) != added_.end()) return;
    std::string names;
    if (row->letter != '\0') names += {'-', row->letter};
    for (const std::string_view name : {row->name, row->spelling}) {
      if (name.empty()) continue;
      if (!names.empty()) names += ',';
      names.append("--").append(name);
    }
    ::CLI::Option* option = app_.add_option(names, ::CLI::callback_t());
    option->expected(row->takes == Takes::nothing ? 0 : 1)->take_all()->allow_extra_args(false);
    added_.push_back({row, option});
  }

  Error take_options(std::vector<GivenOption>& options) {
    for (const ::CLI::Option* option : app_.parse_order()) {
      Added& added = *std::ranges::find(added_, option, &Added::option);
      const std::string& result = option->results()[added.taken++];
      const OptionRow& row = *added.row;
      if (row.takes == Takes::nothing) {
        if (result.ends_with(kEndOfValue)) {
          return UsageError{fmt::format("{} takes no value", main_name(row))};
        }
        options.push_back({&row, {}});
        continue;
      }
      const std::string word = std::string{'-', row.letter} + result;
      if (lacks_a_dash(word) && std::ranges::find(words_, word) != words_.end()) {
        return unknown_option(name_part(word));
      }
      options.push_back({&row, value_of(result)});
    }
    return std::nullopt;
  }

  Error take_rest(std::vector<std::string>& inputs) const {
    for (std::string& word : app_.remaining()) {
      if (may_be_option(word)) return unknown_rest(word);
      inputs.push_back(std::move(word));
    }
    return std::nullopt;
  }

  // Of "-qx", "-x" is left.
  UsageError unknown_rest(std::string_view rest) const {
    const auto is_whole = [&](std::string_view word) { return word == rest; };
    const auto ends_with_it = [&](std::string_view word) {
      return may_be_option(word) && word.ends_with(rest.substr(1));
    };
    if (rest.starts_with("--") || std::ranges::any_of(words_, is_whole)) {
      return unknown_option(rest.starts_with("--") || lacks_a_dash(rest) ? name_part(rest) : rest);
    }
    const auto whole = std::ranges::find_if(words_, ends_with_it);
    if (whole == words_.end()) return unknown_option(rest);
    if (lacks_a_dash(*whole)) return unknown_option(name_part(*whole));
    return {fmt::format("unknown option -{} in {}", escaped(rest.substr(1, 1)), escaped(*whole))};
  }

  Words words_;
  App app_;
  std::vector<Added> added_;
};

}  // namespace

std::variant<CommandLine, UsageError> read_command_line(std::span<const std::string> arguments) {
  const auto end = std::ranges::find(arguments, "--");
  CommandLine line;
  if (Error error = Parser({arguments.begin(), end}).parse(line)) return std::move(*error);
  if (end != arguments.end()) line.inputs.insert(line.inputs.end(), end + 1, arguments.end());
  return line;
}

}  // namespace whybounce::cli
