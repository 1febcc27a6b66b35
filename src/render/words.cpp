// SPDX-License-Identifier: MIT
#include "render/words.h"

#include <fmt/format.h>

#include "ascii.h"
#include "whybounce/catalog.h"

namespace whybounce {
namespace {

// A title as the second half of a headline: with a small letter, unless it begins with an
// abbreviation.
std::string continued(std::string_view title) {
  std::string text(title);
  if (text.size() > 1 && !ascii::is_upper(text[1])) text[0] = ascii::to_lower(text[0]);
  return text;
}

std::string_view outcome(const RecipientDiagnosis& recipient) {
  switch (recipient.persistence) {
    case Persistence::permanent:
      return "Permanent failure";
    case Persistence::transient:
      return "Temporary failure";
    case Persistence::delivered:
      return "Delivered";
    case Persistence::unknown:
      break;
  }
  return "Failure";
}

std::string_view outcome(Action action, const RecipientDiagnosis& recipient) {
  switch (action) {
    case Action::failed:
      break;
    case Action::delayed:
      return "Delayed, still being tried";
    case Action::delivered:
      return "Delivered";
    case Action::relayed:
      return "Handed on to a system that sends no reports";
    case Action::expanded:
      return "Delivered to a list, which hands it on to its members";
  }
  return outcome(recipient);
}

}  // namespace

std::string_view in_words(Actor actor) {
  switch (actor) {
    case Actor::sender:
      return "the sender";
    case Actor::sender_admin:
      return "the administrator of the sending side";
    case Actor::recipient:
      return "the recipient";
    case Actor::recipient_admin:
      return "the administrator of the receiving side";
    case Actor::nobody:
      break;
  }
  return "nobody: wait";
}

std::string_view in_words(ListAction action, Kind kind) {
  switch (action) {
    case ListAction::remove:
      return kind == Kind::complaint ? "take it off the list: its owner does not want the mail"
                                     : "take it off the list: it is dead";
    case ListAction::watch:
      return "keep it for now; take it off when this goes on";
    case ListAction::keep:
      break;
  }
  return "keep it: nothing is wrong with it";
}

std::string_view in_words(Kind kind) {
  switch (kind) {
    case Kind::failure:
      return "A mail was not delivered";
    case Kind::delay:
      return "A mail is late";
    case Kind::delivered:
      return "A mail was delivered";
    case Kind::complaint:
      return "Complaint: a recipient reported a mail as spam";
    case Kind::auto_reply:
      return "Not a bounce: an automatic reply";
    case Kind::not_a_bounce:
      break;
  }
  return "Not a bounce";
}

std::string headline_of(Kind kind, const RecipientDiagnosis& recipient, std::size_t recipients) {
  std::string text(kind == Kind::complaint ? in_words(kind)
                   : recipient.action      ? outcome(*recipient.action, recipient)
                                           : outcome(recipient));
  if (recipient.cause && kind != Kind::complaint) {
    const CauseRow& row = cause_row(*recipient.cause);
    text += ": " + continued(row.title) + " (";
    text += row.name;
    text += ')';
  }
  if (recipients > 1 && kind != Kind::complaint) text += fmt::format(", {} recipients", recipients);
  return text;
}

std::string_view colour_of(const Palette& palette, Kind kind, const RecipientDiagnosis& recipient) {
  if (kind == Kind::complaint) return palette.warning;
  switch (recipient.persistence) {
    case Persistence::permanent:
      return palette.bad;
    case Persistence::transient:
      return palette.warning;
    case Persistence::delivered:
      return palette.good;
    case Persistence::unknown:
      break;
  }
  return palette.neutral;
}

}  // namespace whybounce
