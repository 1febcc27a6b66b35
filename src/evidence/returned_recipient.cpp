// SPDX-License-Identifier: MIT
#include "evidence/returned_recipient.h"

#include <algorithm>
#include <optional>

#include "ascii.h"
#include "evidence/address.h"
#include "message/lines.h"

namespace whybounce {
namespace {

// "… for <you@example.net>; Fri, 2 Jan 2026 03:04:05 +0000"
std::string recipient_of_received(std::string_view value) {
  for (std::size_t at = value.find("for "); at != std::string_view::npos;
       at = value.find("for ", at + 1)) {
    if (at > 0 && !ascii::is_space(value[at - 1])) continue;
    const std::string_view rest = ascii::trim(value.substr(at + 4));
    const std::size_t end = std::min(rest.find_first_of("; \t\r\n"), rest.size());
    if (rest.substr(0, end).find('@') != std::string_view::npos) {
      return clean_address(rest.substr(0, end));
    }
  }
  return {};
}

// A To with several addresses does not tell which one failed.
std::string only_address(std::string_view value) {
  const auto end = static_cast<std::uint32_t>(value.size());
  const auto first = find_address(value, 0, end);
  if (!first) return {};
  if (find_address(value, first->offset + first->length, end)) return {};
  return clean_address(value.substr(first->offset, first->length));
}

class HeaderGuess {
 public:
  // Fields in the order in which they stand: the first hop's Received is the last one.
  void take(std::string_view name, std::string_view value) {
    if (ascii::equals_ignoring_case(name, "received")) {
      std::string found = recipient_of_received(value);
      if (!found.empty()) received_ = std::move(found);
    } else if (ascii::equals_ignoring_case(name, "to") && to_.empty()) {
      to_ = only_address(value);
      any_to_ = clean_address(value);
    }
  }

  [[nodiscard]] std::string best() const {
    if (!to_.empty() && received_.empty()) return to_;
    return received_.empty() ? any_to_ : received_;
  }

 private:
  std::string received_;
  std::string to_;
  std::string any_to_;
};

}  // namespace

std::string recipient_of_returned(const Message& message, std::uint32_t header) {
  if (header == Part::kNone) return {};
  HeaderGuess guess;
  const Part& part = message.parts()[header];
  for (std::uint32_t i = 0; i < part.field_count; ++i) {
    const HeaderField& field = message.fields()[part.first_field + i];
    guess.take(field.name, field.value);
  }
  return guess.best();
}

std::string recipient_of_returned(std::string_view text) {
  HeaderGuess guess;
  std::string_view name;
  LineCursor lines(text);
  while (lines.next()) {
    const std::string_view line = ascii::trim(lines.line());
    const std::size_t colon = line.find(':');
    const bool goes_on = !lines.line().empty() && ascii::is_space(lines.line().front());
    if (goes_on && !name.empty() && colon == std::string_view::npos) {
      guess.take(name, line);
    } else if (colon != std::string_view::npos) {
      name = line.substr(0, colon);
      guess.take(name, line.substr(colon + 1));
    }
  }
  return guess.best();
}

std::string recipient_of_return_path(std::string_view address) {
  const std::string_view local = local_part(address);
  const std::size_t equals = local.rfind('=');
  if (equals == std::string_view::npos || equals + 1 == local.size()) return {};
  const std::size_t begin = local.find_last_of("+-", equals);
  if (begin == std::string_view::npos || begin + 1 == equals) return {};
  const std::string_view domain = local.substr(equals + 1);
  if (domain.find('.') == std::string_view::npos) return {};
  std::string found(local.substr(begin + 1, equals - begin - 1));
  found += '@';
  found += domain;
  return found;
}

}  // namespace whybounce
