// SPDX-License-Identifier: MIT
#include "cli/own_rules.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <list>

#include "cli/descriptor.h"
#include "cli/record_reader.h"
#include "render/escape.h"
#include "render/excerpt.h"

namespace whybounce::cli {
namespace {

constexpr int kIndent = 2;
constexpr std::size_t kLargestRuleFile = std::size_t{64} << 20;

std::optional<std::string> read_file(const std::string& path, Errors& errors) {
  const Descriptor file = open_for_reading(path);
  if (!file.valid()) {
    errors.report(path, errno);
    return std::nullopt;
  }
  RecordReader reader(kLargestRuleFile, nullptr);
  reader.start(file.get(), 0);
  const auto record = reader.next(find_end_of_file);
  if (reader.error() != 0) {
    errors.report(path, reader.error());
    return std::nullopt;
  }
  if (!record) return std::string();
  if (record->truncated) {
    errors.report(path, "too large for a file of rules");
    return std::nullopt;
  }
  return std::string(record->data, record->size);
}

// The line that the mistake stands in, below a message that says what it is.
std::string source_of(const DataError& error, int width) {
  const std::array place{Mark{error.at.column - 1, 0}};
  std::string shown = "\n";
  render_excerpt(
      error.line, place,
      {.width = width, .indent = kIndent, .first_line = error.at.line, .colours = kPlain}, shown);
  shown.pop_back();  // the message ends with one of its own
  return shown;
}

}  // namespace

std::optional<OwnRules> read_own_rules(std::span<const std::string> paths, const Terminal& terminal,
                                       Errors& errors) {
  std::list<std::string> contents;
  std::vector<RuleFile> files;
  for (const std::string& path : paths) {
    if (auto bytes = read_file(path, errors)) {
      contents.push_back(std::move(*bytes));
      files.push_back({path, contents.back()});
    }
  }
  if (errors.any()) return std::nullopt;
  LoadedRules loaded = load_rules(files);
  for (const DataError& error : loaded.errors) {
    errors.report(fmt::format("{}:{}:{}", error.file, error.at.line, error.at.column),
                  escaped(error.reason) +
                      (terminal.error_is_terminal ? source_of(error, terminal.error_width) : ""));
  }
  return std::move(loaded.rules);
}

}  // namespace whybounce::cli
