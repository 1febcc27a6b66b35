// SPDX-License-Identifier: MIT
#include "cli/errors.h"

#include <unistd.h>

#include <string>
#include <system_error>

#include "render/escape.h"

namespace whybounce::cli {

void Errors::report(std::string_view message) {
  any_ = true;
  // One write, so that lines of several processes do not mix. If it fails, nobody is listening.
  const std::string line = "whybounce: " + std::string(message) + "\n";
  (void)!::write(STDERR_FILENO, line.data(), line.size());
}

void Errors::report(std::string_view path, std::string_view message) {
  std::string line = path.empty() ? "''" : escaped(path);
  line += ": ";
  line += message;
  report(line);
}

void Errors::report(std::string_view path, int error_number) {
  report(path, std::generic_category().message(error_number));
}

}  // namespace whybounce::cli
