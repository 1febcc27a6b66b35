// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <iterator>
#include <string>
#include <string_view>

namespace whybounce {

// The lines of a text, one by one, without a copy:
//
//   LineCursor lines(text);
//   while (lines.next()) use(lines.line(), lines.begin());
//
// or, where only the lines matter, for (std::string_view line : Lines(text)). A line ends with LF or
// CRLF; carriage returns before the LF (there can be several, "\r\r\n") do not belong to it. What
// stands behind the last LF is a line if it is not empty. Cost: linear, one memchr a line.
class LineCursor {
 public:
  explicit LineCursor(std::string_view text, std::size_t offset = 0) : text_(text), end_(offset) {}

  // Goes to the next line; false where there is none.
  bool next() {
    if (end_ >= text_.size()) return false;
    begin_ = end_;
    const char* const start = text_.data() + begin_;
    const char* stop = text_.data() + text_.size();
    const void* lf = std::memchr(start, '\n', text_.size() - begin_);
    end_ = text_.size();
    if (lf != nullptr) {
      stop = static_cast<const char*>(lf);
      end_ = static_cast<std::size_t>(stop - text_.data()) + 1;
    }
    while (stop != start && stop[-1] == '\r') --stop;
    line_ = std::string_view(start, static_cast<std::size_t>(stop - start));
    return true;
  }

  [[nodiscard]] std::string_view line() const { return line_; }  // without its end
  [[nodiscard]] std::size_t begin() const { return begin_; }     // its offset in the text
  [[nodiscard]] std::size_t end() const { return end_; }         // of the next line

 private:
  std::string_view text_;
  std::string_view line_;
  std::size_t begin_ = 0;
  std::size_t end_;
};

// Where the line begins that text[at] stands on; `at` may be the text's end.
[[nodiscard]] inline std::size_t line_begin(std::string_view text, std::size_t at) {
  const void* lf = at == 0 ? nullptr : ::memrchr(text.data(), '\n', at);
  return lf == nullptr ? 0
                       : static_cast<std::size_t>(static_cast<const char*>(lf) - text.data()) + 1;
}

// The beginning of a text: so many bytes, not counting CRs, so that what stands in it does not depend on
// how lines end.
[[nodiscard]] inline std::string_view text_head(std::string_view text, std::size_t count) {
  const std::string_view most = text.substr(0, 2 * count);
  std::size_t size = 0;
  for (std::size_t counted = 0; size < most.size() && counted < count; ++size) {
    if (most[size] != '\r') ++counted;
  }
  return most.substr(0, size);
}

// Whether lines end with CR alone, as some old programs write them: there is no LF.
[[nodiscard]] inline bool has_bare_cr_lines(std::string_view text) {
  return text.find('\n') == text.npos && text.find('\r') != text.npos;
}

// Such a text with LFs in their place. (Written so that compilers do many bytes at a time, which they
// don't for std::replace().)
inline void assign_with_lf(std::string_view text, std::string& out) {
  out.resize(text.size());
  std::transform(text.begin(), text.end(), out.begin(),
                 [](char c) { return c == '\r' ? '\n' : c; });
}

class Lines {
 public:
  class Iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = std::string_view;
    using difference_type = std::ptrdiff_t;
    using pointer = const std::string_view*;
    using reference = std::string_view;

    explicit Iterator(std::string_view text) : cursor_(text), at_end_(!cursor_.next()) {}
    Iterator() : cursor_({}) {}

    std::string_view operator*() const { return cursor_.line(); }
    Iterator& operator++() {
      at_end_ = !cursor_.next();
      return *this;
    }
    friend bool operator==(const Iterator& a, const Iterator& b) {
      return a.at_end_ == b.at_end_ && (a.at_end_ || a.cursor_.begin() == b.cursor_.begin());
    }

   private:
    LineCursor cursor_;
    bool at_end_ = true;
  };

  explicit Lines(std::string_view text) : text_(text) {}
  [[nodiscard]] Iterator begin() const { return Iterator(text_); }
  [[nodiscard]] Iterator end() const { return {}; }

 private:
  std::string_view text_;
};

}  // namespace whybounce
