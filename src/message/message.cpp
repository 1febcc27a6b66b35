// SPDX-License-Identifier: MIT
#include "whybounce/message.h"

#include <algorithm>
#include <utility>

#include "ascii.h"
#include "message/charset.h"
#include "message/encoded_words.h"
#include "message/html_text.h"
#include "message/lines.h"
#include "message/mime.h"
#include "message/store.h"
#include "message/transfer_decode.h"

namespace whybounce {

namespace {

// A type that nobody has heard of ("test/plain", written by real servers) is read, not passed over.
bool has_text(const Part& part) {
  if (part.kind != PartKind::leaf) return part.kind == PartKind::header;
  if (part.media_type.starts_with("text/")) return true;
  for (const std::string_view type :
       {"application/", "image/", "audio/", "video/", "font/", "model/"}) {
    if (part.media_type.starts_with(type)) return false;
  }
  return true;
}

// The charset that a page names in a <meta> element, which stands at its beginning. A page in which
// that can be read is not in UTF-16, whatever it says.
std::string_view find_html_charset(std::string_view html) {
  constexpr std::size_t kMaxPageHead = 1024;
  constexpr std::string_view kKey = "charset=";
  const std::string_view head = text_head(html, kMaxPageHead);
  for (std::size_t at = head.find('='); at != head.npos; at = head.find('=', at + 1)) {
    if (!ascii::ends_with_ignoring_case(head.substr(0, at + 1), kKey)) continue;
    std::size_t begin = at + 1;
    if (begin < head.size() && (head[begin] == '"' || head[begin] == '\'')) ++begin;
    const std::size_t end = head.find_first_of("\"'> ;/\t\r\n", begin);
    const std::string_view name = head.substr(begin, std::min(end, head.size()) - begin);
    return is_wide_charset(name) ? std::string_view() : name;
  }
  return {};
}

}  // namespace

Message::Message() : store_(std::make_unique<Store>()) {}
Message::~Message() = default;
Message::Message(Message&&) noexcept = default;
Message& Message::operator=(Message&&) noexcept = default;

const HeaderField* Message::find_field(std::uint32_t part, std::string_view name) const {
  if (part >= parts_.size()) return nullptr;
  const auto begin = fields_.begin() + parts_[part].first_field;
  const auto end = begin + parts_[part].field_count;
  const auto found = std::find_if(begin, end, [name](const HeaderField& field) {
    return ascii::equals_ignoring_case(field.name, name);
  });
  return found == end ? nullptr : &*found;
}

std::string_view Message::decode(std::uint32_t part) {
  if (part >= parts_.size()) return {};
  if (store_->texts.size() < parts_.size()) store_->texts.resize(parts_.size());
  Store::Text& text = store_->texts[part];
  if (text.is_decoded) return text.text;
  text.is_decoded = true;
  if (has_text(parts_[part])) text.text = decode_anew(part);
  return text.text;
}

std::string_view Message::text(std::uint32_t part) const {
  return store_ != nullptr && part < store_->texts.size() ? store_->texts[part].text
                                                          : std::string_view();
}

std::string_view Message::decode_anew(std::uint32_t index) {
  const Part& part = parts_[index];
  const auto note = [this, index](AnomalyKind kind, std::size_t offset) {
    anomalies_.push_back({kind, index, static_cast<std::uint32_t>(offset)});
  };
  std::string_view bytes = part.raw;
  if (part.encoding != TransferEncoding::identity) {
    std::string& decoded = store_->strings.add_to_replace();
    const DecodeResult result = part.encoding == TransferEncoding::base64
                                    ? decode_base64(bytes, decoded)
                                    : decode_quoted_printable(bytes, decoded);
    if (result.damage != DecodeResult::kNone) note(AnomalyKind::bad_encoding, result.damage);
    bytes = decoded;
  }
  const bool is_html = part.kind == PartKind::leaf && part.media_type == "text/html";
  std::string_view charset = part.charset;
  if (charset.empty() && is_html) charset = find_html_charset(bytes);
  const ConvertedText converted =
      store_->converter.to_utf8(bytes, charset, store_->strings.add_to_replace());
  if (converted.unknown_charset) note(AnomalyKind::unknown_charset, 0);
  if (converted.damage != ConvertedText::kNone) {
    // Where in the encoded bytes it was nobody knows any more.
    const bool is_identity = part.encoding == TransferEncoding::identity;
    note(AnomalyKind::undecodable_text, is_identity ? converted.damage : 0);
  }
  std::string_view text = converted.text;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if (!is_html) return text;
  std::string& lines = store_->strings.add_to_replace();
  html_to_text(text, lines);
  return lines;
}

std::string Message::decode_value(std::string_view raw) {
  std::string value;
  append_header_value(raw, store_->converter, value);
  return value;
}

void Message::swap_contents(Message& other) noexcept {
  std::swap(*this, other);
  std::swap(store_->converter, other.store_->converter);
}

Message parse_message(std::string_view bytes) {
  Message message;
  parse_message(bytes, message);
  return message;
}

void parse_message(std::string_view bytes, Message& into) {
  MessageParser(into).parse_message(bytes);
}

Message parse_text(std::string_view bytes) {
  Message message;
  parse_text(bytes, message);
  return message;
}

void parse_text(std::string_view bytes, Message& into) {
  MessageParser(into).parse_text(bytes);
}

}  // namespace whybounce
