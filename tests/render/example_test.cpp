// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>

#include "whybounce/whybounce.h"

// The example of whybounce.h, as it stands there. The test below compares the two.
// example begins
std::string explain(std::string_view mail) {
  using namespace whybounce;
  Message message = looks_like_message(mail) ? parse_message(mail) : parse_text(mail);
  Diagnosis diagnosis = diagnose(message);

  std::string answer;
  for (const RecipientDiagnosis& recipient : diagnosis.recipients) {
    if (!recipient.cause) continue;  // a delivery, or a complaint
    const CauseRow& cause = cause_row(*recipient.cause);
    answer += recipient.address + ": " + std::string(cause.title) + "\n";
    for (const Evidence& piece : recipient.evidence) {
      if (!piece.overruled.empty()) continue;
      Position at = locate(message.text(piece.span.part), piece.span.offset);
      answer += "  see line " + std::to_string(at.line) + "\n";
    }
  }
  if (answer.empty()) render_text(message, diagnosis, {}, {}, answer);
  return answer;
}
// example ends

namespace whybounce {
namespace {

std::string read(const std::string& path) {
  std::ifstream file(std::string(WHYBOUNCE_SOURCE_DIR) + "/" + path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST(Example, IsTheOneInTheHeader) {
  const std::string test = read("tests/render/example_test.cpp");
  const std::size_t begin = test.find("// example begins\n") + 18;
  std::istringstream lines(test.substr(begin, test.find("// example ends\n") - begin));
  std::string commented;
  for (std::string line; std::getline(lines, line);) {
    commented += line.empty() ? "//\n" : "//   " + line + "\n";
  }
  EXPECT_NE(read("include/whybounce/whybounce.h").find(commented), std::string::npos);
}

TEST(Example, Works) {
  EXPECT_EQ(explain("<you@example.net>:\n550 No such user\n"),
            "you@example.net: " + std::string(cause_row(Cause::user_unknown).title) +
                "\n  see line 2\n  see line 2\n");
  EXPECT_EQ(explain("Hello\n").substr(0, 12), "Not a bounce");
}

}  // namespace
}  // namespace whybounce
