// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/rule_set.h"
#include "evidence/evidence.h"

namespace whybounce {

// An address in a report's text, and how much it looks like the recipient that the report is about.
struct AddressMention {
  std::uint32_t offset = 0;
  std::uint32_t length = 0;
  std::uint32_t line = 0;  // where its line begins
  enum class Rank : std::uint8_t {
    ignored,         // the sender, a postmaster to ask, …
    forwarded_from,  // the address that the one before it was reached by
    passing,         // just stands there
    told,            // on a line whose words say why
    labelled,        // "Recipient: …", "RCPT TO:<…>", or alone at the beginning of a line
    listed,          // the same, in the list of failed recipients
  } rank = Rank::passing;
};

// A recipient that a report's text names, and the stretches of text about it.
struct TextRecipient {
  std::string address;
  std::string alias;
  SourceSpan span;
  AddressMention::Rank rank = AddressMention::Rank::passing;
  std::vector<SourceSpan> ranges;

  void clear() {
    address.clear();
    alias.clear();
    span = {};
    rank = AddressMention::Rank::passing;
    ranges.clear();
  }
};

// Where in text[begin, end) a paragraph is a message header: the returned message begins there, even
// if no line announces it. `end` where none is.
[[nodiscard]] std::uint32_t find_inline_header(std::string_view text, std::uint32_t begin,
                                               std::uint32_t end);

// Finds the recipients that a report's text names. `hits` are those in this text, in order;
// `addressee` is whom the report was sent to, who is rarely the recipient; `likely` is the recipient
// of the returned message, preferred where nothing else tells.
void find_text_recipients(const RuleSet& rules, const Findings& findings, std::string_view text,
                          const SourceSpan& range, std::span<const Hit> hits,
                          std::string_view addressee, std::string_view likely,
                          std::vector<TextRecipient>& recipients);

}  // namespace whybounce
