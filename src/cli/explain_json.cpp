// SPDX-License-Identifier: MIT
#include "cli/explain_json.h"

#include "render/advice.h"
#include "render/json_writer.h"

namespace whybounce::cli {
namespace {

std::string_view name_of(Topic::Kind kind) {
  switch (kind) {
    case Topic::Kind::reply_code:
      return "reply-code";
    case Topic::Kind::reply_codes:
      return "reply-codes";
    case Topic::Kind::status:
      return "status";
    case Topic::Kind::statuses:
      return "statuses";
    case Topic::Kind::cause:
      return "cause";
    case Topic::Kind::provider_code:
      break;
  }
  return "provider-code";
}

void append_field(std::string& out, std::string_view name, std::string_view value) {
  append_json_string(out, name);
  out += ':';
  append_json_string_or_null(out, value);
  out += ',';
}

template <typename Items, typename Append>
void append_array(std::string& out, std::string_view name, const Items& items, Append append) {
  append_json_string(out, name);
  out += ":[";
  bool first = true;
  for (const auto& item : items) {
    if (!first) out += ',';
    first = false;
    append(item);
  }
  out += "],";
}

// What ends with a comma becomes the end of an object.
void close_object(std::string& out) {
  out.back() = '}';
}

void append_notes(std::string& out, std::string_view name, std::span<const CodeNote> notes) {
  append_array(out, name, notes, [&](const CodeNote& note) {
    out += '{';
    append_field(out, "code", note.label);
    append_field(out, "title", note.title);
    append_field(out, "meaning", note.meaning);
    append_field(out, "source", note.source);
    close_object(out);
  });
}

void append_provider_rules(std::string& out, std::span<const Rule* const> rules) {
  append_array(out, "provider_rules", rules, [&](const Rule* rule) {
    out += '{';
    append_field(out, "rule", rule->id());
    append_field(out, "host", rule->host());
    append_field(out, "status", rule->status ? rule->status->to_string() : "");
    append_field(out, "phrase", rule->phrase());
    append_field(out, "cause", whybounce::name_of(rule->cause));
    append_field(out, "note", rule->note());
    append_field(out, "source", rule->source().substr(0, rule->source().find('\n')));
    close_object(out);
  });
}

void append_cause_details(std::string& out, const CauseRow& cause) {
  const auto append_text = [&](std::string_view text) { append_json_string(out, text); };
  const RuleBasis basis = basis_of(cause.id);
  out += '{';
  append_field(out, "title", cause.title);
  append_field(out, "explanation", cause.explanation);
  append_field(out, "acts", whybounce::name_of(cause.acts));
  append_field(out, "acts_transient", whybounce::name_of(cause.acts_transient));
  append_field(out, "persistence", whybounce::name_of(cause.persistence));
  append_field(out, "list_action", whybounce::name_of(cause.list_action));
  append_field(out, "list_action_transient", whybounce::name_of(cause.list_action_transient));
  append_array(out, "advice", steps_of(cause.advice), append_text);
  append_array(out, "admin_advice", steps_of(cause.admin_advice), append_text);
  append_field(out, "source", cause.source);
  out += "\"rules\":";
  append_json_number(out, basis.rules);
  out += ",\"judgements\":";
  append_json_number(out, basis.judgements);
  out += ',';
  append_array(out, "rule_sources", basis.sources, [&](const auto& entry) {
    out += '{';
    append_field(out, "source", entry.first);
    out += "\"rules\":";
    append_json_number(out, entry.second);
    out += '}';
  });
  append_array(out, "examples", basis.examples, append_text);
  close_object(out);
}

// The cause that a code alone stands for; for a cause, itself.
void append_cause(std::string& out, const Topic& topic) {
  std::string_view cause;
  if (topic.cause != nullptr) cause = topic.cause->name;
  if (topic.taken_as != nullptr) cause = whybounce::name_of(topic.taken_as->cause);
  if (topic.provider_code != nullptr) cause = whybounce::name_of(topic.provider_code->cause);
  append_field(out, "cause", cause);
  out += "\"vague\":";
  out += topic.taken_as == nullptr ? "null" : topic.taken_as->vague ? "true" : "false";
  out += ',';
}

void append_topic(std::string& out, const Topic& topic) {
  out += '{';
  append_field(out, "kind", name_of(topic.kind));
  append_field(out, "code", topic.code);
  append_notes(out, "meanings", topic.notes);
  append_cause(out, topic);
  append_field(
      out, "provider",
      topic.provider_code == nullptr ? std::string_view() : topic.provider_code->provider().name);
  append_provider_rules(out, topic.provider_rules);
  append_notes(out, "codes", topic.members);
  out += "\"details\":";
  if (topic.cause == nullptr) {
    out += "null";
  } else {
    append_cause_details(out, *topic.cause);
  }
  out += '}';
}

}  // namespace

void append_topics_as_json(std::string_view subject, std::span<const Topic> topics,
                           std::string& out) {
  out += "{\"schema\":1,";
  append_field(out, "subject", subject);
  append_array(out, "topics", topics, [&](const Topic& topic) { append_topic(out, topic); });
  close_object(out);
  out += '\n';
}

}  // namespace whybounce::cli
