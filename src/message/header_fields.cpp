// SPDX-License-Identifier: MIT
#include "message/header_fields.h"

#include <algorithm>
#include <bit>
#include <iterator>

#include "ascii.h"
#include "bytes.h"
#include "message/byte_search.h"
#include "message/letter_index.h"
#include "message/lines.h"

namespace whybounce {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

constexpr bool is_name_char(char c) {
  return c > 32 && c < 127 && c != ':';
}

// The high bit of each byte that does not belong to a name: up to the blank, from DEL on, or a colon.
// Right up to the first of them; what is behind it may be taken for one too.
std::uint64_t find_odd_bytes(std::uint64_t bytes) {
  const std::uint64_t without_colon = bytes ^ (kOnes * ':');
  const std::uint64_t odd =
      (bytes - kOnes * 33) | (without_colon - kOnes) | (bytes + kOnes) | bytes;
  return odd & (kOnes * 0x80);
}

// Looks at eight bytes at once, or at sixteen: every line of a header is asked.
std::size_t name_length(std::string_view line) {
  std::size_t length = 0;
#ifdef __SSE2__
  // Few names are longer than this. Bytes beyond ASCII are below the blank, as they are signed.
  if (line.size() >= sizeof(__m128i)) {
    const __m128i bytes = sixteen_bytes(line.data());
    const __m128i up_to_blank = _mm_cmplt_epi8(bytes, _mm_set1_epi8('!'));
    const __m128i odd =
        _mm_or_si128(up_to_blank, _mm_or_si128(where_is(bytes, '\x7F'), where_is(bytes, ':')));
    if (const unsigned places = places_of(odd); places != 0) {
      return static_cast<std::size_t>(std::countr_zero(places));
    }
    length = sizeof(__m128i);
  }
#endif
  for (; length + 8 <= line.size(); length += 8) {
    const std::uint64_t odd = find_odd_bytes(eight_bytes(line.data() + length));
    if (odd != 0) return length + static_cast<std::size_t>(std::countr_zero(odd)) / 8;
  }
  while (length < line.size() && is_name_char(line[length])) ++length;
  return length;
}

struct KnownField {
  std::string_view name;  // in lower case
  FieldKind kind;
};

constexpr KnownField kKnownFields[] = {
    {"action", FieldKind::report},
    {"arrival-date", FieldKind::report},
    {"authentication-results", FieldKind::mail},
    {"auto-submitted", FieldKind::mail},
    {"bcc", FieldKind::mail},
    {"cc", FieldKind::mail},
    {"content-description", FieldKind::mail},
    {"content-disposition", FieldKind::mail},
    {"content-id", FieldKind::mail},
    {"content-language", FieldKind::mail},
    {"content-length", FieldKind::mail},
    {"content-transfer-encoding", FieldKind::mail},
    {"content-type", FieldKind::core},
    {"date", FieldKind::core},
    {"delivered-to", FieldKind::mail},
    {"delivery-date", FieldKind::mail},
    {"diagnostic-code", FieldKind::report},
    {"disposition", FieldKind::report},
    {"dkim-signature", FieldKind::mail},
    {"domainkey-signature", FieldKind::mail},
    {"envelope-to", FieldKind::mail},
    {"errors-to", FieldKind::mail},
    {"failure", FieldKind::report},
    {"feedback-type", FieldKind::report},
    {"final-log-id", FieldKind::report},
    {"final-recipient", FieldKind::report},
    {"from", FieldKind::core},
    {"importance", FieldKind::mail},
    {"in-reply-to", FieldKind::mail},
    {"last-attempt-date", FieldKind::report},
    {"mailing-list", FieldKind::mail},
    {"message-id", FieldKind::core},
    {"mime-version", FieldKind::mail},
    {"original-envelope-id", FieldKind::report},
    {"original-recipient", FieldKind::report},
    {"precedence", FieldKind::mail},
    {"received", FieldKind::core},
    {"received-from-mta", FieldKind::report},
    {"received-spf", FieldKind::mail},
    {"references", FieldKind::mail},
    {"remote-mta", FieldKind::report},
    {"reply-to", FieldKind::mail},
    {"reporting-mta", FieldKind::report},
    {"resent-date", FieldKind::mail},
    {"resent-from", FieldKind::mail},
    {"resent-to", FieldKind::mail},
    {"return-path", FieldKind::core},
    {"sender", FieldKind::mail},
    {"status", FieldKind::report},
    {"subject", FieldKind::core},
    {"thread-index", FieldKind::mail},
    {"thread-topic", FieldKind::mail},
    {"to", FieldKind::mail},
    {"user-agent", FieldKind::mail},
    {"will-retry-until", FieldKind::report},
};
static_assert(std::is_sorted(std::begin(kKnownFields), std::end(kKnownFields),
                             [](const KnownField& a, const KnownField& b) {
                               return a.name < b.name;
                             }));

constexpr LetterIndex kLetterBegins = index_by_letter(kKnownFields);

bool is_blank_line(std::string_view line) {
  return std::all_of(line.begin(), line.end(), ascii::is_blank);
}

// What may stand before a message's header: a byte order mark, empty lines, mbox lines.
std::size_t skip_envelope(std::string_view text, std::size_t at) {
  if (text.substr(at).starts_with(kByteOrderMark)) at += kByteOrderMark.size();
  LineCursor lines(text, at);
  while (lines.next()) {
    if (!is_blank_line(lines.line()) && !is_mbox_line(lines.line())) return lines.begin();
  }
  return text.size();
}

// Received fields are long, and their folds get lost on the way: "by mx.example.org with ESMTP" then
// stands at the beginning of a line.
bool begins_received_clause(std::string_view line) {
  constexpr std::string_view kWords[] = {"by ", "for ", "from ", "id ", "via ", "with ", "("};
  return std::any_of(std::begin(kWords), std::end(kWords),
                     [line](std::string_view word) { return line.starts_with(word); });
}

struct NoBlank {
  static bool has(char c) { return !ascii::is_blank(c); }
#ifdef __SSE2__
  static __m128i has(__m128i bytes) {
    const __m128i is_blank = _mm_or_si128(where_is(bytes, ' '), where_is(bytes, '\t'));
    return _mm_cmpeq_epi8(is_blank, _mm_setzero_si128());
  }
#endif
};

class HeaderReader {
 public:
  HeaderReader(std::string_view text, std::vector<HeaderField>& fields)
      : text_(text), fields_(fields) {}

  HeaderBlock read(std::size_t at) {
    block_.begin = at;
    block_.first_field = static_cast<std::uint32_t>(fields_.size());
    block_.end = block_.body = text_.size();
    while (at < text_.size()) {
      const std::size_t body = behind_empty_line(at);
      const std::size_t next = body == at ? read_field(at) : at;
      if (next == at) {
        block_.end = at;
        block_.body = body;
        break;
      }
      at = next;
    }
    close_field();
    block_.field_count = static_cast<std::uint32_t>(fields_.size()) - block_.first_field;
    return block_;
  }

 private:
  // The same place where the line is not empty.
  [[nodiscard]] std::size_t behind_empty_line(std::size_t line) const {
    std::size_t at = line;
    while (at < text_.size() && text_[at] == '\r') ++at;
    if (at == text_.size()) return at;
    return text_[at] == '\n' ? at + 1 : line;
  }

  // Reads what begins with a line, folded lines included. Returns where the next one begins; the same
  // place where the header ends before the line.
  std::size_t read_field(std::size_t at) {
    const std::string_view rest = text_.substr(at);
    if (rest.starts_with("--")) return at;
    const HeaderField field = parse_field_line(rest);
    if (is_lost_fold(rest, field)) return extend_field(at);
    if (field.name.empty()) return skip_stray_line(at);
    close_field();
    open_ = field;
    is_open_ = true;
    has_fields_ = true;
    return extend_field(at);
  }

  std::size_t extend_field(std::size_t at) {
    const std::size_t lf = find_line_feed_before<NoBlank>(text_, at);
    const std::size_t end = std::min(lf, text_.size());
    value_end_ = text_.data() + end;
    while (value_end_[-1] == '\r') --value_end_;
    return end + (lf == text_.npos ? 0 : 1);
  }

  std::size_t skip_stray_line(std::size_t at) {
    LineCursor lines(text_, at);
    lines.next();
    if (block_.stray == HeaderBlock::kNone) block_.stray = at;
    close_field();
    const FieldKind kind = classify_field(parse_field_line(text_.substr(lines.end())).name);
    const bool goes_on = has_fields_ && (kind == FieldKind::mail || kind == FieldKind::core);
    return goes_on ? lines.end() : at;
  }

  // Whether a line goes on with the field before, though the blank at its beginning is gone. A
  // parameter such as boundary="a:b" only looks like a field.
  [[nodiscard]] bool is_lost_fold(std::string_view line, const HeaderField& field) const {
    if (!is_open_) return false;
    const char* last = value_end_ - 1;
    while (ascii::is_blank(*last)) --last;  // stops at the field's colon
    if (*last == ';' && (field.name.empty() || field.name.find('=') != field.name.npos)) {
      return true;
    }
    return field.name.empty() && ascii::equals_ignoring_case(open_.name, "received") &&
           begins_received_clause(line);
  }

  void close_field() {
    if (!is_open_) return;
    is_open_ = false;
    if (fields_.size() >= kMaxHeaderFields) return;
    const char* const begin = open_.value.data();
    const std::string_view value(begin, static_cast<std::size_t>(value_end_ - begin));
    fields_.push_back({open_.name, ascii::trim(value)});
  }

  std::string_view text_;
  std::vector<HeaderField>& fields_;
  HeaderBlock block_;
  HeaderField open_;  // of which the value's end is not known yet: what follows may belong to it
  const char* value_end_ = nullptr;
  bool is_open_ = false;
  bool has_fields_ = false;
};

}  // namespace

HeaderField parse_field_line(std::string_view line) {
  const std::size_t length = name_length(line);
  const std::string_view rest = line.substr(length);
  // Nearly all are written like this.
  if (length > 0 && rest.size() > 2 && rest[0] == ':' && rest[1] == ' ' &&
      !ascii::is_blank(rest[2])) {
    return {line.substr(0, length), rest.substr(2)};
  }
  std::size_t colon = length;
  while (colon < line.size() && ascii::is_blank(line[colon])) ++colon;
  if (length == 0 || colon == line.size() || line[colon] != ':') return {};
  std::size_t value = colon + 1;
  while (value < line.size() && ascii::is_blank(line[value])) ++value;
  return {line.substr(0, length), line.substr(value)};
}

bool has_letters_of(std::string_view name, std::string_view lower_name) {
  constexpr std::size_t kWord = sizeof(std::uint64_t);
  const std::size_t size = name.size();
  if (size < kWord) return ascii::equals_ignoring_case(name, lower_name);
  const auto is_equal = [&](std::size_t at) {
    const std::uint64_t word = eight_bytes(name.data() + at);
    const std::uint64_t lower = eight_bytes(lower_name.data() + at);
    // The bit 0x40 tells letters from digits and hyphens; a capital has not the bit 0x20.
    constexpr std::uint64_t kLetters = kOnes * 0x40;
    return (word | (lower & kLetters) >> 1) == lower;
  };
  for (std::size_t at = 0; at + kWord < size; at += kWord) {
    if (!is_equal(at)) return false;
  }
  return is_equal(size - kWord);
}

FieldKind classify_field(std::string_view name) {
  for (const std::string_view prefix : {"x-", "arc-", "list-"}) {
    if (ascii::starts_with_ignoring_case(name, prefix)) return FieldKind::mail;
  }
  if (name.empty() || !ascii::is_alpha(name.front())) return FieldKind::other;
  const auto letter = static_cast<std::size_t>(ascii::to_lower(name.front()) - 'a');
  for (std::size_t i = kLetterBegins[letter]; i < kLetterBegins[letter + 1]; ++i) {
    if (is_field_name(name, kKnownFields[i].name)) return kKnownFields[i].kind;
  }
  return FieldKind::other;
}

bool is_mbox_line(std::string_view line) {
  if (line.starts_with('>')) line.remove_prefix(1);
  return line.starts_with("From ") && parse_field_line(line).name.empty();
}

HeaderBlock parse_header(std::string_view text, std::size_t at, HeaderPlace place,
                         std::vector<HeaderField>& fields) {
  at = std::min(at, text.size());
  if (place == HeaderPlace::message) at = skip_envelope(text, at);
  return HeaderReader(text, fields).read(at);
}

}  // namespace whybounce
