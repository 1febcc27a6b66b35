// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "whybounce/diagnosis.h"
#include "whybounce/message.h"

// A diagnosis in the forms that people and programs read. Every function appends to `out` and adds
// nothing that the diagnosis does not say. Nothing of a mail gets into the output as it is: text
// forms show control characters and invisible ones as escapes ("\x1b", "\u{202e}"), JSON is valid
// UTF-8 and valid JSON whatever the mail holds.
//
// `message` is the one that `diagnosis` was made of, unchanged since. Nothing is kept: output owns
// its bytes, and several threads may render the same diagnosis, each into its own `out`. Nothing is
// thrown but std::bad_alloc. Cost: linear in what is printed, and for JSON and the text page also
// in the texts that the evidence points into.
namespace whybounce {

// Where a record comes from: what the output says about it beside its diagnosis.
struct RecordInfo {
  std::string_view source = "-";  // the path as given, "-", or "argument"
  std::uint64_t index = 1;        // which record of that source, from 1
  bool numbered = false;          // the source can hold several: text forms tell the index
  std::optional<std::string_view> key =
      std::nullopt;        // what stood before the first TAB, if asked for
  bool redacted = false;   // names in what is quoted from the message are masked; see redact()
  bool truncated = false;  // more of it was there than was read
};

// Masks e-mail addresses, host names and IP addresses in all that a diagnosis says, so that it can
// be shown to others: letters and digits become "x". Names of people and single words that are host
// names are not known as such, and stay. Records about it should say `redacted`.
void redact(Diagnosis& diagnosis);

// One JSON object, without a line end: fields and types as in docs/json.md, null for what is not
// known. Evidence that was overruled is left out.
void render_json(const Message& message, const Diagnosis& diagnosis, const RecordInfo& record,
                 std::string& out);

// One line for each recipient, and one for a record that has none:
//
//   new/1.eml: you@example.net: permanent user-unknown (550 5.1.1): 550 5.1.1 No such user
//   new/2.eml: auto-reply
void render_brief(const Diagnosis& diagnosis, const RecordInfo& record, std::string& out);

struct PageStyle {
  int width = 80;  // columns; below 40 counts as 40
  bool colour = false;
  bool show_origin = false;  // begins with the record's source: one of several pages
};

// The whole answer for a person: verdict, whose move it is and what to do, the evidence underlined
// in its source lines, what the codes mean, and what was overruled and why. Recipients with the
// same verdict share a section.
void render_text(const Message& message, const Diagnosis& diagnosis, const RecordInfo& record,
                 const PageStyle& style, std::string& out);

// A column of the tabular forms.
struct Field {
  // What one cell is filled from; `recipient` is null for a record that has none.
  struct Row {
    const Message& message;
    const Diagnosis& diagnosis;
    const RecordInfo& record;
    const RecipientDiagnosis* recipient;
  };

  // Where a cell is put together that is no text of the row's.
  struct Scratch {
    char digits[20];
    std::string words;
  };

  std::string_view name;
  std::string_view description;
  // Empty where it is not known. A view of what the row is made of, or of `scratch`, which it may
  // write over.
  std::string_view (*text)(const Row& row, Scratch& scratch);
  // It is a number, a code or a word of ours, never of a mail: in any form it can stand as it is.
  bool is_plain = false;
};

// All columns, in the order of the JSON object, and the ones that a table has unless told.
[[nodiscard]] std::span<const Field> fields();
[[nodiscard]] std::span<const Field* const> default_fields();
[[nodiscard]] const Field* find_field(std::string_view name);

enum class TableForm : std::uint8_t {
  csv,    // RFC 4180, but with LF; a cell that a spreadsheet would take as a formula gets a "'"
  tsv,    // TAB between cells; TAB, line ends and backslashes in them as \t, \n, \r, \\ .
  brief,  // for the eye: two blanks between cells, "-" where nothing is known
};

// The line with the columns' names. The brief form has none.
void render_table_head(std::span<const Field* const> columns, TableForm form, std::string& out);

// One line for each recipient, and one for a record that has none. Unknown cells are empty.
void render_table_rows(const Message& message, const Diagnosis& diagnosis, const RecordInfo& record,
                       std::span<const Field* const> columns, TableForm form, std::string& out);

}  // namespace whybounce
