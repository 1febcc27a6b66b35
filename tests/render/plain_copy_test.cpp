// SPDX-License-Identifier: MIT
#include "render/plain_copy.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <string>
#include <string_view>

#include "support/exact_copy.h"

namespace whybounce {
namespace {

constexpr std::size_t kMostBytes = 33;

template <char... kSpecial>
bool copies(std::string_view text) {
  const testing::ExactCopy from(text);
  std::string to(text.size(), '?');
  const bool is_plain = copy_plain<kSpecial...>(from.view(), to.data());
  if (is_plain) {
    EXPECT_EQ(to, text);
  }
  return is_plain;
}

TEST(PlainCopyTest, CopiesPlainTextsOfAnySize) {
  for (std::size_t size = 0; size <= kMostBytes; ++size) {
    for (const char c : std::string_view("a0 ~")) {
      EXPECT_TRUE(copies<>(std::string(size, c))) << size;
      EXPECT_TRUE((copies<'"', '\\'>(std::string(size, c)))) << size;
    }
  }
}

TEST(PlainCopyTest, StopsAtWhatIsNotPlainWhereverItStands) {
  for (std::size_t size = 1; size <= kMostBytes; ++size) {
    for (std::size_t at = 0; at < size; ++at) {
      std::string text(size, 'a');
      for (const char c : std::string_view("\0\x1F\t\n\x7F\x80\xFF", 7)) {
        text[at] = c;
        EXPECT_FALSE(copies<>(text)) << size << ' ' << at;
        EXPECT_FALSE(copies<'\\'>(text)) << size << ' ' << at;
      }
      text[at] = '\\';
      EXPECT_TRUE(copies<>(text)) << size << ' ' << at;
      EXPECT_FALSE(copies<'\\'>(text)) << size << ' ' << at;
      EXPECT_FALSE((copies<'"', '\\'>(text))) << size << ' ' << at;
    }
  }
}

}  // namespace
}  // namespace whybounce
