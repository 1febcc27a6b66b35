// SPDX-License-Identifier: MIT
#pragma once

#include "cli/descriptor.h"
#include "cli/errors.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/record_worker.h"

namespace whybounce::cli {

// Puts together what is printed about all records: the head of a table, the results in the order in
// which they come, and what closes the whole.
class ResultWriter {
 public:
  // `at_once`: each result is written when it comes, as somebody at a terminal wants it.
  ResultWriter(const Options& options, bool at_once, Errors& errors, Output& output);

  // False if no more output can be written. Clears the results.
  bool put(Results& results);
  bool flush() { return output_.flush(); }
  void finish(const Summary& summary, const PageStyle& page);

 private:
  const Options& options_;
  Errors& errors_;
  Output& output_;
  Descriptor unknown_file_;
  Output unknown_;
  bool at_once_;
  bool printed_any_ = false;
};

}  // namespace whybounce::cli
