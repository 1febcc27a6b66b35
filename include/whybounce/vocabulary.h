// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

// The terms that a verdict is made of, and the identifiers that stand for them in all output. Names
// live as long as the program; nothing here throws, and any thread may call it.
namespace whybounce {

// What a record is as a whole.
enum class Kind : std::uint8_t {
  failure,       // at least one recipient's delivery failed
  delay,         // none failed, at least one is still being tried
  delivered,     // only good news: delivered, relayed, expanded
  complaint,     // a recipient called a mail spam: RFC 5965
  auto_reply,    // a vacation note or the like: RFC 3834
  not_a_bounce,  // anything else
};

// What became of the mail for one recipient: RFC 3464 section 2.3.3.
enum class Action : std::uint8_t { failed, delayed, delivered, relayed, expanded };

// Why it was not delivered: the rows of data/causes.txt, those that go together side by side.
enum class Cause : std::uint8_t {
  user_unknown,
  mailbox_moved,
  mailbox_disabled,
  mailbox_full,
  recipient_refused,
  domain_unknown,
  domain_no_mail,
  sender_refused,
  auth_failed,
  reverse_dns,
  ip_blocked,
  bad_reputation,
  rate_limited,
  too_many_recipients,
  greylisted,
  relay_denied,
  login_required,
  suppressed,
  spam_content,
  virus,
  message_too_large,
  content_refused,
  malformed_message,
  policy,
  tls_required,
  network_failure,
  mail_loop,
  expired,
  protocol_error,
  system_error,
  system_full,
  delivery_agent,
  unknown,
};
inline constexpr std::size_t kCauseCount = 33;

// Whether this delivery is over.
enum class Persistence : std::uint8_t { permanent, transient, delivered, unknown };

// What the owner of a mailing list should do with the address.
enum class ListAction : std::uint8_t {
  remove,  // the address is dead, or its owner does not want the mail
  watch,   // count it; remove it when it goes on
  keep,    // the address is fine: the message, the sender or the path is at fault
};

// Whose move it is.
enum class Actor : std::uint8_t { sender, sender_admin, recipient, recipient_admin, nobody };

// Where the status code was read.
enum class StatusFrom : std::uint8_t {
  diagnostic,  // in the refusing server's words
  field,       // the delivery status's Status field: RFC 3464 section 2.3.4
  text,        // elsewhere in the report
};

enum class EvidenceKind : std::uint8_t { reply_code, status, field, phrase, header };

// The identifiers: "auto-reply", "recipient-admin", "reply-code", "user-unknown", …
[[nodiscard]] std::string_view name_of(Kind kind);
[[nodiscard]] std::string_view name_of(Action action);
[[nodiscard]] std::string_view name_of(Cause cause);
[[nodiscard]] std::string_view name_of(Persistence persistence);
[[nodiscard]] std::string_view name_of(ListAction action);
[[nodiscard]] std::string_view name_of(Actor actor);
[[nodiscard]] std::string_view name_of(StatusFrom from);
[[nodiscard]] std::string_view name_of(EvidenceKind kind);

// The inverse: exactly the identifier, or nothing.
[[nodiscard]] std::optional<Kind> parse_kind(std::string_view name);
[[nodiscard]] std::optional<Cause> parse_cause(std::string_view name);
[[nodiscard]] std::optional<Persistence> parse_persistence(std::string_view name);
[[nodiscard]] std::optional<ListAction> parse_list_action(std::string_view name);
[[nodiscard]] std::optional<Actor> parse_actor(std::string_view name);

}  // namespace whybounce
