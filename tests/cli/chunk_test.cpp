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

// A chunk is used again and again: what was left from the last time must not be taken for a record's.
TEST(Chunk, PreparesRecords) {
  const std::string mail = "Subject: x\nFrom: a@example.org\n\nHello\n";
  const std::string large = mail + std::string(100'000, 'x');
  Message scratch;
  Chunk chunk;
  for (int round = 0; round < 2; ++round) {
    EXPECT_EQ(chunk.size(), 0U);
    chunk.add({.bytes = mail, .info = {}});
    chunk.add({.bytes = large, .info = {}});
    chunk.add({.bytes = mail, .info = {}, .is_text = true});
    for (int i = 0; i < 1000; ++i) chunk.add({.bytes = mail, .info = {}});
    EXPECT_EQ(chunk.prepared(0), nullptr);
    chunk.prepare(scratch);

    ASSERT_NE(chunk.prepared(0), nullptr);
    Message& message = *chunk.prepared(0);
    ASSERT_EQ(message.parts().size(), 2U);
    EXPECT_EQ(message.fields().size(), 2U);
    EXPECT_EQ(message.text(1), "Hello\n");
    EXPECT_EQ(chunk.prepared(1), nullptr) << "large";
    ASSERT_NE(chunk.prepared(2), nullptr);
    EXPECT_EQ(chunk.prepared(2)->parts().size(), 1U) << "text";
    EXPECT_NE(chunk.prepared(3), nullptr);
    EXPECT_EQ(chunk.prepared(1002), nullptr) << "behind many";
    chunk.clear();
  }
}

// Many of them are kept, so none may be large.
TEST(Chunk, GivesBackWhatAPreparedMessageTook) {
  const std::string small = "Subject: x\nFrom: a@example.org\n";
  std::string mail = small;
  for (int i = 0; i < 2000; ++i) mail += "x:y\n";
  Message scratch;
  Chunk chunk;
  chunk.add({.bytes = mail, .info = {}});
  chunk.prepare(scratch);
  ASSERT_EQ(chunk.prepared(0)->fields().size(), 2002U);
  chunk.clear();
  chunk.add({.bytes = small, .info = {}});
  chunk.prepare(scratch);
  EXPECT_EQ(scratch.fields().capacity(), 0U);
  EXPECT_LT(chunk.prepared(0)->fields().capacity(), 1000U);
}

}  // namespace
}  // namespace whybounce::cli
