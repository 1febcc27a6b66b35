// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "render/advice.h"
#include "render/code_notes.h"
#include "render/evidence_section.h"
#include "render/origin.h"
#include "render/page.h"
#include "render/provider_notes.h"
#include "render/recipient_groups.h"
#include "render/redact.h"
#include "render/words.h"
#include "whybounce/catalog.h"
#include "whybounce/render.h"

// The page goes from what everybody wants to know to what only some do: the verdict, whose move it
// is, what to do; then the evidence; then what each code says; then what stood against it.
namespace whybounce {
namespace {

constexpr int kLabelWidth = 11;
constexpr int kIndent = 2;

// A report can name thousands of recipients. Of a group so many are listed, and the words about a
// few stand for all: the first ones, and some more where another rule knew the words.
constexpr std::size_t kRecipientsListed = 20;
constexpr std::size_t kRecipientsQuoted = 3;
constexpr std::size_t kMostQuoted = 5;

RecipientGroup quoted_of(const RecipientGroup& group) {
  RecipientGroup quoted;
  for (const RecipientDiagnosis* recipient : group) {
    if (quoted.size() == kMostQuoted) break;
    const bool is_new =
        std::ranges::find(quoted, recipient->rule, &RecipientDiagnosis::rule) == quoted.end();
    if (is_new || quoted.size() < kRecipientsQuoted) quoted.push_back(recipient);
  }
  return quoted;
}

bool has_one_rule(const RecipientGroup& group) {
  return std::ranges::all_of(group, [&](const RecipientDiagnosis* recipient) {
    return recipient->rule == group.front()->rule;
  });
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

// Each host that refused somebody of the group, in order, and the command, where one is told.
std::vector<std::pair<std::string_view, std::string_view>> servers_of(const RecipientGroup& group) {
  std::vector<std::pair<std::string_view, std::string_view>> servers;
  for (const RecipientDiagnosis* recipient : group) {
    if (recipient->remote_mta.empty()) continue;
    const auto known = std::ranges::find(servers, std::string_view(recipient->remote_mta),
                                         &std::pair<std::string_view, std::string_view>::first);
    if (known == servers.end()) {
      if (servers.size() == kRecipientsQuoted) break;
      servers.emplace_back(recipient->remote_mta, recipient->command);
    } else if (known->second.empty()) {
      known->second = recipient->command;
    }
  }
  return servers;
}

std::string_view explanation_of(Kind kind) {
  switch (kind) {
    case Kind::complaint:
      return "A recipient told their provider that this mail is spam, often with a button in the "
             "mail program. Who goes on sending to them will sooner or later be blocked.";
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
  return "";
}

class TextPage {
 public:
  TextPage(const Message& message, const Diagnosis& diagnosis, const RecordInfo& record,
           const PageStyle& style, std::string& out)
      : message_(message),
        diagnosis_(diagnosis),
        record_(record),
        page_(out, style.width, style.colour) {}

  void origin() {
    std::string origin;
    append_origin(origin, record_);
    page_.heading("==> " + origin + " <==", page_.colours().quiet);
    page_.blank_line();
  }
  void whole_record();
  void overview(const std::vector<RecipientGroup>& groups);
  void group(const RecipientGroup& group);

 private:
  void entry(std::string_view label, std::string_view text) {
    if (!text.empty()) page_.entry(label, kLabelWidth, text, kIndent);
  }
  void section(std::string_view heading) {
    page_.blank_line();
    page_.heading(heading);
  }
  void facts(const RecipientGroup& group);
  void recipients(const RecipientGroup& group);
  void servers(const RecipientGroup& group);
  void words_of_server(const RecipientDiagnosis& recipient);
  void report();
  void complaint_advice();
  void codes(const RecipientGroup& group, const RecipientGroup& quoted);
  void conflicts(const RecipientGroup& group);
  void rules(const RecipientGroup& quoted, bool with_notes);

  const Message& message_;
  const Diagnosis& diagnosis_;
  const RecordInfo& record_;
  Page page_;
  bool told_report_ = false;         // what is the same for all groups is told once
  std::set<std::string> explained_;  // codes and digits, likewise
};

void TextPage::recipients(const RecipientGroup& group) {
  std::string_view label = group.size() == 1 ? "Recipient" : "Recipients";
  const std::size_t listed = std::min(group.size(), kRecipientsListed);
  for (const RecipientDiagnosis* recipient : std::span(group).first(listed)) {
    std::string line = address_of(*recipient);
    if (group.size() > 1) {
      if (line.empty()) line = "(not named)";
      line = joined(line, " ", codes_of(*recipient));
    }
    entry(label, line);
    if (!line.empty()) label = "";
  }
  if (listed < group.size()) {
    entry(label, fmt::format("and {} more; -f csv lists all", group.size() - listed));
  }
}

void TextPage::servers(const RecipientGroup& group) {
  const auto servers = servers_of(group);
  std::string_view label =
      group.front()->reply_code && group.front()->cause ? "Refused by" : "Server";
  for (const auto& [host, command] : servers) {
    entry(label, command.empty() ? std::string(host)
                                 : fmt::format("{}, at the command {}", host, command));
    label = "";
  }
  if (servers.empty()) entry("At command", group.front()->command);
}

// The server's words, where the excerpts do not show them as they were meant: folded, quoted or
// wrapped in another server's.
void TextPage::words_of_server(const RecipientDiagnosis& recipient) {
  for (const Evidence& piece : recipient.evidence) {
    std::string line(line_at(message_.text(piece.span.part), piece.span.offset));
    if (record_.redacted) mask_names(line);
    if (piece.overruled.empty() && line.find(recipient.diagnostic) != std::string_view::npos)
      return;
  }
  entry("It said", recipient.diagnostic);
}

void TextPage::report() {
  if (told_report_) return;
  told_report_ = true;
  const std::string writer =
      diagnosis_.generator.empty() || diagnosis_.reporting_mta.empty()
          ? diagnosis_.reporting_mta + diagnosis_.generator
          : fmt::format("{} ({})", diagnosis_.reporting_mta, diagnosis_.generator);
  entry(writer.empty() ? "Date" : "Reported by", joined(writer, ", ", diagnosis_.date));
  const OriginalMessage& original = diagnosis_.original;
  entry("The mail", joined(original.subject.empty() ? "" : fmt::format("\"{}\"", original.subject),
                           " ", original.from.empty() ? "" : "from " + original.from));
  entry("Message-ID", original.message_id);
  if (record_.truncated) entry("Note", "only the beginning of this record was read");
}

void TextPage::facts(const RecipientGroup& group) {
  const RecipientDiagnosis& first = *group.front();
  if (first.cause) entry("Whose move", in_words(first.acts));
  if (first.cause || diagnosis_.kind == Kind::complaint) {
    entry("The address", in_words(first.list_action, diagnosis_.kind));
  }
  recipients(group);
  servers(group);
  words_of_server(first);
  report();
}

void TextPage::complaint_advice() {
  section("What to do");
  for (const std::string_view step :
       {"Take the address off all your lists, for good.",
        "Do not ask the recipient why: another mail makes another complaint.",
        "When complaints come often, look at how addresses get onto the list, and make it easy to "
        "leave it."}) {
    page_.bullet(step, kIndent);
  }
}

void TextPage::codes(const RecipientGroup& group, const RecipientGroup& quoted) {
  std::vector<CodeNote> notes;
  const auto add = [&](std::vector<CodeNote> more) {
    for (CodeNote& note : more) {
      if (explained_.insert(note.label).second) notes.push_back(std::move(note));
    }
  };
  // A provider's own code says most, so it comes first.
  for (const RecipientDiagnosis* recipient : quoted) {
    add(provider_notes_on(*recipient, diagnosis_.reporting_mta));
  }
  for (const RecipientDiagnosis* recipient : group) {
    if (recipient->reply_code) add(notes_on(*recipient->reply_code));
    if (recipient->status) add(notes_on(*recipient->status));
  }
  if (notes.empty()) return;
  section("What the codes mean");
  append_notes(page_, notes, kIndent);
}

void TextPage::conflicts(const RecipientGroup& group) {
  std::set<std::string_view> said;
  for (const RecipientDiagnosis* recipient : group) {
    for (const std::string& conflict : recipient->conflicts) {
      if (!said.insert(conflict).second) continue;
      if (said.size() == 1) section("Where it contradicts itself");
      page_.bullet(conflict, kIndent);
    }
  }
}

void TextPage::rules(const RecipientGroup& quoted, bool with_notes) {
  std::set<const Rule*> told;
  for (const RecipientDiagnosis* recipient : quoted) {
    const Rule* rule = recipient->rule;
    if (rule == nullptr || !told.insert(rule).second) continue;
    if (told.size() == 1) {
      section("About these words");
    } else {
      page_.blank_line();
    }
    if (with_notes && !rule->note().empty()) page_.paragraph(rule->note(), kIndent);
    entry("Rule", fmt::format("{} ({}:{})", rule->id(), rule->file(), rule->line));
    std::string_view label = "Source";
    for (std::string_view sources = rule->source(); !sources.empty();) {
      const std::size_t end = std::min(sources.find('\n'), sources.size());
      entry(label, sources.substr(0, end));
      sources.remove_prefix(std::min(end + 1, sources.size()));
      label = "";
    }
  }
}

// What the pages below are about, where there is more than one.
void TextPage::overview(const std::vector<RecipientGroup>& groups) {
  page_.heading(
      fmt::format("{} recipients, {} outcomes", diagnosis_.recipients.size(), groups.size()));
  for (const RecipientGroup& group : groups) {
    const RecipientDiagnosis& first = *group.front();
    std::string line = headline_of(diagnosis_.kind, first, group.size());
    if (group.size() == 1 && !first.address.empty()) line += ": " + first.address;
    page_.bullet(line, kIndent);
  }
  page_.blank_line();
}

void TextPage::group(const RecipientGroup& group) {
  const RecipientDiagnosis& first = *group.front();
  page_.heading(headline_of(diagnosis_.kind, first, group.size()),
                colour_of(page_.colours(), diagnosis_.kind, first));
  page_.blank_line();
  const std::string_view explanation =
      first.cause ? cause_row(*first.cause).explanation : explanation_of(diagnosis_.kind);
  if (!explanation.empty()) {
    page_.paragraph(explanation, 0);
    page_.blank_line();
  }
  const RecipientGroup quoted = quoted_of(group);
  const bool shares_note =
      has_one_rule(group) && first.rule != nullptr && !first.rule->note().empty();
  if (shares_note) {
    page_.paragraph(first.rule->note(), 0);
    page_.blank_line();
  }
  facts(group);
  if (first.cause) append_advice(page_, cause_row(*first.cause), first.acts);
  if (diagnosis_.kind == Kind::complaint) complaint_advice();

  std::vector<const Evidence*> evidence;
  for (const RecipientDiagnosis* recipient : quoted) {
    for (const Evidence& piece : recipient->evidence) evidence.push_back(&piece);
  }
  // What is said of the mail as a whole: who has words of their own needs no others.
  if (!first.cause && evidence.empty()) {
    for (const Evidence& piece : diagnosis_.evidence) evidence.push_back(&piece);
  }
  const std::string what =
      quoted.size() == group.size()
          ? "Evidence"
          : fmt::format("Evidence about {} of the {} recipients", quoted.size(), group.size());
  append_deciding(page_, what, message_, evidence, record_.redacted);
  codes(group, quoted);
  conflicts(group);
  append_overruled(page_, message_, evidence, record_.redacted);
  rules(quoted, !shares_note);
}

void TextPage::whole_record() {
  page_.heading(in_words(diagnosis_.kind), page_.colours().neutral);
  const std::string_view explanation = explanation_of(diagnosis_.kind);
  if (!explanation.empty()) {
    page_.blank_line();
    page_.paragraph(explanation, 0);
  }
  const std::size_t before = page_.out().size();
  page_.blank_line();
  report();
  if (page_.out().size() == before + 1) page_.out().resize(before);
  std::vector<const Evidence*> evidence;
  for (const Evidence& piece : diagnosis_.evidence) evidence.push_back(&piece);
  append_deciding(page_, "Evidence", message_, evidence, record_.redacted);
  append_overruled(page_, message_, evidence, record_.redacted);
}

}  // namespace

void render_text(const Message& message, const Diagnosis& diagnosis, const RecordInfo& record,
                 const PageStyle& style, std::string& out) {
  TextPage page(message, diagnosis, record, style, out);
  if (style.show_origin) page.origin();
  if (diagnosis.recipients.empty()) page.whole_record();
  const std::vector<RecipientGroup> groups = group_recipients(diagnosis);
  if (groups.size() > 1) page.overview(groups);
  bool first = true;
  for (const RecipientGroup& group : groups) {
    if (!first) out += '\n';
    first = false;
    page.group(group);
  }
}

}  // namespace whybounce
