// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "whybounce/span.h"

// The format of data/: stanzas of "Key: value" fields. See data/README.md.
namespace whybounce {

// A mistake in a data file, with all that is needed to show it.
struct DataError {
  std::string file;
  Position at;
  std::string reason;
  std::string line;  // the source line
};

// Two lines: the source line, indented and cut to a screen's width around the column, and a caret
// under the column (which counts bytes from 1). Control characters are shown as '?'.
[[nodiscard]] std::string excerpt(std::string_view line, std::uint32_t column);

// "FILE:LINE:COLUMN: reason", and the excerpt. Ends with LF.
[[nodiscard]] std::string format_error(const DataError& error);

// A file in memory, and where its lines begin. `bytes` must outlive it.
class DataFile {
 public:
  DataFile(std::string name, std::string_view bytes);

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] std::uint32_t line_count() const {
    return static_cast<std::uint32_t>(line_starts_.size());
  }
  // Lines count from 1; without the line end. Empty where there is no such line.
  [[nodiscard]] std::string_view line(std::uint32_t number) const;
  [[nodiscard]] DataError error(Position at, std::string reason) const;

 private:
  std::string name_;
  std::string_view bytes_;
  std::vector<std::size_t> line_starts_;
};

struct StanzaField {
  // Where a run of the value's bytes stands in the file: one for each line of it.
  struct Piece {
    std::uint32_t offset;  // in `value`
    Position at;
  };

  std::string_view key;  // as written, in the file's bytes
  std::string value;     // unfolded, without white space at its ends
  Position at;           // the key
  std::vector<Piece> pieces;

  // Where a byte of the value stands in the file.
  [[nodiscard]] Position place(std::size_t offset) const;
};

// Never empty.
using Stanza = std::vector<StanzaField>;

// Reads a whole file. What is no field is reported and skipped.
[[nodiscard]] std::vector<Stanza> parse_stanzas(const DataFile& file,
                                                std::vector<DataError>& errors);

}  // namespace whybounce
