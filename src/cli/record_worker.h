// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "cli/options.h"
#include "whybounce/diagnosis.h"
#include "whybounce/message.h"
#include "whybounce/render.h"

namespace whybounce::cli {

// What goes in: the bytes of one record, and what is known about it.
struct Record {
  std::string_view bytes;
  RecordInfo info;
  bool is_text = false;  // no message, whatever it looks like
};

// The kinds of verdicts that were given: what the exit status tells.
struct Found {
  bool delivered = false;  // or a complaint
  bool transient = false;
  bool permanent = false;  // or a failure that nobody says may still work

  [[nodiscard]] bool any() const { return delivered || transient || permanent; }
};

// Turns records into output, one by one. Holds the memory that is reused from record to record, so
// one is needed for each thread.
class RecordWorker {
 public:
  // `own_rules`: null for none. All must outlive it.
  RecordWorker(const Options& options, const PageStyle& page, const RuleSet* own_rules);

  // Appends what is to be printed about the record, which may be nothing, and, if the cause of a
  // bounce is not known, a line to `unknown`.
  void work(const Record& record, std::string& out, std::string& unknown);

  // From now on pages say which record they are about.
  void show_origins(bool show = true) { page_.show_origin = show; }

  [[nodiscard]] const Found& found() const { return found_; }

 private:
  void parse(const Record& record);
  void note();
  void print(const RecordInfo& info, std::string& out) const;
  void print_redacted(RecordInfo info, std::string& out);

  const Options& options_;
  PageStyle page_;
  Message message_;
  Diagnoser diagnoser_;
  Diagnosis diagnosis_;
  Found found_;
};

}  // namespace whybounce::cli
