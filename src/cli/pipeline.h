// SPDX-License-Identifier: MIT
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

#include "cli/chunk.h"
#include "cli/options.h"
#include "cli/record_worker.h"
#include "cli/result_writer.h"

namespace whybounce::cli {

// Takes records from the one thread that reads them, has them worked on by several, and gives the
// results to the writer in the order of the records:
//
//   reader --chunks--> workers --chunks--> writer        a ring of chunks, each used again and again
//
//          written_      taken_        submitted_
//   ...done | done, being worked on | waiting | being filled | free...
//
// Threads are started one by one, each when a chunk is full and more is to come, so that a few
// records cost none.
//
// With one job only records that are whole files are handed on: to open, read and close each takes a
// good part of the time that its diagnosis takes. Lines and the messages of an mbox are cut from
// large blocks that were read at once, which costs less than to hand them on, so the reader works on
// them itself, each in its turn.
class Pipeline {
 public:
  // All must outlive it. `own_rules`: null for none.
  Pipeline(const Options& options, const PageStyle& page, const RuleSet* own_rules,
           std::size_t jobs, ResultWriter& writer);
  Pipeline(const Pipeline&) = delete;
  Pipeline& operator=(const Pipeline&) = delete;
  ~Pipeline();

  // False if there is no use in going on, because nobody takes the output.
  bool handle(const Record& record);

  // No record will come soon: what is known goes out.
  void wait_for_input();

  // Waits until all is written. No record may come behind it. Returns what all records came to.
  Totals finish();

 private:
  [[nodiscard]] bool is_handed_on(const Record& record) const;
  bool handle_here(const Record& record);
  bool submit(bool flush);
  bool submit_rest();
  bool work_here(Chunk& chunk);
  void settle();
  bool add_worker();
  void work_on_chunks(RecordWorker& worker);
  void write_chunks();
  static void work(RecordWorker& worker, Chunk& chunk);
  [[nodiscard]] Chunk& slot(std::uint64_t number) { return ring_[number % ring_.size()]; }

  const Options& options_;
  const PageStyle page_;
  const RuleSet* own_rules_;
  const bool hands_all_on_;   // not only whole files
  std::size_t most_workers_;  // fewer than jobs where the system gives no more threads
  ResultWriter& writer_;
  RecordWorker own_worker_;  // the reading thread's
  bool going_on_ = true;     // as the reading thread sees it

  std::mutex mutex_;  // guards all below but the chunks, of which each has one owner at a time
  std::condition_variable chunk_submitted_;
  std::condition_variable chunk_done_;
  std::condition_variable chunk_written_;
  std::vector<Chunk> ring_;
  std::uint64_t submitted_ = 0;
  std::uint64_t taken_ = 0;
  std::uint64_t written_ = 0;
  std::size_t bytes_on_the_way_ = 0;
  std::size_t idle_workers_ = 0;
  bool output_failed_ = false;
  bool ended_ = false;

  std::deque<RecordWorker> workers_;
  std::vector<std::thread> worker_threads_;
  std::thread writer_thread_;
};

}  // namespace whybounce::cli
