// SPDX-License-Identifier: MIT
#include "evidence/report_text.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "ascii.h"
#include "evidence/address.h"
#include "evidence/markers.h"
#include "message/lines.h"

namespace whybounce {
namespace {

using Rank = AddressMention::Rank;
using ascii::is_alnum;
using ascii::is_space;

// Bounds the work on a text that is nothing but addresses; a report names some hundreds at most.
constexpr std::size_t kMaxMentions = 20000;
constexpr std::size_t kMaxMentionsOfLine = 64;

std::uint32_t line_end(std::string_view text, std::uint32_t from, std::uint32_t end) {
  const std::size_t found = text.substr(0, end).find('\n', from);
  return found == std::string_view::npos ? end : static_cast<std::uint32_t>(found);
}

// "Received", "X-Mailer", … : the name of the header field that a line begins with; empty if none.
std::string_view field_name_of(std::string_view line) {
  constexpr std::size_t kLongestName = 60;
  const std::size_t colon = line.substr(0, kLongestName + 1).find(':');
  if (colon == std::string_view::npos) return {};
  const std::string_view name = line.substr(0, colon);
  const bool is_name = std::ranges::all_of(name, [](char c) { return is_alnum(c) || c == '-'; });
  return is_name ? name : std::string_view();
}

bool is_common_field(std::string_view name) {
  static constexpr std::array<std::string_view, 9> kNames = {
      "from", "to", "cc", "subject", "date", "reply-to", "sender", "delivered-to", "content-type"};
  return std::any_of(kNames.begin(), kNames.end(), [&](std::string_view known) {
    return ascii::equals_ignoring_case(known, name);
  });
}

// Fields that transport and mail software write, and nobody types.
bool is_trace_field(std::string_view name) {
  static constexpr std::array<std::string_view, 8> kNames = {
      "received",   "return-path",    "message-id",       "mime-version",
      "x-received", "dkim-signature", "x-originating-ip", "authentication-results"};
  return std::any_of(kNames.begin(), kNames.end(), [&](std::string_view known) {
    return ascii::equals_ignoring_case(known, name);
  });
}

std::string_view without_mark(std::string_view text) {
  while (!text.empty() && !is_alnum(text.back()) && !ascii::is_beyond(text.back())) {
    text.remove_suffix(1);
  }
  return text;
}

bool ends_with_word(std::string_view text, std::string_view word) {
  if (!ascii::ends_with_ignoring_case(text, word)) return false;
  return text.size() == word.size() || !is_alnum(text[text.size() - word.size() - 1]);
}

// What stands in front of an address that is not the recipient's.
bool introduces_other(std::string_view prefix) {
  static constexpr std::array<std::string_view, 20> kWords = {
      "mail from",     "from",           "sender",     "return-path", "errors-to",
      "reply-to",      "message-id",     "references", "postmaster",  "contact",
      "envelope-from", "sender address", "mailto",     "cc",          "received",
      "in-reply-to",   "x-sender",       "abuse",      "helo",        "mail from address"};
  return std::any_of(kWords.begin(), kWords.end(),
                     [&](std::string_view word) { return ends_with_word(prefix, word); });
}

}  // namespace

// The search in one text.
class RecipientSearch {
 public:
  RecipientSearch(const RuleSet& rules, const Findings& findings, const RecipientText& in,
                  TextRecipientFinder& memory, Recycled<TextRecipient>& recipients)
      : rules_(rules),
        findings_(findings),
        text_(in.text),
        range_(in.range),
        hits_(in.hits),
        addressee_(in.addressee),
        likely_(in.likely),
        mentions_(memory.mentions_),
        index_(memory.index_),
        address_(memory.address_),
        recipients_(recipients) {}

  void find();

 private:
  void collect_mentions();
  void collect_from_line(std::uint32_t begin, std::uint32_t end, bool listed);
  Rank rank_of(std::uint32_t line, std::uint32_t offset, bool listed) const;
  bool label_before(std::uint32_t offset) const;
  bool told_in_line() const;
  bool is_marker(const Hit& hit, MarkerRole role) const {
    return marker_of(rules_, findings_, hit, role) != nullptr;
  }
  Rank best_rank(bool with_addressee) const;
  bool is_addressee(const AddressMention& mention) const;
  const std::string& address_of(const AddressMention& mention);
  std::optional<std::size_t> place_of(const AddressMention& mention);
  void add_recipients(Rank rank, bool with_addressee);
  void add_ranges();

  const RuleSet& rules_;
  const Findings& findings_;
  std::string_view text_;
  SourceSpan range_;
  std::span<const Hit> hits_;
  std::span<const Hit> line_hits_;  // those of hits_ that end on the line at hand
  std::string_view addressee_;
  std::string_view likely_;
  std::vector<AddressMention>& mentions_;
  AddressIndex& index_;
  std::string& address_;
  Recycled<TextRecipient>& recipients_;
};

// Words such as "Recipient:" end where the address begins.
bool RecipientSearch::label_before(std::uint32_t offset) const {
  return std::any_of(line_hits_.begin(), line_hits_.end(), [&](const Hit& hit) {
    const std::uint32_t end = hit.phrase.offset + hit.phrase.length;
    if (end > offset || !is_marker(hit, MarkerRole::recipient_label)) return false;
    const std::string_view between = text_.substr(end, offset - end);
    return std::none_of(between.begin(), between.end(),
                        [](char c) { return is_alnum(c) || ascii::is_beyond(c); });
  });
}

bool RecipientSearch::told_in_line() const {
  return std::any_of(line_hits_.begin(), line_hits_.end(), [&](const Hit& hit) {
    if (hit.own) return true;
    const auto uses = rules_.uses(hit.phrase.phrase);
    return std::any_of(uses.begin(), uses.end(), [](const PhraseUse& use) {
      return use.role == PhraseUse::Role::rule_phrase;
    });
  });
}

Rank RecipientSearch::rank_of(std::uint32_t line, std::uint32_t offset, bool listed) const {
  const std::string_view raw = text_.substr(line, offset - line);
  const std::string_view prefix = without_mark(raw);
  // Few prefixes end with a letter of these words at all.
  if (!prefix.empty() && ascii::is_any_of(ascii::to_lower(prefix.back()), "otmy")) {
    if (ends_with_word(prefix, "rcpt to") || ends_with_word(prefix, "rcpt")) return Rank::labelled;
    if (ends_with_word(prefix, "expanded from") || ends_with_word(prefix, "generated from") ||
        ends_with_word(prefix, "generated by") || ends_with_word(prefix, "forwarded from")) {
      return Rank::forwarded_from;
    }
  }
  const bool begins_line = std::none_of(prefix.begin(), prefix.end(), [](char c) {
    return ascii::is_alpha(c) || ascii::is_beyond(c);
  });
  if (begins_line) return listed ? Rank::listed : Rank::labelled;
  if (label_before(offset)) return Rank::labelled;
  if (introduces_other(prefix)) return Rank::ignored;
  if (listed && raw.size() < 60 && prefix.size() < 50 && prefix.find(':') == std::string_view::npos)
    return Rank::labelled;
  return told_in_line() ? Rank::told : Rank::passing;
}

void RecipientSearch::collect_from_line(std::uint32_t begin, std::uint32_t end, bool listed) {
  std::uint32_t from = begin;
  for (std::size_t count = 0; count < kMaxMentionsOfLine; ++count) {
    const auto mark = find_address(text_, from, end);
    if (!mark || mentions_.size() >= kMaxMentions) return;
    from = mark->offset + mark->length;
    AddressMention mention{mark->offset, mark->length, begin, Rank::passing};
    mention.rank = rank_of(begin, mark->offset, listed);
    const std::string_view address = text_.substr(mark->offset, mark->length);
    const std::string_view local = local_part(address);
    if (mention.rank < Rank::listed &&
        (is_mail_system_name(local) || ascii::ends_with_ignoring_case(local, "-owner"))) {
      mention.rank = Rank::ignored;
    }
    mentions_.push_back(mention);
  }
}

void RecipientSearch::collect_mentions() {
  const std::uint32_t end = range_.offset + range_.length;
  bool listed = false;
  std::size_t next_hit = 0;
  const auto pass_hits = [&](std::uint32_t stop) {
    for (; next_hit < hits_.size() && hits_[next_hit].end() <= stop; ++next_hit) {
      if (is_marker(hits_[next_hit], MarkerRole::recipients_follow)) listed = true;
      if (is_marker(hits_[next_hit], MarkerRole::recipients_end)) listed = false;
    }
  };
  // Only lines with an address are looked at.
  for (std::uint32_t from = range_.offset; from < end;) {
    const std::size_t sign = text_.substr(0, end).find('@', from);
    if (sign == std::string_view::npos) break;
    const auto line = std::max(from, static_cast<std::uint32_t>(line_begin(text_, sign)));
    const std::uint32_t stop = line_end(text_, static_cast<std::uint32_t>(sign), end);
    pass_hits(line == 0 ? 0 : line - 1);
    const std::size_t first_hit = next_hit;
    pass_hits(stop);
    line_hits_ = hits_.subspan(first_hit, next_hit - first_hit);
    collect_from_line(line, stop, listed);
    from = stop + 1;
  }
}

bool RecipientSearch::is_addressee(const AddressMention& mention) const {
  return !addressee_.empty() &&
         ascii::equals_ignoring_case(text_.substr(mention.offset, mention.length), addressee_);
}

Rank RecipientSearch::best_rank(bool with_addressee) const {
  Rank best = Rank::ignored;
  for (const AddressMention& mention : mentions_) {
    if (mention.rank == Rank::forwarded_from) continue;
    if (is_addressee(mention) && (!with_addressee || mention.rank < Rank::labelled)) continue;
    best = std::max(best, mention.rank);
  }
  return best;
}

// Valid until the next call.
const std::string& RecipientSearch::address_of(const AddressMention& mention) {
  assign_found_address(text_.substr(mention.offset, mention.length), address_);
  return address_;
}

// Which recipient a mention is of. Most addresses stand there as they are known.
std::optional<std::size_t> RecipientSearch::place_of(const AddressMention& mention) {
  const std::string_view raw = text_.substr(mention.offset, mention.length);
  if (const auto place = index_.find(raw)) return place;
  return is_plain_address(raw) ? std::nullopt : index_.find(address_of(mention));
}

void RecipientSearch::add_recipients(Rank rank, bool with_addressee) {
  bool last_added = false;
  for (const AddressMention& mention : mentions_) {
    if (mention.rank == Rank::forwarded_from && last_added) {
      TextRecipient& forwarded = recipients_.back();
      if (forwarded.alias.empty() && address_of(mention) != forwarded.address) {
        forwarded.alias = std::exchange(forwarded.address, address_of(mention));
        index_.add(forwarded.address, recipients_.size() - 1);
      }
      continue;
    }
    last_added = false;
    if (mention.rank != rank || (!with_addressee && is_addressee(mention))) continue;
    const std::string& address = address_of(mention);
    if (!index_.add(address, recipients_.size())) continue;
    TextRecipient& recipient = recipients_.add();
    recipient.address = address;
    recipient.span = {range_.part, mention.offset, mention.length};
    recipient.rank = rank;
    last_added = true;
  }
}

// The text about a recipient goes from the line that names it to the line that names another.
void RecipientSearch::add_ranges() {
  std::size_t open = recipients_.size();
  std::uint32_t begin = 0;
  const auto close = [&](std::uint32_t at) {
    if (open < recipients_.size() && at > begin) {
      recipients_[open].ranges.push_back({range_.part, begin, at - begin});
    }
  };
  for (const AddressMention& mention : mentions_) {
    if (mention.rank == Rank::ignored) continue;
    const std::optional<std::size_t> index = place_of(mention);
    if (!index || *index == open) continue;
    close(mention.line);
    open = *index;
    begin = mention.line;
  }
  close(range_.offset + range_.length);
}

void RecipientSearch::find() {
  mentions_.clear();
  index_.clear();
  recipients_.clear();
  collect_mentions();
  bool with_addressee = false;
  Rank rank = best_rank(false);
  if (rank < Rank::told) {
    if (const Rank other = best_rank(true); other >= Rank::labelled) {
      rank = other;
      with_addressee = true;
    }
  }
  if (rank == Rank::ignored) return;
  add_recipients(rank, with_addressee);
  if (rank == Rank::passing && recipients_.size() > 1) {
    // Addresses in running text: the one that the returned message went to, else the first.
    recipients_.keep_only(index_.find(likely_).value_or(0));
    index_.clear();
    const TextRecipient& kept = recipients_.front();
    index_.add(kept.address, 0);
    if (!kept.alias.empty()) index_.add(kept.alias, 0);
  }
  add_ranges();
}

std::uint32_t find_inline_header(std::string_view text, std::uint32_t begin, std::uint32_t end) {
  bool paragraph_start = true;
  for (std::uint32_t line = begin; line < end;) {
    const std::uint32_t stop = line_end(text, line, end);
    const bool empty = ascii::is_all_space(text.substr(line, stop - line));
    if (!empty && paragraph_start && !field_name_of(text.substr(line, stop - line)).empty()) {
      int common = 0;
      int trace = 0;
      int lines = 0;
      for (std::uint32_t at = line; at < end && lines < 12;) {
        const std::uint32_t next = line_end(text, at, end);
        const std::string_view words = text.substr(at, next - at);
        if (ascii::is_all_space(words)) break;
        const std::string_view name = field_name_of(words);
        if (!name.empty()) {
          common += is_common_field(name) ? 1 : 0;
          trace += is_trace_field(name) ? 1 : 0;
        } else if (!is_space(words.front())) {
          break;
        }
        ++lines;
        at = next + 1;
      }
      if (trace >= 1 && trace + common >= 2) return line;
    }
    paragraph_start = empty;
    line = stop + 1;
  }
  return end;
}

void TextRecipientFinder::find(const RuleSet& rules, const Findings& findings,
                               const RecipientText& in, Recycled<TextRecipient>& recipients) {
  RecipientSearch(rules, findings, in, *this, recipients).find();
}

}  // namespace whybounce
