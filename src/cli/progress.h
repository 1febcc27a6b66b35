// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "cli/errors.h"
#include "cli/options.h"
#include "cli/terminal.h"

namespace whybounce::cli {

// How far a run is.
struct Progress {
  std::uint64_t records = 0;
  std::uint64_t files = 0;  // of folders
  std::uint64_t bytes = 0;
  std::optional<std::uint64_t> all_files = std::nullopt;  // at most one of these is known
  std::optional<std::uint64_t> all_bytes = std::nullopt;
  double seconds = 0;
};

// "12345 of 50000 files, 4115 a second, 9 s left".
[[nodiscard]] std::string progress_line(const Progress& progress);

// Whether to show it: as asked for, or if standard error is a terminal. Never where it would mix
// with the output.
[[nodiscard]] bool wants_progress(const Options& options, const Terminal& terminal);

// Shows it from the second second on, five times a second.
class ProgressDisplay {
 public:
  using Clock = std::chrono::steady_clock;

  // Both must outlive it.
  ProgressDisplay(const Options& options, const Terminal& terminal, Errors& errors);

  void count_file() { ++progress_.files; }
  void count(std::size_t bytes) {
    if (!shown_) return;
    ++progress_.records;
    progress_.bytes += bytes;
    tick(Clock::now());
  }
  void end() { errors_.erase_progress(); }

  // The same with a clock of the caller's.
  void tick(Clock::time_point now);

 private:
  void find_totals();

  const Options& options_;
  Errors& errors_;
  bool shown_;
  bool on_terminal_;
  int width_;
  bool looked_for_totals_ = false;
  Clock::time_point begin_ = Clock::now();
  Clock::time_point next_;
  Progress progress_;
};

}  // namespace whybounce::cli
