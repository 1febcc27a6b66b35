// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "whybounce/diagnosis.h"
#include "whybounce/message.h"

namespace whybounce::testing {

// A text and a diagnosis of it, made by hand: what renderers are given, without the stages before.
class Sample {
 public:
  explicit Sample(std::string text) : text_(std::move(text)), message(parse_text(text_)) {
    (void)message.decode(0);
  }

  [[nodiscard]] Evidence evidence(EvidenceKind what, std::string_view words,
                                  std::string overruled = "") const {
    const auto offset = static_cast<std::uint32_t>(text_.find(words));
    return {
        what, {0, offset, static_cast<std::uint32_t>(words.size())}, nullptr, std::move(overruled)};
  }

 private:
  std::string text_;

 public:
  Message message;
  Diagnosis diagnosis;
};

// A mailbox that does not exist, with everything filled in that a report can tell.
inline Sample user_unknown() {
  Sample sample("<you@example.net>: host mx.example.net said:\n  550 5.1.1 No such user\n");
  sample.diagnosis.kind = Kind::failure;
  sample.diagnosis.reporting_mta = "mx1.example.org";
  sample.diagnosis.generator = "postfix";
  sample.diagnosis.date = "2026-01-02T03:04:05+09:00";
  sample.diagnosis.original = {"me@example.org", "you@example.net", "Hello", "<1@example.org>"};
  RecipientDiagnosis recipient;
  recipient.address = "you@example.net";
  recipient.alias = "you@mail.example.net";
  recipient.action = Action::failed;
  recipient.reply_code = ReplyCode::parse("550");
  recipient.status = EnhancedStatus::parse("5.1.1");
  recipient.status_from = StatusFrom::diagnostic;
  recipient.cause = Cause::user_unknown;
  recipient.persistence = Persistence::permanent;
  recipient.list_action = ListAction::remove;
  recipient.acts = Actor::sender;
  recipient.command = "RCPT";
  recipient.remote_mta = "mx.example.net";
  recipient.diagnostic = "550 5.1.1 No such user";
  recipient.evidence = {sample.evidence(EvidenceKind::reply_code, "550"),
                        sample.evidence(EvidenceKind::status, "5.1.1"),
                        sample.evidence(EvidenceKind::phrase, "No such user")};
  sample.diagnosis.recipients.push_back(std::move(recipient));
  return sample;
}

inline Sample not_a_bounce() {
  return Sample("Dear all,\n");
}

}  // namespace whybounce::testing
