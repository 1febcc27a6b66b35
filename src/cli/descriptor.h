// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <utility>

namespace whybounce::cli {

// Owns a file descriptor.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor();
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }

  [[nodiscard]] bool valid() const { return number_ >= 0; }
  [[nodiscard]] int get() const { return number_; }

 private:
  int number_ = -1;
};

// Not valid where it fails; errno tells why.
[[nodiscard]] Descriptor open_for_reading(const std::string& path);
[[nodiscard]] Descriptor create_file(const std::string& path);

}  // namespace whybounce::cli
