// SPDX-License-Identifier: MIT
#include "cli/batch.h"

#include <sched.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <new>
#include <thread>

#include "cli/arguments.h"
#include "cli/file_walk.h"
#include "cli/interrupt.h"
#include "cli/mbox.h"
#include "cli/other_formats.h"

namespace whybounce::cli {
namespace {

constexpr std::string_view kStandardInput = "-";
constexpr std::size_t kLongestPath = std::size_t{64} << 10;

bool exists(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0;
}

std::size_t regular_size(const struct stat& status) {
  return S_ISREG(status.st_mode) && status.st_size > 0 ? static_cast<std::size_t>(status.st_size)
                                                       : 0;
}

// Those that this process may use. std::thread::hardware_concurrency() counts the others too, and
// reads a file for it at every start.
std::size_t count_processors() {
#ifdef CPU_COUNT
  cpu_set_t usable;
  if (::sched_getaffinity(0, sizeof usable, &usable) == 0) {
    return static_cast<std::size_t>(CPU_COUNT(&usable));
  }
#endif
  return std::max<std::size_t>(std::thread::hardware_concurrency(), 1);
}

// One for each processor. A filter that another program drives is one of many that it runs: one.
std::size_t default_jobs(const Options& options) {
  const bool reads_input =
      !options.files_from &&
      (options.inputs.empty() ||
       std::ranges::find(options.inputs, kStandardInput) != options.inputs.end());
  struct stat status {};
  const bool from_pipe =
      reads_input && ::fstat(STDIN_FILENO, &status) == 0 && !S_ISREG(status.st_mode);
  if (options.lines && from_pipe) return 1;
  return count_processors();
}

}  // namespace

Batch::Batch(const Options& options, const Terminal& terminal, const RuleSet* own_rules,
             Errors& errors, Output& output)
    : options_(options),
      own_rules_(own_rules),
      errors_(errors),
      output_(output),
      page_{.width = terminal.width, .colour = terminal.colour},
      writer_(options, terminal.output_is_terminal, errors, output),
      pipeline_(options, page_, own_rules, options.jobs.value_or(default_jobs(options)), writer_),
      reader_(options.max_record, [this] { pipeline_.wait_for_input(); }),
      progress_(options, terminal, errors),
      show_origins_(options.lines || options.files_from || options.inputs.size() > 1) {}

ExitCode Batch::run() {
  if (errors_.any()) return ExitCode::error;
  read_inputs();
  const Totals totals = pipeline_.finish();
  progress_.end();
  writer_.finish(totals.summary, page_);
  return exit_code(totals.found);
}

bool Batch::read_inputs() {
  if (options_.inputs.empty() && !options_.files_from) return read_path("-");
  return read_arguments() && (!options_.files_from || read_list(*options_.files_from));
}

bool Batch::read_arguments() {
  const std::vector<std::string>& inputs = options_.inputs;
  if (inputs.empty()) return true;
  const auto says = [this](const std::string& text) { return says_something(text); };
  switch (classify_arguments(inputs, exists, says)) {
    case ArgumentKind::paths:
      return std::ranges::all_of(inputs,
                                 [this](const std::string& path) { return read_path(path); });
    case ArgumentKind::text: {
      const std::string text = join_words(inputs);
      show_origins_ = false;
      return handle({text, {.source = "argument"}, true});
    }
    case ArgumentKind::neither:
      break;
  }
  errors_.report(join_words(inputs),
                 "no such file, and no status code or known phrase to explain either");
  return true;
}

bool Batch::says_something(const std::string& text) const {
  Message message = parse_text(text);
  Diagnoser diagnoser(own_rules_);
  Diagnosis diagnosis;
  diagnoser.diagnose(message, diagnosis);
  return diagnosis.kind != Kind::not_a_bounce;
}

bool Batch::read_list(const std::string& path) {
  Descriptor file;
  int descriptor = STDIN_FILENO;
  if (path != kStandardInput) {
    file = open_for_reading(path);
    if (!file.valid()) {
      errors_.report(path, errno);
      return true;
    }
    descriptor = file.get();
  }
  RecordReader list(kLongestPath, [this] { pipeline_.wait_for_input(); });
  list.start(descriptor, 0);
  const FindBoundary find = options_.null_separated ? find_nul : find_end_of_line;
  while (const auto entry = list.next(find)) {
    if (entry->size > 0 && !read_path(std::string(entry->data, entry->size))) return false;
  }
  if (list.error() != 0) errors_.report(path, list.error());
  return true;
}

bool Batch::read_path(const std::string& path) {
  Descriptor file;
  int descriptor = STDIN_FILENO;
  if (path != kStandardInput) {
    file = open_for_reading(path);
    descriptor = file.get();
  }
  if (interruption() != 0) return false;
  struct stat status {};
  if (descriptor < 0 || ::fstat(descriptor, &status) != 0) {
    errors_.report(path, errno);
    return true;
  }
  if (S_ISDIR(status.st_mode)) return read_directory(path);
  if (++files_ == 2) pipeline_.read_ahead();
  return read_descriptor(descriptor, regular_size(status), path);
}

bool Batch::read_directory(const std::string& path) {
  show_origins_ = true;
  return for_each_file(path, errors_, [this](const std::string& file) {
    progress_.count_file();
    return read_path(file);
  });
}

bool Batch::read_descriptor(int descriptor, std::size_t file_size, std::string_view source) {
  reader_.start(descriptor, file_size);
  const RecordInfo info{.source = source};
  bool go_on = true;
  if (options_.lines) {
    go_on = read_lines(info);
  } else if (const auto unpacker = unpacker_for(reader_.peek(kLongestBoundary));
             !unpacker.empty()) {
    errors_.report(source, "compressed; unpack it into a pipe: " + std::string(unpacker) +
                               " FILE | whybounce");
  } else if (looks_like_mbox(reader_.peek(kLongestBoundary))) {
    go_on = read_messages(info);
  } else {
    go_on = read_whole(info);
  }
  if (reader_.error() != 0) errors_.report(source, reader_.error());
  return go_on;
}

bool Batch::read_lines(RecordInfo info) {
  info.numbered = true;
  for (info.index = 1; const auto record = reader_.next(find_end_of_line); ++info.index) {
    std::string_view line(record->data, record->size);
    info.truncated = record->truncated;
    info.key.reset();
    const std::size_t tab = options_.keyed ? line.find('\t') : std::string_view::npos;
    if (tab != std::string_view::npos) {
      info.key = line.substr(0, tab);
      line.remove_prefix(tab + 1);
    }
    if (!handle({line, info, true})) return false;
  }
  return true;
}

bool Batch::read_messages(RecordInfo info) {
  info.numbered = true;
  show_origins_ = true;
  for (info.index = 1; const auto record = reader_.next(find_end_of_message); ++info.index) {
    info.truncated = record->truncated;
    const std::size_t size =
        record->may_quote_from ? unquote_from_lines(record->data, record->size) : record->size;
    if (!handle({{record->data, size}, info})) return false;
  }
  return true;
}

bool Batch::read_whole(RecordInfo info) {
  const auto record = reader_.next(find_end_of_file);
  if (reader_.error() != 0) return true;
  if (!record) return handle({{}, info});
  info.truncated = record->truncated;
  const std::string_view bytes(record->data, record->size);
  if (bytes.size() >= kSmallestLog && looks_like_log(bytes)) {
    errors_.report(info.source, "a log; --lines reads each of its lines");
    return true;
  }
  return handle({bytes, info});
}

bool Batch::handle(Record record) {
  record.show_origin = show_origins_;
  progress_.count(record.bytes.size());
  try {
    return pipeline_.handle(record) && interruption() == 0;
  } catch (const std::bad_alloc&) {
    errors_.report(record.info.source, ENOMEM);
    return interruption() == 0;
  }
}

ExitCode Batch::exit_code(const Found& found) const {
  if (interruption() == SIGINT) return ExitCode::interrupted;
  if (interruption() == SIGTERM) return ExitCode::terminated;
  if (errors_.any()) return ExitCode::error;
  if (options_.lines || output_.reader_gone()) return ExitCode::ok;
  if (!found.any()) return ExitCode::no_bounce;
  if (!options_.exit_class) return ExitCode::ok;
  if (found.permanent) return ExitCode::permanent;
  return found.transient ? ExitCode::transient : ExitCode::delivered;
}

}  // namespace whybounce::cli
