// SPDX-License-Identifier: MIT
#include "evidence/collect.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "ascii.h"
#include "catalog/phrase_tables.h"
#include "evidence/address.h"
#include "evidence/address_index.h"
#include "evidence/header_place.h"
#include "evidence/log_line.h"
#include "evidence/markers.h"
#include "evidence/postfix_line.h"
#include "evidence/quoting.h"
#include "evidence/report_text.h"
#include "evidence/returned_recipient.h"
#include "evidence/ses_notice.h"
#include "evidence/statements.h"
#include "evidence/traits.h"
#include "message/lines.h"

namespace whybounce {

void RecipientFindings::clear() {
  address.clear();
  alias.clear();
  address_span = {};
  action.reset();
  action_field = {};
  status.reset();
  status_field = {};
  remote_mta.clear();
  statements.clear();
}

void Findings::clear() {
  traits = {};
  recipients.clear();
  common.clear();
  shared.clear();
  segments.clear();
  hits.clear();
  runs.clear();
  roles = 0;
  notice.clear();
  subject = {};
  reporting_mta.clear();
  report_header = Part::kNone;
  original_header = Part::kNone;
  original_text = {};
}

namespace {

// The first hit that ends behind that place. Most texts have so few that a walk is the quickest way.
const Hit* first_behind(const Hit* hit, const Hit* last, std::uint32_t place) {
  constexpr std::ptrdiff_t kFew = 8;
  if (last - hit > kFew) {
    return std::partition_point(hit, last, [&](const Hit& h) { return h.end() <= place; });
  }
  while (hit != last && hit->end() <= place) ++hit;
  return hit;
}

}  // namespace

std::span<const Hit> Findings::hits_ending_in(const SourceSpan& span) const {
  auto run = runs.begin();
  if (runs.size() > 1) {
    run =
        std::partition_point(run, runs.end(), [&](const HitRun& r) { return r.part < span.part; });
  }
  if (run == runs.end() || run->part != span.part) return {};
  const Hit* const last = hits.data() + run->last;
  const Hit* const from = first_behind(hits.data() + run->first, last, span.offset);
  return {from, first_behind(from, last, span.offset + span.length)};
}

namespace {

// How often the text of a report is read for its recipients. Twice, if a text names each of them
// once and all of it is said of all; more often only where one is listed again and again.
constexpr std::size_t kMaxReadings = 8;

// An address has 254 characters (RFC 5321 section 4.5.3.1, RFC 3696 erratum 1690), a host's name
// 255; what is longer is read up to here, with room for the type and comments.
constexpr std::size_t kMaxNameBytes = 2000;

// `ranges` are sorted and don't overlap.
bool begins_in(const std::vector<SourceSpan>& ranges, const SourceSpan& span) {
  const auto range = std::partition_point(ranges.begin(), ranges.end(), [&](const SourceSpan& r) {
    return r.part < span.part || (r.part == span.part && r.offset + r.length <= span.offset);
  });
  return range != ranges.end() && range->part == span.part && range->offset <= span.offset;
}

// An HTML part says the same as the plain text beside it: RFC 2046 section 5.1.4.
bool has_plain_twin(const Message& message, const ReportScope& scope, std::uint32_t leaf) {
  const auto& parts = message.parts();
  if (parts[leaf].parent == Part::kNone) return false;
  if (parts[parts[leaf].parent].media_type != "multipart/alternative") return false;
  return std::any_of(scope.leaves.begin(), scope.leaves.end(), [&](std::uint32_t other) {
    return parts[other].parent == parts[leaf].parent && parts[other].media_type == "text/plain" &&
           !ascii::trim(message.text(other)).empty();
  });
}

// Whether a leaf of a report is a text for people. Those before it must be decoded already.
bool is_notice(const Message& message, const ReportScope& scope, std::uint32_t leaf) {
  const std::string_view type = message.parts()[leaf].media_type;
  return type == "text/plain" || (type == "text/html" && !has_plain_twin(message, scope, leaf));
}

}  // namespace

void decode_report(Message& message) {
  ReportScope scope;
  find_report(message, scope);
  (void)message.decode(scope.header);
  std::size_t notices = 0;
  for (const std::uint32_t leaf : scope.leaves) {
    if (!is_delivery_status(message.parts()[leaf])) {
      if (notices == kMaxNotices || !is_notice(message, scope, leaf)) continue;
      ++notices;
    }
    (void)message.decode(leaf);
  }
}

// One run of a Collector over one message.
class Collection {
 public:
  Collection(Collector& collector, Message& message, Findings& findings)
      : collector_(collector),
        message_(message),
        findings_(findings),
        scope_(collector.scope_),
        status_(collector.status_),
        named_(collector.named_),
        named_index_(collector.named_index_) {}

  void run();

 private:
  void scan(std::string_view text, std::uint32_t part, std::uint32_t begin, std::uint32_t end);
  void scan_subject();
  void read_leaf(std::uint32_t leaf);
  void read_status_part(std::uint32_t leaf);
  void read_notice(std::uint32_t leaf);
  std::uint32_t scan_notice(std::string_view text, std::uint32_t part, std::uint32_t end);
  bool begins_original(const Hit& hit) const;
  void scan_status_words();
  void sort_hits();
  void find_addresses();
  void add_status_recipients();
  void add_failed_recipients();
  void add_text_recipients();
  void add_fallback_recipient();
  void add_statements(RecipientFindings& recipient, const DsnRecipient* status,
                      const std::vector<SourceSpan>& ranges);
  void add_common_statements();
  std::vector<SourceSpan> named_ranges() const;
  std::string_view text(const SourceSpan& span) const;
  void assign_name(const FieldSpan& field, std::string& name) const;
  std::string_view field(std::uint32_t header, std::string_view name) const;
  const TextRecipient* text_recipient(std::string_view address);

  Collector& collector_;
  Message& message_;
  Findings& findings_;
  ReportScope& scope_;
  DeliveryStatus& status_;
  Recycled<TextRecipient>& named_;  // recipients that the report's text names
  AddressIndex& named_index_;       // filled when first asked
  bool is_indexed_ = false;
  std::size_t text_left_ = 0;  // how much text may still be read for recipients
};

std::string_view Collection::text(const SourceSpan& span) const {
  return message_.text(span.part).substr(span.offset, span.length);
}

// The address or the host's name that a field of a delivery status holds.
void Collection::assign_name(const FieldSpan& field, std::string& name) const {
  name.clear();
  if (field.length > 0) assign_clean_address(text(field).substr(0, kMaxNameBytes), name);
}

std::string_view Collection::field(std::uint32_t header, std::string_view name) const {
  if (header == Part::kNone) return {};
  const HeaderField* found = message_.find_field(header, name);
  return found == nullptr ? std::string_view() : ascii::trim(found->value);
}

void Collection::scan(std::string_view text, std::uint32_t part, std::uint32_t begin,
                      std::uint32_t end) {
  const auto run_with = [&](const RuleSet& rules, bool own) {
    collector_.scratch_.clear();
    collector_.scanner_.scan(rules, text, begin, end, collector_.scratch_);
    const std::span<const MarkerRoles> roles = rules.phrases().marker_roles;
    for (const PhraseHit& phrase : collector_.scratch_) {
      findings_.hits.push_back({phrase, part, own, own ? 0 : roles[phrase.phrase]});
    }
  };
  run_with(collector_.built_in_, false);
  if (collector_.own_ != nullptr) run_with(*collector_.own_, true);
}

void Collection::scan_subject() {
  if (scope_.header == Part::kNone) return;
  const HeaderField* subject = message_.find_field(scope_.header, "Subject");
  if (subject == nullptr) return;
  findings_.subject = place_in_header(message_, scope_.header, subject->value);
  const std::uint32_t offset = findings_.subject.offset;
  const std::uint32_t length = findings_.subject.length;
  if (subject->value.find("=?") == std::string_view::npos) {
    scan(message_.text(scope_.header), scope_.header, offset, offset + length);
    return;
  }
  // Encoded words have no place of their own in the header: the whole value is the evidence.
  const std::string decoded = message_.decode_value(subject->value);
  const std::size_t first = findings_.hits.size();
  scan(decoded, scope_.header, 0, static_cast<std::uint32_t>(decoded.size()));
  for (std::size_t i = first; i < findings_.hits.size(); ++i) {
    findings_.hits[i].phrase.offset = offset;
    findings_.hits[i].phrase.length = length;
  }
}

bool Collection::begins_original(const Hit& hit) const {
  return marker_of(collector_.built_in_, findings_, hit, MarkerRole::original_begins) != nullptr;
}

// Scans paragraph by paragraph up to the line where the returned message begins; gives its place, or
// `end`.
std::uint32_t Collection::scan_notice(std::string_view text, std::uint32_t part,
                                      std::uint32_t end) {
  constexpr std::uint32_t kBlock = 1024;
  std::uint32_t begin = 0;
  while (begin < end) {
    std::uint32_t stop = end;
    // Lines that end within the first block are no place to stop at.
    const std::size_t first_line =
        end - begin < kBlock ? end : line_begin(text, begin + kBlock - 1);
    LineCursor lines(text.substr(0, end), first_line);
    while (lines.next()) {
      if (ascii::trim(lines.line()).empty()) {
        stop = static_cast<std::uint32_t>(lines.end());
        break;
      }
    }
    const std::size_t first = findings_.hits.size();
    scan(text, part, begin, stop);
    for (std::size_t i = first; i < findings_.hits.size(); ++i) {
      const Hit& hit = findings_.hits[i];
      if (!hit.is(MarkerRole::original_begins) || !begins_original(hit)) continue;
      const std::uint32_t offset = hit.phrase.offset;
      const auto cut = static_cast<std::uint32_t>(line_begin(text, offset));
      std::erase_if(findings_.hits,
                    [&](const Hit& h) { return h.part == part && h.phrase.offset >= cut; });
      return cut;
    }
    begin = stop;
  }
  return end;
}

void Collection::read_status_part(std::uint32_t leaf) {
  const std::string_view text = message_.decode(leaf);
  read_delivery_status(text, leaf, 0, static_cast<std::uint32_t>(text.size()), status_);
}

void Collection::read_notice(std::uint32_t leaf) {
  const std::string_view text = message_.decode(leaf);
  auto end = static_cast<std::uint32_t>(std::min<std::size_t>(text.size(), kMaxNoticeBytes));
  if (const auto notice = read_ses_notice(text, leaf, 0, end, status_)) {
    if (*notice == Kind::complaint) findings_.traits.feedback_report = true;
    return;
  }
  const bool is_line = text.find('\n') == std::string_view::npos;
  // Lines of logs begin with a time or a name.
  if (scope_.header == Part::kNone && is_line && !begins_with_reply_code(text) &&
      (read_log_line(text, leaf, 0, end, status_) ||
       read_postfix_line(text, leaf, 0, end, status_) != PostfixLine::other)) {
    return;
  }
  std::uint32_t cut = is_line ? end : find_inline_header(text, 0, end);
  cut = scan_notice(text, leaf, cut);
  if (cut < end && findings_.original_text.length == 0) {
    findings_.original_text = {leaf, cut, end - cut};
  }
  // Some reports show their delivery status in the text: with it, or instead of the part.
  LineCursor lines(text.substr(0, cut));
  while (status_.recipients.empty() && lines.next()) {
    if (!begins_with_dsn_field(ascii::trim_left(without_quote(lines.line())))) continue;
    const auto begin = static_cast<std::uint32_t>(lines.begin());
    read_delivery_status(text, leaf, begin, cut, status_);
    break;
  }
  findings_.notice.push_back({leaf, 0, cut});
}

void Collection::read_leaf(std::uint32_t leaf) {
  if (is_delivery_status(message_.parts()[leaf])) {
    read_status_part(leaf);
  } else if (findings_.notice.size() < kMaxNotices && is_notice(message_, scope_, leaf)) {
    read_notice(leaf);
  }
}

// The words in the delivery status; where it stands in the report's text, that was scanned already.
void Collection::scan_status_words() {
  const auto scan_field = [&](const FieldSpan& field) {
    const bool in_notice =
        std::any_of(findings_.notice.begin(), findings_.notice.end(),
                    [&](const SourceSpan& notice) { return notice.part == field.part; });
    if (field.length == 0 || in_notice) return;
    scan(message_.text(field.part), field.part, field.offset, field.offset + field.length);
  };
  for (const DsnRecipient& recipient : status_.recipients) {
    scan_field(recipient.status_comment);
    scan_field(recipient.diagnostic_code);
  }
}

// The user's rules are searched for by themselves, and fields stand in any order.
void Collection::sort_hits() {
  const auto precedes = [](const Hit& a, const Hit& b) { return a.end() < b.end(); };
  const auto end = findings_.hits.end();
  for (auto first = findings_.hits.begin(); first != end;) {
    auto last = first;
    bool is_sorted = true;
    for (; last != end && last->part == first->part; ++last) {
      findings_.roles |= last->roles;
      if (last != first && precedes(*last, *std::prev(last))) is_sorted = false;
    }
    if (!is_sorted) std::stable_sort(first, last, precedes);
    findings_.runs.push_back({first->part, static_cast<std::size_t>(first - findings_.hits.begin()),
                              static_cast<std::size_t>(last - findings_.hits.begin())});
    first = last;
  }
  if (findings_.runs.size() < 2) return;
  std::sort(findings_.runs.begin(), findings_.runs.end(), [](const HitRun& a, const HitRun& b) {
    return a.part != b.part ? a.part < b.part : a.first < b.first;
  });
}

const TextRecipient* Collection::text_recipient(std::string_view address) {
  if (!is_indexed_) {
    is_indexed_ = true;
    for (std::size_t i = 0; i < named_.size(); ++i) {
      named_index_.add(named_[i].address, i);
      if (!named_[i].alias.empty()) named_index_.add(named_[i].alias, i);
    }
  }
  const std::optional<std::size_t> place = named_index_.find(address);
  return place ? &named_[*place] : nullptr;
}

void Collection::find_addresses() {
  const auto holds_sign = [&](const SourceSpan& range) {
    return text(range).find('@') != std::string_view::npos;
  };
  if (std::none_of(findings_.notice.begin(), findings_.notice.end(), holds_sign)) return;
  const std::string addressee = clean_address(field(scope_.header, "To"));
  const std::string likely = clean_address(field(scope_.returned, "To"));
  AddressIndex& by_address = collector_.by_address_;
  by_address.clear();
  for (const SourceSpan& range : findings_.notice) {
    const auto first = std::find_if(findings_.hits.begin(), findings_.hits.end(),
                                    [&](const Hit& hit) { return hit.part == range.part; });
    const auto last = std::find_if(first, findings_.hits.end(),
                                   [&](const Hit& hit) { return hit.part != range.part; });
    collector_.recipient_finder_.find(
        collector_.built_in_, findings_,
        {message_.text(range.part), range, {first, last}, addressee, likely}, collector_.found_);
    if (findings_.notice.size() == 1 && collector_.found_.size() == 1) {
      std::swap(named_, collector_.found_);
      return;
    }
    for (TextRecipient& recipient : collector_.found_) {
      if (const auto place = by_address.find(recipient.address)) {
        TextRecipient& same = named_[*place];
        same.rank = std::max(same.rank, recipient.rank);
        same.ranges.insert(same.ranges.end(), recipient.ranges.begin(), recipient.ranges.end());
        continue;
      }
      by_address.add(recipient.address, named_.size());
      std::swap(named_.add(), recipient);
    }
  }
}

void Collection::add_statements(RecipientFindings& recipient, const DsnRecipient* status,
                                const std::vector<SourceSpan>& ranges) {
  std::vector<Statement>& into = recipient.statements;
  if (status != nullptr) {
    if (status->diagnostic_code.length > 0) {
      const SourceSpan span = status->diagnostic_code;
      add_statement(message_.text(span.part), span, Trust::diagnostic_field, findings_, into);
    }
    if (status->status_comment.length > 0) {
      const SourceSpan span = status->status_comment;
      add_statement(message_.text(span.part), span, Trust::status_comment, findings_, into);
    }
  }
  for (const SourceSpan& range : ranges) {
    if (range.length > text_left_) break;
    text_left_ -= range.length;
    add_text_statements(message_.text(range.part), range, findings_, into);
  }
  // They nearly always stand in order, and std::stable_sort() asks for memory.
  if (!std::ranges::is_sorted(into, {}, &Statement::trust)) {
    std::ranges::stable_sort(into, {}, &Statement::trust);
  }
}

// What stands in the report outside of the texts about single recipients. Where there is only one
// recipient, all of the text is about it already.
void Collection::add_common_statements() {
  if (findings_.recipients.size() > 1) {
    for (const SourceSpan& range : findings_.notice) {
      add_text_statements(message_.text(range.part), range, findings_, findings_.shared);
    }
    const std::vector<SourceSpan> ranges = named_ranges();
    for (Statement& statement : findings_.shared) {
      statement.trust = Trust::report;
      if (!begins_in(ranges, statement.span)) findings_.common.push_back(statement);
    }
  }
  if (findings_.subject.length > 0) {
    add_statement(message_.text(findings_.subject.part), findings_.subject, Trust::subject,
                  findings_, findings_.common);
  }
}

// The texts about the recipients that are named, in the order in which they stand.
std::vector<SourceSpan> Collection::named_ranges() const {
  std::vector<SourceSpan> all;
  for (const TextRecipient& named : named_) {
    all.insert(all.end(), named.ranges.begin(), named.ranges.end());
  }
  std::sort(all.begin(), all.end(), [](const SourceSpan& a, const SourceSpan& b) {
    return a.part != b.part ? a.part < b.part : a.offset < b.offset;
  });
  return all;
}

// RFC 3464 section 2.3.1: the original recipient is the address that the sender gave.
void Collection::add_status_recipients() {
  const std::vector<SourceSpan> no_ranges;
  for (const DsnRecipient& status : status_.recipients) {
    if (findings_.recipients.size() >= kMaxRecipients) return;
    if (status.final_recipient.length == 0 && status.original_recipient.length == 0) continue;
    RecipientFindings& recipient = findings_.recipients.add();
    std::string& original = collector_.original_;
    std::string& final = collector_.final_;
    assign_name(status.original_recipient, original);
    assign_name(status.final_recipient, final);
    // Exchange puts an X.400 or X.500 name of its own into an address: nobody wrote to that.
    const bool by_original =
        original.find('@') != std::string::npos &&
        (final.empty() || !ascii::starts_with_ignoring_case(original, "IMCEA"));
    recipient.address = by_original || final.empty() ? original : final;
    recipient.address_span = by_original ? status.original_recipient : status.final_recipient;
    const std::string& other = by_original ? final : original;
    if (!ascii::equals_ignoring_case(other, recipient.address)) recipient.alias = other;
    recipient.action = status.action;
    recipient.action_field = status.action_field;
    recipient.status = status.status;
    recipient.status_field = status.status_field;
    assign_name(status.remote_mta, recipient.remote_mta);
    const TextRecipient* named = text_recipient(recipient.address);
    if (named == nullptr && !recipient.alias.empty()) named = text_recipient(recipient.alias);
    const bool alone = status_.recipients.size() == 1;
    const bool is_local = recipient.address.find('@') == std::string::npos;
    if (named == nullptr && alone && is_local && named_.size() == 1) {
      // "Final-Recipient: X-LOCAL; you": the text has the whole address.
      named = &named_.front();
      recipient.alias = std::exchange(recipient.address, named->address);
    }
    const std::vector<SourceSpan>& ranges = alone              ? findings_.notice
                                            : named != nullptr ? named->ranges
                                                               : no_ranges;
    if (named != nullptr && recipient.alias.empty() &&
        !ascii::equals_ignoring_case(named->address, recipient.address)) {
      recipient.alias = named->address;
    }
    add_statements(recipient, &status, ranges);
  }
}

void Collection::add_failed_recipients() {
  const std::vector<SourceSpan> no_ranges;
  const std::string_view list = field(scope_.header, "X-Failed-Recipients");
  const auto end = static_cast<std::uint32_t>(list.size());
  std::vector<std::string> addresses;
  for (std::uint32_t from = 0; from < end && addresses.size() < kMaxRecipients;) {
    const auto mark = find_address(list, from, end);
    if (!mark) break;
    addresses.push_back(clean_address(list.substr(mark->offset, mark->length)));
    from = mark->offset + mark->length;
  }
  const DsnRecipient* status = status_.recipients.empty() ? nullptr : &status_.recipients.front();
  for (std::string& address : addresses) {
    RecipientFindings& recipient = findings_.recipients.add();
    const TextRecipient* named = text_recipient(address);
    const bool alone = addresses.size() == 1;
    recipient.address = std::move(address);
    if (named != nullptr) {
      recipient.address_span = named->span;
      recipient.address = named->address;
      recipient.alias = named->alias;
    }
    add_statements(recipient, alone ? status : nullptr,
                   alone              ? findings_.notice
                   : named != nullptr ? named->ranges
                                      : no_ranges);
  }
}

void Collection::add_text_recipients() {
  const bool alone = named_.size() == 1;
  const DsnRecipient* status = status_.recipients.empty() ? nullptr : &status_.recipients.front();
  for (TextRecipient& named : named_) {
    if (findings_.recipients.size() >= kMaxRecipients) return;
    RecipientFindings& recipient = findings_.recipients.add();
    recipient.address = named.address;
    recipient.alias = named.alias;
    recipient.address_span = named.span;
    if (status != nullptr) {
      recipient.action = status->action;
      recipient.action_field = status->action_field;
      recipient.status = status->status;
      recipient.status_field = status->status_field;
    }
    add_statements(recipient, alone ? status : nullptr, alone ? findings_.notice : named.ranges);
  }
}

// Nothing names a recipient: the returned message does, or nothing at all.
void Collection::add_fallback_recipient() {
  RecipientFindings& recipient = findings_.recipients.add();
  // A line has none of these.
  if (scope_.returned != Part::kNone) {
    recipient.address = recipient_of_returned(message_, scope_.returned);
  }
  if (recipient.address.empty() && findings_.original_text.length > 0) {
    recipient.address = recipient_of_returned(text(findings_.original_text));
  }
  if (recipient.address.empty() && scope_.header != Part::kNone) {
    recipient.address = recipient_of_return_path(clean_address(field(scope_.header, "To")));
  }
  const DsnRecipient* status = status_.recipients.empty() ? nullptr : &status_.recipients.front();
  if (status != nullptr) {
    recipient.action = status->action;
    recipient.action_field = status->action_field;
    recipient.status = status->status;
    recipient.status_field = status->status_field;
    assign_name(status->remote_mta, recipient.remote_mta);
  }
  add_statements(recipient, status, findings_.notice);
  if (recipient.statements.empty() && status == nullptr) findings_.recipients.remove_last();
}

void Collection::run() {
  findings_.clear();
  status_.clear();
  named_.clear();
  named_index_.clear();
  find_report(message_, scope_);
  findings_.report_header = scope_.header;
  findings_.original_header = scope_.returned;
  findings_.traits = read_traits(message_, scope_);
  scan_subject();
  for (const std::uint32_t leaf : scope_.leaves) read_leaf(leaf);
  // A single line has little of what a report can have: what is not there is not asked for.
  const bool has_header = scope_.header != Part::kNone;
  const bool has_status = !status_.recipients.empty();
  assign_name(status_.reporting_mta, findings_.reporting_mta);
  if (has_status) scan_status_words();
  if (!findings_.hits.empty()) sort_hits();
  find_addresses();
  for (const SourceSpan& range : findings_.notice) text_left_ += kMaxReadings * range.length;
  if (has_status) add_status_recipients();
  findings_.traits.delivery_report = !findings_.recipients.empty();
  if (findings_.recipients.empty() && has_header) add_failed_recipients();
  if (findings_.recipients.empty()) add_text_recipients();
  if (findings_.recipients.empty()) add_fallback_recipient();
  if (has_header || findings_.recipients.size() > 1) add_common_statements();
}

void Collector::collect(Message& message, Findings& findings) {
  Collection(*this, message, findings).run();
}

}  // namespace whybounce
