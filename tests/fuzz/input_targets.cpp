// SPDX-License-Identifier: MIT
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "catalog/rule_file.h"
#include "cli/arguments.h"
#include "cli/explain.h"
#include "cli/mbox.h"
#include "cli/options.h"
#include "cli/other_formats.h"
#include "cli/record_reader.h"
#include "cli/size.h"
#include "render/unicode.h"
#include "support/exact_copy.h"
#include "targets.h"
#include "whybounce/whybounce.h"

namespace whybounce::fuzz {
namespace {

void require_printable(std::string_view out, bool lines, const char* what) {
  for (std::size_t at = 0; at < out.size();) {
    const unicode::CodePoint character = unicode::code_point_at(out, at);
    require(character.valid && ((lines && out[at] == '\n') || !unicode::is_unsafe(character.value)),
            what);
    at += character.bytes;
  }
}

struct Cut {
  std::vector<std::string> records;
  bool truncated = false;
};

// The records that are found if the bytes come in pieces of `step` bytes.
Cut cut_in_steps(std::string_view bytes, cli::FindBoundary find, std::size_t step) {
  Cut cut;
  std::size_t begin = 0;
  std::size_t known = 0;
  std::size_t from = 0;
  while (true) {
    const bool at_end = known == bytes.size();
    const std::string_view seen = bytes.substr(begin, known - begin);
    const auto boundary = find(seen, at_end, from);
    if (boundary) {
      require(
          boundary->end <= boundary->next && boundary->next <= seen.size() && boundary->next > 0,
          "a boundary beyond the bytes");
      cut.records.emplace_back(seen.substr(0, boundary->end));
      begin += boundary->next;
      from = 0;
      continue;
    }
    require(from <= seen.size() && from + cli::kLongestBoundary >= seen.size(),
            "a search that goes back too far");
    if (at_end) break;
    known = std::min(bytes.size(), known + step);
  }
  if (begin < bytes.size()) cut.records.emplace_back(bytes.substr(begin));
  return cut;
}

// The same by a RecordReader.
Cut cut_by_reader(std::string_view bytes, cli::FindBoundary find, std::size_t max_record) {
  Cut cut;
  const int descriptor = ::memfd_create("records", 0);
  require(descriptor >= 0, "no memory file");
  require(::write(descriptor, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()),
          "a short write");
  ::lseek(descriptor, 0, SEEK_SET);
  cli::RecordReader reader(max_record, {});
  reader.start(descriptor, bytes.size());
  (void)reader.peek(5);
  while (const auto record = reader.next(find)) {
    require(record->size <= max_record, "a record longer than allowed");
    cut.truncated = cut.truncated || record->truncated;
    cut.records.emplace_back(record->data, record->size);
  }
  ::close(descriptor);
  return cut;
}

void check_cuts(std::string_view bytes, cli::FindBoundary find, std::size_t step) {
  const Cut whole = cut_in_steps(bytes, find, bytes.size() + 1);
  require(cut_in_steps(bytes, find, step).records == whole.records,
          "records depend on how the bytes come");
  const Cut read = cut_by_reader(bytes, find, bytes.size() + 1);
  require(read.records == whole.records && !read.truncated, "the reader cuts otherwise");
  const Cut small = cut_by_reader(bytes, find, step);
  require(small.records.size() == whole.records.size(), "a short limit loses records");
  for (std::size_t i = 0; i < small.records.size(); ++i) {
    require(whole.records[i].starts_with(small.records[i]), "a short limit changes a record");
  }
}

// The rules of some files, or what is wrong with them.
std::string describe(std::span<const RuleFile> files) {
  const LoadedRules loaded = load_rules(files);
  std::string out;
  for (const DataError& error : loaded.errors) out += format_error(error);
  if (!loaded.rules) return out;
  for (const Rule& rule : loaded.rules->rule_set().rules()) {
    for (const std::string_view words : {rule.id(), rule.phrase(), rule.examples()}) {
      out += words;
      out += '\n';
    }
  }
  return out;
}

}  // namespace

void run_rules(std::string_view bytes) {
  const testing::ExactCopy copy(bytes);
  const RuleFile file{"my rules", copy.view()};
  const LoadedRules loaded = load_rules({&file, 1});
  require(loaded.rules.has_value() == loaded.errors.empty(), "rules with errors, or none without");
  for (const DataError& error : loaded.errors) {
    require(!error.reason.empty() && error.at.line > 0 && error.at.column > 0,
            "an error that tells nothing");
    (void)format_error(error);
  }
  if (const auto other = with_other_line_ends(bytes)) {
    const testing::ExactCopy twin(*other);
    require_same(describe({&file, 1}), describe(std::array{RuleFile{"my rules", twin.view()}}),
                 "CRLF and LF differ");
  }
  if (!loaded.rules) return;
  const RuleSet& rules = loaded.rules->rule_set();
  std::string text;
  for (const Rule& rule : rules.rules()) {
    text += "550 5.1.1 ";
    text += rule.examples();
    text += rule.phrase();
    text += '\n';
  }
  Message message = parse_text(text);
  Diagnosis diagnosis;
  Diagnoser(&rules).diagnose(message, diagnosis);
  std::string out;
  render_text(message, diagnosis, {}, {}, out);
  require_printable(out, true, "a page with a control character");
}

// The first byte is how many bytes come at once.
void run_records(std::string_view bytes) {
  if (bytes.empty()) return;
  const std::size_t step = 1 + static_cast<unsigned char>(bytes.front());
  const testing::ExactCopy copy(bytes.substr(1));
  check_cuts(copy.view(), cli::find_end_of_line, step);
  check_cuts(copy.view(), cli::find_nul, step);
  check_cuts(copy.view(), cli::find_end_of_file, step);
  check_cuts(copy.view(), cli::find_end_of_message, step);
  (void)cli::looks_like_mbox(copy.view());
  (void)cli::looks_like_log(copy.view());
  (void)cli::unpacker_for(copy.view());

  std::string text(copy.view());
  const std::size_t size = cli::unquote_from_lines(text.data(), text.size());
  require(size <= text.size(), "an unquoted text that grows");
}

// Arguments, a line each.
void run_options(std::string_view bytes) {
  std::vector<std::string> arguments;
  for (std::size_t at = 0; at <= bytes.size();) {
    const std::size_t end = std::min(bytes.find('\n', at), bytes.size());
    arguments.emplace_back(bytes.substr(at, end - at));
    at = end + 1;
  }
  const auto read = cli::parse_options(arguments);
  if (const auto* error = std::get_if<cli::UsageError>(&read)) {
    require(!error->message.empty(), "an error without words");
    require_printable(error->message, false, "an error with a control character");
  }
  const auto no = [](const std::string&) { return false; };
  (void)cli::classify_arguments(arguments, no, no);
  std::string out;
  for (const cli::Format format : {cli::Format::text, cli::Format::json}) {
    out.clear();
    std::string near;
    if (cli::explain(bytes, format, {}, out, near)) {
      require(!out.empty(), "an empty explanation");
    } else {
      require(!near.empty(), "no hint");
    }
    require_printable(out + near, true, "an explanation with a control character");
  }
  if (const auto size = cli::parse_size(bytes)) require(*size > 0, "a size of 0");
}

}  // namespace whybounce::fuzz
