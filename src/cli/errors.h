// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace whybounce::cli {

// Where all trouble goes: standard error, one line each, "whybounce: PATH: what is wrong".
class Errors {
 public:
  void report(std::string_view message);
  void report(std::string_view path, std::string_view message);
  // The same with what the system says about an errno.
  void report(std::string_view path, int error_number);

  [[nodiscard]] bool any() const { return any_; }

 private:
  bool any_ = false;
};

}  // namespace whybounce::cli
