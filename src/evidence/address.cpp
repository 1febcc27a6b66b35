// SPDX-License-Identifier: MIT
#include "evidence/address.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "ascii.h"
#include "message/utf8.h"

namespace whybounce {
namespace {

using ascii::is_alnum;
using ascii::is_any_of;

constexpr std::uint8_t kInLocalPart = 1;
constexpr std::uint8_t kInDomain = 2;

constexpr std::array<std::uint8_t, 256> make_classes() {
  std::array<std::uint8_t, 256> table{};
  for (std::size_t i = 0; i < table.size(); ++i) {
    const char c = static_cast<char>(i);
    const bool word = is_alnum(c) || ascii::is_beyond(c);
    if (word || is_any_of(c, "!#$%&'*+-/=?^_`{|}~.")) table[i] |= kInLocalPart;
    if (word || is_any_of(c, ".-_")) table[i] |= kInDomain;
  }
  return table;
}
constexpr std::array<std::uint8_t, 256> kClasses = make_classes();

// RFC 5322 section 3.2.3 atext and dots, and what RFC 6531 adds. "'" and "`" are legal too, but in
// running text they are quotes much more often: they are trimmed at the edges.
bool is_local_char(char c) {
  return (kClasses[static_cast<unsigned char>(c)] & kInLocalPart) != 0;
}

bool is_domain_char(char c) {
  return (kClasses[static_cast<unsigned char>(c)] & kInDomain) != 0;
}

bool is_ascii(std::string_view text) {
  return ascii_prefix(text) == text.size();
}

// Three bytes of UTF-8 that no address holds: the punctuation of East Asian and of printed texts.
bool is_wide_mark(std::string_view text) {
  if (text.size() < 3) return false;
  const auto lead = static_cast<unsigned char>(text[0]);
  const auto next = static_cast<unsigned char>(text[1]);
  return (lead == 0xE2 && next == 0x80) || (lead == 0xE3 && next == 0x80) ||
         (lead == 0xEF && (next == 0xBC || next == 0xBD));
}

bool is_wide_lead(char c) {
  return static_cast<unsigned char>(c) >= 0xE2 && static_cast<unsigned char>(c) <= 0xEF;
}

// Chinese and Japanese put no blank between a word and an address: "收件人you@example.net不存在".
// What is in angle brackets stands for itself.
AddressMark without_wide_words(std::string_view text, std::uint32_t begin, std::uint32_t at,
                               AddressMark mark) {
  if (is_ascii(text.substr(mark.offset, mark.length))) return mark;
  const bool bracketed = mark.offset > begin && text[mark.offset - 1] == '<';
  std::uint32_t first = mark.offset;
  for (std::uint32_t i = mark.offset; i + 3 <= at; ++i) {
    if (!is_wide_lead(text[i])) continue;
    const bool cut =
        is_wide_mark(text.substr(i, at - i)) || (!bracketed && !ascii::is_beyond(text[at - 1]));
    if (cut) first = i + 3;
  }
  std::uint32_t last = mark.offset + mark.length;
  for (std::uint32_t i = at + 1; i + 3 <= last; ++i) {
    if (!is_wide_lead(text[i])) continue;
    const bool cut = is_wide_mark(text.substr(i, last - i)) ||
                     (!bracketed && is_alnum(text[at + 1]) && is_alnum(text[i - 1]));
    if (cut) last = i;
  }
  return {first, last - first};
}

// "a b"@example.com: the offset of the opening quote, or `at` where there is none.
std::uint32_t quoted_local_begin(std::string_view text, std::uint32_t begin, std::uint32_t at) {
  if (at == begin || text[at - 1] != '"') return at;
  for (std::uint32_t i = at - 1; i > begin && at - i < 80; --i) {
    const char c = text[i - 1];
    if (c == '\n') return at;
    if (c == '"') return i - 1;
  }
  return at;
}

std::uint32_t domain_end(std::string_view text, std::uint32_t at, std::uint32_t end) {
  std::uint32_t last = at + 1;
  if (last < end && text[last] == '[') {
    while (last < end && (is_alnum(text[last]) || is_any_of(text[last], "[.:"))) ++last;
    return last < end && text[last] == ']' ? last + 1 : at + 1;
  }
  while (last < end && is_domain_char(text[last])) ++last;
  while (last > at + 1 && is_any_of(text[last - 1], ".-_")) --last;
  return last;
}

// "+2B" and the like: RFC 3461 section 4. Left alone where "+" is just a plus.
std::string decode_xtext(std::string_view text) {
  if (text.find('+') == std::string_view::npos) return std::string(text);
  const auto hex = [](char c) {
    if (ascii::is_digit(c)) return c - '0';
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
  };
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && i + 2 < text.size() && hex(text[i + 1]) >= 0 && hex(text[i + 2]) >= 0) {
      const int value = hex(text[i + 1]) * 16 + hex(text[i + 2]);
      // Only what xtext must escape; "+34" in "you+34@example.net" is a tag.
      if (value == '+' || value == '=' || value <= 0x20) {
        out += static_cast<char>(value);
        i += 2;
        continue;
      }
    }
    out += text[i];
  }
  return out;
}

// "IMCEASMTP-you+40example+2Enet@corp.example": an address of another system that Exchange wrapped
// into one of its own ("+40" is "@", hexadecimal). Empty where it is none of a mail address.
std::string decode_imcea(std::string_view address) {
  if (!ascii::starts_with_ignoring_case(address, "imcea")) return {};
  const std::size_t dash = address.find('-');
  const std::size_t at = address.rfind('@');
  if (dash == std::string_view::npos || at == std::string_view::npos || dash > at) return {};
  const std::string_view body = address.substr(dash + 1, at - dash - 1);
  std::string out;
  for (std::size_t i = 0; i < body.size(); ++i) {
    unsigned value = 0;
    if (body[i] == '+' && i + 2 < body.size()) {
      for (std::size_t k = 1; k <= 2; ++k) {
        const char c = ascii::to_lower(body[i + k]);
        value = value * 16 + static_cast<unsigned>(ascii::is_digit(c) ? c - '0' : c - 'a' + 10);
      }
      if (value >= 0x20 && value < 0x7f) {
        out += static_cast<char>(value);
        i += 2;
        continue;
      }
    }
    out += body[i] == '_' ? '/' : body[i];
  }
  if (out.find('@') == std::string::npos || out.find('/') != std::string::npos) return {};
  return out;
}

// A name can be folded over lines; who prints it needs one.
std::string one_line(std::string name) {
  std::size_t size = 0;
  for (const char c : name) {
    if (!ascii::is_space(c)) {
      name[size++] = c;
    } else if (size > 0 && name[size - 1] != ' ') {
      name[size++] = ' ';
    }
  }
  name.resize(size);
  return name;
}

// "<you@example.net>", "mx.example.net", as nearly all fields are: the name as it stands there. Empty
// where more has to be asked.
std::string_view plain_name(std::string_view field) {
  const bool bracketed = field.size() > 2 && field.front() == '<' && field.back() == '>';
  const std::string_view name = bracketed ? field.substr(1, field.size() - 2) : field;
  std::size_t sign = std::string_view::npos;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (ascii::is_host_char(name[i])) continue;
    if (name[i] != '@' || sign != std::string_view::npos) return {};
    sign = i;
  }
  // A host's name: nothing in it can be a comment or encoded.
  if (sign == std::string_view::npos) return bracketed ? std::string_view() : name;
  const bool needs_care = !is_alnum(name.front()) || !is_alnum(name.back()) ||
                          ascii::starts_with_ignoring_case(name, "imcea");
  return needs_care ? std::string_view() : name;
}

std::string_view without_type(std::string_view field) {
  const std::size_t semicolon = field.find(';');
  if (semicolon == std::string_view::npos) return field;
  const std::string_view type = ascii::trim(field.substr(0, semicolon));
  const bool is_type = !type.empty() && type.size() <= 20 &&
                       std::all_of(type.begin(), type.end(),
                                   [](char c) { return is_alnum(c) || is_any_of(c, "-/_."); });
  return is_type ? field.substr(semicolon + 1) : field;
}

}  // namespace

std::optional<AddressMark> find_address(std::string_view text, std::uint32_t begin,
                                        std::uint32_t end) {
  std::uint32_t from = begin;
  while (from < end) {
    const std::size_t found = text.substr(0, end).find('@', from);
    if (found == std::string_view::npos) return std::nullopt;
    const auto at = static_cast<std::uint32_t>(found);
    from = at + 1;
    std::uint32_t first = quoted_local_begin(text, begin, at);
    if (first == at) {
      while (first > begin && is_local_char(text[first - 1])) --first;
      while (first < at && is_any_of(text[first], "'`.|=*-") && text[first + 1] != '?') ++first;
    }
    const std::uint32_t last = domain_end(text, at, end);
    if (first == at || last == at + 1) continue;
    const AddressMark mark = without_wide_words(text, begin, at, AddressMark{first, last - first});
    if (mark.offset >= at || mark.offset + mark.length <= at + 1) continue;
    return mark;
  }
  return std::nullopt;
}

bool is_plain_address(std::string_view address) {
  return address.find('+') == std::string_view::npos &&
         !ascii::starts_with_ignoring_case(address, "imcea");
}

std::string clean_address(std::string_view field) {
  std::string address;
  assign_clean_address(field, address);
  return address;
}

void assign_clean_address(std::string_view field, std::string& address) {
  address = plain_name(field);
  if (field.empty() || !address.empty()) return;
  std::string_view rest = ascii::trim(without_type(field));
  if (const auto mark = find_address(rest, 0, static_cast<std::uint32_t>(rest.size()))) {
    const std::string_view found = rest.substr(mark->offset, mark->length);
    if (is_plain_address(found)) {
      address = found;
      return;
    }
    address = decode_imcea(found);
    if (address.empty()) address = decode_xtext(found);
    return;
  }
  if (std::ranges::all_of(rest, ascii::is_host_char)) {
    address = rest;
    return;
  }
  // No domain: a local user. The comment behind it is not part of it: RFC 3464 section 2.1.2.
  if (!rest.empty() && rest.front() == '<') {
    rest.remove_prefix(1);
    rest = rest.substr(0, rest.find('>'));
  }
  rest = ascii::trim(rest.substr(0, rest.find('(')));
  while (rest.size() >= 2 && rest.front() == '"' && rest.back() == '"') {
    rest = rest.substr(1, rest.size() - 2);
  }
  address = one_line(decode_xtext(rest));
}

void assign_found_address(std::string_view found, std::string& address) {
  // Where a wide word was cut off, there may be marks to trim, or half of what was quoted.
  const bool is_trimmed = !is_any_of(found.front(), "'`.|=*-") && !is_any_of(found.back(), ".-_") &&
                          found.find('"') == found.npos;
  if (is_trimmed && is_ascii(found) && is_plain_address(found)) {
    address = found;
  } else {
    assign_clean_address(found, address);
  }
}

// rfind() looks at every byte by itself.
std::string_view local_part(std::string_view address) {
  const void* at = address.empty() ? nullptr : ::memrchr(address.data(), '@', address.size());
  if (at == nullptr) return address;
  return address.substr(0, static_cast<std::size_t>(static_cast<const char*>(at) - address.data()));
}

std::string_view domain_part(std::string_view address) {
  const std::size_t at = address.rfind('@');
  return at == std::string_view::npos ? std::string_view() : address.substr(at + 1);
}

bool is_mail_system_name(std::string_view local) {
  static constexpr std::array<std::string_view, 16> kNames = {
      "mailer-daemon", "postmaster",   "post_master",   "mail-daemon", "mailerdaemon",
      "mdaemon",       "mailerdeamon", "mailer_daemon", "mail-system", "mail.delivery.system",
      "mailsystem",    "bounce",       "mail-delivery", "abuse",       "maildaemon",
      "mailer"};
  return std::any_of(kNames.begin(), kNames.end(), [&](std::string_view name) {
    return ascii::equals_ignoring_case(local, name);
  });
}

}  // namespace whybounce
