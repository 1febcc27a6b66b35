// SPDX-License-Identifier: MIT
#include "message/utf8.h"

#include <cstdint>

#include "ascii.h"
#include "bytes.h"
#include "message/byte_search.h"

namespace whybounce {

namespace {

using Byte = unsigned char;

// What the lead byte asks for: the number of bytes, and the range of the second one, which alone
// keeps out overlong forms, surrogates and what lies above U+10FFFF (Unicode, table 3-7).
struct Lead {
  std::size_t length;
  Byte low;
  Byte high;
};

Lead lead_of(Byte c) {
  if (c < 0xC2) return {0, 0, 0};
  if (c < 0xE0) return {2, 0x80, 0xBF};
  if (c == 0xE0) return {3, 0xA0, 0xBF};
  if (c == 0xED) return {3, 0x80, 0x9F};
  if (c < 0xF0) return {3, 0x80, 0xBF};
  if (c == 0xF0) return {4, 0x90, 0xBF};
  if (c < 0xF4) return {4, 0x80, 0xBF};
  if (c == 0xF4) return {4, 0x80, 0x8F};
  return {0, 0, 0};
}

struct Sequence {
  std::size_t length;  // of the longest well-formed beginning, at least 1
  bool complete;
};

Sequence sequence_at(std::string_view text) {
  const Lead lead = lead_of(static_cast<Byte>(text[0]));
  if (lead.length == 0) return {1, false};
  std::size_t i = 1;
  Byte low = lead.low;
  Byte high = lead.high;
  for (; i < lead.length && i < text.size(); ++i) {
    const auto c = static_cast<Byte>(text[i]);
    if (c < low || c > high) break;
    low = 0x80;
    high = 0xBF;
  }
  return {i, i == lead.length};
}

// The length of the character at text[i] if it is one of U+0080 to U+07FF or U+1000 to U+CFFF, as
// nearly all are: any continuation bytes may follow their lead bytes. Else 0.
std::size_t common_sequence_length(std::string_view text, std::size_t i) {
  const auto is_continuation = [&](std::size_t at) {
    return (static_cast<Byte>(text[at]) & 0xC0U) == 0x80;
  };
  if (text.size() - i < 3 || !is_continuation(i + 1)) return 0;
  const auto lead = static_cast<Byte>(text[i]);
  if (lead >= 0xC2 && lead <= 0xDF) return 2;
  return lead >= 0xE1 && lead <= 0xEC && is_continuation(i + 2) ? 3 : 0;
}

struct BeyondAscii {
  static bool has(char c) { return ascii::is_beyond(c); }
#ifdef __SSE2__
  // Of what a comparison gives only the high bits are asked for, which are these themselves.
  static __m128i has(__m128i bytes) {
    return bytes;
  }
#endif
};

// The first byte from text[i] on that is not ASCII; the text's end where there is none.
std::size_t ascii_end(std::string_view text, std::size_t i) {
  constexpr std::size_t kBlock = 64;
  for (; text.size() - i >= kBlock; i += kBlock) {
    std::uint64_t all = 0;
    for (std::size_t at = 0; at < kBlock; at += 8) all |= eight_bytes(text.data() + i + at);
    if ((all & (kOnes * 0x80)) != 0) break;
  }
  return find_first_of<BeyondAscii>(text, i);
}

}  // namespace

std::size_t ascii_prefix(std::string_view text) {
  return ascii_end(text, 0);
}

std::size_t utf8_sequence_length(std::string_view text) {
  if (text.empty()) return 0;
  const Sequence sequence = sequence_at(text);
  return sequence.complete ? sequence.length : 0;
}

std::size_t valid_utf8_prefix(std::string_view text) {
  std::size_t i = 0;
  for (;;) {
    i = ascii_end(text, i);
    // Text beyond ASCII mostly goes on beyond ASCII, at once or behind a blank.
    while (i < text.size()) {
      if (static_cast<Byte>(text[i]) < 0x80) {
        ++i;
        if (i == text.size() || static_cast<Byte>(text[i]) < 0x80) break;
      }
      if (const std::size_t length = common_sequence_length(text, i)) {
        i += length;
        continue;
      }
      const Sequence sequence = sequence_at(text.substr(i));
      if (!sequence.complete) return i;
      i += sequence.length;
    }
    if (i >= text.size()) return i;
  }
}

std::size_t encode_utf8(char32_t c, char* out) {
  if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) c = kReplacement;
  const auto tail = [c](unsigned shift) { return static_cast<char>(0x80 | ((c >> shift) & 0x3F)); };
  if (c < 0x80) {
    out[0] = static_cast<char>(c);
    return 1;
  }
  if (c < 0x800) {
    out[0] = static_cast<char>(0xC0 | (c >> 6));
    out[1] = tail(0);
    return 2;
  }
  if (c < 0x10000) {
    out[0] = static_cast<char>(0xE0 | (c >> 12));
    out[1] = tail(6);
    out[2] = tail(0);
    return 3;
  }
  out[0] = static_cast<char>(0xF0 | (c >> 18));
  out[1] = tail(12);
  out[2] = tail(6);
  out[3] = tail(0);
  return 4;
}

void append_utf8(char32_t c, std::string& out) {
  char bytes[4];
  out.append(bytes, encode_utf8(c, bytes));
}

void append_repaired_utf8(std::string_view text, std::string& out) {
  for (;;) {
    const std::size_t good = valid_utf8_prefix(text);
    out.append(text.data(), good);
    text.remove_prefix(good);
    if (text.empty()) return;
    append_utf8(kReplacement, out);
    text.remove_prefix(sequence_at(text).length);
  }
}

}  // namespace whybounce
