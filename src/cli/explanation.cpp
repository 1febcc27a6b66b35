// SPDX-License-Identifier: MIT
#include "cli/explanation.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "ascii.h"
#include "cli/closest.h"
#include "render/provider_notes.h"
#include "whybounce/status.h"

namespace whybounce::cli {
namespace {

constexpr std::size_t kMostNear = 5;
constexpr std::size_t kMostExamples = 5;
constexpr std::size_t kMostOfOneFile = 2;
constexpr std::size_t kBestLength = 60;

CodeNote note_on(std::string label, bool digit, const StatusRow* row) {
  return {std::move(label), digit, row->title, row->meaning, row->source};
}

// The first of several lines.
std::string_view first_line(std::string_view lines) {
  return lines.substr(0, lines.find('\n'));
}

bool overlaps(const StatusPattern& rule, const StatusPattern& asked) {
  if (!rule.subject || !rule.first_detail || rule.subject != asked.subject) return false;
  if (rule.status_class && asked.status_class && rule.status_class != asked.status_class) {
    return false;
  }
  return *rule.first_detail <= *asked.last_detail && *asked.first_detail <= *rule.last_detail;
}

// Of rules on these codes and a host: what single providers mean by them.
std::vector<const Rule*> rules_on(const StatusPattern& asked) {
  std::vector<const Rule*> found;
  if (!asked.first_detail) return found;
  for (const Rule& rule : rules()) {
    if (rule.status && !rule.host().empty() && overlaps(*rule.status, asked)) {
      found.push_back(&rule);
    }
  }
  return found;
}

bool names_code(std::string_view text, std::string_view code) {
  const auto is_part = [](char c) { return ascii::is_digit(c) || c == '.'; };
  for (std::size_t at = text.find(code); at != std::string_view::npos;
       at = text.find(code, at + 1)) {
    const std::size_t end = at + code.size();
    const bool goes_on =
        end < text.size() &&
        (ascii::is_digit(text[end]) ||
         (text[end] == '.' && end + 1 < text.size() && ascii::is_digit(text[end + 1])));
    if ((at == 0 || !is_part(text[at - 1])) && !goes_on) return true;
  }
  return false;
}

// Besides, wordings that providers' pages give with this code. What is said with "5.7.1" fills
// pages and tells nothing: then none.
void add_rules_with_code(std::string_view code, std::vector<const Rule*>& found) {
  constexpr std::size_t kMost = 12;
  std::vector<const Rule*> more;
  for (const Rule& rule : rules()) {
    if (!rule.source().starts_with("https://") || !names_code(rule.examples(), code)) continue;
    if (std::ranges::find(found, &rule) == found.end()) more.push_back(&rule);
  }
  if (more.size() <= kMost) found.insert(found.end(), more.begin(), more.end());
}

Topic on_reply(ReplyCode code) {
  return {.kind = Topic::Kind::reply_code,
          .code = code.to_string(),
          .notes = notes_on(code),
          .members = {},
          .taken_as = find_code_cause(code),
          .provider_rules = {}};
}

Topic on_status(const EnhancedStatus& status) {
  const StatusPattern pattern{status.status_class(), status.subject(), status.detail(),
                              status.detail()};
  std::vector<const Rule*> own = rules_on(pattern);
  add_rules_with_code(status.to_string(), own);
  return {.kind = Topic::Kind::status,
          .code = status.to_string(),
          .notes = notes_on(status),
          .members = {},
          .taken_as = find_code_cause(status),
          .provider_rules = std::move(own)};
}

void add_members(const StatusPattern& pattern, Topic& topic) {
  const bool class_alone = !pattern.subject;
  for (const StatusRow& row : class_alone ? status_subjects() : status_codes()) {
    if (!class_alone && row.pattern.subject != pattern.subject) continue;
    topic.members.push_back(note_on(row.pattern.to_string(), false, &row));
  }
}

// The row of each number that the pattern gives, and the codes that it stands for.
std::optional<Topic> on_pattern(const StatusPattern& pattern) {
  Topic topic{.kind = Topic::Kind::statuses,
              .code = pattern.to_string(),
              .notes = {},
              .members = {},
              .provider_rules = rules_on(pattern)};
  if (pattern.subject && pattern.first_detail && pattern.first_detail == pattern.last_detail) {
    if (const StatusRow* row = find_status(*pattern.subject, *pattern.first_detail)) {
      topic.notes.push_back(note_on(pattern.to_string(), false, row));
    }
  }
  if (pattern.status_class) {
    if (const StatusRow* row = find_status_class(*pattern.status_class)) {
      topic.notes.push_back(note_on(fmt::format("{}.x.x", *pattern.status_class), true, row));
    }
  }
  if (pattern.subject) {
    if (const StatusRow* row = find_status_subject(*pattern.subject)) {
      topic.notes.push_back(note_on(fmt::format("x.{}.x", *pattern.subject), true, row));
    } else if (!topic.notes.empty()) {
      topic.notes.push_back(
          {fmt::format("x.{}.x", *pattern.subject), true, "Not a registered subject", "", ""});
    }
  }
  if (topic.notes.empty()) return std::nullopt;
  if (!pattern.first_detail) add_members(pattern, topic);
  return topic;
}

// "5xx", "x5x" and "55x": digits of a reply code. Absent ones are 'x'.
std::optional<Topic> on_digits(std::string_view text) {
  const auto is_x = [&](std::size_t i) { return ascii::to_lower(text[i]) == 'x'; };
  const auto is_digit_or_x = [&](std::size_t i) { return ascii::is_digit(text[i]) || is_x(i); };
  if (text.size() != 3 || !is_x(2) || !is_digit_or_x(0) || !is_digit_or_x(1)) return std::nullopt;
  std::string code(text);
  std::ranges::transform(code, code.begin(), ascii::to_lower);
  Topic topic{.kind = Topic::Kind::reply_codes,
              .code = std::move(code),
              .notes = {},
              .members = {},
              .provider_rules = {}};
  for (const int place : {1, 2}) {
    const auto at = static_cast<std::size_t>(place - 1);
    if (is_x(at)) continue;
    const ReplyDigitRow* row = find_reply_digit(place, text[at] - '0');
    if (row == nullptr) return std::nullopt;
    std::string label =
        place == 1 ? fmt::format("{}xx", row->digit) : fmt::format("x{}x", row->digit);
    topic.notes.push_back({std::move(label), true, row->title, row->meaning, row->source});
  }
  if (topic.notes.empty()) return std::nullopt;
  for (const ReplyCodeRow& row : reply_codes()) {
    const std::string own = std::to_string(row.code);
    if ((!is_x(0) && own[0] != text[0]) || (!is_x(1) && own[1] != text[1])) continue;
    topic.members.push_back({own, false, row.title, row.meaning, row.source});
  }
  return topic;
}

Topic on_cause(const CauseRow& cause) {
  return {.kind = Topic::Kind::cause,
          .code = std::string(cause.name),
          .notes = {},
          .members = {},
          .provider_rules = {},
          .cause = &cause};
}

Topic on_provider_code(std::string_view subject, const ProviderCodeRow& row) {
  const std::string_view own = row.code;
  const bool is_family = own.find('*') != std::string_view::npos;
  const std::string_view code = is_family ? subject : own;
  return {.kind = Topic::Kind::provider_code,
          .code = std::string(code),
          .notes = {whybounce::note_on(code, row)},
          .members = {},
          .provider_rules = {},
          .provider_code = &row};
}

// Codes are also copied with the brackets that they stand in: "[TSS04]", "(S3150)".
std::string_view without_brackets(std::string_view text) {
  constexpr std::string_view kPairs = "[]()<>";
  for (std::size_t i = 0; i < kPairs.size(); i += 2) {
    if (text.size() > 2 && text.front() == kPairs[i] && text.back() == kPairs[i + 1]) {
      return text.substr(1, text.size() - 2);
    }
  }
  return text;
}

struct Name {
  std::string name;
  std::string_view title;
};

std::vector<Name> all_names() {
  std::vector<Name> names;
  for (const CauseRow& row : causes()) names.push_back({std::string(row.name), row.title});
  for (const ReplyCodeRow& row : reply_codes()) {
    names.push_back({std::to_string(row.code), row.title});
  }
  for (const StatusRow& row : status_codes()) {
    names.push_back({row.pattern.to_string(), row.title});
  }
  for (const ProviderCodeRow& row : provider_codes()) {
    names.push_back({std::string(row.code), row.provider().name});
  }
  return names;
}

bool contains_ignoring_case(std::string_view text, std::string_view word) {
  const auto same = [](char a, char b) { return ascii::to_lower(a) == ascii::to_lower(b); };
  return !word.empty() &&
         std::search(text.begin(), text.end(), word.begin(), word.end(), same) != text.end();
}

struct Example {
  std::string_view text;
  std::string_view file;
};

// Those of about the length of a line, and not all from one file.
std::vector<std::string_view> choose_examples(std::vector<Example> examples) {
  std::ranges::stable_sort(examples, {}, [](const Example& example) {
    const std::size_t length = example.text.size();
    return length < kBestLength ? kBestLength - length : length - kBestLength;
  });
  std::vector<std::string_view> chosen;
  std::map<std::string_view, std::size_t> taken;
  for (const Example& example : examples) {
    if (chosen.size() == kMostExamples) break;
    if (++taken[example.file] <= kMostOfOneFile) chosen.push_back(example.text);
  }
  return chosen;
}

}  // namespace

std::vector<Topic> find_topics(std::string_view subject) {
  subject = without_brackets(ascii::trim(subject));
  std::vector<Topic> topics;
  if (const auto code = ReplyCode::parse(subject)) {
    topics.push_back(on_reply(*code));
  } else if (const auto status = EnhancedStatus::parse(subject)) {
    topics.push_back(on_status(*status));
  } else if (const CauseRow* cause = find_cause(subject)) {
    topics.push_back(on_cause(*cause));
  } else if (auto digits = on_digits(subject)) {
    topics.push_back(std::move(*digits));
  } else if (const ProviderCodeRow* row = find_provider_code(subject)) {
    topics.push_back(on_provider_code(subject, *row));
  } else if (const auto pattern = StatusPattern::parse(subject)) {
    if (auto topic = on_pattern(*pattern)) topics.push_back(std::move(*topic));
    // A single digit is the first one of reply codes too.
    if (subject.size() == 1) {
      if (auto topic = on_digits(std::string(subject) + "xx")) topics.push_back(std::move(*topic));
    }
  }
  return topics;
}

std::vector<std::string> nearest_subjects(std::string_view subject) {
  constexpr std::size_t kShortestWord = 3;
  const std::vector<Name> names = all_names();
  std::vector<std::string_view> candidates;
  for (const Name& name : names) candidates.push_back(name.name);
  std::vector<std::string> near;
  for (const std::string_view name : closest(subject, candidates)) near.emplace_back(name);
  if (near.empty() && subject.size() >= kShortestWord) {
    for (const Name& name : names) {
      if (contains_ignoring_case(name.name, subject) ||
          contains_ignoring_case(name.title, subject)) {
        near.push_back(name.name);
      }
    }
  }
  if (near.size() > kMostNear) near.resize(kMostNear);
  return near;
}

RuleBasis basis_of(Cause cause) {
  RuleBasis basis;
  std::map<std::string_view, std::size_t> sources;
  std::vector<Example> examples;
  for (const Rule& rule : rules()) {
    if (rule.cause != cause) continue;
    ++basis.rules;
    const std::string_view source = first_line(rule.source());
    if (source.starts_with("judgement:")) {
      ++basis.judgements;
    } else {
      ++sources[source];
    }
    examples.push_back({first_line(rule.examples()), rule.file()});
  }
  basis.sources.assign(sources.begin(), sources.end());
  std::ranges::stable_sort(basis.sources, std::ranges::greater(),
                           [](const auto& entry) { return entry.second; });
  basis.examples = choose_examples(std::move(examples));
  return basis;
}

}  // namespace whybounce::cli
