// SPDX-License-Identifier: MIT
#include "evidence/log_line.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <vector>

#include "ascii.h"
#include "evidence/reply_scan.h"

namespace whybounce {
namespace {

// A run of the line.
struct Run {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

class LogReader {
 public:
  LogReader(std::string_view text, std::uint32_t part, std::uint32_t begin, std::uint32_t end)
      : text_(text), part_(part), begin_(begin), end_(end) {}

  bool read_key_values(DsnRecipient& recipient) const;
  bool read_exim(DsnRecipient& recipient) const;
  bool read_qmail(DsnRecipient& recipient) const;
  bool read_csv(DsnRecipient& recipient) const;

 private:
  std::string_view words(const Run& run) const {
    return text_.substr(run.begin, run.end - run.begin);
  }
  FieldSpan span(Run run) const;
  std::optional<std::uint32_t> find(std::string_view words, std::uint32_t from,
                                    std::uint32_t to) const;
  std::optional<std::uint32_t> find(char c, std::uint32_t from) const;
  struct KeyValues;
  KeyValues key_values() const;
  Run host_in(Run value) const;
  void set_status(DsnRecipient& recipient, const Run& value) const;
  std::vector<Run> csv_cells() const;
  bool read_powermta(const std::vector<Run>& cells, DsnRecipient& recipient) const;
  bool read_tracking(const std::vector<Run>& cells, DsnRecipient& recipient) const;

  std::string_view text_;
  std::uint32_t part_;
  std::uint32_t begin_;
  std::uint32_t end_;
};

FieldSpan LogReader::span(Run run) const {
  while (run.begin < run.end && ascii::is_space(text_[run.begin])) ++run.begin;
  while (run.end > run.begin && ascii::is_space(text_[run.end - 1])) --run.end;
  return {part_, run.begin, run.end - run.begin};
}

std::optional<std::uint32_t> LogReader::find(std::string_view words, std::uint32_t from,
                                             std::uint32_t to) const {
  const std::size_t found = text_.substr(0, to).find(words, from);
  if (found == std::string_view::npos) return std::nullopt;
  return static_cast<std::uint32_t>(found);
}

std::optional<std::uint32_t> LogReader::find(char c, std::uint32_t from) const {
  if (from >= end_) return std::nullopt;
  const void* found = std::memchr(text_.data() + from, c, end_ - from);
  if (found == nullptr) return std::nullopt;
  return static_cast<std::uint32_t>(static_cast<const char*>(found) - text_.data());
}

// What the keys of a line of Postfix or Sendmail are set to. Empty runs: not there.
struct LogReader::KeyValues {
  Run to, original_to, relay, dsn, status, stat;

  // The one whose key these words end with; null where it is another key, or none.
  Run* behind(std::string_view words) {
    const auto is_key = [words]<std::size_t N>(const char(&key)[N]) {
      constexpr std::size_t kLength = N - 1;
      if (words.size() < kLength) return false;
      const char* const begin = words.data() + words.size() - kLength;
      if (std::memcmp(begin, key, kLength) != 0) return false;
      return begin == words.data() || begin[-1] == ' ' || begin[-1] == ',';
    };
    switch (words.empty() ? '\0' : words.back()) {
      case 'o':
        return is_key("to") ? &to : is_key("orig_to") ? &original_to : nullptr;
      case 'y':
        return is_key("relay") ? &relay : nullptr;
      case 'n':
        return is_key("dsn") ? &dsn : nullptr;
      case 's':
        return is_key("status") ? &status : nullptr;
      case 't':
        return is_key("stat") ? &stat : nullptr;
      default:
        return nullptr;
    }
  }
};

// Reads ", key=value" up to "status" or "stat", whose value is words. A value goes up to the next
// comma, or in angle brackets up to their end. Of several with one key the first counts.
LogReader::KeyValues LogReader::key_values() const {
  KeyValues found;
  for (auto equals = find('=', begin_); equals; equals = find('=', *equals + 1)) {
    Run* value = found.behind(words({begin_, *equals}));
    if (value == nullptr || value->end != 0) continue;
    const std::uint32_t from = *equals + 1;
    const bool bracketed = from < end_ && text_[from] == '<';
    std::uint32_t to = find(bracketed ? '>' : ',', from).value_or(end_);
    if (bracketed && to < end_) ++to;
    *value = {from, to};
    if (value == &found.status || value == &found.stat) break;
  }
  return found;
}

// "mx.example.net[192.0.2.1]:25", "mx.example.net. [192.0.2.1]": the name alone.
Run LogReader::host_in(Run value) const {
  std::uint32_t to = value.begin;
  while (to < value.end && ascii::is_host_char(text_[to])) ++to;
  while (to > value.begin && text_[to - 1] == '.') --to;
  const std::string_view name = words({value.begin, to});
  return name == "none" || name == "local" ? Run{value.begin, value.begin} : Run{value.begin, to};
}

void LogReader::set_status(DsnRecipient& recipient, const Run& value) const {
  const auto mark = status_at(text_, value.begin, value.end);
  if (!mark) return;
  recipient.status = mark->status;
  recipient.status_field = {part_, value.begin, mark->length};
}

std::optional<Action> action_of(std::string_view word) {
  struct Named {
    std::string_view prefix;
    Action action;
  };
  static constexpr std::array<Named, 10> kWords = {{{"sent", Action::delivered},
                                                    {"bounced", Action::failed},
                                                    {"deferred", Action::delayed},
                                                    {"expired", Action::failed},
                                                    {"undeliverable", Action::failed},
                                                    {"deliverable", Action::delivered},
                                                    {"queued", Action::delayed},
                                                    {"success", Action::delivered},
                                                    {"failure", Action::failed},
                                                    {"deferral", Action::delayed}}};
  if (word.empty()) return std::nullopt;
  const char initial = ascii::to_lower(word.front());
  for (const Named& named : kWords) {
    if (initial == named.prefix.front() && ascii::starts_with_ignoring_case(word, named.prefix))
      return named.action;
  }
  return std::nullopt;
}

// Postfix and Sendmail.
bool LogReader::read_key_values(DsnRecipient& recipient) const {
  const KeyValues found = key_values();
  if (found.to.end == 0 || (found.status.end == 0 && found.stat.end == 0)) return false;
  Run word = found.status;
  std::optional<Action> action;
  if (word.end != 0) {
    word.end = find(' ', word.begin).value_or(end_);
    action = action_of(words(word));
    if (!action) return false;
  }
  recipient.final_recipient = span(found.to);
  if (found.original_to.end != 0) recipient.original_recipient = span(found.original_to);
  if (found.relay.end != 0) recipient.remote_mta = span(host_in(found.relay));
  if (found.dsn.end != 0) set_status(recipient, found.dsn);
  if (word.end != 0) {
    recipient.action = action;
    recipient.action_field = span(word);
    Run rest{word.end, end_};
    FieldSpan told = span(rest);
    if (told.length >= 2 && text_[told.offset] == '(' &&
        text_[told.offset + told.length - 1] == ')') {
      told = {part_, told.offset + 1, told.length - 2};
    }
    recipient.diagnostic_code = told;
    return true;
  }
  // Sendmail's reason is the rest of the line: it holds commas of its own.
  const Run reason{found.stat.begin, end_};
  recipient.diagnostic_code = span(reason);
  recipient.action = action_of(words(reason));
  if (recipient.action) recipient.action_field = {part_, reason.begin, 4};
  if (!recipient.action) recipient.action = Action::failed;
  return true;
}

bool LogReader::read_exim(DsnRecipient& recipient) const {
  struct Flag {
    std::string_view mark;
    Action action;
  };
  static constexpr std::array<Flag, 6> kFlags = {{{" ** ", Action::failed},
                                                  {" == ", Action::delayed},
                                                  {" => ", Action::delivered},
                                                  {" -> ", Action::delivered},
                                                  {" >> ", Action::delivered},
                                                  {" *> ", Action::delivered}}};
  // "2026-01-02 03:04:05"
  if (end_ - begin_ < 20 || !ascii::is_digit(text_[begin_]) || text_[begin_ + 4] != '-') {
    return false;
  }
  // The flag stands behind the date, the time, perhaps a zone and a process number, and the id.
  const std::uint32_t head = std::min(end_, begin_ + 90);
  for (const Flag& flag : kFlags) {
    const auto at = find(flag.mark, begin_, head);
    if (!at) continue;
    const std::uint32_t from = *at + 4;
    const std::uint32_t stop = find(' ', from).value_or(end_);
    if (words({from, stop}).find('@') == std::string_view::npos) return false;
    Run address{from, stop};
    if (text_[stop - 1] == ':') --address.end;
    recipient.final_recipient = span(address);
    recipient.action = flag.action;
    recipient.action_field = {part_, *at + 1, 2};
    if (stop + 1 < end_ && text_[stop + 1] == '<') {
      const auto close = find('>', stop);
      if (close) recipient.original_recipient = span({stop + 1, *close + 1});
    }
    if (const auto host = find(" H=", stop, end_)) {
      recipient.remote_mta = span(host_in({*host + 3, end_}));
    }
    if (flag.action == Action::delivered) return true;
    auto words_begin = find(": ", address.end, end_);
    if (text_[stop - 1] == ':') words_begin = stop - 1;
    if (words_begin && *words_begin + 2 <= end_) {
      recipient.diagnostic_code = span({*words_begin + 2, end_});
    }
    return true;
  }
  return false;
}

// qmail-send names the recipient when the delivery starts, not when it ends.
bool LogReader::read_qmail(DsnRecipient& recipient) const {
  const auto at = find("delivery ", begin_, std::min(end_, begin_ + 90));
  if (!at) return false;
  std::uint32_t i = *at + 9;
  while (i < end_ && ascii::is_digit(text_[i])) ++i;
  if (i + 2 >= end_ || text_[i] != ':' || text_[i + 1] != ' ') return false;
  const Run word{i + 2, find(':', i + 2).value_or(end_)};
  const std::optional<Action> action = action_of(words(word));
  if (!action) return false;
  recipient.action = action;
  recipient.action_field = span(word);
  if (word.end < end_) recipient.diagnostic_code = span({word.end + 1, end_});
  return true;
}

// RFC 4180: a cell may be quoted, with doubled quotes inside.
std::vector<Run> LogReader::csv_cells() const {
  constexpr std::size_t kMaxCells = 64;
  std::vector<Run> cells;
  std::uint32_t i = begin_;
  while (i <= end_ && cells.size() < kMaxCells) {
    Run cell{i, i};
    if (i < end_ && text_[i] == '"') {
      cell.begin = ++i;
      while (i < end_ && (text_[i] != '"' || (i + 1 < end_ && text_[i + 1] == '"'))) {
        i += text_[i] == '"' ? 2U : 1U;
      }
      cell.end = std::min(i, end_);
      while (i < end_ && text_[i] != ',') ++i;
    } else {
      while (i < end_ && text_[i] != ',') ++i;
      cell.end = i;
    }
    cells.push_back(cell);
    ++i;
  }
  return cells;
}

// The accounting file's default columns: type, timeLogged, timeQueued, orig, rcpt, orcpt, dsnAction,
// dsnStatus, dsnDiag, dsnMta.
bool LogReader::read_powermta(const std::vector<Run>& cells, DsnRecipient& recipient) const {
  if (cells.size() < 10) return false;
  const std::string_view type = words(cells[0]);
  if (type != "b" && type != "rb" && type != "t" && type != "d") return false;
  if (words(cells[4]).find('@') == std::string_view::npos) return false;
  const std::optional<Action> action = parse_action(words(cells[6]));
  if (!action) return false;
  recipient.action = action;
  recipient.action_field = span(cells[6]);
  recipient.final_recipient = span(cells[4]);
  if (cells[5].end > cells[5].begin) recipient.original_recipient = span(cells[5]);
  set_status(recipient, cells[7]);
  recipient.remote_mta = span(host_in(cells[9]));
  Run diagnostic = cells[8];
  if (ascii::starts_with_ignoring_case(words(diagnostic), "smtp;")) diagnostic.begin += 5;
  recipient.diagnostic_code = span(diagnostic);
  return true;
}

// The columns differ from version to version, their order does not: event-id, then recipient-address
// and recipient-status.
bool LogReader::read_tracking(const std::vector<Run>& cells, DsnRecipient& recipient) const {
  if (cells.size() < 14) return false;
  std::size_t event = 0;
  std::optional<Action> action;
  for (std::size_t i = 6; i < 10 && event == 0; ++i) {
    const std::string_view name = words(cells[i]);
    if (name == "FAIL") action = Action::failed;
    if (name == "DEFER") action = Action::delayed;
    if (name == "DELIVER" || name == "SEND") action = Action::delivered;
    if (action) event = i;
  }
  if (event == 0) return false;
  for (std::size_t i = event + 1; i + 1 < cells.size() && i < event + 6; ++i) {
    const std::string_view cell = words(cells[i]);
    if (cell.find('@') == std::string_view::npos || cell.front() == '<') continue;
    recipient.action = action;
    recipient.action_field = span(cells[event]);
    recipient.final_recipient = span(cells[i]);
    recipient.diagnostic_code = span(cells[i + 1]);
    return true;
  }
  return false;
}

bool LogReader::read_csv(DsnRecipient& recipient) const {
  if (!find(',', begin_)) return false;  // as nearly every line that is no row: the quicker look
  const std::string_view line = words({begin_, end_});
  if (std::count(line.begin(), line.end(), ',') < 9) return false;
  const std::vector<Run> cells = csv_cells();
  return read_powermta(cells, recipient) || read_tracking(cells, recipient);
}

}  // namespace

bool read_log_line(std::string_view text, std::uint32_t part, std::uint32_t begin,
                   std::uint32_t end, DeliveryStatus& into) {
  const LogReader reader(text, part, begin, end);
  DsnRecipient recipient;  // of which a reader sets nothing, if it does not know the line
  using Read = bool (LogReader::*)(DsnRecipient&) const;
  for (const Read read : {&LogReader::read_key_values, &LogReader::read_exim,
                          &LogReader::read_qmail, &LogReader::read_csv}) {
    if (!(reader.*read)(recipient)) continue;
    into.recipients.push_back(recipient);
    return true;
  }
  return false;
}

}  // namespace whybounce
