// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "whybounce/render.h"

namespace whybounce {

// Appends a cell in the way of that form: quoted or escaped as it asks for, and with nothing that
// is unsafe on a terminal.
void append_cell(std::string& out, std::string_view value, TableForm form);

// What stands between two cells.
[[nodiscard]] constexpr std::string_view separator_of(TableForm form) {
  switch (form) {
    case TableForm::csv:
      return ",";
    case TableForm::tsv:
      return "\t";
    case TableForm::brief:
      break;
  }
  return "  ";
}

}  // namespace whybounce
