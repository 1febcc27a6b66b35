// SPDX-License-Identifier: MIT
#include "render/evidence_section.h"

#include <fmt/format.h>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "render/excerpt.h"
#include "render/place_finder.h"
#include "render/redact.h"

namespace whybounce {
namespace {

std::string_view encoding_note(TransferEncoding encoding) {
  switch (encoding) {
    case TransferEncoding::identity:
      return "";
    case TransferEncoding::quoted_printable:
      return ", decoded from quoted-printable";
    case TransferEncoding::base64:
      return ", decoded from base64";
  }
  return "";
}

std::string title_of(const Part& part) {
  if (part.kind == PartKind::header) {
    return part.path == "0" ? "header of the message" : fmt::format("part {}, a header", part.path);
  }
  return fmt::format("part {}, {}{}", part.path, part.media_type, encoding_note(part.encoding));
}

// A pasted text has no parts that a reader would know of.
bool is_bare_text(const Message& message) {
  return message.parts().size() == 1;
}

}  // namespace

void append_deciding(Page& page, std::string_view heading, const Message& message,
                     std::span<const Evidence* const> evidence, bool redacted) {
  std::map<std::uint32_t, std::vector<Mark>> marks;
  for (const Evidence* piece : evidence) {
    if (!piece->overruled.empty() || piece->span.part >= message.parts().size()) continue;
    marks[piece->span.part].push_back({piece->span.offset, piece->span.length});
  }
  if (marks.empty()) return;
  page.blank_line();
  page.heading(heading);
  for (const auto& [part, places] : marks) {
    if (!is_bare_text(message)) page.paragraph(title_of(message.parts()[part]), 2);
    const std::string_view text = message.text(part);
    const std::string masked = redacted ? masked_names(text) : "";
    render_excerpt(redacted ? masked : text, places,
                   {.width = page.width(), .indent = 2, .colours = page.colours()}, page.out());
  }
}

void append_overruled(Page& page, const Message& message, std::span<const Evidence* const> evidence,
                      bool redacted) {
  PlaceFinder places(message);
  std::set<std::string> said;
  for (const Evidence* piece : evidence) {
    if (piece->overruled.empty()) continue;
    const Position at = places.locate(piece->span);
    std::string words(words_of(message, piece->span));
    if (redacted) mask_names(words);
    const std::string place =
        is_bare_text(message)
            ? fmt::format("line {}", at.line)
            : fmt::format("part {}, line {}", path_of(message, piece->span.part), at.line);
    const std::string line = fmt::format("{} ({}): {}", words, place, piece->overruled);
    if (!said.insert(line).second) continue;
    if (said.size() == 1) {
      page.blank_line();
      page.heading("Seen, but not followed");
    }
    page.bullet(line, 2);
  }
}

}  // namespace whybounce
