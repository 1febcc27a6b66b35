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
// With one job there are no threads and no chunks: the reader does it all. Threads are started one
// by one as chunks become full, so that a few records cost none.
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
  bool handle_here(const Record& record);
  bool submit(bool flush);
  bool submit_rest();
  bool work_here(Chunk& chunk);
  void drain();
  bool add_worker();
  void work_on_chunks(RecordWorker& worker);
  void write_chunks();
  static void work(RecordWorker& worker, Chunk& chunk);
  [[nodiscard]] Chunk& slot(std::uint64_t number) { return ring_[number % ring_.size()]; }

  const Options& options_;
  const PageStyle page_;
  const RuleSet* own_rules_;
  std::size_t jobs_;
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
