// SPDX-License-Identifier: MIT
#pragma once

namespace whybounce::cli {

// All exit statuses of the program. A script may rely on each of them.
enum class ExitCode : int {
  ok = 0,         // at least one bounce was diagnosed and nothing failed; always under --lines
  no_bounce = 1,  // nothing failed, but no input holds a bounce
  error = 2,      // usage, an input that can't be read, or output that can't be written
  // With --exit-class, in place of ok: the worst that was found.
  delivered = 3,  // only deliveries and complaints
  transient = 4,  // a delivery that may still work, none that is over
  permanent = 5,  // a delivery that failed, and that nobody says may still work
  // SIGINT or SIGTERM came: the record in hand was finished and written.
  interrupted = 130,
  terminated = 143,
};

}  // namespace whybounce::cli
