// SPDX-License-Identifier: MIT
#include "cli/chunk.h"

#include <algorithm>
#include <new>

namespace whybounce::cli {
namespace {

// More than a chunk usually needs. What one large record took is given back.
constexpr std::size_t kMemoryToKeep = std::size_t{1} << 20;

// There are many prepared messages at a time, so each may keep little.
constexpr std::size_t kRecordsToPrepare = 32;
constexpr std::size_t kBytesToPrepare = std::size_t{16} << 10;
constexpr std::size_t kPartsToKeep = 64;
constexpr std::size_t kFieldsToKeep = 512;

bool keeps_much(const Message& message) {
  return message.parts().capacity() > kPartsToKeep || message.fields().capacity() > kFieldsToKeep;
}

void clear_and_trim(std::string& text) {
  text.clear();
  if (text.capacity() > kMemoryToKeep) text.shrink_to_fit();
}

}  // namespace

Chunk::Range Chunk::keep(std::string_view text) {
  const Range range{bytes_.size(), text.size()};
  bytes_ += text;
  return range;
}

std::string_view Chunk::view(Range range) const {
  return std::string_view(bytes_).substr(range.at, range.size);
}

void Chunk::add(const Record& record) {
  const bool same_source = !items_.empty() && view(items_.back().source) == record.info.source;
  Item item{.record = record};
  item.source = same_source ? items_.back().source : keep(record.info.source);
  item.bytes = keep(record.bytes);
  if (record.info.key) item.key = keep(*record.info.key);
  items_.push_back(item);
}

void Chunk::prepare(Message& scratch) noexcept {
  const std::size_t count = std::min(size(), kRecordsToPrepare);
  try {
    if (messages_.size() < count) messages_.resize(count);
    for (std::size_t i = 0; i < count; ++i) {
      if (items_[i].bytes.size > kBytesToPrepare) continue;
      prepare_record(record(i), scratch);
      scratch.swap_contents(messages_[i]);
      if (keeps_much(scratch)) scratch = Message();
      items_[i].is_prepared = true;
    }
  } catch (const std::bad_alloc&) {
    // Who works on the record needs the memory too, and says so if there is none then.
  }
}

Message* Chunk::prepared(std::size_t number) {
  return items_[number].is_prepared ? &messages_[number] : nullptr;
}

void Chunk::clear() {
  items_.clear();
  clear_and_trim(bytes_);
  clear_and_trim(results.printed);
  clear_and_trim(results.unknown);
  results.failed.clear();
  flush = done = false;
}

Record Chunk::record(std::size_t number) const {
  const Item& item = items_[number];
  Record record = item.record;
  record.bytes = view(item.bytes);
  record.info.source = view(item.source);
  if (record.info.key) record.info.key = view(item.key);
  return record;
}

}  // namespace whybounce::cli
