// SPDX-License-Identifier: MIT
#include "evidence/ses_notice.h"

#include "ascii.h"
#include "evidence/reply_scan.h"
#include "message/lines.h"

namespace whybounce {
namespace {

// The name that tells what it is stands among the first.
constexpr std::size_t kMaxHead = 1024;

// A JSON string, between its quotes.
struct Quoted {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

class NoticeReader {
 public:
  NoticeReader(std::string_view text, std::uint32_t part, std::uint32_t begin, std::uint32_t end,
               bool escaped, DeliveryStatus& into)
      : text_(text), part_(part), at_(begin), end_(end), escaped_(escaped), into_(into) {}

  std::optional<Kind> read();

 private:
  // Inside of a JSON string, as SNS wraps the object, every quote is escaped.
  bool quote_at(std::uint32_t i) const {
    if (!escaped_) return text_[i] == '"';
    return text_[i] == '\\' && i + 1 < end_ && text_[i + 1] == '"';
  }
  std::uint32_t quote_length() const { return escaped_ ? 2 : 1; }
  std::optional<Quoted> next_string();
  bool take_colon();
  void take(std::string_view name, const Quoted& value);
  void take_address(const Quoted& value);
  std::string_view words(const Quoted& quoted) const {
    return text_.substr(quoted.begin, quoted.end - quoted.begin);
  }
  FieldSpan span(const Quoted& quoted) const {
    return {part_, quoted.begin, quoted.end - quoted.begin};
  }

  std::string_view text_;
  std::uint32_t part_;
  std::uint32_t at_;
  std::uint32_t end_;
  bool escaped_;
  DeliveryStatus& into_;
  std::optional<Kind> kind_;
  bool in_mail_ = false;        // inside of "mail": the message that was sent
  bool in_recipients_ = false;  // inside of "recipients": addresses without a name of their own
};

std::optional<Quoted> NoticeReader::next_string() {
  while (at_ < end_ && !quote_at(at_)) {
    if (text_[at_] == ']') in_recipients_ = false;
    ++at_;
  }
  if (at_ >= end_) return std::nullopt;
  at_ += quote_length();
  const std::uint32_t begin = at_;
  while (at_ < end_ && !quote_at(at_)) at_ += text_[at_] == '\\' && at_ + 1 < end_ ? 2U : 1U;
  if (at_ >= end_) return std::nullopt;
  const Quoted found{begin, at_};
  at_ += quote_length();
  return found;
}

bool NoticeReader::take_colon() {
  std::uint32_t i = at_;
  while (i < end_ && ascii::is_space(text_[i])) ++i;
  if (i >= end_ || text_[i] != ':') return false;
  at_ = i + 1;
  return true;
}

void NoticeReader::take_address(const Quoted& value) {
  DsnRecipient recipient;
  recipient.final_recipient = span(value);
  if (kind_ == Kind::delivered) recipient.action = Action::delivered;
  into_.recipients.push_back(recipient);
}

void NoticeReader::take(std::string_view name, const Quoted& value) {
  if (name == "notificationType" || name == "eventType") {
    if (words(value) == "Bounce") kind_ = Kind::failure;
    if (words(value) == "Complaint") kind_ = Kind::complaint;
    if (words(value) == "Delivery") kind_ = Kind::delivered;
    return;
  }
  if (name == "emailAddress") return take_address(value);
  if (name == "reportingMTA") into_.reporting_mta = span(value);
  if (into_.recipients.empty()) return;
  DsnRecipient& recipient = into_.recipients.back();
  if (name == "action") {
    recipient.action_field = span(value);
    recipient.action = parse_action(words(value));
  } else if (name == "status") {
    if (const auto mark = status_at(text_, value.begin, value.end)) {
      recipient.status = mark->status;
      recipient.status_field = {part_, value.begin, mark->length};
    }
  } else if (name == "diagnosticCode" || name == "smtpResponse") {
    recipient.diagnostic_code = span(value);
    recipient.diagnostic_is_smtp = true;
  }
}

std::optional<Kind> NoticeReader::read() {
  while (const auto string = next_string()) {
    if (!take_colon()) {
      if (in_recipients_ && !in_mail_) take_address(*string);
      continue;
    }
    const std::string_view name = words(*string);
    while (at_ < end_ && ascii::is_space(text_[at_])) ++at_;
    if (at_ >= end_) break;
    if (name == "mail") in_mail_ = true;
    if (name == "bounce" || name == "complaint" || name == "delivery") in_mail_ = false;
    in_recipients_ = name == "recipients";
    if (!quote_at(at_)) continue;
    const auto value = next_string();
    if (!value) break;
    if (!in_mail_) take(name, *value);
  }
  return kind_;
}

}  // namespace

std::optional<Kind> read_ses_notice(std::string_view text, std::uint32_t part, std::uint32_t begin,
                                    std::uint32_t end, DeliveryStatus& into) {
  while (begin < end && ascii::is_space(text[begin])) ++begin;
  if (begin == end || text[begin] != '{') return std::nullopt;
  const std::string_view head = text_head(text.substr(begin, end - begin), kMaxHead);
  for (const std::string_view name : {"notificationType", "eventType"}) {
    const std::size_t at = head.find(name);
    if (at == std::string_view::npos || at < 2) continue;
    const bool escaped = head[at - 2] == '\\';
    const auto from = begin + static_cast<std::uint32_t>(at) - (escaped ? 2 : 1);
    return NoticeReader(text, part, from, end, escaped, into).read();
  }
  return std::nullopt;
}

}  // namespace whybounce
