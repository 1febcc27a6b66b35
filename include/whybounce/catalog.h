// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "whybounce/status.h"
#include "whybounce/vocabulary.h"

// The knowledge, looked up. All of it comes from data/ and is compiled in: nothing is read, built
// or allocated at start. Every row says where it comes from. find_ functions give null where there
// is no such row.
//
// Rows and their texts live as long as the program and never change: any thread may read them at
// any time. Nothing here throws. Cost: tables are small (a thousand rules, some hundred codes), and
// no find_ function costs more than one look at each row.
namespace whybounce {

// A text of a row: a string_view wherever one is wanted. It holds no address, but a place in one
// block of text: at each start the loader would have to write addresses into every row.
class CatalogText {
 public:
  constexpr CatalogText(std::uint32_t offset, std::uint32_t length)
      : offset_(offset), length_(length) {}

  [[nodiscard]] operator std::string_view() const;
  [[nodiscard]] constexpr bool empty() const { return length_ == 0; }
  [[nodiscard]] constexpr std::size_t size() const { return length_; }

  friend bool operator==(CatalogText a, std::string_view b) { return std::string_view(a) == b; }
  friend bool operator==(CatalogText a, CatalogText b) { return a == std::string_view(b); }

 private:
  std::uint32_t offset_;
  std::uint32_t length_;
};

// Any stream that takes a string_view.
template <typename Stream>
auto operator<<(Stream& stream, CatalogText text) -> decltype(stream << std::string_view(text)) {
  return stream << std::string_view(text);
}

// A registered SMTP reply code.
struct ReplyCodeRow {
  std::uint16_t code;
  CatalogText title;    // what the RFC calls it
  CatalogText meaning;  // in plain words, ours
  CatalogText source;   // "RFC 5321 4.2.3"
};

// What a digit of a reply code says: RFC 5321 section 4.2.1.
struct ReplyDigitRow {
  std::uint8_t place;  // 1: the first digit; 2: the second
  std::uint8_t digit;
  CatalogText title;
  CatalogText meaning;
  CatalogText source;
};

// A class ("5.x.x": subject and detail absent), a subject ("x.1.x": class and detail absent) or a
// registered code ("x.1.1": class absent, because the registry gives a meaning to subject and
// detail together).
struct StatusRow {
  StatusPattern pattern;
  CatalogText title;    // as registered
  CatalogText meaning;  // in plain words, ours
  // The basic reply codes that the registry names; empty where it gives none.
  CatalogText reply_codes;
  CatalogText source;
};

struct CauseRow {
  Cause id;
  CatalogText name;         // "user-unknown": the identifier in all output
  CatalogText title;        // a short headline
  CatalogText explanation;  // a sentence or two
  Actor acts;               // when the delivery failed for good, unless the rule says otherwise
  Actor acts_transient;     // when it may still work, likewise
  Persistence persistence;  // where neither the report's action nor a code's class tells it
  ListAction list_action;   // when the delivery failed for good
  ListAction list_action_transient;  // when it may still work
  CatalogText advice;                // what the sender can do
  CatalogText admin_advice;          // what the sender's administrator can do; empty: the same
  CatalogText source;
};

// A wording, a code, or both, and the cause that a server means by it. See data/README.md.
//
// The texts are read through functions: a thousand rows of string_views would be ten thousand
// addresses for the loader to relocate at every start, so a row holds offsets into one block of
// text. A Rule stays where it is, and its address stands for it.
class Rule {
 public:
  [[nodiscard]] std::string_view id() const { return text(texts.id); }
  // As written in the rule; empty for a rule on a code alone.
  [[nodiscard]] std::string_view phrase() const { return text(texts.phrase); }
  // Must stand in the same text too; empty where nothing more is asked for.
  [[nodiscard]] std::string_view with() const { return text(texts.with); }
  // The domain of the server that says it, in lower case; empty for any.
  [[nodiscard]] std::string_view host() const { return text(texts.host); }
  // About this wording: for the reader. May be empty.
  [[nodiscard]] std::string_view note() const { return text(texts.note); }
  // Several sources, or examples, stand on a line each.
  [[nodiscard]] std::string_view source() const { return text(texts.source); }
  [[nodiscard]] std::string_view examples() const { return text(texts.examples); }
  // Where the rule stands: "data/rules/google.txt", or the user's file as given.
  [[nodiscard]] std::string_view file() const { return text(texts.file); }

  Cause cause = Cause::unknown;
  bool vague = false;         // weaker than a specific status code
  std::optional<Actor> acts;  // absent: the cause's
  // The reply codes it holds for, both ends included; 0, 0 for any (or none at all).
  std::uint16_t reply_low = 0;
  std::uint16_t reply_high = 0;
  std::optional<StatusPattern> status;
  // Of two rules that match, the one with the greater number wins; never equal in one rule set.
  std::uint32_t specificity = 0;
  std::uint32_t line = 0;

  struct Slice {
    std::uint32_t offset = 0;
    std::uint32_t length = 0;
  };
  struct Texts {
    const char* block = nullptr;  // null: the built-in one
    Slice id, phrase, with, host, note, source, examples, file;
  };
  Texts texts;

 private:
  [[nodiscard]] std::string_view text(Slice slice) const;
};

// What the code alone says, where no words say more: weaker than any phrase that is not vague.
struct CodeCauseRow {
  std::optional<StatusPattern> status;  // one of the two is present
  std::optional<ReplyCode> reply;
  Cause cause;
  bool vague;  // the code says next to nothing: weaker than a vague phrase
  CatalogText source;
};

// Who puts codes of their own into replies, and how to know that it is they who speak.
struct ProviderRow {
  CatalogText id;     // "comcast"
  CatalogText name;   // "Comcast"
  CatalogText hosts;  // domains of their servers and pages, in lower case, a line each
  CatalogText words;  // words of theirs that stand beside the codes, a line each
  CatalogText source;
};

// A code of a provider's own.
struct ProviderCodeRow {
  CatalogText code;            // "TSS04"; in "RLY:*" the "*" stands for any letters and digits
  std::uint32_t provider_row;  // of providers()
  CatalogText meaning;         // in plain words, ours
  Cause cause;
  CatalogText source;

  [[nodiscard]] const ProviderRow& provider() const;
};

[[nodiscard]] std::span<const ReplyCodeRow> reply_codes();
[[nodiscard]] std::span<const ReplyDigitRow> reply_digits();
[[nodiscard]] std::span<const StatusRow> status_codes();     // registered details, sorted
[[nodiscard]] std::span<const StatusRow> status_classes();   // 2, 4, 5
[[nodiscard]] std::span<const StatusRow> status_subjects();  // 0 to 7
[[nodiscard]] std::span<const CauseRow> causes();            // all 33, in the order of Cause
[[nodiscard]] std::span<const CodeCauseRow> code_causes();
[[nodiscard]] std::span<const ProviderRow> providers();           // sorted by id
[[nodiscard]] std::span<const ProviderCodeRow> provider_codes();  // sorted
[[nodiscard]] std::span<const Rule> rules();

[[nodiscard]] const ReplyCodeRow* find_reply_code(ReplyCode code);
[[nodiscard]] const ReplyDigitRow* find_reply_digit(int place, int digit);
[[nodiscard]] const StatusRow* find_status(int subject, int detail);
[[nodiscard]] const StatusRow* find_status_class(int status_class);
[[nodiscard]] const StatusRow* find_status_subject(int subject);
[[nodiscard]] const CauseRow& cause_row(Cause cause);
[[nodiscard]] const CauseRow* find_cause(std::string_view name);
// The most specific row: a single code before a range, a range before any detail, any detail before
// any subject, and where these are equal a class before any class.
[[nodiscard]] const CodeCauseRow* find_code_cause(const EnhancedStatus& status);
[[nodiscard]] const CodeCauseRow* find_code_cause(ReplyCode code);
// Case does not count, and what stands before a "#" may be left out ("CXBL" for "AUP#CXBL"). A code
// that stands there itself before one with a "*", and of those the longest.
[[nodiscard]] const ProviderCodeRow* find_provider_code(std::string_view code);

}  // namespace whybounce
