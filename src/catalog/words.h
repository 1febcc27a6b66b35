// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

// How a text is cut into words, the same for the phrases of data/ and for the texts in which they
// are looked for. See "How a phrase is matched" in data/README.md.
namespace whybounce {

// No phrase has a longer word: such words of a text match nothing.
inline constexpr std::uint32_t kMaxWordLength = 63;

struct Word {
  std::uint32_t begin;      // offset in the text
  std::uint32_t length;     // in bytes, as written
  std::uint64_t head;       // the first 8 bytes, folded, the first one lowest; 0: matches nothing
  std::uint32_t chunk;      // which blank-separated run of text it is in: counts those with words
  std::uint32_t paragraph;  // counts empty lines
  bool at_line_start;       // nothing but punctuation and blanks stands before it on its line
};

// Reads text[begin, end) from left to right. What is left out: reply codes (4xx, 5xx) and enhanced
// status codes that stand alone. What matches nothing, but stands there as one word: an e-mail
// address. Cost: linear in the text, whatever it holds.
class WordReader {
 public:
  static constexpr std::size_t kBatch = 256;

  WordReader(std::string_view text, std::uint32_t begin, std::uint32_t end);

  // The next words of the text, at most kBatch; empty at its end. Valid until the next call.
  [[nodiscard]] std::span<const Word> next();

 private:
  void read_letters();
  void read_newline();
  void read_number();
  void read_beyond_ascii();
  void read_other();
  void find_address();
  [[nodiscard]] bool skip_code();
  [[nodiscard]] std::uint32_t end_of_domain(std::uint32_t at) const;
  [[nodiscard]] std::uint32_t begin_of_local_part(std::uint32_t at) const;
  void add(std::uint32_t end, std::uint64_t head);
  void add_ascii_word();

  std::string_view text_;
  std::uint32_t begin_;
  std::uint32_t at_;
  std::uint32_t end_;
  std::uint32_t address_begin_ = 0;  // the next e-mail address; both end_ where there is none
  std::uint32_t address_end_ = 0;
  std::uint32_t glued_ = 0;  // here a text begins that was glued to a reply code by a hyphen
  std::uint32_t chunk_ = 0;
  std::uint32_t paragraph_ = 0;
  bool new_chunk_ = true;   // a blank stood before
  bool line_start_ = true;  // no word yet on this line
  bool line_empty_ = true;  // nothing yet on this line but blanks and quotation marks ('>')
  std::size_t count_ = 0;
  std::array<Word, kBatch> words_;
};

// A word as it stands in the tables: in lower case.
[[nodiscard]] std::string folded(std::string_view text, const Word& word);

}  // namespace whybounce
