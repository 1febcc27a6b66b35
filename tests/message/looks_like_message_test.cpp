// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <string_view>

#include "support/exact_copy.h"
#include "whybounce/message.h"

namespace whybounce {
namespace {

// The program has to tell a mail from a pasted text by looking at it.
constexpr std::string_view kMessages[] = {
    "From: a@b.c\nTo: d@e.f\nSubject: x\n\nHello\n",
    "Received: from x by y; Thu, 29 Apr 2010 23:34:45 +0900\nFrom: a@b.c\n",
    "Return-Path: <>\r\nX-Original-To: a@b.c\r\n\r\nHello\r\n",
    "X-Envelope-From: <>\nX-Envelope-To: a@b.c\nSubject: x\n\nHello\n",
    "Delivered-To: a@b.c\nDate: Thu, 29 Apr 2010 23:34:45 +0900\n\n",
    "Content-Type: multipart/report; boundary=x\nMIME-Version: 1.0\n\n--x\n",
    "Subject: Undeliverable\n\nThe mail could not be delivered.\n",
    "\n\nFrom: a@b.c\nSubject: x\n\nHello\n",
    "\xEF\xBB\xBF"
    "From: a@b.c\nSubject: x\n\nHello\n",
    "From MAILER-DAEMON Thu Apr 29 23:34:45 2010\nSubject: x\n\nHello\n",
    ">From a@b.c Thu Apr 29 23:34:45 2010\nX-Any: x\nTo: d@e.f\n\nHello\n",
    "From: a@b.c\rTo: d@e.f\rSubject: x\r\rHello\r",
    "Authentication-Results: x\n folded;\n\tmore\nFrom: a@b.c\nHello, no empty line\n",
    "Bounces-To: a@b.c\nFrom: a@b.c\nReceived: from x\nTo: d@e.f\n\nHello\n",
};

constexpr std::string_view kTexts[] = {
    "",
    "\n",
    "550 5.1.1 <a@b.c>: User unknown",
    "smtp; 550 5.1.1 User unknown",
    "<a@b.c>: host mx.b.c[192.0.2.1] said: 550 5.1.1 User unknown",
    "<a@b.c>:\nSorry, no mailbox here by that name. (#5.1.1)\n",
    "Diagnostic-Code: smtp; 550 5.1.1 User unknown",
    "Final-Recipient: rfc822; a@b.c\nAction: failed\nStatus: 5.1.1\n",
    "Reporting-MTA: dns; x\n\nFinal-Recipient: rfc822; a@b.c\nAction: failed\n",
    "Apr 29 23:34:45 mx postfix/smtp[12345]: 4BXyz: to=<a@b.c>, relay=none, dsn=5.4.4, status=b",
    "2010-04-29 23:34:45 1P1ceB-000FL1-4q ** a@b.c R=dnslookup T=remote_smtp: SMTP error",
    "Hi. This is the qmail-send program at b.c.\nI'm afraid I wasn't able to deliver\n",
    "Subject: 550 User unknown",
    "Subject: x\nand then no field\n",
    "To: a@b.c\nReason: full\n\nFrom: d@e.f\n",
    "Reason: 550 User unknown\nFrom: a@b.c\nTo: d@e.f\nSubject: x\n\nHello\n",
    "X-Failed-Recipients: a@b.c\n\nnothing\n",
    "From the server: 550 User unknown\nat 23:34:45\n",
    "From here 23:34 on\nthere is no header\n",
    "Status: 5.1.1\nFrom: a@b.c\nSubject: x\n",
};

TEST(LooksLikeMessage, Messages) {
  for (const std::string_view text : kMessages) {
    EXPECT_TRUE(looks_like_message(testing::ExactCopy(text).view())) << text;
  }
}

TEST(LooksLikeMessage, Texts) {
  for (const std::string_view text : kTexts) {
    EXPECT_FALSE(looks_like_message(testing::ExactCopy(text).view())) << text;
  }
}

}  // namespace
}  // namespace whybounce
