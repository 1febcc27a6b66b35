// SPDX-License-Identifier: MIT
#include "cli/closest.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <string>

namespace whybounce::cli {
namespace {

constexpr std::size_t kLongestWord = 64;  // the table below grows with the square

// A word that many begin with is no hint.
constexpr std::size_t kShortestBeginning = 3;
constexpr std::size_t kMostWithOneBeginning = 4;

// Insertions, deletions, replacements, and swaps of neighbours: the optimal string alignment
// distance.
std::size_t edits_between(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before_last(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::swap(before_last, last);
    std::swap(last, row);
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] =
          std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before_last[j - 2] + 1);
      }
    }
  }
  return row[b.size()];
}

}  // namespace

std::vector<std::string_view> closest(std::string_view word,
                                      std::span<const std::string_view> candidates) {
  std::vector<std::string_view> nearest;
  if (word.size() > kLongestWord) return nearest;
  std::size_t fewest = std::max<std::size_t>(1, word.size() / 3);
  for (const std::string_view candidate : candidates) {
    const std::size_t edits = edits_between(word, candidate);
    if (edits > fewest) continue;
    if (edits < fewest) nearest.clear();
    fewest = edits;
    nearest.push_back(candidate);
  }
  if (!nearest.empty() || word.size() < kShortestBeginning) return nearest;
  std::ranges::copy_if(candidates, std::back_inserter(nearest),
                       [&](std::string_view candidate) { return candidate.starts_with(word); });
  if (nearest.size() > kMostWithOneBeginning) nearest.clear();
  return nearest;
}

std::string did_you_mean(std::string_view word, std::span<const std::string_view> candidates) {
  std::string hint;
  for (const std::string_view candidate : closest(word, candidates)) {
    hint += hint.empty() ? "; did you mean " : " or ";
    hint += candidate;
  }
  return hint.empty() ? hint : hint + "?";
}

}  // namespace whybounce::cli
