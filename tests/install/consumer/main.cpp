// SPDX-License-Identifier: MIT
#include <iostream>
#include <iterator>
#include <string>

// The example that stands at the top of whybounce.h, as the test has cut it out.
#include "example.h"

int main() {
  const std::string mail{std::istreambuf_iterator<char>(std::cin), {}};
  std::cout << explain(mail);
}
