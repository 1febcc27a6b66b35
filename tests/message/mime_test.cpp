// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "support/exact_copy.h"
#include "support/line_ends.h"
#include "support/message_dump.h"
#include "whybounce/message.h"

namespace whybounce {
namespace {

struct Case {
  std::string_view mail;
  std::string_view tree;
  std::string_view texts;
};

#define MIXED "Content-Type: multipart/mixed; boundary=b\n\n"

constexpr Case kCases[] = {
    {"", "0 1:text/plain", "1{}"},
    {"A: b\n\nHello\n", "0 1:text/plain", "1{Hello|}"},
    {"Content-Type: text/html\n\n<p>Hello\n", "0 1:text/html", "1{Hello|}"},
    {"Content-Type: TEXT/Plain; Charset=x\n\nHello", "0 1:text/plain", "1{Hello}"},
    {"Content-Type: nonsense\n\nHello", "0 1:text/plain", "1{Hello}"},
    {"Content-Type: test/plain\n\nHello", "0 1:test/plain", "1{Hello}"},
    {"Content-Type: image/png\n\nHello", "0 1:image/png", "1{}"},
    {"Hello\nworld\n", "0 1:text/plain !header_line_without_colon@0", "1{Hello|world|}"},

    // the delivery report of RFC 3464
    {"Content-Type: multipart/report; report-type=delivery-status;\n\tboundary=\"b\"\n\n"
     "preamble\n--b\n\nNotice\n\n--b\nContent-Type: message/delivery-status\n\nAction: failed\n\n"
     "--b\nContent-Type: message/rfc822\n\nSubject: x\n\nHello\n--b--\nepilogue\n",
     "0 multipart/report(1:text/plain 2:message/delivery-status 3:message/rfc822(3.0 "
     "3.1:text/plain))",
     "1{Notice|} 2{Action: failed|} 3.1{Hello}"},
    {MIXED "--b\nContent-Type: text/rfc822-headers\n\nSubject: x\nTo: y\n--b--\n",
     "0 multipart/mixed(1:text/rfc822-headers(1.0))", ""},
    {MIXED "--b\nContent-Type: text/rfc822-headers\n\nSubject: x\n\nrest\n--b\n\nz\n--b--\n",
     "0 multipart/mixed(1:text/rfc822-headers(1.0) 2:text/plain)", "2{z}"},
    {MIXED "--b\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\n\n--b--\n",
     "0 multipart/mixed(1:message/feedback-report)", "1{Feedback-Type: abuse|}"},

    // multiparts in multiparts, and in messages
    {MIXED "--b\nContent-Type: multipart/alternative; boundary=c\n\n--c\n\nx\n--c\n"
           "Content-Type: text/html\n\ny\n--c--\n--b\n\nz\n--b--\n",
     "0 multipart/mixed(1:multipart/alternative(1.1:text/plain 1.2:text/html) 2:text/plain)",
     "1.1{x} 1.2{y|} 2{z}"},
    {MIXED "--b\nContent-Type: message/rfc822\n\nContent-Type: multipart/mixed; boundary=c\n\n"
           "--c\n\nx\n--c\n\ny\n--c--\n\n--b--\n",
     "0 multipart/mixed(1:message/rfc822(1.0 multipart/mixed(1.1:text/plain 1.2:text/plain)))",
     "1.1{x} 1.2{y}"},
    {"Content-Type: message/rfc822\n\nSubject: x\n\nHello\n",
     "0 1:message/rfc822(1.0 1.1:text/plain)", "1.1{Hello|}"},
    {"Content-Type: message/rfc822\n\nContent-Type: message/rfc822\n\nTo: x\n\nHello\n",
     "0 1:message/rfc822(1.0 1.1:message/rfc822(1.1.0 1.1.1:text/plain))", "1.1.1{Hello|}"},
    {"Content-Type: multipart/digest; boundary=b\n\n--b\n\nSubject: x\n\nHello\n--b\n"
     "Content-Type: text/plain\n\nz\n--b--\n",
     "0 multipart/digest(1:message/rfc822(1.0 1.1:text/plain) 2:text/plain)", "1.1{Hello} 2{z}"},
    {"Content-Type: multipart/x-whatever; boundary=b\n\n--b\n\nx\n--b--\n",
     "0 multipart/x-whatever(1:text/plain)", "1{x}"},

    // delimiters as they are written
    {MIXED "--b \t\n\nx\n--b-- \n", "0 multipart/mixed(1:text/plain)", "1{x}"},
    {MIXED "--b\n\nx\n--bb\n--b-\n-- b\n --b\n--\n--b--\n", "0 multipart/mixed(1:text/plain)",
     "1{x|--bb|--b-|-- b| --b|--}"},
    {MIXED "--b\n\n--b--\n", "0 multipart/mixed(1:text/plain)", "1{}"},
    {MIXED "--b\n--b--\n", "0 multipart/mixed(1:text/plain)", "1{}"},
    {MIXED "--b\n\n\n--b--", "0 multipart/mixed(1:text/plain)", "1{}"},
    {MIXED "--b\nno header\n--b--\n",
     "0 multipart/mixed(1:text/plain) !header_line_without_colon@1", "1{no header}"},
    {"Content-Type: multipart/mixed; boundary=\"b--\"\n\n--b--\n\nx\n--b----\n",
     "0 multipart/mixed(1:text/plain)", "1{x}"},
    {"A: b\nContent-Type: multipart/mixed; boundary=b\n--b\n\nx\n--b--\n",
     "0 multipart/mixed(1:text/plain)", "1{x}"},

    // damaged multiparts
    {MIXED "--b\n\nx\n", "0 multipart/mixed(1:text/plain) !unclosed_multipart@", "1{x|}"},
    {MIXED "nothing like that\n", "0 1:text/plain !missing_boundary@1", "1{nothing like that|}"},
    {MIXED "text\n--b--\n", "0 1:text/plain !missing_boundary@1", "1{text}"},
    {"Content-Type: multipart/mixed\n\n--b\n\nx\n", "0 1:text/plain !missing_boundary@1",
     "1{--b||x|}"},
    {"Content-Type: multipart/mixed\n\n--b\nContent-Type: text/html\n\nx\n--b\n\ny\n--b--\n",
     "0 multipart/mixed(1:text/html 2:text/plain) !missing_boundary@", "1{x|} 2{y}"},
    {MIXED "text\n--a\ncontent-id: x\n\nx\n--a--\n",
     "0 multipart/mixed(1:text/plain) !missing_boundary@", "1{x}"},
    {MIXED "--b\n\nx\n--a\nContent-Id: x\n\ny\n--b--\n", "0 multipart/mixed(1:text/plain)",
     "1{x|--a|Content-Id: x||y}"},
    {MIXED "--b\nContent-Type: multipart/mixed; boundary=c\n\nx\n--b--\n",
     "0 multipart/mixed(1:text/plain) !missing_boundary@1", "1{x}"},
    {MIXED "--b\nContent-Type: multipart/mixed; boundary=c\n\n--c\n\nx\n--b\n\ny\n--b--\n",
     "0 multipart/mixed(1:multipart/mixed(1.1:text/plain) 2:text/plain) !unclosed_multipart@1",
     "1.1{x} 2{y}"},
    {MIXED "--b\nContent-Type: message/rfc822\n\nContent-Type: multipart/mixed; boundary=c\n\n"
           "x\n--b\n\ny\n--b--\n",
     "0 multipart/mixed(1:message/rfc822(1.0 1.1:text/plain) 2:text/plain) !missing_boundary@1.1",
     "1.1{x} 2{y}"},
    {MIXED "--b\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b--\n",
     "0 multipart/mixed(1:multipart/mixed(1.1:text/plain)) !unclosed_multipart@", "1.1{x}"},

    // messages that are none, or that are encoded
    {"Content-Type: message/partial\n\nSubject: x\nTo: y\n\nHello\n",
     "0 1:message/partial(1.0 1.1:text/plain)", "1.1{Hello|}"},
    {"Content-Type: message/partial\n\nthe second half\n", "0 1:message/partial",
     "1{the second half|}"},
    {"Content-Type: message/rfc822\n\nHello\n",
     "0 1:message/rfc822(1.0 1.1:text/plain) !header_line_without_colon@1.0", "1.1{Hello|}"},
    {"Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nU3ViamVjdDogeA==\n",
     "0 1:message/rfc822", "1{Subject: x}"},
    {"Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nSubject: x\nTo: y\n\nz\n",
     "0 1:message/rfc822(1.0 1.1:text/plain)", "1.1{z|}"},

    // bare CR
    {"Content-Type: multipart/mixed; boundary=b\r\r--b\r\rHello\r\r--b--\r",
     "0 multipart/mixed(1:text/plain) !bare_cr@0", "1{Hello|}"},
};

TEST(Mime, CutsAMessageIntoParts) {
  for (const Case& c : kCases) {
    const testing::ExactCopy copy(c.mail);
    Message message = parse_message(copy.view());
    EXPECT_EQ(testing::dump_tree(message), c.tree) << c.mail;
    EXPECT_EQ(testing::dump_texts(message), c.texts) << c.mail;
  }
}

TEST(Mime, LineEndsDoNotMatter) {
  for (const Case& c : kCases) {
    for (const std::string_view line_end : {"\r\n", "\r\r\n"}) {
      const testing::ExactCopy copy(testing::with_line_ends(c.mail, line_end));
      Message message = parse_message(copy.view());
      EXPECT_EQ(testing::dump_tree(message), c.tree) << copy.view();
      std::string texts = testing::dump_texts(message);
      std::erase(texts, '\r');
      EXPECT_EQ(texts, c.texts) << copy.view();
    }
  }
}

// Delimiters are looked for by blocks.
TEST(Mime, FindsADelimiterAtEveryPlace) {
  for (std::size_t size = 0; size < 50; ++size) {
    const std::string body = std::string(size, 'x') + "\n-no\n" + std::string(size / 2, '-');
    for (const std::string_view rest : {"", "-", "--", "\n-", "\n--b--"}) {
      const testing::ExactCopy copy(MIXED "--b\n\n" + body + "\n--b\n\nz" + std::string(rest));
      Message message = parse_message(copy.view());
      ASSERT_EQ(message.parts().size(), 4U) << copy.view();
      EXPECT_EQ(message.decode(2), body);
      EXPECT_EQ(message.decode(3), rest == "\n--b--" ? "z" : "z" + std::string(rest));
    }
  }
}

TEST(Mime, PartsSayWhatTheyAre) {
  const std::string_view mail =
      "Subject: x\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
      "--b\nContent-Type: text/plain; charset=koi8-r\nContent-Transfer-Encoding: base64\n\n0MA=\n"
      "--b\nContent-Type: message/rfc822\n\nTo: y\n\nz\n--b--\n";
  const Message message = parse_message(mail);
  ASSERT_EQ(testing::dump_tree(message),
            "0 multipart/report(1:text/plain 2:message/rfc822(2.0 2.1:text/plain))");
  const auto& parts = message.parts();
  EXPECT_EQ(parts[0].kind, PartKind::header);
  EXPECT_EQ(parts[0].parent, Part::kNone);
  EXPECT_EQ(parts[0].field_count, 2U);
  EXPECT_EQ(parts[1].kind, PartKind::multipart);
  EXPECT_EQ(parts[1].parent, Part::kNone);
  EXPECT_EQ(parts[1].report_type, "delivery-status");
  EXPECT_EQ(parts[1].first_field, 0U);
  EXPECT_EQ(parts[2].kind, PartKind::leaf);
  EXPECT_EQ(parts[2].parent, 1U);
  EXPECT_EQ(parts[2].charset, "koi8-r");
  EXPECT_EQ(parts[2].encoding, TransferEncoding::base64);
  EXPECT_EQ(parts[2].raw, "0MA=");
  EXPECT_EQ(parts[3].kind, PartKind::message);
  EXPECT_EQ(parts[3].raw, "To: y\n\nz");
  EXPECT_EQ(parts[4].parent, 3U);
  EXPECT_EQ(parts[4].raw, "To: y\n");
  EXPECT_EQ(parts[5].parent, 3U);
  EXPECT_EQ(message.find_field(0, "SUBJECT")->value, "x");
  EXPECT_EQ(message.find_field(3, "subject"), nullptr);
  EXPECT_EQ(message.find_field(4, "to")->value, "y");
  EXPECT_EQ(message.find_field(5, "to")->value, "y");
  EXPECT_EQ(message.find_field(99, "to"), nullptr);
}

TEST(Mime, DepthIsLimited) {
  std::string messages;
  std::string multiparts;
  for (int i = 0; i < 100; ++i) {
    messages += "Content-Type: message/rfc822\n\n";
    const std::string boundary = "b" + std::to_string(i);
    multiparts +=
        "Content-Type: multipart/mixed; boundary=" + boundary + "\n\n--" + boundary + "\n";
  }
  for (const std::string& mail : {messages, multiparts}) {
    const Message message = parse_message(mail);
    EXPECT_LE(message.parts().size(), 2 * kMaxDepth + 2);
    ASSERT_FALSE(message.anomalies().empty());
    EXPECT_EQ(message.anomalies().front().kind, AnomalyKind::too_deep);
    EXPECT_EQ(message.parts().back().kind, PartKind::leaf);
  }
}

TEST(Mime, NumberOfPartsIsLimited) {
  std::string mail = MIXED;
  for (int i = 0; i < 5000; ++i) mail += "--b\n\nx\n";
  Message message = parse_message(mail);
  EXPECT_LE(message.parts().size(), kMaxParts);
  EXPECT_GT(message.parts().size(), kMaxParts - 5);
  ASSERT_FALSE(message.anomalies().empty());
  EXPECT_EQ(message.anomalies().front().kind, AnomalyKind::too_many_parts);
  const auto last = static_cast<std::uint32_t>(message.parts().size() - 1);
  EXPECT_TRUE(message.decode(last).ends_with("--b\n\nx\n"));
}

}  // namespace
}  // namespace whybounce
