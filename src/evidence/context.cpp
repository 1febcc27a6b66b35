// SPDX-License-Identifier: MIT
#include "evidence/context.h"

#include <algorithm>
#include <array>

#include "ascii.h"
#include "evidence/markers.h"
#include "evidence/quoting.h"
#include "message/lines.h"

namespace whybounce {
namespace {

using ascii::is_alnum;
using ascii::is_space;

struct NamedCommand {
  std::string_view text;
  std::string_view command;
};
// The longest first, where one begins with another. "DATA" alone last: it is a common word.
constexpr std::array<NamedCommand, 17> kCommands = {{
    {"end of data", "DATA"},
    {"message body", "DATA"},
    {"rcpt to", "RCPT"},
    {"mail from", "MAIL"},
    {"initial connection", "CONN"},
    {"initial server greeting", "CONN"},
    {"connect", "CONN"},
    {"starttls", "STARTTLS"},
    {"ehlo", "HELO"},
    {"helo", "HELO"},
    {"lhlo", "HELO"},
    {"auth", "AUTH"},
    {"rcpt", "RCPT"},
    {"mail", "MAIL"},
    {"bdat", "BDAT"},
    {"data", "DATA"},
    {"quit", "QUIT"},
}};

// Where the words end that a text begins with; npos if it does not begin with them. Their blanks
// stand for any white space: a reply can be folded between them.
std::size_t end_of_words(std::string_view text, std::string_view words) {
  std::size_t at = 0;
  for (const char c : words) {
    if (at == text.size()) return std::string_view::npos;
    if (c != ' ') {
      if (ascii::to_lower(text[at++]) != c) return std::string_view::npos;
      continue;
    }
    if (!is_space(text[at])) return std::string_view::npos;
    while (at < text.size() && is_space(text[at])) ++at;
  }
  return at;
}

std::string_view command_at(std::string_view text) {
  while (!text.empty() && (is_space(text.front()) || text.front() == '(')) text.remove_prefix(1);
  for (const std::string_view filler : {"pipelined ", "sending "}) {
    const std::size_t end = end_of_words(text, filler);
    if (end != std::string_view::npos) text.remove_prefix(end);
  }
  for (const NamedCommand& named : kCommands) {
    const std::size_t end = end_of_words(text, named.text);
    if (end == std::string_view::npos) continue;
    if (end == text.size() || !is_alnum(text[end])) return named.command;
  }
  return {};
}

// The command that one of the markers in a statement names; of several, the one with the longest
// wording is the clearest.
std::string_view command_told(const RuleSet& rules, const Findings& findings, std::string_view text,
                              const SourceSpan& statement) {
  constexpr MarkerRoles kRoles = bit_of(MarkerRole::command) | bit_of(MarkerRole::command_lead) |
                                 bit_of(MarkerRole::command_label);
  std::uint32_t longest = 0;
  std::string_view found;
  const std::string_view words = text.substr(0, statement.offset + statement.length);
  for (const Hit& hit : findings.hits_ending_in(statement)) {
    if ((hit.roles & kRoles) == 0 || hit.phrase.offset < statement.offset) continue;
    if (hit.phrase.length <= longest) continue;
    std::string_view behind = words.substr(hit.end());
    const Marker* named = marker_of(rules, findings, hit, MarkerRole::command);
    if (hit.is(MarkerRole::command_label)) {
      if (!behind.starts_with(':')) continue;
      behind.remove_prefix(1);
    }
    const std::string_view command = command_at(named != nullptr ? named->value() : behind);
    if (command.empty()) continue;
    longest = hit.phrase.length;
    found = command;
  }
  return found;
}

bool is_host_char(char c) {
  return is_alnum(c) || c == '.' || c == '-' || c == '_';
}

std::string_view host_at(std::string_view text) {
  while (!text.empty() && (is_space(text.front()) || ascii::is_any_of(text.front(), "[(<"))) {
    text.remove_prefix(1);
  }
  std::size_t end = 0;
  while (end < text.size() && is_host_char(text[end])) ++end;
  std::string_view host = text.substr(0, end);
  while (!host.empty() && ascii::is_any_of(host.back(), ".-_")) host.remove_suffix(1);
  return host.find('.') == std::string_view::npos ? std::string_view() : host;
}

// The line above the one that `offset` stands on.
std::string_view line_above(std::string_view text, std::size_t offset) {
  const std::size_t line = line_begin(text, offset);
  if (line < 2) return {};
  const std::size_t above = line_begin(text, line - 1);
  return ascii::trim(text.substr(above, line - 1 - above));
}

}  // namespace

std::string_view find_command(const RuleSet& rules, const Findings& findings, std::string_view text,
                              const SourceSpan& statement) {
  const std::string_view told = command_told(rules, findings, text, statement);
  if (!told.empty()) return told;
  // A transcript: the command is the last ">>>" line above, with other replies in between.
  std::size_t offset = statement.offset;
  for (int lines = 0; lines < 4; ++lines) {
    const std::string_view above = line_above(text, offset);
    if (above.empty()) return {};
    const TranscriptLine said = transcript_line(above);
    if (said.mark == '>') return command_at(said.words);
    offset = static_cast<std::size_t>(above.data() - text.data());
  }
  return {};
}

std::string_view find_host(const Findings& findings, std::string_view text,
                           const SourceSpan& statement) {
  const std::string_view words = text.substr(0, statement.offset + statement.length);
  for (const Hit& hit : findings.hits_ending_in(statement)) {
    if (!hit.is(MarkerRole::host_lead) || hit.phrase.offset < statement.offset) continue;
    const std::string_view behind = words.substr(hit.end());
    if (behind.empty() || !is_space(behind.front())) continue;
    const std::string_view host = host_at(behind);
    if (!host.empty()) return host;
  }
  return {};
}

bool names_host_in(std::string_view text, std::string_view domain) {
  // A dot is rarer than any letter.
  const std::size_t dot = std::min(domain.find('.'), domain.size());
  for (std::size_t at = text.find('.', dot); at != std::string_view::npos;
       at = text.find('.', at + 1)) {
    const std::size_t begin = at - dot;
    const std::size_t end = begin + domain.size();
    if (!ascii::equals_ignoring_case(text.substr(begin, domain.size()), domain)) continue;
    const bool begins = begin == 0 || !is_host_char(text[begin - 1]) || text[begin - 1] == '.';
    const bool ends = end == text.size() || !is_host_char(text[end]) ||
                      (text[end] == '.' && (end + 1 == text.size() || !is_alnum(text[end + 1])));
    if (begins && ends) return true;
  }
  return false;
}

namespace {

// Whether there is nothing to fold but at the edges: no line end, no TAB, no two blanks in a row. A
// loop that compilers do sixteen bytes at a time.
bool is_folded(std::string_view text) {
  bool odd = false;
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    const auto next = static_cast<unsigned char>(text[i + 1]);
    odd |= (c < ' ') | ((c <= ' ') & (next <= ' '));
  }
  return !odd && !text.starts_with('>') && (text.empty() || !is_space(text.back()));
}

}  // namespace

std::string fold_space(std::string_view text) {
  if (const std::string_view trimmed = ascii::trim(text); is_folded(trimmed)) {
    return std::string(trimmed);
  }
  std::string out(text.size(), '\0');
  char* at = out.data();
  bool word_before = false;  // and no blank behind it yet
  for (const std::string_view line : Lines(text)) {
    for (const char c : without_quote(line)) {
      const bool blank = is_space(c);
      *at = blank ? ' ' : c;
      at += !blank || word_before ? 1 : 0;
      word_before = !blank;
    }
    if (!word_before) continue;
    // Of the last line there may be no line end to take the place of.
    if (at == out.data() + out.size()) break;
    *at++ = ' ';
    word_before = false;
  }
  out.resize(static_cast<std::size_t>(at - out.data()));
  if (out.ends_with(' ')) out.pop_back();
  return out;
}

}  // namespace whybounce
