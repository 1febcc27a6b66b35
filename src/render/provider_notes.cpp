// SPDX-License-Identifier: MIT
#include "render/provider_notes.h"

#include <algorithm>
#include <string>

#include "ascii.h"

namespace whybounce {
namespace {

constexpr std::size_t kShortestCode = 3;
constexpr std::size_t kLongestCode = 20;

// Replies are short; what stands behind this much of one is no reply any more.
constexpr std::size_t kLongestReply = 4096;

bool is_code_character(char c) {
  return ascii::is_alnum(c) || c == ':' || c == '#' || c == '_' || c == '-';
}

bool is_host_character(char c) {
  return ascii::is_alnum(c) || c == '.' || c == '-';
}

std::string_view take_line(std::string_view& lines) {
  const std::size_t end = std::min(lines.find('\n'), lines.size());
  const std::string_view line = lines.substr(0, end);
  lines.remove_prefix(std::min(end + 1, lines.size()));
  return line;
}

std::size_t find_ignoring_case(std::string_view text, std::string_view wanted, std::size_t from) {
  const auto found =
      std::search(text.begin() + static_cast<std::ptrdiff_t>(std::min(from, text.size())),
                  text.end(), wanted.begin(), wanted.end(),
                  [](char a, char b) { return ascii::to_lower(a) == ascii::to_lower(b); });
  return found == text.end() ? std::string_view::npos
                             : static_cast<std::size_t>(found - text.begin());
}

// "mx.comcast.net" is a host of comcast.net, "notcomcast.net" and "comcast.net.example" are not.
bool names_host_of(std::string_view text, std::string_view domain) {
  for (std::size_t at = find_ignoring_case(text, domain, 0); at != std::string_view::npos;
       at = find_ignoring_case(text, domain, at + 1)) {
    const std::string_view behind = text.substr(at + domain.size());
    const bool begins = at == 0 || !is_host_character(text[at - 1]) || text[at - 1] == '.';
    const bool ends = behind.empty() || !is_host_character(behind[0]) ||
                      (behind[0] == '.' && (behind.size() == 1 || !is_host_character(behind[1])));
    if (begins && ends) return true;
  }
  return false;
}

bool is_from(const ProviderRow& provider, const RecipientDiagnosis& recipient,
             std::string_view words, std::string_view reporting_mta) {
  for (std::string_view hosts = provider.hosts; !hosts.empty();) {
    const std::string_view host = take_line(hosts);
    if (names_host_of(recipient.remote_mta, host) || names_host_of(words, host) ||
        names_host_of(reporting_mta, host)) {
      return true;
    }
  }
  for (std::string_view own = provider.words; !own.empty();) {
    if (find_ignoring_case(words, take_line(own), 0) != std::string_view::npos) return true;
  }
  return false;
}

// "AS(42004)": the number belongs to the letters.
std::size_t end_of_code(std::string_view text, std::size_t end) {
  if (end == text.size() || text[end] != '(') return end;
  std::size_t at = end + 1;
  while (at < text.size() && ascii::is_digit(text[at])) ++at;
  return at > end + 1 && at < text.size() && text[at] == ')' ? at + 1 : end;
}

const ProviderCodeRow* find_in_word(std::string_view& word) {
  const bool may_be_code =
      word.size() >= kShortestCode && word.size() <= kLongestCode &&
      std::ranges::any_of(word, [](char c) { return ascii::is_digit(c) || c == ':' || c == '#'; });
  if (may_be_code) {
    if (const ProviderCodeRow* row = find_provider_code(word)) return row;
  }
  // A link: "…/smtp-error-codes.php#BL000000".
  const std::size_t mark = word.rfind('#');
  if (mark == std::string_view::npos) return nullptr;
  word.remove_prefix(mark + 1);
  return word.size() >= kShortestCode && word.size() <= kLongestCode ? find_provider_code(word)
                                                                     : nullptr;
}

}  // namespace

CodeNote note_on(std::string_view code, const ProviderCodeRow& row) {
  return {std::string(code), false, row.provider().name, row.meaning, row.source};
}

std::vector<CodeNote> provider_notes_on(const RecipientDiagnosis& recipient,
                                        std::string_view reporting_mta) {
  std::vector<CodeNote> notes;
  const std::string_view words = std::string_view(recipient.diagnostic).substr(0, kLongestReply);
  for (std::size_t at = 0; at < words.size();) {
    std::size_t end = at;
    while (end < words.size() && is_code_character(words[end])) ++end;
    if (end == at) {
      ++at;
      continue;
    }
    end = end_of_code(words, end);
    std::string_view word = words.substr(at, end - at);
    while (word.ends_with(':') || word.ends_with('-')) word.remove_suffix(1);
    at = end;
    const ProviderCodeRow* row = find_in_word(word);
    if (row == nullptr || !is_from(row->provider(), recipient, words, reporting_mta)) continue;
    const bool is_new = std::ranges::none_of(
        notes, [&](const CodeNote& note) { return ascii::equals_ignoring_case(note.label, word); });
    if (is_new) notes.push_back(note_on(word, *row));
  }
  return notes;
}

}  // namespace whybounce
