// SPDX-License-Identifier: MIT
#include "render/table.h"

#include "ascii.h"
#include "render/escape.h"
#include "render/piece_buffer.h"
#include "render/plain_copy.h"

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

// Copies a cell that append_cell() would write as it is. False of others, and of some of these.
template <TableForm kForm>
bool copy_cell(std::string_view value, char* to) {
  switch (kForm) {
    case TableForm::csv:
      return value.empty() || (!ascii::is_any_of(value.front(), "=+-@ ") && value.back() != ' ' &&
                               copy_plain<',', '"'>(value, to));
    case TableForm::tsv:
      return copy_plain<'\\'>(value, to);
    case TableForm::brief:
      break;
  }
  return !value.empty() && copy_plain<>(value, to);
}

template <TableForm kForm>
void put_cell(PieceBuffer& pieces, std::string_view value) {
  char* const room = pieces.room_for(value.size());
  if (room != nullptr && copy_cell<kForm>(value, room)) {
    pieces.add(value.size());
  } else {
    append_cell(pieces.flushed(), value, kForm);
  }
}

template <TableForm kForm>
void append_row(const Field::Row& row, std::span<const Field* const> columns, std::string& out) {
  Field::Scratch scratch;
  PieceBuffer pieces(out);
  bool is_first = true;
  for (const Field* const column : columns) {
    if (!is_first) pieces.put_short(separator_of(kForm));
    is_first = false;
    const std::string_view value = column->text(row, scratch);
    if (column->is_plain && !value.empty()) {
      pieces.put_short(value);
    } else {
      put_cell<kForm>(pieces, value);
    }
  }
  pieces.put('\n');
  pieces.flush();
}

template <TableForm kForm>
void append_rows(const Message& message, const Diagnosis& diagnosis, const RecordInfo& record,
                 std::span<const Field* const> columns, std::string& out) {
  if (diagnosis.recipients.empty()) {
    append_row<kForm>({message, diagnosis, record, nullptr}, columns, out);
    return;
  }
  for (const RecipientDiagnosis& recipient : diagnosis.recipients) {
    append_row<kForm>({message, diagnosis, record, &recipient}, columns, out);
  }
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
  switch (form) {
    case TableForm::csv:
      return append_rows<TableForm::csv>(message, diagnosis, record, columns, out);
    case TableForm::tsv:
      return append_rows<TableForm::tsv>(message, diagnosis, record, columns, out);
    case TableForm::brief:
      return append_rows<TableForm::brief>(message, diagnosis, record, columns, out);
  }
}

}  // namespace whybounce
