// SPDX-License-Identifier: MIT
#include "render/code_notes.h"

#include <fmt/format.h>

#include <algorithm>

#include "render/escape.h"
#include "whybounce/catalog.h"

namespace whybounce {
namespace {

constexpr std::string_view kNotRegistered = "Not a registered code";
constexpr std::string_view kUnknownReply =
    "What the server means by the last digit stands only in its own words; the digits before it "
    "mean what they always do.";
constexpr std::string_view kUnknownDetail =
    "The last number is the provider's own: what it means stands in its words or on its pages. The "
    "numbers before it mean what they always do.";

CodeNote note_on_digit(int place, int digit) {
  std::string label = place == 1 ? fmt::format("{}xx", digit) : fmt::format("x{}x", digit);
  const ReplyDigitRow* row = find_reply_digit(place, digit);
  if (row == nullptr) return {std::move(label), true, "Not specified", "", ""};
  return {std::move(label), true, row->title, row->meaning, row->source};
}

CodeNote note_on_row(std::string label, bool digit, const StatusRow* row) {
  if (row == nullptr) return {std::move(label), digit, kNotRegistered, "", ""};
  return {std::move(label), digit, row->title, row->meaning, row->source};
}

}  // namespace

std::vector<CodeNote> notes_on(ReplyCode code) {
  std::vector<CodeNote> notes;
  if (const ReplyCodeRow* row = find_reply_code(code)) {
    notes.push_back({code.to_string(), false, row->title, row->meaning, row->source});
  } else {
    notes.push_back({code.to_string(), false, kNotRegistered, kUnknownReply, ""});
  }
  notes.push_back(note_on_digit(1, code.first_digit()));
  notes.push_back(note_on_digit(2, code.second_digit()));
  return notes;
}

std::vector<CodeNote> notes_on(const EnhancedStatus& status) {
  std::vector<CodeNote> notes;
  notes.push_back(
      note_on_row(status.to_string(), false, find_status(status.subject(), status.detail())));
  if (notes.front().source.empty()) notes.front().meaning = kUnknownDetail;
  notes.push_back(note_on_row(fmt::format("{}.x.x", status.status_class()), true,
                              find_status_class(status.status_class())));
  notes.push_back(note_on_row(fmt::format("x.{}.x", status.subject()), true,
                              find_status_subject(status.subject())));
  return notes;
}

void append_notes(Page& page, const std::vector<CodeNote>& notes, int indent) {
  int label_width = 0;
  for (const CodeNote& note : notes) {
    label_width = std::max(label_width, display_width(note.label) + (note.digit ? 2 : 0));
  }
  for (const CodeNote& note : notes) {
    const std::string label = (note.digit ? "  " : "") + note.label;
    page.sourced_entry(label, label_width, note.title, note.source, indent);
    if (!note.meaning.empty()) page.entry("", label_width, note.meaning, indent);
  }
}

}  // namespace whybounce
