// SPDX-License-Identifier: MIT
#include "cli/record_reader.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <new>
#include <utility>

#include "cli/interrupt.h"

namespace whybounce::cli {
namespace {

constexpr std::size_t kChunk = std::size_t{128} << 10;

}  // namespace

RecordReader::RecordReader(std::size_t max_record, std::function<void()> before_waiting)
    : max_record_(max_record), before_waiting_(std::move(before_waiting)) {}

void RecordReader::start(int descriptor, std::size_t file_size) {
  descriptor_ = descriptor;
  file_size_ = file_size;
  begin_ = end_ = total_read_ = 0;
  at_end_ = dropped_ = false;
  error_ = 0;
}

bool RecordReader::make_room() {
  if (capacity_ - end_ >= kChunk) return true;
  const std::size_t kept = end_ - begin_;
  if (capacity_ - kept >= kChunk) {
    std::memmove(buffer_.get(), buffer_.get() + begin_, kept);
  } else {
    const std::size_t expected = whole_file_ ? std::min(file_size_, max_record_) + kChunk : 0;
    const std::size_t capacity = std::max({2 * capacity_, kept + kChunk, expected});
    std::unique_ptr<char[]> larger(new (std::nothrow) char[capacity]);
    if (!larger) return false;
    capacity_ = capacity;
    if (kept > 0) std::memcpy(larger.get(), buffer_.get() + begin_, kept);
    buffer_ = std::move(larger);
  }
  begin_ = 0;
  end_ = kept;
  return true;
}

// False if it was interrupted: a record of which only a part has come is none.
bool RecordReader::wait_for_input() {
  if (!wait_until_readable(descriptor_, 0)) {
    if (before_waiting_) before_waiting_();
    wait_until_readable(descriptor_, -1);
  }
  if (interruption() == 0) return true;
  at_end_ = true;
  begin_ = end_;
  return false;
}

void RecordReader::read_more() {
  if (!make_room()) {
    error_ = ENOMEM;
    at_end_ = true;
    return;
  }
  if (file_size_ == 0 && !wait_for_input()) return;
  while (true) {
    const ssize_t count = ::read(descriptor_, buffer_.get() + end_, capacity_ - end_);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 && errno == EAGAIN) {  // somebody else's descriptor that does not wait
      if (!wait_for_input()) return;
      continue;
    }
    if (count < 0) error_ = errno;
    if (count > 0) {
      end_ += static_cast<std::size_t>(count);
      total_read_ += static_cast<std::size_t>(count);
    }
    // A regular file's end is known without another read.
    at_end_ = count <= 0 || total_read_ == file_size_;
    return;
  }
}

// Keeps the largest record allowed and the bytes that have to be searched again.
void RecordReader::drop_middle(std::size_t& from) {
  const std::size_t held = end_ - begin_;
  if (from <= max_record_ || held < max_record_ + kChunk) return;
  char* const record = buffer_.get() + begin_;
  std::memmove(record + max_record_, record + from, held - from);
  end_ -= from - max_record_;
  from = max_record_;
  dropped_ = true;
}

RecordReader::Record RecordReader::take(const Boundary& boundary) {
  const bool truncated = std::exchange(dropped_, false) || boundary.end > max_record_;
  Record record{buffer_.get() + begin_, std::min(boundary.end, max_record_), truncated,
                boundary.may_quote_from};
  begin_ += boundary.next;
  return record;
}

std::string_view RecordReader::peek(std::size_t wanted) {
  while (!at_end_ && end_ - begin_ < wanted) read_more();
  return unread();
}

std::optional<RecordReader::Record> RecordReader::next(FindBoundary find) {
  std::size_t from = 0;
  whole_file_ = find == find_end_of_file;
  while (true) {
    if (const auto boundary = find(unread(), at_end_, from)) {
      return take(*boundary);
    }
    if (at_end_) break;
    drop_middle(from);
    read_more();
  }
  const std::size_t rest = end_ - begin_;
  if (error_ != 0 || rest == 0) return std::nullopt;
  return take({rest, rest});
}

std::optional<Boundary> find_end_of_file(std::string_view bytes, bool /*at_end*/,
                                         std::size_t& from) {
  from = bytes.size();
  return std::nullopt;
}

std::optional<Boundary> find_end_of_line(std::string_view bytes, bool /*at_end*/,
                                         std::size_t& from) {
  const std::size_t newline = bytes.find('\n', from);
  if (newline == std::string_view::npos) {
    from = bytes.size();
    return std::nullopt;
  }
  const bool crlf = newline > 0 && bytes[newline - 1] == '\r';
  return Boundary{newline - (crlf ? 1 : 0), newline + 1};
}

std::optional<Boundary> find_nul(std::string_view bytes, bool /*at_end*/, std::size_t& from) {
  const std::size_t nul = bytes.find('\0', from);
  if (nul == std::string_view::npos) {
    from = bytes.size();
    return std::nullopt;
  }
  return Boundary{nul, nul + 1};
}

}  // namespace whybounce::cli
