// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/phrase_scan.h"
#include "evidence/dsn.h"
#include "evidence/recycled.h"
#include "evidence/reply_scan.h"
#include "whybounce/message.h"
#include "whybounce/span.h"
#include "whybounce/status.h"
#include "whybounce/vocabulary.h"

namespace whybounce {

// How much a statement is worth: the words of the server that refused come first, then what the
// reporting server makes of them, then what is said of no recipient in particular.
enum class Trust : std::uint8_t {
  diagnostic_field,  // Diagnostic-Code: RFC 3464 section 2.3.6
  quoted_reply,      // "<<< 550 …", "host … said: 550 …" in the text about this recipient
  reply,             // a line with a code in the text about this recipient
  words,             // other text about this recipient
  status_comment,    // "Status: 5.2.2 (mailbox full)"
  report,            // text about the mail as a whole
  subject,           // the report's Subject
};

// Some words about a recipient's delivery, with the replies that stand in them.
struct Statement {
  SourceSpan span;
  Trust trust = Trust::report;
  std::uint32_t first_segment = 0;  // into Findings::segments
  std::uint32_t segment_count = 0;
};

// What the message says about one recipient.
struct RecipientFindings {
  std::string address;  // the one that the sender wrote to, where told; may be empty
  std::string alias;
  SourceSpan address_span;
  std::optional<Action> action;
  FieldSpan action_field;
  std::optional<EnhancedStatus> status;  // of the Status field
  FieldSpan status_field;
  std::string remote_mta;
  std::vector<Statement> statements;  // its own; the most trusted first; of equal trust, in order

  void clear();
};

// A phrase that was found, and where.
struct Hit {
  PhraseHit phrase;
  std::uint32_t part = 0;
  bool own = false;       // found by the user's rules
  MarkerRoles roles = 0;  // of the built-in markers that have it as a wording

  [[nodiscard]] std::uint32_t end() const { return phrase.offset + phrase.length; }
  [[nodiscard]] bool is(MarkerRole role) const { return (roles & bit_of(role)) != 0; }
};

// The hits of one part: a run in Findings::hits.
struct HitRun {
  std::uint32_t part;
  std::size_t first;
  std::size_t last;
};

// What the message as a whole shows about itself.
struct ReportTraits {
  bool has_header = false;         // false for a pasted text
  bool delivery_report = false;    // a delivery status with at least one recipient
  bool feedback_report = false;    // RFC 5965
  bool from_mail_system = false;   // its From is a mailer daemon or a postmaster
  bool null_sender = false;        // Return-Path: <>
  bool failed_recipients = false;  // X-Failed-Recipients
  bool auto_submitted = false;     // Auto-Submitted other than "no", and the older fields
  bool auto_reply_field = false;   // a field that only auto-responders write
  bool disposition = false;        // a read receipt: RFC 8098
  bool mailing_list = false;       // sent to a list: RFC 2369, RFC 2919
  SourceSpan kind_span;            // the field that says so
};

// Everything that was found in a message, before anything is decided.
struct Findings {
  ReportTraits traits;
  Recycled<RecipientFindings> recipients;
  std::vector<Statement> common;  // said of no recipient in particular
  // The whole report's, whoever they are about, where there are several recipients: for one that
  // is only listed, and shares the reason with those that stand beside it.
  std::vector<Statement> shared;
  std::vector<ReplySegment> segments;
  std::vector<Hit> hits;           // of one part together, in the order of their ends
  std::vector<HitRun> runs;        // of hits, by part
  MarkerRoles roles = 0;           // of all hits
  std::vector<SourceSpan> notice;  // the texts of the report itself
  SourceSpan subject;
  std::string reporting_mta;
  std::uint32_t report_header = Part::kNone;    // the part with the report's own header
  std::uint32_t original_header = Part::kNone;  // the part with the returned message's header
  // A returned header that stands in the report's text: where it begins. Length 0: none.
  SourceSpan original_text;

  void clear();
  // The hits that end in the span; some of them may begin before it.
  [[nodiscard]] std::span<const Hit> hits_ending_in(const SourceSpan& span) const;
};

}  // namespace whybounce
