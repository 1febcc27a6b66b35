// SPDX-License-Identifier: MIT
#include "cli/file_walk.h"

#include <dirent.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <memory>
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
  std::ranges::sort(entries, {}, &Entry::name);
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
