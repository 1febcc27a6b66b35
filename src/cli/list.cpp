// SPDX-License-Identifier: MIT
#include "cli/list.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "render/escape.h"
#include "render/json_writer.h"
#include "render/page.h"
#include "render/table.h"
#include "whybounce/catalog.h"

namespace whybounce::cli {
namespace {

// A table of texts; an empty one is "not given". The first column names the row, and the second is
// its headline.
struct Table {
  std::vector<std::string_view> columns;
  std::vector<std::vector<std::string>> rows;
};

std::string joined_lines(std::string_view lines) {
  std::string text(lines);
  std::ranges::replace(text, '\n', ' ');
  return text;
}

Table table_of_reply_codes() {
  Table table{{"code", "title", "meaning", "source"}, {}};
  for (const ReplyDigitRow& row : reply_digits()) {
    table.rows.push_back(
        {row.place == 1 ? fmt::format("{}xx", row.digit) : fmt::format("x{}x", row.digit),
         std::string(row.title), std::string(row.meaning), std::string(row.source)});
  }
  for (const ReplyCodeRow& row : reply_codes()) {
    table.rows.push_back({std::to_string(row.code), std::string(row.title),
                          std::string(row.meaning), std::string(row.source)});
  }
  return table;
}

Table table_of_statuses() {
  Table table{{"code", "title", "meaning", "reply_codes", "source"}, {}};
  for (const auto rows : {status_classes(), status_subjects(), status_codes()}) {
    for (const StatusRow& row : rows) {
      table.rows.push_back({row.pattern.to_string(), std::string(row.title),
                            std::string(row.meaning), std::string(row.reply_codes),
                            std::string(row.source)});
    }
  }
  return table;
}

Table table_of_provider_codes() {
  Table table{{"code", "meaning", "provider", "cause", "source"}, {}};
  for (const ProviderCodeRow& row : provider_codes()) {
    table.rows.push_back({std::string(row.code), std::string(row.meaning),
                          std::string(row.provider().name), std::string(name_of(row.cause)),
                          joined_lines(row.source)});
  }
  return table;
}

Table table_of_causes() {
  Table table{{"cause", "title", "explanation", "acts", "acts_transient", "persistence",
               "list_action", "list_action_transient", "advice", "admin_advice", "source"},
              {}};
  for (const CauseRow& row : causes()) {
    table.rows.push_back(
        {std::string(row.name), std::string(row.title), std::string(row.explanation),
         std::string(name_of(row.acts)), std::string(name_of(row.acts_transient)),
         std::string(name_of(row.persistence)), std::string(name_of(row.list_action)),
         std::string(name_of(row.list_action_transient)), std::string(row.advice),
         std::string(row.admin_advice), std::string(row.source)});
  }
  return table;
}

std::string reply_range(const Rule& rule) {
  if (rule.reply_low == 0) return "";
  if (rule.reply_low == rule.reply_high) return std::to_string(rule.reply_low);
  return fmt::format("{}-{}", rule.reply_low, rule.reply_high);
}

Table table_of_rules() {
  Table table{{"rule", "phrase", "with", "host", "status", "reply", "cause", "acts", "vague",
               "note", "source", "place"},
              {}};
  for (const Rule& rule : rules()) {
    table.rows.push_back(
        {std::string(rule.id()), std::string(rule.phrase()), std::string(rule.with()),
         std::string(rule.host()), rule.status ? rule.status->to_string() : "", reply_range(rule),
         std::string(name_of(rule.cause)), rule.acts ? std::string(name_of(*rule.acts)) : "",
         rule.vague ? "yes" : "", std::string(rule.note()), joined_lines(rule.source()),
         fmt::format("{}:{}", rule.file(), rule.line)});
  }
  return table;
}

Table table_of_fields() {
  Table table{{"field", "description"}, {}};
  for (const Field& field : fields()) {
    table.rows.push_back({std::string(field.name), std::string(field.description)});
  }
  return table;
}

Table table_of(Listing what) {
  switch (what) {
    case Listing::reply_codes:
      return table_of_reply_codes();
    case Listing::statuses:
      return table_of_statuses();
    case Listing::providers:
      return table_of_provider_codes();
    case Listing::causes:
      return table_of_causes();
    case Listing::rules:
      return table_of_rules();
    case Listing::fields:
      break;
  }
  return table_of_fields();
}

void append_object(const Table& table, const std::vector<std::string>& row, std::string& out) {
  for (std::size_t i = 0; i < row.size(); ++i) {
    out += i == 0 ? '{' : ',';
    append_json_string(out, table.columns[i]);
    out += ':';
    append_json_string_or_null(out, row[i]);
  }
  out += '}';
}

void append_array(const Table& table, std::string& out) {
  out += "[\n";
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    if (i > 0) out += ",\n";
    append_object(table, table.rows[i], out);
  }
  out += "\n]\n";
}

template <typename Cells>
void append_cells(const Cells& cells, TableForm form, std::string& out) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) out += separator_of(form);
    append_cell(out, cells[i], form);
  }
  out += '\n';
}

void append_separated(const Table& table, TableForm form, std::string& out) {
  append_cells(table.columns, form, out);
  for (const auto& row : table.rows) append_cells(row, form, out);
}

int widest_name(const Table& table) {
  int width = 0;
  for (const auto& row : table.rows) width = std::max(width, display_width(row.front()));
  return width;
}

int widest_column_name(const Table& table) {
  int width = 0;
  for (const std::string_view name : table.columns) width = std::max(width, display_width(name));
  return width;
}

void append_brief(const Table& table, std::string& out) {
  const int width = widest_name(table);
  for (const auto& row : table.rows) {
    const auto second = std::ranges::find_if(row.begin() + 1, row.end(),
                                             [](const std::string& cell) { return !cell.empty(); });
    out +=
        fmt::format("{:{}}  {}\n", row.front(), width, second == row.end() ? "" : escaped(*second));
  }
}

void append_text(const Table& table, const PageStyle& style, std::string& out) {
  Page page(out, style.width, style.colour);
  const bool short_rows = table.columns.size() == 2;
  const int width = short_rows ? widest_name(table) : widest_column_name(table);
  bool first = true;
  for (const auto& row : table.rows) {
    if (short_rows) {
      page.entry(row[0], width, row[1], 0);
      continue;
    }
    if (!first) page.blank_line();
    first = false;
    page.heading(row[0]);
    for (std::size_t i = 1; i < row.size(); ++i) {
      if (!row[i].empty()) page.entry(table.columns[i], width, row[i], 2);
    }
  }
}

}  // namespace

void list(Listing what, Format format, const PageStyle& style, std::string& out) {
  const Table table = table_of(what);
  switch (format) {
    case Format::text:
      append_text(table, style, out);
      return;
    case Format::brief:
      append_brief(table, out);
      return;
    case Format::json:
      append_array(table, out);
      return;
    case Format::jsonl:
      for (const auto& row : table.rows) {
        append_object(table, row, out);
        out += '\n';
      }
      return;
    case Format::csv:
      append_separated(table, TableForm::csv, out);
      return;
    case Format::tsv:
      append_separated(table, TableForm::tsv, out);
      return;
  }
}

}  // namespace whybounce::cli
