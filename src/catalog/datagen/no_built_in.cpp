// SPDX-License-Identifier: MIT
#include "catalog/built_in.h"

namespace whybounce {

extern const char kBuiltInText[] = "";

}  // namespace whybounce
