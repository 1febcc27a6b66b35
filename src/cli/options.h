// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "cli/command_line.h"
#include "cli/filter.h"
#include "whybounce/render.h"

namespace whybounce::cli {

// Of several that are asked for the last of these is done.
enum class Task : std::uint8_t { diagnose, explain, list, version, short_help, help };
// The enumerators of these three are in the order of their options' values.
enum class Format : std::uint8_t { text, brief, json, jsonl, csv, tsv };
enum class Listing : std::uint8_t { reply_codes, statuses, providers, causes, rules, fields };
enum class When : std::uint8_t { automatic, always, never };

inline constexpr std::size_t kMostJobs = 1024;
inline constexpr std::size_t kDefaultMaxRecord = std::size_t{64} << 20;
// Decoded, a record is up to three times as large, and places in it have 32 bits.
inline constexpr std::size_t kMostMaxRecord = std::size_t{1} << 30;

// The command line as it was meant; nothing has been opened or looked at yet.
struct Options {
  Task task = Task::diagnose;
  Format format = Format::text;
  std::vector<const Field*> columns;  // of --fields; empty: the format's own
  std::vector<std::string> inputs;
  std::optional<std::string> files_from;  // "-" is standard input
  bool null_separated = false;
  bool lines = false;
  bool keyed = false;
  Filter filter;
  std::optional<std::size_t> jobs;  // absent: as many as suit the inputs
  std::size_t max_record = kDefaultMaxRecord;
  std::vector<std::string> rule_files;
  std::string unknown_out;  // empty: not asked for
  bool redact = false;
  bool summary = false;
  bool exit_class = false;
  When colour = When::automatic;
  When progress = When::automatic;
  bool quiet = false;
  std::string explain;
  Listing list = Listing::causes;
};

// `arguments` without the program's name.
[[nodiscard]] std::variant<Options, UsageError> parse_options(
    std::span<const std::string> arguments);

}  // namespace whybounce::cli
