// SPDX-License-Identifier: MIT
#include "evidence/statements.h"

#include "ascii.h"
#include "evidence/quoting.h"
#include "message/lines.h"

namespace whybounce {
namespace {

// The reply code that a line begins with; empty where it begins with none.
std::string_view leading_code(std::string_view line) {
  const std::string_view rest = ascii::trim(line);
  return begins_with_reply_code(rest) ? rest.substr(0, 3) : std::string_view();
}

// "... said: 550 …": the reply is not at the beginning of the statement, something introduces it.
bool introduces_reply(std::string_view text, const ReplySegment& first,
                      const ReplySegment& second) {
  if (first.reply_code || !second.reply_code) return false;
  const std::string_view lead = ascii::trim(text.substr(first.begin, second.begin - first.begin));
  return !lead.empty() && ascii::is_any_of(lead.back(), ":\"'([>");
}

// `mark`: that of its first line, if this is one of a transcript.
Trust trust_of(std::string_view text, const Statement& statement, char mark,
               const Findings& findings) {
  if (mark == '<') return Trust::quoted_reply;
  const auto segment = [&](std::uint32_t i) -> const ReplySegment& {
    return findings.segments[statement.first_segment + i];
  };
  if (statement.segment_count >= 2 && introduces_reply(text, segment(0), segment(1))) {
    return Trust::quoted_reply;
  }
  for (std::uint32_t i = 0; i < statement.segment_count; ++i) {
    if (segment(i).reply_code || segment(i).status) return Trust::reply;
  }
  return Trust::words;
}

}  // namespace

void add_statement(std::string_view text, const SourceSpan& span, Trust trust, Findings& findings,
                   std::vector<Statement>& statements) {
  Statement statement;
  statement.span = span;
  statement.trust = trust;
  statement.first_segment = static_cast<std::uint32_t>(findings.segments.size());
  scan_replies(text, span.offset, span.offset + span.length, findings.segments);
  statement.segment_count =
      static_cast<std::uint32_t>(findings.segments.size()) - statement.first_segment;
  for (std::uint32_t i = statement.first_segment; i < findings.segments.size(); ++i) {
    findings.segments[i].part = span.part;
  }
  if (statement.segment_count > 0) statements.push_back(statement);
}

void add_text_statements(std::string_view text, const SourceSpan& range, Findings& findings,
                         std::vector<Statement>& statements) {
  const std::uint32_t end = range.offset + range.length;
  std::uint32_t begin = range.offset;
  std::uint32_t last = range.offset;  // the end of the statement so far, without its line end
  char mark = '\0';                   // of the transcript whose line the statement is
  std::string_view code;
  const auto flush = [&] {
    if (last > begin) {
      const std::size_t count = statements.size();
      add_statement(text, {range.part, begin, last - begin}, Trust::words, findings, statements);
      if (statements.size() > count) {
        statements.back().trust = trust_of(text, statements.back(), mark, findings);
      }
    }
    mark = '\0';
    code = {};
  };
  LineCursor lines(text.substr(0, end), range.offset);
  while (lines.next()) {
    const std::string_view line = lines.line();
    const auto line_begin = static_cast<std::uint32_t>(lines.begin());
    const std::string_view unquoted = without_quote(line);
    const bool empty = ascii::is_all_space(unquoted);
    const char line_mark = transcript_line(unquoted).mark;
    const bool marked = line_mark != '\0';
    const std::string_view line_code = leading_code(unquoted);
    const bool other_code = !line_code.empty() && line_code != code;
    if (empty || marked || other_code || (mark != '\0' && !ascii::is_space(unquoted.front()))) {
      flush();
      begin = line_begin;
      last = line_begin;
    }
    if (empty) {
      begin = static_cast<std::uint32_t>(lines.end());
      last = begin;
      continue;
    }
    if (marked) mark = line_mark;
    if (!line_code.empty()) code = line_code;
    last = line_begin + static_cast<std::uint32_t>(line.size());
  }
  flush();
}

}  // namespace whybounce
