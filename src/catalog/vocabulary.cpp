// SPDX-License-Identifier: MIT
#include "whybounce/vocabulary.h"

#include <array>

// The identifiers are part of the output format, so they stand here and not in data/, and the
// compiler of data/ checks that causes.txt has these causes.
namespace whybounce {
namespace {

using Name = std::string_view;

// Each table is in the order of its enum.
constexpr auto kKinds = std::to_array<Name>(
    {"failure", "delay", "delivered", "complaint", "auto-reply", "not-a-bounce"});
constexpr auto kActions =
    std::to_array<Name>({"failed", "delayed", "delivered", "relayed", "expanded"});
constexpr auto kCauses = std::to_array<Name>({
    "user-unknown",      "mailbox-moved",       "mailbox-disabled",  "mailbox-full",
    "recipient-refused", "domain-unknown",      "domain-no-mail",    "sender-refused",
    "auth-failed",       "reverse-dns",         "ip-blocked",        "bad-reputation",
    "rate-limited",      "too-many-recipients", "greylisted",        "relay-denied",
    "login-required",    "suppressed",          "spam-content",      "virus",
    "message-too-large", "content-refused",     "malformed-message", "policy",
    "tls-required",      "network-failure",     "mail-loop",         "expired",
    "protocol-error",    "system-error",        "system-full",       "delivery-agent",
    "unknown",
});
constexpr auto kPersistences =
    std::to_array<Name>({"permanent", "transient", "delivered", "unknown"});
constexpr auto kListActions = std::to_array<Name>({"remove", "watch", "keep"});
constexpr auto kActors =
    std::to_array<Name>({"sender", "sender-admin", "recipient", "recipient-admin", "nobody"});
constexpr auto kStatusFrom = std::to_array<Name>({"diagnostic", "field", "text"});
constexpr auto kEvidenceKinds =
    std::to_array<Name>({"reply-code", "status", "field", "phrase", "header"});

static_assert(kCauses.size() == kCauseCount);

template <typename Enum, std::size_t N>
std::string_view name_in(const std::array<Name, N>& names, Enum value) {
  return names[static_cast<std::size_t>(value)];
}

template <typename Enum, std::size_t N>
std::optional<Enum> parse_in(const std::array<Name, N>& names, std::string_view name) {
  for (std::size_t i = 0; i < N; ++i) {
    if (names[i] == name) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

}  // namespace

std::string_view name_of(Kind kind) {
  return name_in(kKinds, kind);
}
std::string_view name_of(Action action) {
  return name_in(kActions, action);
}
std::string_view name_of(Cause cause) {
  return name_in(kCauses, cause);
}
std::string_view name_of(Persistence persistence) {
  return name_in(kPersistences, persistence);
}
std::string_view name_of(ListAction action) {
  return name_in(kListActions, action);
}
std::string_view name_of(Actor actor) {
  return name_in(kActors, actor);
}
std::string_view name_of(StatusFrom from) {
  return name_in(kStatusFrom, from);
}
std::string_view name_of(EvidenceKind kind) {
  return name_in(kEvidenceKinds, kind);
}

std::optional<Kind> parse_kind(std::string_view name) {
  return parse_in<Kind>(kKinds, name);
}
std::optional<Cause> parse_cause(std::string_view name) {
  return parse_in<Cause>(kCauses, name);
}
std::optional<Persistence> parse_persistence(std::string_view name) {
  return parse_in<Persistence>(kPersistences, name);
}
std::optional<ListAction> parse_list_action(std::string_view name) {
  return parse_in<ListAction>(kListActions, name);
}
std::optional<Actor> parse_actor(std::string_view name) {
  return parse_in<Actor>(kActors, name);
}

}  // namespace whybounce
