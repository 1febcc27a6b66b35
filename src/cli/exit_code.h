// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <string_view>

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

// The same in words, for the help and the manual page.
struct ExitStatusRow {
  std::string_view status;
  std::string_view meaning;
};
inline constexpr std::array kExitStatuses = std::to_array<ExitStatusRow>({
    {"0", "nothing failed, and at least one bounce was diagnosed; with --lines also if none was"},
    {"1", "nothing failed, but there was no bounce"},
    {"2",
     "something could not be read or written, or the options are wrong; the other inputs are "
     "still read"},
    {"3, 4, 5",
     "with --exit-class in place of 0, by the worst of the bounces: 3 only deliveries "
     "and complaints, 4 temporary, 5 permanent"},
    {"130, 143", "stopped by SIGINT or SIGTERM, after the record in hand"},
});

}  // namespace whybounce::cli
