// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "cli/descriptor.h"
#include "cli/errors.h"
#include "cli/exit_code.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/record_reader.h"
#include "cli/record_worker.h"
#include "cli/terminal.h"

namespace whybounce::cli {

// One run over all inputs: reads records, has them worked on, writes what comes out. The order of
// the output is the order of the input. An input that cannot be read is reported, and the others
// are still read.
class Batch {
 public:
  // `own_rules`: null for none. All must outlive it.
  Batch(const Options& options, const Terminal& terminal, const RuleSet* own_rules, Errors& errors,
        Output& output);

  [[nodiscard]] ExitCode run();

 private:
  // All of these are false if there is no use in going on, because nobody takes the output.
  bool read_inputs();
  bool read_arguments();
  bool read_list(const std::string& path);
  bool read_path(const std::string& path);
  bool read_directory(const std::string& path);
  bool read_descriptor(int descriptor, std::size_t file_size, std::string_view source);
  bool read_lines(RecordInfo info);
  bool read_messages(RecordInfo info);
  bool read_whole(RecordInfo info);
  bool handle(const Record& record);

  [[nodiscard]] bool says_something(const std::string& text) const;
  void report_write_errors();
  [[nodiscard]] ExitCode exit_code() const;

  const Options& options_;
  const RuleSet* own_rules_;
  Errors& errors_;
  Output& output_;
  Descriptor unknown_file_;
  Output unknown_;
  RecordReader reader_;
  RecordWorker worker_;
  bool output_is_terminal_;
  bool printed_any_ = false;
};

}  // namespace whybounce::cli
