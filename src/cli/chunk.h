// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "cli/record_worker.h"
#include "whybounce/message.h"

namespace whybounce::cli {

// Some records on their way from the reader to a worker, and what came out of them on its way to
// the writer. Holds copies of all that a record refers to; its memory is reused.
class Chunk {
 public:
  void add(const Record& record);
  void clear();

  [[nodiscard]] bool empty() const { return items_.empty(); }
  [[nodiscard]] std::size_t size() const { return items_.size(); }
  [[nodiscard]] std::size_t bytes() const { return bytes_.size(); }
  // Valid until the chunk changes.
  [[nodiscard]] Record record(std::size_t number) const;

  // Prepares the records that are there (prepare_record()), but for large ones, those behind the first
  // dozens, and what memory does not suffice for. No record may be added behind it. What it needs
  // beside that is in `scratch`.
  void prepare(Message& scratch) noexcept;
  // What it made of a record; null for one that it left out.
  [[nodiscard]] Message* prepared(std::size_t number);

  Results results;
  bool flush = false;  // the reader has to wait: the answers must not
  bool done = false;   // the results are complete

 private:
  struct Range {
    std::size_t at = 0;
    std::size_t size = 0;
  };
  struct Item {
    Record record = {};  // its texts are the ranges below
    Range bytes = {};
    Range source = {};
    Range key = {};
    bool is_prepared = false;
  };
  [[nodiscard]] Range keep(std::string_view text);
  [[nodiscard]] std::string_view view(Range range) const;

  std::string bytes_;
  std::vector<Item> items_;
  std::vector<Message> messages_;  // as many as were ever prepared at a time
};

}  // namespace whybounce::cli
