// SPDX-License-Identifier: MIT
#include "cli/record_reader.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "cli/mbox.h"

namespace whybounce::cli {
namespace {

using Strings = std::vector<std::string>;

// A pipe that gives its bytes in pieces of a size, so that every boundary falls between two reads.
class PiecewisePipe {
 public:
  PiecewisePipe(std::string bytes, std::size_t piece) {
    int ends[2] = {-1, -1};
    EXPECT_EQ(::pipe(ends), 0);
    read_end_ = ends[0];
    writer_ = std::thread([bytes = std::move(bytes), piece, end = ends[1]] {
      for (std::size_t at = 0; at < bytes.size(); at += piece) {
        const std::string_view part = std::string_view(bytes).substr(at, piece);
        if (::write(end, part.data(), part.size()) < 0) break;
      }
      ::close(end);
    });
  }
  ~PiecewisePipe() {
    writer_.join();
    ::close(read_end_);
  }
  [[nodiscard]] int descriptor() const { return read_end_; }

 private:
  int read_end_ = -1;
  std::thread writer_;
};

Strings records(const std::string& bytes, FindBoundary find, std::size_t max_record = 1000,
                std::size_t piece = 7) {
  const PiecewisePipe pipe(bytes, piece);
  RecordReader reader(max_record, nullptr);
  reader.start(pipe.descriptor(), 0);
  Strings found;
  while (const auto record = reader.next(find)) {
    found.push_back(std::string(record->data, record->size) + (record->truncated ? "…" : ""));
  }
  EXPECT_EQ(reader.error(), 0);
  return found;
}

TEST(RecordReader, CutsLines) {
  EXPECT_EQ(records("", find_end_of_line), Strings{});
  EXPECT_EQ(records("\n", find_end_of_line), Strings{""});
  EXPECT_EQ(records("a\n\nb\r\nc", find_end_of_line), (Strings{"a", "", "b", "c"}));
  EXPECT_EQ(records(std::string("a\0b\n\0", 5), find_end_of_line),
            (Strings{std::string("a\0b", 3), std::string("\0", 1)}));
}

TEST(RecordReader, CutsAtNul) {
  EXPECT_EQ(records(std::string("a\nb\0c", 5), find_nul), (Strings{"a\nb", "c"}));
}

TEST(RecordReader, TakesAFileAsOneRecord) {
  EXPECT_EQ(records("a\nb\n", find_end_of_file), Strings{"a\nb\n"});
  EXPECT_EQ(records("", find_end_of_file), Strings{});
  EXPECT_EQ(records("abcdef", find_end_of_file, 3), Strings{"abc…"});
  EXPECT_EQ(records("abc", find_end_of_file, 3), Strings{"abc"});
}

// One line of a megabyte must not cost the memory of one, nor the lines behind it.
TEST(RecordReader, CutsLongRecordsAndGoesOn) {
  const std::string input = "a\n" + std::string(1'000'000, 'x') + "\nb\n" + std::string(12, 'y');
  EXPECT_EQ(records(input, find_end_of_line, 10, 5000),
            (Strings{"a", std::string(10, 'x') + "…", "b", std::string(10, 'y') + "…"}));
}

TEST(RecordReader, PeeksWithoutTaking) {
  const PiecewisePipe pipe("abc\ndef", 2);
  RecordReader reader(100, nullptr);
  reader.start(pipe.descriptor(), 0);
  EXPECT_EQ(reader.peek(5).substr(0, 5), "abc\nd");
  EXPECT_EQ(reader.peek(500), "abc\ndef");
  const auto record = reader.next(find_end_of_line);
  ASSERT_TRUE(record);
  EXPECT_EQ(std::string(record->data, record->size), "abc");
}

TEST(RecordReader, TellsWhyReadingFailed) {
  RecordReader reader(100, nullptr);
  reader.start(-1, 0);
  EXPECT_FALSE(reader.next(find_end_of_line));
  EXPECT_NE(reader.error(), 0);
}

TEST(RecordReader, SaysBeforeItWaits) {
  int ends[2] = {-1, -1};
  ASSERT_EQ(::pipe(ends), 0);
  ASSERT_EQ(::write(ends[1], "a\nb\n", 4), 4);
  int waits = 0;
  RecordReader reader(100, [&] {
    ++waits;
    ::close(ends[1]);
  });
  reader.start(ends[0], 0);
  EXPECT_TRUE(reader.next(find_end_of_line));
  EXPECT_TRUE(reader.next(find_end_of_line));
  EXPECT_EQ(waits, 0);
  EXPECT_FALSE(reader.next(find_end_of_line));
  EXPECT_EQ(waits, 1);
  ::close(ends[0]);
}

constexpr std::string_view kTwo =
    "From a@b Fri Jan  2 03:04:05 2026\nSubject: 1\n\nFrom here on it is text.\n\n"
    "From now on too.\n\nFrom c@d Fri Jan  2 03:04:06 2026\nSubject: 2\n\n>From me\n";

TEST(Mbox, IsToldByItsFirstLine) {
  EXPECT_TRUE(looks_like_mbox(kTwo));
  EXPECT_FALSE(looks_like_mbox("From me to you\n"));
  EXPECT_FALSE(looks_like_mbox("From: a@b\nDate: 12:34\n"));
  EXPECT_FALSE(looks_like_mbox("From a@b 12:34"));
  EXPECT_FALSE(looks_like_mbox(""));
}

TEST(Mbox, IsCutAtFromLinesBehindAnEmptyLine) {
  for (std::size_t piece = 1; piece < 60; ++piece) {
    const Strings found = records(std::string(kTwo), find_end_of_message, 1000, piece);
    ASSERT_EQ(found.size(), 2U) << piece;
    EXPECT_TRUE(found[0].ends_with("From now on too.\n"));
    EXPECT_EQ(found[1], "From c@d Fri Jan  2 03:04:06 2026\nSubject: 2\n\n>From me\n");
  }
}

TEST(Mbox, IsCutWithCrlfToo) {
  std::string text;
  for (const char c : kTwo) text += c == '\n' ? "\r\n" : std::string(1, c);
  const Strings found = records(text, find_end_of_message);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_TRUE(found[0].ends_with("From now on too.\r\n"));
}

TEST(Mbox, IsCutBehindAMessageThatIsTooLong) {
  const std::string text = "From a Fri Jan  2 03:04:05 2026\n\n" + std::string(500'000, 'x') +
                           "\n\nFrom b Fri Jan  2 03:04:05 2026\n\nhi\n";
  const Strings found = records(text, find_end_of_message, 40, 3000);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0], "From a Fri Jan  2 03:04:05 2026\n\nxxxxxxx…");
  EXPECT_EQ(found[1], "From b Fri Jan  2 03:04:05 2026\n\nhi\n");
}

TEST(Mbox, TellsWhetherAMessageMayHaveQuotedFromLines) {
  const auto may_quote = [](const std::string& body, std::size_t from = 0) {
    const std::string text =
        "From a Fri Jan  2 03:04:05 2026\n\n" + body + "\n\nFrom b Fri Jan  2 03:04:05 2026\n\n";
    const auto boundary = find_end_of_message(text, true, from);
    return boundary && boundary->may_quote_from;
  };
  EXPECT_FALSE(may_quote("Fine > F\nFrom me\n> From you"));
  EXPECT_TRUE(may_quote(">From me"));
  EXPECT_TRUE(may_quote("Fine\n>From me\nFine"));
  // The part before was searched when fewer bytes had come.
  EXPECT_TRUE(may_quote("Fine", 1));
}

TEST(Mbox, UnquotesFromLines) {
  const auto unquoted = [](std::string text) {
    text.resize(unquote_from_lines(text.data(), text.size()));
    return text;
  };
  EXPECT_EQ(unquoted("a\n>From b\n>From c\n>>From d\n > From\n"),
            "a\nFrom b\nFrom c\n>>From d\n > From\n");
  EXPECT_EQ(unquoted("no such line"), "no such line");
  EXPECT_EQ(unquoted(""), "");
}

}  // namespace
}  // namespace whybounce::cli
