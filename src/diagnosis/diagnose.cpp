// SPDX-License-Identifier: MIT
#include <algorithm>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "ascii.h"
#include "catalog/rule_set.h"
#include "diagnosis/candidates.h"
#include "diagnosis/kind.h"
#include "diagnosis/verdict.h"
#include "evidence/address.h"
#include "evidence/collect.h"
#include "evidence/context.h"
#include "evidence/date.h"
#include "evidence/markers.h"
#include "message/charset.h"
#include "message/encoded_words.h"
#include "message/header_fields.h"
#include "message/lines.h"
#include "whybounce/diagnosis.h"
#include "whybounce/message.h"

namespace whybounce {
namespace {

// Between "this is a copy of the message" and the message.
constexpr int kMaxLeadLines = 5;

// Few headers have more.
constexpr std::size_t kUsualFields = 32;

using Fields = std::span<const HeaderField>;

Fields fields_of(const Message& message, std::uint32_t header) {
  if (header == Part::kNone) return {};
  const Part& part = message.parts()[header];
  return Fields(message.fields()).subspan(part.first_field, part.field_count);
}

// Header values, read into strings that keep their memory.
class ValueReader {
 public:
  ValueReader(Fields fields, CharsetConverter& converter)
      : fields_(fields), converter_(converter) {}

  // `out` is empty before, and after where there is no such field.
  void read(std::string_view name, std::string& out) {
    for (const HeaderField& field : fields_) {
      if (!ascii::equals_ignoring_case(field.name, name)) continue;
      return append_header_value(field.value, converter_, out);
    }
  }

  // "Name <you@example.net>" → "you@example.net"; several are kept as they stand.
  void read_address(std::string_view name, std::string& out) {
    read(name, out);
    const auto end = static_cast<std::uint32_t>(out.size());
    const auto first = find_address(out, 0, end);
    if (!first) return;
    const std::uint32_t behind = first->offset + first->length;
    const bool may_be_more = out.find('@', behind) != std::string::npos;
    if (may_be_more && find_address(out, behind, end)) return;
    out.resize(behind);
    out.erase(0, first->offset);
  }

 private:
  Fields fields_;
  CharsetConverter& converter_;
};

void read_original(ValueReader header, OriginalMessage& original) {
  header.read_address("From", original.from);
  header.read_address("To", original.to);
  header.read("Subject", original.subject);
  header.read("Message-Id", original.message_id);
}

// A returned header that stands in the report's text, behind some words that announce it.
std::string_view without_lead(std::string_view text) {
  for (int lines = 0; lines < kMaxLeadLines && !looks_like_message(text); ++lines) {
    const std::size_t line = text.find('\n');
    text = line == std::string_view::npos ? std::string_view() : text.substr(line + 1);
    while (!text.empty() && ascii::is_space(text.front())) text.remove_prefix(1);
  }
  return text;
}

void read_original(const Message& message, const Findings& findings, CharsetConverter& converter,
                   OriginalMessage& original) {
  if (findings.original_header != Part::kNone) {
    const Fields fields = fields_of(message, findings.original_header);
    return read_original(ValueReader(fields, converter), original);
  }
  const SourceSpan& span = findings.original_text;
  if (span.length == 0) return;
  std::vector<HeaderField> fields;
  fields.reserve(kUsualFields);
  (void)parse_header(without_lead(message.text(span.part).substr(span.offset, span.length)), 0,
                     HeaderPlace::message, fields);
  read_original(ValueReader(fields, converter), original);
}

std::string_view find_generator(const RuleSet& rules, const Findings& findings) {
  for (const Hit& hit : findings.hits) {
    if (!hit.is(MarkerRole::generator)) continue;
    if (const Marker* marker = marker_of(rules, findings, hit, MarkerRole::generator)) {
      return marker->value();
    }
  }
  return {};
}

Kind kind_of(const std::vector<RecipientDiagnosis>& recipients) {
  const auto any = [&](Action action) {
    return std::any_of(recipients.begin(), recipients.end(),
                       [&](const RecipientDiagnosis& r) { return r.action == action; });
  };
  if (any(Action::failed)) return Kind::failure;
  if (any(Action::delayed)) return Kind::delay;
  return recipients.empty() ? Kind::not_a_bounce : Kind::delivered;
}

// Whose complaint it is: RFC 5965 section 3.2, then the returned message's To.
void read_complaint(Message& message, const Findings& findings, CharsetConverter& converter,
                    Diagnosis& into) {
  const auto add = [&](std::string address) {
    if (address.empty()) return;
    RecipientDiagnosis recipient;
    recipient.address = std::move(address);
    recipient.persistence = Persistence::unknown;
    recipient.list_action = ListAction::remove;
    recipient.acts = Actor::sender;
    into.recipients.push_back(std::move(recipient));
  };
  for (std::uint32_t i = 0; i < message.parts().size(); ++i) {
    if (message.parts()[i].media_type != "message/feedback-report") continue;
    LineCursor lines(message.decode(i));
    while (lines.next()) {
      const std::string_view line = lines.line();
      for (const std::string_view name : {"original-rcpt-to:", "removal-recipient:"}) {
        if (ascii::starts_with_ignoring_case(line, name))
          add(clean_address(line.substr(name.size())));
      }
    }
    break;
  }
  for (const RecipientFindings& recipient : findings.recipients) {
    if (into.recipients.empty() && findings.traits.delivery_report) add(recipient.address);
  }
  if (into.recipients.empty()) {
    std::string to;
    ValueReader(fields_of(message, findings.original_header), converter).read("To", to);
    add(clean_address(to));
  }
}

}  // namespace

void RecipientDiagnosis::clear() {
  address.clear();
  alias.clear();
  action.reset();
  reply_code.reset();
  status.reset();
  status_from.reset();
  cause.reset();
  rule = nullptr;
  persistence = Persistence::unknown;
  list_action = ListAction::watch;
  acts = Actor::sender;
  command.clear();
  remote_mta.clear();
  diagnostic.clear();
  evidence.clear();
  conflicts.clear();
}

void OriginalMessage::clear() {
  from.clear();
  to.clear();
  subject.clear();
  message_id.clear();
}

struct Diagnoser::Workspace {
  explicit Workspace(const RuleSet* own_rules)
      : rules(RuleSet::built_in()), own(own_rules), collector(rules, own_rules) {}

  const RuleSet& rules;
  const RuleSet* own;
  Collector collector;
  Findings findings;
  CandidateLists candidates;
  AroundStatement around;
  CharsetConverter converter;
};

Diagnoser::Diagnoser(const RuleSet* own_rules)
    : workspace_(std::make_unique<Workspace>(own_rules)) {}
Diagnoser::~Diagnoser() = default;
Diagnoser::Diagnoser(Diagnoser&&) noexcept = default;
Diagnoser& Diagnoser::operator=(Diagnoser&&) noexcept = default;

void Diagnoser::diagnose(Message& message, Diagnosis& into, Detail detail) {
  Workspace& work = *workspace_;
  into.evidence.clear();
  into.reporting_mta.clear();
  into.generator.clear();
  into.date.clear();
  into.original.clear();
  work.collector.collect(message, work.findings);
  const Findings& findings = work.findings;
  const CandidateFinder finder(work.rules, work.own, message, findings, work.around);
  CandidateLists& lists = work.candidates;
  lists.common.candidates.clear();
  lists.shared.candidates.clear();
  if (!findings.common.empty()) finder.find_in_all(findings.common, lists.common.candidates);
  if (!findings.shared.empty()) finder.find_in_all(findings.shared, lists.shared.candidates);

  // A vague word in running text does not make a bounce; a code or a rule's words do.
  const auto tells = [](const Candidate& c) { return c.strength >= Strength::specific_code; };
  bool has_reply = std::any_of(findings.segments.begin(), findings.segments.end(),
                               [](const ReplySegment& s) { return s.reply_code || s.status; });
  has_reply = has_reply || std::ranges::any_of(lists.common.candidates, tells);
  const RecipientFindings* of_own = nullptr;  // whose candidates are in lists.own
  for (const RecipientFindings& recipient : findings.recipients) {
    if (has_reply) break;
    of_own = &recipient;
    lists.own.clear();
    finder.find(recipient, lists.own);
    has_reply = std::any_of(lists.own.begin(), lists.own.end(),
                            [](const Candidate& c) { return c.rule != nullptr; });
  }

  const Nature nature = judge_nature(work.rules, findings, has_reply);
  into.kind = nature.kind;
  if (nature.evidence) into.evidence.push_back(*nature.evidence);
  if (!findings.reporting_mta.empty()) into.reporting_mta = findings.reporting_mta;
  const bool has_generator = (findings.roles & bit_of(MarkerRole::generator)) != 0;
  if (has_generator && (nature.kind == Kind::failure || nature.kind == Kind::complaint)) {
    into.generator = find_generator(work.rules, findings);
  }
  if (findings.report_header != Part::kNone) {
    const Fields fields = fields_of(message, findings.report_header);
    ValueReader(fields, work.converter).read("Date", into.date);
    into.date = iso_date(into.date);
  }
  if (nature.kind != Kind::failure) into.recipients.clear();
  if (nature.kind == Kind::complaint) read_complaint(message, findings, work.converter, into);
  if (nature.kind == Kind::complaint || nature.kind == Kind::failure) {
    read_original(message, findings, work.converter, into.original);
  }
  if (nature.kind != Kind::failure) return;
  prepare(findings, findings.common, lists.common);
  prepare(findings, findings.shared, lists.shared);
  into.recipients.resize(findings.recipients.size());
  for (std::size_t i = 0; i < findings.recipients.size(); ++i) {
    const RecipientFindings& recipient = findings.recipients[i];
    if (&recipient != of_own) {
      lists.own.clear();
      finder.find(recipient, lists.own);
    }
    of_own = nullptr;
    into.recipients[i].clear();
    decide(work.rules, message, findings, recipient, lists, nature.outcome, detail,
           into.recipients[i]);
  }
  into.kind = kind_of(into.recipients);
}

Diagnosis diagnose(Message& message) {
  Diagnosis diagnosis;
  Diagnoser().diagnose(message, diagnosis);
  return diagnosis;
}

}  // namespace whybounce
