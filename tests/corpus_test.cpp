// SPDX-License-Identifier: MIT
// Protects: the answer to whole mails. Each tests/corpus/NAME.eml is a test, and NAME.expect beside
// it is the answer; what a good answer is says the specification, not the program. After a change
// that is meant,
//
//   WHYBOUNCE_UPDATE=1 build/tests/corpus_test
//
// writes the answers anew, and `git diff tests/corpus` is what has to be read.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "cli/mbox.h"
#include "support/diagnosis_dump.h"
#include "support/exact_copy.h"
#include "support/line_ends.h"
#include "whybounce/whybounce.h"

namespace whybounce {
namespace {

namespace fs = std::filesystem;

const fs::path kFolder = fs::path(WHYBOUNCE_SOURCE_DIR) / "tests" / "corpus";

std::vector<std::string> names_with(std::string_view extension) {
  std::vector<std::string> names;
  for (const fs::directory_entry& entry : fs::directory_iterator(kFolder)) {
    if (entry.path().extension() == extension) names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// The messages of an mbox, or the one of any other file.
std::vector<std::string> records_of(const std::string& bytes) {
  std::vector<std::string> records;
  std::string_view rest = bytes;
  if (cli::looks_like_mbox(rest)) {
    std::size_t from = 0;
    while (const auto boundary = cli::find_end_of_message(rest, true, from)) {
      records.emplace_back(rest.substr(0, boundary->end));
      rest.remove_prefix(boundary->next);
      from = 0;
    }
  }
  records.emplace_back(rest);
  return records;
}

struct Answer {
  std::string dump;
  std::string wrong_place;  // evidence whose words stand elsewhere; empty: none
};

// Independent of locate(): goes to the line and the column by counting.
bool stands_at(std::string_view text, std::string_view words, Position at) {
  for (std::uint32_t line = 1; line < at.line; ++line) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return false;
    text.remove_prefix(end + 1);
  }
  return at.column >= 1 && text.size() >= at.column - 1 &&
         text.substr(at.column - 1).starts_with(words);
}

void check_places(const Message& message, const std::vector<Evidence>& evidence,
                  std::string& wrong) {
  for (const Evidence& piece : evidence) {
    const std::string_view text = message.text(piece.span.part);
    const std::string_view words = text.substr(piece.span.offset, piece.span.length);
    const Position at = locate(text, piece.span.offset);
    if (words.size() != piece.span.length || words.empty() || !stands_at(text, words, at)) {
      wrong += std::string(name_of(piece.what)) + " \"" + std::string(words) + "\"\n";
    }
  }
}

Answer answer_to(std::string_view record) {
  const testing::ExactCopy copy(record);
  Message message =
      looks_like_message(copy.view()) ? parse_message(copy.view()) : parse_text(copy.view());
  const Diagnosis diagnosis = diagnose(message);
  Answer answer;
  answer.dump = testing::dump_diagnosis(message, diagnosis);
  check_places(message, diagnosis.evidence, answer.wrong_place);
  for (const RecipientDiagnosis& recipient : diagnosis.recipients) {
    check_places(message, recipient.evidence, answer.wrong_place);
  }
  return answer;
}

class Corpus : public ::testing::TestWithParam<std::string> {};

TEST_P(Corpus, IsAnsweredAsExpected) {
  const std::vector<std::string> records = records_of(read_file(kFolder / (GetParam() + ".eml")));
  std::string got;
  for (std::size_t i = 0; i < records.size(); ++i) {
    const Answer answer = answer_to(records[i]);
    EXPECT_EQ(answer.wrong_place, "");
    for (const char* line_end : {"\r\n", "\r"}) {
      const Answer twin = answer_to(testing::with_line_ends(records[i], line_end));
      EXPECT_EQ(twin.dump, answer.dump) << "with other line ends";
      EXPECT_EQ(twin.wrong_place, "");
    }
    if (records.size() > 1) got += "record: " + std::to_string(i + 1) + '\n';
    got += answer.dump;
  }
  const fs::path expected = kFolder / (GetParam() + ".expect");
  if (std::getenv("WHYBOUNCE_UPDATE") != nullptr) {
    std::ofstream(expected, std::ios::binary) << got;
    return;
  }
  ASSERT_TRUE(fs::exists(expected)) << "no answer beside the mail; the program's:\n" << got;
  EXPECT_EQ(got, read_file(expected));
}

// decode_report() does a part of diagnose()'s work: what its evidence stands in, and nothing that is not
// needed.
TEST_P(Corpus, ReportCanBeDecodedBefore) {
  for (const std::string& record : records_of(read_file(kFolder / (GetParam() + ".eml")))) {
    const auto parse = looks_like_message(record)
                           ? [](std::string_view bytes) { return parse_message(bytes); }
                           : [](std::string_view bytes) { return parse_text(bytes); };
    Message at_once = parse(record);
    const Diagnosis answer = diagnose(at_once);
    Message decoded = parse(record);
    decode_report(decoded);
    for (std::uint32_t part = 0; part < decoded.parts().size(); ++part) {
      if (decoded.text(part).empty()) continue;
      EXPECT_EQ(decoded.text(part), at_once.text(part)) << part;
    }
    for (const RecipientDiagnosis& recipient : answer.recipients) {
      for (const Evidence& piece : recipient.evidence) {
        EXPECT_NE(decoded.text(piece.span.part), "") << name_of(piece.what);
      }
    }
    const Diagnosis same = diagnose(decoded);
    EXPECT_EQ(testing::dump_diagnosis(decoded, same), testing::dump_diagnosis(at_once, answer));
  }
}

std::string test_name(const ::testing::TestParamInfo<std::string>& info) {
  std::string name = info.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Mails, Corpus, ::testing::ValuesIn(names_with(".eml")), test_name);

TEST(CorpusFolder, HasNoAnswerWithoutAMail) {
  for (const std::string& name : names_with(".expect")) {
    EXPECT_TRUE(fs::exists(kFolder / (name + ".eml"))) << name;
  }
}

}  // namespace
}  // namespace whybounce
