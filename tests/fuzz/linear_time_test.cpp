// SPDX-License-Identifier: MIT
// Protects: a mail of twice the size costs twice the time, whatever it holds. Times are the
// processor's, and there are several tries, because other programs use its caches too; what grows
// with the square fails all of them.
#include <gtest/gtest.h>

#include <algorithm>
#include <ctime>
#include <string>

#include "hostile.h"
#include "whybounce/whybounce.h"

namespace whybounce::fuzz {
namespace {

// The text of a report is read up to kMaxNoticeBytes, so one pair stays below that.
constexpr std::size_t kSmallest = std::size_t{32} << 10;
constexpr std::size_t kTimes = 8;
constexpr int kTries = 4;
// A square would be kTimes itself.
constexpr double kMaxGrowth = 2.5;
// What is faster than this is not measured well, and is no trouble.
constexpr double kNegligible = 0.02;

double now() {
  std::timespec time{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

double seconds_for(const std::string& mail) {
  const double start = now();
  Message message = looks_like_message(mail) ? parse_message(mail) : parse_text(mail);
  const Diagnosis diagnosis = diagnose(message);
  std::string out;
  render_text(message, diagnosis, {}, {}, out);
  render_json(message, diagnosis, {}, out);
  render_table_rows(message, diagnosis, {}, default_fields(), TableForm::csv, out);
  EXPECT_FALSE(out.empty());
  return now() - start;
}

// By how much the larger mail takes longer than what is linear.
double growth(const Hostile& mails, std::size_t size) {
  const std::string small = mails.make(size);
  const std::string large = mails.make(kTimes * size);
  const double sizes = static_cast<double>(large.size()) / static_cast<double>(small.size());
  double least = kTimes;
  for (int i = 0; i < kTries && least > kMaxGrowth; ++i) {
    const double first = seconds_for(small);
    const double second = seconds_for(large);
    if (second < kNegligible) return 0;
    least = std::min(least, second / std::max(first, kNegligible / kTimes) / sizes);
  }
  return least;
}

class LinearTime : public ::testing::TestWithParam<Hostile> {};

TEST_P(LinearTime, TwiceTheSizeTwiceTheTime) {
  EXPECT_LE(growth(GetParam(), kSmallest), kMaxGrowth) << "times what is linear";
  EXPECT_LE(growth(GetParam(), kTimes * kSmallest), kMaxGrowth) << "times what is linear";
}

std::string test_name(const ::testing::TestParamInfo<Hostile>& info) {
  std::string name(info.param.name);
  std::replace_if(
      name.begin(), name.end(), [](char c) { return c == ' ' || c == ',' || c == '-'; }, '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Mails, LinearTime,
                         ::testing::ValuesIn(hostile_mails().begin(), hostile_mails().end()),
                         test_name);

}  // namespace
}  // namespace whybounce::fuzz
