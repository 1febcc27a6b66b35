// SPDX-License-Identifier: MIT
#include "cli/explain.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "ascii.h"
#include "cli/explain_json.h"
#include "cli/explanation.h"
#include "render/advice.h"
#include "render/escape.h"
#include "render/page.h"
#include "render/words.h"

namespace whybounce::cli {
namespace {

constexpr int kIndent = 2;
constexpr int kLabelWidth = 12;
constexpr std::size_t kMostSources = 6;

std::string name_and_title(const CauseRow& cause) {
  return fmt::format("{} ({})", std::string_view(cause.name), std::string_view(cause.title));
}

void append_code_cause(Page& page, const CodeCauseRow* row) {
  if (row == nullptr) return;
  const CauseRow& cause = cause_row(row->cause);
  page.blank_line();
  page.heading("Where no words say more");
  page.paragraph(fmt::format("It is taken as {}{}", name_and_title(cause),
                             row->vague ? ", but any words beside it count for more." : "."),
                 kIndent);
}

// Who says it: the host that the rule asks for, or that of the page that tells it.
std::string_view speaker_of(const Rule& rule) {
  if (!rule.host().empty()) return rule.host();
  constexpr std::string_view kScheme = "https://";
  std::string_view page = rule.source();
  if (!page.starts_with(kScheme)) return "any host";
  page.remove_prefix(kScheme.size());
  return page.substr(0, page.find_first_of("/\n"));
}

void append_provider_rules(Page& page, const Topic& topic) {
  if (topic.provider_rules.empty()) return;
  page.blank_line();
  page.heading("What single providers mean by it");
  int width = 0;
  for (const Rule* rule : topic.provider_rules) {
    width = std::max(width, display_width(speaker_of(*rule)));
  }
  for (const Rule* rule : topic.provider_rules) {
    std::string text = fmt::format("{}", name_of(rule->cause));
    if (topic.kind == Topic::Kind::statuses && rule->status) {
      text = fmt::format("{}: {}", rule->status->to_string(), text);
    }
    if (!rule->phrase().empty()) text += fmt::format(", with the words \"{}\"", rule->phrase());
    if (!rule->note().empty()) text += fmt::format(". {}", rule->note());
    const std::string_view source = rule->source();
    page.sourced_entry(speaker_of(*rule), width, text, source.substr(0, source.find('\n')),
                       kIndent);
  }
}

void append_members(Page& page, const Topic& topic) {
  if (topic.members.empty()) return;
  page.blank_line();
  page.heading(topic.kind == Topic::Kind::reply_codes ? "Registered codes with these digits"
               : topic.code.ends_with(".x.x")         ? "The subjects that can stand behind it"
                                                      : "Registered codes of this subject");
  const int width = display_width(topic.members.back().label);
  for (const CodeNote& member : topic.members) {
    page.sourced_entry(member.label, width, member.title, member.source, kIndent);
  }
}

void append_code(Page& page, std::string_view heading, const Topic& topic) {
  page.heading(fmt::format("{} {}", heading, topic.code));
  append_notes(page, topic.notes, kIndent);
  append_code_cause(page, topic.taken_as);
  append_provider_rules(page, topic);
  append_members(page, topic);
}

void append_provider_code(Page& page, const Topic& topic) {
  append_code(page, "Provider's code", topic);
  const CauseRow& cause = cause_row(topic.provider_code->cause);
  page.blank_line();
  page.entry("Cause", kLabelWidth, name_and_title(cause), kIndent);
  page.entry("Whose move", kLabelWidth, in_words(cause.acts), kIndent);
  append_advice(page, cause, cause.acts);
}

void append_basis(Page& page, const RuleBasis& basis) {
  if (basis.rules == 0) return;
  page.blank_line();
  page.heading("Examples");
  for (const std::string_view example : basis.examples) page.bullet(example, kIndent);
  page.blank_line();
  page.heading("What its rules rest on");
  const std::size_t shown = std::min(basis.sources.size(), kMostSources);
  std::size_t rest = 0;
  for (std::size_t i = 0; i < basis.sources.size(); ++i) {
    const auto& [source, count] = basis.sources[i];
    if (i < shown) {
      page.entry(fmt::format("{:>4}", count), 4, source, kIndent);
    } else {
      rest += count;
    }
  }
  if (rest > 0) {
    page.entry(fmt::format("{:>4}", rest), 4,
               fmt::format("{} other sources", basis.sources.size() - shown), kIndent);
  }
  if (basis.judgements > 0) {
    page.entry(fmt::format("{:>4}", basis.judgements), 4,
               "our own judgement, with the reason beside the rule", kIndent);
  }
}

void append_cause(Page& page, const CauseRow& cause) {
  const RuleBasis basis = basis_of(cause.id);
  page.heading(fmt::format("{} ({})", std::string_view(cause.title), std::string_view(cause.name)));
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
  page.entry("Known by", kLabelWidth, fmt::format("{} rules; see --list rules", basis.rules),
             kIndent);
  page.entry("Source", kLabelWidth, cause.source, kIndent);
  append_advice(page, cause, cause.acts);
  append_basis(page, basis);
}

void append_topic(Page& page, const Topic& topic) {
  switch (topic.kind) {
    case Topic::Kind::reply_code:
      append_code(page, "Reply code", topic);
      return;
    case Topic::Kind::reply_codes:
      append_code(page, "Reply codes", topic);
      return;
    case Topic::Kind::status:
      append_code(page, "Enhanced status code", topic);
      return;
    case Topic::Kind::statuses:
      append_code(page, "Enhanced status codes", topic);
      return;
    case Topic::Kind::cause:
      append_cause(page, *topic.cause);
      return;
    case Topic::Kind::provider_code:
      append_provider_code(page, topic);
      return;
  }
}

std::string hint_for(std::string_view subject) {
  std::string hint;
  for (const std::string& name : nearest_subjects(subject)) {
    hint += hint.empty() ? "; near: " : ", ";
    hint += name;
  }
  return hint.empty() ? "; see --list causes, statuses, reply-codes and providers" : hint;
}

}  // namespace

bool explain(std::string_view subject, Format format, const PageStyle& style, std::string& out,
             std::string& near) {
  subject = ascii::trim(subject);
  const std::vector<Topic> topics = find_topics(subject);
  if (topics.empty()) {
    near = hint_for(subject);
    return false;
  }
  if (format == Format::json || format == Format::jsonl) {
    append_topics_as_json(subject, topics, out);
    return true;
  }
  Page page(out, style.width, style.colour);
  for (const Topic& topic : topics) {
    if (&topic != &topics.front()) page.blank_line();
    append_topic(page, topic);
  }
  return true;
}

}  // namespace whybounce::cli
