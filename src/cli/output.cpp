// SPDX-License-Identifier: MIT
#include "cli/output.h"

#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>

namespace whybounce::cli {
namespace {

constexpr std::size_t kBlock = std::size_t{64} << 10;

// Who gave us a descriptor that does not wait may still want all of the output.
void wait_until_writable(int descriptor) {
  pollfd request{descriptor, POLLOUT, 0};
  ::poll(&request, 1, -1);
}

}  // namespace

bool Output::flush_if_large() {
  return buffer_.size() < kBlock ? !failed() : flush();
}

bool Output::flush() {
  std::size_t written = 0;
  while (!failed() && written < buffer_.size()) {
    const ssize_t count = ::write(descriptor_, buffer_.data() + written, buffer_.size() - written);
    if (count >= 0) {
      written += static_cast<std::size_t>(count);
    } else if (errno == EAGAIN) {
      wait_until_writable(descriptor_);
    } else if (errno != EINTR) {
      error_ = errno;
    }
  }
  buffer_.clear();
  return !failed();
}

bool Output::reader_gone() const {
  return error_ == EPIPE;
}

}  // namespace whybounce::cli
