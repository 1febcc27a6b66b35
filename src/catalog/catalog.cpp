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

// For each code the row of kCodeCauses that it has, counted from 1; 0 for none. Made by the compiler,
// because every code in every mail is looked up there.
using CodeCauseNumber = std::uint8_t;
static_assert(kCodeCauses.size() < 256);

constexpr bool has_rows_for_the_same_code() {
  for (std::size_t i = 0; i < kCodeCauses.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (kCodeCauses[i].status == kCodeCauses[j].status &&
          kCodeCauses[i].reply == kCodeCauses[j].reply) {
        return true;
      }
    }
  }
  return false;
}
static_assert(!has_rows_for_the_same_code());

constexpr int kSubjects = 8;  // those that RFC 3463 has
constexpr int kDetails = 1000;
constexpr int kReplies = 600;

constexpr std::size_t place_of_status(int status_class, int subject, int detail) {
  const int number = status_class == 2 ? 0 : status_class - 3;  // 2, 4, 5
  return static_cast<std::size_t>((number * kSubjects + subject) * kDetails + detail);
}

// The narrower the pattern, the smaller.
constexpr int width_of(const StatusPattern& pattern) {
  int width = pattern.subject ? 1000 : 1001;
  if (pattern.first_detail) width = *pattern.last_detail - *pattern.first_detail;
  return width * 2 + (pattern.status_class ? 0 : 1);
}

constexpr std::size_t kStatusCauseCount = static_cast<std::size_t>(
    std::count_if(kCodeCauses.begin(), kCodeCauses.end(),
                  [](const CodeCauseRow& row) { return row.status.has_value(); }));

// The rows for status codes, the widest first; of those that are as wide, the first one last.
constexpr auto kByWidth = [] {
  std::array<CodeCauseNumber, kStatusCauseCount> rows{};
  std::size_t size = 0;
  for (std::size_t row = 0; row < kCodeCauses.size(); ++row) {
    if (kCodeCauses[row].status) rows[size++] = static_cast<CodeCauseNumber>(row + 1);
  }
  std::sort(rows.begin(), rows.end(), [](CodeCauseNumber a, CodeCauseNumber b) {
    const int width_a = width_of(*kCodeCauses[a - 1U].status);
    const int width_b = width_of(*kCodeCauses[b - 1U].status);
    return width_a != width_b ? width_a > width_b : a > b;
  });
  return rows;
}();

// A row writes over what a wider one wrote.
constexpr auto kCauseOfStatus = [] {
  std::array<CodeCauseNumber, place_of_status(5, kSubjects - 1, kDetails)> causes{};
  for (const CodeCauseNumber row : kByWidth) {
    const StatusPattern& pattern = *kCodeCauses[row - 1U].status;
    const int first_subject = pattern.subject.value_or(0);
    const int last_subject = std::min(pattern.subject.value_or(kSubjects), kSubjects - 1);
    const int first_detail = pattern.first_detail.value_or(0);
    const int last_detail = pattern.last_detail.value_or(kDetails - 1);
    for (const int status_class : {2, 4, 5}) {
      if (pattern.status_class.value_or(status_class) != status_class) continue;
      for (int subject = first_subject; subject <= last_subject; ++subject) {
        for (int detail = first_detail; detail <= last_detail; ++detail) {
          causes.at(place_of_status(status_class, subject, detail)) = row;
        }
      }
    }
  }
  return causes;
}();

constexpr auto kCauseOfReply = [] {
  std::array<CodeCauseNumber, kReplies> causes{};
  for (std::size_t row = 0; row < kCodeCauses.size(); ++row) {
    if (!kCodeCauses[row].reply) continue;
    causes.at(static_cast<std::size_t>(kCodeCauses[row].reply->value())) =
        static_cast<CodeCauseNumber>(row + 1);
  }
  return causes;
}();

constexpr const CodeCauseRow* row_of(CodeCauseNumber number) {
  return number == 0 ? nullptr : &kCodeCauses[number - 1U];
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

CatalogText::operator std::string_view() const {
  return {kCodeText + offset_, length_};
}

const ProviderRow& ProviderCodeRow::provider() const {
  return kProviders[provider_row];
}

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
  if (status.subject() < kSubjects) {
    return row_of(
        kCauseOfStatus[place_of_status(status.status_class(), status.subject(), status.detail())]);
  }
  const auto narrowest = std::find_if(kByWidth.rbegin(), kByWidth.rend(), [&](CodeCauseNumber row) {
    return row_of(row)->status->matches(status);
  });
  return narrowest == kByWidth.rend() ? nullptr : row_of(*narrowest);
}

const CodeCauseRow* find_code_cause(ReplyCode code) {
  return row_of(kCauseOfReply[static_cast<std::size_t>(code.value())]);
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
