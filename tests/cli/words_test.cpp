// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <string_view>
#include <vector>

#include "cli/closest.h"
#include "cli/size.h"

namespace whybounce::cli {
namespace {

TEST(Closest, FindsWhatWasMeant) {
  const std::vector<std::string_view> words{"json", "jsonl", "text", "--format", "--fields"};
  using Found = std::vector<std::string_view>;
  EXPECT_EQ(closest("jsno", words), Found{"json"});
  EXPECT_EQ(closest("jsonx", words), (Found{"json", "jsonl"}));
  EXPECT_EQ(closest("--fromat", words), Found{"--format"});
  EXPECT_EQ(closest("xml", words), Found{});
  EXPECT_EQ(closest("", words), Found{});
  EXPECT_EQ(closest(std::string_view("json", 4), {}), Found{});
  EXPECT_EQ(did_you_mean("jsonx", words), "; did you mean json or jsonl?");
  EXPECT_EQ(did_you_mean("xml", words), "");
}

TEST(Size, IsReadAsPeopleWriteIt) {
  EXPECT_EQ(parse_size("4096"), 4096U);
  EXPECT_EQ(parse_size("1"), 1U);
  EXPECT_EQ(parse_size("512K"), 524288U);
  EXPECT_EQ(parse_size("64m"), 67108864U);
  EXPECT_EQ(parse_size("64MB"), 67108864U);
  EXPECT_EQ(parse_size("64MiB"), 67108864U);
  EXPECT_EQ(parse_size("2G"), 2147483648U);
  for (const char* wrong :
       {"", "0", "-1", "K", "1T", "1.5M", "1 M", "64MM", "99999999999999999999", "17179869184G"}) {
    EXPECT_FALSE(parse_size(wrong)) << wrong;
  }
}

}  // namespace
}  // namespace whybounce::cli
