// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

#include "ascii.h"
#include "message/header_fields.h"
#include "message/lines.h"
#include "whybounce/message.h"

namespace whybounce {

namespace {

// A header says what it is long before this.
constexpr std::size_t kMaxLooked = 16384;

// "From x@example.org Thu Apr 29 23:34:45 2010": in prose that begins with "From " no time stands.
bool has_time(std::string_view line) {
  for (std::size_t colon = line.find(':', 2); colon != line.npos;
       colon = line.find(':', colon + 1)) {
    const std::string_view t = line.substr(colon - 2, 5);
    if (t.size() == 5 && ascii::is_digit(t[0]) && ascii::is_digit(t[1]) && ascii::is_digit(t[3]) &&
        ascii::is_digit(t[4])) {
      return true;
    }
  }
  return false;
}

constexpr std::string_view kTraceFields[] = {"received", "return-path", "message-id"};

// The fields of a header so far.
struct Tally {
  std::size_t fields = 0;
  std::size_t core = 0;
  std::size_t mail = 0;    // that stand in mail, without those
  bool has_trace = false;  // what a server that took the mail wrote
  FieldKind first = FieldKind::other;

  void add(std::string_view name) {
    const FieldKind kind = classify_field(name);
    if (fields == 0) first = kind;
    ++fields;
    if (kind == FieldKind::core) ++core;
    if (kind == FieldKind::mail) ++mail;
    for (const std::string_view trace : kTraceFields) {
      if (is_field_name(name, trace)) has_trace = true;
    }
  }
};

// Of several fields: whatever else may follow.
bool is_header(const Tally& tally, bool has_mbox_line, bool has_body) {
  if (tally.first == FieldKind::report) return false;
  if (has_mbox_line) return tally.core + tally.mail > 0;
  if (tally.fields == 1) return tally.core == 1 && has_body;
  // "Reason: ...", then the fields of the returned mail: no header of a bounce.
  if (tally.first == FieldKind::other) return tally.core >= 2 && tally.has_trace;
  return tally.core >= 1;
}

bool begins_with_header(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  Tally tally;
  bool has_mbox_line = false;
  bool has_body = false;
  LineCursor lines(text);
  while (lines.next()) {
    const std::string_view line = lines.line();
    const bool is_first = tally.fields == 0;
    if (line.empty() && (is_first && !has_mbox_line)) continue;
    if (line.empty()) {
      has_body = lines.end() < text.size();
      break;
    }
    if (ascii::is_blank(line.front()) && (!is_first || ascii::trim(line).empty())) continue;
    if (is_first && is_mbox_line(line) && has_time(line)) {
      has_mbox_line = true;
      continue;
    }
    const HeaderField field = parse_field_line(line);
    if (field.name.empty()) break;
    tally.add(field.name);
    if (tally.fields > 1 && is_header(tally, has_mbox_line, false)) return true;
  }
  return is_header(tally, has_mbox_line, has_body);
}

}  // namespace

bool looks_like_message(std::string_view bytes) {
  bytes = bytes.substr(0, kMaxLooked);
  if (!has_bare_cr_lines(bytes)) return begins_with_header(bytes);
  std::string with_lf;
  assign_with_lf(bytes, with_lf);
  return begins_with_header(with_lf);
}

}  // namespace whybounce
