// SPDX-License-Identifier: MIT
#include "cli/docgen/roff.h"

#include "ascii.h"

namespace whybounce::docgen {
namespace {

constexpr std::size_t kWidth = 78;
constexpr std::string_view kOpening = "(\"";
constexpr std::string_view kClosing = ".,;:)\"";

bool is_option(std::string_view word) {
  if (word.size() < 2 || word[0] != '-') return false;
  return word.size() == 2 ? ascii::is_alnum(word[1]) : word[1] == '-';
}

std::string marked_up(std::string_view word) {
  std::size_t begin = word.find_first_not_of(kOpening);
  const std::size_t last = word.find_last_not_of(kClosing);
  if (begin == std::string_view::npos || last == std::string_view::npos) return roff(word);
  const std::string_view core = word.substr(begin, last + 1 - begin);
  if (!is_option(core)) return roff(word);
  return roff(word.substr(0, begin)) + bold(core) + roff(word.substr(last + 1));
}

std::string_view take_word(std::string_view& text) {
  text = ascii::trim(text);
  const std::string_view word = text.substr(0, text.find(' '));
  text.remove_prefix(word.size());
  return word;
}

}  // namespace

std::string roff(std::string_view text) {
  std::string out;
  if (!text.empty() && (text[0] == '.' || text[0] == '\'')) out += "\\&";
  for (const char c : text) {
    if (c == '-') {
      out += "\\-";
    } else if (c == '\\') {
      out += "\\e";
    } else {
      out += c;
    }
  }
  return out;
}

std::string bold(std::string_view text) {
  return "\\fB" + roff(text) + "\\fR";
}

std::string italic(std::string_view text) {
  return "\\fI" + roff(text) + "\\fR";
}

std::string paragraph(std::string_view text) {
  std::string out;
  std::size_t column = 0;
  bool sentence_ended = false;
  for (std::string_view word = take_word(text); !word.empty(); word = take_word(text)) {
    const std::string shown = marked_up(word);
    const bool ends_line = sentence_ended || column + 1 + shown.size() > kWidth;
    if (column > 0) out += ends_line ? '\n' : ' ';
    column = (ends_line ? 0 : column + 1) + shown.size();
    out += shown;
    sentence_ended = word.ends_with('.');
  }
  if (!out.empty()) out += '\n';
  return out;
}

std::string sentence(std::string_view text) {
  std::string out(text);
  if (!out.empty() && ascii::is_lower(out[0])) out[0] = static_cast<char>(out[0] - 'a' + 'A');
  if (!out.empty() && out.back() != '.') out += '.';
  return out;
}

}  // namespace whybounce::docgen
