// SPDX-License-Identifier: MIT
#include "diagnosis/kind.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <vector>

#include "evidence/markers.h"

namespace whybounce {
namespace {

// Where servers' replies stand in the texts.
class ReplyPlaces {
 public:
  // Whether something is inside of a reply, behind its beginning.
  bool hold(const Findings& findings, const Hit& hit);

 private:
  struct Place {
    std::uint32_t part;
    std::uint32_t begin;
    std::uint32_t end;
  };
  void find(const Findings& findings);

  std::vector<Place> places_;  // sorted; none reaches into another
  bool found_ = false;
};

void ReplyPlaces::find(const Findings& findings) {
  found_ = true;
  std::vector<Place> all;
  for (const ReplySegment& reply : findings.segments) {
    if (reply.reply_code) all.push_back({reply.part, reply.begin, reply.end});
  }
  std::sort(all.begin(), all.end(), [](const Place& a, const Place& b) {
    return a.part != b.part ? a.part < b.part : a.begin < b.begin;
  });
  for (const Place& place : all) {
    if (!places_.empty() && places_.back().part == place.part && place.begin < places_.back().end) {
      places_.back().end = std::max(places_.back().end, place.end);
    } else {
      places_.push_back(place);
    }
  }
}

bool ReplyPlaces::hold(const Findings& findings, const Hit& hit) {
  if (!found_) find(findings);
  const std::uint32_t offset = hit.phrase.offset;
  const auto behind = std::partition_point(places_.begin(), places_.end(), [&](const Place& place) {
    return place.part < hit.part || (place.part == hit.part && place.begin < offset);
  });
  if (behind == places_.begin()) return false;
  const Place& place = *std::prev(behind);
  return place.part == hit.part && offset < place.end;
}

// Hits that end near another one; a longer phrase that holds it is among them.
constexpr std::size_t kNear = 6;

// "Successful mail delivery report" says something else than the "delivery report" in it.
bool is_part_of_other(const RuleSet& rules, const Findings& findings, std::size_t index,
                      MarkerRole role) {
  constexpr std::array<MarkerRole, 6> kOthers = {MarkerRole::failure,   MarkerRole::delay,
                                                 MarkerRole::delivered, MarkerRole::relayed,
                                                 MarkerRole::expanded,  MarkerRole::auto_reply};
  const Hit& hit = findings.hits[index];
  const std::uint32_t end = hit.phrase.offset + hit.phrase.length;
  const std::size_t first = index - std::min(index, kNear);
  const std::size_t last = std::min(findings.hits.size(), index + kNear + 1);
  for (std::size_t i = first; i < last; ++i) {
    const Hit& other = findings.hits[i];
    if (other.part != hit.part || other.phrase.length <= hit.phrase.length) continue;
    if (other.phrase.offset > hit.phrase.offset) continue;
    if (other.phrase.offset + other.phrase.length < end) continue;
    for (const MarkerRole said : kOthers) {
      if (said != role && other.is(said) && marker_of(rules, findings, other, said) != nullptr) {
        return true;
      }
    }
  }
  return false;
}

Evidence evidence_of(const Hit& hit, bool in_header) {
  Evidence evidence;
  evidence.what = in_header ? EvidenceKind::header : EvidenceKind::phrase;
  evidence.span = {hit.part, hit.phrase.offset, hit.phrase.length};
  return evidence;
}

class Judge {
 public:
  Judge(const RuleSet& rules, const Findings& findings, bool has_reply)
      : rules_(rules), findings_(findings), traits_(findings.traits), has_reply_(has_reply) {}

  Nature judge();

 private:
  const Hit* find_marker(MarkerRole role, bool in_subject);
  bool is_said(MarkerRole role, bool in_subject) {
    if ((findings_.roles & bit_of(role)) == 0) return false;
    const Hit* hit = find_marker(role, in_subject);
    if (hit != nullptr && !nature_.evidence) nature_.evidence = evidence_of(*hit, in_subject);
    return hit != nullptr;
  }
  bool is_said(MarkerRole role) { return is_said(role, true) || is_said(role, false); }
  bool is_automatic() const {
    return traits_.from_mail_system || traits_.failed_recipients || traits_.null_sender ||
           traits_.auto_submitted;
  }
  Nature as(Kind kind) {
    nature_.kind = kind;
    return nature_;
  }
  Nature as_report(Outcome outcome) {
    nature_.outcome = outcome;
    return as(Kind::failure);
  }
  Outcome outcome();

  const RuleSet& rules_;
  const Findings& findings_;
  const ReportTraits& traits_;
  bool has_reply_;
  Nature nature_;
  ReplyPlaces replies_;
};

// The first marker of a role, in the subject or in the text. A word such as "deferred" in a server's
// reply is the server's, not the report's.
const Hit* Judge::find_marker(MarkerRole role, bool in_subject) {
  if ((findings_.roles & bit_of(role)) == 0) return nullptr;
  for (std::size_t i = 0; i < findings_.hits.size(); ++i) {
    const Hit& hit = findings_.hits[i];
    if (!hit.is(role)) continue;
    const bool subject = findings_.subject.length > 0 && hit.part == findings_.subject.part;
    if (subject != in_subject || marker_of(rules_, findings_, hit, role) == nullptr) continue;
    if (is_part_of_other(rules_, findings_, i, role)) continue;
    if (role != MarkerRole::delay || !replies_.hold(findings_, hit)) return &hit;
  }
  return nullptr;
}

// A delay warning also says what failed so far: that it is still tried is the news.
Outcome Judge::outcome() {
  constexpr MarkerRoles kOutcomes = bit_of(MarkerRole::delay) | bit_of(MarkerRole::failure) |
                                    bit_of(MarkerRole::delivered) | bit_of(MarkerRole::relayed) |
                                    bit_of(MarkerRole::expanded);
  if ((findings_.roles & kOutcomes) == 0) return Outcome::unsaid;
  if (is_said(MarkerRole::delay)) return Outcome::delayed;
  if (is_said(MarkerRole::failure, true)) return Outcome::failed;
  // A report of success goes on with what failure would look like.
  if (is_said(MarkerRole::delivered, true)) return Outcome::delivered;
  if (is_said(MarkerRole::failure, false)) return Outcome::failed;
  if (is_said(MarkerRole::relayed)) return Outcome::relayed;
  if (is_said(MarkerRole::expanded)) return Outcome::expanded;
  if (is_said(MarkerRole::delivered)) return Outcome::delivered;
  return Outcome::unsaid;
}

Nature Judge::judge() {
  if (traits_.feedback_report) return as(Kind::complaint);
  if (traits_.delivery_report) return as_report(outcome());
  if (!traits_.has_header) {
    if (has_reply_ || is_said(MarkerRole::failure) || is_said(MarkerRole::delay))
      return as_report(outcome());
    return as(Kind::not_a_bounce);
  }
  if (traits_.disposition) return as(Kind::auto_reply);
  if (traits_.auto_reply_field && !traits_.failed_recipients) {
    Evidence evidence;
    evidence.what = EvidenceKind::header;
    evidence.span = traits_.kind_span;
    nature_.evidence = evidence;
    return as(Kind::auto_reply);
  }
  if (is_said(MarkerRole::complaint)) return as(Kind::complaint);
  const bool report_subject = find_marker(MarkerRole::failure, true) != nullptr ||
                              find_marker(MarkerRole::delay, true) != nullptr;
  if (!report_subject && !traits_.failed_recipients && is_said(MarkerRole::auto_reply, true)) {
    return as(Kind::auto_reply);
  }
  const bool tells = find_marker(MarkerRole::failure, false) != nullptr ||
                     find_marker(MarkerRole::delay, false) != nullptr;
  // A ticket system's or an absent person's answer may well tell what happens to mail.
  if (!report_subject && !traits_.failed_recipients && !traits_.from_mail_system && !has_reply_ &&
      is_said(MarkerRole::auto_reply, false)) {
    return as(Kind::auto_reply);
  }
  const bool tells_more = tells || has_reply_ || is_said(MarkerRole::delivered, false) ||
                          is_said(MarkerRole::relayed, false) ||
                          is_said(MarkerRole::expanded, false);
  if (traits_.failed_recipients || (traits_.from_mail_system && (tells_more || report_subject)) ||
      (is_automatic() && (tells || report_subject)) ||
      (report_subject && tells && !traits_.mailing_list)) {
    const Outcome said = outcome();
    return as_report(said == Outcome::unsaid &&
                             (report_subject || tells || traits_.from_mail_system)
                         ? Outcome::failed
                         : said);
  }
  if (is_said(MarkerRole::auto_reply, false) || traits_.auto_submitted) return as(Kind::auto_reply);
  nature_.evidence.reset();
  return as(Kind::not_a_bounce);
}

}  // namespace

Nature judge_nature(const RuleSet& rules, const Findings& findings, bool has_reply) {
  Judge judge(rules, findings, has_reply);
  return judge.judge();
}

}  // namespace whybounce
