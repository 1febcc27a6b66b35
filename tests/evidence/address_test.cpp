// SPDX-License-Identifier: MIT
#include "evidence/address.h"

#include <gtest/gtest.h>

#include <string_view>

#include "support/exact_copy.h"

namespace whybounce {
namespace {

struct Row {
  std::string_view text;
  std::string_view expected;
};

TEST(AddressTest, FindsTheFirstAddressInText) {
  const Row rows[] = {
      {"<you@example.net>: host", "you@example.net"},
      {"to you@example.net.", "you@example.net"},
      {"'you@example.net'", "you@example.net"},
      {"RCPT TO:<you+tag@mx.example.net> failed", "you+tag@mx.example.net"},
      {"mailto:you@example.net", "you@example.net"},
      {"\"John Doe\"@example.net", "\"John Doe\"@example.net"},
      {"you@[192.0.2.1] is", "you@[192.0.2.1]"},
      {"\u30e6\u30fc\u30b6\u30fc@example.net", "\u30e6\u30fc\u30b6\u30fc@example.net"},
      {"a @ b", ""},
      {"@example.net", ""},
      {"you@", ""},
      {"", ""},
      {"x @ y you@example.net", "you@example.net"},
  };
  for (const Row& row : rows) {
    const testing::ExactCopy copy(row.text);
    const auto size = static_cast<std::uint32_t>(row.text.size());
    const auto mark = find_address(copy.view(), 0, size);
    const std::string_view found =
        mark ? copy.view().substr(mark->offset, mark->length) : std::string_view();
    EXPECT_EQ(found, row.expected) << row.text;
  }
}

TEST(AddressTest, CleansTheAddressOfAField) {
  const Row rows[] = {
      {"rfc822; you@example.net", "you@example.net"},
      {"RFC822;<you@example.net>", "you@example.net"},
      {"rfc/822;you@example.net", "you@example.net"},
      {"utf-8; you@example.net", "you@example.net"},
      {"<you@example.net>", "you@example.net"},
      {"You <you@example.net>", "you@example.net"},
      {"rfc822;@relay.example.org:you@example.net", "you@example.net"},
      {"rfc822;you+2Btag@example.net", "you+tag@example.net"},
      {"you+34@example.net", "you+34@example.net"},
      {"IMCEASMTP-you+40example+2Enet@corp.example", "you@example.net"},
      {"IMCEAEX-_O=CORP_OU=X_CN=YOU@corp.example", "IMCEAEX-_O=CORP_OU=X_CN=YOU@corp.example"},
      {"you@example.net", "you@example.net"},
      {"<you.@example.net>", "you.@example.net"},
      {"<-you@example.net.>", "you@example.net"},
      {"<you@>", "you@"},
      {"<imceasmtp-you@example.net>", "imceasmtp-you@example.net"},
      {"<you@example@example.net>", "you@example"},
      {"<you>", "you"},
      {"<>", ""},
      {"..", ".."},
      {"X-LOCAL;you", "you"},
      {"rfc822; you (comment)", "you"},
      {"dns; mx.example.net", "mx.example.net"},
      {"dns; mx.example.net (192.0.2.1)", "mx.example.net"},
      {"", ""},
      {" ", ""},
  };
  for (const Row& row : rows) {
    const testing::ExactCopy copy(row.text);
    EXPECT_EQ(clean_address(copy.view()), row.expected) << row.text;
  }
}

// The second look is left out for most addresses, and must not be missed.
TEST(AddressTest, CleansAFoundAddressAsAnyOther) {
  const char* const texts[] = {
      "you@example.net",
      "<you+2Btag@example.net>",
      "\"a b\"@example.net",
      "IMCEASMTP-you+40example+2Enet@corp.example",
      "\u3092you@example.net\u3067",
      "\u3001.you@example.net.\u2018et",
      "\u3001'you@example.net-\u3001",
      "you65\u3042@x.jp\u3042@x.jp40@example.net",
      "\"\u3002 b\"@example.net (x)",
      "\"a\u3001b;c\"@example.net",
      "\"\u5c0f\u3001(sales)\"@example.net",
  };
  for (const std::string_view text : texts) {
    const testing::ExactCopy copy(text);
    const auto mark = find_address(copy.view(), 0, static_cast<std::uint32_t>(text.size()));
    ASSERT_TRUE(mark) << text;
    const std::string_view found = copy.view().substr(mark->offset, mark->length);
    std::string address = "what was there before";
    assign_found_address(found, address);
    EXPECT_EQ(address, clean_address(found)) << text;
  }
}

TEST(AddressTest, KnowsTheNamesOfMailSystems) {
  EXPECT_TRUE(is_mail_system_name("MAILER-DAEMON"));
  EXPECT_TRUE(is_mail_system_name("postmaster"));
  EXPECT_FALSE(is_mail_system_name("you"));
  EXPECT_FALSE(is_mail_system_name(""));
}

}  // namespace
}  // namespace whybounce
