// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace whybounce::cli {

// A buffer before a file descriptor. After the first failure nothing is written any more.
class Output {
 public:
  // Does not own the descriptor.
  explicit Output(int descriptor) : descriptor_(descriptor) {}

  // What is to be written is appended here.
  [[nodiscard]] std::string& buffer() { return buffer_; }

  // Writes if there is enough for a large block, or whatever there is. False if no more output can
  // be written.
  bool flush_if_large();
  bool flush();

  [[nodiscard]] bool failed() const { return error_ != 0; }
  // The reader has gone away: no error, it has seen enough.
  [[nodiscard]] bool reader_gone() const;
  [[nodiscard]] int error() const { return error_; }

 private:
  int descriptor_;
  int error_ = 0;
  std::string buffer_;
};

}  // namespace whybounce::cli
