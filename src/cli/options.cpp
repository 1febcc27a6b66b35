// SPDX-License-Identifier: MIT
#include "cli/options.h"

#include <fmt/format.h>

#include <algorithm>

#include "ascii.h"
#include "cli/closest.h"
#include "cli/size.h"
#include "render/escape.h"

namespace whybounce::cli {
namespace {

using Error = std::optional<UsageError>;

// More of them are told by --list, or in the manual.
constexpr std::size_t kMostValuesTold = 10;

UsageError unknown_value(const OptionRow& option, std::string_view word,
                         std::span<const std::string_view> values) {
  std::string hint = did_you_mean(word, values);
  if (hint.empty() && values.size() < kMostValuesTold) {
    hint = fmt::format("; it takes {}", fmt::join(values, ", "));
  }
  return {fmt::format("{} does not know '{}'{}", main_name(option), escaped(word), hint)};
}

// The place of a word among the values of its option, which is what it stands for.
Error choose_place(const OptionRow& option, std::string_view word, std::size_t& place) {
  const std::vector<std::string_view> values = option.values();
  const auto found = std::ranges::find(values, word);
  if (found == values.end()) return unknown_value(option, word, values);
  place = static_cast<std::size_t>(found - values.begin());
  return std::nullopt;
}

template <typename Term>
Error choose(const GivenOption& given, Term& into) {
  std::size_t place = 0;
  if (auto error = choose_place(*given.option, given.value, place)) return error;
  into = static_cast<Term>(place);
  return std::nullopt;
}

// Calls `use` with the place of each of the words between commas; the first error ends it.
template <typename Use>
Error choose_each(const GivenOption& given, Use use) {
  std::string_view list = given.value;
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    std::size_t place = 0;
    if (auto error = choose_place(*given.option, ascii::trim(list.substr(0, comma)), place)) {
      return error;
    }
    use(place);
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return std::nullopt;
}

template <typename Term>
Error choose_terms(const GivenOption& given, std::vector<Term>& into) {
  into.clear();
  return choose_each(given, [&](std::size_t place) { into.push_back(static_cast<Term>(place)); });
}

Error choose_columns(const GivenOption& given, std::vector<const Field*>& into) {
  into.clear();
  return choose_each(given, [&](std::size_t place) { into.push_back(&fields()[place]); });
}

Error read_size(std::string_view value, std::size_t& into) {
  const std::optional<std::size_t> size = parse_size(value);
  if (!size) {
    return UsageError{
        fmt::format("--max-record takes a size such as 512K or 64M, not '{}'", escaped(value))};
  }
  if (*size > kMostMaxRecord) {
    return UsageError{fmt::format("--max-record takes at most 1G, not '{}'", escaped(value))};
  }
  into = *size;
  return std::nullopt;
}

Error read_jobs(std::string_view value, std::optional<std::size_t>& into) {
  into = parse_count(value, kMostJobs);
  if (into) return std::nullopt;
  return UsageError{
      fmt::format("--jobs takes a number from 1 to {}, not '{}'", kMostJobs, escaped(value))};
}

Error turn_on(bool& flag) {
  flag = true;
  return std::nullopt;
}

// Help is given whatever else is asked for, and so on.
Error ask_for(Task task, Options& options) {
  options.task = std::max(options.task, task);
  return std::nullopt;
}

Error apply(const GivenOption& given, Options& options) {
  switch (given.option->id) {
    case OptionId::files_from:
      options.files_from = given.value;
      return std::nullopt;
    case OptionId::null_separated:
      return turn_on(options.null_separated);
    case OptionId::lines:
      return turn_on(options.lines);
    case OptionId::keyed:
      return turn_on(options.keyed);
    case OptionId::max_record:
      return read_size(given.value, options.max_record);
    case OptionId::jobs:
      return read_jobs(given.value, options.jobs);
    case OptionId::rules:
      options.rule_files.emplace_back(given.value);
      return std::nullopt;
    case OptionId::format:
      return choose(given, options.format);
    case OptionId::fields:
      return choose_columns(given, options.columns);
    case OptionId::kind:
      return choose_terms(given, options.filter.kinds);
    case OptionId::cause:
      return choose_terms(given, options.filter.causes);
    case OptionId::persistence:
      return choose_terms(given, options.filter.persistences);
    case OptionId::list_action:
      return choose_terms(given, options.filter.list_actions);
    case OptionId::redact:
      return turn_on(options.redact);
    case OptionId::summary:
      return turn_on(options.summary);
    case OptionId::unknown_out:
      options.unknown_out = given.value;
      return std::nullopt;
    case OptionId::colour:
      return choose(given, options.colour);
    case OptionId::progress:
      return choose(given, options.progress);
    case OptionId::quiet:
      return turn_on(options.quiet);
    case OptionId::explain:
      options.explain = given.value;
      return ask_for(Task::explain, options);
    case OptionId::list:
      if (auto error = choose(given, options.list)) return error;
      return ask_for(Task::list, options);
    case OptionId::exit_class:
      return turn_on(options.exit_class);
    case OptionId::short_help:
      return ask_for(Task::short_help, options);
    case OptionId::help:
      return ask_for(Task::help, options);
    case OptionId::version:
      return ask_for(Task::version, options);
  }
  return std::nullopt;
}

// What each option asks for may be right, and still make no sense beside another.
Error check_together(const Options& options) {
  const bool tabular = options.format == Format::csv || options.format == Format::tsv ||
                       options.format == Format::brief;
  if (!options.columns.empty() && !tabular) {
    return UsageError{"--fields goes with --format csv, tsv or brief"};
  }
  const bool has_no_columns = options.format == Format::text || options.format == Format::json ||
                              options.format == Format::jsonl;
  if (options.summary && !has_no_columns) {
    return UsageError{"--summary goes with --format text, json or jsonl"};
  }
  if (options.task == Task::explain && !has_no_columns) {
    return UsageError{"--explain goes with --format text, json or jsonl"};
  }
  if (options.keyed && !options.lines) return UsageError{"--keyed goes with --lines"};
  if (options.null_separated && !options.files_from) {
    return UsageError{"--null goes with --files-from"};
  }
  return std::nullopt;
}

}  // namespace

std::variant<Options, UsageError> parse_options(std::span<const std::string> arguments) {
  auto read = read_command_line(arguments);
  if (auto* wrong = std::get_if<UsageError>(&read)) return std::move(*wrong);
  auto& line = std::get<CommandLine>(read);

  Options options;
  for (const GivenOption& given : line.options) {
    if (auto error = apply(given, options)) return std::move(*error);
  }
  if (auto error = check_together(options)) return std::move(*error);
  options.inputs = std::move(line.inputs);
  if (options.columns.empty() && (options.format == Format::csv || options.format == Format::tsv)) {
    options.columns.assign(default_fields().begin(), default_fields().end());
  }
  return options;
}

}  // namespace whybounce::cli
