// SPDX-License-Identifier: MIT
#include "evidence/dsn.h"

#include <algorithm>
#include <array>

#include "ascii.h"
#include "evidence/quoting.h"
#include "evidence/reply_scan.h"
#include "message/header_fields.h"

namespace whybounce {
namespace {

using ascii::is_blank;
using ascii::is_space;

enum class FieldName : std::uint8_t {
  reporting_mta,
  arrival_date,
  original_recipient,
  final_recipient,
  action,
  status,
  remote_mta,
  diagnostic_code,
  other,
};

struct NamedField {
  std::string_view name;
  FieldName id;
};
constexpr std::array<NamedField, 10> kFields = {{
    {"reporting-mta", FieldName::reporting_mta},
    {"arrival-date", FieldName::arrival_date},
    {"original-recipient", FieldName::original_recipient},
    {"final-recipient", FieldName::final_recipient},
    {"x-actual-recipient", FieldName::other},
    {"action", FieldName::action},
    {"status", FieldName::status},
    {"remote-mta", FieldName::remote_mta},
    {"diagnostic-code", FieldName::diagnostic_code},
    {"diagnosticcode", FieldName::diagnostic_code},
}};

FieldName field_name(std::string_view name) {
  for (const NamedField& field : kFields) {
    if (is_field_name(name, field.name)) return field.id;
  }
  return FieldName::other;
}

class Reader {
 public:
  Reader(std::string_view text, std::uint32_t part, std::uint32_t begin, std::uint32_t end,
         DeliveryStatus& into)
      : text_(text), part_(part), at_(begin), end_(end), into_(into) {}

  void read();

 private:
  bool next_field(std::string_view& name, FieldSpan& value, bool& empty_line);
  void begin_group() { open_ = nullptr; }
  DsnRecipient& group(bool repeated);
  void take(FieldName name, FieldSpan value);
  void take_status(DsnRecipient& group, FieldSpan value);
  void take_diagnostic(DsnRecipient& group, FieldSpan value);
  FieldSpan trimmed(std::uint32_t begin, std::uint32_t end) const;

  std::string_view text_;
  std::uint32_t part_;
  std::uint32_t at_;
  std::uint32_t end_;
  DeliveryStatus& into_;
  DsnRecipient* open_ = nullptr;
};

FieldSpan Reader::trimmed(std::uint32_t begin, std::uint32_t end) const {
  while (begin < end && is_space(text_[begin])) ++begin;
  while (end > begin && is_space(text_[end - 1])) --end;
  return {part_, begin, end - begin};
}

// One line with the folded lines behind it; false at the end.
bool Reader::next_field(std::string_view& name, FieldSpan& value, bool& empty_line) {
  if (at_ >= end_) return false;
  const auto line_end = [&](std::uint32_t from) {
    const std::size_t found = text_.substr(0, end_).find('\n', from);
    return found == std::string_view::npos ? end_ : static_cast<std::uint32_t>(found);
  };
  const auto quote_of = [&](std::uint32_t from, std::uint32_t to) {
    return static_cast<std::uint32_t>(quote_prefix(text_.substr(from, to - from)));
  };
  std::uint32_t stop = line_end(at_);
  const std::uint32_t quote = quote_of(at_, stop);
  const std::uint32_t begin = at_ + quote;
  empty_line = trimmed(begin, stop).length == 0;
  name = {};
  value = {part_, begin, 0};
  if (!empty_line) {
    while (stop + 1 + quote < end_ && is_blank(text_[stop + 1 + quote])) {
      const std::uint32_t next = line_end(stop + 1);
      if (quote_of(stop + 1, next) != quote) break;
      if (trimmed(stop + 1 + quote, next).length == 0) break;
      stop = next;
    }
    const std::size_t colon = text_.substr(0, stop).find(':', begin);
    if (colon != std::string_view::npos) {
      name = ascii::trim(text_.substr(begin, colon - begin));
      value = trimmed(static_cast<std::uint32_t>(colon) + 1, stop);
    }
  }
  at_ = stop < end_ ? stop + 1 : end_;
  return true;
}

DsnRecipient& Reader::group(bool repeated) {
  if (open_ == nullptr || repeated) open_ = &into_.recipients.emplace_back();
  return *open_;
}

void Reader::take_status(DsnRecipient& group, FieldSpan value) {
  const auto mark = status_at(text_, value.offset, value.offset + value.length);
  if (!mark) {
    group.status_comment = value;
    return;
  }
  group.status = mark->status;
  group.status_field = {part_, value.offset, mark->length};
  group.status_comment = trimmed(value.offset + mark->length, value.offset + value.length);
}

void Reader::take_diagnostic(DsnRecipient& group, FieldSpan value) {
  const std::string_view words = text_.substr(value.offset, value.length);
  const std::size_t semicolon = words.substr(0, 24).find(';');
  group.diagnostic_is_smtp = true;
  if (semicolon != std::string_view::npos) {
    const std::string_view type = ascii::trim(words.substr(0, semicolon));
    const bool is_type = std::all_of(type.begin(), type.end(), [](char c) {
      return ascii::is_alnum(c) || c == '-' || c == '_';
    });
    if (is_type && !type.empty() && !ascii::is_digit(type.front())) {
      group.diagnostic_is_smtp = ascii::ends_with_ignoring_case(type, "smtp");
      value = trimmed(value.offset + static_cast<std::uint32_t>(semicolon) + 1,
                      value.offset + value.length);
    }
  }
  group.diagnostic_code = value;
}

void Reader::take(FieldName name, FieldSpan value) {
  const auto has = [&](FieldSpan DsnRecipient::*field) {
    return open_ != nullptr && ((*open_).*field).length != 0;
  };
  switch (name) {
    case FieldName::reporting_mta:
      if (into_.reporting_mta.length == 0) into_.reporting_mta = value;
      break;
    case FieldName::arrival_date:
      if (into_.arrival_date.length == 0) into_.arrival_date = value;
      break;
    case FieldName::original_recipient:
      group(has(&DsnRecipient::original_recipient)).original_recipient = value;
      break;
    case FieldName::final_recipient:
      group(has(&DsnRecipient::final_recipient)).final_recipient = value;
      break;
    case FieldName::action: {
      DsnRecipient& to = group(has(&DsnRecipient::action_field));
      to.action_field = value;
      to.action = parse_action(text_.substr(value.offset, value.length));
      break;
    }
    case FieldName::status:
      take_status(group(has(&DsnRecipient::status_field)), value);
      break;
    case FieldName::remote_mta:
      if (!has(&DsnRecipient::remote_mta)) group(false).remote_mta = value;
      break;
    case FieldName::diagnostic_code:
      // Some write the field twice, the second time with more words of their own.
      if (!has(&DsnRecipient::diagnostic_code)) take_diagnostic(group(false), value);
      break;
    case FieldName::other:
      break;
  }
}

void Reader::read() {
  std::string_view name;
  FieldSpan value;
  bool empty_line = false;
  while (next_field(name, value, empty_line)) {
    if (empty_line) {
      const bool named = open_ != nullptr && (open_->final_recipient.length != 0 ||
                                              open_->original_recipient.length != 0);
      if (named) begin_group();
      continue;
    }
    if (!name.empty()) take(field_name(name), value);
  }
}

}  // namespace

std::optional<Action> parse_action(std::string_view value) {
  struct Named {
    std::string_view prefix;
    Action action;
  };
  static constexpr std::array<Named, 8> kActions = {{{"fail", Action::failed},
                                                     {"expired", Action::failed},
                                                     {"error", Action::failed},
                                                     {"delay", Action::delayed},
                                                     {"deliverable", Action::delivered},
                                                     {"delivered", Action::delivered},
                                                     {"relayed", Action::relayed},
                                                     {"expanded", Action::expanded}}};
  for (const Named& named : kActions) {
    if (ascii::starts_with_ignoring_case(value, named.prefix)) return named.action;
  }
  return std::nullopt;
}

bool begins_with_dsn_field(std::string_view line) {
  static constexpr std::array<std::string_view, 5> kTelling = {
      "final-recipient:", "reporting-mta:", "original-recipient:", "diagnostic-code:",
      "final-recipient :"};
  if (line.empty() || !ascii::is_any_of(ascii::to_lower(line.front()), "frod")) return false;
  return std::any_of(kTelling.begin(), kTelling.end(), [&](std::string_view name) {
    return ascii::starts_with_ignoring_case(line, name);
  });
}

void read_delivery_status(std::string_view text, std::uint32_t part, std::uint32_t begin,
                          std::uint32_t end, DeliveryStatus& into) {
  Reader(text, part, begin, end, into).read();
}

}  // namespace whybounce
