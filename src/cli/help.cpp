// SPDX-License-Identifier: MIT
#include "cli/help.h"

#include <fmt/format.h>

#include <string_view>

#include "cli/exit_code.h"
#include "cli/option_table.h"
#include "render/page.h"

namespace whybounce::cli {
namespace {

constexpr int kWidth = 80;
constexpr int kIndent = 2;
constexpr int kLabelWidth = 22;

constexpr std::string_view kIntroduction =
    R"(whybounce says why a mail came back, whose move it is, and what to do now.

  whybounce 550 5.7.1 Message rejected        # words from a log or a mail
  whybounce bounce.eml                        # a mail, saved to a file
  whybounce -f csv ~/Maildir >bounces.csv     # all mails in a folder

Usage: whybounce [OPTIONS] [INPUT...]

  INPUT is a mail, an mbox, a text file, a Maildir or another folder, the words
  of a reply, or "-" for standard input, which is also read if there is none.
)";

std::string label_of(const OptionRow& option) {
  std::string label = "    ";
  if (option.letter != '\0') {
    label = fmt::format("-{}", option.letter);
    if (!option.name.empty()) label += ", ";
  }
  if (!option.name.empty()) label += main_name(option);
  if (!option.argument.empty()) label += fmt::format(" {}", option.argument);
  return label;
}

void append_option(Page& page, const OptionRow& option, std::string_view text) {
  const std::string label = label_of(option);
  page.entry(label, kLabelWidth, text, kIndent);
}

// The values of an option, if they fit beside it.
std::string in_a_line(const OptionRow& option) {
  constexpr std::size_t kRoom = kWidth - kIndent - kLabelWidth - 2;
  std::string values = option.takes == Takes::a_word ? help_of(option) : "";
  return values.empty() || values.size() > kRoom ? std::string(option.gist) : values;
}

}  // namespace

void append_short_help(std::string& out) {
  out += kIntroduction;
  Page page(out, kWidth, false);
  page.blank_line();
  std::string_view title;
  for (const OptionRow& option : option_table()) {
    if (!option.basic) continue;
    if (title_of(option.group) != title) page.heading(title = title_of(option.group));
    append_option(page, option, in_a_line(option));
  }
}

void append_help(std::string& out) {
  out += kIntroduction;
  Page page(out, kWidth, false);
  std::string_view title;
  for (const OptionRow& option : option_table()) {
    if (title_of(option.group) != title) {
      page.blank_line();
      page.heading(title = title_of(option.group));
    }
    append_option(page, option, help_of(option));
  }
  page.blank_line();
  page.heading("Exit status");
  for (const ExitStatusRow& row : kExitStatuses) {
    page.entry(row.status, kLabelWidth, row.meaning, kIndent);
  }
}

}  // namespace whybounce::cli
