// SPDX-License-Identifier: MIT
#include "evidence/context.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "ascii.h"
#include "bytes.h"
#include "evidence/markers.h"
#include "evidence/quoting.h"
#include "message/lines.h"

namespace whybounce {
namespace {

using ascii::is_alnum;
using ascii::is_host_char;
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
  static constexpr std::string_view kFillers[] = {"pipelined ", "sending "};
  for (const std::string_view filler : kFillers) {
    if (text.empty() || ascii::to_lower(text.front()) != filler.front()) continue;
    const std::size_t end = end_of_words(text, filler);
    if (end != std::string_view::npos) text.remove_prefix(end);
  }
  if (text.empty()) return {};
  const char initial = ascii::to_lower(text.front());
  for (const NamedCommand& named : kCommands) {
    if (named.text.front() != initial) continue;
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
  if ((findings.roles & kRoles) == 0) return {};
  std::uint32_t longest = 0;
  std::string_view found;
  const std::string_view words = text.substr(0, statement.offset + statement.length);
  for (const Hit& hit : findings.hits_ending_in(statement)) {
    if ((hit.roles & kRoles) == 0 || hit.phrase.offset < statement.offset) continue;
    if (hit.phrase.length <= longest) continue;
    std::string_view behind = words.substr(hit.end());
    const Marker* named = hit.is(MarkerRole::command)
                              ? marker_of(rules, findings, hit, MarkerRole::command)
                              : nullptr;
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
  if ((findings.roles & bit_of(MarkerRole::host_lead)) == 0) return {};
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
    if (dot > 0 && ascii::to_lower(text[at - 1]) != domain[dot - 1]) continue;
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

#ifdef __SSE2__
constexpr std::size_t kFoldBlock = 16;

// Whether that many bytes in a row hold something to fold: a control character, or two blanks in a row.
bool is_to_fold(const char* bytes) {
  const __m128i block = sixteen_bytes(bytes);
  const __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(block, _mm_set1_epi8(' ' - 1)), block);
  const unsigned blanks = places_of(where_is(block, ' '));
  return (places_of(control) | (blanks & (blanks >> 1))) != 0;
}
#else
constexpr std::size_t kFoldBlock = 8;

// The same. May see one too many, never one too few: a borrow makes a "!" behind a blank look like one.
bool is_to_fold(const char* bytes) {
  const std::uint64_t word = eight_bytes(bytes);
  // The top bit of each byte of ASCII.
  const std::uint64_t ascii = ~word & kOnes * 0x80;
  const std::uint64_t control = (word - kOnes * ' ') & ascii;
  const std::uint64_t blank_or_control = (word - kOnes * (' ' + 1)) & ascii;
  return (control | (blank_or_control & (blank_or_control >> 8))) != 0;
}
#endif

// Whether white space in a text is single blanks. It may say no of some of which that is true.
bool is_single_spaced(std::string_view text) {
  std::size_t at = 0;
  // Each block begins with the last byte of the one before: two blanks are always in one of them.
  for (; at + kFoldBlock <= text.size(); at += kFoldBlock - 1) {
    if (is_to_fold(text.data() + at)) return false;
  }
  if (text.size() >= kFoldBlock) {
    return !is_to_fold(text.data() + text.size() - kFoldBlock);
  }
  for (; at < text.size(); ++at) {
    const auto c = static_cast<unsigned char>(text[at]);
    if (c < ' ' || (c == ' ' && text.substr(at + 1).starts_with(' '))) return false;
  }
  return true;
}

// The words of a text with a blank between each.
void append_words(std::string_view text, std::string& out) {
  while (true) {
    std::size_t end = 0;
    while (end < text.size() && !is_space(text[end])) ++end;
    out += text.substr(0, end);
    text = ascii::trim(text.substr(end));
    if (text.empty()) return;
    out += ' ';
  }
}

}  // namespace

void fold_space(std::string_view text, std::string& out) {
  out.clear();
  const std::string_view whole = ascii::trim(text);
  if (!whole.starts_with('>') && is_single_spaced(whole)) {
    out = whole;
    return;
  }
  for (const std::string_view line : Lines(text)) {
    const std::string_view words = ascii::trim(without_quote(line));
    if (words.empty()) continue;
    if (!out.empty()) out += ' ';
    if (is_single_spaced(words)) {
      out += words;
    } else {
      append_words(words, out);
    }
  }
}

std::string fold_space(std::string_view text) {
  std::string out;
  fold_space(text, out);
  return out;
}

}  // namespace whybounce
