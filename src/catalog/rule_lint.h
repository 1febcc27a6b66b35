// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <vector>

#include "catalog/rule_row.h"
#include "catalog/rule_set.h"
#include "catalog/stanza.h"

// The checks that take more than one row: see data/README.md.
namespace whybounce {

// Each kind of row is sorted within its file, and its names are unique over all files. `rows` are
// first fields, of rows of one kind.
struct NamedRow {
  const DataFile* file;
  const StanzaField* name;
};
void check_names(std::span<const NamedRow> rows, std::vector<DataError>& errors);

// No two rules have the same conditions, no two markers share a wording without need.
void check_conditions(std::span<const RuleRow> rules, std::vector<DataError>& errors);
void check_wordings(std::span<const MarkerRow> markers, std::vector<DataError>& errors);

// What needs the scanner. `rule_set` is made of these rows, in this order.
void check_texts(std::span<const RuleRow> rules, std::span<const MarkerRow> markers,
                 const RuleSet& rule_set, std::vector<DataError>& errors);

}  // namespace whybounce
