// SPDX-License-Identifier: MIT
#include "render/excerpt.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <vector>

#include "ascii.h"
#include "render/escape.h"

namespace whybounce {
namespace {

constexpr int kMinimumTextWidth = 20;
constexpr std::size_t kMaxLinesOfMark = 4;
constexpr std::string_view kEllipsis = "\u2026";

struct Line {
  std::uint32_t number = 1;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::vector<Mark> marks;  // cut to the line, in order
};

// Of a mark that goes on in a folded line the indentation is not underlined.
std::uint32_t skip_blanks(std::string_view text, std::uint32_t from, std::uint32_t to) {
  while (from < to && ascii::is_blank(text[from])) ++from;
  return from;
}

// The lines that have marks; the first line of the text is `number`. One pass over the text, because marks come sorted.
std::vector<Line> marked_lines(std::string_view text, std::vector<Mark>& marks,
                               std::uint32_t number) {
  std::ranges::sort(marks, [](const Mark& a, const Mark& b) {
    return a.offset != b.offset ? a.offset < b.offset : a.length > b.length;
  });
  std::vector<Line> lines;
  std::uint32_t begin = 0;
  std::vector<Mark> going_on;  // marks that began above and have not ended
  auto next = marks.begin();
  while (next != marks.end() || !going_on.empty()) {
    const std::size_t newline = text.find('\n', begin);
    const bool last = newline == std::string_view::npos;
    const auto after = static_cast<std::uint32_t>(last ? text.size() : newline + 1);
    Line line{number, begin, static_cast<std::uint32_t>(last ? text.size() : newline), {}};
    while (line.end > line.begin && text[line.end - 1] == '\r') --line.end;

    std::vector<Mark> here = std::move(going_on);
    going_on.clear();
    for (; next != marks.end() && (last || next->offset < after); ++next) here.push_back(*next);
    for (const Mark& mark : here) {
      const std::uint32_t end = mark.offset + mark.length;
      std::uint32_t from = std::clamp(mark.offset, line.begin, line.end);
      const std::uint32_t to = std::clamp(end, from, line.end);
      if (from == line.begin) from = skip_blanks(text, from, to);
      line.marks.push_back({from, to - from});
      if (end > after && !last) going_on.push_back({after, end - after});
    }
    if (!line.marks.empty()) lines.push_back(std::move(line));
    if (last) break;
    begin = after;
    ++number;
  }
  return lines;
}

// The marks as they can be shown: inside of the text, and not over too many lines.
std::vector<Mark> usable_marks(std::string_view text, std::span<const Mark> marks) {
  std::vector<Mark> usable;
  for (Mark mark : marks) {
    if (mark.offset > text.size()) continue;
    const std::string_view marked = text.substr(mark.offset, mark.length);
    std::size_t end = 0;
    for (std::size_t i = 0; i < kMaxLinesOfMark && end < marked.size(); ++i) {
      end = std::min(marked.find('\n', end), marked.size() - 1) + 1;
    }
    mark.length = static_cast<std::uint32_t>(end);
    usable.push_back(mark);
  }
  return usable;
}

// How a character of the text is shown, and how many columns it takes.
int append_cell(std::string& out, std::string_view text, std::size_t at,
                const unicode::CodePoint& character) {
  if (character.value == '\t') {
    out += ' ';
    return 1;
  }
  const std::size_t before = out.size();
  append_escaped(out, text, at, character);
  if (character.valid && !unicode::is_unsafe(character.value)) {
    return unicode::column_width(character.value);
  }
  return static_cast<int>(out.size() - before);
}

// Columns that text[begin, end) takes; stops counting beyond `limit`, so that a long line costs no
// more than a short one.
int columns_between(std::string_view text, std::size_t begin, std::size_t end, int limit) {
  std::string scratch;
  int columns = 0;
  while (begin < end && columns <= limit && scratch.size() < 16U * static_cast<unsigned>(limit)) {
    const unicode::CodePoint character = unicode::code_point_at(text, begin);
    columns += append_cell(scratch, text, begin, character);
    begin += character.bytes;
  }
  return begin < end ? limit + 1 : columns;
}

// The beginning of a character `columns` columns before `at`, or a little after that.
std::uint32_t step_back(std::string_view text, std::uint32_t low, std::uint32_t at, int columns) {
  std::uint32_t from = at;
  while (from > low && at - from < 4U * static_cast<unsigned>(columns)) {
    std::uint32_t before = from - 1;
    while (before > low && from - before < 4 &&
           (static_cast<unsigned char>(text[before]) & 0xC0U) == 0x80U) {
      --before;
    }
    if (columns_between(text, before, at, columns) > columns) break;
    from = before;
  }
  return from;
}

// One printed piece of a line: what it shows, and the byte offset and the column of each character.
// The last entry of both is where the row ends.
struct Row {
  std::string text;
  std::vector<std::uint32_t> offsets;
  std::vector<int> columns;

  [[nodiscard]] std::uint32_t end() const { return offsets.back(); }
  [[nodiscard]] int column_of(std::uint32_t offset) const {
    const auto at = std::ranges::lower_bound(offsets, std::min(offset, end()));
    return columns[static_cast<std::size_t>(at - offsets.begin())];
  }
};

// Where a row has to begin so that the first mark, and as many of the others as can be whole beside
// it, are inside of it.
std::uint32_t row_begin(std::string_view text, const Line& line, std::span<const Mark> marks,
                        int width) {
  const std::uint32_t first = marks.front().offset;
  int needed = 1;
  std::uint32_t end = first;
  for (const Mark& mark : marks) {
    const int columns = columns_between(text, first, mark.offset + mark.length, width - 2);
    if (columns > width - 2) break;
    needed = std::max(needed, columns);
    end = std::max(end, mark.offset + mark.length);
  }
  if (columns_between(text, line.begin, end, width - 1) <= width - 1) return line.begin;
  const int room = std::max(0, width - 2 - needed);
  const int behind = std::min(room / 2, columns_between(text, end, line.end, room));
  return step_back(text, line.begin, first, room - behind);
}

Row make_row(std::string_view text, const Line& line, std::uint32_t at, int width) {
  Row row;
  int column = 0;
  if (at > line.begin) {
    row.text += kEllipsis;
    column = 1;
  }
  const bool rest_fits = columns_between(text, at, line.end, width - column) <= width - column;
  const int limit = rest_fits ? width : width - 1;
  const std::size_t most_bytes = 16U * static_cast<unsigned>(width);
  while (at < line.end && row.text.size() < most_bytes) {
    const unicode::CodePoint character = unicode::code_point_at(text.substr(0, line.end), at);
    const std::size_t before = row.text.size();
    const int cell = append_cell(row.text, text, at, character);
    if (column + cell > limit) {
      row.text.resize(before);
      break;
    }
    row.offsets.push_back(at);
    row.columns.push_back(column);
    column += cell;
    at += character.bytes;
  }
  row.offsets.push_back(at);
  row.columns.push_back(column);
  if (at < line.end) row.text += kEllipsis;
  return row;
}

// How many of the marks can be shown whole in this row; at least one, so that there is an end.
std::size_t marks_inside(const Row& row, std::span<const Mark> marks, const Line& line) {
  std::size_t count = 1;
  while (count < marks.size() &&
         (marks[count].offset + marks[count].length <= row.end() || row.end() == line.end)) {
    ++count;
  }
  return count;
}

std::string underlines(const Row& row, std::span<const Mark> marks, int width) {
  std::string out;
  const auto column_of = [&](std::uint32_t offset) {
    return static_cast<std::size_t>(std::min(row.column_of(offset), width - 1));
  };
  for (const Mark& mark : marks) {
    const std::size_t from = column_of(mark.offset);
    const auto to = static_cast<std::size_t>(row.column_of(mark.offset + mark.length));
    if (out.size() <= std::max(from, to)) out.resize(std::max(from + 1, to), ' ');
    for (std::size_t i = from; i < to; ++i) out[i] = '~';
  }
  for (const Mark& mark : marks) out[column_of(mark.offset)] = '^';
  return out;
}

}  // namespace

void render_excerpt(std::string_view text, std::span<const Mark> marks, const ExcerptStyle& style,
                    std::string& out) {
  std::vector<Mark> usable = usable_marks(text, marks);
  const std::vector<Line> lines = marked_lines(text, usable, style.first_line);
  if (lines.empty()) return;
  const auto gutter = static_cast<int>(fmt::formatted_size("{}", lines.back().number));
  const int width = std::max(kMinimumTextWidth, style.width - style.indent - gutter - 3);
  const Palette& colours = style.colours;
  const auto sink = std::back_inserter(out);
  for (const Line& line : lines) {
    std::span<const Mark> left = line.marks;
    while (!left.empty()) {
      const Row row = make_row(text, line, row_begin(text, line, left, width), width);
      const std::span<const Mark> inside = left.first(marks_inside(row, left, line));
      fmt::format_to(sink, "{:{}}{}{:>{}} |{} {}\n", "", style.indent, colours.quiet, line.number,
                     gutter, colours.reset, row.text);
      fmt::format_to(sink, "{:{}}{}{:>{}} |{} {}{}{}\n", "", style.indent, colours.quiet, "",
                     gutter, colours.reset, colours.mark, underlines(row, inside, width),
                     colours.reset);
      left = left.subspan(inside.size());
    }
  }
}

}  // namespace whybounce
