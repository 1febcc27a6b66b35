// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "whybounce/span.h"
#include "whybounce/status.h"
#include "whybounce/vocabulary.h"

namespace whybounce {

class Message;
class RuleSet;
class Rule;

// Everything here but the pointers to rules is a value that owns its words: it outlives the message
// that it is about, and may be read by several threads at a time. Built-in rules live as long as
// the program; rules of one's own as long as their RuleSet.

// One thing that stands in the message and that the verdict rests on, or was weighed and overruled.
struct Evidence {
  EvidenceKind what = EvidenceKind::phrase;
  SourceSpan span;             // where; the words are Message::text(part).substr(offset, length)
  const Rule* rule = nullptr;  // the rule that the words selected; null for codes and fields
  std::string overruled;       // empty if the verdict rests on it; else, why it did not count, as a
                               // short sentence
};

// The verdict about one recipient. An empty string means: not known.
struct RecipientDiagnosis {
  std::string
      address;  // the one that the sender wrote to, where the report tells it; else the final one
  std::string alias;  // the other one, where it differs
  std::optional<Action> action;
  std::optional<ReplyCode> reply_code;
  std::optional<EnhancedStatus> status;  // stands in the report; never made up
  std::optional<StatusFrom> status_from;
  std::optional<Cause> cause;  // absent for deliveries and complaints
  const Rule* rule = nullptr;  // the rule that decided; null where a code alone or nothing did
  Persistence persistence = Persistence::unknown;
  ListAction list_action = ListAction::watch;
  Actor acts = Actor::sender;
  std::string command;     // "RCPT", "DATA", "CONN", …: the SMTP command that was refused
  std::string remote_mta;  // the host that refused
  std::string diagnostic;  // its words, unwrapped, white space folded, one line
  std::vector<Evidence> evidence;
  std::vector<std::string>
      conflicts;  // short sentences: where codes and words disagree, and what was followed

  // As newly made, but for the memory that it has allocated.
  void clear();
};

// What the returned message was, read from its header; never evidence for a cause.
struct OriginalMessage {
  std::string from;
  std::string to;
  std::string subject;
  std::string message_id;

  void clear();
  [[nodiscard]] bool empty() const {
    return from.empty() && to.empty() && subject.empty() && message_id.empty();
  }
};

// The answer for one record.
struct Diagnosis {
  Kind kind = Kind::not_a_bounce;
  std::string reporting_mta;  // RFC 3464 section 2.2.2
  std::string
      generator;     // the software or service that wrote the report ("postfix", "exchange", …)
  std::string date;  // of the report, as ISO 8601 with its offset ("2026-01-02T03:04:05+09:00")
  OriginalMessage original;
  std::vector<RecipientDiagnosis>
      recipients;                  // in order of appearance; empty for auto-replies and non-bounces
  std::vector<Evidence> evidence;  // what says that it is a complaint, an auto-reply, …
};

// How much of a diagnosis is wanted.
enum class Detail : std::uint8_t {
  full,
  verdict,  // the same, but that RecipientDiagnosis::evidence and ::conflicts stay empty: for tables
            // that show neither, at less cost
};

// Reads the evidence in a message and decides. Holds the working memory that is reused from call to
// call: use one for each thread. Rules given here win over the built-in ones, and must outlive it
// and every Diagnosis that it makes; only the program's --rules makes such a set, so to users of the
// library there are the built-in ones: Diagnoser().
class Diagnoser {
 public:
  explicit Diagnoser(const RuleSet* own_rules = nullptr);
  ~Diagnoser();
  Diagnoser(Diagnoser&&) noexcept;
  Diagnoser& operator=(Diagnoser&&) noexcept;

  // Total: any message gets an answer, and nothing is thrown but std::bad_alloc. Decodes the parts
  // of `message` that it looks at. What `into` held is gone, its memory is used again. Cost: linear
  // in the message, and in steady state no allocation but for what is longer than all before.
  void diagnose(Message& message, Diagnosis& into, Detail detail = Detail::full);

 private:
  struct Workspace;
  std::unique_ptr<Workspace> workspace_;
};

// Decodes the texts of the report, with which diagnose() begins: for who has another thread for that.
// Changes no diagnosis. Cost: linear in the message.
void decode_report(Message& message);

// The same, for one message at a time. Any thread may call it, with a message of its own.
[[nodiscard]] Diagnosis diagnose(Message& message);

}  // namespace whybounce
