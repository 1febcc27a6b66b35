// SPDX-License-Identifier: MIT
#include "message/mime.h"

#include <algorithm>
#include <charconv>

#include "ascii.h"
#include "message/byte_search.h"
#include "message/lines.h"
#include "message/transfer_decode.h"

namespace whybounce {

namespace {

// An entity adds no more than this at a time: a message, its header, its body.
constexpr std::size_t kPartsOfEntity = 3;

// How a part that is no multipart is cut further.
enum class Cut : std::uint8_t { none, header_only, message };

struct MimeFields {
  const HeaderField* content_type = nullptr;
  const HeaderField* transfer_encoding = nullptr;
};

// Of several fields of one name the first counts.
MimeFields find_mime_fields(const std::vector<HeaderField>& fields, const HeaderBlock& header) {
  constexpr std::string_view kType = "content-type";
  constexpr std::string_view kEncoding = "content-transfer-encoding";
  MimeFields found;
  for (std::uint32_t i = 0; i < header.field_count; ++i) {
    const HeaderField& field = fields[header.first_field + i];
    if (field.name.size() == kType.size() && found.content_type == nullptr) {
      if (is_field_name(field.name, kType)) found.content_type = &field;
    } else if (field.name.size() == kEncoding.size() && found.transfer_encoding == nullptr) {
      if (is_field_name(field.name, kEncoding)) found.transfer_encoding = &field;
    }
  }
  return found;
}

bool is_one_of(std::string_view type, std::initializer_list<std::string_view> types) {
  return std::find(types.begin(), types.end(), type) != types.end();
}

// A message is never encoded as a whole (RFC 2046 section 5.2.1). Where one is declared to be, and
// its header can be read all the same, then the declaration was copied from the message inside.
Cut how_to_cut(const Part& part) {
  const bool is_message = is_one_of(part.media_type, {"message/rfc822", "message/global"});
  const bool is_header =
      is_one_of(part.media_type, {"text/rfc822-headers", "text/rfc822-header",
                                  "message/rfc822-headers", "message/global-headers"});
  const bool may_be_message = is_one_of(part.media_type, {"message/partial", "message/news"});
  if (!is_message && !is_header && !may_be_message) return Cut::none;
  const bool is_certain = part.encoding == TransferEncoding::identity && !may_be_message;
  if (!is_certain && !looks_like_message(part.raw)) return Cut::none;
  return is_header ? Cut::header_only : Cut::message;
}

// Where the line end begins that stands before a line: it belongs to the delimiter (RFC 2046 section
// 5.1.1).
std::size_t without_line_end(std::string_view text, std::size_t line) {
  if (line == 0 || text[line - 1] != '\n') return line;
  --line;
  while (line > 0 && text[line - 1] == '\r') --line;
  return line;
}

struct Dash {
  static bool has(char c) { return c == '-'; }
#ifdef __SSE2__
  static __m128i has(__m128i bytes) {
    return where_is(bytes, '-');
  }
#endif
};

// Where the next line behind text[at] begins that has a dash first, as each delimiter has; else the
// text's end.
std::size_t find_line_with_dash(std::string_view text, std::size_t at) {
  const std::size_t lf = find_line_feed_before<Dash>(text, at);
  return std::min(lf, text.size() - 1) + 1;
}

}  // namespace

MessageParser::MessageParser(Message& into)
    : message_(into),
      store_(*(into.store_ ? into.store_ : into.store_ = std::make_unique<Message::Store>())) {}

void MessageParser::parse_message(std::string_view bytes) {
  reset(bytes);
  const HeaderBlock header = parse_header(text_, 0, HeaderPlace::message, message_.fields_);
  add_header_part(header, Part::kNone);
  walk(open_entity({.header = header}));
}

void MessageParser::parse_text(std::string_view bytes) {
  reset(bytes);
  Part& part = message_.parts_.emplace_back();
  part.path = "1";
  part.media_type = "text/plain";
  part.raw = text_;
}

void MessageParser::reset(std::string_view bytes) {
  message_.parts_.clear();
  message_.fields_.clear();
  message_.anomalies_.clear();
  store_.texts.clear();
  store_.frames.clear();
  store_.strings.clear();
  text_ = bytes;
  if (!has_bare_cr_lines(bytes)) return;
  std::string& copy = store_.strings.add();
  assign_with_lf(bytes, copy);
  text_ = copy;
  add_anomaly(AnomalyKind::bare_cr, 0);
}

void MessageParser::add_anomaly(AnomalyKind kind, std::uint32_t part, std::size_t offset) {
  message_.anomalies_.push_back({kind, part, static_cast<std::uint32_t>(offset)});
}

void MessageParser::append_number(std::uint32_t numbered, std::uint32_t number,
                                  std::string& path) const {
  if (numbered != Part::kNone) path.append(message_.parts_[numbered].path).push_back('.');
  char digits[10];
  const auto end = std::to_chars(std::begin(digits), std::end(digits), number).ptr;
  path.append(digits, end);
}

void MessageParser::add_header_part(const HeaderBlock& header, std::uint32_t message) {
  const auto index = static_cast<std::uint32_t>(message_.parts_.size());
  Part& part = message_.parts_.emplace_back();
  append_number(message, 0, part.path);
  part.kind = PartKind::header;
  part.parent = message;
  part.first_field = header.first_field;
  part.field_count = header.field_count;
  part.raw = text_.substr(header.begin, header.end - header.begin);
  if (header.stray != HeaderBlock::kNone) {
    add_anomaly(AnomalyKind::header_line_without_colon, index, header.stray - header.begin);
  }
}

std::uint32_t MessageParser::add_part(const Entity& entity, const ContentType& type,
                                      TransferEncoding encoding) {
  const auto index = static_cast<std::uint32_t>(message_.parts_.size());
  Part& part = message_.parts_.emplace_back();
  const bool is_body = entity.number == 0;
  if (!is_body || !type.is_multipart()) {
    append_number(entity.numbered, std::max(entity.number, 1U), part.path);
  }
  part.encoding = encoding;
  part.parent = entity.parent;
  part.first_field = entity.header.first_field;
  part.field_count = entity.header.field_count;
  part.media_type = type.media_type;
  part.charset = type.charset;
  part.report_type = type.report_type;
  part.raw = text_.substr(entity.header.body);
  if (!is_body && entity.header.stray != HeaderBlock::kNone) {
    add_anomaly(AnomalyKind::header_line_without_colon, index);
  }
  return index;
}

// Adds an entity and, as long as it is a message, what is inside of it. Returns where its bytes
// begin that are not looked at yet.
std::size_t MessageParser::open_entity(Entity entity) {
  for (;;) {
    const MimeFields mime = find_mime_fields(message_.fields_, entity.header);
    ContentType type;
    if (mime.content_type != nullptr) {
      type = parse_content_type(mime.content_type->value, store_.strings);
    } else if (entity.in_digest) {
      type.media_type = "message/rfc822";
    }
    if (type.media_type.empty()) type.media_type = "text/plain";
    const auto encoding = mime.transfer_encoding == nullptr
                              ? TransferEncoding::identity
                              : parse_transfer_encoding(mime.transfer_encoding->value);
    const std::uint32_t index = add_part(entity, type, encoding);
    if (type.is_multipart()) {
      open_multipart(entity, type, index);
      return entity.header.body;
    }
    Part& part = message_.parts_[index];
    const Cut cut = how_to_cut(part);
    const bool is_too_deep = cut != Cut::none && store_.frames.size() >= kMaxDepth;
    if (is_too_deep) add_anomaly(AnomalyKind::too_deep, index);
    if (cut == Cut::none || is_too_deep) {
      open_part_ = index;
      return entity.header.body;
    }
    part.kind = PartKind::message;
    part.encoding = TransferEncoding::identity;
    const HeaderBlock header =
        parse_header(text_, entity.header.body, HeaderPlace::message, message_.fields_);
    add_header_part(header, index);
    if (cut == Cut::header_only) {
      open_part_ = index;
      return header.body;
    }
    store_.frames.push_back({.part = index, .numbered = index});
    entity = {.header = header, .parent = index, .numbered = index};
  }
}

void MessageParser::open_multipart(const Entity& entity, const ContentType& type,
                                   std::uint32_t index) {
  Part& part = message_.parts_[index];
  if (store_.frames.size() >= kMaxDepth) {
    add_anomaly(AnomalyKind::too_deep, index);
    make_text_leaf(part, entity.numbered);
    open_part_ = index;
    return;
  }
  part.kind = PartKind::multipart;
  store_.frames.push_back({.part = index,
                           .numbered = part.path.empty() ? entity.numbered : index,
                           .boundary = type.boundary,
                           .is_multipart = true,
                           .is_digest = type.media_type == "multipart/digest"});
  ++open_multiparts_;
  open_part_ = Part::kNone;
}

// `numbered` gives the number of a message's body, which has none as long as it is a multipart.
void MessageParser::make_text_leaf(Part& part, std::uint32_t numbered) const {
  part.kind = PartKind::leaf;
  part.media_type = "text/plain";
  if (part.path.empty()) append_number(numbered, 1, part.path);
}

void MessageParser::walk(std::size_t at) {
  while (open_multiparts_ > 0 && at < text_.size()) {
    if (text_.compare(at, 2, "--") == 0) {
      LineCursor line(text_, at);
      line.next();
      Delimiter delimiter;
      if (find_delimiter(line.line(), delimiter) ||
          guess_delimiter(line.line(), line.end(), delimiter)) {
        if (!delimiter.is_close && message_.parts_.size() + kPartsOfEntity > kMaxParts) {
          add_anomaly(AnomalyKind::too_many_parts, store_.frames[delimiter.frame].part);
          break;
        }
        at = pass_delimiter(delimiter, at, line.end());
      } else {
        at = line.end();
      }
      continue;
    }
    at = find_line_with_dash(text_, at);
  }
  end_open_part(text_.size());
  while (!store_.frames.empty()) close_frame(text_.size(), false);
}

// The innermost boundary goes first; that of an outer multipart ends the inner ones too.
bool MessageParser::find_delimiter(std::string_view line, Delimiter& found) const {
  line.remove_prefix(2);
  while (!line.empty() && ascii::is_blank(line.back())) line.remove_suffix(1);
  for (std::size_t i = store_.frames.size(); i-- > 0;) {
    const std::string_view boundary = store_.frames[i].boundary;
    if (boundary.empty() || !line.starts_with(boundary)) continue;
    const std::string_view rest = line.substr(boundary.size());
    if (!rest.empty() && rest != "--") continue;
    found = {.frame = i, .is_close = !rest.empty()};
    return true;
  }
  return false;
}

// A gateway that rewrote the header, or somebody who pasted a part of it, may have lost the boundary.
// As long as the multipart has no part, a line that looks like a boundary is taken for it if the
// field of a part follows.
bool MessageParser::guess_delimiter(std::string_view line, std::size_t next, Delimiter& found) {
  MimeFrame& frame = store_.frames.back();
  const std::string_view boundary = ascii::trim(line.substr(2));
  if (!frame.is_multipart || frame.children > 0 || boundary.empty()) return false;
  LineCursor following(text_, next);
  if (!following.next() || ascii::is_blank(line[2])) return false;
  const std::string_view name = parse_field_line(following.line()).name;
  if (!ascii::starts_with_ignoring_case(name, "content-")) return false;
  frame.boundary = boundary;
  add_anomaly(AnomalyKind::missing_boundary, frame.part);
  found = {.frame = store_.frames.size() - 1, .is_close = false};
  return true;
}

std::size_t MessageParser::pass_delimiter(const Delimiter& delimiter, std::size_t line,
                                          std::size_t next) {
  const std::size_t end = without_line_end(text_, line);
  end_open_part(end);
  while (store_.frames.size() > delimiter.frame + 1) close_frame(end, false);
  MimeFrame& frame = store_.frames.back();
  if (delimiter.is_close) {
    close_frame(frame.children == 0 ? end : next, true);
    return next;
  }
  ++frame.children;
  return open_entity({.header = parse_header(text_, next, HeaderPlace::part, message_.fields_),
                      .parent = frame.part,
                      .numbered = frame.numbered,
                      .number = frame.children,
                      .in_digest = frame.is_digest});
}

void MessageParser::end_part(std::uint32_t index, std::size_t end) {
  std::string_view& raw = message_.parts_[index].raw;
  const auto begin = static_cast<std::size_t>(raw.data() - text_.data());
  raw = raw.substr(0, end > begin ? end - begin : 0);
}

void MessageParser::end_open_part(std::size_t end) {
  if (open_part_ != Part::kNone) end_part(open_part_, end);
  open_part_ = Part::kNone;
}

void MessageParser::close_frame(std::size_t end, bool is_delimited) {
  const MimeFrame frame = store_.frames.back();
  store_.frames.pop_back();
  end_part(frame.part, end);
  if (!frame.is_multipart) return;
  --open_multiparts_;
  if (frame.children == 0) {
    add_anomaly(AnomalyKind::missing_boundary, frame.part);
    make_text_leaf(message_.parts_[frame.part], frame.numbered);
  } else if (!is_delimited) {
    add_anomaly(AnomalyKind::unclosed_multipart, frame.part);
  }
}

}  // namespace whybounce
