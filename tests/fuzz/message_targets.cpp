// SPDX-License-Identifier: MIT
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "message/charset.h"
#include "message/content_type.h"
#include "message/header_fields.h"
#include "message/html_text.h"
#include "message/transfer_decode.h"
#include "message/utf8.h"
#include "support/exact_copy.h"
#include "support/message_dump.h"
#include "targets.h"
#include "whybounce/message.h"

namespace whybounce::fuzz {
namespace {

void require_utf8(std::string_view text, std::size_t source_size) {
  require(valid_utf8_prefix(text) == text.size(), "no UTF-8");
  require(text.size() <= kMaxGrowth * source_size + kMaxMore, "too long a text for its source");
}

void check_header(std::string_view bytes, HeaderPlace place) {
  std::vector<HeaderField> fields;
  const HeaderBlock block = parse_header(bytes, 0, place, fields);
  require(block.begin <= block.end && block.end <= block.body && block.body <= bytes.size(),
          "a header's ends");
  require(block.first_field == 0 && block.field_count == fields.size(), "a header's fields");
  require(fields.size() <= kMaxHeaderFields, "too many fields");
  for (const HeaderField& field : fields) {
    require(!field.name.empty() && field.name.data() >= bytes.data() &&
                field.value.data() + field.value.size() <= bytes.data() + bytes.size(),
            "a field beyond the header");
    (void)classify_field(field.name);
    require_utf8(decode_header_value(field.value), field.value.size());
  }
}

// What a header says: names, and values as they are read.
std::string read_header(std::string_view bytes, Message& kept) {
  std::vector<HeaderField> fields;
  (void)parse_header(bytes, 0, HeaderPlace::message, fields);
  std::string out;
  for (const HeaderField& field : fields) {
    const std::string value = decode_header_value(field.value);
    require_same(kept.decode_value(field.value), value, "a value that is decoded in two ways");
    out += field.name;
    out += ": " + value + '\n';
  }
  return out;
}

std::string read_tree(std::string_view bytes, Message& into) {
  parse_message(bytes, into);
  for (std::uint32_t i = 0; i < into.parts().size(); ++i) (void)into.decode(i);
  const std::string texts = testing::dump_texts(into);
  return testing::dump_tree(into) + '\n' + texts;
}

std::string read_html(std::string_view html) {
  std::string out;
  html_to_text(html, out);
  return out;
}

std::string encode_base64(std::string_view bytes) {
  static constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t bits = 0;
    const std::size_t count = std::min<std::size_t>(3, bytes.size() - i);
    for (std::size_t k = 0; k < 3; ++k) {
      bits = bits * 256 + (k < count ? static_cast<unsigned char>(bytes[i + k]) : 0U);
    }
    for (std::size_t k = 0; k < 4; ++k) {
      out += k <= count ? kDigits[(bits >> (18 - 6 * k)) & 63U] : '=';
    }
    if (out.size() % 77 == 76) out += '\n';
  }
  return out;
}

std::string encode_quoted_printable(std::string_view bytes) {
  static constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  std::size_t column = 0;
  for (const char c : bytes) {
    if (column > 72) {
      out += "=\n";
      column = 0;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += {'=', kDigits[byte >> 4U], kDigits[byte & 15U]};
    column += 3;
  }
  return out;
}

}  // namespace

void run_header(std::string_view bytes) {
  const testing::ExactCopy copy(bytes);
  check_header(copy.view(), HeaderPlace::message);
  check_header(copy.view(), HeaderPlace::part);
  StringPool pool;
  (void)parse_content_type(copy.view(), pool);
  (void)parse_transfer_encoding(copy.view());
  (void)parse_field_line(copy.view());
  (void)is_mbox_line(copy.view());
  (void)looks_like_message(copy.view());
  require_utf8(decode_header_value(copy.view()), bytes.size());

  static Message kept;
  const std::string said = read_header(copy.view(), kept);
  if (const auto other = with_other_line_ends(bytes)) {
    const testing::ExactCopy twin(*other);
    require_same(read_header(twin.view(), kept), said, "CRLF and LF differ");
  }
}

void run_mime(std::string_view bytes) {
  const testing::ExactCopy copy(bytes);
  Message message = parse_message(copy.view());
  const auto& parts = message.parts();
  require(!parts.empty() && parts.size() <= kMaxParts, "how many parts");
  require(message.fields().size() <= kMaxHeaderFields, "how many fields");
  std::vector<std::size_t> depth(parts.size());
  for (std::uint32_t i = 0; i < parts.size(); ++i) {
    const Part& part = parts[i];
    require(part.raw.size() <= bytes.size(), "a part longer than the message");
    require(part.first_field + part.field_count <= message.fields().size(), "a part's fields");
    if (part.parent != Part::kNone) {
      require(part.parent < i, "a parent behind its child");
      depth[i] = depth[part.parent] + 1;
      require(depth[i] <= kMaxDepth + 1, "too deep");
    }
    require_utf8(message.decode(i), part.raw.size());
    require(message.text(i) == message.decode(i), "text() is not decode()");
  }
  for (const Anomaly& anomaly : message.anomalies()) {
    require(anomaly.part < parts.size() && anomaly.offset <= parts[anomaly.part].raw.size(),
            "where an anomaly is");
  }
  const std::string tree = testing::dump_tree(message) + '\n' + testing::dump_texts(message);
  static Message used;
  require_same(read_tree(copy.view(), used), tree, "the second tree differs");
  const auto other = with_other_line_ends(bytes);
  if (other && !has_wide_text(message)) {
    const testing::ExactCopy twin(*other);
    require_same(without_cr(read_tree(twin.view(), used)), without_cr(tree), "CRLF and LF differ");
  }
}

void run_transfer(std::string_view bytes) {
  const testing::ExactCopy copy(bytes);
  std::string out = "what was there before";
  const DecodeResult quoted = decode_quoted_printable(copy.view(), out);
  require(out.size() <= bytes.size(), "quoted-printable that grows");
  require(quoted.damage == DecodeResult::kNone || quoted.damage < bytes.size(), "damage");
  const DecodeResult packed = decode_base64(copy.view(), out);
  require(out.size() <= bytes.size(), "base64 that grows");
  require(packed.damage == DecodeResult::kNone || packed.damage < bytes.size(), "damage");

  const testing::ExactCopy quoted_twin(encode_quoted_printable(bytes));
  require(decode_quoted_printable(quoted_twin.view(), out).damage == DecodeResult::kNone,
          "damage that is none");
  require_same(out, bytes, "quoted-printable");
  const testing::ExactCopy packed_twin(encode_base64(bytes));
  require(decode_base64(packed_twin.view(), out).damage == DecodeResult::kNone,
          "damage that is none");
  require_same(out, bytes, "base64");
}

// The first byte chooses the charset; if it is 0, the first line names it.
void run_charset(std::string_view bytes) {
  static constexpr std::array<std::string_view, 24> kCharsets = {
      "",       "us-ascii",    "utf-8",      "iso-8859-1", "windows-1252", "iso-2022-jp",
      "euc-jp", "shift_jis",   "gb2312",     "gb18030",    "big5",         "euc-kr",
      "koi8-r", "utf-7",       "utf-16",     "utf-32",     "utf-16le",     "iso-2022-kr",
      "hz",     "iso-2022-cn", "big5-hkscs", "tis-620",    "windows-874",  "x-unheard-of"};
  static CharsetConverter used;
  if (bytes.empty()) return;
  const auto first = static_cast<unsigned char>(bytes.front());
  bytes.remove_prefix(1);
  std::string_view charset = kCharsets[first % kCharsets.size()];
  if (first == 0) {
    const std::size_t end = std::min(bytes.find('\n'), bytes.size());
    charset = bytes.substr(0, end);
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
  }
  const testing::ExactCopy copy(bytes);
  CharsetConverter fresh;
  std::string out;
  std::string again;
  const ConvertedText converted = used.to_utf8(copy.view(), charset, out);
  require_utf8(converted.text, bytes.size());
  require(converted.damage == ConvertedText::kNone || converted.damage < bytes.size(), "damage");
  require_same(fresh.to_utf8(copy.view(), charset, again).text, converted.text,
               "the second text differs");
}

void run_html(std::string_view bytes) {
  std::string html;
  append_repaired_utf8(bytes, html);
  const testing::ExactCopy copy(html);
  std::string out = "what was there before";
  html_to_text(copy.view(), out);
  require(valid_utf8_prefix(out) == out.size(), "no UTF-8");
  require(out.size() <= html.size() + 2, "a text longer than its page");
  require_same(read_html(copy.view()), out, "the second text differs");
  if (const auto other = with_other_line_ends(html)) {
    const testing::ExactCopy twin(*other);
    require_same(read_html(twin.view()), out, "CRLF and LF differ");
  }
}

}  // namespace whybounce::fuzz
