// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "message/content_type.h"
#include "message/header_fields.h"
#include "message/store.h"
#include "whybounce/message.h"

namespace whybounce {

// Cuts a message into parts (RFC 2046) in one pass over its bytes, with a stack of the boundaries
// that are open. Decodes nothing.
class MessageParser {
 public:
  explicit MessageParser(Message& into);

  void parse_message(std::string_view bytes);
  void parse_text(std::string_view bytes);

 private:
  // A header and the body behind it, before it is known what they are.
  struct Entity {
    HeaderBlock header;
    std::uint32_t parent = Part::kNone;
    std::uint32_t numbered = Part::kNone;  // as in MimeFrame
    std::uint32_t number = 0;              // among its siblings; 0: the body of a message
    bool in_digest = false;
  };

  // A boundary that a line is the delimiter of.
  struct Delimiter {
    std::size_t frame;
    bool is_close;
  };

  void reset(std::string_view bytes);
  void add_anomaly(AnomalyKind kind, std::uint32_t part, std::size_t offset = 0);
  std::uint32_t add_part(const Entity& entity, const ContentType& type, TransferEncoding encoding);
  void add_header_part(const HeaderBlock& header, std::uint32_t message);
  void append_number(std::uint32_t numbered, std::uint32_t number, std::string& path) const;

  std::size_t open_entity(Entity entity);
  void open_multipart(const Entity& entity, const ContentType& type, std::uint32_t index);
  void make_text_leaf(Part& part, std::uint32_t numbered) const;
  void walk(std::size_t at);
  bool find_delimiter(std::string_view line, Delimiter& found) const;
  bool guess_delimiter(std::string_view line, std::size_t next, Delimiter& found);
  std::size_t pass_delimiter(const Delimiter& delimiter, std::size_t line, std::size_t next);
  void end_part(std::uint32_t index, std::size_t end);
  void end_open_part(std::size_t end);
  void close_frame(std::size_t end, bool is_delimited);

  Message& message_;
  Message::Store& store_;
  std::string_view text_;
  std::uint32_t open_part_ = Part::kNone;  // the leaf that the bytes now belong to
  std::size_t open_multiparts_ = 0;
};

}  // namespace whybounce
