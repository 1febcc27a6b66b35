// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "whybounce/diagnosis.h"
#include "whybounce/render.h"
#include "whybounce/vocabulary.h"

namespace whybounce {

// How many records and recipients there are of each sort. Counts are exact, and sums of sums are
// the same in any order. Grows with the number of different statuses and domains, not with that of
// records.
class Summary {
 public:
  using Counts = std::unordered_map<std::string, std::uint64_t>;

  void add(const Diagnosis& diagnosis);
  void add(const Summary& other);

  std::uint64_t records = 0;
  std::uint64_t recipients = 0;
  std::array<std::uint64_t, 6> kinds{};  // of records; the others are of recipients
  std::array<std::uint64_t, kCauseCount> causes{};
  std::array<std::uint64_t, 4> persistences{};
  std::array<std::uint64_t, 3> list_actions{};
  Counts statuses;  // of recipients whose report holds one
  Counts domains;   // of the recipients' addresses, in lower case

 private:
  void add(const RecipientDiagnosis& recipient);

  std::string key_;  // reused
};

// A table for each sort of count, the most frequent first, with bars that fill the width. Of
// statuses and domains, the ten most frequent.
void render_summary_text(const Summary& summary, const PageStyle& style, std::string& out);

// One JSON object and a line end; see docs/json.md.
void render_summary_json(const Summary& summary, std::string& out);

}  // namespace whybounce
