// SPDX-License-Identifier: MIT
#include "diagnosis/verdict.h"

#include <algorithm>
#include <iterator>
#include <span>

#include "ascii.h"
#include "catalog/rule_set.h"
#include "diagnosis/conflicts.h"
#include "diagnosis/diagnostic_words.h"
#include "evidence/context.h"
#include "message/lines.h"

namespace whybounce {
namespace {

// Bounds the record: more overruled evidence than this helps nobody.
constexpr std::size_t kMaxOverruled = 6;

// What may stand beside the address where nothing else is said: brackets, a colon, a number. In bytes
// but for CRs.
constexpr std::uint32_t kAddressMarks = 8;

// Statements in which the command and the host are looked for: they stand near the reply.
constexpr std::size_t kMaxDescribing = 8;
// How much of a statement is read for them: a reply has 512 bytes a line (RFC 5321 section 4.5.3.1.5).
constexpr std::uint32_t kMaxDescribedBytes = 8192;

// How many replies in replies are looked through, from the innermost one; real ones have five.
constexpr std::uint32_t kMaxWrapping = 100;

// How many candidates that are said of all are looked through for one recipient's overruled evidence.
constexpr std::size_t kMaxWeighed = 200;

// "Given up after days" says why only if nothing better is in sight, however clear its words are.
bool is_last_resort(const Candidate& candidate) {
  return candidate.cause == Cause::expired && candidate.strength == Strength::words;
}

int group_of(const Candidate& candidate) {
  if (is_last_resort(candidate)) return 2;
  switch (candidate.strength) {
    case Strength::own_rule:
      return 0;
    case Strength::words:
    case Strength::specific_code:
      return 1;
    case Strength::vague_words:
      return 2;
    case Strength::vague_code:
      return 3;
  }
  return 3;
}

// Whether `a` decides before `b`. Total: no two candidates of one message are alike.
bool precedes(const Candidate& a, const Candidate& b) {
  const int group_a = group_of(a);
  const int group_b = group_of(b);
  if (group_a != group_b) return group_a < group_b;
  if (is_last_resort(a) != is_last_resort(b)) return is_last_resort(a);
  if (a.trust != b.trust) return a.trust < b.trust;
  if (a.statement != b.statement) return a.statement < b.statement;
  if (a.strength != b.strength) return a.strength > b.strength;
  if (a.wrapping != b.wrapping) return a.wrapping < b.wrapping;
  if (a.specificity != b.specificity) return a.specificity > b.specificity;
  if ((a.what == EvidenceKind::reply_code) != (b.what == EvidenceKind::reply_code)) {
    return b.what == EvidenceKind::reply_code;
  }
  return a.span.offset < b.span.offset;
}

std::optional<Action> action_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::unsaid:
      return std::nullopt;
    case Outcome::failed:
      return Action::failed;
    case Outcome::delayed:
      return Action::delayed;
    case Outcome::delivered:
      return Action::delivered;
    case Outcome::relayed:
      return Action::relayed;
    case Outcome::expanded:
      return Action::expanded;
  }
  return std::nullopt;
}

bool is_good_news(std::optional<Action> action) {
  return action == Action::delivered || action == Action::relayed || action == Action::expanded;
}

// Whether the report says nothing of the recipient but that it is one: then the reason that stands
// behind the list, beside its last address, holds for all of the list.
bool is_merely_listed(const Message& message, const RecipientFindings& recipient,
                      const CandidateLists& candidates) {
  if (!candidates.own.empty() || candidates.shared.candidates.empty()) return false;
  const std::size_t most = recipient.address.size() + kAddressMarks;
  return std::ranges::none_of(recipient.statements, [&](const Statement& said) {
    if (said.trust <= Trust::reply) return true;
    const std::string_view text = message.text(said.span.part);
    const std::string_view words = text.substr(said.span.offset, said.span.length);
    return text_head(words, most).size() < words.size();
  });
}

// Whether a reply is of the sort that a delivery ended with.
bool fits_delivery(const ReplySegment& reply, bool good_news) {
  const int digit = reply.reply_code ? reply.reply_code->first_digit()
                    : reply.status   ? reply.status->status_class()
                                     : 0;
  return good_news ? digit == 2 : digit >= 4;
}

// The numbers of a statement's segments from the innermost one: i in [outermost, count).
std::uint32_t outermost_of(const Statement& statement) {
  return statement.segment_count - std::min(statement.segment_count, kMaxWrapping);
}

// `out` is empty before. Most texts are, too, and a string that is given nothing takes its time.
void fill(std::string& out, std::string_view text) {
  if (!text.empty()) out = text;
}

class Decision {
 public:
  Decision(const RuleSet& rules, const Message& message, const Findings& findings,
           const RecipientFindings& recipient, const CandidateLists& candidates, Outcome outcome,
           RecipientDiagnosis& verdict)
      : rules_(rules),
        message_(message),
        findings_(findings),
        recipient_(recipient),
        own_(candidates.own),
        is_listed_(is_merely_listed(message, recipient, candidates)),
        others_(is_listed_ ? candidates.shared : candidates.common),
        outcome_(outcome),
        good_news_(is_good_news(recipient.action ? recipient.action : action_of(outcome))),
        out_(verdict) {}

  void make();
  // After make(): what the verdict rests on, and what speaks against it.
  void give_reasons();

 private:
  // Whether a reply is of the sort that this delivery ended with.
  bool fits(const ReplySegment& reply) const;
  const Candidate* best() const;
  const Statement* statement_of(const Candidate& candidate) const;
  const Statement* telling_statement() const;
  void choose_statement();
  void choose_codes();
  void choose_status(const ReplySegment* diagnostic, std::uint32_t part);
  void describe_reply();
  void describe_by(const Statement& statement, std::uint32_t most);
  void judge();
  Persistence persistence() const;
  void add_evidence();
  void add_overruled();
  const ReplySegment& segment(const Statement& statement, std::uint32_t i) const {
    return findings_.segments[statement.first_segment + i];
  }

  const RuleSet& rules_;
  const Message& message_;
  const Findings& findings_;
  const RecipientFindings& recipient_;
  const std::vector<Candidate>& own_;
  bool is_listed_;
  const SaidOfMany& others_;
  Outcome outcome_;
  bool good_news_;

  const Candidate* decisive_ = nullptr;
  const Statement* statement_ = nullptr;  // whose words are quoted as the diagnostic
  const ReplySegment* reply_ = nullptr;   // the reply in it
  SourceSpan reply_code_span_;
  SourceSpan status_span_;
  RecipientDiagnosis& out_;
};

const Candidate* Decision::best() const {
  const Candidate* best = nullptr;
  if (good_news_) return best;
  for (const Candidate& candidate : own_) {
    if (best == nullptr || precedes(candidate, *best)) best = &candidate;
  }
  if (best == nullptr || (others_.best != nullptr && precedes(*others_.best, *best))) {
    return others_.best;
  }
  return best;
}

const Statement* Decision::statement_of(const Candidate& candidate) const {
  if (candidate.segment == Candidate::kNoSegment) return nullptr;
  const auto holds = [&](const Statement& statement) {
    return candidate.segment >= statement.first_segment &&
           candidate.segment < statement.first_segment + statement.segment_count;
  };
  const auto own = std::find_if(recipient_.statements.begin(), recipient_.statements.end(), holds);
  if (own != recipient_.statements.end()) return &*own;
  // The others are in the order of their segments.
  const auto behind = std::partition_point(
      others_.statements->begin(), others_.statements->end(),
      [&](const Statement& statement) { return statement.first_segment <= candidate.segment; });
  if (behind == others_.statements->begin() || !holds(*std::prev(behind))) return nullptr;
  return &*std::prev(behind);
}

bool Decision::fits(const ReplySegment& reply) const {
  return fits_delivery(reply, good_news_);
}

// The most trusted statement in which a server's reply stands.
const Statement* Decision::telling_statement() const {
  for (const Statement& statement : recipient_.statements) {
    for (std::uint32_t i = statement.segment_count; i-- > 0;) {
      if (fits(segment(statement, i))) return &statement;
    }
  }
  return nullptr;
}

void Decision::choose_statement() {
  const Statement* telling = telling_statement();
  const Statement* deciding = decisive_ == nullptr ? nullptr : statement_of(*decisive_);
  // The Diagnostic-Code field is what the server said, even if other words decided.
  const bool has_field = !recipient_.statements.empty() &&
                         recipient_.statements.front().trust == Trust::diagnostic_field;
  if (has_field) {
    statement_ = &recipient_.statements.front();
  } else if (deciding != nullptr && (telling == nullptr || deciding->trust <= telling->trust)) {
    statement_ = deciding;
  } else {
    statement_ = telling != nullptr ? telling : deciding;
  }
  if (statement_ == nullptr) return;
  for (std::uint32_t i = statement_->segment_count; i-- > outermost_of(*statement_);) {
    const ReplySegment& reply = segment(*statement_, i);
    const bool refuses = (reply.reply_code && reply.reply_code->first_digit() >= 4) ||
                         (!reply.reply_code && reply.status);
    if (refuses) {
      reply_ = &reply;
      return;
    }
  }
  for (std::uint32_t i = statement_->segment_count; i-- > outermost_of(*statement_);) {
    if (segment(*statement_, i).reply_code) {
      reply_ = &segment(*statement_, i);
      return;
    }
  }
}

void Decision::choose_status(const ReplySegment* diagnostic, std::uint32_t part) {
  const auto take = [&](EnhancedStatus status, StatusFrom from, SourceSpan span) {
    out_.status = status;
    out_.status_from = from;
    status_span_ = span;
  };
  const auto is_zero = [](const EnhancedStatus& s) { return s.subject() == 0 && s.detail() == 0; };
  const bool from_field = statement_ != nullptr && (statement_->trust == Trust::diagnostic_field ||
                                                    statement_->trust == Trust::quoted_reply ||
                                                    statement_->trust == Trust::reply);
  if (diagnostic != nullptr && diagnostic->status) {
    const SourceSpan span{part, diagnostic->status_offset, diagnostic->status_length};
    const bool vague = diagnostic->status->detail() == 0;
    if (!vague || !recipient_.status || recipient_.status->detail() == 0) {
      take(*diagnostic->status, from_field ? StatusFrom::diagnostic : StatusFrom::text, span);
      if (!is_zero(*out_.status) || !recipient_.status) return;
    }
  }
  if (recipient_.status) {
    take(*recipient_.status, StatusFrom::field, recipient_.status_field);
    return;
  }
  if (out_.status) return;
  const auto take_text = [&](const Statement& statement, const ReplySegment& reply) {
    take(*reply.status, StatusFrom::text,
         {statement.span.part, reply.status_offset, reply.status_length});
  };
  for (const Statement& statement : recipient_.statements) {
    for (std::uint32_t i = statement.segment_count; i-- > 0;) {
      const ReplySegment& reply = segment(statement, i);
      if (!reply.status || (reply.status->status_class() == 2) != good_news_) continue;
      return take_text(statement, reply);
    }
  }
  const SaidOfMany::Code& other = others_.status[good_news_ ? 1 : 0];
  if (other.statement != nullptr) take_text(*other.statement, *other.reply);
}

void Decision::choose_codes() {
  const ReplySegment* with_status = reply_;
  if (statement_ != nullptr && (reply_ == nullptr || !reply_->status)) {
    for (std::uint32_t i = statement_->segment_count; i-- > outermost_of(*statement_);) {
      if (!segment(*statement_, i).status) continue;
      with_status = &segment(*statement_, i);
      break;
    }
  }
  choose_status(with_status, statement_ == nullptr ? 0 : statement_->span.part);
  const auto take_code = [&](const Statement& statement) {
    for (std::uint32_t i = statement.segment_count; i-- > outermost_of(statement);) {
      const ReplySegment& reply = segment(statement, i);
      if (!reply.reply_code || !fits(reply)) continue;
      out_.reply_code = reply.reply_code;
      reply_code_span_ = {statement.span.part, reply.reply_code_offset, 3};
      return true;
    }
    return false;
  };
  if (reply_ != nullptr && reply_->reply_code) {
    out_.reply_code = reply_->reply_code;
    reply_code_span_ = {statement_->span.part, reply_->reply_code_offset, 3};
    return;
  }
  if (statement_ != nullptr && take_code(*statement_)) return;
  for (const Statement& statement : recipient_.statements) {
    if (take_code(statement)) return;
  }
  const SaidOfMany::Code& other = others_.reply_code[good_news_ ? 1 : 0];
  if (other.statement == nullptr) return;
  out_.reply_code = other.reply->reply_code;
  reply_code_span_ = {other.statement->span.part, other.reply->reply_code_offset, 3};
}

void Decision::describe_reply() {
  fill(out_.remote_mta, recipient_.remote_mta);
  if (statement_ == nullptr) return;
  SourceSpan span = statement_->span;
  if (reply_ != nullptr) {
    span.offset = reply_->begin;
    span.length = reply_->end - reply_->begin;
  }
  const bool is_field = statement_->trust == Trust::diagnostic_field;
  const bool is_paragraph = !is_field && (reply_ == nullptr || !reply_->reply_code) &&
                            decisive_ != nullptr && decisive_->span.part == span.part &&
                            decisive_->span.offset >= span.offset &&
                            decisive_->span.offset < span.offset + span.length;
  const std::string_view text = message_.text(span.part);
  const std::uint32_t most = most_words(findings_.recipients.size());
  if (is_paragraph) {
    paragraph_words(text, span, decisive_->span, most, out_.diagnostic);
  } else {
    reply_words(text, span, most, out_.diagnostic);
  }
  // Where thousands share a long statement, each looks at as little of it as is told of it.
  const std::uint32_t described = std::min(kMaxDescribedBytes, 2 * most);
  describe_by(*statement_, described);
  if (recipient_.statements.size() == 1 && statement_ == &recipient_.statements.front()) return;
  for (std::size_t i = 0; i < recipient_.statements.size() && i < kMaxDescribing; ++i) {
    if (!out_.command.empty() && !out_.remote_mta.empty()) break;
    if (&recipient_.statements[i] != statement_) describe_by(recipient_.statements[i], described);
  }
}

// The command and the host are often told beside the reply, not in it. They are looked for in the
// first `most` bytes.
void Decision::describe_by(const Statement& statement, std::uint32_t most) {
  const std::string_view text = message_.text(statement.span.part);
  SourceSpan span = statement.span;
  span.length = std::min(span.length, most);
  if (out_.command.empty()) fill(out_.command, find_command(rules_, findings_, text, span));
  if (out_.remote_mta.empty()) fill(out_.remote_mta, find_host(findings_, text, span));
}

Persistence Decision::persistence() const {
  if (out_.action) {
    switch (*out_.action) {
      case Action::failed:
        return Persistence::permanent;
      case Action::delayed:
        return Persistence::transient;
      case Action::delivered:
      case Action::relayed:
      case Action::expanded:
        return Persistence::delivered;
    }
  }
  int code_class = 0;
  if (out_.reply_code) code_class = out_.reply_code->first_digit();
  if (code_class == 0 && out_.status) code_class = out_.status->status_class();
  if (code_class == 5) return Persistence::permanent;
  if (code_class == 4) return Persistence::transient;
  if (code_class == 2) return Persistence::delivered;
  return out_.cause ? cause_row(*out_.cause).persistence : Persistence::unknown;
}

void Decision::judge() {
  out_.action = recipient_.action ? recipient_.action : action_of(outcome_);
  out_.cause = decisive_ == nullptr ? Cause::unknown : decisive_->cause;
  out_.rule = decisive_ == nullptr ? nullptr : decisive_->rule;
  out_.persistence = persistence();
  if (out_.persistence == Persistence::delivered) {
    out_.cause.reset();
    out_.rule = nullptr;
    out_.list_action = ListAction::keep;
    out_.acts = Actor::nobody;
    if (!out_.action) out_.action = Action::delivered;
    return;
  }
  if (!out_.action) {
    out_.action = out_.persistence == Persistence::transient ? Action::delayed : Action::failed;
  }
  const CauseRow& row = cause_row(*out_.cause);
  const bool over = out_.persistence != Persistence::transient;
  // A reply of class 4 says "not now", even in a report that gives up: the address may be good.
  const bool not_now = (out_.reply_code && out_.reply_code->first_digit() == 4) ||
                       (!out_.reply_code && out_.status && out_.status->status_class() == 4);
  const bool for_good = out_.persistence == Persistence::permanent && !not_now;
  out_.list_action = for_good ? row.list_action : row.list_action_transient;
  // Three digits that servers use for other things as well (551, 521) condemn no address.
  const bool bare_code = decisive_ != nullptr && decisive_->what == EvidenceKind::reply_code &&
                         decisive_->strength == Strength::vague_code;
  if (bare_code && out_.list_action == ListAction::remove) out_.list_action = ListAction::watch;
  out_.acts = over ? row.acts : row.acts_transient;
  if (out_.rule != nullptr && out_.rule->acts) out_.acts = *out_.rule->acts;
}

void Decision::add_evidence() {
  struct Piece {
    EvidenceKind what;
    SourceSpan span;  // of length 0 where there is none
    const Rule* rule;
  };
  const bool field = out_.status_from == StatusFrom::field;
  const Piece pieces[] = {
      {decisive_ == nullptr ? EvidenceKind::phrase : decisive_->what,
       decisive_ == nullptr ? SourceSpan() : decisive_->span,
       decisive_ == nullptr ? nullptr : decisive_->rule},
      {EvidenceKind::reply_code, reply_code_span_, nullptr},
      {field ? EvidenceKind::field : EvidenceKind::status, status_span_, nullptr},
      {EvidenceKind::field, recipient_.action ? recipient_.action_field : SourceSpan(), nullptr},
  };
  for (const Piece& piece : pieces) {
    const auto same = [&](const Evidence& evidence) {
      return evidence.what == piece.what && evidence.span == piece.span;
    };
    if (piece.span.length == 0 || std::ranges::any_of(out_.evidence, same)) continue;
    Evidence& evidence = out_.evidence.emplace_back();
    evidence.what = piece.what;
    evidence.span = piece.span;
    evidence.rule = piece.rule;
  }
}

void Decision::add_overruled() {
  if (decisive_ == nullptr || !out_.cause) return;
  std::size_t count = 0;
  const std::span<const Candidate> others(others_.candidates);
  for (const auto candidates :
       {std::span<const Candidate>(own_), others.first(std::min(others.size(), kMaxWeighed))}) {
    for (const Candidate& other : candidates) {
      if (other.cause == decisive_->cause || other.strength < Strength::specific_code) continue;
      if (count == kMaxOverruled) return;
      if (overlaps(other.span, decisive_->span)) continue;
      const auto same = [&](const Evidence& evidence) { return evidence.span == other.span; };
      if (std::any_of(out_.evidence.begin(), out_.evidence.end(), same)) continue;
      Evidence& evidence = out_.evidence.emplace_back();
      evidence.what = other.what;
      evidence.span = other.span;
      evidence.rule = other.rule;
      evidence.overruled = why_overruled(*decisive_, other);
      ++count;
    }
  }
}

void Decision::make() {
  fill(out_.address, recipient_.address);
  fill(out_.alias, recipient_.alias);
  decisive_ = best();
  choose_statement();
  choose_codes();
  describe_reply();
  judge();
}

void Decision::give_reasons() {
  add_evidence();
  add_overruled();
  if (out_.cause) {
    add_conflicts({message_, findings_, recipient_, decisive_, own_}, out_);
  }
}

}  // namespace

void look_up(const Findings& findings, const std::vector<Statement>& statements, SaidOfMany& said) {
  for (const Candidate& candidate : said.candidates) {
    if (said.best == nullptr || precedes(candidate, *said.best)) said.best = &candidate;
  }
  for (const bool good_news : {false, true}) {
    SaidOfMany::Code& status = said.status[good_news ? 1 : 0];
    SaidOfMany::Code& code = said.reply_code[good_news ? 1 : 0];
    for (const Statement& statement : statements) {
      for (std::uint32_t i = statement.segment_count; i-- > 0;) {
        const ReplySegment& reply = findings.segments[statement.first_segment + i];
        if (status.statement == nullptr && reply.status &&
            (reply.status->status_class() == 2) == good_news) {
          status = {&statement, &reply};
        }
        if (code.statement == nullptr && reply.reply_code && fits_delivery(reply, good_news)) {
          code = {&statement, &reply};
        }
      }
    }
  }
}

void decide(const RuleSet& rules, const Message& message, const Findings& findings,
            const RecipientFindings& recipient, const CandidateLists& candidates, Outcome outcome,
            Detail detail, RecipientDiagnosis& verdict) {
  Decision decision(rules, message, findings, recipient, candidates, outcome, verdict);
  decision.make();
  if (detail == Detail::full) decision.give_reasons();
}

}  // namespace whybounce
