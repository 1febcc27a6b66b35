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
// Two for each worker (one in work, one waiting), and one for each of the reader and the writer.
constexpr std::size_t kChunksForEachWorker = 2;
constexpr std::size_t kChunksForOthers = 2;
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
      hands_all_on_(jobs > 1),
      most_workers_(jobs),
      writer_(writer),
      own_worker_(options, page, own_rules),
      ring_(kChunksForEachWorker * jobs + kChunksForOthers) {}

Pipeline::~Pipeline() {
  (void)finish();
}

bool Pipeline::handle(const Record& record) {
  if (!is_handed_on(record)) {
    settle();
    return handle_here(record);
  }
  if (is_full(slot(submitted_))) (void)submit(false);
  slot(submitted_).add(record);
  return going_on_;
}

bool Pipeline::is_handed_on(const Record& record) const {
  if (most_workers_ == 0 || record.bytes.size() > kLargeRecord) return false;
  return hands_all_on_ || !record.info.numbered;
}

bool Pipeline::handle_here(const Record& record) {
  Results& results = slot(submitted_).results;
  own_worker_.work(record, results);
  going_on_ = writer_.put(results) && going_on_;
  return going_on_;
}

void Pipeline::wait_for_input() {
  if (worker_threads_.empty()) {
    (void)work_here(slot(submitted_));
    writer_.flush();
  } else {
    (void)submit(true);
  }
}

Totals Pipeline::finish() {
  (void)submit_rest();
  if (writer_thread_.joinable()) {
    {
      const std::lock_guard lock(mutex_);
      ended_ = true;
    }
    chunk_submitted_.notify_all();
    chunk_done_.notify_all();
    for (std::thread& thread : worker_threads_) thread.join();
    worker_threads_.clear();
    writer_thread_.join();
  }
  Totals totals = own_worker_.totals();
  for (const RecordWorker& worker : workers_) totals.add(worker.totals());
  return totals;
}

bool Pipeline::submit_rest() {
  return worker_threads_.empty() ? work_here(slot(submitted_)) : submit(false);
}

// Hands the chunk on that is being filled, and waits until there is another one to fill.
bool Pipeline::submit(bool flush) {
  Chunk& chunk = slot(submitted_);
  if (chunk.empty() && !flush) return going_on_;
  if (worker_threads_.empty() && !add_worker()) return work_here(chunk);
  chunk.flush = flush;
  std::unique_lock lock(mutex_);
  bytes_on_the_way_ += chunk.bytes();
  ++submitted_;
  const bool all_busy = submitted_ - taken_ > idle_workers_;
  chunk_submitted_.notify_one();
  if (all_busy && worker_threads_.size() < most_workers_) (void)add_worker();
  chunk_written_.wait(lock, [this] {
    return submitted_ - written_ < ring_.size() && bytes_on_the_way_ < kMostOnTheWay;
  });
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
  if (worker_threads_.empty()) return;
  std::unique_lock lock(mutex_);
  chunk_written_.wait(lock, [this] { return written_ == submitted_; });
}

// False if the system gives no more threads, or no memory for them. Then it goes on with those that
// there are.
bool Pipeline::add_worker() {
  try {
    if (!writer_thread_.joinable()) writer_thread_ = std::thread([this] { write_chunks(); });
    RecordWorker& worker = workers_.emplace_back(options_, page_, own_rules_);
    worker_threads_.emplace_back([this, &worker] { work_on_chunks(worker); });
    return true;
  } catch (const std::system_error&) {
  } catch (const std::bad_alloc&) {
  }
  most_workers_ = worker_threads_.size();
  return false;
}

void Pipeline::work_on_chunks(RecordWorker& worker) {
  std::unique_lock lock(mutex_);
  while (true) {
    ++idle_workers_;
    chunk_submitted_.wait(lock, [this] { return taken_ < submitted_ || ended_; });
    --idle_workers_;
    if (taken_ == submitted_) return;
    const std::uint64_t number = taken_++;
    Chunk& chunk = slot(number);
    if (!output_failed_) {
      lock.unlock();
      work(worker, chunk);
      lock.lock();
    }
    chunk.done = true;
    if (number == written_) chunk_done_.notify_one();
  }
}

void Pipeline::write_chunks() {
  std::unique_lock lock(mutex_);
  while (true) {
    chunk_done_.wait(lock, [this] {
      return written_ < taken_ ? slot(written_).done : ended_ && written_ == submitted_;
    });
    if (written_ == submitted_) return;
    Chunk& chunk = slot(written_);
    lock.unlock();
    const std::size_t bytes = chunk.bytes();
    bool written = writer_.put(chunk.results);
    if (chunk.flush) written = writer_.flush() && written;
    chunk.clear();
    lock.lock();
    ++written_;
    bytes_on_the_way_ -= bytes;
    output_failed_ = output_failed_ || !written;
    chunk_written_.notify_one();
  }
}

void Pipeline::work(RecordWorker& worker, Chunk& chunk) {
  for (std::size_t i = 0; i < chunk.size(); ++i) worker.work(chunk.record(i), chunk.results);
}

}  // namespace whybounce::cli
