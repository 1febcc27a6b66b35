// SPDX-License-Identifier: MIT
#pragma once

#include "catalog/rule_set.h"
#include "evidence/address_index.h"
#include "evidence/evidence.h"
#include "evidence/report_text.h"
#include "evidence/traits.h"
#include "whybounce/message.h"

namespace whybounce {

// Finds everything in a message that a verdict can rest on. Decides nothing. The returned message is
// left out: its words are no evidence, only its header tells what `original` was.
//
//   header ─────────────► traits (who writes, to whom, is it automatic)
//   delivery status ────► recipients with action, status, diagnostic; one statement each
//   text of the report ─► phrases, codes, addresses ─► statements about the recipients
class Collector {
 public:
  // `own` are the user's rules; null where there are none. Both must outlive the collector.
  Collector(const RuleSet& built_in, const RuleSet* own) : built_in_(built_in), own_(own) {}

  // `findings` is emptied first; its memory is reused. Decodes the parts that are read.
  void collect(Message& message, Findings& findings);

 private:
  friend class Collection;
  const RuleSet& built_in_;
  const RuleSet* own_;
  PhraseScanner scanner_;
  // Of the message at hand; kept for their memory.
  std::vector<PhraseHit> scratch_;
  DeliveryStatus status_;
  ReportScope scope_;
  TextRecipientFinder recipient_finder_;
  Recycled<TextRecipient> found_;  // in one text
  Recycled<TextRecipient> named_;  // in all of them
  AddressIndex named_index_;       // of these, by address and alias
  AddressIndex by_address_;        // by address alone
  std::string original_;           // the names of one recipient
  std::string final_;
};

// What decode() must show of one report's text before it is cut off: nobody writes longer ones.
inline constexpr std::uint32_t kMaxNoticeBytes = 256 * 1024;
// Text parts of one report that are read; Exchange writes two, lists add footers.
inline constexpr std::size_t kMaxNotices = 16;
// Recipients of one report: a list's expansion has thousands.
inline constexpr std::size_t kMaxRecipients = 10000;

}  // namespace whybounce
