// SPDX-License-Identifier: MIT
#include "cli/pipeline.h"

#include <new>
#include <system_error>

namespace whybounce::cli {
namespace {

// Large enough that handing a chunk on costs little beside the work on it, small enough that all
// workers have some soon.
constexpr std::size_t kChunkBytes = std::size_t{64} << 10;
constexpr std::size_t kChunkRecords = 1024;
// Two for each job: one in work, one waiting; and two that wait for their turn to be written.
constexpr std::size_t kChunksForEachJob = 2;
constexpr std::size_t kChunksToWrite = 2;
// A reader that does not do all the work is the faster one. It sleeps until half of them are written,
// for each time that it is woken costs as much as a mail. More of them are slower: what is in them
// does not fit into a processor's own cache.
constexpr std::size_t kChunksReadAhead = 6;
// What may be on the way, in bytes of input. A record that is larger is worked on where it stands.
constexpr std::size_t kMostOnTheWay = std::size_t{8} << 20;
constexpr std::size_t kLargeRecord = kMostOnTheWay / 8;

bool is_full(const Chunk& chunk) {
  return chunk.bytes() >= kChunkBytes || chunk.size() >= kChunkRecords;
}

}  // namespace

Pipeline::Pipeline(const Options& options, const PageStyle& page, const RuleSet* own_rules,
                   std::size_t jobs, ResultWriter& writer)
    : options_(options),
      page_(page),
      own_rules_(own_rules),
      most_threads_(jobs - 1),
      writer_(writer),
      own_worker_(options, page, own_rules),
      ring_(kChunksForEachJob * jobs + kChunksToWrite) {}

Pipeline::~Pipeline() {
  (void)finish();
}

void Pipeline::read_ahead() {
  if (most_threads_ > 0) return;
  most_threads_ = 1;
  reader_works_ = false;
  ring_.resize(kChunksReadAhead);
}

bool Pipeline::handle(const Record& record) {
  if (most_threads_ == 0 || record.bytes.size() > kLargeRecord) {
    settle();
    return handle_here(record);
  }
  if (is_full(slot(submitted_))) (void)submit(false);
  slot(submitted_).add(record);
  return going_on_;
}

bool Pipeline::has_room() const {
  return submitted_ - written_ < ring_.size() && bytes_on_the_way_ < kMostOnTheWay;
}

bool Pipeline::handle_here(const Record& record) {
  Results& results = slot(submitted_).results;
  own_worker_.work(record, nullptr, results);
  going_on_ = writer_.put(results) && going_on_;
  return going_on_;
}

void Pipeline::wait_for_input() {
  if (threads_.empty()) {
    (void)work_here(slot(submitted_));
    writer_.flush();
  } else {
    (void)submit(true);
  }
}

Totals Pipeline::finish() {
  settle();
  if (!threads_.empty()) {
    {
      const std::lock_guard lock(mutex_);
      ended_ = true;
    }
    chunk_submitted_.notify_all();
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
  }
  Totals totals = own_worker_.totals();
  for (const RecordWorker& worker : workers_) totals.add(worker.totals());
  return totals;
}

bool Pipeline::submit_rest() {
  return threads_.empty() ? work_here(slot(submitted_)) : submit(false);
}

// Hands the chunk on that is being filled, and waits until there is another one to fill.
bool Pipeline::submit(bool flush) {
  Chunk& chunk = slot(submitted_);
  if (chunk.empty() && !flush) return going_on_;
  if (threads_.empty() && !add_worker()) return work_here(chunk);
  chunk.flush = flush;
  if (!reader_works_) chunk.prepare(scratch_);
  Lock lock(mutex_);
  bytes_on_the_way_ += chunk.bytes();
  ++submitted_;
  const bool all_busy = submitted_ - taken_ > idle_workers_;
  if (idle_workers_ > 0) chunk_submitted_.notify_one();
  if (all_busy && threads_.size() < most_threads_) (void)add_worker();
  while (!has_room()) work_or_wait(lock);
  going_on_ = !output_failed_;
  return going_on_;
}

bool Pipeline::work_here(Chunk& chunk) {
  work(own_worker_, chunk);
  going_on_ = writer_.put(chunk.results) && going_on_;
  chunk.clear();
  return going_on_;
}

// Waits until all that came before is written.
void Pipeline::settle() {
  if (!slot(submitted_).empty()) (void)submit_rest();
  if (threads_.empty()) return;
  Lock lock(mutex_);
  while (written_ != submitted_) work_or_wait(lock);
}

// False if the system gives no more threads, or no memory for them. Then it goes on with those that
// there are.
bool Pipeline::add_worker() {
  try {
    RecordWorker& worker = workers_.emplace_back(options_, page_, own_rules_);
    threads_.emplace_back([this, &worker] { work_on_chunks(worker); });
    return true;
  } catch (const std::system_error&) {
  } catch (const std::bad_alloc&) {
  }
  most_threads_ = threads_.size();
  return false;
}

void Pipeline::work_on_chunks(RecordWorker& worker) {
  Lock lock(mutex_);
  while (true) {
    ++idle_workers_;
    chunk_submitted_.wait(lock, [this] { return taken_ < submitted_ || ended_; });
    --idle_workers_;
    if (taken_ == submitted_) return;
    work_on_next(worker, lock);
  }
}

// What the reader does while it may not read.
void Pipeline::work_or_wait(Lock& lock) {
  if (reader_works_ && taken_ < submitted_) {
    work_on_next(own_worker_, lock);
  } else {
    chunk_written_.wait(lock);
  }
}

void Pipeline::work_on_next(RecordWorker& worker, Lock& lock) noexcept {
  Chunk& chunk = slot(taken_++);
  if (!output_failed_) {
    lock.unlock();
    work(worker, chunk);
    lock.lock();
  }
  chunk.done = true;
  if (!writing_) write_done(lock);
}

// Writes the chunks that are done and whose turn it is: also those that are done meanwhile.
void Pipeline::write_done(Lock& lock) noexcept {
  writing_ = true;
  while (written_ < taken_ && slot(written_).done) {
    Chunk& chunk = slot(written_);
    lock.unlock();
    const std::size_t bytes = chunk.bytes();
    bool written = writer_.put(chunk.results);
    if (chunk.flush) written = writer_.flush() && written;
    chunk.clear();
    lock.lock();
    bytes_on_the_way_ -= bytes;
    output_failed_ = output_failed_ || !written;
    ++written_;
    if (submitted_ - written_ <= ring_.size() / 2) chunk_written_.notify_one();
  }
  writing_ = false;
}

void Pipeline::work(RecordWorker& worker, Chunk& chunk) {
  for (std::size_t i = 0; i < chunk.size(); ++i) {
    worker.work(chunk.record(i), chunk.prepared(i), chunk.results);
  }
}

}  // namespace whybounce::cli
