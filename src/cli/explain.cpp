// SPDX-License-Identifier: MIT
#include "cli/explain.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "ascii.h"
#include "cli/closest.h"
#include "render/advice.h"
#include "render/code_notes.h"
#include "render/page.h"
#include "render/words.h"
#include "whybounce/catalog.h"
#include "whybounce/status.h"

namespace whybounce::cli {
namespace {

constexpr int kIndent = 2;
constexpr int kLabelWidth = 12;

void append_code_cause(Page& page, const CodeCauseRow* row) {
  if (row == nullptr) return;
  const CauseRow& cause = cause_row(row->cause);
  page.blank_line();
  page.heading("Where no words say more");
  page.paragraph(fmt::format("It is taken as {} ({}){}", cause.name, cause.title,
                             row->vague ? ", but any words beside it count for more." : "."),
                 kIndent);
}

// What single providers mean by a code: rules that ask for it and for a host, or for it alone.
template <typename Matches>
void append_providers(Page& page, Matches matches) {
  bool first = true;
  for (const Rule& rule : rules()) {
    if (!matches(rule)) continue;
    if (first) {
      page.blank_line();
      page.heading("What single providers mean by it");
      first = false;
    }
    std::string text = fmt::format("{}", name_of(rule.cause));
    if (!rule.phrase().empty()) text += fmt::format(", with the words \"{}\"", rule.phrase());
    if (!rule.note().empty()) text += fmt::format(". {}", rule.note());
    const std::string_view source = rule.source();
    page.sourced_entry(rule.host().empty() ? "any host" : rule.host(), kLabelWidth, text,
                       source.substr(0, source.find('\n')), kIndent);
  }
}

void explain_reply(Page& page, ReplyCode code) {
  page.heading("Reply code " + code.to_string());
  append_notes(page, notes_on(code), kIndent);
  append_code_cause(page, find_code_cause(code));
}

void explain_status(Page& page, const EnhancedStatus& status) {
  page.heading("Enhanced status code " + status.to_string());
  append_notes(page, notes_on(status), kIndent);
  append_code_cause(page, find_code_cause(status));
  append_providers(page, [&](const Rule& rule) {
    return rule.status && rule.status->first_detail && !rule.host().empty() &&
           rule.status->matches(status);
  });
}

CodeNote note_on(std::string label, bool digit, const StatusRow* row) {
  return {std::move(label), digit, row->title, row->meaning, row->source};
}

// Of a pattern: the row of each number that it gives, and the codes that it stands for.
bool explain_pattern(Page& page, const StatusPattern& pattern) {
  std::vector<CodeNote> notes;
  if (pattern.subject && pattern.first_detail) {
    if (const StatusRow* row = find_status(*pattern.subject, *pattern.first_detail)) {
      notes.push_back(note_on(pattern.to_string(), false, row));
    }
  }
  if (pattern.status_class) {
    if (const StatusRow* row = find_status_class(*pattern.status_class)) {
      notes.push_back(note_on(fmt::format("{}.x.x", *pattern.status_class), true, row));
    }
  }
  if (pattern.subject) {
    if (const StatusRow* row = find_status_subject(*pattern.subject)) {
      notes.push_back(note_on(fmt::format("x.{}.x", *pattern.subject), true, row));
    }
  }
  if (notes.empty()) return false;
  page.heading("Enhanced status codes " + pattern.to_string());
  append_notes(page, notes, kIndent);
  if (!pattern.subject || pattern.first_detail) return true;
  page.blank_line();
  page.heading("Registered codes of this subject");
  for (const StatusRow& row : status_codes()) {
    if (row.pattern.subject != pattern.subject) continue;
    page.sourced_entry(row.pattern.to_string(), 7, row.title, row.source, kIndent);
  }
  return true;
}

// "5xx" and "x5x": a digit of a reply code.
bool explain_digit(Page& page, std::string_view text) {
  if (text.size() != 3 || ascii::to_lower(text[2]) != 'x') return false;
  const bool first = ascii::is_digit(text[0]) && ascii::to_lower(text[1]) == 'x';
  const bool second = ascii::to_lower(text[0]) == 'x' && ascii::is_digit(text[1]);
  if (!first && !second) return false;
  const ReplyDigitRow* row = find_reply_digit(first ? 1 : 2, text[first ? 0 : 1] - '0');
  if (row == nullptr) return false;
  page.heading(fmt::format("Reply codes {}", text));
  append_notes(page, {{std::string(text), false, row->title, row->meaning, row->source}}, kIndent);
  return true;
}

void explain_cause(Page& page, const CauseRow& cause) {
  page.heading(fmt::format("{} ({})", cause.title, cause.name));
  page.blank_line();
  page.paragraph(cause.explanation, 0);
  page.blank_line();
  page.entry("Whose move", kLabelWidth, in_words(cause.acts), kIndent);
  if (cause.acts_transient != cause.acts) {
    page.entry("", kLabelWidth,
               fmt::format("{}, while it may still work", in_words(cause.acts_transient)), kIndent);
  }
  page.entry("The address", kLabelWidth, in_words(cause.list_action, Kind::failure), kIndent);
  if (cause.list_action_transient != cause.list_action) {
    page.entry("", kLabelWidth,
               fmt::format("{}, while it may still work",
                           in_words(cause.list_action_transient, Kind::delay)),
               kIndent);
  }
  const auto count = std::ranges::count(rules(), cause.id, &Rule::cause);
  page.entry("Known by", kLabelWidth, fmt::format("{} rules; see --list rules", count), kIndent);
  page.entry("Source", kLabelWidth, cause.source, kIndent);
  append_advice(page, cause, cause.acts);
}

std::string nearest_to(std::string_view subject) {
  std::vector<std::string> names;
  for (const CauseRow& row : causes()) names.emplace_back(row.name);
  for (const ReplyCodeRow& row : reply_codes()) names.push_back(std::to_string(row.code));
  for (const StatusRow& row : status_codes()) names.push_back(row.pattern.to_string());
  const std::vector<std::string_view> candidates(names.begin(), names.end());
  return did_you_mean(subject, candidates);
}

}  // namespace

bool explain(std::string_view subject, const PageStyle& style, std::string& out,
             std::string& nearest) {
  Page page(out, style.width, style.colour);
  subject = ascii::trim(subject);
  if (const auto code = ReplyCode::parse(subject)) {
    explain_reply(page, *code);
    return true;
  }
  if (const auto status = EnhancedStatus::parse(subject)) {
    explain_status(page, *status);
    return true;
  }
  if (const CauseRow* cause = find_cause(subject)) {
    explain_cause(page, *cause);
    return true;
  }
  if (const auto pattern = StatusPattern::parse(subject);
      pattern && explain_pattern(page, *pattern)) {
    // A single digit is the first one of reply codes too.
    if (subject.size() == 1) {
      page.blank_line();
      explain_digit(page, std::string(subject) + "xx");
    }
    return true;
  }
  if (explain_digit(page, subject)) return true;
  nearest = nearest_to(subject);
  return false;
}

}  // namespace whybounce::cli
