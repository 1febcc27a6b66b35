// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "ascii.h"
#include "bytes.h"

// How a text is cut into words, the same for the phrases of data/ and for the texts in which they
// are looked for. See "How a phrase is matched" in data/README.md.
namespace whybounce {

// No phrase has a longer word: such words of a text match nothing.
inline constexpr std::uint32_t kMaxWordLength = 63;
// For how many chunks (see below) an empty line counts: more than any gap may have.
inline constexpr std::uint32_t kEmptyLineChunks = 16;

struct Word {
  std::uint32_t begin;   // offset in the text
  std::uint32_t length;  // in bytes, as written
  std::uint64_t head;    // the first 8 bytes, folded, the first one lowest; 0: matches nothing
  std::uint64_t chunk;   // which blank-separated run of text it is in: counts those with words
  std::uint32_t flags;   // kAtLineStart, and more that means nothing to others

  static constexpr std::uint32_t kAtLineStart = 0x80;
  // Nothing but punctuation and blanks stands before it on its line.
  [[nodiscard]] bool at_line_start() const { return (flags & kAtLineStart) != 0; }
};

// A word as it stands in the tables: in lower case.
[[nodiscard]] std::string folded(std::string_view text, const Word& word);

// What for_each_word() is made of. It stands here because the search for phrases needs each word in
// registers: a word that is written to memory and read again costs as much as the search itself.
namespace words {

// What a byte is. A digit that a code can begin with is no `kLetter`.
enum : std::uint8_t {
  kLetter = 0x01,
  kCodeDigit = 0x02,
  kBeyond = 0x04,       // no ASCII
  kDomain = 0x08,       // stands in a label of a domain
  kLocalPart = 0x10,    // RFC 5322 section 3.2.3, atext; and dots
  kPunctuation = 0x20,  // stands between words, and means nothing else
  kBlank = 0x40,        // so does this, but it divides chunks
};
// What stood before, besides the flags of the bytes since the last word: that is one word with them,
// so that the loop over these bytes has one thing to do.
inline constexpr unsigned kLineStart = Word::kAtLineStart;  // no word yet on this line
inline constexpr unsigned kInLine = kPunctuation;  // something that makes the line not empty

constexpr std::array<std::uint8_t, 256> make_flags() {
  std::array<std::uint8_t, 256> table{};
  const auto mark = [&](std::string_view bytes, unsigned flag) {
    for (const char c : bytes) {
      std::uint8_t& flags = table[static_cast<unsigned char>(c)];
      flags = static_cast<std::uint8_t>(flags | flag);
    }
  };
  for (std::size_t i = 0; i < table.size(); ++i) {
    const char c = static_cast<char>(i);
    if (ascii::is_beyond(c)) {
      table[i] = kBeyond | kLocalPart;
    } else if (ascii::is_alnum(c)) {
      table[i] = kLetter | kDomain | kLocalPart;
    } else if (!ascii::is_space(c) && c != '>' && c != '\\') {
      table[i] = kPunctuation;
    }
  }
  for (const char c : std::string_view("245")) {
    table[static_cast<unsigned char>(c)] = kCodeDigit | kDomain | kLocalPart;
  }
  mark(".!#$%&'*+-/=?^_`{|}~", kLocalPart);
  mark("-_", kDomain);
  mark(" \t\r\f\v", kBlank);
  return table;
}

inline constexpr std::array<std::uint8_t, 256> kFlags = make_flags();

[[nodiscard]] inline unsigned flags_of(char c) {
  return kFlags[static_cast<unsigned char>(c)];
}

constexpr std::uint64_t in_each_byte(std::uint8_t value) {
  return kOnes * value;
}

// Capitals are letters without this bit; small letters and digits have it.
inline constexpr std::uint64_t kLowerCase = in_each_byte(0x20);

// The highest bit of each byte that is no ASCII letter or digit; of the eight bytes, the first one
// lowest. (A sum of two bytes below 0x80 does not reach the next byte, and its highest bit tells
// whether the first one is greater than 0x7F minus the second one.)
[[nodiscard]] constexpr std::uint64_t find_separators(std::uint64_t bytes) {
  constexpr std::uint64_t kHigh = in_each_byte(0x80);
  const auto is_at_least = [](std::uint64_t low_bytes, char c) {
    return low_bytes + in_each_byte(static_cast<std::uint8_t>(0x80 - c));
  };
  const std::uint64_t low = bytes & ~kHigh;
  const std::uint64_t small = low | kLowerCase;
  const std::uint64_t letter = is_at_least(small, 'a') ^ is_at_least(small, 'z' + 1);
  const std::uint64_t digit = is_at_least(low, '0') ^ is_at_least(low, '9' + 1);
  return ~((letter ^ digit) & ~bytes) & kHigh;
}

// The next 8 bytes, the first one lowest; where the text ends before, zeros.
[[nodiscard]] inline std::uint64_t next_bytes(const char* data, std::uint32_t at,
                                              std::uint32_t end) {
  constexpr std::uint32_t kSize = sizeof(std::uint64_t);
  std::uint64_t bytes = 0;
  if (end - at >= kSize) {
    std::memcpy(&bytes, data + at, kSize);
  } else if (end >= kSize) {
    std::memcpy(&bytes, data + end - kSize, kSize);
    bytes >>= 8 * (kSize - (end - at));
  } else {
    std::memcpy(&bytes, data + at, end - at);
  }
  return bytes;
}

// The bytes of a head that a word has, by its length.
inline constexpr auto kHeadMasks = [] {
  std::array<std::uint64_t, 16> masks{};
  for (std::size_t i = 0; i < masks.size(); ++i) {
    masks[i] = i < 8 ? (std::uint64_t{1} << 8 * i) - 1 : ~std::uint64_t{0};
  }
  return masks;
}();

// A word's length and head as in Word. Of a character that is no word, the length.
struct Run {
  std::uint32_t length;
  std::uint64_t head;
};

// The run of ASCII letters and digits that data[at, end) begins with: not empty. 8 bytes at a time.
[[nodiscard]] inline Run read_run_by_eights(const char* data, std::uint32_t at, std::uint32_t end) {
  const std::uint64_t head = next_bytes(data, at, end);
  std::uint64_t separators = find_separators(head);
  if (separators != 0) {
    const std::uint64_t before = (separators ^ (separators - 1)) >> 8;
    return {static_cast<std::uint32_t>(std::countr_zero(separators)) / 8,
            (head | kLowerCase) & before};
  }
  std::uint32_t stop = at;
  while (separators == 0 && end - stop > sizeof head) {
    stop += sizeof head;
    separators = find_separators(next_bytes(data, stop, end));
  }
  const std::uint32_t length =
      separators == 0 ? end - at
                      : stop - at + static_cast<std::uint32_t>(std::countr_zero(separators)) / 8;
  return {length, length > kMaxWordLength ? 0 : head | kLowerCase};
}

#ifdef __SSE2__
// The same, 16 bytes at a time where there are as many: a word that is shorter, as nearly all are,
// costs half the instructions.
[[nodiscard]] inline Run read_run(const char* data, std::uint32_t at, std::uint32_t end) {
  if (end - at < sizeof(__m128i)) return read_run_by_eights(data, at, end);
  const __m128i bytes = sixteen_bytes(data + at);
  const __m128i small = _mm_or_si128(bytes, _mm_set1_epi8(0x20));
  const auto is_below = [](__m128i values, char count) {
    const __m128i most = _mm_set1_epi8(static_cast<char>(count - 1));
    return _mm_cmpeq_epi8(_mm_min_epu8(values, most), values);
  };
  const __m128i letter = is_below(_mm_sub_epi8(small, _mm_set1_epi8('a')), 26);
  const __m128i digit = is_below(_mm_sub_epi8(bytes, _mm_set1_epi8('0')), 10);
  const unsigned in_run = places_of(_mm_or_si128(letter, digit));
  if (in_run == 0xFFFF) return read_run_by_eights(data, at, end);
  const auto length = static_cast<std::uint32_t>(std::countr_one(in_run));
  std::uint64_t head = 0;
  _mm_storel_epi64(reinterpret_cast<__m128i*>(&head), small);
  return {length, head & kHeadMasks[length]};
}
#else
[[nodiscard]] inline Run read_run(const char* data, std::uint32_t at, std::uint32_t end) {
  return read_run_by_eights(data, at, end);
}
#endif

inline constexpr std::uint32_t kReplyCodeLength = 3;  // an enhanced status code is longer

// The length of the code (a reply code of a failure, an enhanced status code) that stands alone
// where text[at, end) begins; 0 if none does. `is_free`: nothing touches it from before.
[[nodiscard]] std::uint32_t code_length(std::string_view text, std::uint32_t at, std::uint32_t end,
                                        bool is_free);

struct WideRun {
  Run run;
  unsigned flags;  // kBlank or kPunctuation; 0 for a word
};

// The character beyond ASCII that text[at, end) begins with.
[[nodiscard]] WideRun read_wide(std::string_view text, std::uint32_t at, std::uint32_t end);

struct AddressPlace {
  std::uint32_t begin;
  std::uint32_t end;
};

// The first e-mail address in text[from, end); both are `end` where there is none.
[[nodiscard]] AddressPlace find_address(std::string_view text, std::uint32_t from,
                                        std::uint32_t end);

}  // namespace words

// Calls see(word) for the words of text[begin, end), from left to right. What is left out: reply
// codes (4xx, 5xx) and enhanced status codes that stand alone. What matches nothing, but stands
// there as one word: an e-mail address. Cost: linear in the text, whatever it holds.
template <typename See>
void for_each_word(std::string_view text, std::uint32_t begin, std::uint32_t end, See see) {
  const char* const data = text.data();
  // Each search goes on behind the last address, so that all of them together are linear.
  words::AddressPlace address = words::find_address(text, begin, end);
  std::uint32_t glued = begin;  // here a text begins that was glued to a reply code by a hyphen
  std::uint64_t chunk = 0;
  unsigned before = words::kBlank | words::kLineStart;
  std::uint32_t at = begin;
  const auto skip = [&](std::uint32_t length) {
    at += length;
    // "\nx@y" was found as "nx@y". (No second one begins before the same sign: a backslash ends the search.)
    if (at > address.begin) address = words::find_address(text, at, end);
  };
  while (true) {
    unsigned flags = 0;
    for (; at < address.begin; ++at) {
      flags = words::flags_of(data[at]);
      if ((flags & (words::kBlank | words::kPunctuation)) == 0) break;
      before |= flags;
    }
    words::Run run;
    if (at == address.begin) {
      if (at == end) return;
      run = {address.end - at, 0};
      address = words::find_address(text, address.end, end);
    } else if ((flags & words::kLetter) != 0) {
      run = words::read_run(data, at, end);
    } else if ((flags & words::kCodeDigit) != 0) {
      const std::uint32_t length = words::code_length(text, at, end, at == glued || at == begin);
      if (length != 0) {
        skip(length);
        before = (before | words::kInLine) & ~words::kLineStart;
        if (length == words::kReplyCodeLength && at < end && data[at] == '-') {
          skip(1);
          glued = at;
        }
        continue;
      }
      run = words::read_run(data, at, end);
    } else if ((flags & words::kBeyond) != 0) {
      const words::WideRun wide = words::read_wide(text, at, end);
      if (wide.flags != 0) {
        before |= wide.flags;
        skip(wide.run.length);
        continue;
      }
      run = wide.run;
    } else if (data[at] == '\n') {
      if ((before & words::kInLine) == 0) chunk += kEmptyLineChunks;
      before = words::kBlank | words::kLineStart;
      skip(1);
      continue;
    } else if (data[at] == '>') {
      skip(1);
      continue;
    } else {
      // Exim writes the line ends of a multi-line reply in its log as \n.
      before |= words::kInLine;
      skip(1);
      if (at < end && (data[at] == 'n' || data[at] == 'r' || data[at] == 't')) {
        before |= words::kBlank;
        skip(1);
      }
      continue;
    }
    chunk += (before & words::kBlank) / words::kBlank;
    see(Word{at, run.length, run.head, chunk, before});
    at += run.length;
    before = words::kInLine;
  }
}

}  // namespace whybounce
