// SPDX-License-Identifier: MIT
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "cli/docgen/completions.h"
#include "cli/docgen/manual.h"
#include "cli/docgen/template.h"

// whybounce_docgen: writes the manual pages and the shells' completions, from the templates beside
// this file and from the tables of the program.
namespace whybounce::docgen {
namespace {

namespace fs = std::filesystem;

constexpr const char* kPages[] = {"whybounce.1", "whybounce-rules.5", "whybounce.bash",
                                  "_whybounce", "whybounce.fish"};

bool complain(const std::string& what) {
  std::fprintf(stderr, "whybounce_docgen: %s\n", what.c_str());
  return false;
}

bool write_page(const fs::path& form, const fs::path& page, const std::vector<Blank>& blanks) {
  std::ifstream file(form, std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (!file) return complain(form.string() + ": cannot be read");
  std::vector<std::string> unknown;
  const std::string filled = fill(text, blanks, unknown);
  for (const std::string& name : unknown) complain(form.string() + ": no @" + name + "@");
  std::ofstream out(page, std::ios::binary);
  out << filled;
  out.close();
  if (!out) return complain(page.string() + ": cannot be written");
  return unknown.empty();
}

bool write_pages(const fs::path& forms, const fs::path& pages, const std::string& version,
                 const std::string& date) {
  const std::vector<Blank> blanks = {
      {"VERSION", version},
      {"DATE", date},
      {"OPTIONS", manual_of_options()},
      {"EXIT_STATUSES", manual_of_exit_statuses()},
      {"FIELDS", manual_of_fields()},
      {"CAUSES", manual_of_causes()},
      {"BASH_OPTIONS", bash_options()},
      {"BASH_CASES", bash_cases()},
      {"ZSH_SPECIFICATIONS", zsh_specifications()},
      {"FISH_COMMANDS", fish_commands()},
  };
  bool good = true;
  for (const char* page : kPages) {
    good &= write_page(forms / (std::string(page) + ".in"), pages / page, blanks);
  }
  return good;
}

}  // namespace
}  // namespace whybounce::docgen

int main(int argc, char** argv) {
  if (argc == 5) return whybounce::docgen::write_pages(argv[1], argv[2], argv[3], argv[4]) ? 0 : 1;
  std::fputs("usage: whybounce_docgen TEMPLATE_DIR OUT_DIR VERSION DATE\n", stderr);
  return 1;
}
