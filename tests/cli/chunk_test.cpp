// SPDX-License-Identifier: MIT
#include "cli/chunk.h"

#include <gtest/gtest.h>

#include <string>

namespace whybounce::cli {
namespace {

// The reader's buffer and the path are gone when a worker looks at the record.
TEST(Chunk, KeepsCopies) {
  Chunk chunk;
  {
    std::string line = "key\t550 first";
    std::string path = "a.log";
    chunk.add({.bytes = std::string_view(line).substr(4),
               .info = {.source = path, .index = 1, .key = std::string_view(line).substr(0, 3)},
               .is_text = true});
    line.assign(line.size(), '?');
    path.assign(path.size(), '?');
    chunk.add({.bytes = "", .info = {.source = "b.log", .index = 2, .key = "", .truncated = true}});
    for (int i = 0; i < 1000; ++i) chunk.add({.bytes = "more", .info = {.source = "b.log"}});
  }
  ASSERT_EQ(chunk.size(), 1002U);
  const Record first = chunk.record(0);
  EXPECT_EQ(first.bytes, "550 first");
  EXPECT_EQ(first.info.source, "a.log");
  EXPECT_EQ(first.info.key, "key");
  EXPECT_TRUE(first.is_text);
  const Record second = chunk.record(1);
  EXPECT_EQ(second.bytes, "");
  EXPECT_EQ(second.info.source, "b.log");
  EXPECT_EQ(second.info.key, "");
  EXPECT_TRUE(second.info.truncated);
  const Record last = chunk.record(1001);
  EXPECT_EQ(last.info.source, "b.log");
  EXPECT_EQ(last.info.key, std::nullopt);
}

TEST(Chunk, IsUsedAgain) {
  Chunk chunk;
  chunk.add({.bytes = std::string(5'000'000, 'x'), .info = {}});
  chunk.done = chunk.flush = true;
  chunk.results.printed = "x";
  chunk.clear();
  EXPECT_TRUE(chunk.empty());
  EXPECT_EQ(chunk.bytes(), 0U);
  EXPECT_FALSE(chunk.done);
  EXPECT_FALSE(chunk.flush);
  EXPECT_EQ(chunk.results.printed, "");
}

}  // namespace
}  // namespace whybounce::cli
