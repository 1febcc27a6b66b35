// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "catalog/datagen/code_tables.h"
#include "catalog/rule_file.h"

namespace whybounce::datagen {

// The contents of the generated files, as C++ source: definitions for the middle of a .cpp file.
[[nodiscard]] std::string emit_code_tables(const CodeTables& tables);  // catalog.cpp
[[nodiscard]] std::string emit_rule_tables(const OwnRules& rules);     // built_in.cpp

}  // namespace whybounce::datagen
