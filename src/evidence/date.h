// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace whybounce {

// A Date field's value (RFC 5322 section 3.3, with the obsolete forms: two-digit years, zone names, a
// missing day of the week) as ISO 8601 with its offset: "2026-01-02T03:04:05+09:00". An unknown zone
// ("-0000") is given as "Z". Empty where it is no date.
[[nodiscard]] std::string iso_date(std::string_view value);

}  // namespace whybounce
