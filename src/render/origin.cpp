// SPDX-License-Identifier: MIT
#include "render/origin.h"

#include <fmt/format.h>

#include <iterator>

#include "render/escape.h"

namespace whybounce {

void append_origin(std::string& out, const RecordInfo& record) {
  append_escaped(out, record.source);
  if (record.numbered) fmt::format_to(std::back_inserter(out), ":{}", record.index);
}

}  // namespace whybounce
