// SPDX-License-Identifier: MIT
#include "cli/progress.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <iterator>

#include "cli/file_walk.h"

namespace whybounce::cli {
namespace {

using namespace std::chrono_literals;

constexpr auto kBeforeTheFirst = 1s;
constexpr std::chrono::milliseconds kBetween = 200ms;
constexpr std::chrono::milliseconds kBetweenLines = 1s;  // where each stays
constexpr double kMegabyte = 1e6;

// The part that is done; 0 where it is not known.
double part_done(const Progress& progress) {
  const auto part = [](std::uint64_t done, const std::optional<std::uint64_t>& all) {
    if (!all || *all == 0) return 0.0;
    return std::min(1.0, static_cast<double>(done) / static_cast<double>(*all));
  };
  return std::max(part(progress.files, progress.all_files),
                  part(progress.bytes, progress.all_bytes));
}

void append_time(std::string& out, double seconds) {
  const auto whole = static_cast<std::uint64_t>(seconds + 0.5);
  if (whole < 100) {
    fmt::format_to(std::back_inserter(out), "{} s", whole);
  } else if (whole < 100 * 60) {
    fmt::format_to(std::back_inserter(out), "{} min", whole / 60);
  } else {
    fmt::format_to(std::back_inserter(out), "{} h", whole / 3600);
  }
}

}  // namespace

std::string progress_line(const Progress& progress) {
  std::string line;
  const auto out = std::back_inserter(line);
  if (progress.all_files) {
    fmt::format_to(out, "{} of {} files", progress.files, *progress.all_files);
  } else if (progress.all_bytes) {
    fmt::format_to(out, "{} records, {:.0f} of {:.0f} MB", progress.records,
                   static_cast<double>(progress.bytes) / kMegabyte,
                   static_cast<double>(*progress.all_bytes) / kMegabyte);
  } else {
    fmt::format_to(out, "{} records", progress.records);
  }
  if (progress.seconds > 0) {
    fmt::format_to(out, ", {:.0f} a second",
                   static_cast<double>(progress.records) / progress.seconds);
  }
  if (const double done = part_done(progress); done > 0) {
    line += ", ";
    append_time(line, progress.seconds * (1 - done) / done);
    line += " left";
  }
  return line;
}

bool wants_progress(const Options& options, const Terminal& terminal) {
  // A summary comes when the work is done.
  const bool mixes = terminal.output_is_terminal && !options.summary;
  if (mixes || options.quiet || options.progress == When::never) return false;
  return options.progress == When::always || terminal.error_is_terminal;
}

ProgressDisplay::ProgressDisplay(const Options& options, const Terminal& terminal, Errors& errors)
    : options_(options),
      errors_(errors),
      shown_(wants_progress(options, terminal)),
      on_terminal_(terminal.error_is_terminal),
      width_(terminal.error_width),
      next_(begin_ + kBeforeTheFirst) {}

void ProgressDisplay::tick(Clock::time_point now) {
  if (!shown_ || now < next_) return;
  if (!looked_for_totals_) find_totals();
  next_ = now + (on_terminal_ ? kBetween : kBetweenLines);
  progress_.seconds = std::chrono::duration<double>(now - begin_).count();
  std::string line = progress_line(progress_);
  if (on_terminal_) line.resize(std::min(line.size(), static_cast<std::size_t>(width_ - 1)));
  errors_.show_progress(line, on_terminal_);
}

// Only now, because a short run does not need them and counting takes time as well.
void ProgressDisplay::find_totals() {
  looked_for_totals_ = true;
  if (options_.files_from || options_.inputs.empty()) return;
  std::uint64_t bytes = 0;
  std::uint64_t files = 0;
  std::size_t folders = 0;
  Errors unheard(Errors::Silent{});
  for (const std::string& path : options_.inputs) {
    struct stat status {};
    if (path == "-" || ::stat(path.c_str(), &status) != 0) return;
    if (S_ISREG(status.st_mode)) {
      bytes += static_cast<std::uint64_t>(status.st_size);
    } else if (S_ISDIR(status.st_mode)) {
      ++folders;
      for_each_file(path, unheard, [&files](const std::string&) { return ++files > 0; });
    } else {
      return;
    }
  }
  if (folders == 0) progress_.all_bytes = bytes;
  if (folders == options_.inputs.size()) progress_.all_files = files;
}

}  // namespace whybounce::cli
