// SPDX-License-Identifier: MIT
#include "cli/arguments.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace whybounce::cli {
namespace {

using Strings = std::vector<std::string>;

struct Case {
  Strings arguments;
  ArgumentKind kind;
};

// "here" and "there.eml" are files; what begins with a digit holds a code.
ArgumentKind classify(const Strings& arguments) {
  return classify_arguments(
      arguments, [](const std::string& path) { return path == "here" || path == "there.eml"; },
      [](const std::string& text) { return text.find_first_of("45") != std::string::npos; });
}

TEST(Arguments, ArePathsOrOneText) {
  const Case cases[] = {
      {{"-"}, ArgumentKind::paths},
      {{"here"}, ArgumentKind::paths},
      {{"550", "here"}, ArgumentKind::paths},
      {{"here", "gone"}, ArgumentKind::paths},
      {{"gone.eml"}, ArgumentKind::paths},
      {{"gone.EML"}, ArgumentKind::paths},
      {{"dir/550"}, ArgumentKind::paths},
      {{"./550 5.1.1"}, ArgumentKind::paths},
      {{"gone.eml", "550"}, ArgumentKind::paths},
      {{"a/b", "c/d"}, ArgumentKind::paths},
      {{"554", "5.1.0", "Sender", "Denied"}, ArgumentKind::text},
      {{"554 5.1.0 Sender Denied"}, ArgumentKind::text},
      {{"550", "-", "no", "such", "user"}, ArgumentKind::text},
      {{"550", "5.7.1", "SPF/DKIM", "failed"}, ArgumentKind::text},
      {{"550 5.7.1 see https://example.com/x"}, ArgumentKind::text},
      {{"https://example.com/5"}, ArgumentKind::text},
      {{"hello"}, ArgumentKind::neither},
      {{""}, ArgumentKind::neither},
      {{"hello", "world"}, ArgumentKind::neither},
  };
  for (const Case& c : cases) EXPECT_EQ(classify(c.arguments), c.kind) << c.arguments.front();
}

TEST(Arguments, AreJoinedByBlanks) {
  const Strings words{"554", "5.1.0", "Sender Denied"};
  EXPECT_EQ(join_words(words), "554 5.1.0 Sender Denied");
}

}  // namespace
}  // namespace whybounce::cli
