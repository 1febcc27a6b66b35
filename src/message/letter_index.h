// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace whybounce {

// Of a table of names in order, of which each begins with a small letter: where those begin that begin
// with each letter, and behind the last where they end. So a name is compared with few of them.
using LetterIndex = std::array<std::uint8_t, 27>;

template <typename Rows>
constexpr LetterIndex index_by_letter(const Rows& rows) {
  LetterIndex begins{};
  for (const auto& row : rows) {
    for (auto letter = static_cast<std::size_t>(row.name.front() - 'a') + 1; letter < begins.size();
         ++letter) {
      ++begins[letter];
    }
  }
  return begins;
}

}  // namespace whybounce
