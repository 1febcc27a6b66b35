// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "whybounce/render.h"

namespace whybounce {

// Where a record comes from, for people: "new/1.eml", "list.mbox:3"; escaped.
void append_origin(std::string& out, const RecordInfo& record);

}  // namespace whybounce
