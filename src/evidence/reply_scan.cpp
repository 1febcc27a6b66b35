// SPDX-License-Identifier: MIT
#include "evidence/reply_scan.h"

#include <algorithm>
#include <array>
#include <bit>

#include "ascii.h"
#include "bytes.h"

namespace whybounce {
namespace {

using ascii::is_alnum;
using ascii::is_alpha;
using ascii::is_any_of;
using ascii::is_blank;
using ascii::is_digit;
using ascii::is_space;

// Words to look a word up in, with the case of letters ignored. Nearly no word of a text is one of them,
// and for most the first letter tells.
template <std::size_t N>
struct Words {
  std::array<std::string_view, N> words;
  std::uint32_t initials = 0;  // a bit for each letter

  constexpr explicit Words(const std::array<std::string_view, N>& all) : words(all) {
    for (const std::string_view word : words) initials |= bit_of(word.front());
  }
  [[nodiscard]] bool has(std::string_view word) const {
    if (word.empty() || (initials & bit_of(word.front())) == 0) return false;
    return std::any_of(words.begin(), words.end(), [&](std::string_view known) {
      return ascii::equals_ignoring_case(known, word);
    });
  }

 private:
  static constexpr std::uint32_t bit_of(char letter) {
    return std::uint32_t{1} << (static_cast<unsigned char>(letter) & 0x1F);
  }
};

// Words that announce a code: "error 550", "SMTP code: 550", "status=5.1.1".
constexpr Words kAnnouncers(std::to_array<std::string_view>(
    {"code", "codes", "error", "errors", "failure", "message", "reason", "reply", "response",
     "result", "returned", "rejected", "said", "smtp", "with"}));

// Words that make a number a measure: "500 messages", "550 bytes".
constexpr Words kUnits(std::to_array<std::string_view>(
    {"attempts", "b",    "byte",     "bytes",   "connections", "day", "days",    "emails",
     "gb",       "hops", "hour",     "hours",   "hr",          "kb",  "kbytes",  "lines",
     "mails",    "mb",   "mbytes",   "mib",     "min",         "ms",  "minutes", "recipients",
     "sec",      "secs", "messages", "seconds", "times"}));

// Numbers behind these are no codes: "version 5.1.1".
constexpr Words kVersions(std::to_array<std::string_view>({"exim", "release", "v", "version"}));

bool is_word_char(char c) {
  return is_alnum(c) || ascii::is_beyond(c);
}

bool begins_code(char c) {
  return c == '2' || c == '4' || c == '5';
}

bool announces(std::string_view word) {
  return kAnnouncers.has(word) || ascii::ends_with_ignoring_case(word, "code");
}

// What may stand between a reply code and its status code, in bytes but for CRs.
constexpr std::uint32_t kLongestGap = 12;

// One code as it stands in the text.
struct Mark {
  std::uint32_t offset = 0;
  std::uint32_t length = 0;
  std::optional<ReplyCode> reply_code;  // one of the two
  std::optional<EnhancedStatus> status;
};

class Scanner {
 public:
  Scanner(std::string_view text, std::uint32_t begin, std::uint32_t end)
      : text_(text), begin_(begin), end_(end) {}

  void scan(std::vector<ReplySegment>& segments);

 private:
  char at(std::uint32_t i) const { return i < end_ ? text_[i] : '\0'; }
  char before(std::uint32_t i) const { return i > begin_ ? text_[i - 1] : '\0'; }
  std::uint32_t skip_back_spaces(std::uint32_t i) const;
  std::string_view word_before(std::uint32_t i) const;
  std::string_view word_after(std::uint32_t i) const;
  bool at_line_start(std::uint32_t i) const;
  bool is_announced(std::uint32_t i) const;
  bool is_status(std::uint32_t i, const StatusMark& mark) const;
  bool is_reply_code(std::uint32_t i) const;
  bool may_be_mark(std::uint32_t i) const;
  std::uint32_t skip_to_mark(std::uint32_t from) const;
  std::optional<Mark> read_mark(std::uint32_t i) const;
  std::optional<Mark> mark_at(std::uint32_t i) const {
    return may_be_mark(i) ? read_mark(i) : std::nullopt;
  }
  bool is_plain_reply(std::uint32_t i) const;
  std::uint32_t add_plain_reply(std::uint32_t i, std::vector<ReplySegment>& segments);
  bool directly_follows(const Mark& reply, const Mark& status) const;
  std::uint32_t first_word() const;
  void open_words(std::vector<ReplySegment>& segments) const;
  std::uint32_t add(const Mark& mark, std::vector<ReplySegment>& segments);
  void add_reply_code(const Mark& mark, const Mark* status, std::vector<ReplySegment>& segments);
  void add_status(const Mark& mark, std::vector<ReplySegment>& segments);

  static constexpr std::uint32_t kPlainReply = 9;  // its codes' length

  std::string_view text_;
  std::uint32_t begin_;
  std::uint32_t end_;
  std::size_t first_ = 0;  // the first segment of this scan
};

std::uint32_t Scanner::skip_back_spaces(std::uint32_t i) const {
  while (i > begin_ && is_space(text_[i - 1])) --i;
  return i;
}

std::string_view Scanner::word_before(std::uint32_t i) const {
  std::uint32_t last = i;
  while (last > begin_ && (is_space(text_[last - 1]) || text_[last - 1] == ':' ||
                           text_[last - 1] == '=' || text_[last - 1] == '(')) {
    --last;
  }
  std::uint32_t first = last;
  while (first > begin_ && is_alpha(text_[first - 1])) --first;
  return text_.substr(first, last - first);
}

std::string_view Scanner::word_after(std::uint32_t i) const {
  while (i < end_ && is_space(text_[i])) ++i;
  std::uint32_t last = i;
  while (last < end_ && is_alpha(text_[last])) ++last;
  return text_.substr(i, last - i);
}

// Only marks such as "<<< ", "- ", "(", "#" stand in front of it on its line.
bool Scanner::at_line_start(std::uint32_t i) const {
  while (i > begin_ && text_[i - 1] != '\n') {
    const char c = text_[i - 1];
    if (is_word_char(c)) return false;
    --i;
  }
  return true;
}

// Whether it stands where a reply begins: at a line's beginning, behind ": ", …
bool Scanner::is_announced(std::uint32_t i) const {
  if (at_line_start(i)) return true;
  const std::uint32_t last = skip_back_spaces(i);
  const char c = before(last);
  // Sendmail: "554 <you@example.net>... 550 Host unknown".
  if (c == '.' && last != i && before(last - 1) == '.') return true;
  if (is_any_of(c, ":;>[(\"'#|,")) {
    // "host:550", "12:550": a port or a time, unless a blank or an announcing word says otherwise.
    if (c == ':' && last == i) return announces(word_before(i)) || is_space(before(i - 1));
    if (c == ',') return announces(word_before(last - 1));
    return true;
  }
  return announces(word_before(i));
}

bool Scanner::is_status(std::uint32_t i, const StatusMark& mark) const {
  const char previous = before(i);
  const char next = at(i + mark.length);
  const bool logged = previous == '_' && next == '_';
  if (is_word_char(previous) || (is_any_of(previous, "./@_+$") && !logged)) return false;
  if (previous == '-') {
    // "550-5.1.1" is a code; "id-5.9.4", "qmail-1.0.3" are not.
    if (i < begin_ + 4 || !is_digit(text_[i - 2]) || !is_digit(text_[i - 3]) ||
        !is_digit(text_[i - 4]) || (i > begin_ + 4 && is_alnum(text_[i - 5]))) {
      return false;
    }
  }
  if (is_alnum(next) || next == '@' || (next == '_' && !logged) || next == '/') return false;
  if (next == '.' && is_alnum(at(i + mark.length + 1))) return false;
  if (next == '-' && is_alnum(at(i + mark.length + 1))) return false;
  // The registry has subjects 0 to 7, and a server's own codes keep to them (RFC 3463 section 3.1).
  if (mark.status.subject() > 7) return false;
  return !kVersions.has(word_before(i));
}

bool Scanner::is_reply_code(std::uint32_t i) const {
  if (i + 3 > end_ || !is_digit(text_[i + 1]) || !is_digit(text_[i + 2])) return false;
  const char previous = before(i);
  const char next = at(i + 3);
  // Where replies begin nearly always, only a unit speaks against it.
  if (next == ' ' && (i == begin_ || previous == '\n')) return !kUnits.has(word_after(i + 3));
  if (is_word_char(next) || is_any_of(next, "%@+*=")) return false;
  if (next == '_' && previous != '_') return false;
  if (next == '.' && is_alnum(at(i + 4))) return false;
  if ((next == ':' || next == ',') && is_digit(at(i + 4))) return false;
  // "[506]", "(450)": a footnote, a room, an error number of their own.
  if (next == ']' || (next == ')' && !announces(word_before(i)))) return false;
  if (next == '/' || next == '\\') return next == '\\' && at(i + 4) == 'n';
  if (is_alnum(previous)) {
    // Exim writes a line end inside of a reply as "\n".
    return previous == 'n' && before(i - 1) == '\\';
  }
  if (ascii::is_beyond(previous)) return false;
  // qmail logs a reply as "Remote_host_said:_550_5.1.1_…".
  if (previous == '_' && next == '_') return true;
  if (is_any_of(previous, "./@_+-$&%*")) return false;
  // The year, and what else has a grouped look: "555-1234", "1 550 555 …".
  if (next == '-' && is_digit(at(i + 4)) && !status_at(text_, i + 4, end_)) return false;
  const std::uint32_t last = skip_back_spaces(i);
  if (last != i && is_digit(before(last)) && !at_line_start(i)) {
    const bool after_code = last >= begin_ + 3 && is_digit(text_[last - 2]);
    if (!after_code) return false;
  }
  if (kUnits.has(word_after(i + 3))) return false;
  if (next == '-' && is_alpha(at(i + 4)) && !is_announced(i)) return false;
  return true;
}

// False inside of a number or a word, which is_status() and is_reply_code() would find out later.
bool Scanner::may_be_mark(std::uint32_t i) const {
  if (!begins_code(text_[i])) return false;
  const char previous = before(i);
  if (previous == '.') return false;
  return !is_word_char(previous) || (previous == 'n' && before(i - 1) == '\\');
}

// The first place from there on where a code may begin, or the end: eight bytes at a time, for there are
// few.
std::uint32_t Scanner::skip_to_mark(std::uint32_t from) const {
  for (; end_ - from >= 8; from += 8) {
    const std::uint64_t bytes = eight_bytes(text_.data() + from);
    // The digits '0' to '7' differ in the lowest three bits: without these a byte is zero, and below any
    // other. Which digit it is, is asked of the few that there are.
    const std::uint64_t other = (bytes & kOnes * 0xF8) ^ kOnes * '0';
    std::uint64_t found = (other - kOnes) & ~other & kOnes * 0x80;
    for (; found != 0; found &= found - 1) {
      const std::uint32_t i = from + static_cast<std::uint32_t>(std::countr_zero(found)) / 8;
      if (may_be_mark(i)) return i;
    }
  }
  while (from < end_ && !may_be_mark(from)) ++from;
  return from;
}

std::optional<Mark> Scanner::read_mark(std::uint32_t i) const {
  if (const auto status = status_at(text_, i, end_); status && is_status(i, *status)) {
    return Mark{i, status->length, std::nullopt, status->status};
  }
  if (!is_reply_code(i)) return std::nullopt;
  const auto code = ReplyCode::parse(text_.substr(i, 3));
  if (!code) return std::nullopt;
  if (!is_announced(i)) {
    // In running text only what can hardly be anything else: "… failed 550 5.1.1 …".
    std::uint32_t next = i + 3;
    while (next < end_ && (is_space(text_[next]) || text_[next] == '-')) ++next;
    const auto status = status_at(text_, next, end_);
    if (!status || status->status.status_class() != code->first_digit()) return std::nullopt;
  }
  return Mark{i, 3, code, std::nullopt};
}

// "550 5.1.1 ", as nearly all replies begin, where a statement begins or behind ": ": read_mark() would
// find these two codes and nothing to doubt in them, only with much more to ask.
bool Scanner::is_plain_reply(std::uint32_t i) const {
  if (end_ - i < kPlainReply || text_[i + 3] != ' ' || text_[i + 5] != '.' || text_[i + 7] != '.') {
    return false;
  }
  const char* const code = text_.data() + i;
  if (!begins_code(code[0]) || !is_digit(code[1]) || !is_digit(code[2])) return false;
  if (!begins_code(code[4]) || code[6] < '0' || code[6] > '7' || !is_digit(code[8])) return false;
  if (end_ - i > kPlainReply && code[kPlainReply] != ' ') return false;
  return i == begin_ || (i >= begin_ + 2 && code[-1] == ' ' && code[-2] == ':');
}

std::uint32_t Scanner::add_plain_reply(std::uint32_t i, std::vector<ReplySegment>& segments) {
  const auto digit = [&](std::uint32_t k) {
    return static_cast<std::uint16_t>(text_[i + k] - '0');
  };
  const Mark code{i, 3, ReplyCode::parse(text_.substr(i, 3)), std::nullopt};
  const Mark status{i + 4, 5, std::nullopt, EnhancedStatus::of(digit(4), digit(6), digit(8))};
  add_reply_code(code, &status, segments);
  return i + kPlainReply;
}

// Only blanks, a hyphen or opening marks stand between a reply code and its status code.
bool Scanner::directly_follows(const Mark& reply, const Mark& status) const {
  const std::uint32_t from = reply.offset + reply.length;
  if (status.offset < from) return false;
  std::uint32_t gap = 0;
  for (std::uint32_t i = from; i < status.offset; ++i) {
    const char c = text_[i];
    if (!is_space(c) && !is_any_of(c, "-'\"([#:;<_")) return false;
    if (c != '\r' && ++gap > kLongestGap) return false;
  }
  return true;
}

void Scanner::add_reply_code(const Mark& mark, const Mark* status,
                             std::vector<ReplySegment>& segments) {
  ReplySegment* current = segments.size() > first_ ? &segments.back() : nullptr;
  if (current != nullptr && current->reply_code == mark.reply_code) {
    const bool same_status = status == nullptr || current->status == status->status;
    const char lead = before(skip_back_spaces(mark.offset));
    const bool quoted = is_any_of(lead, ":>\"'[(");
    if (same_status || (!current->status && !quoted)) {
      if (status != nullptr && !current->status) {
        current->status = status->status;
        current->status_offset = status->offset;
        current->status_length = status->length;
      }
      return;
    }
  }
  if (current != nullptr) current->end = mark.offset;
  ReplySegment segment;
  segment.begin = mark.offset;
  segment.end = end_;
  segment.reply_code = mark.reply_code;
  segment.reply_code_offset = mark.offset;
  if (status != nullptr) {
    segment.status = status->status;
    segment.status_offset = status->offset;
    segment.status_length = status->length;
  }
  segments.push_back(segment);
}

void Scanner::add_status(const Mark& mark, std::vector<ReplySegment>& segments) {
  ReplySegment* current = segments.size() > first_ ? &segments.back() : nullptr;
  if (current != nullptr && current->status == mark.status) return;
  const bool fits =
      current != nullptr && !current->status &&
      (!current->reply_code || current->reply_code->first_digit() == mark.status->status_class());
  const bool announced = is_announced(mark.offset);
  if (fits && (current->reply_code || !announced || current->begin == mark.offset ||
               !at_line_start(mark.offset))) {
    current->status = mark.status;
    current->status_offset = mark.offset;
    current->status_length = mark.length;
    return;
  }
  if (!announced) return;
  if (current != nullptr) {
    if (current->reply_code && !at_line_start(mark.offset)) return;
    current->end = mark.offset;
  }
  ReplySegment segment;
  segment.begin = mark.offset;
  segment.end = end_;
  segment.status = mark.status;
  segment.status_offset = mark.offset;
  segment.status_length = mark.length;
  segments.push_back(segment);
}

std::uint32_t Scanner::first_word() const {
  std::uint32_t first = begin_;
  while (first < end_ && !is_word_char(text_[first])) ++first;
  return first;
}

// The text in front of the first code is a segment of its own.
void Scanner::open_words(std::vector<ReplySegment>& segments) const {
  ReplySegment words;
  words.begin = begin_;
  while (is_space(text_[words.begin])) ++words.begin;
  words.end = end_;
  segments.push_back(words);
}

// Adds a code, with the status code that belongs to a reply code. Tells where the search goes on.
std::uint32_t Scanner::add(const Mark& mark, std::vector<ReplySegment>& segments) {
  const std::uint32_t behind = mark.offset + mark.length;
  if (mark.status) {
    add_status(mark, segments);
    return behind;
  }
  std::uint32_t next = behind;
  for (std::uint32_t gap = 0; next < end_ && !is_alnum(text_[next]) && gap < kLongestGap; ++next) {
    if (text_[next] != '\r') ++gap;
  }
  const std::optional<Mark> status = next < end_ ? mark_at(next) : std::nullopt;
  if (!status || !status->status || !directly_follows(mark, *status)) {
    add_reply_code(mark, nullptr, segments);
    return behind;
  }
  add_reply_code(mark, &*status, segments);
  return status->offset + status->length;
}

void Scanner::scan(std::vector<ReplySegment>& segments) {
  first_ = segments.size();
  std::uint32_t i = first_word();
  if (i == end_) return;
  bool is_plain = is_plain_reply(i);
  if (!is_plain && !mark_at(i)) open_words(segments);
  while (true) {
    std::uint32_t next = i + 1;
    if (is_plain) {
      next = add_plain_reply(i, segments);
    } else if (const std::optional<Mark> mark = mark_at(i)) {
      next = add(*mark, segments);
    }
    i = skip_to_mark(next);
    if (i == end_) return;
    is_plain = is_plain_reply(i);
  }
}

}  // namespace

std::optional<StatusMark> status_at(std::string_view text, std::uint32_t offset,
                                    std::uint32_t end) {
  constexpr std::uint32_t kShortest = 5;  // "5.1.1"; the class has one digit
  if (offset >= end || end - offset < kShortest || text[offset + 1] != '.') return std::nullopt;
  const char* const code = text.data() + offset;
  const bool is_short = is_digit(code[0]) && is_digit(code[2]) && code[3] == '.' &&
                        is_digit(code[4]) && (end - offset == kShortest || !is_digit(code[5]));
  if (is_short) {
    const auto number = [](char digit) { return static_cast<std::uint16_t>(digit - '0'); };
    const auto status = EnhancedStatus::of(number(code[0]), number(code[2]), number(code[4]));
    if (!status) return std::nullopt;
    return StatusMark{*status, kShortest};
  }
  std::uint32_t i = offset;
  std::array<std::uint16_t, 3> numbers{};
  for (std::uint16_t& number : numbers) {
    if (i > offset) {
      if (i >= end || text[i] != '.') return std::nullopt;
      ++i;
      // A header field may be folded behind the dot: one code over two lines.
      std::uint32_t next = i;
      if (next < end && text[next] == '\r') ++next;
      if (next < end && text[next] == '\n') {
        ++next;
        const std::uint32_t blank = next;
        while (next < end && is_blank(text[next])) ++next;
        if (next > blank) i = next;
      }
    }
    const std::uint32_t first = i;
    while (i < end && is_digit(text[i])) {
      if (i - first == 3) return std::nullopt;
      number = static_cast<std::uint16_t>(number * 10 + (text[i++] - '0'));
    }
    if (i == first || (text[first] == '0' && i - first > 1)) return std::nullopt;
  }
  const auto status = EnhancedStatus::of(numbers[0], numbers[1], numbers[2]);
  if (!status) return std::nullopt;
  return StatusMark{*status, i - offset};
}

void scan_replies(std::string_view text, std::uint32_t begin, std::uint32_t end,
                  std::vector<ReplySegment>& segments) {
  Scanner(text, begin, end).scan(segments);
}

}  // namespace whybounce
