// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "whybounce/catalog.h"

namespace whybounce {

// What a marker's wording tells about the report that it stands in.
enum class MarkerRole : std::uint8_t {
  original_begins,    // from this line on it is the returned message: no evidence any more
  recipients_follow,  // the addresses on the next lines are those that failed (or are delayed)
  wrapped_reply,      // what follows is the reply of another server, quoted
  failure,            // says that a delivery failed
  delay,              // says that a delivery is late and still being tried
  delivered,          // says that it was delivered
  relayed,            // says that it was handed on to a system that sends no reports
  expanded,           // says that it went to the members of a list
  auto_reply,         // a vacation note, a ticket system, a challenge
  generator,          // names the software or service that wrote the report (Marker::value)
};

// Where a marker's wording counts.
enum class MarkerPlace : std::uint8_t {
  subject,   // in the Subject field
  header,    // anywhere in the message's own header
  line,      // at the beginning of a line of the text
  anywhere,  // in the subject or the text
};

struct Marker {
  std::string_view id;
  MarkerRole role;
  MarkerPlace place;
  std::string_view phrase;
  std::string_view value;  // a generator's name; empty for the other roles
  std::string_view source;
  std::span<const std::string_view> examples;
};

// What a phrase is good for: one phrase can serve several rows.
struct PhraseUse {
  enum class Role : std::uint8_t { rule_phrase, rule_with, marker } role;
  std::uint32_t index;  // into rules() or markers()
};

// Rules and markers with everything that is needed to find their phrases in a text in one pass. The
// built-in one is constexpr data; one for the user's own rules is made by load_rules()
// (rule_file.h).
class RuleSet;  // specified in this header by its implementer: rules(), markers(), uses(phrase),
                // code_rules()

}  // namespace whybounce
