// SPDX-License-Identifier: MIT
#include "cli/options.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <iterator>

#include "ascii.h"
#include "cli/closest.h"
#include "cli/size.h"
#include "render/escape.h"
#include "whybounce/catalog.h"

namespace whybounce::cli {
namespace {

template <typename T>
struct Named {
  std::string_view name;
  T value;
};

constexpr std::array kFormats = std::to_array<Named<Format>>({
    {"text", Format::text},
    {"brief", Format::brief},
    {"json", Format::json},
    {"jsonl", Format::jsonl},
    {"csv", Format::csv},
    {"tsv", Format::tsv},
});

constexpr std::array kListings = std::to_array<Named<Listing>>({
    {"reply-codes", Listing::reply_codes},
    {"statuses", Listing::statuses},
    {"causes", Listing::causes},
    {"rules", Listing::rules},
    {"fields", Listing::fields},
});

constexpr std::array kWhens = std::to_array<Named<When>>({
    {"auto", When::automatic},
    {"always", When::always},
    {"never", When::never},
});

// The words as they stand on the command line.
struct Words {
  std::string format = "text";
  std::string colour = "auto", progress = "auto";
  std::string max_record, jobs;
  std::string fields, kinds, causes, persistences, list_actions, unknown_out;
  std::optional<std::string> files_from, explain, list;
  std::vector<std::string> rule_files;
  bool null_separated = false, lines = false, keyed = false, exit_class = false;
  bool quiet = false, redact = false, summary = false;
  bool short_help = false, help = false, version = false;
};

void define_options(::CLI::App& app, Words& words) {
  app.set_help_flag();
  app.allow_extras();
  const auto value = [&app](const char* names, auto& into) {
    app.add_option(names, into)->expected(1)->take_last();
  };
  value("-f,--format", words.format);
  value("--fields", words.fields);
  value("--kind", words.kinds);
  value("--cause", words.causes);
  value("--persistence", words.persistences);
  value("--list-action", words.list_actions);
  value("--files-from", words.files_from);
  value("-j,--jobs", words.jobs);
  value("--max-record", words.max_record);
  value("--unknown-out", words.unknown_out);
  value("--explain", words.explain);
  value("--list", words.list);
  value("--color,--colour", words.colour);
  value("--progress", words.progress);
  app.add_option("--rules", words.rule_files)->expected(1)->take_all()->allow_extra_args(false);
  app.add_flag("-0,--null", words.null_separated);
  app.add_flag("--lines", words.lines);
  app.add_flag("--keyed", words.keyed);
  app.add_flag("-q,--quiet", words.quiet);
  app.add_flag("--redact", words.redact);
  app.add_flag("--summary", words.summary);
  app.add_flag("--exit-class", words.exit_class);
  app.add_flag("-h", words.short_help);
  app.add_flag("--help", words.help);
  app.add_flag("-V,--version", words.version);
}

std::vector<std::string> names_of(const ::CLI::App& app) {
  std::vector<std::string> names;
  for (const ::CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    for (const std::string& name : option->get_snames()) names.push_back("-" + name);
  }
  return names;
}

template <typename T>
using Result = std::variant<T, UsageError>;

// The value of that name; else an error that tells the choices and the nearest of them.
template <typename Range, typename Name>
auto choose(std::string_view option, std::string_view word, const Range& choices, Name name_of_row)
    -> Result<const std::ranges::range_value_t<Range>*> {
  std::vector<std::string_view> names;
  for (const auto& choice : choices) {
    if (name_of_row(choice) == word) return &choice;
    names.push_back(name_of_row(choice));
  }
  std::string hint = did_you_mean(word, names);
  if (hint.empty() && names.size() < 10) {
    hint = fmt::format("; it takes {}", fmt::join(names, ", "));
  }
  return UsageError{fmt::format("{} does not know '{}'{}", option, escaped(word), hint)};
}

template <typename T, std::size_t N>
std::optional<UsageError> choose_named(std::string_view option, std::string_view word,
                                       const std::array<Named<T>, N>& choices, T& into) {
  const auto chosen = choose(option, word, choices, [](const Named<T>& row) { return row.name; });
  if (const auto* error = std::get_if<UsageError>(&chosen)) return *error;
  into = std::get<0>(chosen)->value;
  return std::nullopt;
}

// Calls `use` with each of the words between commas; the first error ends it.
template <typename Use>
std::optional<UsageError> for_each_word(std::string_view list, Use use) {
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    if (auto error = use(ascii::trim(list.substr(0, comma)))) return error;
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return std::nullopt;
}

template <typename T>
std::optional<UsageError> choose_terms(std::string_view option, std::string_view list,
                                       std::span<const T> terms, std::vector<T>& into) {
  return for_each_word(list, [&](std::string_view word) -> std::optional<UsageError> {
    const auto chosen = choose(option, word, terms, [](T term) { return name_of(term); });
    if (const auto* error = std::get_if<UsageError>(&chosen)) return *error;
    into.push_back(*std::get<0>(chosen));
    return std::nullopt;
  });
}

std::optional<UsageError> choose_filter(const Words& words, Filter& filter) {
  constexpr std::array kKinds{Kind::failure,   Kind::delay,      Kind::delivered,
                              Kind::complaint, Kind::auto_reply, Kind::not_a_bounce};
  constexpr std::array kPersistences{Persistence::permanent, Persistence::transient,
                                     Persistence::delivered, Persistence::unknown};
  constexpr std::array kListActions{ListAction::remove, ListAction::watch, ListAction::keep};
  std::vector<Cause> all_causes;
  for (const CauseRow& row : causes()) all_causes.push_back(row.id);

  if (auto error = choose_terms<Kind>("--kind", words.kinds, kKinds, filter.kinds)) return error;
  if (auto error = choose_terms<Cause>("--cause", words.causes, all_causes, filter.causes)) {
    return error;
  }
  if (auto error = choose_terms<Persistence>("--persistence", words.persistences, kPersistences,
                                             filter.persistences)) {
    return error;
  }
  return choose_terms<ListAction>("--list-action", words.list_actions, kListActions,
                                  filter.list_actions);
}

std::optional<UsageError> choose_columns(const Words& words, Options& options) {
  return for_each_word(words.fields, [&](std::string_view word) -> std::optional<UsageError> {
    const auto chosen =
        choose("--fields", word, fields(), [](const Field& field) { return field.name; });
    if (const auto* error = std::get_if<UsageError>(&chosen)) return *error;
    options.columns.push_back(std::get<0>(chosen));
    return std::nullopt;
  });
}

std::optional<UsageError> choose_task(const Words& words, Options& options) {
  options.explain = words.explain.value_or("");
  if (words.list) {
    options.task = Task::list;
    return choose_named("--list", *words.list, kListings, options.list);
  }
  if (words.explain) options.task = Task::explain;
  if (words.version) options.task = Task::version;
  if (words.short_help) options.task = Task::short_help;
  if (words.help) options.task = Task::help;
  return std::nullopt;
}

// What each option asks for may be right, and still make no sense beside another.
std::optional<UsageError> check_together(const Options& options) {
  const bool tabular = options.format == Format::csv || options.format == Format::tsv ||
                       options.format == Format::brief;
  if (!options.columns.empty() && !tabular) {
    return UsageError{"--fields goes with --format csv, tsv or brief"};
  }
  const bool summable = options.format == Format::text || options.format == Format::json ||
                        options.format == Format::jsonl;
  if (options.summary && !summable) {
    return UsageError{"--summary goes with --format text, json or jsonl"};
  }
  if (options.keyed && !options.lines) return UsageError{"--keyed goes with --lines"};
  if (options.null_separated && !options.files_from) {
    return UsageError{"--null goes with --files-from"};
  }
  return std::nullopt;
}

Result<Options> interpret(const Words& words) {
  Options options;
  options.lines = words.lines;
  options.keyed = words.keyed;
  options.null_separated = words.null_separated;
  options.quiet = words.quiet;
  options.redact = words.redact;
  options.summary = words.summary;
  options.exit_class = words.exit_class;
  options.unknown_out = words.unknown_out;
  options.rule_files = words.rule_files;
  options.files_from = words.files_from;
  if (!words.max_record.empty()) {
    const std::optional<std::size_t> size = parse_size(words.max_record);
    if (!size) {
      return UsageError{fmt::format("--max-record takes a size such as 512K or 64M, not '{}'",
                                    escaped(words.max_record))};
    }
    if (*size > kMostMaxRecord) {
      return UsageError{
          fmt::format("--max-record takes at most 1G, not '{}'", escaped(words.max_record))};
    }
    options.max_record = *size;
  }
  if (!words.jobs.empty()) {
    options.jobs = parse_count(words.jobs, kMostJobs);
    if (!options.jobs) {
      return UsageError{fmt::format("--jobs takes a number from 1 to {}, not '{}'", kMostJobs,
                                    escaped(words.jobs))};
    }
  }
  if (auto error = choose_named("--format", words.format, kFormats, options.format)) return *error;
  if (auto error = choose_named("--color", words.colour, kWhens, options.colour)) return *error;
  if (auto error = choose_named("--progress", words.progress, kWhens, options.progress)) {
    return *error;
  }
  if (auto error = choose_filter(words, options.filter)) return *error;
  if (auto error = choose_columns(words, options)) return *error;
  if (auto error = choose_task(words, options)) return *error;
  if (auto error = check_together(options)) return *error;
  if (options.columns.empty() && (options.format == Format::csv || options.format == Format::tsv)) {
    options.columns.assign(default_fields().begin(), default_fields().end());
  }
  return options;
}

UsageError unknown_option(const ::CLI::App& app, std::string_view word) {
  const std::vector<std::string> names = names_of(app);
  const std::vector<std::string_view> candidates(names.begin(), names.end());
  const std::string_view name = word.substr(0, word.find('='));
  return {fmt::format("unknown option {}{}", escaped(name), did_you_mean(name, candidates))};
}

}  // namespace

Result<Options> parse_options(std::span<const std::string> arguments) {
  Words words;
  ::CLI::App app;
  define_options(app, words);

  const auto end_of_options = std::ranges::find(arguments, "--");
  std::vector<std::string> reversed(std::make_reverse_iterator(end_of_options),
                                    std::make_reverse_iterator(arguments.begin()));
  try {
    app.parse(reversed);
  } catch (const ::CLI::ParseError& error) {
    const std::string_view what = error.what();
    return UsageError{fmt::format("{} needs a value", what.substr(0, what.find(':')))};
  }

  Result<Options> result = interpret(words);
  auto* options = std::get_if<Options>(&result);
  if (options == nullptr) return result;
  for (const std::string& word : app.remaining()) {
    if (word.size() > 1 && word[0] == '-') return unknown_option(app, word);
    options->inputs.push_back(word);
  }
  if (end_of_options != arguments.end()) {
    options->inputs.insert(options->inputs.end(), end_of_options + 1, arguments.end());
  }
  return result;
}

std::vector<std::string> option_names() {
  Words words;
  ::CLI::App app;
  define_options(app, words);
  return names_of(app);
}

}  // namespace whybounce::cli
