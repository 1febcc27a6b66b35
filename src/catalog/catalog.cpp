// SPDX-License-Identifier: MIT
#include "whybounce/catalog.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "ascii.h"

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

// Indices into kCodeCauses, by kind of row and by what is looked up: made by the compiler, because
// every code in every mail is looked up there.
struct Indexed {
  int key = 0;
  std::uint32_t row = 0;
};

constexpr int key_of_status(int status_class, int subject, int detail) {
  return key_of(subject, detail) * 10 + status_class;
}

constexpr bool is_reply(const CodeCauseRow& row) {
  return row.reply.has_value();
}
constexpr bool is_single_status(const CodeCauseRow& row) {
  return row.status && row.status->first_detail &&
         *row.status->first_detail == *row.status->last_detail;
}
constexpr bool is_wide_status(const CodeCauseRow& row) {
  return row.status && !is_single_status(row);
}

constexpr int key_of_reply(const CodeCauseRow& row) {
  return row.reply->value();
}
// Any class counts as class 0.
constexpr int key_of_single(const CodeCauseRow& row) {
  return key_of_status(row.status->status_class.value_or(0), *row.status->subject,
                       *row.status->first_detail);
}
// The narrower the pattern, the smaller.
constexpr int key_of_wide(const CodeCauseRow& row) {
  const StatusPattern& pattern = *row.status;
  int width = pattern.subject ? 1000 : 1001;
  if (pattern.first_detail) width = *pattern.last_detail - *pattern.first_detail;
  return width * 2 + (pattern.status_class ? 0 : 1);
}

template <std::size_t N>
constexpr std::array<Indexed, N> make_index(bool (*is_meant)(const CodeCauseRow&),
                                            int (*key)(const CodeCauseRow&)) {
  std::array<Indexed, N> index{};
  std::size_t size = 0;
  for (std::uint32_t row = 0; row < kCodeCauses.size(); ++row) {
    if (is_meant(kCodeCauses[row])) index[size++] = {key(kCodeCauses[row]), row};
  }
  std::sort(index.begin(), index.end(), [](const Indexed& a, const Indexed& b) {
    return a.key != b.key ? a.key < b.key : a.row < b.row;
  });
  return index;
}

constexpr std::size_t count_rows(bool (*is_meant)(const CodeCauseRow&)) {
  return static_cast<std::size_t>(std::count_if(kCodeCauses.begin(), kCodeCauses.end(), is_meant));
}

constexpr auto kByReply = make_index<count_rows(is_reply)>(is_reply, key_of_reply);
constexpr auto kBySingle =
    make_index<count_rows(is_single_status)>(is_single_status, key_of_single);
constexpr auto kByWidth = make_index<count_rows(is_wide_status)>(is_wide_status, key_of_wide);

constexpr int key_of_index(const Indexed& entry) {
  return entry.key;
}

static_assert(is_strictly_sorted(kByReply, key_of_index));
static_assert(is_strictly_sorted(kBySingle, key_of_index));

template <typename Index>
const CodeCauseRow* find_indexed(const Index& index, int key) {
  const Indexed* found = find_sorted(index, key, key_of_index);
  return found == nullptr ? nullptr : &kCodeCauses[found->row];
}

// Words of letters alone are no codes: "phone" is no "PH*".
constexpr bool looks_like_code(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return ascii::is_digit(c) || c == ':' || c == '#'; });
}

// The "*" of a pattern stands for any letters and digits, or none.
bool matches_family(std::string_view pattern, std::size_t star, std::string_view code) {
  const std::string_view head = pattern.substr(0, star);
  const std::string_view tail = pattern.substr(star + 1);
  return code.size() >= head.size() + tail.size() && ascii::starts_with_ignoring_case(code, head) &&
         ascii::ends_with_ignoring_case(code, tail) &&
         std::all_of(code.begin() + static_cast<std::ptrdiff_t>(head.size()),
                     code.end() - static_cast<std::ptrdiff_t>(tail.size()), ascii::is_alnum);
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
std::span<const ProviderRow> providers() {
  return kProviders;
}
std::span<const ProviderCodeRow> provider_codes() {
  return kProviderCodes;
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
  for (const int status_class : {status.status_class(), 0}) {
    const int key = key_of_status(status_class, status.subject(), status.detail());
    if (const CodeCauseRow* row = find_indexed(kBySingle, key)) return row;
  }
  for (const Indexed& entry : kByWidth) {
    const CodeCauseRow& row = kCodeCauses[entry.row];
    if (row.status->matches(status)) return &row;
  }
  return nullptr;
}

const CodeCauseRow* find_code_cause(ReplyCode code) {
  return find_indexed(kByReply, code.value());
}

const ProviderCodeRow* find_provider_code(std::string_view code) {
  if (code.empty()) return nullptr;
  const bool is_whole = code.find('#') != std::string_view::npos;
  const bool is_code = looks_like_code(code);
  const ProviderCodeRow* family = nullptr;
  for (const ProviderCodeRow& row : kProviderCodes) {
    std::string_view own = row.code;
    if (!is_whole) own.remove_prefix(own.find('#') + 1);
    if (ascii::equals_ignoring_case(own, code)) return &row;
    const std::size_t star = own.find('*');
    if (star == std::string_view::npos || !is_code || !matches_family(own, star, code)) continue;
    if (family == nullptr || row.code.size() > family->code.size()) family = &row;
  }
  return family;
}

}  // namespace whybounce
