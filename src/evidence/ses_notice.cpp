// SPDX-License-Identifier: MIT
#include "evidence/ses_notice.h"

#include <algorithm>

#include "ascii.h"
#include "evidence/reply_scan.h"

namespace whybounce {
namespace {

// A JSON string, between its quotes.
struct Quoted {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

class NoticeReader {
 public:
  NoticeReader(std::string_view text, std::uint32_t part, std::uint32_t begin, std::uint32_t end,
               DeliveryStatus& into)
      : text_(text), part_(part), at_(begin), end_(end), into_(into) {}

  std::optional<Kind> read();

 private:
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
  DeliveryStatus& into_;
  std::optional<Kind> kind_;
  bool in_mail_ = false;        // inside of "mail": the message that was sent
  bool in_recipients_ = false;  // inside of "recipients": addresses without a name of their own
};

std::optional<Quoted> NoticeReader::next_string() {
  while (at_ < end_ && text_[at_] != '"') {
    if (text_[at_] == ']') in_recipients_ = false;
    ++at_;
  }
  if (at_ >= end_) return std::nullopt;
  const std::uint32_t begin = ++at_;
  while (at_ < end_ && text_[at_] != '"') at_ += text_[at_] == '\\' && at_ + 1 < end_ ? 2U : 1U;
  if (at_ >= end_) return std::nullopt;
  return Quoted{begin, at_++};
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
    if (text_[at_] != '"') continue;
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
  const std::string_view head = text.substr(begin, std::min<std::size_t>(end - begin, 200));
  if (head.empty() || head.front() != '{') return std::nullopt;
  if (head.find("\"notificationType\"") == std::string_view::npos &&
      head.find("\"eventType\"") == std::string_view::npos) {
    return std::nullopt;
  }
  return NoticeReader(text, part, begin, end, into).read();
}

}  // namespace whybounce
