// SPDX-License-Identifier: MIT
#include "evidence/address_index.h"

#include <algorithm>

#include "ascii.h"

namespace whybounce {
namespace {

// For so few, hashing costs more than it spares.
constexpr std::size_t kMaxFirst = 8;

std::string lower(std::string_view address) {
  std::string out(address);
  for (char& c : out) c = ascii::to_lower(c);
  return out;
}

}  // namespace

bool AddressIndex::add(std::string_view address, std::size_t place) {
  if (find(address)) return false;
  if (first_.size() < kMaxFirst) {
    Entry& entry = first_.add();
    entry.address = address;
    entry.place = place;
  } else {
    others_.emplace(lower(address), place);
  }
  return true;
}

std::optional<std::size_t> AddressIndex::find(std::string_view address) const {
  for (const Entry& entry : first_) {
    if (entry.address == address || ascii::equals_ignoring_case(entry.address, address)) {
      return entry.place;
    }
  }
  if (others_.empty()) return std::nullopt;
  const auto found = others_.find(lower(address));
  if (found == others_.end()) return std::nullopt;
  return found->second;
}

void AddressIndex::clear() {
  first_.clear();
  if (!others_.empty()) others_.clear();
}

}  // namespace whybounce
