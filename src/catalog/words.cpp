// SPDX-License-Identifier: MIT
#include "catalog/words.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "ascii.h"
#include "catalog/characters.h"

namespace whybounce {
namespace {

constexpr std::uint32_t kMaxQuotedLocalPart = 128;  // RFC 5321 section 4.5.3.1.1 allows 64

// `digit`: one that a code can begin with; the other ones count as letters.
enum class Class : std::uint8_t { other, letter, digit, blank, newline, beyond };

// What a byte is besides its class.
constexpr std::uint8_t kLocalPart = 0x10;     // RFC 5322 section 3.2.3, atext; and dots
constexpr std::uint8_t kBetween = 0x20;       // stands between words, and means nothing else
constexpr std::uint8_t kBlankBetween = 0x40;  // and divides chunks

constexpr std::array<std::uint8_t, 256> make_classes() {
  std::array<std::uint8_t, 256> table{};
  for (std::size_t i = 0; i < table.size(); ++i) {
    const char c = static_cast<char>(i);
    Class kind = Class::other;
    if (ascii::is_alnum(c)) kind = Class::letter;
    if (c == '2' || c == '4' || c == '5') kind = Class::digit;
    if (c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v') kind = Class::blank;
    if (c == '\n') kind = Class::newline;
    if (ascii::is_beyond(c)) kind = Class::beyond;
    table[i] = static_cast<std::uint8_t>(kind);
    if (kind == Class::blank) table[i] |= kBetween | kBlankBetween;
    if (kind == Class::other && c != '>' && c != '\\') table[i] |= kBetween;
    if (ascii::is_alnum(c) || ascii::is_beyond(c)) table[i] |= kLocalPart;
  }
  for (const char c : std::string_view(".!#$%&'*+-/=?^_`{|}~")) {
    table[static_cast<unsigned char>(c)] |= kLocalPart;
  }
  return table;
}

constexpr std::array<std::uint8_t, 256> kClasses = make_classes();

Class class_of(char c) {
  return static_cast<Class>(kClasses[static_cast<unsigned char>(c)] & 0x0F);
}
bool is_word_char(char c) {
  const Class kind = class_of(c);
  return kind == Class::letter || kind == Class::digit;
}
std::uint8_t flags_of(char c) {
  return kClasses[static_cast<unsigned char>(c)];
}
bool is_local_part(char c) {
  return (kClasses[static_cast<unsigned char>(c)] & kLocalPart) != 0;
}
bool is_domain_start(char c) {
  return ascii::is_alnum(c) || c == '[';
}

constexpr std::uint64_t in_each_byte(std::uint8_t value) {
  return 0x0101010101010101U * value;
}

// Capitals are letters without this bit; small letters and digits have it.
constexpr std::uint64_t kLowerCase = in_each_byte(0x20);

// The highest bit of each byte that is no ASCII letter or digit; of the eight bytes, the first one
// lowest. (A sum of two bytes below 0x80 does not reach the next byte, and its highest bit tells
// whether the first one is greater than 0x7F minus the second one.)
constexpr std::uint64_t find_separators(std::uint64_t bytes) {
  constexpr std::uint64_t kHigh = in_each_byte(0x80);
  const auto is_at_least = [](std::uint64_t low_bytes, char c) {
    return low_bytes + in_each_byte(static_cast<std::uint8_t>(0x80 - c));
  };
  const std::uint64_t low = bytes & ~kHigh;
  const std::uint64_t small = low | kLowerCase;
  const std::uint64_t letter = is_at_least(small, 'a') & ~is_at_least(small, 'z' + 1);
  const std::uint64_t digit = is_at_least(low, '0') & ~is_at_least(low, '9' + 1);
  return (~(letter | digit) | bytes) & kHigh;
}

// A run of ASCII letters and digits, and its first bytes as in Word.
struct Run {
  std::uint32_t length;
  std::uint64_t head;
};

Run read_short_run(const char* text, std::uint32_t most) {
  Run run{0, 0};
  while (run.length < most && is_word_char(text[run.length])) {
    run.head |= std::uint64_t{static_cast<unsigned char>(text[run.length] | 0x20)}
                << 8 * run.length;
    ++run.length;
  }
  return run;
}

// The run that the text begins with: not empty.
Run read_run(const char* text, std::uint32_t most) {
  static_assert(std::endian::native == std::endian::little, "words are read as numbers");
  std::uint64_t bytes = 0;
  if (most < sizeof bytes) return read_short_run(text, most);
  std::memcpy(&bytes, text, sizeof bytes);
  if (const std::uint64_t separators = find_separators(bytes); separators != 0) {
    const auto bits = static_cast<unsigned>(std::countr_zero(separators)) & ~7U;
    return {bits / 8, (bytes | kLowerCase) & ((std::uint64_t{1} << bits) - 1)};
  }
  std::uint32_t length = sizeof bytes;
  for (std::uint64_t next = 0; most - length >= sizeof next; length += sizeof next) {
    std::memcpy(&next, text + length, sizeof next);
    const std::uint64_t separators = find_separators(next);
    if (separators == 0) continue;
    length += static_cast<std::uint32_t>(std::countr_zero(separators)) / 8;
    return {length, length > kMaxWordLength ? 0 : bytes | kLowerCase};
  }
  while (length < most && is_word_char(text[length])) ++length;
  return {length, length > kMaxWordLength ? 0 : bytes | kLowerCase};
}

// The length of the digits at the beginning of the text, but not more than `most`.
std::uint32_t count_digits(std::string_view text, std::uint32_t most) {
  std::uint32_t count = 0;
  while (count < most && count < text.size() && ascii::is_digit(text[count])) ++count;
  return count;
}

bool starts_with_alnum(std::string_view text) {
  return !text.empty() && (ascii::is_alnum(text[0]) || text[0] == '_');
}

// The length of an enhanced status code that the text begins with and that ends there; or 0.
std::uint32_t enhanced_status_length(std::string_view text) {
  if (text.size() < 5 || (text[0] != '2' && text[0] != '4' && text[0] != '5')) return 0;
  std::uint32_t length = 1;
  for (int i = 0; i < 2; ++i) {
    if (length >= text.size() || text[length] != '.') return 0;
    const std::uint32_t digits = count_digits(text.substr(length + 1), 3);
    if (digits == 0) return 0;
    length += 1 + digits;
  }
  const std::string_view behind = text.substr(length);
  if (starts_with_alnum(behind)) return 0;
  if (behind.starts_with('.') && starts_with_alnum(behind.substr(1))) return 0;
  return length;
}

// The same for a reply code of a failure.
std::uint32_t reply_code_length(std::string_view text) {
  if ((text[0] != '4' && text[0] != '5') || count_digits(text, 3) != 3) return 0;
  const std::string_view behind = text.substr(3);
  if (starts_with_alnum(behind)) return 0;
  const bool goes_on = behind.starts_with('.') || behind.starts_with(',');
  if (goes_on && count_digits(behind.substr(1), 1) == 1) return 0;
  return 3;
}

// Whether a code may begin behind this character: not inside of a version, a host name or a path.
bool may_precede_code(char c) {
  return !ascii::is_alnum(c) && c != '.' && c != '-' && c != '_' && c != '/' && c != '@';
}

}  // namespace

WordReader::WordReader(std::string_view text, std::uint32_t begin, std::uint32_t end)
    : text_(text), begin_(begin), at_(begin), end_(end), glued_(begin) {
  find_address();
}

std::span<const Word> WordReader::next() {
  count_ = 0;
  while (at_ < end_ && count_ < kBatch) {
    if (at_ == address_begin_) {
      add(address_end_, 0);
      find_address();
      continue;
    }
    switch (class_of(text_[at_])) {
      case Class::letter:
        read_letters();
        break;
      case Class::digit:
        read_number();
        break;
      case Class::blank:
        new_chunk_ = true;
        ++at_;
        break;
      case Class::newline:
        read_newline();
        break;
      case Class::beyond:
        read_beyond_ascii();
        break;
      case Class::other:
        read_other();
        break;
    }
  }
  return std::span(words_).first(count_);
}

// Most of a text is words of letters with blanks and commas between them, so these have a loop of
// their own, which keeps its state in registers.
void WordReader::read_letters() {
  const char* const data = text_.data();
  const std::uint32_t stop = std::min(end_, address_begin_);
  std::uint32_t at = at_;
  std::uint32_t chunk = chunk_ + (new_chunk_ ? 1 : 0);
  bool new_chunk = false;
  bool line_start = line_start_;
  std::size_t count = count_;
  while (true) {
    const Run run = read_run(data + at, end_ - at);
    words_[count++] = {at, run.length, run.head, chunk, paragraph_, line_start};
    line_start = false;
    at += run.length;
    unsigned flags = 0;
    for (; at < stop && (flags_of(data[at]) & kBetween) != 0; ++at) flags |= flags_of(data[at]);
    new_chunk = (flags & kBlankBetween) != 0;
    if (at >= stop || count == kBatch || class_of(data[at]) != Class::letter) break;
    chunk += new_chunk ? 1 : 0;
  }
  at_ = at;
  chunk_ = chunk;
  new_chunk_ = new_chunk;
  line_start_ = false;
  line_empty_ = false;
  count_ = count;
}

void WordReader::add_ascii_word() {
  const Run run = read_run(text_.data() + at_, end_ - at_);
  add(at_ + run.length, run.head);
}

void WordReader::add(std::uint32_t end, std::uint64_t head) {
  if (new_chunk_) ++chunk_;
  words_[count_++] = {at_, end - at_, head, chunk_, paragraph_, line_start_};
  new_chunk_ = false;
  line_start_ = false;
  line_empty_ = false;
  at_ = end;
}

void WordReader::read_newline() {
  if (line_empty_) ++paragraph_;
  new_chunk_ = true;
  line_start_ = true;
  line_empty_ = true;
  ++at_;
}

void WordReader::read_number() {
  if (skip_code()) {
    line_start_ = false;
    line_empty_ = false;
  } else {
    add_ascii_word();
  }
}

bool WordReader::skip_code() {
  if (at_ != glued_ && at_ > begin_ && !may_precede_code(text_[at_ - 1])) return false;
  const std::string_view rest = text_.substr(at_, end_ - at_);
  if (const std::uint32_t length = enhanced_status_length(rest); length != 0) {
    at_ += length;
    return true;
  }
  if (const std::uint32_t length = reply_code_length(rest); length != 0) {
    at_ += length;
    if (at_ < end_ && text_[at_] == '-') glued_ = ++at_;
    return true;
  }
  return false;
}

void WordReader::read_beyond_ascii() {
  const CodePoint point = decode(text_.substr(at_, end_ - at_));
  if (is_wide_blank(point.value)) {
    new_chunk_ = true;
    at_ += point.length;
  } else if (is_wide_punctuation(point.value)) {
    line_empty_ = false;
    at_ += point.length;
  } else {
    add(at_ + point.length, point.value == 0 ? 0 : utf8_head(fold(point.value)));
  }
}

void WordReader::read_other() {
  const char c = text_[at_];
  ++at_;
  if (c == '>') return;
  line_empty_ = false;
  if (c != '\\' || at_ == end_) return;
  // Exim writes the line ends of a multi-line reply in its log as \n.
  const char escaped = text_[at_];
  if (escaped == 'n' || escaped == 'r' || escaped == 't') {
    new_chunk_ = true;
    ++at_;
  }
}

void WordReader::find_address() {
  // Each search goes on behind the last address or lonely '@', so that all of them together are
  // linear in the text.
  std::uint32_t from = at_;
  while (from < end_) {
    const void* found = std::memchr(text_.data() + from, '@', end_ - from);
    if (found == nullptr) break;
    const auto sign = static_cast<std::uint32_t>(static_cast<const char*>(found) - text_.data());
    from = sign + 1;
    if (from == end_ || !is_domain_start(text_[from])) continue;
    address_begin_ = begin_of_local_part(sign);
    if (address_begin_ == sign) continue;
    address_end_ = end_of_domain(from);
    while (address_end_ + 1 < end_ && text_[address_end_] == '@' &&
           is_domain_start(text_[address_end_ + 1])) {
      address_end_ = end_of_domain(address_end_ + 1);
    }
    return;
  }
  address_begin_ = end_;
  address_end_ = end_;
}

std::uint32_t WordReader::end_of_domain(std::uint32_t at) const {
  if (text_[at] == '[') {
    std::uint32_t end = at + 1;
    while (end < end_ && (ascii::is_alnum(text_[end]) || text_[end] == '.' || text_[end] == ':' ||
                          text_[end] == '-')) {
      ++end;
    }
    return end < end_ && text_[end] == ']' ? end + 1 : end;
  }
  const auto is_label = [](char c) { return ascii::is_alnum(c) || c == '-' || c == '_'; };
  std::uint32_t end = at;
  while (end < end_ && is_label(text_[end])) {
    ++end;
    // A dot belongs to the domain if a label follows: "x@example.net... User unknown".
    if (end + 1 < end_ && text_[end] == '.' && is_label(text_[end + 1])) ++end;
  }
  return end;
}

std::uint32_t WordReader::begin_of_local_part(std::uint32_t at) const {
  if (at > at_ && text_[at - 1] == '"') {
    const std::uint32_t least = std::max(at_, at - std::min(at, kMaxQuotedLocalPart));
    for (std::uint32_t begin = at - 1; begin > least;) {
      const char c = text_[--begin];
      if (c == '\n') break;
      if (c == '"') return begin;
    }
    return at;
  }
  std::uint32_t begin = at;
  bool ascii_seen = false;
  while (begin > at_ && is_local_part(text_[begin - 1])) {
    if (!ascii::is_beyond(text_[begin - 1])) {
      ascii_seen = true;
      --begin;
      continue;
    }
    std::uint32_t lead = begin - 1;
    while (lead > at_ && begin - lead < 4 && (text_[lead] & '\xC0') == '\x80') --lead;
    const CodePoint point = decode(text_.substr(lead, begin - lead));
    // Text in a script without blanks touches the address that it names; an address that is in such
    // a script is so up to the '@'.
    const bool wide = point.length >= 3;
    if ((wide && ascii_seen) || point.value == 0) break;
    if (is_wide_blank(point.value) || is_wide_punctuation(point.value)) break;
    begin = lead;
  }
  return begin;
}

std::string folded(std::string_view text, const Word& word) {
  const std::string_view bytes = text.substr(word.begin, word.length);
  std::string result;
  if (!ascii::is_beyond(bytes[0])) {
    for (const char c : bytes) result += ascii::to_lower(c);
    return result;
  }
  for (std::uint64_t head = word.head; head != 0; head >>= 8) {
    result += static_cast<char>(head & 0xFF);
  }
  return result;
}

}  // namespace whybounce
