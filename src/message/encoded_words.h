// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "message/charset.h"

namespace whybounce {

// decode_header_value() with a converter that is kept from call to call. Appends.
void append_header_value(std::string_view raw, CharsetConverter& converter, std::string& out);

}  // namespace whybounce
