// SPDX-License-Identifier: MIT
#include "cli/descriptor.h"

#include <fcntl.h>
#include <unistd.h>

namespace whybounce::cli {

Descriptor::~Descriptor() {
  if (number_ >= 0) ::close(number_);
}

Descriptor open_for_reading(const std::string& path) {
  return Descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY));
}

Descriptor create_file(const std::string& path) {
  return Descriptor(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666));
}

}  // namespace whybounce::cli
