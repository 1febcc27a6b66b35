// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace whybounce {

// One header field (RFC 5322 section 2.2) as it stands: `value` is raw, still folded, without the
// colon, the white space around it and the line end. Unfolding and RFC 2047 decoding are done by
// who needs them (decode_header_value()).
struct HeaderField {
  std::string_view name;
  std::string_view value;
};

enum class PartKind : std::uint8_t {
  header,     // the header of a message (the whole one, or a message/rfc822 inside of it)
  leaf,       // text, an image, a delivery status: whatever is not cut further
  multipart,  // RFC 2046 section 5.1: its children follow
  message,    // message/rfc822, message/global: its header and body follow as children
};

enum class TransferEncoding : std::uint8_t { identity, quoted_printable, base64 };

// A node of the MIME tree, in the order in which they stand in the message (parents before
// children).
//
//   path "0"    header    the message's own header
//   (path "")   multipart the top multipart has no number (as in IMAP, RFC 3501 section 6.4.5)
//   path "1"    leaf      text/plain
//   path "2"    leaf      message/delivery-status
//   path "3"    message   message/rfc822
//   path "3.0"  header    the returned message's header
//   path "3.1"  leaf      its text
//
// Nor has a multipart that is the body of a message/rfc822 part: its parts are "3.1", "3.2". Of
// text/rfc822-headers there is only the header, "3.0".
//
// A message that is no multipart has a header "0" and one leaf "1". parse_text() makes one leaf "1"
// and no header.
struct Part {
  std::string path;
  PartKind kind = PartKind::leaf;
  TransferEncoding encoding = TransferEncoding::identity;
  // The enclosing multipart or message, an index; kNone at the top.
  std::uint32_t parent = kNone;
  // Its own MIME header (for a header part: that header): a run in Message::fields().
  std::uint32_t first_field = 0;
  std::uint32_t field_count = 0;
  // "text/plain", in lower case; RFC 2045 section 5.2's default where none is given.
  std::string_view media_type;
  std::string_view charset;      // as given, unquoted; empty where none is given
  std::string_view report_type;  // multipart/report's parameter, as given; empty where absent
  // Its bytes as they stand in the message (of a header part: the header block).
  std::string_view raw;

  static constexpr std::uint32_t kNone = 0xFFFFFFFF;
};

// What was odd about the bytes; nothing of it is an error.
enum class AnomalyKind : std::uint8_t {
  header_line_without_colon,  // neither a field nor folded: skipped, or the header ended there
  missing_boundary,    // a multipart whose boundary is not given or never occurs: read as text, or
                       // cut at what looks like one
  unclosed_multipart,  // no closing delimiter
  too_deep,            // nested deeper than the limit: left uncut
  too_many_parts,      // the rest left uncut
  bad_encoding,        // characters that base64 or quoted-printable does not have: skipped
  unknown_charset,     // iconv does not know it: read as UTF-8, or Latin-1 where that fails
  undecodable_text,    // bytes that the charset does not have: U+FFFD
  bare_cr,             // no LF in the whole message: CR taken as the line end
};

struct Anomaly {
  AnomalyKind kind;
  std::uint32_t part;    // index into parts()
  std::uint32_t offset;  // in that part's raw bytes
};

// Limits, each far above what bounces have and low enough that no message costs more than a
// constant times its size.
inline constexpr std::size_t kMaxDepth =
    32;  // nested multiparts and messages; RFC 2046 gives none, bounces of bounces have 4
inline constexpr std::size_t kMaxParts = 1000;  // of one message; a digest has some dozens
inline constexpr std::size_t kMaxHeaderFields =
    4000;  // of all headers of one message; long Received chains have 100

// A message cut into parts. It borrows the bytes that it was parsed from: they must stay where they
// are and unchanged for as long as it is used. Views that it gives (parts, fields, texts) hold until
// it is parsed into again or destroyed. Not for use by two threads at a time, except that several
// may read it (the const functions) while none writes.
class Message {
 public:
  Message();
  ~Message();
  Message(Message&&) noexcept;
  Message& operator=(Message&&) noexcept;

  [[nodiscard]] const std::vector<Part>& parts() const { return parts_; }
  [[nodiscard]] const std::vector<HeaderField>& fields() const { return fields_; }
  [[nodiscard]] const std::vector<Anomaly>& anomalies() const { return anomalies_; }

  // The field of that name (case ignored) in a part's own header; the first one where there are
  // several; null where there is none.
  [[nodiscard]] const HeaderField* find_field(std::uint32_t part, std::string_view name) const;

  // The text that a reader sees: transfer encoding undone, charset converted to UTF-8, HTML turned
  // into lines of text. Decoded when first asked for, and kept. Always valid UTF-8. For a part that
  // has no text (an image, a multipart) it is empty; for a header part it is the header block.
  // Lines end with LF or CRLF, as they came. Cost: linear in the part, the first time.
  [[nodiscard]] std::string_view decode(std::uint32_t part);

  // The same for a part that decode() was called for; empty for any other.
  [[nodiscard]] std::string_view text(std::uint32_t part) const;

  // decode_header_value() with the charset converters that are kept here: faster by far where the
  // values are in one that iconv reads.
  [[nodiscard]] std::string decode_value(std::string_view raw);

  // Exchanges all but the charset converters, which take time to open: for who parses in one thread
  // and goes on in another. Cost: none that grows with the messages. Not for one that was moved from.
  void swap_contents(Message& other) noexcept;

 private:
  friend class MessageParser;
  struct Store;
  std::string_view decode_anew(std::uint32_t part);

  std::vector<Part> parts_;
  std::vector<HeaderField> fields_;
  std::vector<Anomaly> anomalies_;
  std::unique_ptr<Store>
      store_;  // decoded texts, and the copy with LF of a message whose lines end with CR
};

// Reads a message (RFC 5322, RFC 2045 ff.) whatever its bytes are: total, never throws on content
// (std::bad_alloc is the only exception there is). A leading mbox "From " line is skipped. The
// second form reuses what `into` had allocated. Cost: linear in the bytes, which are not copied;
// nothing is decoded yet.
[[nodiscard]] Message parse_message(std::string_view bytes);
void parse_message(std::string_view bytes, Message& into);

// Text that is no message: a pasted reply, a log line. One leaf "1", text/plain, read as UTF-8
// (Latin-1 where it is not). Cost and errors as above.
[[nodiscard]] Message parse_text(std::string_view bytes);
void parse_text(std::string_view bytes, Message& into);

// Whether the bytes begin as a message does: an optional "From " line, then header fields of which
// at least one is of the kind that mail has. Otherwise they are text (a bounce pasted without its
// header, or a status line). Cost: it looks at the first 16 KiB. Never throws.
[[nodiscard]] bool looks_like_message(std::string_view bytes);

// A header field's value for reading: unfolded, comments kept, encoded words (RFC 2047) decoded,
// valid UTF-8.
[[nodiscard]] std::string decode_header_value(std::string_view raw);

}  // namespace whybounce
