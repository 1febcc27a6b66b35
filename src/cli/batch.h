// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "cli/errors.h"
#include "cli/exit_code.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/pipeline.h"
#include "cli/progress.h"
#include "cli/record_reader.h"
#include "cli/result_writer.h"
#include "cli/terminal.h"

namespace whybounce::cli {

// One run over all inputs: finds and reads them, and cuts them into records for the pipeline. An
// input that cannot be read is reported, and the others are still read.
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
  bool handle(Record record);

  [[nodiscard]] bool says_something(const std::string& text) const;
  [[nodiscard]] ExitCode exit_code(const Found& found) const;

  const Options& options_;
  const RuleSet* own_rules_;
  Errors& errors_;
  Output& output_;
  PageStyle page_;
  ResultWriter writer_;
  Pipeline pipeline_;
  RecordReader reader_;
  ProgressDisplay progress_;
  bool show_origins_;
  std::uint64_t files_ = 0;  // that were opened
};

}  // namespace whybounce::cli
