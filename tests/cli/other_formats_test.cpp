// SPDX-License-Identifier: MIT
#include "cli/other_formats.h"

#include <gtest/gtest.h>

#include <string>

namespace whybounce::cli {
namespace {

using namespace std::string_view_literals;

TEST(OtherFormats, KnowsWhatIsCompressed) {
  EXPECT_EQ(unpacker_for("\x1F\x8B\x08\0\0"sv), "zcat");
  EXPECT_EQ(unpacker_for("\xFD\x37zXZ\0\0"sv), "xzcat");
  EXPECT_EQ(unpacker_for("\x28\xB5\x2F\xFD\x04"sv), "zstdcat");
  EXPECT_EQ(unpacker_for("BZh91AY&SY\x01"sv), "bzcat");
  for (const std::string_view text : {""sv, "\x1F"sv, "BZh9 550 5.1.1"sv, "From: me"sv}) {
    EXPECT_EQ(unpacker_for(text), "") << text;
  }
}

std::string three(const std::string& line) {
  return line + "\n" + line + "\n" + line + "\n";
}

TEST(OtherFormats, KnowsALogByTheTimesThatItsLinesBeginWith) {
  EXPECT_TRUE(looks_like_log(three("Jan 12 00:00:03 mx postfix/qmgr[812]: removed")));
  EXPECT_TRUE(looks_like_log(three("Jan  2 00:00:03 mx postfix/qmgr[812]: removed")));
  EXPECT_TRUE(looks_like_log(three("2026-01-12T00:00:03.123456+01:00 mx postfix/qmgr[812]: x")));
  EXPECT_TRUE(looks_like_log(three("2026-01-12 00:00:03 1wXyZa-0001-AB Completed")));
  EXPECT_TRUE(looks_like_log(three("@400000006964e5a30c2f1b4c end msg 4711")));
}

TEST(OtherFormats, AnythingElseIsNoLog) {
  const std::string line = "Jan 12 00:00:03 mx postfix/qmgr[812]: removed\n";
  for (const std::string& text :
       {std::string(), line, line + line, line + line + "550 5.1.1 User unknown\n",
        three("550 5.1.1 User unknown"), three("From me@example.org Fri Jan  2 03:04:05 2026"),
        three("Date: 2026-01-12T00:00:03"), three("2026-01-12")}) {
    EXPECT_FALSE(looks_like_log(text)) << text;
  }
}

}  // namespace
}  // namespace whybounce::cli
