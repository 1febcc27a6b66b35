// SPDX-License-Identifier: MIT
#pragma once

#include <mutex>
#include <string_view>

namespace whybounce::cli {

// Where all trouble goes: standard error, one line each, "whybounce: PATH: what is wrong".
// May be used by several threads.
class Errors {
 public:
  struct Silent {};

  Errors() = default;
  // Prints nothing.
  explicit Errors(Silent /*silent*/) : silent_(true) {}

  void report(std::string_view message);
  void report(std::string_view path, std::string_view message);
  // The same with what the system says about an errno.
  void report(std::string_view path, int error_number);

  // Shows a line that says how far the work is: on a terminal in place of the one before, else as a
  // line of its own. An error erases it first.
  void show_progress(std::string_view line, bool on_terminal);
  void erase_progress();

  [[nodiscard]] bool any() const;

 private:
  void erase_shown_progress();

  mutable std::mutex mutex_;  // guards what follows, and keeps lines apart
  bool any_ = false;
  bool silent_ = false;
  bool progress_shown_ = false;
};

}  // namespace whybounce::cli
