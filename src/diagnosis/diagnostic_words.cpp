// SPDX-License-Identifier: MIT
#include "diagnosis/diagnostic_words.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "ascii.h"
#include "evidence/address.h"
#include "evidence/context.h"
#include "evidence/quoting.h"
#include "message/lines.h"

namespace whybounce {
namespace {

// What is told of a server's words, and how far before the telling words they are looked for. The
// longest replies in use have 2000 bytes.
constexpr std::uint32_t kMaxBytes = 4096;
// How many times that is folded for it: white space goes.
constexpr std::uint32_t kFoldedTimes = 4;
// The words for all recipients of one report together: thousands can share one long reply. Of each
// there is room for a line of a reply (RFC 5321 section 4.5.3.1.5).
constexpr std::size_t kMaxBytesOfAll = std::size_t{1} << 20;
constexpr std::uint32_t kMinBytes = 512;

bool is_inside_character(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

// Where to begin so that the focus is not too far behind: at a line, if there is one.
std::uint32_t begin_near(std::string_view text, const SourceSpan& paragraph,
                         const SourceSpan& focus) {
  if (focus.offset - paragraph.offset <= kMaxBytes) return paragraph.offset;
  std::uint32_t begin = focus.offset - kMaxBytes;
  const std::size_t line = text.substr(0, focus.offset).find('\n', begin);
  if (line != std::string_view::npos) return static_cast<std::uint32_t>(line) + 1;
  while (begin < focus.offset && is_inside_character(text[begin])) ++begin;
  return begin;
}

std::size_t indent_of(std::string_view line) {
  const std::string_view words = without_quote(line);
  std::size_t indent = 0;
  while (indent < words.size() && ascii::is_blank(words[indent])) ++indent;
  return indent;
}

bool is_address(std::string_view line) {
  const std::string_view words = ascii::trim(line);
  const auto mark = find_address(words, 0, static_cast<std::uint32_t>(words.size()));
  return mark && mark->offset <= 1 && mark->offset + mark->length + 2 >= words.size();
}

bool is_ruler(std::string_view line) {
  return line.find("-----") != std::string_view::npos ||
         line.find("=====") != std::string_view::npos;
}

// Whether a line goes on with the one above: it is indented deeper, as Postfix and Exim fold, or a
// sentence runs on.
bool continues(std::string_view above, std::size_t indent, std::string_view line) {
  if (above.empty() || is_ruler(above) || is_address(above)) return false;
  if (indent_of(line) > indent) return true;
  const std::string_view before = ascii::trim(above);
  const std::string_view words = ascii::trim(without_quote(line));
  return !before.empty() && !words.empty() && ascii::is_lower(words.front()) &&
         (ascii::is_alnum(before.back()) || before.back() == ',');
}

// From the line that the focus begins on to the one that it ends on, with what belongs to these.
SourceSpan lines_around(std::string_view text, const SourceSpan& paragraph,
                        const SourceSpan& focus) {
  const std::uint32_t focus_end = focus.offset + focus.length;
  const std::uint32_t first = begin_near(text, paragraph, focus);
  SourceSpan found = {paragraph.part, first, 0};
  std::size_t indent = 0;
  std::string_view above;
  LineCursor lines(text.substr(0, paragraph.offset + paragraph.length), first);
  while (lines.next()) {
    const auto begin = static_cast<std::uint32_t>(lines.begin());
    const std::string_view line = lines.line();
    const bool in_focus = begin > focus.offset && begin < focus_end;
    if (begin >= focus_end && begin - focus_end > kMaxBytes) break;
    if (!in_focus && !continues(above, indent, line)) {
      if (begin >= focus_end) break;
      found.offset = begin;
      indent = indent_of(line);
    }
    found.length = begin + static_cast<std::uint32_t>(line.size()) - found.offset;
    above = line;
  }
  return found;
}

// rfind() looks at every byte by itself; what is looked for begins with a rare one.
std::size_t find_last(std::string_view text, std::string_view words) {
  const void* found = ::memrchr(text.data(), words.front(), text.size());
  while (found != nullptr) {
    const auto at = static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
    if (text.substr(at).starts_with(words)) return at;
    found = ::memrchr(text.data(), words.front(), at);
  }
  return std::string_view::npos;
}

// "<you@example.net>: ", "you@example.net... "
std::string_view without_address(std::string_view words) {
  const auto mark = find_address(words, 0, static_cast<std::uint32_t>(words.size()));
  if (!mark || mark->offset > 1) return words;
  std::string_view rest = words.substr(mark->offset + mark->length);
  if (rest.starts_with('>')) rest.remove_prefix(1);
  rest = ascii::trim(rest);
  if (!rest.starts_with(':') && !rest.starts_with("...")) return words;
  while (!rest.empty() && ascii::is_any_of(rest.front(), ":. ")) rest.remove_prefix(1);
  return rest.empty() ? words : rest;
}

}  // namespace

std::uint32_t most_words(std::size_t recipients) {
  const std::size_t share = kMaxBytesOfAll / std::max<std::size_t>(recipients, 1);
  return std::clamp(static_cast<std::uint32_t>(share), kMinBytes, kMaxBytes);
}

void reply_words(std::string_view text, const SourceSpan& reply, std::uint32_t most,
                 std::string& words) {
  fold_space(text.substr(reply.offset, std::min(reply.length, kFoldedTimes * most)), words);
  if (words.size() > most) {
    std::size_t end = most;
    while (end > 0 && is_inside_character(words[end])) --end;
    words.resize(end);
  }
  const bool has_bracket = words.find('(') != std::string::npos;
  static constexpr std::string_view kTails[] = {"(in reply to ", "(host ", "Giving up on "};
  for (const std::string_view tail : kTails) {
    if (tail.starts_with('(') && !has_bracket) continue;
    const std::size_t at = find_last(words, tail);
    if (at != std::string::npos && at > 0) words.resize(at - (words[at - 1] == ' '));
  }
}

void paragraph_words(std::string_view text, const SourceSpan& paragraph, const SourceSpan& focus,
                     std::uint32_t most, std::string& words) {
  reply_words(text, lines_around(text, paragraph, focus), most, words);
  const std::string_view kept = without_address(words);
  const auto begin = static_cast<std::size_t>(kept.data() - words.data());
  words.resize(begin + kept.size());
  words.erase(0, begin);
}

}  // namespace whybounce
