// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "message/charset.h"
#include "message/utf8.h"
#include "support/exact_copy.h"
#include "support/line_ends.h"
#include "support/message_dump.h"
#include "whybounce/message.h"

// What holds for every input, tried with inputs that a generator makes: always the same ones, so that
// a failure can be looked at again.
namespace whybounce {
namespace {

using Random = std::mt19937;

std::size_t below(Random& random, std::size_t limit) {
  return random() % limit;
}

// What mails are made of; put together at random they are mails more often than not.
constexpr std::string_view kPieces[] = {
    "\n",
    "\n\n",
    "--b\n",
    "--b--\n",
    "\n--c\n",
    "\n--c--\n",
    "--\n",
    "Subject: Hello\n",
    "From: a@example.org\n",
    "Content-Type: text/plain\n",
    "Content-Type: text/html; charset=utf-8\n",
    "Content-Type: text/plain; charset=iso-2022-jp\n",
    "Content-Type: text/plain; charset=x-none\n",
    "Content-Type: multipart/mixed; boundary=b\n",
    "Content-Type: multipart/digest; boundary=\"b\"\n",
    "Content-Type: multipart/report;\n\tboundary=c; report-type=delivery-status\n",
    "Content-Type: message/rfc822\n",
    "Content-Type: text/rfc822-headers\n",
    "Content-Type: message/delivery-status\n",
    "Content-Type: message/partial\n",
    "Content-Transfer-Encoding: base64\n",
    "Content-Transfer-Encoding: quoted-printable\n",
    "SGVsbG8gd29ybGQsIHRoaXMgaXMgYmFzZTY0\n",
    "caf=C3=A9 =\n",
    "Hello world\n",
    " folded\n",
    "no field, no text\n",
    "<p>one<br>two &eacute; <pre> x\n y</pre>\n",
    "<!-- <script> \"",
    "caf\xC3\xA9\n",
    "caf\xE9 \xFF\n",
    "\x1B$B%a!<%k\x1B(B\n",
    "From x Thu Apr 29 23:34:45 2010\n",
    "&#x10FFFF;&#99;&",
    "=?utf-8?Q?a=C3?= =?utf-8?B?qQ==?=\n",
};

std::string random_mail(Random& random) {
  std::string mail;
  for (std::size_t n = below(random, 30); n > 0; --n) {
    mail += kPieces[below(random, std::size(kPieces))];
  }
  return mail;
}

std::string random_bytes(Random& random) {
  std::string bytes(below(random, 300), '\0');
  for (char& c : bytes) c = static_cast<char>(random());
  return bytes;
}

void mutate(Random& random, std::string& text) {
  for (std::size_t n = below(random, 6); n > 0 && !text.empty(); --n) {
    const std::size_t at = below(random, text.size());
    switch (below(random, 3)) {
      case 0:
        text[at] = static_cast<char>(random());
        break;
      case 1:
        text.erase(at, below(random, 20));
        break;
      default:
        text.insert(at, text.substr(below(random, text.size()), below(random, 40)));
        break;
    }
  }
}

bool is_inside(std::string_view piece, std::string_view whole) {
  return piece.data() >= whole.data() && piece.data() + piece.size() <= whole.data() + whole.size();
}

void expect_sound(std::string_view bytes, Message& message) {
  const testing::ExactCopy copy(bytes);
  parse_message(copy.view(), message);
  const bool is_borrowed = bytes.find('\r') == bytes.npos || bytes.find('\n') != bytes.npos;
  ASSERT_FALSE(message.parts().empty());
  ASSERT_LE(message.parts().size(), kMaxParts);
  for (std::uint32_t i = 0; i < message.parts().size(); ++i) {
    const Part& part = message.parts()[i];
    ASSERT_TRUE(!is_borrowed || is_inside(part.raw, copy.view()));
    ASSERT_LE(part.raw.size(), bytes.size());
    ASSERT_TRUE(part.parent == Part::kNone || part.parent < i);
    ASSERT_LE(part.first_field + part.field_count, message.fields().size());
    const std::string_view text = message.decode(i);
    ASSERT_EQ(valid_utf8_prefix(text), text.size());
    ASSERT_LE(text.size(), part.raw.size() * kMaxGrowth + kMaxMore);
  }
  for (const HeaderField& field : message.fields()) {
    ASSERT_TRUE(!is_borrowed || is_inside(field.value, copy.view()));
    const std::string value = decode_header_value(field.value);
    ASSERT_EQ(valid_utf8_prefix(value), value.size());
  }
  for (const Anomaly& anomaly : message.anomalies()) {
    ASSERT_LT(anomaly.part, message.parts().size());
    ASSERT_LE(anomaly.offset, message.parts()[anomaly.part].raw.size());
  }
  (void)looks_like_message(copy.view());
  parse_text(copy.view(), message);
  const std::string_view text = message.decode(0);
  ASSERT_EQ(valid_utf8_prefix(text), text.size());
}

TEST(MessageProperty, AnyBytesAreRead) {
  Random random(1);
  Message message;
  for (int i = 0; i < 1500; ++i) {
    ASSERT_NO_FATAL_FAILURE(expect_sound(random_bytes(random), message)) << "case " << i;
  }
}

TEST(MessageProperty, DamagedMailsAreRead) {
  Random random(2);
  Message message;
  for (int i = 0; i < 4000; ++i) {
    std::string mail = random_mail(random);
    mutate(random, mail);
    ASSERT_NO_FATAL_FAILURE(expect_sound(mail, message)) << mail;
  }
}

// A fresh Message and a used one, the same.
TEST(MessageProperty, ReuseLeavesNoTrace) {
  Random random(3);
  Message used;
  for (int i = 0; i < 1000; ++i) {
    const std::string mail = random_mail(random);
    Message fresh = parse_message(mail);
    parse_message(mail, used);
    ASSERT_EQ(testing::dump_texts(used), testing::dump_texts(fresh)) << mail;
    ASSERT_EQ(testing::dump_tree(used), testing::dump_tree(fresh)) << mail;
  }
}

// Parsed here, read there: as if both were done in one place, whatever views point to.
TEST(MessageProperty, ContentsCanBeSwapped) {
  Random random(5);
  Message here;
  Message there;
  for (int i = 0; i < 1000; ++i) {
    std::string mail = random_mail(random);
    if (i % 3 == 0) std::ranges::replace(mail, '\n', '\r');
    Message fresh = parse_message(mail);
    parse_message(mail, here);
    if (i % 2 == 0) (void)here.decode(static_cast<std::uint32_t>(here.parts().size() - 1));
    there.swap_contents(here);
    ASSERT_EQ(testing::dump_texts(there), testing::dump_texts(fresh)) << mail;
    ASSERT_EQ(testing::dump_tree(there), testing::dump_tree(fresh)) << mail;
  }
}

TEST(MessageProperty, LineEndsDoNotMatter) {
  Random random(4);
  for (int i = 0; i < 2000; ++i) {
    const std::string mail = random_mail(random);
    Message message = parse_message(mail);
    const std::string texts = testing::dump_texts(message);
    const std::string tree = testing::dump_tree(message);
    for (const std::string_view line_end : {"\r\n", "\r"}) {
      const testing::ExactCopy copy(testing::with_line_ends(mail, line_end));
      Message twin = parse_message(copy.view());
      std::string twin_texts = testing::dump_texts(twin);
      std::erase(twin_texts, '\r');
      ASSERT_EQ(twin_texts, texts) << mail;
      std::string twin_tree = testing::dump_tree(twin);
      if (twin_tree.find(" !bare_cr@0") != std::string::npos) {
        twin_tree.erase(twin_tree.find(" !bare_cr@0"), 11);
      }
      ASSERT_EQ(twin_tree, tree) << mail;
      ASSERT_EQ(looks_like_message(copy.view()), looks_like_message(mail)) << mail;
    }
  }
}

// Ten times the size, ten times the time: with room for a slow machine, but not for a square.
TEST(MessageProperty, TakesLinearTime) {
  for (const std::string_view piece : kPieces) {
    std::string mail = "Content-Type: multipart/mixed; boundary=b\n\n--b\n";
    while (mail.size() < 1000000) mail += piece;
    Message message = parse_message(mail);
    for (std::uint32_t i = 0; i < message.parts().size(); ++i) (void)message.decode(i);
    ASSERT_LE(message.parts().size(), kMaxParts) << piece;
  }
}

}  // namespace
}  // namespace whybounce
