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
// There are no more threads than jobs, so that none sleeps while there is work and none waits for a
// processor: the reader works on a chunk itself whenever the ring is full, and who is done with a
// chunk writes what is done in order by then, unless somebody writes already. (With a thread for
// each role they woke each other for every chunk, and the system often had two of them take turns on
// one of two processors.)
//
// Threads are started one by one, each when a chunk is full and more is to come, so that a few
// records cost none. With one job there are none, and no chunks, unless the reader reads ahead.
class Pipeline {
 public:
  // All must outlive it. `own_rules`: null for none.
  Pipeline(const Options& options, const PageStyle& page, const RuleSet* own_rules,
           std::size_t jobs, ResultWriter& writer);
  Pipeline(const Pipeline&) = delete;
  Pipeline& operator=(const Pipeline&) = delete;
  ~Pipeline();

  // Many files come, and to open and read one costs a third of the work on it. With one job a thread
  // does the work from now on, and the reader does nothing but read, and prepare what it has read.
  void read_ahead();

  // False if there is no use in going on, because nobody takes the output.
  bool handle(const Record& record);

  // No record will come soon: what is known goes out.
  void wait_for_input();

  // Waits until all is written. No record may come behind it. Returns what all records came to.
  Totals finish();

 private:
  using Lock = std::unique_lock<std::mutex>;

  [[nodiscard]] bool has_room() const;
  bool handle_here(const Record& record);
  bool submit(bool flush);
  bool submit_rest();
  bool work_here(Chunk& chunk);
  void settle();
  bool add_worker();
  void work_on_chunks(RecordWorker& worker);
  void work_or_wait(Lock& lock);
  // Nobody could go on behind a chunk that is never done: where even what RecordWorker does without
  // memory lacks memory, the program ends (last_resort.h).
  void work_on_next(RecordWorker& worker, Lock& lock) noexcept;
  void write_done(Lock& lock) noexcept;
  static void work(RecordWorker& worker, Chunk& chunk);
  [[nodiscard]] Chunk& slot(std::uint64_t number) { return ring_[number % ring_.size()]; }

  const Options& options_;
  const PageStyle page_;
  const RuleSet* own_rules_;
  std::size_t most_threads_;  // beside the reader's; fewer where the system gives no more
  bool reader_works_ = true;
  Message scratch_;  // for what the reader prepares
  ResultWriter& writer_;
  RecordWorker own_worker_;  // the reading thread's
  bool going_on_ = true;     // as the reading thread sees it

  std::mutex mutex_;  // guards all below but the chunks, of which each has one owner at a time
  std::condition_variable chunk_submitted_;
  std::condition_variable chunk_written_;
  std::vector<Chunk> ring_;
  std::uint64_t submitted_ = 0;
  std::uint64_t taken_ = 0;
  std::uint64_t written_ = 0;
  std::size_t bytes_on_the_way_ = 0;
  std::size_t idle_workers_ = 0;
  bool writing_ = false;  // somebody is
  bool output_failed_ = false;
  bool ended_ = false;

  std::deque<RecordWorker> workers_;
  std::vector<std::thread> threads_;
};

}  // namespace whybounce::cli
