// SPDX-License-Identifier: MIT
#include "cli/errors.h"

#include <unistd.h>

#include <string>
#include <system_error>
#include <utility>

#include "render/escape.h"

namespace whybounce::cli {
namespace {

constexpr std::string_view kEraseLineEnd = "\x1b[K";

// If it fails, nobody is listening.
void write_out(const std::string& text) {
  (void)!::write(STDERR_FILENO, text.data(), text.size());
}

}  // namespace

void Errors::report(std::string_view message) {
  const std::lock_guard lock(mutex_);
  any_ = true;
  if (silent_) return;
  erase_shown_progress();
  // One write, so that lines of several processes do not mix.
  std::string line = "whybounce: ";
  line += message;
  line += '\n';
  write_out(line);
}

void Errors::show_progress(std::string_view line, bool on_terminal) {
  const std::lock_guard lock(mutex_);
  progress_shown_ = on_terminal;
  std::string text(line);
  if (on_terminal) {
    text.insert(0, 1, '\r');
    text += kEraseLineEnd;
  } else {
    text += '\n';
  }
  write_out(text);
}

void Errors::erase_progress() {
  const std::lock_guard lock(mutex_);
  erase_shown_progress();
}

void Errors::erase_shown_progress() {
  if (!std::exchange(progress_shown_, false)) return;
  std::string text(1, '\r');
  text += kEraseLineEnd;
  write_out(text);
}

void Errors::report(std::string_view path, std::string_view message) {
  std::string line = path.empty() ? "''" : escaped(path);
  line += ": ";
  line += message;
  report(line);
}

bool Errors::any() const {
  const std::lock_guard lock(mutex_);
  return any_;
}

void Errors::report(std::string_view path, int error_number) {
  report(path, std::generic_category().message(error_number));
}

}  // namespace whybounce::cli
