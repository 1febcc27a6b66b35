// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/rule_set.h"
#include "evidence/address_index.h"
#include "evidence/evidence.h"
#include "evidence/recycled.h"

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

// A text of a report in which recipients are looked for, and what is known already.
struct RecipientText {
  std::string_view text;
  SourceSpan range;
  std::span<const Hit> hits;   // those in this text, in order
  std::string_view addressee;  // whom the report was sent to, who is rarely the recipient
  std::string_view likely;  // the returned message's recipient, preferred where nothing else tells
};

// Finds the recipients that a report's text names. Holds the working memory, reused from text to text.
class TextRecipientFinder {
 public:
  // `recipients` is emptied first.
  void find(const RuleSet& rules, const Findings& findings, const RecipientText& in,
            Recycled<TextRecipient>& recipients);

 private:
  friend class RecipientSearch;
  std::vector<AddressMention> mentions_;
  AddressIndex index_;  // of the recipients, by address and alias
  std::string address_;
};

}  // namespace whybounce
