// SPDX-License-Identifier: MIT
#include "cli/own_rules.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <cerrno>
#include <list>

#include "cli/descriptor.h"
#include "cli/record_reader.h"
#include "render/escape.h"

namespace whybounce::cli {
namespace {

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

}  // namespace

std::optional<OwnRules> read_own_rules(std::span<const std::string> paths, Errors& errors) {
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
                  escaped(error.reason));
  }
  return std::move(loaded.rules);
}

}  // namespace whybounce::cli
