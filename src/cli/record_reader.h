// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>

namespace whybounce::cli {

// Where a record ends in the bytes that were read so far.
struct Boundary {
  std::size_t end;             // of the record
  std::size_t next;            // where the next one begins
  bool may_quote_from = true;  // the record may have lines for unquote_from_lines()
};

// Finds the first boundary in `bytes` at or behind `from`; absent where there is none yet. Then
// `from` goes to the place from which the search has to go on when more bytes have come: at most
// kLongestBoundary before their end. `at_end`: no more will come.
using FindBoundary = std::optional<Boundary> (*)(std::string_view bytes, bool at_end,
                                                 std::size_t& from);
inline constexpr std::size_t kLongestBoundary = 512;

// Cuts what comes from a file descriptor into records. Its buffer is reused from record to record
// and from file to file, and never holds much more than one record of the largest size allowed:
// what is more of a record is read and thrown away.
class RecordReader {
 public:
  // `before_waiting` is called before a read that would block.
  RecordReader(std::size_t max_record, std::function<void()> before_waiting);

  // Begins with a new file, which it does not own. `file_size`: of a regular file; 0 for anything
  // else, where a read may have to wait.
  void start(int descriptor, std::size_t file_size);

  // The first bytes, at least `wanted` if there are so many.
  [[nodiscard]] std::string_view peek(std::size_t wanted);

  struct Record {
    char* data;  // may be changed in place; valid until the next call
    std::size_t size;
    bool truncated;
    bool may_quote_from;  // as in Boundary
  };
  // The next record; absent at the end, and when reading failed or was interrupted.
  [[nodiscard]] std::optional<Record> next(FindBoundary find);

  // The errno of the read that failed; 0 if none did.
  [[nodiscard]] int error() const { return error_; }

 private:
  void read_more();
  bool wait_for_input();
  bool make_room();
  void drop_middle(std::size_t& from);
  [[nodiscard]] Record take(const Boundary& boundary);
  [[nodiscard]] std::string_view unread() const { return {buffer_.get() + begin_, end_ - begin_}; }

  std::size_t max_record_;
  std::function<void()> before_waiting_;
  std::unique_ptr<char[]> buffer_;
  std::size_t capacity_ = 0;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  int descriptor_ = -1;
  std::size_t file_size_ = 0;
  std::size_t total_read_ = 0;
  bool whole_file_ = false;  // is one record: there will have to be room for it
  bool at_end_ = true;
  bool dropped_ = false;  // bytes of the record that is being read
  int error_ = 0;
};

// The whole file is one record.
[[nodiscard]] std::optional<Boundary> find_end_of_file(std::string_view bytes, bool at_end,
                                                       std::size_t& from);
// A line is one. The LF does not belong to it, nor does a CR before.
[[nodiscard]] std::optional<Boundary> find_end_of_line(std::string_view bytes, bool at_end,
                                                       std::size_t& from);
// As in `find -print0`.
[[nodiscard]] std::optional<Boundary> find_nul(std::string_view bytes, bool at_end,
                                               std::size_t& from);

}  // namespace whybounce::cli
