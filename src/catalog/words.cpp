// SPDX-License-Identifier: MIT
#include "catalog/words.h"

#include <algorithm>

#include "catalog/characters.h"

namespace whybounce {
namespace words {
namespace {

constexpr std::uint32_t kMaxQuotedLocalPart = 128;  // RFC 5321 section 4.5.3.1.1 allows 64

bool is_domain_start(char c) {
  return ascii::is_alnum(c) || c == '[';
}
bool is_label(char c) {
  return (flags_of(c) & kDomain) != 0;
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
  return kReplyCodeLength;
}

// Whether a code may begin behind this character: not inside of a version, a host name or a path.
bool may_precede_code(char c) {
  return !ascii::is_alnum(c) && c != '.' && c != '-' && c != '_' && c != '/' && c != '@';
}

std::uint32_t end_of_domain(std::string_view text, std::uint32_t at, std::uint32_t text_end) {
  std::uint32_t end = at;
  if (text[at] == '[') {
    ++end;
    while (end < text_end && (ascii::is_alnum(text[end]) || text[end] == '.' || text[end] == ':' ||
                              text[end] == '-')) {
      ++end;
    }
    return end < text_end && text[end] == ']' ? end + 1 : end;
  }
  while (true) {
    while (end < text_end && is_label(text[end])) ++end;
    // A dot belongs to the domain if a label follows: "x@example.net... User unknown".
    if (text_end - end < 2 || text[end] != '.' || !is_label(text[end + 1])) return end;
    ++end;
  }
}

std::uint32_t begin_of_quoted(std::string_view text, std::uint32_t from, std::uint32_t at) {
  const std::uint32_t least = std::max(from, at - std::min(at, kMaxQuotedLocalPart));
  for (std::uint32_t begin = at - 1; begin > least;) {
    const char c = text[--begin];
    if (c == '\n') break;
    if (c == '"') return begin;
  }
  return at;
}

std::uint32_t begin_of_local_part(std::string_view text, std::uint32_t from, std::uint32_t at) {
  if (at > from && text[at - 1] == '"') return begin_of_quoted(text, from, at);
  std::uint32_t begin = at;
  bool ascii_seen = false;
  while (begin > from) {
    const unsigned flags = flags_of(text[begin - 1]) & (kLocalPart | kBeyond);
    if (flags == kLocalPart) {
      ascii_seen = true;
      --begin;
      continue;
    }
    if (flags == 0) break;
    std::uint32_t lead = begin - 1;
    while (lead > from && begin - lead < 4 && (text[lead] & '\xC0') == '\x80') --lead;
    const CodePoint point = decode(text.substr(lead, begin - lead));
    // Text in a script without blanks touches the address that it names; an address that is in such
    // a script is so up to the '@'.
    const bool wide = point.length >= 3;
    if ((wide && ascii_seen) || point.value == 0) break;
    if (is_wide_blank(point.value) || is_wide_punctuation(point.value)) break;
    begin = lead;
  }
  return begin;
}

std::uint32_t byte_of(std::string_view text, std::size_t i) {
  return static_cast<unsigned char>(text[i]);
}

bool is_continuation(std::uint32_t byte) {
  return (byte & 0xC0U) == 0x80;
}

// The head of a letter of U+00C0 to U+07FF (Latin, Greek, Cyrillic, Hebrew, Arabic) that the text
// begins with; else 0.
std::uint64_t letter_of_two_bytes(std::string_view text) {
  if (text.size() < 2) return 0;
  const std::uint32_t lead = byte_of(text, 0);
  const std::uint32_t second = byte_of(text, 1);
  if (lead < 0xC3 || lead > 0xDF || !is_continuation(second)) return 0;
  return folded_head_of_two_bytes((lead & 0x1FU) << 6 | (second & 0x3FU));
}

// The same for U+3040 to U+DFFF (kana, ideographs, Hangul), which have no capitals.
std::uint64_t letter_of_three_bytes(std::string_view text) {
  if (text.size() < 3) return 0;
  const std::uint32_t lead = byte_of(text, 0);
  const std::uint32_t second = byte_of(text, 1);
  const std::uint32_t third = byte_of(text, 2);
  if (lead < 0xE3 || lead > 0xED || !is_continuation(second) || !is_continuation(third)) return 0;
  constexpr std::uint32_t kSymbols = 0x80;  // U+3000 to U+303F: E3 80
  const std::uint32_t head = lead | second << 8 | third << 16;
  constexpr std::uint32_t kMiddleDot = 0xBB83E3;  // U+30FB
  return (lead == 0xE3 && second == kSymbols) || head == kMiddleDot ? 0 : head;
}

}  // namespace

std::uint32_t code_length(std::string_view text, std::uint32_t at, std::uint32_t end,
                          bool is_free) {
  if (!is_free && !may_precede_code(text[at - 1])) return 0;
  const std::string_view rest = text.substr(at, end - at);
  const std::uint32_t length = enhanced_status_length(rest);
  return length != 0 ? length : reply_code_length(rest);
}

WideRun read_wide(std::string_view text, std::uint32_t at, std::uint32_t end) {
  const std::string_view rest = text.substr(at, end - at);
  // Most characters of a page are letters of one of these blocks, where nothing else is.
  if (const std::uint64_t head = letter_of_two_bytes(rest)) return {{2, head}, 0};
  if (const std::uint64_t head = letter_of_three_bytes(rest)) return {{3, head}, 0};
  const CodePoint point = decode(rest);
  if (is_wide_blank(point.value)) return {{point.length, 0}, kBlank};
  if (is_wide_punctuation(point.value)) return {{point.length, 0}, kPunctuation};
  return {{point.length, point.value == 0 ? 0 : utf8_head(fold(point.value))}, 0};
}

AddressPlace find_address(std::string_view text, std::uint32_t from, std::uint32_t end) {
  for (std::uint32_t at = from; at < end;) {
    const void* found = std::memchr(text.data() + at, '@', end - at);
    if (found == nullptr) break;
    const auto sign = static_cast<std::uint32_t>(static_cast<const char*>(found) - text.data());
    at = sign + 1;
    if (at == end || !is_domain_start(text[at])) continue;
    const std::uint32_t address_begin = begin_of_local_part(text, from, sign);
    if (address_begin == sign) continue;
    std::uint32_t address_end = end_of_domain(text, at, end);
    while (address_end + 1 < end && text[address_end] == '@' &&
           is_domain_start(text[address_end + 1])) {
      address_end = end_of_domain(text, address_end + 1, end);
    }
    return {address_begin, address_end};
  }
  return {end, end};
}

}  // namespace words

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
