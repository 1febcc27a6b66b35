// SPDX-License-Identifier: MIT
#include "catalog/built_in.h"

namespace whybounce {

const char* const kBuiltInText = "";

}  // namespace whybounce
