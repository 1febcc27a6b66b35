// SPDX-License-Identifier: MIT
#include "whybounce/catalog.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace whybounce {
namespace {

#include "code_tables.inc"

// The searches below rely on the order of the tables. The strict one says, too, that no row stands
// there twice.
template <typename Rows, typename Key>
constexpr bool is_strictly_sorted(const Rows& rows, Key key) {
  for (std::size_t i = 1; i < rows.size(); ++i) {
    if (key(rows[i - 1]) >= key(rows[i])) return false;
  }
  return true;
}

constexpr int key_of(int subject, int detail) {
  return subject * 1000 + detail;
}
constexpr int code_of(const ReplyCodeRow& row) {
  return row.code;
}
constexpr int detail_of(const StatusRow& row) {
  return key_of(*row.pattern.subject, *row.pattern.first_detail);
}
constexpr int class_of(const StatusRow& row) {
  return *row.pattern.status_class;
}
constexpr int subject_of(const StatusRow& row) {
  return *row.pattern.subject;
}
constexpr int cause_of(const CauseRow& row) {
  return static_cast<int>(row.id);
}

static_assert(is_strictly_sorted(kReplyCodes, code_of));
static_assert(is_strictly_sorted(kStatuses, detail_of));
static_assert(is_strictly_sorted(kStatusClasses, class_of));
static_assert(is_strictly_sorted(kStatusSubjects, subject_of));
static_assert(kCauses.size() == kCauseCount && is_strictly_sorted(kCauses, cause_of));

template <typename Rows, typename Key>
auto find_sorted(const Rows& rows, int wanted, Key key) -> decltype(rows.data()) {
  const auto found = std::lower_bound(rows.begin(), rows.end(), wanted,
                                      [&](const auto& row, int value) { return key(row) < value; });
  return found != rows.end() && key(*found) == wanted ? &*found : nullptr;
}

// How much a pattern says: a greater number where it names fewer codes.
int narrowness(const StatusPattern& pattern) {
  int details = 0;
  if (pattern.subject) details = 1;
  if (pattern.first_detail) details = 1001 - (*pattern.last_detail - *pattern.first_detail);
  return details * 2 + (pattern.status_class ? 1 : 0);
}

}  // namespace

std::span<const ReplyCodeRow> reply_codes() {
  return kReplyCodes;
}
std::span<const ReplyDigitRow> reply_digits() {
  return kReplyDigits;
}
std::span<const StatusRow> status_codes() {
  return kStatuses;
}
std::span<const StatusRow> status_classes() {
  return kStatusClasses;
}
std::span<const StatusRow> status_subjects() {
  return kStatusSubjects;
}
std::span<const CauseRow> causes() {
  return kCauses;
}
std::span<const CodeCauseRow> code_causes() {
  return kCodeCauses;
}

const ReplyCodeRow* find_reply_code(ReplyCode code) {
  return find_sorted(kReplyCodes, code.value(), code_of);
}

const ReplyDigitRow* find_reply_digit(int place, int digit) {
  const auto found = std::find_if(
      kReplyDigits.begin(), kReplyDigits.end(),
      [&](const ReplyDigitRow& row) { return row.place == place && row.digit == digit; });
  return found == kReplyDigits.end() ? nullptr : &*found;
}

const StatusRow* find_status(int subject, int detail) {
  return find_sorted(kStatuses, key_of(subject, detail), detail_of);
}

const StatusRow* find_status_class(int status_class) {
  return find_sorted(kStatusClasses, status_class, class_of);
}

const StatusRow* find_status_subject(int subject) {
  return find_sorted(kStatusSubjects, subject, subject_of);
}

const CauseRow& cause_row(Cause cause) {
  return kCauses[static_cast<std::size_t>(cause)];
}

const CauseRow* find_cause(std::string_view name) {
  const std::optional<Cause> cause = parse_cause(name);
  return cause ? &cause_row(*cause) : nullptr;
}

const CodeCauseRow* find_code_cause(const EnhancedStatus& status) {
  const CodeCauseRow* best = nullptr;
  for (const CodeCauseRow& row : kCodeCauses) {
    if (!row.status || !row.status->matches(status)) continue;
    if (best == nullptr || narrowness(*row.status) > narrowness(*best->status)) best = &row;
  }
  return best;
}

const CodeCauseRow* find_code_cause(ReplyCode code) {
  const auto found = std::find_if(kCodeCauses.begin(), kCodeCauses.end(),
                                  [&](const CodeCauseRow& row) { return row.reply == code; });
  return found == kCodeCauses.end() ? nullptr : &*found;
}

}  // namespace whybounce
