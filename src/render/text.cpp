// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "render/code_notes.h"
#include "render/evidence_section.h"
#include "render/origin.h"
#include "render/page.h"
#include "render/place_finder.h"
#include "render/recipient_groups.h"
#include "render/words.h"
#include "whybounce/catalog.h"
#include "whybounce/render.h"

// The page goes from what everybody wants to know to what only some do: the verdict, whose move it
// is, what to do; then the evidence; then what each code says; then what stood against it.
namespace whybounce {
namespace {

constexpr int kLabelWidth = 11;
constexpr int kIndent = 2;

// A report can name thousands of recipients; the words of the first few stand for all of a group.
constexpr std::size_t kRecipientsQuoted = 3;

void append_entry(Page& page, std::string_view label, std::string_view text) {
  if (!text.empty()) page.entry(label, kLabelWidth, text, kIndent);
}

std::string joined(std::string_view first, std::string_view glue, std::string_view second) {
  if (first.empty() || second.empty()) return std::string(first.empty() ? second : first);
  return fmt::format("{}{}{}", first, glue, second);
}

std::string codes_of(const RecipientDiagnosis& recipient) {
  return joined(recipient.reply_code ? recipient.reply_code->to_string() : "", " ",
                recipient.status ? recipient.status->to_string() : "");
}

std::string address_of(const RecipientDiagnosis& recipient) {
  if (recipient.alias.empty()) return recipient.address;
  return joined(recipient.address, ", which leads to ", recipient.alias);
}

void append_recipients(Page& page, const RecipientGroup& group) {
  std::string_view label = group.size() == 1 ? "Recipient" : "Recipients";
  for (const RecipientDiagnosis* recipient : group) {
    std::string line = address_of(*recipient);
    if (group.size() > 1) {
      if (line.empty()) line = "(not named)";
      line = joined(line, "  ", codes_of(*recipient));
    }
    if (line.empty()) continue;
    append_entry(page, label, line);
    label = "";
  }
}

std::string refusal_of(const RecipientDiagnosis& recipient) {
  if (recipient.command.empty()) return recipient.remote_mta;
  if (recipient.remote_mta.empty()) return "at the command " + recipient.command;
  return fmt::format("{}, at the command {}", recipient.remote_mta, recipient.command);
}

void append_record(Page& page, const Diagnosis& diagnosis, const RecordInfo& record) {
  const std::string writer =
      diagnosis.generator.empty() || diagnosis.reporting_mta.empty()
          ? diagnosis.reporting_mta + diagnosis.generator
          : fmt::format("{} ({})", diagnosis.reporting_mta, diagnosis.generator);
  append_entry(page, "Reported by", joined(writer, ", ", diagnosis.date));
  const OriginalMessage& original = diagnosis.original;
  append_entry(page, "The mail",
               joined(original.subject.empty() ? "" : fmt::format("\"{}\"", original.subject), " ",
                      original.from.empty() ? "" : "from " + original.from));
  append_entry(page, "Message-ID", original.message_id);
  if (record.truncated) append_entry(page, "Note", "only the beginning of this record was read");
}

void append_steps(Page& page, std::string_view heading, std::string_view steps) {
  page.paragraph(heading, kIndent);
  for_each_step(steps, [&page](std::string_view step) { page.bullet(step, kIndent); });
}

void append_advice(Page& page, const CauseRow& cause, Actor acts) {
  page.blank_line();
  page.heading("What to do");
  if (cause.admin_advice.empty()) {
    for_each_step(cause.advice, [&page](std::string_view step) { page.bullet(step, kIndent); });
    return;
  }
  constexpr std::string_view kSender = "As the sender:";
  constexpr std::string_view kAdmin = "As the administrator of the sending side:";
  if (acts == Actor::sender_admin) {
    append_steps(page, kAdmin, cause.admin_advice);
    append_steps(page, kSender, cause.advice);
  } else {
    append_steps(page, kSender, cause.advice);
    append_steps(page, kAdmin, cause.admin_advice);
  }
}

// The server's words, where the excerpts do not show them as they were meant: folded, quoted or
// wrapped in another server's.
void append_diagnostic(Page& page, const Message& message, const RecipientDiagnosis& recipient) {
  if (recipient.diagnostic.empty()) return;
  for (const Evidence& piece : recipient.evidence) {
    const std::string_view line = line_at(message.text(piece.span.part), piece.span.offset);
    if (piece.overruled.empty() && line.find(recipient.diagnostic) != std::string_view::npos)
      return;
  }
  append_entry(page, "It said", recipient.diagnostic);
}

void append_codes(Page& page, const RecipientGroup& group) {
  std::vector<CodeNote> notes;
  std::set<std::string> said;
  const auto add = [&](std::vector<CodeNote> more) {
    for (CodeNote& note : more) {
      if (said.insert(note.label).second) notes.push_back(std::move(note));
    }
  };
  for (const RecipientDiagnosis* recipient : group) {
    if (recipient->reply_code) add(notes_on(*recipient->reply_code));
    if (recipient->status) add(notes_on(*recipient->status));
  }
  if (notes.empty()) return;
  page.blank_line();
  page.heading("What the codes mean");
  append_notes(page, notes, kIndent);
}

void append_conflicts(Page& page, const RecipientGroup& group) {
  std::set<std::string_view> said;
  for (const RecipientDiagnosis* recipient : group) {
    for (const std::string& conflict : recipient->conflicts) {
      if (!said.insert(conflict).second) continue;
      if (said.size() == 1) {
        page.blank_line();
        page.heading("Where it contradicts itself");
      }
      page.bullet(conflict, kIndent);
    }
  }
}

void append_rule(Page& page, const Rule* rule) {
  if (rule == nullptr) return;
  page.blank_line();
  page.heading("About these words");
  if (!rule->note().empty()) page.paragraph(rule->note(), kIndent);
  append_entry(page, "Rule", fmt::format("{} ({}:{})", rule->id(), rule->file(), rule->line));
  std::string_view label = "Source";
  for (std::string_view sources = rule->source(); !sources.empty();) {
    const std::size_t end = std::min(sources.find('\n'), sources.size());
    append_entry(page, label, sources.substr(0, end));
    sources.remove_prefix(std::min(end + 1, sources.size()));
    label = "";
  }
}

void append_group(Page& page, const Message& message, const Diagnosis& diagnosis,
                  const RecordInfo& record, const RecipientGroup& group) {
  const RecipientDiagnosis& first = *group.front();
  page.heading(headline_of(diagnosis.kind, first),
               colour_of(page.colours(), diagnosis.kind, first));
  page.blank_line();
  const bool refused = first.cause.has_value();
  if (refused) {
    page.paragraph(cause_row(*first.cause).explanation, 0);
    page.blank_line();
  }
  if (refused) append_entry(page, "Whose move", in_words(first.acts));
  if (refused || diagnosis.kind == Kind::complaint) {
    append_entry(page, "The address", in_words(first.list_action, diagnosis.kind));
  }
  append_recipients(page, group);
  append_entry(page, refused ? "Refused by" : "Said by", refusal_of(first));
  append_diagnostic(page, message, first);
  append_record(page, diagnosis, record);
  if (refused) append_advice(page, cause_row(*first.cause), first.acts);

  std::vector<const Evidence*> evidence;
  for (const RecipientDiagnosis* recipient :
       std::span(group).first(std::min(group.size(), kRecipientsQuoted))) {
    for (const Evidence& piece : recipient->evidence) evidence.push_back(&piece);
  }
  if (!refused) {
    for (const Evidence& piece : diagnosis.evidence) evidence.push_back(&piece);
  }
  append_deciding(page, message, evidence);
  append_codes(page, group);
  append_conflicts(page, group);
  append_overruled(page, message, evidence);
  append_rule(page, first.rule);
}

std::string_view explanation_of(Kind kind) {
  switch (kind) {
    case Kind::complaint:
      return "The report does not say who it was.";
    case Kind::auto_reply:
      return "Somebody is away, or a program has answered: the mail has arrived. Nothing has to be "
             "done.";
    case Kind::not_a_bounce:
      return "Nothing in it says that a mail was not delivered.";
    case Kind::failure:
    case Kind::delay:
    case Kind::delivered:
      break;
  }
  return "It does not say to whom.";
}

void append_no_recipient(Page& page, const Message& message, const Diagnosis& diagnosis,
                         const RecordInfo& record) {
  page.heading(in_words(diagnosis.kind), page.colours().neutral);
  page.blank_line();
  page.paragraph(explanation_of(diagnosis.kind), 0);
  const std::size_t before = page.out().size();
  page.blank_line();
  append_record(page, diagnosis, record);
  if (page.out().size() == before + 1) page.out().resize(before);
  std::vector<const Evidence*> evidence;
  for (const Evidence& piece : diagnosis.evidence) evidence.push_back(&piece);
  append_deciding(page, message, evidence);
  append_overruled(page, message, evidence);
}

}  // namespace

void render_text(const Message& message, const Diagnosis& diagnosis, const RecordInfo& record,
                 const PageStyle& style, std::string& out) {
  Page page(out, style.width, style.colour);
  if (style.show_origin) {
    std::string origin;
    append_origin(origin, record);
    page.heading("==> " + origin + " <==", page.colours().quiet);
    page.blank_line();
  }
  if (diagnosis.recipients.empty()) {
    append_no_recipient(page, message, diagnosis, record);
    return;
  }
  bool first = true;
  for (const RecipientGroup& group : group_recipients(diagnosis)) {
    if (!first) page.blank_line();
    first = false;
    append_group(page, message, diagnosis, record, group);
  }
}

}  // namespace whybounce
