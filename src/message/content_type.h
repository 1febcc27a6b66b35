// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "message/string_pool.h"

namespace whybounce {

// A Content-Type field (RFC 2045 section 5.1). Views point into the value, to literals, or into the
// pool.
struct ContentType {
  std::string_view media_type;  // in lower case; empty where none is given or it makes no sense
  std::string_view charset;
  std::string_view boundary;  // without white space at its end
  std::string_view report_type;

  [[nodiscard]] bool is_multipart() const { return media_type.starts_with("multipart/"); }
};

// Tolerates what is written: folds and comments anywhere, missing and doubled semicolons, quotes
// that do not end, parameters cut in pieces (RFC 2231 section 3). Of two parameters of one name the
// first counts.
[[nodiscard]] ContentType parse_content_type(std::string_view value, StringPool& pool);

}  // namespace whybounce
