// SPDX-License-Identifier: MIT
#include "evidence/date.h"

#include <gtest/gtest.h>

#include <string_view>

namespace whybounce {
namespace {

TEST(DateTest, ReadsTheFormsThatMailHas) {
  struct Row {
    std::string_view text;
    std::string_view expected;
  };
  const Row rows[] = {
      {"Fri, 02 Jan 2026 03:04:05 +0900", "2026-01-02T03:04:05+09:00"},
      {"Fri,  2 Jan 2026 03:04:05 +0900 (JST)", "2026-01-02T03:04:05+09:00"},
      {"2 Jan 2026 03:04 -0730", "2026-01-02T03:04:00-07:30"},
      {"Fri, 2 Jan 98 03:04:05 EST", "1998-01-02T03:04:05-05:00"},
      {"Fri, 2 Jan 2026 03:04:05 GMT", "2026-01-02T03:04:05Z"},
      {"Fri, 2 Jan 2026 03:04:05 -0000", "2026-01-02T03:04:05Z"},
      {"02-Jan-2026 03:04:05 +0000", "2026-01-02T03:04:05+00:00"},
      {"31 dec 1999 23:59:60 -1234", "1999-12-31T23:59:60-12:34"},
      {"1 SEPTEMBER 2026 00:00 jst", "2026-09-01T00:00:00+09:00"},
      {"Fri, 42 Jan 2026 03:04:05 +0900", ""},
      {"Fri, 2 Foo 2026 03:04:05 +0900", ""},
      {"yesterday", ""},
      {"", ""},
  };
  for (const Row& row : rows) EXPECT_EQ(iso_date(row.text), row.expected) << row.text;
}

}  // namespace
}  // namespace whybounce
