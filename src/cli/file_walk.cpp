// SPDX-License-Identifier: MIT
#include "cli/file_walk.h"

#include <dirent.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace whybounce::cli {
namespace {

enum class EntryKind : std::uint8_t { file, directory, other };

struct Entry {
  std::string name;
  EntryKind kind;
};

// Device files and the like are no messages; a link is what it leads to, unless that is a folder.
EntryKind kind_of(const std::string& directory, const dirent& entry) {
  if (entry.d_type == DT_REG) return EntryKind::file;
  if (entry.d_type == DT_DIR) return EntryKind::directory;
  if (entry.d_type != DT_LNK && entry.d_type != DT_UNKNOWN) return EntryKind::other;
  const std::string path = directory + "/" + entry.d_name;
  struct stat status {};
  if (::lstat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode)) return EntryKind::directory;
  if (::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode)) return EntryKind::file;
  return EntryKind::other;
}

// How many bytes all names begin with alike: with a time, in a Maildir.
std::size_t common_prefix(const std::vector<Entry>& entries) {
  std::string_view common = entries.front().name;
  for (const Entry& entry : entries) {
    const auto [end, other] = std::ranges::mismatch(common, entry.name);
    common = common.substr(0, static_cast<std::size_t>(end - common.begin()));
  }
  return common.size();
}

// The next eight bytes as a number that orders as they do; behind the end stand zeros.
std::uint64_t bytes_behind(std::string_view name, std::size_t prefix) {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < sizeof number; ++i) {
    const std::size_t at = prefix + i;
    number = number << 8 | (at < name.size() ? static_cast<unsigned char>(name[at]) : 0U);
  }
  return number;
}

// By name. Where a folder has many files, most of the time would go into comparing what is the same in
// all names, and into moving strings.
void sort(std::vector<Entry>& entries) {
  if (entries.empty()) return;
  struct Key {
    std::uint64_t bytes;
    std::size_t place;
  };
  const std::size_t prefix = common_prefix(entries);
  std::vector<Key> keys;
  keys.reserve(entries.size());
  for (const Entry& entry : entries)
    keys.push_back({bytes_behind(entry.name, prefix), keys.size()});
  std::ranges::sort(keys, [&](const Key& a, const Key& b) {
    return a.bytes != b.bytes ? a.bytes < b.bytes : entries[a.place].name < entries[b.place].name;
  });
  std::vector<Entry> sorted;
  sorted.reserve(entries.size());
  for (const Key& key : keys) sorted.push_back(std::move(entries[key.place]));
  entries.swap(sorted);
}

std::vector<Entry> entries_of(const std::string& directory, Errors& errors) {
  std::vector<Entry> entries;
  const std::unique_ptr<DIR, int (*)(DIR*)> stream(::opendir(directory.c_str()), ::closedir);
  if (!stream) {
    errors.report(directory, errno);
    return entries;
  }
  errno = 0;
  while (const dirent* entry = ::readdir(stream.get())) {
    if (entry->d_name[0] != '.') {
      const EntryKind kind = kind_of(directory, *entry);
      if (kind != EntryKind::other) entries.push_back({entry->d_name, kind});
    }
    errno = 0;
  }
  if (errno != 0) errors.report(directory, errno);
  sort(entries);
  return entries;
}

bool is_maildir_folder(const Entry& entry) {
  return entry.kind == EntryKind::directory && (entry.name == "cur" || entry.name == "new");
}

}  // namespace

bool for_each_file(const std::string& directory, Errors& errors,
                   const std::function<bool(const std::string& path)>& use) {
  std::vector<Entry> entries = entries_of(directory, errors);
  if (std::ranges::any_of(entries, is_maildir_folder)) {
    std::erase_if(entries, [](const Entry& entry) { return !is_maildir_folder(entry); });
  }
  const std::string prefix = directory.ends_with('/') ? directory : directory + "/";
  for (const Entry& entry : entries) {
    const std::string path = prefix + entry.name;
    const bool go_on =
        entry.kind == EntryKind::directory ? for_each_file(path, errors, use) : use(path);
    if (!go_on) return false;
  }
  return true;
}

}  // namespace whybounce::cli
