// SPDX-License-Identifier: MIT
#include "diagnosis/candidates.h"

#include <algorithm>
#include <span>

#include "catalog/phrase_tables.h"
#include "evidence/context.h"

namespace whybounce {
namespace {

// Statements that are not the recipient's own count as behind all of its own.
constexpr std::uint32_t kNotOwn = 0x10000000;

bool is_about_sender(Cause cause) {
  return cause == Cause::sender_refused || cause == Cause::login_required ||
         cause == Cause::auth_failed || cause == Cause::reverse_dns;
}

bool is_about_address(Cause cause) {
  return cause == Cause::user_unknown || cause == Cause::mailbox_moved ||
         cause == Cause::mailbox_disabled || cause == Cause::mailbox_full ||
         cause == Cause::domain_unknown || cause == Cause::domain_no_mail;
}

// "Sender address rejected: user unknown", "HELO: no such host", "535 account disabled": a reply that
// names the sender says of the sender what is else said of recipients. The other way round is rare.
void let_sender_be_meant(std::span<Candidate> said) {
  const bool sender = std::any_of(said.begin(), said.end(), [](const Candidate& c) {
    return is_about_sender(c.cause) && c.strength >= Strength::specific_code;
  });
  if (!sender) return;
  for (Candidate& candidate : said) {
    if (candidate.strength == Strength::words && is_about_address(candidate.cause)) {
      candidate.strength = Strength::vague_words;
    }
  }
}

}  // namespace

// A segment of a statement, and the codes that hold there.
struct CandidateFinder::Place {
  const Statement& statement;
  std::uint32_t statement_index;
  std::uint32_t segment_index;
  const ReplySegment& segment;
  std::uint32_t wrapping;
  const RecipientFindings* recipient;    // null for common statements
  std::optional<EnhancedStatus> status;  // the segment's, else the Status field's

  // A candidate that stands here; all else of it is the caller's to say.
  Candidate& add_to(std::vector<Candidate>& candidates) const {
    Candidate& candidate = candidates.emplace_back();
    candidate.trust = statement.trust;
    candidate.statement = statement_index;
    candidate.wrapping = wrapping;
    candidate.segment = segment_index;
    return candidate;
  }
};

CandidateFinder::CandidateFinder(const RuleSet& built_in, const RuleSet* own,
                                 const Message& message, const Findings& findings,
                                 AroundStatement& around)
    : built_in_(built_in), own_(own), message_(message), findings_(findings), around_(around) {}

bool CandidateFinder::has_with(const Place& place, std::uint32_t rule, bool own) const {
  if (!around_.with_found) {
    around_.with_found = true;
    const SourceSpan& span = place.statement.span;
    for (const Hit& hit : findings_.hits_ending_in(span)) {
      if (hit.phrase.offset < span.offset) continue;
      for (const PhraseUse& use : (hit.own ? *own_ : built_in_).uses(hit.phrase.phrase)) {
        if (use.role == PhraseUse::Role::rule_with) around_.with.emplace_back(hit.own, use.index);
      }
    }
    std::sort(around_.with.begin(), around_.with.end());
  }
  return std::binary_search(around_.with.begin(), around_.with.end(), std::pair(own, rule));
}

bool CandidateFinder::has_host(const Place& place, std::uint32_t index, const Rule& rule,
                               bool own) const {
  for (const AroundStatement::Answer& answer : around_.hosts) {
    if (answer.rule == index && answer.own == own) return answer.holds;
  }
  const SourceSpan& span = place.statement.span;
  const std::string_view words = message_.text(span.part).substr(span.offset, span.length);
  const bool holds =
      (place.recipient != nullptr && names_host_in(place.recipient->remote_mta, rule.host())) ||
      names_host_in(words, rule.host()) || names_host_in(findings_.reporting_mta, rule.host());
  around_.hosts.push_back({index, own, holds});
  return holds;
}

bool CandidateFinder::holds(const Rule& rule, std::uint32_t index, bool own,
                            const Place& place) const {
  if (rule.status && (!place.status || !rule.status->matches(*place.status))) return false;
  if (rule.reply_low != 0) {
    const auto& code = place.segment.reply_code;
    if (!code || code->value() < rule.reply_low || code->value() > rule.reply_high) return false;
  }
  // Most rules have neither: their lengths tell without a call.
  if (rule.texts.host.length > 0 && !has_host(place, index, rule, own)) return false;
  return rule.texts.with.length == 0 || has_with(place, index, own);
}

namespace {

void speak_for(const Rule& rule, bool own, Candidate& candidate) {
  candidate.cause = rule.cause;
  candidate.strength = own          ? Strength::own_rule
                       : rule.vague ? Strength::vague_words
                                    : Strength::words;
  candidate.specificity = rule.specificity;
  candidate.rule = &rule;
}

}  // namespace

void CandidateFinder::add_phrases(const Place& place, std::vector<Candidate>& candidates) const {
  const std::uint32_t part = place.statement.span.part;
  const SourceSpan span = {part, place.segment.begin, place.segment.end - place.segment.begin};
  for (const Hit& hit : findings_.hits_ending_in(span)) {
    if (hit.phrase.offset < place.statement.span.offset) continue;
    const RuleSet& rules = hit.own ? *own_ : built_in_;
    for (const PhraseUse& use : rules.phrases().uses_of(hit.phrase.phrase)) {
      if (use.role != PhraseUse::Role::rule_phrase) continue;
      const Rule& rule = rules.rules()[use.index];
      if (!holds(rule, use.index, hit.own, place)) continue;
      Candidate& candidate = place.add_to(candidates);
      speak_for(rule, hit.own, candidate);
      candidate.span = {part, hit.phrase.offset, hit.phrase.length};
    }
  }
}

void CandidateFinder::add_code_rules(const Place& place, const RuleSet& rules, bool own,
                                     std::vector<Candidate>& candidates) const {
  if (!place.status) return;
  rules.for_each_code_rule(number_of(*place.status), [&](const CodeRule& code_rule) {
    const Rule& rule = rules.rules()[code_rule.rule];
    if (!holds(rule, code_rule.rule, own, place)) return;
    Candidate& candidate = place.add_to(candidates);
    speak_for(rule, own, candidate);
    candidate.what = EvidenceKind::status;
    candidate.span = place.segment.status
                         ? SourceSpan{place.statement.span.part, place.segment.status_offset,
                                      place.segment.status_length}
                         : place.recipient->status_field;
  });
}

void CandidateFinder::add_codes(const Place& place, std::vector<Candidate>& candidates) const {
  const auto add = [&](const CodeCauseRow* row, EvidenceKind what, SourceSpan span) {
    if (row == nullptr) return;
    Candidate& candidate = place.add_to(candidates);
    candidate.cause = row->cause;
    candidate.strength = row->vague ? Strength::vague_code : Strength::specific_code;
    candidate.what = what;
    candidate.span = span;
  };
  const std::uint32_t part = place.statement.span.part;
  const ReplySegment& segment = place.segment;
  if (segment.status && segment.status->status_class() != 2) {
    add(find_code_cause(*segment.status), EvidenceKind::status,
        {part, segment.status_offset, segment.status_length});
  }
  if (segment.reply_code && segment.reply_code->first_digit() >= 4) {
    add(find_code_cause(*segment.reply_code), EvidenceKind::reply_code,
        {part, segment.reply_code_offset, 3});
  }
}

void CandidateFinder::find_in(const Statement& statement, std::uint32_t index,
                              const RecipientFindings* recipient,
                              std::vector<Candidate>& candidates) const {
  const std::size_t before = candidates.size();
  around_.clear();
  for (std::uint32_t i = 0; i < statement.segment_count; ++i) {
    const std::uint32_t segment = statement.first_segment + i;
    Place place{statement,
                index,
                segment,
                findings_.segments[segment],
                statement.segment_count - 1 - i,
                recipient,
                findings_.segments[segment].status};
    const bool is_field = statement.trust <= Trust::status_comment && recipient != nullptr;
    if (!place.status && is_field) place.status = recipient->status;
    add_phrases(place, candidates);
    add_code_rules(place, built_in_, false, candidates);
    if (own_ != nullptr) add_code_rules(place, *own_, true, candidates);
    add_codes(place, candidates);
  }
  let_sender_be_meant(std::span(candidates).subspan(before));
}

void CandidateFinder::find(const RecipientFindings& recipient,
                           std::vector<Candidate>& candidates) const {
  for (std::uint32_t i = 0; i < recipient.statements.size(); ++i) {
    find_in(recipient.statements[i], i, &recipient, candidates);
  }
  if (recipient.status && recipient.status->status_class() != 2) {
    if (const CodeCauseRow* row = find_code_cause(*recipient.status)) {
      Candidate candidate;
      candidate.cause = row->cause;
      candidate.strength = row->vague ? Strength::vague_code : Strength::specific_code;
      candidate.trust = Trust::status_comment;
      candidate.statement = static_cast<std::uint32_t>(recipient.statements.size());
      candidate.what = EvidenceKind::field;
      candidate.span = recipient.status_field;
      candidates.push_back(candidate);
    }
  }
}

void CandidateFinder::find_in_all(const std::vector<Statement>& statements,
                                  std::vector<Candidate>& candidates) const {
  for (std::uint32_t i = 0; i < statements.size(); ++i) {
    find_in(statements[i], kNotOwn + i, nullptr, candidates);
  }
}

}  // namespace whybounce
