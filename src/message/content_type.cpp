// SPDX-License-Identifier: MIT
#include "message/content_type.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "ascii.h"
#include "message/byte_search.h"
#include "message/header_fields.h"
#include "message/transfer_decode.h"

namespace whybounce {

namespace {

// What ends a quoted string, or tells that it is not written as it is meant.
struct QuoteMark {
  static bool has(char c) { return c == '"' || c == '\\' || c == '\n' || c == '\r'; }
#ifdef __SSE2__
  static __m128i has(__m128i bytes) {
    const __m128i line_end = _mm_or_si128(where_is(bytes, '\n'), where_is(bytes, '\r'));
    return _mm_or_si128(line_end, _mm_or_si128(where_is(bytes, '"'), where_is(bytes, '\\')));
  }
#endif
};

// A token ends at white space, at a semicolon, and at these marks.
template <char... kMarks>
struct TokenEnd {
  static bool has(char c) { return ascii::is_space(c) || c == ';' || ((c == kMarks) || ...); }
#ifdef __SSE2__
  static __m128i has(__m128i bytes) {
    const __m128i behind_tab = _mm_sub_epi8(bytes, _mm_set1_epi8('\t'));
    const __m128i is_control =
        _mm_cmpeq_epi8(_mm_min_epu8(behind_tab, _mm_set1_epi8('\r' - '\t')), behind_tab);
    __m128i found = _mm_or_si128(is_control, where_is(bytes, ' '));
    found = _mm_or_si128(found, where_is(bytes, ';'));
    ((found = _mm_or_si128(found, where_is(bytes, kMarks))), ...);
    return found;
  }
#endif
};

class Scanner {
 public:
  Scanner(std::string_view value, StringPool& pool) : value_(value), pool_(pool) {}

  [[nodiscard]] bool at_end() const { return at_ >= value_.size(); }

  // White space, comments, and semicolons: how many stand between two parameters is not looked at.
  void skip_filler(bool semicolons = true) {
    for (; !at_end(); ++at_) {
      const char c = value_[at_];
      if (c == '(') {
        skip_comment();
        if (at_end()) return;
      } else if (!ascii::is_space(c) && !(semicolons && c == ';')) {
        return;
      }
    }
  }

  bool skip(char c) {
    if (at_end() || value_[at_] != c) return false;
    ++at_;
    return true;
  }

  template <char... kMarks>
  std::string_view read_token() {
    const std::size_t begin = at_;
    at_ = find_first_of<TokenEnd<kMarks...>>(value_, at_);
    return value_.substr(begin, at_ - begin);
  }

  std::string_view read_value() {
    if (skip('"')) return read_quoted();
    return read_token<>();
  }

 private:
  // Stops at the comment's closing parenthesis, or at the end where there is none.
  void skip_comment() {
    std::size_t depth = 0;
    for (; !at_end(); ++at_) {
      const char c = value_[at_];
      if (c == '\\') ++at_;
      if (c == '(') ++depth;
      if (c == ')' && --depth == 0) return;
    }
    at_ = value_.size();
  }

  std::string_view read_quoted() {
    const std::size_t mark = find_first_of<QuoteMark>(value_, at_);
    if (mark < value_.size() && value_[mark] == '"') {
      const std::string_view quoted = value_.substr(at_, mark - at_);
      at_ = mark + 1;
      return quoted;
    }
    const std::size_t begin = at_;
    while (!at_end() && value_[at_] != '"') at_ += value_[at_] == '\\' ? 2U : 1U;
    if (at_end()) {  // not closed: it ends where an unquoted one would, blanks aside
      const std::size_t end = value_.find_first_of("\r\n;", begin);
      at_ = std::min(end, value_.size());
      return ascii::trim(value_.substr(begin, at_ - begin));
    }
    const std::string_view quoted = value_.substr(begin, at_ - begin);
    ++at_;
    std::string& copy = pool_.add();
    for (std::size_t i = 0; i < quoted.size(); ++i) {
      if (quoted[i] == '\r' || quoted[i] == '\n') continue;
      if (quoted[i] == '\\' && i + 1 < quoted.size()) ++i;
      copy.push_back(quoted[i]);
    }
    return copy;
  }

  std::string_view value_;
  StringPool& pool_;
  std::size_t at_ = 0;
};

std::string_view read_media_type(Scanner& scanner, StringPool& pool) {
  scanner.skip_filler(false);
  const std::string_view type = scanner.read_token<'/', '('>();
  scanner.skip_filler(false);
  if (type.empty() || !scanner.skip('/')) return {};
  scanner.skip_filler(false);
  const std::string_view subtype = scanner.read_token<'('>();
  if (subtype.empty()) return {};
  const std::string_view whole(type.data(), type.size() + 1 + subtype.size());
  const bool is_contiguous = type.data() + type.size() + 1 == subtype.data();
  if (is_contiguous && std::none_of(whole.begin(), whole.end(), ascii::is_upper)) return whole;
  std::string& lower = pool.add();
  lower.append(type).append("/").append(subtype);
  std::transform(lower.begin(), lower.end(), lower.begin(), ascii::to_lower);
  return lower;
}

// RFC 2231 section 4: %XX, and before the first ones charset'language', which matters for none of
// the parameters that we read.
void append_extended(std::string_view value, bool is_first, std::string& out) {
  if (is_first && std::count(value.begin(), value.end(), '\'') >= 2) {
    value.remove_prefix(value.find('\'', value.find('\'') + 1) + 1);
  }
  for (std::size_t i = 0; i < value.size(); ++i) {
    const int high = value[i] == '%' && i + 2 < value.size() ? hex_digit_value(value[i + 1]) : -1;
    const int low = high >= 0 ? hex_digit_value(value[i + 2]) : -1;
    if (low >= 0) {
      out.push_back(static_cast<char>(high * 16 + low));
      i += 2;
    } else {
      out.push_back(value[i]);
    }
  }
}

// A parameter that we want, and the pieces of it so far.
struct Wanted {
  std::string_view name;
  std::string_view* value;
  std::string* pieces;

  void set(std::string_view full_name, std::string_view given, StringPool& pool) {
    if (full_name.size() == name.size()) {
      if (value->empty()) *value = given;
      return;
    }
    if (pieces == nullptr && !value->empty()) return;
    const bool is_first = pieces == nullptr;
    if (is_first) pieces = &pool.add();
    if (full_name.back() == '*') {
      append_extended(given, is_first, *pieces);
    } else {
      pieces->append(given);
    }
    *value = *pieces;
  }
};

}  // namespace

ContentType parse_content_type(std::string_view value, StringPool& pool) {
  ContentType result;
  Scanner scanner(value, pool);
  result.media_type = read_media_type(scanner, pool);
  Wanted wanted[] = {{"boundary", &result.boundary, nullptr},
                     {"charset", &result.charset, nullptr},
                     {"report-type", &result.report_type, nullptr}};
  for (;;) {
    scanner.skip_filler();
    if (scanner.at_end()) break;
    const std::string_view name = scanner.read_token<'='>();
    scanner.skip_filler(false);
    if (!scanner.skip('=')) continue;
    scanner.skip_filler(false);
    const std::string_view given = scanner.read_value();
    const std::string_view base = name.substr(0, name.find('*'));
    for (Wanted& parameter : wanted) {
      if (is_field_name(base, parameter.name)) parameter.set(name, given, pool);
    }
  }
  while (!result.boundary.empty() && ascii::is_blank(result.boundary.back())) {
    result.boundary.remove_suffix(1);
  }
  return result;
}

}  // namespace whybounce
