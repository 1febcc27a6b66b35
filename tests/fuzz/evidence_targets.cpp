// SPDX-License-Identifier: MIT
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/address.h"
#include "evidence/context.h"
#include "evidence/date.h"
#include "evidence/dsn.h"
#include "evidence/log_line.h"
#include "evidence/reply_scan.h"
#include "evidence/ses_notice.h"
#include "message/content_type.h"
#include "support/exact_copy.h"
#include "targets.h"
#include "whybounce/message.h"
#include "whybounce/status.h"
#include "whybounce/vocabulary.h"

namespace whybounce::fuzz {
namespace {

// Some text stands before and behind the range that is read: nobody may look there.
struct Range {
  explicit Range(std::string_view bytes)
      : text(bytes),
        begin(static_cast<std::uint32_t>(bytes.size() / 8)),
        end(static_cast<std::uint32_t>(bytes.size() - bytes.size() / 8)) {}

  void require_inside(const SourceSpan& span) const {
    if (span.length == 0) return;
    require(span.offset >= begin && span.offset <= end && span.length <= end - span.offset,
            "a span beyond the text");
  }

  std::string_view text;
  std::uint32_t begin;
  std::uint32_t end;
};

void check_status(const Range& range, const DeliveryStatus& status) {
  range.require_inside(status.reporting_mta);
  range.require_inside(status.arrival_date);
  for (const DsnRecipient& recipient : status.recipients) {
    for (const FieldSpan& field :
         {recipient.original_recipient, recipient.final_recipient, recipient.action_field,
          recipient.status_field, recipient.status_comment, recipient.remote_mta,
          recipient.diagnostic_code}) {
      range.require_inside(field);
      (void)clean_address(range.text.substr(field.offset, field.length));
    }
    if (recipient.status) {
      require(EnhancedStatus::parse(recipient.status->to_string()) == recipient.status,
              "a status code that does not parse back");
    }
  }
}

std::string words_at(std::string_view text, const SourceSpan& span) {
  return without_cr(text.substr(span.offset, span.length)) + '|';
}

// What the fields say, wherever they stand.
std::string dump(std::string_view text, const DeliveryStatus& status) {
  std::string out = words_at(text, status.reporting_mta) + words_at(text, status.arrival_date);
  for (const DsnRecipient& recipient : status.recipients) {
    out += '\n';
    for (const FieldSpan& field :
         {recipient.original_recipient, recipient.final_recipient, recipient.action_field,
          recipient.status_field, recipient.status_comment, recipient.remote_mta,
          recipient.diagnostic_code}) {
      out += words_at(text, field);
    }
    if (recipient.action) out += name_of(*recipient.action);
    if (recipient.status) out += recipient.status->to_string();
    out += recipient.diagnostic_is_smtp ? "smtp" : "";
  }
  return out;
}

std::string read_fields(std::string_view text) {
  DeliveryStatus fields;
  read_delivery_status(text, 0, 0, static_cast<std::uint32_t>(text.size()), fields);
  return dump(text, fields);
}

std::string read_reply_codes(std::string_view text) {
  std::vector<ReplySegment> segments;
  scan_replies(text, 0, static_cast<std::uint32_t>(text.size()), segments);
  std::string out;
  for (const ReplySegment& segment : segments) {
    out += segment.reply_code ? segment.reply_code->to_string() : "-";
    out += ' ' + (segment.status ? segment.status->to_string() : "-") + '\n';
  }
  return out;
}

void check_segment(const Range& range, const ReplySegment& segment) {
  if (segment.reply_code) {
    const std::string_view words = range.text.substr(segment.reply_code_offset, 3);
    require(segment.reply_code_offset >= range.begin && segment.reply_code_offset + 3 <= range.end,
            "a code beyond the text");
    require(ReplyCode::parse(words) == segment.reply_code, "a reply code that stands elsewhere");
  }
  if (segment.status) {
    require(segment.status_length > 0, "a status code without a place");
    range.require_inside({0, segment.status_offset, segment.status_length});
    require(EnhancedStatus::parse(segment.status->to_string()) == segment.status,
            "a status code that does not parse back");
  }
}

}  // namespace

void run_status_fields(std::string_view bytes) {
  const testing::ExactCopy copy(bytes);
  const Range range(copy.view());
  DeliveryStatus fields;
  read_delivery_status(range.text, 0, range.begin, range.end, fields);
  check_status(range, fields);
  DeliveryStatus log;
  (void)read_log_line(range.text, 0, range.begin, range.end, log);
  check_status(range, log);
  DeliveryStatus notice;
  (void)read_ses_notice(range.text, 0, range.begin, range.end, notice);
  check_status(range, notice);
  if (const auto other = with_other_line_ends(bytes)) {
    const testing::ExactCopy twin(*other);
    require_same(read_fields(twin.view()), read_fields(copy.view()), "CRLF and LF differ");
  }
}

void run_replies(std::string_view bytes) {
  const testing::ExactCopy copy(bytes);
  const Range range(copy.view());
  std::vector<ReplySegment> segments;
  scan_replies(range.text, range.begin, range.end, segments);
  std::uint32_t at = range.begin;
  for (const ReplySegment& segment : segments) {
    require(segment.begin >= at && segment.end >= segment.begin && segment.end <= range.end,
            "segments out of order");
    at = segment.end;
    check_segment(range, segment);
  }
  for (std::uint32_t i = range.begin; i < range.end; ++i) {
    if (const auto mark = status_at(range.text, i, range.end)) {
      require(mark->length > 0 && mark->length <= range.end - i, "a status code beyond the text");
    }
  }
  require(fold_space(copy.view()).size() <= bytes.size(), "a folded text that grows");
  if (const auto other = with_other_line_ends(bytes)) {
    const testing::ExactCopy twin(*other);
    require_same(read_reply_codes(twin.view()), read_reply_codes(copy.view()),
                 "CRLF and LF differ");
    require_same(fold_space(twin.view()), fold_space(copy.view()), "CRLF and LF fold differently");
  }
}

void run_values(std::string_view bytes) {
  const testing::ExactCopy copy(bytes);
  const std::string_view text = copy.view();
  (void)iso_date(text);
  (void)clean_address(text);
  (void)parse_action(text);
  (void)is_mail_system_name(text);
  (void)names_host_in(text, "example.com");
  const auto end = static_cast<std::uint32_t>(text.size());
  for (std::uint32_t from = 0; from < end;) {
    const auto mark = find_address(text, from, end);
    if (!mark) break;
    require(mark->offset >= from && mark->length > 2 && mark->offset + mark->length <= end,
            "an address beyond the text");
    require(text.substr(mark->offset, mark->length).find('@') != std::string_view::npos,
            "an address without @");
    std::string address;
    assign_found_address(text.substr(mark->offset, mark->length), address);
    require(address == clean_address(text.substr(mark->offset, mark->length)),
            "an address that is cleaned in two ways");
    from = mark->offset + mark->length;
  }
  if (const auto pattern = StatusPattern::parse(text)) {
    require(StatusPattern::parse(pattern->to_string()) == pattern, "a pattern that changes");
  }
  if (const auto status = EnhancedStatus::parse(text)) {
    require_same(status->to_string(), text, "a status code that changes");
  }
  if (const auto code = ReplyCode::parse(text)) {
    require_same(code->to_string(), text, "a reply code that changes");
  }
}

}  // namespace whybounce::fuzz
