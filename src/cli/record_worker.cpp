// SPDX-License-Identifier: MIT
#include "cli/record_worker.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <new>

#include "cli/arguments.h"
#include "cli/frame.h"
#include "render/escape.h"
#include "render/redact.h"

namespace whybounce::cli {
namespace {

bool is_bounce(Kind kind) {
  return kind != Kind::auto_reply && kind != Kind::not_a_bounce;
}

bool is_unknown(const RecipientDiagnosis& recipient) {
  return recipient.cause == Cause::unknown;
}

// A line that leads back to the record. A name with a line end in it is one line too.
void append_place(std::string& out, const RecordInfo& info) {
  append_escaped(out, info.source);
  if (info.numbered) fmt::format_to(std::back_inserter(out), ":{}", info.index);
  out += '\n';
}

// Maildir puts the host's name into the names of files; "bounce.eml" is none.
std::string masked_path(std::string_view path) {
  const std::string_view stem = path.substr(0, path.size() - mail_file_ending(path).size());
  std::string masked = masked_names(stem);
  masked += path.substr(stem.size());
  return masked;
}

bool is_table(Format format) {
  return format == Format::brief || format == Format::csv || format == Format::tsv;
}

TableForm table_form(Format format) {
  switch (format) {
    case Format::csv:
      return TableForm::csv;
    case Format::tsv:
      return TableForm::tsv;
    case Format::text:
    case Format::brief:
    case Format::json:
    case Format::jsonl:
      break;
  }
  return TableForm::brief;
}

void parse_record(const Record& record, Message& message) {
  if (record.is_text || !looks_like_message(record.bytes)) {
    parse_text(record.bytes, message);
  } else {
    parse_message(record.bytes, message);
  }
}

// Tables tell the reasons only in columns of their own.
Detail detail_for(const Options& options) {
  if (!is_table(options.format)) return Detail::full;
  const auto tells_reasons = [](const Field* column) {
    return column->name == "evidence" || column->name == "conflicts";
  };
  return std::ranges::any_of(options.columns, tells_reasons) ? Detail::full : Detail::verdict;
}

}  // namespace

void prepare_record(const Record& record, Message& message) {
  parse_record(record, message);
  decode_report(message);
}

void Results::clear() {
  printed.clear();
  unknown.clear();
  failed.clear();
}

void Found::add(const Found& other) {
  delivered |= other.delivered;
  transient |= other.transient;
  permanent |= other.permanent;
}

void Totals::add(const Totals& other) {
  found.add(other.found);
  summary.add(other.summary);
}

RecordWorker::RecordWorker(const Options& options, const PageStyle& page, const RuleSet* own_rules)
    : options_(options),
      own_rules_(own_rules),
      page_(page),
      diagnoser_(own_rules),
      detail_(detail_for(options)) {}

void RecordWorker::note() {
  const auto fails_for_now = [](const RecipientDiagnosis& recipient) {
    return recipient.persistence == Persistence::transient;
  };
  switch (diagnosis_.kind) {
    case Kind::failure:
      // Of several recipients the worst counts.
      if (!diagnosis_.recipients.empty() &&
          std::ranges::all_of(diagnosis_.recipients, fails_for_now)) {
        totals_.found.transient = true;
      } else {
        totals_.found.permanent = true;
      }
      return;
    case Kind::delay:
      totals_.found.transient = true;
      return;
    case Kind::delivered:
    case Kind::complaint:
      totals_.found.delivered = true;
      return;
    case Kind::auto_reply:
    case Kind::not_a_bounce:
      return;
  }
}

void RecordWorker::print(const RecordInfo& info, std::string& out) const {
  switch (options_.format) {
    case Format::text:
      render_text(message_, diagnosis_, info, page_, out);
      return;
    case Format::json:
      render_json(message_, diagnosis_, info, out);
      return;
    case Format::jsonl:
      render_json(message_, diagnosis_, info, out);
      out += '\n';
      return;
    case Format::brief:
      if (options_.columns.empty()) {
        render_brief(diagnosis_, info, out);
        return;
      }
      break;
    case Format::csv:
    case Format::tsv:
      break;
  }
  render_table_rows(message_, diagnosis_, info, options_.columns, table_form(options_.format), out);
}

void RecordWorker::print_redacted(RecordInfo info, std::string& out) {
  redact(diagnosis_);
  const std::string source = masked_path(info.source);
  const std::string key = masked_names(info.key.value_or(""));
  info.source = source;
  if (info.key) info.key = key;
  info.redacted = true;
  print(info, out);
}

void RecordWorker::count(Results& results, const RecordInfo& info) {
  note();
  if (is_bounce(diagnosis_.kind) && std::ranges::any_of(diagnosis_.recipients, is_unknown)) {
    append_place(results.unknown, info);
  }
  if (!options_.summary) return;
  if (options_.redact) redact(diagnosis_);
  totals_.summary.add(diagnosis_);
}

void RecordWorker::work(const Record& record, Message* prepared, Results& results) {
  const std::size_t printed = results.printed.size();
  const std::size_t unknown = results.unknown.size();
  try {
    if (prepared == nullptr) {
      parse_record(record, message_);
      answer(record, results);
    } else {
      message_.swap_contents(*prepared);
      answer(record, results);
      message_.swap_contents(*prepared);
    }
  } catch (const std::bad_alloc&) {
    results.printed.resize(printed);
    results.unknown.resize(unknown);
    release_memory();
    results.failed.emplace_back(record.info.source);
  }
}

void RecordWorker::release_memory() {
  message_ = Message();
  diagnosis_ = Diagnosis();
  diagnoser_ = Diagnoser(own_rules_);
}

void RecordWorker::answer(const Record& record, Results& results) {
  diagnoser_.diagnose(message_, diagnosis_, detail_);
  const bool wanted = apply_filter(options_.filter, diagnosis_);
  if (wanted) count(results, record.info);
  // Who pipes lines through waits for one answer to each.
  if (options_.summary || (!wanted && !options_.lines)) return;
  // And a table has one row for each line: the engines that drive it count them.
  if (options_.lines && is_table(options_.format) && diagnosis_.recipients.size() > 1) {
    diagnosis_.recipients.resize(1);
  }
  page_.show_origin = record.show_origin;
  std::string& out = results.printed;
  const std::size_t before = out.size();
  if (before > 0) out += frame_of(options_.format).between;
  const std::size_t begin = out.size();
  if (options_.redact) {
    print_redacted(record.info, out);
  } else {
    print(record.info, out);
  }
  if (out.size() == begin) out.resize(before);
}

}  // namespace whybounce::cli
