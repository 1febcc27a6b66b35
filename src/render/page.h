// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "render/palette.h"

namespace whybounce {

// What text pages are made of. All texts are escaped here, and wrapped at blanks to the width.
class Page {
 public:
  Page(std::string& out, int width, bool colour);

  // A line of its own, bold or in `colour`.
  void heading(std::string_view text);
  void heading(std::string_view text, std::string_view colour);
  void paragraph(std::string_view text, int indent);
  void bullet(std::string_view text, int indent);
  // A label in a column of its own, and its text beside it.
  void entry(std::string_view label, int label_width, std::string_view text, int indent);
  // The same with a source behind the text, in brackets and quiet.
  void sourced_entry(std::string_view label, int label_width, std::string_view text,
                     std::string_view source, int indent);
  void blank_line() { out_ += '\n'; }

  [[nodiscard]] std::string& out() { return out_; }
  [[nodiscard]] int width() const { return width_; }
  [[nodiscard]] const Palette& colours() const { return colours_; }

 private:
  // Where the next word goes: behind what stands on the line, or on a new one.
  struct Flow {
    int indent = 0;
    int column = 0;
    bool line_begins = true;
  };
  void pour(std::string_view text, Flow& flow);   // word by word
  void place(std::string_view word, Flow& flow);  // without a break in it

  std::string& out_;
  int width_;
  const Palette& colours_;
};

}  // namespace whybounce
