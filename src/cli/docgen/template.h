// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace whybounce::docgen {

// What is put in for "@NAME@". A text that ends with a line end takes the place of a whole line.
struct Blank {
  std::string_view name;
  std::string text;
};

// `form` with its blanks filled in. A name that is not there is added to `unknown`.
[[nodiscard]] std::string fill(std::string_view form, const std::vector<Blank>& blanks,
                               std::vector<std::string>& unknown);

}  // namespace whybounce::docgen
