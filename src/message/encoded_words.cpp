// SPDX-License-Identifier: MIT
#include "message/encoded_words.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "ascii.h"
#include "bytes.h"
#include "message/transfer_decode.h"
#include "whybounce/message.h"

namespace whybounce {

namespace {

constexpr std::size_t kNone = std::string_view::npos;

// RFC 2047 section 2: =?charset?B-or-Q?text?=
struct EncodedWord {
  std::string_view charset;
  char encoding;  // 'b' or 'q'
  std::string_view text;
  std::size_t length;  // of the whole
};

// Blanks in the text are against the rule and nevertheless written.
std::optional<EncodedWord> parse_encoded_word(std::string_view text) {
  if (!text.starts_with("=?")) return std::nullopt;
  const std::size_t charset_end = text.find_first_of("? \t", 2);
  if (charset_end == kNone || charset_end == 2 || text.size() < charset_end + 5) {
    return std::nullopt;
  }
  const char encoding = ascii::to_lower(text[charset_end + 1]);
  const bool has_marks = text[charset_end] == '?' && text[charset_end + 2] == '?';
  if (!has_marks || (encoding != 'b' && encoding != 'q')) return std::nullopt;
  const std::size_t begin = charset_end + 3;
  const std::size_t end = text.find("?=", begin);
  if (end == kNone) return std::nullopt;
  std::string_view charset = text.substr(2, charset_end - 2);
  charset = charset.substr(0, charset.find('*'));  // RFC 2231 section 5: a language
  return EncodedWord{charset, encoding, text.substr(begin, end - begin), end + 2};
}

void append_q(std::string_view text, std::string& out) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '=' && i + 2 < text.size() ? hex_digit_value(text[i + 1]) : -1;
    const int low = high >= 0 ? hex_digit_value(text[i + 2]) : -1;
    if (low >= 0) {
      out.push_back(static_cast<char>(high * 16 + low));
      i += 2;
    } else {
      out.push_back(text[i] == '_' ? ' ' : text[i]);
    }
  }
}

// Each fold (line end and white space) becomes one blank; line ends that fold nothing go.
std::string unfold(std::string_view raw) {
  std::string text;
  text.reserve(raw.size());
  for (std::size_t i = 0; i < raw.size();) {
    std::size_t end = i;
    while (end < raw.size() && raw[end] != '\r' && raw[end] != '\n') ++end;
    text.append(raw, i, end - i);
    i = end;
    if (i == raw.size()) break;
    while (i < raw.size() && ascii::is_space(raw[i])) ++i;
    while (!text.empty() && ascii::is_blank(text.back())) text.pop_back();
    if (!text.empty() && i < raw.size()) text.push_back(' ');
  }
  return text;
}

class HeaderValueReader {
 public:
  HeaderValueReader(std::string_view text, CharsetConverter& converter, std::string& out)
      : text_(text), converter_(converter), out_(out) {}

  void read() {
    // Behind the last "?=" no word can begin: looking for its end again and again would take
    // quadratic time.
    const std::size_t last_end = text_.rfind("?=");
    std::size_t plain = 0;  // where the text begins that is not written yet
    std::size_t at = text_.find("=?");
    while (at != kNone && last_end != kNone && at < last_end) {
      const auto word = parse_encoded_word(text_.substr(at));
      if (!word) {
        at = text_.find("=?", at + 2);
        continue;
      }
      put_plain(text_.substr(plain, at - plain), true);
      put_word(*word);
      plain = at + word->length;
      at = text_.find("=?", plain);
    }
    put_plain(text_.substr(plain), false);
  }

 private:
  // White space between two encoded words is not there (RFC 2047 section 6.2).
  void put_plain(std::string_view text, bool before_word) {
    const bool is_blank = std::all_of(text.begin(), text.end(), ascii::is_blank);
    if (before_word && is_blank && (behind_word_ || text.empty())) return;
    flush_word();
    behind_word_ = false;
    put_converted(text, {});
  }

  // A character may be cut between two words of the same charset: bytes are put together first.
  void put_word(const EncodedWord& word) {
    if (!ascii::equals_ignoring_case(word.charset, charset_)) flush_word();
    charset_ = word.charset;
    if (word.encoding == 'q') {
      append_q(word.text, bytes_);
    } else {
      decode_base64(word.text, decoded_);
      bytes_ += decoded_;
    }
    behind_word_ = true;
  }

  void flush_word() {
    if (!bytes_.empty()) put_converted(bytes_, charset_);
    bytes_.clear();
  }

  void put_converted(std::string_view text, std::string_view charset) {
    if (!text.empty()) out_ += converter_.to_utf8(text, charset, converted_).text;
  }

  std::string_view text_;
  CharsetConverter& converter_;
  std::string& out_;
  std::string_view charset_;
  std::string bytes_;  // of the words before this place, not converted yet
  std::string decoded_;
  std::string converted_;
  bool behind_word_ = false;
};

}  // namespace

namespace {

// Whether eight bytes are ASCII, no control characters among them, and no "?".
bool are_plain(const char* bytes) {
  const std::uint64_t word = eight_bytes(bytes);
  const std::uint64_t without_mark = word ^ (kOnes * '?');
  const std::uint64_t odd = (word - kOnes * 0x20) | (without_mark - kOnes) | word;
  return (odd & (kOnes * 0x80)) == 0;
}

// Whether a value is plain printable ASCII: no fold, no encoded word, no escape sequence in it.
bool is_plain(std::string_view raw) {
  std::size_t i = 0;
  while (i + 8 <= raw.size() && are_plain(raw.data() + i)) i += 8;
  // The last eight bytes overlap the ones before.
  if (i > 0 && i + 8 > raw.size() && are_plain(raw.data() + raw.size() - 8)) return true;
  for (; i < raw.size(); ++i) {
    const char c = raw[i];
    if (c < 0x20) return false;  // char is signed: or beyond
    if (c == '?' && i > 0 && raw[i - 1] == '=') return false;
  }
  return true;
}

}  // namespace

void append_header_value(std::string_view raw, CharsetConverter& converter, std::string& out) {
  if (is_plain(raw)) {
    out += raw;
    return;
  }
  const std::string text = unfold(raw);
  HeaderValueReader(text, converter, out).read();
}

std::string decode_header_value(std::string_view raw) {
  CharsetConverter converter;
  std::string value;
  append_header_value(raw, converter, value);
  return value;
}

}  // namespace whybounce
