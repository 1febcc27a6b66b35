// SPDX-License-Identifier: MIT
#include "cli/file_walk.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace whybounce::cli {
namespace {

namespace fs = std::filesystem;
using Strings = std::vector<std::string>;

class FileWalk : public testing::Test {
 protected:
  void SetUp() override {
    root_ = fs::path(testing::TempDir()) /
            (std::string("walk-") + testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::remove_all(root_);
    fs::create_directories(root_);
  }
  void TearDown() override { fs::remove_all(root_); }

  void add(const std::string& path) const {
    fs::create_directories((root_ / path).parent_path());
    std::ofstream(root_ / path) << "x";
  }
  [[nodiscard]] Strings walk(const std::string& below = "") const {
    Strings found;
    Errors errors;
    const std::string top = (root_ / below).string();
    for_each_file(top, errors, [&](const std::string& path) {
      found.push_back(fs::path(path).lexically_relative(root_).string());
      return true;
    });
    EXPECT_FALSE(errors.any());
    return found;
  }

  fs::path root_;
};

TEST_F(FileWalk, GoesThroughATreeInOrder) {
  for (const char* path : {"b.eml", "a/2", "a/10", "a/b/x", "c", ".hidden", ".git/config"}) {
    add(path);
  }
  EXPECT_EQ(walk(), (Strings{"a/10", "a/2", "a/b/x", "b.eml", "c"}));
}

// They are compared by some of their bytes first. A name is a name whatever its bytes are.
TEST_F(FileWalk, OrdersNamesByAllTheirBytes) {
  const std::string common = "1767323045.";
  Strings names;
  for (const char* rest : {"", "M", "M1", "M12345678", "M12345678.a", "M12345678.b", "M123456789",
                           "M\x01", "M\xC3\xA9", "\xFF", "\x01", "Z", "a"}) {
    names.push_back(common + rest);
    add(names.back());
  }
  std::ranges::sort(names);
  EXPECT_EQ(walk(), names);
  add("2");
  names.push_back("2");
  EXPECT_EQ(walk(), names);
}

TEST_F(FileWalk, TakesOnlyTheMessagesOfAMaildir) {
  for (const char* path : {"new/2", "cur/1:2,S", "tmp/3", "dovecot.index", ".Sent/cur/4"}) {
    add(path);
  }
  EXPECT_EQ(walk(), (Strings{"cur/1:2,S", "new/2"}));
  EXPECT_EQ(walk("tmp"), Strings{"tmp/3"});
}

TEST_F(FileWalk, FollowsLinksToFilesOnly) {
  add("a/1");
  fs::create_symlink(root_ / "a/1", root_ / "link");
  fs::create_symlink(root_, root_ / "loop");
  fs::create_symlink(root_ / "gone", root_ / "broken");
  EXPECT_EQ(walk(), (Strings{"a/1", "link"}));
}

TEST_F(FileWalk, StopsWhenTold) {
  add("1");
  add("2");
  Errors errors;
  int seen = 0;
  EXPECT_FALSE(for_each_file(root_.string(), errors, [&](const std::string&) {
    ++seen;
    return false;
  }));
  EXPECT_EQ(seen, 1);
}

}  // namespace
}  // namespace whybounce::cli
