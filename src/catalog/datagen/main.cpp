// SPDX-License-Identifier: MIT
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/datagen/data_dir.h"
#include "catalog/rule_file.h"

// whybounce_datagen: checks data/ and compiles it to tables.
namespace whybounce::datagen {
namespace {

LoadedRules load_data_rules(const DataDir& dir) {
  std::vector<RuleFile> files;
  for (const DataText& text : dir.rules) files.push_back({text.name, text.bytes});
  return load_rules(files);
}

int run(const std::filesystem::path& data) {
  const DataDir dir = read_data_dir(data);
  for (const std::string& path : dir.unreadable) {
    std::fprintf(stderr, "whybounce_datagen: %s: cannot be read\n", path.c_str());
  }
  const LoadedRules rules = load_data_rules(dir);
  for (const DataError& error : rules.errors) {
    std::fputs(format_error(error).c_str(), stderr);
  }
  return rules.errors.empty() && dir.unreadable.empty() ? 0 : 1;
}

}  // namespace
}  // namespace whybounce::datagen

int main(int argc, char** argv) {
  if (argc == 3 && std::string_view(argv[1]) == "--check") {
    return whybounce::datagen::run(argv[2]);
  }
  std::fputs("usage: whybounce_datagen --check DATA_DIR\n", stderr);
  return 1;
}
