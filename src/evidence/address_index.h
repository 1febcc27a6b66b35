// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "evidence/recycled.h"

namespace whybounce {

// Which of many recipients has an address, with the case of ASCII letters ignored. Most reports name
// one; a list's report names thousands, in its text and in its status fields.
class AddressIndex {
 public:
  // False, and nothing changes, if the address is there already.
  bool add(std::string_view address, std::size_t place);
  [[nodiscard]] std::optional<std::size_t> find(std::string_view address) const;
  void clear();

 private:
  struct Entry {
    std::string address;
    std::size_t place = 0;

    void clear() { address.clear(); }
  };
  Recycled<Entry> first_;                                // looked through one by one
  std::unordered_map<std::string, std::size_t> others_;  // in lower case
};

}  // namespace whybounce
