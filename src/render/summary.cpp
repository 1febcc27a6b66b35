// SPDX-License-Identifier: MIT
#include "render/summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <vector>

#include "ascii.h"
#include "render/escape.h"
#include "render/json_writer.h"
#include "render/palette.h"

namespace whybounce {
namespace {

constexpr std::size_t kMostRows = 10;  // of what has no end of values
constexpr int kNameWidth = 24;
constexpr int kCountWidth = 10;
constexpr int kShareWidth = 8;  // "  100.0%"
constexpr int kIndent = 2;
constexpr int kNarrowest = 40;

struct Row {
  std::string_view name;
  std::uint64_t count;
};
using Rows = std::vector<Row>;

template <typename T, std::size_t N>
Rows rows_of(const std::array<std::uint64_t, N>& counts) {
  Rows rows;
  for (std::size_t i = 0; i < N; ++i) rows.push_back({name_of(static_cast<T>(i)), counts[i]});
  return rows;
}

Rows rows_of(const Summary::Counts& counts) {
  Rows rows;
  for (const auto& [name, count] : counts) rows.push_back({name, count});
  return rows;
}

// The most frequent first; of the same frequency, by name, so that no table depends on hashes.
Rows sorted(Rows rows) {
  std::ranges::sort(rows, [](const Row& a, const Row& b) {
    return a.count != b.count ? a.count > b.count : a.name < b.name;
  });
  return rows;
}

template <std::size_t N>
void add_all(std::array<std::uint64_t, N>& to, const std::array<std::uint64_t, N>& from) {
  std::ranges::transform(to, from, to.begin(), std::plus<>());
}

// A name of a domain may be anything: cut so that the columns stay where they are.
std::string cell(std::string_view name) {
  std::string text = escaped(name);
  if (display_width(text) <= kNameWidth) return text;
  std::string kept;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t bytes = unicode::code_point_at(text, at).bytes;
    if (display_width(kept) + 2 > kNameWidth - 1) break;
    kept += text.substr(at, bytes);
    at += bytes;
  }
  return kept + "~";
}

class Table {
 public:
  Table(const PageStyle& style, std::string& out)
      : colours_(palette(style.colour)),
        bar_width_(std::max(style.width, kNarrowest) - kIndent - kNameWidth - kCountWidth -
                   kShareWidth - 2),
        out_(out) {}

  // `total`: what the shares are of.
  void section(std::string_view title, const Rows& all, std::uint64_t total, std::size_t most) {
    const Rows rows = sorted(all);
    if (rows.empty() || rows[0].count == 0) return;
    fmt::format_to(std::back_inserter(out_), "\n{}{}{}\n", colours_.heading, title, colours_.reset);
    for (std::size_t i = 0; i < std::min(most, rows.size()) && rows[i].count > 0; ++i) {
      row(rows[i], total, rows[0].count);
    }
    if (rows.size() > most) {
      fmt::format_to(std::back_inserter(out_), "{}  and {} more{}\n", colours_.quiet,
                     rows.size() - most, colours_.reset);
    }
  }

 private:
  void row(const Row& row, std::uint64_t total, std::uint64_t longest) {
    const std::string name = cell(row.name);
    out_.append(kIndent, ' ');
    out_ += name;
    out_.append(static_cast<std::size_t>(kNameWidth - display_width(name)), ' ');
    const double share = 100.0 * static_cast<double>(row.count) / static_cast<double>(total);
    fmt::format_to(std::back_inserter(out_), "{:>{}}{:>{}.1f}%", row.count, kCountWidth, share,
                   kShareWidth - 1);
    const double part = static_cast<double>(row.count) / static_cast<double>(longest);
    const auto bar = static_cast<std::size_t>(part * std::max(bar_width_, 0) + 0.5);
    if (bar > 0) {
      fmt::format_to(std::back_inserter(out_), "  {}{}{}", colours_.mark, std::string(bar, '#'),
                     colours_.reset);
    }
    out_ += '\n';
  }

  const Palette& colours_;
  int bar_width_;
  std::string& out_;
};

void append_counts(std::string& out, std::string_view name, const Rows& rows) {
  fmt::format_to(std::back_inserter(out), ",\"{}\":{{", name);
  bool first = true;
  for (const Row& row : rows) {
    if (!first) out += ',';
    first = false;
    append_json_string(out, row.name);
    out += ':';
    append_json_number(out, row.count);
  }
  out += '}';
}

}  // namespace

void Summary::add(const Diagnosis& diagnosis) {
  ++records;
  ++kinds[static_cast<std::size_t>(diagnosis.kind)];
  for (const RecipientDiagnosis& recipient : diagnosis.recipients) add(recipient);
}

void Summary::add(const RecipientDiagnosis& recipient) {
  ++recipients;
  if (recipient.cause) ++causes[static_cast<std::size_t>(*recipient.cause)];
  ++persistences[static_cast<std::size_t>(recipient.persistence)];
  ++list_actions[static_cast<std::size_t>(recipient.list_action)];
  if (recipient.status) ++statuses[recipient.status->to_string()];
  const std::size_t at = recipient.address.rfind('@');
  if (at == std::string::npos) return;
  key_.assign(recipient.address, at + 1);
  std::ranges::transform(key_, key_.begin(), ascii::to_lower);
  if (!key_.empty()) ++domains[key_];
}

void Summary::add(const Summary& other) {
  records += other.records;
  recipients += other.recipients;
  add_all(kinds, other.kinds);
  add_all(causes, other.causes);
  add_all(persistences, other.persistences);
  add_all(list_actions, other.list_actions);
  for (const auto& [name, count] : other.statuses) statuses[name] += count;
  for (const auto& [name, count] : other.domains) domains[name] += count;
}

void render_summary_text(const Summary& summary, const PageStyle& style, std::string& out) {
  fmt::format_to(std::back_inserter(out), "{} record{}, {} recipient{}\n", summary.records,
                 summary.records == 1 ? "" : "s", summary.recipients,
                 summary.recipients == 1 ? "" : "s");
  Table table(style, out);
  const std::size_t all = kCauseCount;
  table.section("Kind of record", rows_of<Kind>(summary.kinds), summary.records, all);
  table.section("Cause", rows_of<Cause>(summary.causes), summary.recipients, all);
  table.section("Persistence", rows_of<Persistence>(summary.persistences), summary.recipients, all);
  table.section("List action", rows_of<ListAction>(summary.list_actions), summary.recipients, all);
  table.section("Status", rows_of(summary.statuses), summary.recipients, kMostRows);
  table.section("Recipients' domain", rows_of(summary.domains), summary.recipients, kMostRows);
}

void render_summary_json(const Summary& summary, std::string& out) {
  out += "{\"schema\":1,\"records\":";
  append_json_number(out, summary.records);
  out += ",\"recipients\":";
  append_json_number(out, summary.recipients);
  append_counts(out, "kind", rows_of<Kind>(summary.kinds));
  append_counts(out, "cause", rows_of<Cause>(summary.causes));
  append_counts(out, "persistence", rows_of<Persistence>(summary.persistences));
  append_counts(out, "list_action", rows_of<ListAction>(summary.list_actions));
  append_counts(out, "status", sorted(rows_of(summary.statuses)));
  append_counts(out, "domain", sorted(rows_of(summary.domains)));
  out += "}\n";
}

}  // namespace whybounce
