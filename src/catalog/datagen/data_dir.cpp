// SPDX-License-Identifier: MIT
#include "catalog/datagen/data_dir.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

namespace whybounce::datagen {
namespace {

namespace fs = std::filesystem;

std::optional<DataText> read(const fs::path& path, std::string name, DataDir& dir) {
  std::error_code error;
  if (!fs::exists(path, error)) return std::nullopt;
  std::ifstream file(path, std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (!file) {
    dir.unreadable.push_back(path.string());
    return std::nullopt;
  }
  return DataText{std::move(name), std::move(bytes)};
}

std::vector<fs::path> list_texts(const fs::path& dir) {
  std::vector<fs::path> paths;
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(dir, error)) {
    if (entry.path().extension() == ".txt") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

}  // namespace

DataDir read_data_dir(const fs::path& dir) {
  DataDir result;
  // Names do not depend on where the sources lie, so that builds are reproducible.
  const auto read_one = [&](const char* name) {
    return read(dir / name, std::string("data/") + name, result);
  };
  result.reply_codes = read_one("reply-codes.txt");
  result.enhanced_status = read_one("enhanced-status.txt");
  result.causes = read_one("causes.txt");
  result.code_causes = read_one("code-causes.txt");
  result.provider_codes = read_one("provider-codes.txt");
  for (const fs::path& path : list_texts(dir / "rules")) {
    auto text = read(path, "data/rules/" + path.filename().string(), result);
    if (text) result.rules.push_back(std::move(*text));
  }
  if (auto markers = read_one("markers.txt")) result.rules.push_back(std::move(*markers));
  return result;
}

}  // namespace whybounce::datagen
