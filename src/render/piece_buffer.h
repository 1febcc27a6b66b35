// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>

#include "render/numbers.h"

namespace whybounce {

// Appends many short pieces to a string: they are put together on the stack first, because a string
// asked to take each by itself costs more than the copying of its bytes. Nothing is appended for good
// before flush().
class PieceBuffer {
 public:
  explicit PieceBuffer(std::string& out) : out_(out) {}
  PieceBuffer(const PieceBuffer&) = delete;
  PieceBuffer& operator=(const PieceBuffer&) = delete;

  void put(char c) {
    if (size_ == kSize) flush();
    bytes_[size_++] = c;
  }

  void put(std::string_view text) {
    if (text.size() > kSize - size_) return put_past_end(text);
    if (text.empty()) return;
    std::memcpy(bytes_ + size_, text.data(), text.size());
    size_ += text.size();
  }

  // The same, for a piece that nearly always has less than 17 bytes: no call for these.
  void put_short(std::string_view text) {
    const std::size_t size = text.size();
    if (size > 16 || size > kSize - size_) return put(text);
    const char* const from = text.data();
    char* const to = bytes_ + size_;
    // The two halves overlap where they are more than the piece.
    if (size >= 8) {
      std::memcpy(to, from, 8);
      std::memcpy(to + size - 8, from + size - 8, 8);
    } else if (size >= 4) {
      std::memcpy(to, from, 4);
      std::memcpy(to + size - 4, from + size - 4, 4);
    } else {
      for (std::size_t i = 0; i < size; ++i) to[i] = from[i];
    }
    size_ += size;
  }

  // A literal, whose length the compiler knows.
  template <std::size_t N>
  void put(const char (&text)[N]) {
    static_assert(N <= kSize);
    if (N > kSize - size_) flush();
    std::memcpy(bytes_ + size_, text, N - 1);
    size_ += N - 1;
  }

  // Room for a piece of that many bytes, to be written there and then added; null if there can be
  // none.
  [[nodiscard]] char* room_for(std::size_t size) {
    if (size > kSize) return nullptr;
    if (size > kSize - size_) flush();
    return bytes_ + size_;
  }
  void add(std::size_t size) { size_ += size; }

  // A number or a code.
  template <typename T>
  void put_digits(const T& number) {
    char* const at = room_for(kDigitsRoom);
    add(static_cast<std::size_t>(write_digits(at, number) - at));
  }

  void flush();

  // The string, after flush().
  [[nodiscard]] std::string& flushed() {
    flush();
    return out_;
  }

 private:
  static constexpr std::size_t kSize = 512;

  void put_past_end(std::string_view text);

  std::string& out_;
  std::size_t size_ = 0;
  char bytes_[kSize];
};

}  // namespace whybounce
