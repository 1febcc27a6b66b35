// SPDX-License-Identifier: MIT
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "targets.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const whybounce::fuzz::Target* const kTarget =
      whybounce::fuzz::find_target(WHYBOUNCE_FUZZ_TARGET);
  try {
    kTarget->run({reinterpret_cast<const char*>(data), size});
  } catch (const whybounce::fuzz::Violation& violation) {
    std::fprintf(stderr, "%s: %s\n", WHYBOUNCE_FUZZ_TARGET, violation.what());
    std::abort();
  }
  return 0;
}
