// SPDX-License-Identifier: MIT
#include "render/table.h"

#include "ascii.h"
#include "render/escape.h"
#include "render/piece_buffer.h"

namespace whybounce {
namespace {

// Spreadsheets run a cell that begins like a formula, and the words of a bounce are a stranger's.
// Some take the wide forms of the signs too.
bool looks_like_formula(std::string_view value) {
  if (value.empty()) return false;
  for (const std::string_view wide : {"\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"}) {
    if (value.starts_with(wide)) return true;
  }
  return std::string_view("=+-@\t\r\n").find(value[0]) != std::string_view::npos;
}

void append_csv_cell(std::string& out, std::string_view value) {
  std::string safe = looks_like_formula(value) ? "'" : "";
  append_escaped(safe, value);
  const bool bare = safe.find_first_of(",\"") == std::string::npos && !safe.starts_with(' ') &&
                    !safe.ends_with(' ');
  if (bare) {
    out += safe;
    return;
  }
  out += '"';
  for (const char c : safe) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

// Backslashes are doubled, so that what was escaped can be told from what stood there.
void append_tsv_cell(std::string& out, std::string_view value) {
  while (true) {
    const std::size_t backslash = value.find('\\');
    append_escaped(out, value.substr(0, backslash));
    if (backslash == std::string_view::npos) return;
    out += "\\\\";
    value.remove_prefix(backslash + 1);
  }
}

// Whether append_cell() writes a cell as it is. It may say no of some of which that is true.
bool stands_as_it_is(std::string_view value, TableForm form) {
  if (value.empty()) return form != TableForm::brief;
  if (!is_printable_ascii(value)) return false;
  switch (form) {
    case TableForm::csv:
      return !ascii::is_any_of(value.front(), "=+-@ ") && value.back() != ' ' &&
             value.find(',') == std::string_view::npos && value.find('"') == std::string_view::npos;
    case TableForm::tsv:
      return value.find('\\') == std::string_view::npos;
    case TableForm::brief:
      break;
  }
  return true;
}

void append_row(const Field::Row& row, std::span<const Field* const> columns, TableForm form,
                std::string& out) {
  const std::string_view separator = separator_of(form);
  Field::Scratch scratch;
  PieceBuffer pieces(out);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    // A loop of one or two: put() would call memcpy().
    for (std::size_t c = 0; i > 0 && c < separator.size(); ++c) pieces.put(separator[c]);
    const std::string_view value = columns[i]->text(row, scratch);
    if ((columns[i]->is_plain && !value.empty()) || stands_as_it_is(value, form)) {
      pieces.put(value);
    } else {
      append_cell(pieces.flushed(), value, form);
    }
  }
  pieces.put('\n');
  pieces.flush();
}

}  // namespace

void append_cell(std::string& out, std::string_view value, TableForm form) {
  switch (form) {
    case TableForm::csv:
      append_csv_cell(out, value);
      return;
    case TableForm::tsv:
      append_tsv_cell(out, value);
      return;
    case TableForm::brief:
      append_escaped(out, value.empty() ? "-" : value);
      return;
  }
}

std::string_view separator_of(TableForm form) {
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

void render_table_head(std::span<const Field* const> columns, TableForm form, std::string& out) {
  if (form == TableForm::brief) return;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (i > 0) out += separator_of(form);
    append_cell(out, columns[i]->name, form);
  }
  out += '\n';
}

void render_table_rows(const Message& message, const Diagnosis& diagnosis, const RecordInfo& record,
                       std::span<const Field* const> columns, TableForm form, std::string& out) {
  if (diagnosis.recipients.empty()) {
    append_row({message, diagnosis, record, nullptr}, columns, form, out);
    return;
  }
  for (const RecipientDiagnosis& recipient : diagnosis.recipients) {
    append_row({message, diagnosis, record, &recipient}, columns, form, out);
  }
}

}  // namespace whybounce
