// SPDX-License-Identifier: MIT
#include "message/transfer_decode.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

#include "ascii.h"
#include "bytes.h"

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

// Undoes quoted-printable. What comes out is never longer than what goes in.
class QuotedPrintableReader {
 public:
  QuotedPrintableReader(std::string_view text, std::string& out) : text_(text), out_(out) {
    out_.resize(text.size());
    to_ = out_.data();
  }

  DecodeResult read() {
    for (copy_plain(); at_ < text_.size(); copy_plain()) {
      if (text_[at_] == '=') {
        read_mark();
      } else {
        read_blank();
      }
    }
    out_.resize(static_cast<std::size_t>(to_ - out_.data()));
    return result_;
  }

 private:
  // Copies up to the next mark, or the next blank that may end a line, as the last one of it does.
  void copy_plain() {
    const char* at = text_.data() + at_;
    const char* const end = text_.data() + text_.size();
#ifdef __SSE2__
    constexpr std::ptrdiff_t kBlock = sizeof(__m128i);
    for (; end - at > kBlock; at += kBlock, to_ += kBlock) {
      const __m128i bytes = sixteen_bytes(at);
      const __m128i next = sixteen_bytes(at + 1);
      _mm_storeu_si128(reinterpret_cast<__m128i*>(to_), bytes);
      const __m128i is_blank = _mm_or_si128(where_is(bytes, ' '), where_is(bytes, '\t'));
      const __m128i before_end = _mm_or_si128(where_is(next, '\n'), where_is(next, '\r'));
      const __m128i is_last = _mm_and_si128(is_blank, before_end);
      const unsigned places = places_of(_mm_or_si128(where_is(bytes, '='), is_last));
      if (places == 0) continue;
      const int copied = std::countr_zero(places);
      to_ += copied;
      at_ = static_cast<std::size_t>(at + copied - text_.data());
      return;
    }
#endif
    for (; at != end; ++at) {
      if (*at == '=' || (ascii::is_blank(*at) && (at + 1 == end || is_line_end(at[1])))) break;
      *to_++ = *at;
    }
    at_ = static_cast<std::size_t>(at - text_.data());
  }

  static bool is_line_end(char c) {
    return c == '\n' || c == '\r';
  }

  // Where the LF stands that ends a line of which no more than carriage returns are left, or the
  // text's end; npos where there is more.
  [[nodiscard]] std::size_t end_of_finished_line(std::size_t at) const {
    while (at < text_.size() && text_[at] == '\r') ++at;
    return at == text_.size() || text_[at] == '\n' ? at : std::string_view::npos;
  }

  // White space at a line's end was added on the way (RFC 2045 section 6.7, rule 3). All of it but the
  // last is copied already.
  void read_blank() {
    if (end_of_finished_line(at_ + 1) == std::string_view::npos) {
      *to_++ = text_[at_++];
      return;
    }
    for (std::size_t i = at_; i > 0 && ascii::is_blank(text_[i - 1]); --i) --to_;
    ++at_;
  }

  void read_mark() {
    const int high = at_ + 2 < text_.size() ? hex_digit_value(text_[at_ + 1]) : -1;
    const int low = high >= 0 ? hex_digit_value(text_[at_ + 2]) : -1;
    if (low >= 0) {
      *to_++ = static_cast<char>(high * 16 + low);
      at_ += 3;
      return;
    }
    std::size_t line_end = at_ + 1;
    while (line_end < text_.size() && ascii::is_blank(text_[line_end])) ++line_end;
    line_end = end_of_finished_line(line_end);
    if (line_end != std::string_view::npos) {  // the line goes on in the next one
      at_ = std::min(line_end + 1, text_.size());
      return;
    }
    if (result_.damage == DecodeResult::kNone) result_.damage = at_;
    *to_++ = text_[at_++];
  }

  std::string_view text_;
  std::string& out_;
  char* to_ = nullptr;
  std::size_t at_ = 0;
  DecodeResult result_;
};

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
  return QuotedPrintableReader(text, out).read();
}

}  // namespace whybounce
