// SPDX-License-Identifier: MIT
#include "cli/last_resort.h"

#include <unistd.h>

#include <cstdlib>
#include <exception>
#include <new>
#include <string_view>

#include "cli/exit_code.h"

namespace whybounce::cli {
namespace {

constexpr std::string_view kNoMemory = "whybounce: out of memory\n";

[[noreturn]] void end() {
  try {
    if (const std::exception_ptr thrown = std::current_exception()) std::rethrow_exception(thrown);
  } catch (const std::bad_alloc&) {
    (void)!::write(STDERR_FILENO, kNoMemory.data(), kNoMemory.size());
    ::_exit(static_cast<int>(ExitCode::error));
  } catch (...) {
  }
  std::abort();
}

}  // namespace

void end_well_without_memory() {
  std::set_terminate(end);
}

}  // namespace whybounce::cli
