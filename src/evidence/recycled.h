// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace whybounce {

// A list that keeps its elements when it is emptied, so that what they had allocated is used again
// for the next message. T needs clear().
template <typename T>
class Recycled {
 public:
  // A new last element, as empty as one that was made anew.
  T& add() {
    if (size_ == elements_.size()) elements_.emplace_back();
    T& element = elements_[size_++];
    element.clear();
    return element;
  }
  void remove_last() { --size_; }
  // Removes all elements but that one.
  void keep_only(std::size_t i) {
    std::swap(elements_[0], elements_[i]);
    size_ = 1;
  }
  void clear() { size_ = 0; }

  [[nodiscard]] bool empty() const { return size_ == 0; }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] T& operator[](std::size_t i) { return elements_[i]; }
  [[nodiscard]] const T& operator[](std::size_t i) const { return elements_[i]; }
  [[nodiscard]] T& front() { return elements_.front(); }
  [[nodiscard]] const T& front() const { return elements_.front(); }
  [[nodiscard]] T& back() { return elements_[size_ - 1]; }
  [[nodiscard]] T* begin() { return elements_.data(); }
  [[nodiscard]] T* end() { return elements_.data() + size_; }
  [[nodiscard]] const T* begin() const { return elements_.data(); }
  [[nodiscard]] const T* end() const { return elements_.data() + size_; }

 private:
  std::vector<T> elements_;
  std::size_t size_ = 0;
};

}  // namespace whybounce
