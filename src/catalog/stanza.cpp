// SPDX-License-Identifier: MIT
#include "catalog/stanza.h"

#include <algorithm>
#include <utility>

#include "ascii.h"

namespace whybounce {
namespace {

constexpr std::size_t kExcerptWidth = 96;  // with the indent, a screen of 100 columns
constexpr std::string_view kIndent = "    ";

bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

// The first byte at which the text stops being UTF-8 without control characters; npos if it is.
std::size_t find_bad_byte(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c < 0x80) {
      if ((c < 0x20 && c != '\t') || c == 0x7F) return i;
      continue;
    }
    const std::size_t more = c >= 0xC2 && c < 0xE0 ? 1 : c >= 0xE0 && c < 0xF0 ? 2 : 3;
    if (c < 0xC2 || c > 0xF4 || text.size() - i <= more) return i;
    for (std::size_t k = 1; k <= more; ++k) {
      if (!is_continuation(text[i + k])) return i;
    }
    const auto next = static_cast<unsigned char>(text[i + 1]);
    if ((c == 0xE0 && next < 0xA0) || (c == 0xED && next > 0x9F) || (c == 0xF0 && next < 0x90) ||
        (c == 0xF4 && next > 0x8F)) {
      return i;
    }
    i += more;
  }
  return std::string_view::npos;
}

// Puts the lines of one file together to stanzas.
class StanzaParser {
 public:
  StanzaParser(const DataFile& file, std::vector<DataError>& errors)
      : file_(file), errors_(errors) {}

  std::vector<Stanza> parse() {
    for (number_ = 1; number_ <= file_.line_count(); ++number_) read_line(file_.line(number_));
    end_stanza();
    return std::move(stanzas_);
  }

 private:
  void report(std::size_t offset, std::string reason) {
    errors_.push_back(file_.error(at(offset), std::move(reason)));
  }

  [[nodiscard]] Position at(std::size_t offset) const {
    return {number_, static_cast<std::uint32_t>(offset + 1)};
  }

  void read_line(std::string_view line) {
    if (const std::size_t bad = find_bad_byte(line); bad != std::string_view::npos) {
      report(bad, "not UTF-8 text");
    } else if (ascii::trim(line).empty()) {
      end_stanza();
    } else if (line.front() == '#') {
      // A comment.
    } else if (ascii::is_blank(line.front())) {
      continue_field(line);
    } else {
      begin_field(line);
    }
  }

  void begin_field(std::string_view line) {
    std::size_t colon = 0;
    while (colon < line.size() && (ascii::is_alpha(line[colon]) || line[colon] == '-')) ++colon;
    if (colon == 0 || colon == line.size() || line[colon] != ':') {
      skipping_ = true;
      return report(0, "neither \"Key: value\" nor a continued line (which begins with a blank)");
    }
    skipping_ = false;
    StanzaField field;
    field.key = line.substr(0, colon);
    field.at = at(0);
    stanza_.push_back(std::move(field));
    append(line, colon + 1);
  }

  void continue_field(std::string_view line) {
    if (skipping_) return;
    if (stanza_.empty()) return report(0, "a continued line with no field above it");
    append(line, 0);
  }

  void append(std::string_view line, std::size_t from) {
    while (from < line.size() && ascii::is_blank(line[from])) ++from;
    const std::string_view text = ascii::trim(line.substr(from));
    if (text.empty()) return;
    StanzaField& field = stanza_.back();
    if (!field.value.empty()) field.value += ' ';
    field.pieces.push_back({static_cast<std::uint32_t>(field.value.size()), at(from)});
    field.value += text;
  }

  void end_stanza() {
    for (const StanzaField& field : stanza_) {
      if (!field.value.empty()) continue;
      errors_.push_back(file_.error(field.at, std::string(field.key) + " has no value"));
    }
    if (!stanza_.empty()) stanzas_.push_back(std::move(stanza_));
    stanza_.clear();
    skipping_ = false;
  }

  const DataFile& file_;
  std::vector<DataError>& errors_;
  std::vector<Stanza> stanzas_;
  Stanza stanza_;
  std::uint32_t number_ = 0;
  bool skipping_ = false;  // the field above was none
};

}  // namespace

std::string excerpt(std::string_view line, std::uint32_t column) {
  const std::size_t caret = std::min<std::size_t>(column == 0 ? 0 : column - 1, line.size());
  // A window that keeps a third of the width before the place, cut between characters.
  std::size_t begin = 0;
  if (line.size() > kExcerptWidth && caret > kExcerptWidth / 3) {
    begin = std::min(caret - kExcerptWidth / 3, line.size() - kExcerptWidth);
  }
  std::size_t end = std::min(line.size(), begin + kExcerptWidth);
  while (begin > 0 && is_continuation(line[begin])) --begin;
  while (end < line.size() && is_continuation(line[end])) ++end;

  std::string shown(kIndent);
  std::string below(kIndent);
  for (std::size_t i = begin; i < end; ++i) {
    const char c = line[i];
    const bool control = (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7F;
    shown += control ? '?' : c;
    if (i < caret && !is_continuation(c)) below += c == '\t' ? '\t' : ' ';
  }
  return shown + '\n' + below + "^\n";
}

std::string format_error(const DataError& error) {
  return error.file + ':' + std::to_string(error.at.line) + ':' + std::to_string(error.at.column) +
         ": " + error.reason + '\n' + excerpt(error.line, error.at.column);
}

DataFile::DataFile(std::string name, std::string_view bytes)
    : name_(std::move(name)), bytes_(bytes) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (bytes_.starts_with(kByteOrderMark)) bytes_.remove_prefix(kByteOrderMark.size());
  for (std::size_t start = 0; start < bytes_.size();) {
    line_starts_.push_back(start);
    const std::size_t feed = bytes_.find('\n', start);
    start = feed == std::string_view::npos ? bytes_.size() : feed + 1;
  }
}

std::string_view DataFile::line(std::uint32_t number) const {
  if (number == 0 || number > line_starts_.size()) return {};
  const std::size_t start = line_starts_[number - 1];
  const std::size_t end = number < line_starts_.size() ? line_starts_[number] : bytes_.size();
  std::string_view line = bytes_.substr(start, end - start);
  if (line.ends_with('\n')) line.remove_suffix(1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

DataError DataFile::error(Position at, std::string reason) const {
  return {name_, at, std::move(reason), std::string(line(at.line))};
}

Position StanzaField::place(std::size_t offset) const {
  Position result = at;
  for (const Piece& piece : pieces) {
    if (piece.offset > offset) break;
    result = piece.at;
    result.column += static_cast<std::uint32_t>(offset - piece.offset);
  }
  return result;
}

std::vector<Stanza> parse_stanzas(const DataFile& file, std::vector<DataError>& errors) {
  return StanzaParser(file, errors).parse();
}

}  // namespace whybounce
