// SPDX-License-Identifier: MIT
#include "cli/command_line.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "cli/closest.h"
#include "render/escape.h"

namespace whybounce::cli {
namespace {

using Error = std::optional<UsageError>;

UsageError unknown_option(std::string_view word) {
  const std::vector<std::string> names = option_names();
  const std::vector<std::string_view> candidates(names.begin(), names.end());
  return {fmt::format("unknown option {}{}", escaped(word), did_you_mean(word, candidates))};
}

// Reads arguments one by one; an option takes what it needs of those behind it.
class Reader {
 public:
  explicit Reader(std::span<const std::string> arguments) : rest_(arguments) {}

  Error read(CommandLine& line) {
    while (!rest_.empty()) {
      const std::string& word = rest_.front();
      rest_ = rest_.subspan(1);
      if (word == "--") break;
      Error error;
      if (word.size() < 2 || word[0] != '-') {
        line.inputs.push_back(word);
      } else if (word[1] == '-') {
        error = read_name(word, line.options);
      } else {
        error = read_letters(word, line.options);
      }
      if (error) return error;
    }
    line.inputs.insert(line.inputs.end(), rest_.begin(), rest_.end());
    return std::nullopt;
  }

 private:
  // "--format=csv", or "--format" and the next argument.
  Error read_name(std::string_view word, std::vector<GivenOption>& options) {
    const std::size_t equals = word.find('=');
    const OptionRow* option = find_option(word.substr(2, equals - 2));
    if (option == nullptr) return unknown_option(word.substr(0, equals));
    if (equals == std::string_view::npos) return add(*option, options);
    if (option->takes == Takes::nothing) {
      return UsageError{fmt::format("{} takes no value", main_name(*option))};
    }
    options.push_back({option, word.substr(equals + 1)});
    return std::nullopt;
  }

  // "-0q", "-fcsv", or "-f" and the next argument; "-format" is a slip for "--format".
  Error read_letters(std::string_view word, std::vector<GivenOption>& options) {
    const std::string_view name = word.substr(1, word.find('=') - 1);
    if (find_option(name) != nullptr) return unknown_option(word.substr(0, name.size() + 1));
    for (std::size_t at = 1; at < word.size(); ++at) {
      const OptionRow* option = find_option(word[at]);
      if (option == nullptr && at > 1) {
        return UsageError{
            fmt::format("unknown option -{} in {}", escaped(word.substr(at, 1)), escaped(word))};
      }
      if (option == nullptr) return unknown_option(word);
      if (option->takes != Takes::nothing && at + 1 < word.size()) {
        options.push_back({option, word.substr(at + 1)});
        return std::nullopt;
      }
      if (Error error = add(*option, options)) return error;
    }
    return std::nullopt;
  }

  Error add(const OptionRow& option, std::vector<GivenOption>& options) {
    GivenOption given{&option, {}};
    if (option.takes != Takes::nothing) {
      if (rest_.empty() || rest_.front() == "--") {
        return UsageError{fmt::format("{} needs a value", main_name(option))};
      }
      given.value = rest_.front();
      rest_ = rest_.subspan(1);
    }
    options.push_back(given);
    return std::nullopt;
  }

  std::span<const std::string> rest_;
};

}  // namespace

std::variant<CommandLine, UsageError> read_command_line(std::span<const std::string> arguments) {
  CommandLine line;
  if (Error error = Reader(arguments).read(line)) return std::move(*error);
  return line;
}

}  // namespace whybounce::cli
