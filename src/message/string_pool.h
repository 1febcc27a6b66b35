// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <deque>
#include <string>

namespace whybounce {

// Strings that views point to where the mail's own bytes do not do (a name to put into lower case, a
// decoded text). They stay where they are; clear() keeps what is allocated for the next mail.
class StringPool {
 public:
  // An empty one.
  std::string& add() {
    std::string& string = add_to_replace();
    string.clear();
    return string;
  }

  // One that holds anything, for who replaces it all. Who makes room in it has that filled with zeros
  // only as far as it is longer than what it held.
  std::string& add_to_replace() {
    if (used_ == strings_.size()) strings_.emplace_back();
    return strings_[used_++];
  }

  void clear() {
    for (std::size_t i = 0; i < used_; ++i) {
      if (strings_[i].capacity() > kMaxKeptCapacity) std::string().swap(strings_[i]);
    }
    used_ = 0;
  }

 private:
  // A text of such a length is an exception, whose memory is given back.
  static constexpr std::size_t kMaxKeptCapacity = std::size_t{1} << 20;

  std::deque<std::string> strings_;
  std::size_t used_ = 0;
};

}  // namespace whybounce
