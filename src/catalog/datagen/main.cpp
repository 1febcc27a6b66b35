// SPDX-License-Identifier: MIT
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/datagen/code_tables.h"
#include "catalog/datagen/data_dir.h"
#include "catalog/datagen/emit.h"
#include "catalog/rule_file.h"

// whybounce_datagen: checks data/ and compiles it to tables.
namespace whybounce::datagen {
namespace {

namespace fs = std::filesystem;

struct Data {
  CodeTables codes;
  LoadedRules rules;
};

void complain(const std::string& what) {
  std::fprintf(stderr, "whybounce_datagen: %s\n", what.c_str());
}

// Says all that is wrong. False if anything is.
bool read_data(const DataDir& dir, Data& into) {
  std::vector<DataError> errors;
  into.codes = read_code_tables(dir, errors);
  std::vector<RuleFile> files;
  for (const DataText& text : dir.rules) files.push_back({text.name, text.bytes});
  into.rules = load_rules(files);
  errors.insert(errors.end(), into.rules.errors.begin(), into.rules.errors.end());
  for (const DataError& error : errors) std::fputs(format_error(error).c_str(), stderr);
  for (const std::string& path : dir.unreadable) complain(path + ": cannot be read");
  return errors.empty() && dir.unreadable.empty();
}

bool is_complete(const DataDir& dir) {
  const bool complete =
      dir.reply_codes && dir.enhanced_status && dir.causes && dir.code_causes && dir.provider_codes;
  if (!complete) complain("the data directory lacks one of its files (see its README.md)");
  return complete;
}

bool write_file(const fs::path& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary);
  file << text;
  file.close();
  if (!file) complain(path.string() + ": cannot be written");
  return static_cast<bool>(file);
}

int check(const fs::path& data) {
  Data unused;
  return read_data(read_data_dir(data), unused) ? 0 : 1;
}

int generate(const fs::path& data, const fs::path& out) {
  const DataDir dir = read_data_dir(data);
  Data tables;
  if (!read_data(dir, tables) || !is_complete(dir)) return 1;
  const bool written = write_file(out / "code_tables.inc", emit_code_tables(tables.codes)) &&
                       write_file(out / "rule_tables.inc", emit_rule_tables(*tables.rules.rules));
  return written ? 0 : 1;
}

}  // namespace
}  // namespace whybounce::datagen

int main(int argc, char** argv) {
  using whybounce::datagen::check;
  using whybounce::datagen::generate;
  if (argc == 3 && std::string_view(argv[1]) == "--check") return check(argv[2]);
  if (argc == 3) return generate(argv[1], argv[2]);
  std::fputs(
      "usage: whybounce_datagen DATA_DIR OUT_DIR\n"
      "       whybounce_datagen --check DATA_DIR\n",
      stderr);
  return 1;
}
