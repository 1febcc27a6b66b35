// SPDX-License-Identifier: MIT
#include "evidence/returned_recipient.h"

#include <gtest/gtest.h>

namespace whybounce {
namespace {

TEST(ReturnedRecipientTest, PrefersWhomTheFirstHopTookItFor) {
  EXPECT_EQ(recipient_of_returned("Received: from a by b for <alias@example.net>; Fri\n"
                                  "Received: from c by d with SMTP\n"
                                  "\tfor <you@example.net>; Fri, 2 Jan 2026\n"
                                  "To: a@example.org, b@example.org\n"),
            "you@example.net");
}

TEST(ReturnedRecipientTest, TakesTheToField) {
  EXPECT_EQ(recipient_of_returned("From: me@example.org\nTo: You <you@example.net>\n"),
            "you@example.net");
  EXPECT_EQ(recipient_of_returned("To: a@example.net, b@example.net\n"), "a@example.net");
  EXPECT_EQ(recipient_of_returned("Received: by x for the road\nTo: you@example.net\n"),
            "you@example.net");
  EXPECT_EQ(recipient_of_returned("Subject: hello\n"), "");
  EXPECT_EQ(recipient_of_returned(""), "");
}

TEST(ReturnedRecipientTest, ReadsVariableReturnPaths) {
  EXPECT_EQ(recipient_of_return_path("list-bounces+you=example.net@lists.example.org"),
            "you@example.net");
  EXPECT_EQ(recipient_of_return_path("bounce-12-you=example.net@example.org"), "you@example.net");
  EXPECT_EQ(recipient_of_return_path("you@example.net"), "");
  EXPECT_EQ(recipient_of_return_path("a=b@example.org"), "");
  EXPECT_EQ(recipient_of_return_path("x+=example.net@example.org"), "");
  EXPECT_EQ(recipient_of_return_path("x+y=@example.org"), "");
}

}  // namespace
}  // namespace whybounce
