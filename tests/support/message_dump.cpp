// SPDX-License-Identifier: MIT
#include "support/message_dump.h"

#include <cstdint>
#include <vector>

namespace whybounce::testing {

namespace {

class TreeWriter {
 public:
  explicit TreeWriter(const Message& message) : message_(message) {}

  std::string write() {
    const auto& parts = message_.parts();
    for (std::uint32_t i = 0; i < parts.size(); ++i) {
      close_until(parts[i].parent);
      if (!out_.empty() && out_.back() != '(') out_ += ' ';
      put(parts[i]);
      if (parts[i].kind == PartKind::multipart || parts[i].kind == PartKind::message) {
        open_.push_back(i);
        out_ += '(';
      }
    }
    close_until(Part::kNone);
    for (const Anomaly& anomaly : message_.anomalies()) {
      out_ += " !";
      out_ += anomaly_name(anomaly.kind);
      out_ += '@';
      out_ += anomaly.part < parts.size() ? parts[anomaly.part].path : "?";
    }
    return out_;
  }

 private:
  void put(const Part& part) {
    out_ += part.path;
    if (part.kind == PartKind::header) return;
    if (!part.path.empty()) out_ += ':';
    out_ += part.media_type;
  }

  void close_until(std::uint32_t parent) {
    while (!open_.empty() && open_.back() != parent) {
      open_.pop_back();
      out_ += ')';
    }
  }

  const Message& message_;
  std::vector<std::uint32_t> open_;
  std::string out_;
};

}  // namespace

std::string dump_tree(const Message& message) {
  return TreeWriter(message).write();
}

std::string dump_texts(Message& message) {
  std::string out;
  for (std::uint32_t i = 0; i < message.parts().size(); ++i) {
    if (message.parts()[i].kind != PartKind::leaf) continue;
    if (!out.empty()) out += ' ';
    out += message.parts()[i].path;
    out += '{';
    for (const char c : message.decode(i)) out += c == '\n' ? '|' : c;
    out += '}';
  }
  return out;
}

std::string_view anomaly_name(AnomalyKind kind) {
  switch (kind) {
    case AnomalyKind::header_line_without_colon:
      return "header_line_without_colon";
    case AnomalyKind::missing_boundary:
      return "missing_boundary";
    case AnomalyKind::unclosed_multipart:
      return "unclosed_multipart";
    case AnomalyKind::too_deep:
      return "too_deep";
    case AnomalyKind::too_many_parts:
      return "too_many_parts";
    case AnomalyKind::bad_encoding:
      return "bad_encoding";
    case AnomalyKind::unknown_charset:
      return "unknown_charset";
    case AnomalyKind::undecodable_text:
      return "undecodable_text";
    case AnomalyKind::bare_cr:
      return "bare_cr";
  }
  return "?";
}

}  // namespace whybounce::testing
