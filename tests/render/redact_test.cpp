// SPDX-License-Identifier: MIT
#include "render/redact.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "render/sample.h"
#include "whybounce/render.h"

namespace whybounce {
namespace {

struct Case {
  std::string_view text, masked;
};

// Protects people whose bounces are shown to others; and codes and words, without which nobody
// could tell what was wrong.
const Case kCases[] = {
    {"", ""},
    {"550 5.1.1 User unknown", "550 5.1.1 User unknown"},
    {"<you@example.net>: User unknown", "<xxx@xxxxxxx.xxx>: User unknown"},
    {"to=<a.b+c@mx1>, dsn=5.1.1", "to=<x.x+x@xxx>, dsn=5.1.1"},
    {"\"john doe\"@example.net gone", "\"xxxx xxx\"@xxxxxxx.xxx gone"},
    {"host mx-1.example.net[192.0.2.25] said", "host xx-x.xxxxxxx.xxx[xxx.x.x.xx] said"},
    {"relay=mx.example.net.", "relay=xx.xxxxxxx.xxx."},
    {"[IPv6:2001:db8::1]:25", "[IPv6:xxxx:xxx::x]:25"},
    {"2001:db8:0:0:0:0:0:1", "xxxx:xxx:x:x:x:x:x:x"},
    {"at 03:04:05, e.g. version 3.7.1", "at 03:04:05, e.g. version 3.7.1"},
    {"see https://example.com/x?u=a@b.example", "see https://xxxxxxx.xxx/x?x=x@x.xxxxxxx"},
    {"j\u00f6rg@b\u00fccher.example", "xxxxx@xxxxxxx.xxxxxxx"},
    {"mx.xn--p1ai, sendmail 8.17.1p2", "xx.xx--xxxx, sendmail 8.17.1p2"},
    {"no dots. No hosts.Really", "no dots. No xxxxx.xxxxxx"},
    {"a@", "x@"},
    {"@", "@"},
};

TEST(MaskNames, HidesWhoItWasAndNothingElse) {
  for (const Case& c : kCases) {
    EXPECT_EQ(masked_names(c.text), c.masked);
    EXPECT_EQ(masked_names(c.masked).size(), c.text.size());
  }
}

TEST(Redact, LeavesNoNameInAnyForm) {
  testing::Sample sample = testing::user_unknown();
  RecipientDiagnosis& recipient = sample.diagnosis.recipients[0];
  recipient.conflicts = {"mx.example.net says so"};
  recipient.diagnostic = "550 5.1.1 <you@example.net>: No such user";
  recipient.evidence.push_back(
      sample.evidence(EvidenceKind::field, "<you@example.net>", "as mx.example.net says"));
  recipient.evidence.push_back(sample.evidence(EvidenceKind::phrase, "host mx.example.net said"));
  redact(sample.diagnosis);
  const RecordInfo record{.redacted = true};
  std::string out;
  render_json(sample.message, sample.diagnosis, record, out);
  render_text(sample.message, sample.diagnosis, record, {}, out);
  render_brief(sample.diagnosis, record, out);
  render_table_rows(sample.message, sample.diagnosis, record, default_fields(), TableForm::csv,
                    out);
  const Field* const evidence = find_field("evidence");
  render_table_rows(sample.message, sample.diagnosis, record, {&evidence, 1}, TableForm::csv, out);
  EXPECT_EQ(out.find("example"), std::string::npos) << out;
  EXPECT_NE(out.find("550 5.1.1"), std::string::npos);
  EXPECT_NE(out.find("1 | <xxx@xxxxxxx.xxx>: host xx.xxxxxxx.xxx said:"), std::string::npos) << out;
}

}  // namespace
}  // namespace whybounce
