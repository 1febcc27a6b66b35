// SPDX-License-Identifier: MIT
#include "cli/docgen/manual.h"

#include <string_view>

#include "cli/docgen/roff.h"
#include "cli/exit_code.h"
#include "cli/option_table.h"
#include "whybounce/catalog.h"
#include "whybounce/render.h"

namespace whybounce::docgen {
namespace {

using cli::OptionRow;

std::string tagged(std::string_view tag, std::string_view text) {
  std::string out = ".TP\n";
  out += tag;
  out += '\n';
  return out + paragraph(text);
}

std::string tag_of(const OptionRow& option) {
  std::string tag;
  if (option.letter != '\0') {
    tag = bold(std::string{'-', option.letter});
    if (!option.name.empty()) tag += ", ";
  }
  if (!option.name.empty()) tag += bold(main_name(option));
  if (!option.argument.empty()) tag += ' ' + italic(option.argument);
  return tag;
}

std::string text_of(const OptionRow& option) {
  std::string text = help_of(option);
  // A bare list of the values needs to be told what they are.
  if (option.help.starts_with('{')) text = std::string(option.gist) + ": " + text;
  text = sentence(text);
  if (!option.more.empty()) text += ' ';
  text += option.more;
  return text;
}

}  // namespace

std::string manual_of_options() {
  std::string out;
  std::string_view title;
  for (const OptionRow& option : cli::option_table()) {
    if (title_of(option.group) != title) {
      title = title_of(option.group);
      out += ".SS " + roff(title) + '\n';
    }
    out += tagged(tag_of(option), text_of(option));
  }
  return out;
}

std::string manual_of_exit_statuses() {
  std::string out;
  for (const cli::ExitStatusRow& row : cli::kExitStatuses) {
    out += tagged(bold(row.status), sentence(row.meaning));
  }
  return out;
}

std::string manual_of_fields() {
  std::string out;
  for (const Field& field : fields()) {
    out += tagged(bold(field.name), field.description);
  }
  return out;
}

std::string manual_of_causes() {
  std::string out;
  for (const CauseRow& row : causes()) out += tagged(bold(row.name), sentence(row.title));
  return out;
}

}  // namespace whybounce::docgen
