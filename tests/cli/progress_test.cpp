// SPDX-License-Identifier: MIT
#include "cli/progress.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace whybounce::cli {
namespace {

using namespace std::chrono_literals;

TEST(Progress, SaysWhatIsKnown) {
  EXPECT_EQ(progress_line({.records = 3000, .seconds = 1.5}), "3000 records, 2000 a second");
  EXPECT_EQ(progress_line({.records = 500, .files = 500, .all_files = 2000, .seconds = 2}),
            "500 of 2000 files, 250 a second, 6 s left");
  EXPECT_EQ(progress_line(
                {.records = 1000, .bytes = 4'000'000, .all_bytes = 4'000'000'000, .seconds = 10}),
            "1000 records, 4 of 4000 MB, 100 a second, 2 h left");
  EXPECT_EQ(progress_line({.records = 7, .bytes = 90, .all_bytes = 80, .seconds = 1}),
            "7 records, 0 of 0 MB, 7 a second, 0 s left");
  EXPECT_EQ(progress_line({.all_files = 0}), "0 of 0 files");
}

TEST(Progress, DoesNotMixWithTheOutput) {
  const Terminal piped{.error_is_terminal = true};
  const Terminal seen{.output_is_terminal = true, .error_is_terminal = true};
  Options options;
  EXPECT_TRUE(wants_progress(options, piped));
  EXPECT_FALSE(wants_progress(options, seen));
  EXPECT_FALSE(wants_progress(options, {}));
  options.summary = true;
  EXPECT_TRUE(wants_progress(options, seen));
  options.quiet = true;
  EXPECT_FALSE(wants_progress(options, piped));
  options = {};
  options.progress = When::always;
  EXPECT_TRUE(wants_progress(options, {}));
  EXPECT_FALSE(wants_progress(options, seen));
  options.progress = When::never;
  EXPECT_FALSE(wants_progress(options, piped));
}

TEST(Progress, IsShownFromTheSecondSecondOn) {
  Options options;
  options.progress = When::always;
  const auto begin = ProgressDisplay::Clock::now();
  const Terminal on_terminal{.error_is_terminal = true, .error_width = 60};
  Errors errors;
  testing::internal::CaptureStderr();
  ProgressDisplay display(options, on_terminal, errors);
  display.tick(begin + 900ms);
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");

  testing::internal::CaptureStderr();
  display.tick(begin + 60s);
  display.tick(begin + 60s + 100ms);
  errors.report("a.eml", "is odd");
  display.tick(begin + 70s);
  display.end();
  display.end();
  EXPECT_EQ(testing::internal::GetCapturedStderr(),
            "\r0 records, 0 a second\x1b[K"
            "\r\x1b[Kwhybounce: a.eml: is odd\n"
            "\r0 records, 0 a second\x1b[K"
            "\r\x1b[K");
}

TEST(Progress, IsLinesWhereItIsNoTerminal) {
  Options options;
  options.progress = When::always;
  const auto begin = ProgressDisplay::Clock::now();
  Errors errors;
  testing::internal::CaptureStderr();
  ProgressDisplay display(options, {}, errors);
  display.tick(begin + 60s);
  display.end();
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "0 records, 0 a second\n");
}

}  // namespace
}  // namespace whybounce::cli
