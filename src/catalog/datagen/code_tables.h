// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "catalog/datagen/data_dir.h"
#include "catalog/stanza.h"

namespace whybounce::datagen {

// The texts of the rows, one behind the other.
class TextBlock {
 public:
  // Where the text stands, as an initializer.
  [[nodiscard]] std::string place_of(const std::string& text);
  [[nodiscard]] const std::string& all() const { return all_; }

 private:
  std::string all_;
};

// The rows of the tables that catalog.h declares, apart from the rules: each one as a C++
// initializer, in the order of the table.
struct CodeTables {
  TextBlock texts;
  std::vector<std::string> reply_codes;
  std::vector<std::string> reply_digits;
  std::vector<std::string> statuses;
  std::vector<std::string> classes;
  std::vector<std::string> subjects;
  std::vector<std::string> causes;
  std::vector<std::string> code_causes;
  std::vector<std::string> providers;
  std::vector<std::string> provider_codes;
};

// Reads and checks the files that there are.
[[nodiscard]] CodeTables read_code_tables(const DataDir& dir, std::vector<DataError>& errors);

}  // namespace whybounce::datagen
