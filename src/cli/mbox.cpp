// SPDX-License-Identifier: MIT
#include "cli/mbox.h"

#include <algorithm>
#include <cstring>

#include "ascii.h"

namespace whybounce::cli {
namespace {

constexpr std::string_view kFrom = "From ";
constexpr std::size_t kEmptyLine = 3;  // what is looked at before a "From ": LF or CRLF, and an LF
constexpr std::size_t kLongestFromLine = kLongestBoundary - kEmptyLine - 1;

// "12:34" somewhere in the line.
bool tells_a_time(std::string_view line) {
  for (std::size_t colon = line.find(':'); colon != std::string_view::npos;
       colon = line.find(':', colon + 1)) {
    if (colon > 0 && colon + 2 < line.size() && ascii::is_digit(line[colon - 1]) &&
        ascii::is_digit(line[colon + 1]) && ascii::is_digit(line[colon + 2])) {
      return true;
    }
  }
  return false;
}

bool is_from_line(std::string_view bytes) {
  if (!bytes.starts_with(kFrom)) return false;
  bytes = bytes.substr(0, kLongestFromLine);
  const std::size_t newline = bytes.find('\n');
  return newline != std::string_view::npos && tells_a_time(bytes.substr(0, newline));
}

// Where `before` stands with "From " behind it. Looks for the "F": there are far fewer of them than
// of line ends. What stands before most of them is another character. `has_mark` is set if one is ">".
std::size_t find_before_from(std::string_view bytes, std::string_view before, std::size_t from,
                             bool& has_mark) {
  for (std::size_t at = bytes.find('F', from + before.size()); at != std::string_view::npos;
       at = bytes.find('F', at + 1)) {
    has_mark |= bytes[at - 1] == '>';
    if (bytes[at - 1] != before.back()) continue;
    if (bytes.substr(0, at).ends_with(before) && bytes.substr(at, kFrom.size()) == kFrom) {
      return at - before.size();
    }
  }
  return std::string_view::npos;
}

std::size_t go_back(std::size_t from, std::size_t at, std::size_t distance) {
  return std::max(from, at - std::min(at, distance));
}

// Where the line end begins that ends at `end`, or `end` if there is none.
std::size_t before_line_end(std::string_view bytes, std::size_t end) {
  if (end == 0 || bytes[end - 1] != '\n') return end;
  --end;
  return end > 0 && bytes[end - 1] == '\r' ? end - 1 : end;
}

}  // namespace

bool looks_like_mbox(std::string_view bytes) {
  return is_from_line(bytes);
}

std::optional<Boundary> find_end_of_message(std::string_view bytes, bool at_end,
                                            std::size_t& from) {
  // What stands before `from` was seen by an earlier call.
  bool may_quote_from = from != 0;
  while (true) {
    const std::size_t newline = find_before_from(bytes, "\n", from, may_quote_from);
    if (newline == std::string_view::npos) {
      from = go_back(from, bytes.size(), kFrom.size() + kEmptyLine);
      return std::nullopt;
    }
    const std::size_t begin = newline + 1;
    const std::string_view rest = bytes.substr(begin, kLongestFromLine);
    if (!at_end && rest.size() < kLongestFromLine && rest.find('\n') == std::string_view::npos) {
      from = go_back(from, newline, kEmptyLine);
      return std::nullopt;
    }
    const std::size_t empty_line = before_line_end(bytes, begin);
    const std::size_t line_above = before_line_end(bytes, empty_line);
    if (line_above < empty_line && is_from_line(rest)) {
      return Boundary{empty_line, begin, may_quote_from};
    }
    from = begin;
  }
}

std::size_t unquote_from_lines(char* data, std::size_t size) {
  const std::string_view bytes(data, size);
  std::size_t kept = 0;
  std::size_t at = 0;
  bool has_mark = false;
  while (true) {
    const std::size_t newline = find_before_from(bytes, "\n>", at, has_mark);
    const std::size_t end = newline == std::string_view::npos ? size : newline + 1;
    if (kept != at) std::memmove(data + kept, data + at, end - at);
    kept += end - at;
    if (end == size) return kept;
    at = end + 1;
  }
}

}  // namespace whybounce::cli
