// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace whybounce::datagen {

// A file of data/, read.
struct DataText {
  std::string name;  // "data/rules/google.txt"
  std::string bytes;
};

// The files of the data directory that exist, and those that could not be read.
struct DataDir {
  std::optional<DataText> reply_codes;
  std::optional<DataText> enhanced_status;
  std::optional<DataText> causes;
  std::optional<DataText> code_causes;
  std::optional<DataText> provider_codes;
  std::vector<DataText> rules;  // rules/*.txt in sorted order, then markers.txt
  std::vector<std::string> unreadable;
};

[[nodiscard]] DataDir read_data_dir(const std::filesystem::path& dir);

}  // namespace whybounce::datagen
