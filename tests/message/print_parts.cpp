// SPDX-License-Identifier: MIT
// Prints what src/message makes of mails, for compare_with_email.py: for each file named on standard
// input a line of JSON, [["message/rfc822", ""], ["text/plain", "its text"], …, subject, anomalies].
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include "render/json_writer.h"
#include "support/message_dump.h"
#include "whybounce/message.h"

namespace {

using whybounce::Message;
using whybounce::Part;
using whybounce::PartKind;

void append_part(Message& message, std::uint32_t number, std::string& out) {
  const Part& part = message.parts()[number];
  const bool has_text = part.kind == PartKind::leaf && (part.media_type.starts_with("text/") ||
                                                        part.media_type.starts_with("message/"));
  out += '[';
  whybounce::append_json_string(out, part.media_type);
  out += ',';
  whybounce::append_json_string(out, has_text ? message.decode(number) : "");
  out += "],";
}

std::string parts_of(const std::string& bytes) {
  Message message = whybounce::parse_message(bytes);
  std::string out = "[";
  for (std::uint32_t i = 0; i < message.parts().size(); ++i) {
    const PartKind kind = message.parts()[i].kind;
    // Python has no node for what is only a header.
    if (kind != PartKind::header) append_part(message, i, out);
  }
  const whybounce::HeaderField* subject = message.find_field(0, "Subject");
  whybounce::append_json_string(
      out, subject == nullptr ? "" : whybounce::decode_header_value(subject->value));
  out += ",[";
  for (const whybounce::Anomaly& anomaly : message.anomalies()) {
    whybounce::append_json_string(out, whybounce::testing::anomaly_name(anomaly.kind));
    out += ',';
  }
  if (out.ends_with(',')) out.pop_back();
  return out + "]]\n";
}

}  // namespace

int main() {
  std::string path;
  while (std::getline(std::cin, path)) {
    std::ifstream file(path, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    std::fputs(parts_of(bytes).c_str(), stdout);
  }
  return std::ferror(stdout) == 0 ? 0 : 1;
}
