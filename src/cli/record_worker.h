// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/options.h"
#include "render/summary.h"
#include "whybounce/diagnosis.h"
#include "whybounce/message.h"
#include "whybounce/render.h"

namespace whybounce::cli {

// What goes in: the bytes of one record, and what is known about it.
struct Record {
  std::string_view bytes;
  RecordInfo info;
  bool is_text = false;      // no message, whatever it looks like
  bool show_origin = false;  // pages say which record they are about
};

// The first steps of the work on a record, which need nothing but the record: it is parsed, and the
// report in it decoded.
void prepare_record(const Record& record, Message& message);

// What comes out of records.
struct Results {
  std::string printed;
  std::string unknown;              // a line for each bounce whose cause is not known
  std::vector<std::string> failed;  // the sources of records that memory did not suffice for

  void clear();
};

// The kinds of verdicts that were given: what the exit status tells.
struct Found {
  bool delivered = false;  // or a complaint
  bool transient = false;
  bool permanent = false;  // or a failure that nobody says may still work

  [[nodiscard]] bool any() const { return delivered || transient || permanent; }
  void add(const Found& other);
};

// What all records come to.
struct Totals {
  Found found;
  Summary summary;  // only with --summary

  void add(const Totals& other);
};

// Turns records into output, one by one. Holds the memory that is reused from record to record, so
// one is needed for each thread.
class RecordWorker {
 public:
  // `own_rules`: null for none. All must outlive it.
  RecordWorker(const Options& options, const PageStyle& page, const RuleSet* own_rules);

  // Appends what is to be printed about the record, which may be nothing. Between the records of
  // `results` stands what the format wants there. `prepared`: what prepare_record() made of it;
  // null if nobody has done that yet.
  void work(const Record& record, Message* prepared, Results& results);

  [[nodiscard]] const Totals& totals() const { return totals_; }

 private:
  void answer(const Record& record, Results& results);
  void release_memory();
  void note();
  void count(Results& results, const RecordInfo& info);
  void print(const RecordInfo& info, std::string& out) const;
  void print_redacted(RecordInfo info, std::string& out);

  const Options& options_;
  const RuleSet* own_rules_;
  PageStyle page_;
  Message message_;
  Diagnoser diagnoser_;
  Detail detail_;
  Diagnosis diagnosis_;
  Totals totals_;
};

}  // namespace whybounce::cli
