// SPDX-License-Identifier: MIT
#include "message/transfer_decode.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

#include "ascii.h"
#include "message/lines.h"

namespace whybounce {

namespace {

constexpr std::uint8_t kSpace = 64;
constexpr std::uint8_t kPadding = 65;
constexpr std::uint8_t kJunk = 66;

constexpr std::array<std::uint8_t, 256> make_base64_table() {
  constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::array<std::uint8_t, 256> table{};
  for (auto& entry : table) entry = kJunk;
  for (std::size_t i = 0; i < kAlphabet.size(); ++i) {
    table[static_cast<unsigned char>(kAlphabet[i])] = static_cast<std::uint8_t>(i);
  }
  for (const char c : {' ', '\t', '\r', '\n'}) table[static_cast<unsigned char>(c)] = kSpace;
  table['='] = kPadding;
  return table;
}

constexpr auto kBase64 = make_base64_table();

std::uint8_t base64_value(char c) {
  return kBase64[static_cast<unsigned char>(c)];
}

// Prose has a blank or a punctuation mark every few characters; base64 has none, and damaged base64
// few. Line ends do not count, so that it does not matter how they are written, nor does what stands
// behind the padding.
bool is_plainly_not_base64(std::string_view text) {
  constexpr std::size_t kSample = 400;
  std::size_t seen = 0;
  std::size_t foreign = 0;
  std::size_t padding = 0;
  for (const char c : text) {
    if (c == '\r' || c == '\n') {
      if (padding > 0) break;
      continue;
    }
    const std::uint8_t value = base64_value(c);
    if (value == kPadding) ++padding;
    if (value == kJunk || value == kSpace) ++foreign;
    if (++seen == kSample) break;
  }
  // Of a short text only the impossible length tells: no base64 has 4n + 1 characters.
  if (seen < 16) return foreign == 0 && padding == 0 && seen % 4 == 1;
  return foreign * 8 > seen;
}

// Decodes groups of four characters without anything between them; returns how far it came.
const char* decode_whole_groups(const char* at, const char* end, char*& to) {
  while (end - at >= 4) {
    const std::uint32_t a = base64_value(at[0]);
    const std::uint32_t b = base64_value(at[1]);
    const std::uint32_t c = base64_value(at[2]);
    const std::uint32_t d = base64_value(at[3]);
    if ((a | b | c | d) >= kSpace) break;
    const std::uint32_t group = a << 18 | b << 12 | c << 6 | d;
    *to++ = static_cast<char>(group >> 16);
    *to++ = static_cast<char>(group >> 8);
    *to++ = static_cast<char>(group);
    at += 4;
  }
  return at;
}

// A line without its end: white space at the end was added on the way (RFC 2045 section 6.7, rule
// 3). Appends, and tells whether the line goes on in the next one.
bool append_quoted_printable_line(std::string_view line, std::size_t offset, std::string& out,
                                  DecodeResult& result) {
  while (!line.empty() && ascii::is_blank(line.back())) line.remove_suffix(1);
  const bool soft_break = !line.empty() && line.back() == '=';
  if (soft_break) line.remove_suffix(1);
  std::size_t done = 0;
  for (;;) {
    const std::size_t mark = std::min(line.find('=', done), line.size());
    out.append(line, done, mark - done);
    if (mark == line.size()) return soft_break;
    const int high = mark + 2 < line.size() ? hex_digit_value(line[mark + 1]) : -1;
    const int low = high >= 0 ? hex_digit_value(line[mark + 2]) : -1;
    if (low >= 0) {
      out.push_back(static_cast<char>(high * 16 + low));
      done = mark + 3;
    } else {
      if (result.damage == DecodeResult::kNone) result.damage = offset + mark;
      out.push_back('=');
      done = mark + 1;
    }
  }
}

}  // namespace

int hex_digit_value(char c) {
  if (ascii::is_digit(c)) return c - '0';
  const char lower = ascii::to_lower(c);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

TransferEncoding parse_transfer_encoding(std::string_view value) {
  value = ascii::trim(value);
  if (!value.empty() && value.front() == '"') value.remove_prefix(1);
  std::size_t length = 0;
  while (length < value.size() && (ascii::is_alnum(value[length]) || value[length] == '-')) {
    ++length;
  }
  value = value.substr(0, length);
  if (ascii::equals_ignoring_case(value, "base64")) return TransferEncoding::base64;
  if (ascii::equals_ignoring_case(value, "quoted-printable")) {
    return TransferEncoding::quoted_printable;
  }
  return TransferEncoding::identity;
}

DecodeResult decode_base64(std::string_view text, std::string& out) {
  if (is_plainly_not_base64(text)) {
    out.assign(text);
    return {.damage = 0};
  }
  DecodeResult result;
  out.resize(text.size() / 4 * 3 + 3);
  char* to = out.data();
  const char* at = text.data();
  const char* const end = at + text.size();
  std::uint32_t group = 0;
  int count = 0;
  bool padded = false;
  for (; at != end; ++at) {
    if (count == 0 && !padded) {
      at = decode_whole_groups(at, end, to);
      if (at == end) break;
    }
    const std::uint8_t value = base64_value(*at);
    const bool foreign = value == kJunk || (value != kSpace && padded);
    if (foreign && result.damage == DecodeResult::kNone && value != kPadding) {
      result.damage = static_cast<std::size_t>(at - text.data());
    }
    if (value == kPadding) padded = true;
    if (value >= kSpace || padded) continue;
    group = group << 6 | value;
    if (++count < 4) continue;
    *to++ = static_cast<char>(group >> 16);
    *to++ = static_cast<char>(group >> 8);
    *to++ = static_cast<char>(group);
    group = 0;
    count = 0;
  }
  if (count == 3) *to++ = static_cast<char>(group >> 10);
  if (count == 3) *to++ = static_cast<char>(group >> 2);
  if (count == 2) *to++ = static_cast<char>(group >> 4);
  out.resize(static_cast<std::size_t>(to - out.data()));
  return result;
}

DecodeResult decode_quoted_printable(std::string_view text, std::string& out) {
  DecodeResult result;
  out.clear();
  out.reserve(text.size());
  LineCursor lines(text);
  while (lines.next()) {
    const std::string_view line = lines.line();
    if (append_quoted_printable_line(line, lines.begin(), out, result)) continue;
    const std::size_t content_end = lines.begin() + line.size();
    out.append(text, content_end, lines.end() - content_end);
  }
  return result;
}

}  // namespace whybounce
