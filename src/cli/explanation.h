// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "render/code_notes.h"
#include "whybounce/catalog.h"

namespace whybounce::cli {

// All that the tables say about one thing that somebody asked for.
struct Topic {
  enum class Kind : std::uint8_t {
    reply_code,     // "550"
    reply_codes,    // "55x", "5xx", "x5x": those that share digits
    status,         // "5.7.26"
    statuses,       // "x.7.26", "5.7", "5": those that a pattern stands for
    cause,          // "mailbox-full"
    provider_code,  // "TSS04"
  };

  Kind kind = Kind::reply_code;
  std::string code;                                // as the tables spell it
  std::vector<CodeNote> notes;                     // what it means, digit by digit
  std::vector<CodeNote> members;                   // the registered codes that it stands for
  const CodeCauseRow* taken_as = nullptr;          // where no words say more
  std::vector<const Rule*> provider_rules;         // what single providers mean by it
  const ProviderCodeRow* provider_code = nullptr;  // for a provider's code
  const CauseRow* cause = nullptr;                 // for a cause
};

// One, or two where the text has two meanings ("5"), or none.
[[nodiscard]] std::vector<Topic> find_topics(std::string_view subject);

// What may have been meant by a text that is nothing of it; the best first, at most five.
[[nodiscard]] std::vector<std::string> nearest_subjects(std::string_view subject);

// What the rules for a cause rest on.
struct RuleBasis {
  std::size_t rules = 0;
  std::size_t judgements = 0;  // rules whose source is our own reading
  // Pages, RFCs and software, with the number of rules that name each; the most frequent first.
  std::vector<std::pair<std::string_view, std::size_t>> sources;
  std::vector<std::string_view> examples;  // a few, of several files
};
[[nodiscard]] RuleBasis basis_of(Cause cause);

}  // namespace whybounce::cli
