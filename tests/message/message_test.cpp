// SPDX-License-Identifier: MIT
#include "whybounce/message.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>

#include "support/exact_copy.h"
#include "support/message_dump.h"

namespace whybounce {
namespace {

struct Case {
  std::string_view header;
  std::string_view body;
  std::string_view text;
};

// From the bytes of a part to what a reader sees: each step, and all of them in their order.
constexpr Case kTexts[] = {
    {"", "Hello\n", "Hello\n"},
    {"", "caf\xE9\r\n", "caf\xC3\xA9\r\n"},
    {"", "\xEF\xBB\xBFHello", "Hello"},
    {"", "\x1B$B%a\x1B(B", "\xE3\x83\xA1"},
    {"Content-Type: text/plain; charset=koi8-r\n", "\xC1\n", "\xD0\xB0\n"},
    {"Content-Transfer-Encoding: quoted-printable\n", "caf=C3=\n=A9\n", "caf\xC3\xA9\n"},
    {"Content-Transfer-Encoding: BASE64\n", "Y2Fmw6k=\n", "caf\xC3\xA9"},
    {"Content-Transfer-Encoding: x-unknown\n", "a=41", "a=41"},
    {"Content-Type: text/html; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n",
     "<p>caf=E9 &eacute;</p>=\n<p>x", "caf\xC3\xA9 \xC3\xA9\n\nx\n"},
    {"Content-Type: text/html\n", "<meta charset=koi8-r><p>\xC1", "\xD0\xB0\n"},
    {"Content-Type: text/html\n",
     "<META HTTP-EQUIV=Content-Type CONTENT=\"text/html; CHARSET=koi8-r\">\xC1", "\xD0\xB0\n"},
    {"Content-Type: text/html\n", "<meta charset=no-such>\xE9", "\xC3\xA9\n"},
    {"Content-Type: text/html\n", "<meta charset=koi8-r\nx><p>\xC1", "\xD0\xB0\n"},
    {"Content-Type: text/html\n", "<meta charset=koi8-r\r\nx><p>\xC1", "\xD0\xB0\n"},
    {"Content-Type: text/html\n", "<meta charset=unicode><p>\xE9", "\xC3\xA9\n"},
    {"Content-Type: text/html\n", "<meta charset=utf-16le><p>\xE9", "\xC3\xA9\n"},
    {"Content-Type: text/plain\n", "<p>not HTML</p>\n", "<p>not HTML</p>\n"},
    {"Content-Type: message/delivery-status\nContent-Transfer-Encoding: base64\n",
     "QWN0aW9uOiBmYWlsZWQK\n", "Action: failed\n"},
    {"Content-Type: application/octet-stream\n", "Hello\n", ""},
};

// Where a page's charset is looked for, line ends count alike: CRLF must not push the name out.
TEST(Message, FindsThePagesCharsetWhateverTheLineEndsAre) {
  for (const std::string_view line_end : {"\n", "\r\n"}) {
    std::string mail("Content-Type: text/html\n\n");
    for (int i = 0; i < 900; ++i) mail += line_end;
    mail += "<meta charset=koi8-r><p>\xC1";
    Message message = parse_message(mail);
    EXPECT_EQ(message.decode(1), "\xD0\xB0\n") << line_end.size();
  }
}

TEST(Message, DecodesText) {
  for (const Case& c : kTexts) {
    const std::string mail = std::string(c.header) + "A: b\n\n" + std::string(c.body);
    const testing::ExactCopy copy(mail);
    Message message = parse_message(copy.view());
    ASSERT_EQ(message.parts().size(), 2U);
    EXPECT_EQ(message.text(1), "");
    EXPECT_EQ(message.decode(1), c.text) << mail;
    EXPECT_EQ(message.text(1), c.text) << mail;
    EXPECT_EQ(message.decode(1).data(), message.text(1).data()) << "decoded twice";
  }
}

TEST(Message, HeaderPartIsItsBlock) {
  Message message = parse_message("Subject: caf\xE9\n folded\n\nx");
  EXPECT_EQ(message.decode(0), "Subject: caf\xC3\xA9\n folded\n");
  EXPECT_EQ(message.parts()[0].raw, "Subject: caf\xE9\n folded\n");
}

TEST(Message, PartsWithoutText) {
  Message message = parse_message(
      "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: image/png\n\nx\n--b--\n");
  ASSERT_EQ(message.parts().size(), 3U);
  for (std::uint32_t part : {1U, 2U, 3U, 99U}) {
    EXPECT_EQ(message.decode(part), "");
    EXPECT_EQ(message.text(part), "");
  }
}

TEST(Message, TextThatNeedsNoDecodingIsNotCopied) {
  const std::string_view mail = "Content-Type: text/plain; charset=utf-8\n\ncaf\xC3\xA9\n";
  Message message = parse_message(mail);
  EXPECT_EQ(message.decode(1).data(), mail.data() + mail.find("caf"));
}

TEST(Message, NotesWhatIsOddInAText) {
  constexpr std::pair<std::string_view, std::string_view> kMails[] = {
      {"Content-Type: text/plain; charset=x-none\n\n\xE9", " !unknown_charset@1"},
      {"Content-Type: text/plain; charset=utf-8\n\n\xE9", " !undecodable_text@1"},
      {"Content-Transfer-Encoding: base64\n\nSG**VsbG8=\n", " !bad_encoding@1"},
      {"Content-Transfer-Encoding: quoted-printable\n\na=b\n", " !bad_encoding@1"},
  };
  for (const auto& [mail, anomalies] : kMails) {
    Message message = parse_message(mail);
    (void)message.decode(1);
    (void)message.decode(1);
    EXPECT_EQ(testing::dump_tree(message), "0 1:text/plain" + std::string(anomalies)) << mail;
  }
  Message message = parse_message("Content-Type: text/plain; charset=utf-8\n\nabc\xE9");
  (void)message.decode(1);
  EXPECT_EQ(message.anomalies()[0].offset, 3U);
}

TEST(Message, PastedText) {
  Message message = parse_text("From: x\n550 caf\xE9\n");
  ASSERT_EQ(message.parts().size(), 1U);
  EXPECT_EQ(testing::dump_tree(message), "1:text/plain");
  EXPECT_EQ(message.decode(0), "From: x\n550 caf\xC3\xA9\n");
  Message with_cr = parse_text("a\rb");
  EXPECT_EQ(with_cr.decode(0), "a\nb");
  EXPECT_EQ(testing::dump_tree(with_cr), "1:text/plain !bare_cr@1");
}

// Nothing of the message before may be left.
TEST(Message, IsUsedAgain) {
  Message message;
  for (int round = 0; round < 3; ++round) {
    parse_message("Content-Transfer-Encoding: base64\n\nSGVsbG8=", message);
    EXPECT_EQ(message.text(1), "");
    EXPECT_EQ(message.decode(1), "Hello");
    parse_message("A: b\rC: d\r\rx\r", message);
    EXPECT_EQ(testing::dump_tree(message), "0 1:text/plain !bare_cr@0");
    EXPECT_EQ(message.decode(1), "x\n");
    EXPECT_EQ(message.fields().size(), 2U);
    parse_text("y", message);
    EXPECT_EQ(testing::dump_tree(message), "1:text/plain");
    EXPECT_EQ(message.decode(0), "y");
    EXPECT_EQ(message.text(1), "");
    EXPECT_TRUE(message.fields().empty());
  }
}

TEST(Message, CanBeMoved) {
  Message message = parse_message("Content-Transfer-Encoding: base64\n\nSGVsbG8=");
  const std::string_view text = message.decode(1);
  Message other = std::move(message);
  EXPECT_EQ(other.text(1).data(), text.data());
  EXPECT_EQ(other.text(1), "Hello");
  parse_message("A: b\n\nx", message);  // NOLINT(bugprone-use-after-move): it must be usable
  EXPECT_EQ(message.decode(1), "x");
}

}  // namespace
}  // namespace whybounce
