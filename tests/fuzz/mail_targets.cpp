// SPDX-License-Identifier: MIT
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ascii.h"
#include "message/utf8.h"
#include "render/redact.h"
#include "render/summary.h"
#include "support/diagnosis_dump.h"
#include "support/exact_copy.h"
#include "support/json_check.h"
#include "support/output_check.h"
#include "targets.h"
#include "whybounce/whybounce.h"

namespace whybounce::fuzz {
namespace {

enum class Form { message, text };

// One that is used again and again: what it says must not depend on what it has read before.
struct Reader {
  Message message;
  Diagnoser diagnoser;
  Diagnosis diagnosis;

  void parse(std::string_view bytes, Form form) {
    if (form == Form::message) {
      parse_message(bytes, message);
    } else {
      parse_text(bytes, message);
    }
  }

  void read(std::string_view bytes, Form form) {
    parse(bytes, form);
    diagnoser.diagnose(message, diagnosis);
  }
};

void check_span(const Message& message, const SourceSpan& span) {
  require(span.part < message.parts().size(), "a span in a part that is not there");
  const std::string_view text = message.text(span.part);
  require(span.offset <= text.size() && span.length <= text.size() - span.offset,
          "a span beyond its part");
}

void check_recipient(const Message& message, const RecipientDiagnosis& recipient) {
  for (const Evidence& piece : recipient.evidence) {
    check_span(message, piece.span);
    require(piece.span.length > 0, "evidence without words");
  }
  if (recipient.reply_code) {
    require(ReplyCode::parse(recipient.reply_code->to_string()) == recipient.reply_code,
            "a reply code that does not parse back");
  }
  if (recipient.status) {
    require(EnhancedStatus::parse(recipient.status->to_string()) == recipient.status,
            "a status code that does not parse back");
    require(recipient.status_from.has_value(), "a status code from nowhere");
  }
  require(recipient.diagnostic.find_first_of("\r\n") == std::string::npos,
          "a diagnostic of several lines");
}

void check_verdict(const Reader& reader) {
  for (std::uint32_t i = 0; i < reader.message.parts().size(); ++i) {
    const std::string_view text = reader.message.text(i);
    require(valid_utf8_prefix(text) == text.size(), "a decoded text that is no UTF-8");
  }
  for (const Evidence& piece : reader.diagnosis.evidence) check_span(reader.message, piece.span);
  for (const RecipientDiagnosis& recipient : reader.diagnosis.recipients) {
    check_recipient(reader.message, recipient);
  }
}

void require_safe(std::string_view out, bool tabs, std::string_view what) {
  if (!testing::is_safe_output(out, tabs)) {
    throw Violation(std::string(what) + ": no UTF-8, or a control character");
  }
}

std::size_t lines_of(std::string_view out) {
  return static_cast<std::size_t>(std::ranges::count(out, '\n'));
}

std::string render_table(const Reader& reader, const RecordInfo& info, TableForm form) {
  static const std::vector<const Field*> kColumns = [] {
    std::vector<const Field*> columns;
    for (const Field& field : fields()) columns.push_back(&field);
    return columns;
  }();
  std::string out;
  render_table_rows(reader.message, reader.diagnosis, info, kColumns, form, out);
  return out;
}

std::string render_page(const Reader& reader, const RecordInfo& info, const PageStyle& style) {
  std::string out;
  render_text(reader.message, reader.diagnosis, info, style, out);
  return out;
}

std::string render_summary(const Diagnosis& diagnosis) {
  Summary summary;
  summary.add(diagnosis);
  std::string json;
  render_summary_json(summary, json);
  require(testing::JsonCheck::is_valid(json), "a summary's JSON that is none");
  std::string text;
  render_summary_text(summary, {}, text);
  return json + text;
}

std::string without_colours(std::string_view page) {
  std::string out;
  for (std::size_t i = 0; i < page.size(); ++i) {
    if (page[i] == '\x1b') {
      i = std::min(page.find('m', i), page.size());
    } else {
      out += page[i];
    }
  }
  return out;
}

bool is_plain_address(const std::string& text) {
  return text.find('@') != std::string::npos && std::ranges::all_of(text, [](char c) {
           return c > ' ' && c < 0x7F && c != '"' && c != '\\' && c != '\'';
         });
}

// The recipients' addresses, where they differ from what masks them.
std::vector<std::string> addresses_of(const Diagnosis& diagnosis) {
  std::vector<std::string> addresses;
  for (const RecipientDiagnosis& recipient : diagnosis.recipients) {
    for (const std::string& address : {recipient.address, recipient.alias}) {
      if (is_plain_address(address) && masked_names(address) != address) {
        addresses.push_back(address);
      }
    }
  }
  return addresses;
}

bool is_unmasked(char c) {
  return ascii::is_alnum(c) && c != 'x';
}

// Whoever's address it is: on both sides of each "@" there are masked names, or none. An escaped
// character before it ends with a letter too.
void require_masked_addresses(std::string_view out) {
  for (std::size_t at = 0; (at = out.find('@', at)) != std::string_view::npos; ++at) {
    const std::string_view before = out.substr(at - std::min<std::size_t>(at, 6), 6);
    const bool behind_escape = before.find('\\') != std::string_view::npos;
    if ((at > 0 && !behind_escape && is_unmasked(out[at - 1])) ||
        (at + 1 < out.size() && is_unmasked(out[at + 1]))) {
      throw Violation("an address that is not masked: " +
                      std::string(out.substr(at - std::min<std::size_t>(at, 60), 120)));
    }
  }
}

// What is masked must be hidden in what was quoted from the message too.
void check_masked(Reader& reader, RecordInfo info) {
  info.redacted = true;
  info.source = "-";
  info.key = std::nullopt;
  const std::vector<std::string> addresses = addresses_of(reader.diagnosis);
  const Diagnosis kept = reader.diagnosis;
  redact(reader.diagnosis);
  std::string out;
  render_json(reader.message, reader.diagnosis, info, out);
  if (!testing::JsonCheck::is_valid(out)) throw Violation("masked JSON that is none: " + out);
  render_text(reader.message, reader.diagnosis, info, {}, out);
  render_brief(reader.diagnosis, info, out);
  out += render_table(reader, info, TableForm::csv);
  out += render_summary(reader.diagnosis);
  require_safe(out, false, "masked output");
  require_masked_addresses(out);
  reader.diagnosis = kept;
  // Of thousands, some.
  for (std::size_t i = 0; i < std::min<std::size_t>(addresses.size(), 20); ++i) {
    if (out.find(addresses[i]) != std::string::npos) {
      throw Violation("an address that is not masked: " + addresses[i]);
    }
  }
}

// Every form that there is, checked; returned together.
std::string render_all(Reader& reader, std::string_view bytes) {
  const RecordInfo info{.source = bytes.substr(0, 9), .numbered = true, .key = bytes.substr(0, 5)};
  std::string json;
  render_json(reader.message, reader.diagnosis, info, json);
  if (!testing::JsonCheck::is_valid(json)) throw Violation("JSON that is none: " + json);
  require_safe(json, false, "json");
  require(lines_of(json) == 0, "JSON of several lines");

  PageStyle style{.width = 40 + static_cast<int>(bytes.size() % 61), .show_origin = true};
  const std::string text = render_page(reader, info, style);
  require_safe(text, false, "text");
  style.colour = true;
  require_same(without_colours(render_page(reader, info, style)), text, "colours change the page");
  const std::string summary = render_summary(reader.diagnosis);
  require_safe(summary, false, "summary");
  std::string brief;
  render_brief(reader.diagnosis, info, brief);
  require_safe(brief, false, "brief");

  const std::size_t rows = std::max<std::size_t>(1, reader.diagnosis.recipients.size());
  require(lines_of(brief) == rows, "brief: lines");
  const std::string csv = render_table(reader, info, TableForm::csv);
  require_safe(csv, false, "csv");
  require(lines_of(csv) == rows, "csv: lines");
  for (const std::string& cell : testing::csv_cells(csv)) {
    require(!testing::is_formula(cell), "csv: a formula");
  }
  const std::string tsv = render_table(reader, info, TableForm::tsv);
  require_safe(tsv, true, "tsv");
  require(lines_of(tsv) == rows, "tsv: lines");
  const std::string table = render_table(reader, info, TableForm::brief);
  require_safe(table, false, "table");
  check_masked(reader, info);
  return json + text + summary + brief + csv + tsv + table;
}

std::string dump(const Reader& reader) {
  return testing::dump_diagnosis(reader.message, reader.diagnosis);
}

void check_any(std::string_view bytes, Form form) {
  static Reader used;
  const testing::ExactCopy copy(bytes);
  used.read(copy.view(), form);
  check_verdict(used);
  const std::string out = render_all(used, copy.view());
  const std::string answer = dump(used);

  Reader fresh;
  fresh.read(copy.view(), form);
  require_same(render_all(fresh, copy.view()), out, "the second answer differs");
  Reader apart;  // one that decodes, and goes on in another's place
  apart.parse(copy.view(), form);
  decode_report(apart.message);
  fresh.message.swap_contents(apart.message);
  fresh.diagnoser.diagnose(fresh.message, fresh.diagnosis);
  require_same(dump(fresh), answer, "decoded before, the answer differs");

  const auto other = with_other_line_ends(bytes);
  if (!other || has_wide_text(used.message)) return;
  const testing::ExactCopy twin(*other);
  fresh.read(twin.view(), form);
  check_verdict(fresh);
  require_same(dump(fresh), answer, "CRLF and LF differ");
}

// The part of an answer that an unrelated part must leave alone.
std::string verdict_of(std::string_view mail) {
  Reader reader;
  reader.read(mail, Form::message);
  reader.diagnosis.original = {};
  return dump(reader);
}

constexpr std::string_view kHead =
    "From: MAILER-DAEMON@mx.example.org\n"
    "To: me@example.org\n"
    "Subject: Undelivered mail\n"
    "MIME-Version: 1.0\n"
    "Content-Type: multipart/mixed; boundary=\"outer-7f3a\"\n"
    "\n"
    "--outer-7f3a\n"
    "Content-Type: text/plain; charset=utf-8\n"
    "\n";
constexpr std::string_view kAttachment =
    "\n--outer-7f3a\n"
    "Content-Type: application/octet-stream\n"
    "Content-Disposition: attachment; filename=\"reply.bin\"\n"
    "\n"
    "550 5.1.1 <other@example.com>: User unknown. Mailbox full. 452 4.2.2 Over quota\n";
constexpr std::string_view kOriginal =
    "\n--outer-7f3a\n"
    "Content-Type: message/rfc822\n"
    "\n"
    "Message-Id: <1@example.org>\n"
    "Subject: Hello\n"
    "Date: Fri, 2 Jan 2026 03:04:05 +0000\n"
    "\n"
    "They told me: 550 5.1.1 <other@example.com>: User unknown. Mailbox full.\n";
constexpr std::string_view kOriginalHeader =
    "\n--outer-7f3a\n"
    "Content-Type: text/rfc822-headers\n"
    "\n"
    "Message-Id: <1@example.org>\n"
    "Subject: 550 5.1.1 User unknown: mailbox full\n"
    "Date: Fri, 2 Jan 2026 03:04:05 +0000\n";
// The same where there are no parts.
constexpr std::string_view kQuotedOriginal =
    "\n\n--- Below this line is a copy of the message.\n\n"
    "Return-Path: <me@example.org>\n"
    "Message-Id: <1@example.org>\n"
    "Subject: Hello\n"
    "Date: Fri, 2 Jan 2026 03:04:05 +0000\n"
    "\n"
    "They told me: 550 5.1.1 <other@example.com>: User unknown. Mailbox full.\n";
constexpr std::string_view kEnd = "\n--outer-7f3a--\n";

std::string joined(std::initializer_list<std::string_view> pieces) {
  std::string out;
  for (const std::string_view piece : pieces) out += piece;
  return out;
}

}  // namespace

void run_message(std::string_view bytes) {
  check_any(bytes, Form::message);
}

void run_text(std::string_view bytes) {
  check_any(bytes, Form::text);
}

// The bytes are a report's text; what else the mail holds must not change what it says.
void run_wrapped_mail(std::string_view bytes) {
  if (bytes.find("--") != std::string_view::npos) return;
  const std::string alone = verdict_of(joined({kHead, bytes, kEnd}));
  require_same(verdict_of(joined({kHead, bytes, kAttachment, kEnd})), alone,
               "an attachment changes the verdict");
  require_same(verdict_of(joined({kHead, bytes, kOriginal, kEnd})), alone,
               "the returned message changes the verdict");
  require_same(verdict_of(joined({kHead, bytes, kQuotedOriginal, kEnd})), alone,
               "a quoted message changes the verdict");
  require_same(verdict_of(joined({kHead, bytes, kOriginalHeader, kEnd})), alone,
               "the returned message's header changes the verdict");
}

}  // namespace whybounce::fuzz
