// SPDX-License-Identifier: MIT
#include "message/content_type.h"

#include <gtest/gtest.h>

#include <string_view>

#include "support/exact_copy.h"

namespace whybounce {
namespace {

struct Case {
  std::string_view value;
  std::string_view media_type;
  std::string_view charset;
  std::string_view boundary;
  std::string_view report_type;
};

constexpr Case kCases[] = {
    {"", "", "", "", ""},
    {"text/plain", "text/plain", "", "", ""},
    {"Text/HTML; Charset=UTF-8", "text/html", "UTF-8", "", ""},
    {"text/plain;charset=\"us-ascii\";", "text/plain", "us-ascii", "", ""},
    {"multipart/report; report-type=delivery-status;\r\n\tboundary=\"a b\"", "multipart/report", "",
     "a b", "delivery-status"},
    {"multipart/mixed; boundary===_x=1", "multipart/mixed", "", "==_x=1", ""},
    {"multipart/mixed; boundary=\"x  \"", "multipart/mixed", "", "x", ""},
    {"multipart/mixed; BOUNDARY = \"x\"", "multipart/mixed", "", "x", ""},
    {"multipart/mixed; boundary=\"a\\\"b\\\\\"", "multipart/mixed", "", "a\"b\\", ""},
    {"multipart/mixed; boundary=\"a\n b\"", "multipart/mixed", "", "a b", ""},
    // semicolons that lack or are doubled
    {"text/plain charset=koi8-r", "text/plain", "koi8-r", "", ""},
    {"text/plain\n   charset=koi8-r", "text/plain", "koi8-r", "", ""},
    {"text/plain;; ;charset=koi8-r;;", "text/plain", "koi8-r", "", ""},
    {"multipart/mixed; boundary=x charset=y", "multipart/mixed", "y", "x", ""},
    // comments
    {"(why) text (really) / (yes) plain (so); (a (b) c) charset (d) = (e) utf-8 (f)", "text/plain",
     "utf-8", "", ""},
    {"text/plain (never closed; charset=utf-8", "text/plain", "", "", ""},
    {"text/plain; (a\\) b) charset=utf-8", "text/plain", "utf-8", "", ""},
    // quotes that do not end
    {"multipart/mixed; boundary=\"x", "multipart/mixed", "", "x", ""},
    {"multipart/mixed; boundary=\"x; charset=y", "multipart/mixed", "y", "x", ""},
    {"multipart/mixed; boundary=\"x\\", "multipart/mixed", "", "x\\", ""},
    // RFC 2231
    {"multipart/mixed; boundary*0=ab; boundary*1=\"cd\"", "multipart/mixed", "", "abcd", ""},
    {"multipart/mixed; boundary*=us-ascii'en'a%20b%", "multipart/mixed", "", "a b%", ""},
    {"multipart/mixed; boundary*0*=''a%3D; boundary*1*=b%3D", "multipart/mixed", "", "a=b=", ""},
    // what makes no sense
    {"text", "", "", "", ""},
    {"/plain", "", "", "", ""},
    {"text/", "", "", "", ""},
    {"text/; charset=utf-8", "", "utf-8", "", ""},
    {"text/plain; charset", "text/plain", "", "", ""},
    {"text/plain; charset=", "text/plain", "", "", ""},
    {"text/plain; =utf-8; charset=x", "text/plain", "x", "", ""},
    {"text/plain; charset=a; charset=b", "text/plain", "a", "", ""},
    {";;;", "", "", "", ""},
    {"(", "", "", "", ""},
    {"\"", "", "", "", ""},
};

TEST(ContentType, ReadsWhatIsWritten) {
  for (const Case& c : kCases) {
    const testing::ExactCopy copy(c.value);
    StringPool pool;
    const ContentType type = parse_content_type(copy.view(), pool);
    EXPECT_EQ(type.media_type, c.media_type) << c.value;
    EXPECT_EQ(type.charset, c.charset) << c.value;
    EXPECT_EQ(type.boundary, c.boundary) << c.value;
    EXPECT_EQ(type.report_type, c.report_type) << c.value;
  }
}

TEST(StringPool, StringsStayWhereTheyAre) {
  StringPool pool;
  std::string& first = pool.add();
  first = "x";
  const char* const data = first.data();
  for (int i = 0; i < 1000; ++i) pool.add() = "y";
  EXPECT_EQ(first.data(), data);
  EXPECT_EQ(first, "x");
  pool.clear();
  EXPECT_TRUE(pool.add().empty());
}

}  // namespace
}  // namespace whybounce
