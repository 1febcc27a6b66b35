// SPDX-License-Identifier: MIT
// Protects: codes are exactly what the RFCs call a code, nothing near it; what is printed is read
// back as the same; patterns match what they name and no more.
#include "whybounce/status.h"

#include <gtest/gtest.h>

namespace whybounce {
namespace {

TEST(ReplyCode, ThreeDigitsTheFirstOneToFive) {
  for (int value = 100; value <= 599; ++value) {
    const std::string text = std::to_string(value);
    const std::optional<ReplyCode> code = ReplyCode::parse(text);
    ASSERT_TRUE(code) << text;
    EXPECT_EQ(code->value(), value);
    EXPECT_EQ(code->first_digit(), text[0] - '0');
    EXPECT_EQ(code->second_digit(), text[1] - '0');
    EXPECT_EQ(code->to_string(), text);
  }
  for (const char* text :
       {"", "5", "55", "5500", "050", "600", "999", "55o", "-50", "5.1", " 550"}) {
    EXPECT_FALSE(ReplyCode::parse(text)) << text;
  }
}

TEST(EnhancedStatus, ReadsWhatItPrints) {
  struct Case {
    const char* text;
    int status_class, subject, detail;
    bool vague;
  };
  for (const Case& c : {Case{"2.0.0", 2, 0, 0, true}, Case{"4.2.2", 4, 2, 2, false},
                        Case{"5.7.26", 5, 7, 26, false}, Case{"5.1.0", 5, 1, 0, true},
                        Case{"5.0.1", 5, 0, 1, true}, Case{"5.999.999", 5, 999, 999, false}}) {
    const std::optional<EnhancedStatus> status = EnhancedStatus::parse(c.text);
    ASSERT_TRUE(status) << c.text;
    EXPECT_EQ(status->status_class(), c.status_class);
    EXPECT_EQ(status->subject(), c.subject);
    EXPECT_EQ(status->detail(), c.detail);
    EXPECT_EQ(status->is_vague(), c.vague);
    EXPECT_EQ(status->to_string(), c.text);
  }
}

TEST(EnhancedStatus, RefusesWhatIsNone) {
  for (const char* text : {"",
                           "5",
                           "5.1",
                           "5.1.",
                           "5.1.1.",
                           "5.1.1.1",
                           ".5.1.1",
                           "3.1.1",
                           "1.1.1",
                           "0.1.1",
                           "5.01.1",
                           "5.1.01",
                           "5.1.00",
                           "05.1.1",
                           "5.1000.1",
                           "5.1.1000",
                           "5.1.99999999999999999999",
                           "5.1.x",
                           "x.1.1",
                           "5..1",
                           "5 .1.1",
                           "5.1.1 ",
                           "5.-1.1",
                           "5,1,1"}) {
    EXPECT_FALSE(EnhancedStatus::parse(text)) << text;
  }
}

TEST(EnhancedStatus, OrdersByNumber) {
  EXPECT_LT(*EnhancedStatus::parse("4.9.9"), *EnhancedStatus::parse("5.0.0"));
  EXPECT_LT(*EnhancedStatus::parse("5.7.9"), *EnhancedStatus::parse("5.7.26"));
}

TEST(StatusPattern, HasACanonicalForm) {
  struct Case {
    const char* text;
    const char* canonical;
  };
  for (const Case& c :
       {Case{"5.7.26", "5.7.26"}, Case{"x.7.26", "x.7.26"}, Case{"X.7.26", "x.7.26"},
        Case{"5.7", "5.7.x"}, Case{"5.7.x", "5.7.x"}, Case{"5.7.X", "5.7.x"}, Case{"5", "5.x.x"},
        Case{"5.x", "5.x.x"}, Case{"5.x.x", "5.x.x"}, Case{"x", "x.x.x"},
        Case{"5.7.606-649", "5.7.606-649"}, Case{"5.7.1-1", "5.7.1"}, Case{"x.0.0", "x.0.0"}}) {
    const std::optional<StatusPattern> pattern = StatusPattern::parse(c.text);
    ASSERT_TRUE(pattern) << c.text;
    EXPECT_EQ(pattern->to_string(), c.canonical);
    EXPECT_EQ(StatusPattern::parse(c.canonical), pattern);
  }
}

TEST(StatusPattern, RefusesWhatIsNone) {
  for (const char* text :
       {"", "3", "1.1.1", "y.1.1", "xx", "5.", "5.7.", "5.7.26.", "5.x.1", "5.x.", "5.07.1",
        "5.7.26-", "5.7.-26", "5.7.649-606", "5.7.1-x", "5.7.1000", "5-7", "5.7x", "5 7"}) {
    EXPECT_FALSE(StatusPattern::parse(text)) << text;
  }
}

TEST(StatusPattern, MatchesWhatItNames) {
  struct Case {
    const char* pattern;
    const char* status;
    bool matches;
  };
  for (const Case& c :
       {Case{"5.7.26", "5.7.26", true}, Case{"5.7.26", "4.7.26", false},
        Case{"5.7.26", "5.7.2", false}, Case{"x.7.26", "4.7.26", true},
        Case{"x.7.26", "4.1.26", false}, Case{"5.7", "5.7.999", true}, Case{"5.7", "5.1.1", false},
        Case{"4", "4.0.0", true}, Case{"4", "5.0.0", false}, Case{"x", "2.1.5", true},
        Case{"5.7.606-649", "5.7.605", false}, Case{"5.7.606-649", "5.7.606", true},
        Case{"5.7.606-649", "5.7.649", true}, Case{"5.7.606-649", "5.7.650", false}}) {
    EXPECT_EQ(StatusPattern::parse(c.pattern)->matches(*EnhancedStatus::parse(c.status)), c.matches)
        << c.pattern << ' ' << c.status;
  }
}

}  // namespace
}  // namespace whybounce
