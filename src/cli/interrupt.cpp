// SPDX-License-Identifier: MIT
#include "cli/interrupt.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>

namespace whybounce::cli {
namespace {

// A signal handler sees nothing but globals, so here they are: the only ones of the program.
std::atomic<int> signal_that_came = 0;
// Written to when a signal comes: a signal between a look at the variable and a poll() would not
// end the poll.
std::array<int, 2> wake_up{-1, -1};

static_assert(std::atomic<int>::is_always_lock_free);

void note_signal(int number) {
  const int error = errno;
  signal_that_came = number;
  (void)!::write(wake_up[1], "", 1);
  errno = error;
}

}  // namespace

void catch_interrupts() {
  if (::pipe2(wake_up.data(), O_CLOEXEC | O_NONBLOCK) != 0) return;
  for (const int number : {SIGINT, SIGTERM}) {
    struct sigaction action {};
    if (::sigaction(number, nullptr, &action) != 0 || action.sa_handler == SIG_IGN) continue;
    action = {};
    action.sa_handler = note_signal;
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    ::sigaction(number, &action, nullptr);
  }
}

int interruption() {
  return signal_that_came;
}

bool wait_until_readable(int descriptor, int milliseconds) {
  if (descriptor < 0) return true;
  std::array<pollfd, 2> requests{{{descriptor, POLLIN, 0}, {wake_up[0], POLLIN, 0}}};
  return ::poll(requests.data(), requests.size(), milliseconds) != 0;
}

}  // namespace whybounce::cli
