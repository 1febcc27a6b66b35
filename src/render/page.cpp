// SPDX-License-Identifier: MIT
#include "render/page.h"

#include <algorithm>

#include "ascii.h"
#include "render/escape.h"

namespace whybounce {
namespace {

constexpr int kMinimumWidth = 40;

void append_blanks(std::string& out, int count) {
  out.append(static_cast<std::size_t>(std::max(count, 0)), ' ');
}

std::string_view take_word(std::string_view& text) {
  text = ascii::trim(text);
  const auto end = std::ranges::find_if(text, ascii::is_space) - text.begin();
  const std::string_view word = text.substr(0, static_cast<std::size_t>(end));
  text.remove_prefix(word.size());
  return word;
}

}  // namespace

Page::Page(std::string& out, int width, bool colour)
    : out_(out), width_(std::max(width, kMinimumWidth)), colours_(palette(colour)) {}

void Page::pour(std::string_view text, Flow& flow) {
  for (std::string_view word = take_word(text); !word.empty(); word = take_word(text)) {
    place(word, flow);
  }
}

void Page::place(std::string_view word, Flow& flow) {
  const std::string shown = escaped(word);
  const int columns = display_width(shown);
  if (!flow.line_begins && flow.column + 1 + columns > width_) {
    out_ += '\n';
    append_blanks(out_, flow.indent);
    flow.column = flow.indent;
    flow.line_begins = true;
  }
  if (!flow.line_begins) {
    out_ += ' ';
    ++flow.column;
  }
  out_ += shown;
  flow.column += columns;
  flow.line_begins = false;
}

void Page::heading(std::string_view text) {
  heading(text, colours_.heading);
}

void Page::heading(std::string_view text, std::string_view colour) {
  out_ += colour;
  Flow flow;
  pour(text, flow);
  out_ += colours_.reset;
  out_ += '\n';
}

void Page::paragraph(std::string_view text, int indent) {
  append_blanks(out_, indent);
  Flow flow{indent, indent, true};
  pour(text, flow);
  out_ += '\n';
}

void Page::bullet(std::string_view text, int indent) {
  entry("-", 1, text, indent);
}

void Page::entry(std::string_view label, int label_width, std::string_view text, int indent) {
  sourced_entry(label, label_width, text, "", indent);
}

void Page::sourced_entry(std::string_view label, int label_width, std::string_view text,
                         std::string_view source, int indent) {
  append_blanks(out_, indent);
  const std::string shown = escaped(label);
  out_ += shown;
  const int begin = indent + label_width + (label_width > 1 ? 2 : 1);
  const int column = indent + display_width(shown);
  append_blanks(out_, std::max(1, begin - column));
  Flow flow{begin, std::max(column + 1, begin), true};
  pour(text, flow);
  if (!source.empty()) {
    const std::string bracketed = "[" + std::string(source) + "]";
    out_ += colours_.quiet;
    if (begin + display_width(bracketed) <= width_) {
      place(bracketed, flow);
    } else {
      pour(bracketed, flow);
    }
    out_ += colours_.reset;
  }
  out_ += '\n';
}

}  // namespace whybounce
