// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <iosfwd>
#include <span>
#include <string>
#include <string_view>

namespace whybounce::fuzz {

// A kind of mail that is made to take long: whatever a search, a nesting or a list has to be
// bounded against. Mails of one kind differ only in how much of it they hold.
struct Hostile {
  std::string_view name;
  std::string (*make)(std::size_t size);  // about so many bytes
};
[[nodiscard]] std::span<const Hostile> hostile_mails();
// For the tests' names.
void PrintTo(const Hostile& mails, std::ostream* out);

}  // namespace whybounce::fuzz
