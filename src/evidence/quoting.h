// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

namespace whybounce {

// The length of the "> " marks that a forwarded text has in front of its lines ("> > text": 4). ">>>"
// is none: it marks a command in a transcript.
[[nodiscard]] constexpr std::size_t quote_prefix(std::string_view line) {
  std::size_t length = 0;
  while (length < line.size() && line[length] == '>') {
    const std::size_t next = length + 1;
    if (next == line.size()) return next;
    if (line[next] == ' ') {
      length = next + 1;
    } else if (line[next] == '\r' || line[next] == '\n') {
      return next;
    } else {
      break;
    }
  }
  return length;
}

[[nodiscard]] constexpr std::string_view without_quote(std::string_view line) {
  return line.substr(quote_prefix(line));
}

// A line of a transcript: what the server answered ("<<< 550 …"), or what it was told (">>> RCPT …").
// MDaemon draws other arrows, behind the time: "Thu 2026-02-26 18:18:17: <-- 550 …".
struct TranscriptLine {
  char mark = '\0';        // '<', '>', or '\0': no line of a transcript
  std::string_view words;  // behind the mark
};

[[nodiscard]] constexpr TranscriptLine transcript_line(std::string_view line) {
  constexpr std::size_t kLongestStamp = 40;
  std::size_t first = 0;
  while (first < line.size() && (line[first] == ' ' || line[first] == '\t')) ++first;
  const std::string_view rest = line.substr(first);
  if (rest.starts_with("<<<") || rest.starts_with(">>>")) return {rest[0], rest.substr(3)};
  const std::string_view stamp = rest.substr(0, kLongestStamp);
  if (stamp.find("--") == std::string_view::npos) return {};
  for (const std::string_view arrow : {": <-- ", ": --> "}) {
    const std::size_t at = stamp.find(arrow);
    if (at == std::string_view::npos) continue;
    return {arrow[2] == '<' ? '<' : '>', rest.substr(at + arrow.size())};
  }
  return {};
}

}  // namespace whybounce
