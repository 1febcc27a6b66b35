// SPDX-License-Identifier: MIT
// Protects: what fuzzing has found stays mended. Every file in seeds/NAME, and every mail of the
// tests, is given to the target of that name as the fuzzers give it; so are pieces of each, because
// input that is cut off is the commonest damage.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "targets.h"

namespace whybounce::fuzz {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kCuts = 12;

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<fs::path> files_of(const fs::path& folder) {
  std::vector<fs::path> files;
  if (!fs::exists(folder)) return files;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    if (entry.is_regular_file() && entry.path().extension() != ".expect") {
      files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

bool reads_mail(std::string_view target) {
  return target == "message" || target == "text" || target == "mime" || target == "header" ||
         target == "status_fields" || target == "replies";
}

std::vector<fs::path> inputs_of(std::string_view target) {
  std::vector<fs::path> files = files_of(fs::path(WHYBOUNCE_FUZZ_DIR) / "seeds" / target);
  if (reads_mail(target)) {
    for (const char* folder : {"tests/corpus", "tests/cli/mails"}) {
      const std::vector<fs::path> mails = files_of(fs::path(WHYBOUNCE_SOURCE_DIR) / folder);
      files.insert(files.end(), mails.begin(), mails.end());
    }
  }
  return files;
}

class Replay : public ::testing::TestWithParam<Target> {};

TEST_P(Replay, HoldsForEverySeed) {
  const Target& target = GetParam();
  EXPECT_NO_THROW(target.run(""));
  const std::vector<fs::path> inputs = inputs_of(target.name);
  EXPECT_FALSE(inputs.empty()) << "no seeds";
  for (const fs::path& path : inputs) {
    SCOPED_TRACE(path.filename().string());
    const std::string bytes = read_file(path);
    EXPECT_NO_THROW(target.run(bytes));
    for (std::size_t i = 1; i < kCuts; ++i) {
      const std::size_t cut = bytes.size() * i / kCuts;
      SCOPED_TRACE("the first " + std::to_string(cut) + " bytes");
      EXPECT_NO_THROW(target.run(std::string_view(bytes).substr(0, cut)));
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Targets, Replay, ::testing::ValuesIn(targets().begin(), targets().end()),
                         [](const auto& target) { return std::string(target.param.name); });

}  // namespace
}  // namespace whybounce::fuzz
