// SPDX-License-Identifier: MIT
#include "render/redact.h"

#include <algorithm>

#include "ascii.h"
#include "whybounce/render.h"

namespace whybounce {
namespace {

// What may stand in the local part of an address (RFC 5322 section 3.2.3, RFC 6531) or around it,
// but not "/", so that a URL falls into pieces.
bool is_address_character(char c) {
  return ascii::is_alnum(c) || ascii::is_beyond(c) ||
         std::string_view("@._+-=%!#$&'*?^`{|}~").find(c) != std::string_view::npos;
}

bool is_host_character(char c) {
  return ascii::is_alnum(c) || ascii::is_beyond(c) || c == '.' || c == '-' || c == '_';
}

bool is_hex_or_colon(char c) {
  return ascii::is_digit(c) || c == ':' || c == '.' ||
         (ascii::to_lower(c) >= 'a' && ascii::to_lower(c) <= 'f');
}

void mask_all(std::string& text, std::size_t begin, std::size_t end) {
  for (std::size_t i = begin; i < end; ++i) {
    if (ascii::is_alnum(text[i]) || ascii::is_beyond(text[i])) text[i] = 'x';
  }
}

void mask_all(std::string& text) {
  mask_all(text, 0, text.size());
}

bool is_ipv4(std::string_view word) {
  return std::ranges::count(word, '.') == 3 &&
         std::ranges::all_of(word, [](char c) { return ascii::is_digit(c) || c == '.'; });
}

// Two colons in a row, or as many as no time of day has.
bool is_ipv6(std::string_view word) {
  return word.find("::") != std::string_view::npos || std::ranges::count(word, ':') >= 4;
}

// "mx.example.net", "mx.xn--p1ai", and not "5.1.1", "8.17.1p2", "e.g" or a sentence's end.
bool is_host(std::string_view word) {
  const std::size_t dot = word.rfind('.');
  if (dot == std::string_view::npos || dot == 0 || word.size() - dot < 3) return false;
  const std::string_view top = word.substr(dot + 1);
  return !ascii::is_digit(top[0]) && std::ranges::all_of(top, [](char c) {
    return ascii::is_alnum(c) || ascii::is_beyond(c) || c == '-';
  });
}

std::string_view without_dots(std::string_view word) {
  while (word.ends_with('.')) word.remove_suffix(1);
  return word;
}

std::size_t run_end(std::string_view text, std::size_t begin, bool (*belongs)(char)) {
  while (begin < text.size() && belongs(text[begin])) ++begin;
  return begin;
}

// Hosts and IP addresses in a run of characters that holds no "@".
void mask_hosts(std::string& text, std::size_t begin, std::size_t end) {
  for (std::size_t at = begin; at < end;) {
    const std::size_t stop = std::min(end, run_end(text, at, is_host_character));
    const std::string_view word = without_dots(std::string_view(text).substr(at, stop - at));
    if (is_ipv4(word) || is_host(word)) mask_all(text, at, stop);
    at = std::max(stop, at + 1);
  }
}

// The local part in quotes that ends before `at`.
void mask_quoted_before(std::string& text, std::size_t at) {
  if (at < 2 || text[at - 1] != '"') return;
  constexpr std::size_t kLongestLocalPart = 64;  // RFC 5321 section 4.5.3.1.1
  const std::size_t quote = text.rfind('"', at - 2);
  if (quote == std::string::npos || at - quote > kLongestLocalPart + 2) return;
  mask_all(text, quote, at);
}

}  // namespace

void mask_names(std::string& text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t hex_end = run_end(text, at, is_hex_or_colon);
    if (is_ipv6(std::string_view(text).substr(at, hex_end - at))) {
      mask_all(text, at, hex_end);
      at = hex_end;
      continue;
    }
    const std::size_t end = run_end(text, at, is_address_character);
    if (std::string_view(text).substr(at, end - at).find('@') != std::string_view::npos) {
      if (text[at] == '@') mask_quoted_before(text, at);
      mask_all(text, at, end);
    } else {
      mask_hosts(text, at, end);
    }
    at = std::max(end, at + 1);
  }
}

std::string masked_names(std::string_view text) {
  std::string masked(text);
  mask_names(masked);
  return masked;
}

void redact(Diagnosis& diagnosis) {
  const auto mask_evidence = [](std::vector<Evidence>& evidence) {
    for (Evidence& piece : evidence) mask_names(piece.overruled);
  };
  mask_all(diagnosis.reporting_mta);
  mask_all(diagnosis.original.from);
  mask_all(diagnosis.original.to);
  mask_all(diagnosis.original.message_id);
  mask_names(diagnosis.original.subject);
  mask_evidence(diagnosis.evidence);
  for (RecipientDiagnosis& recipient : diagnosis.recipients) {
    mask_all(recipient.address);
    mask_all(recipient.alias);
    mask_all(recipient.remote_mta);
    mask_names(recipient.diagnostic);
    mask_evidence(recipient.evidence);
    for (std::string& conflict : recipient.conflicts) mask_names(conflict);
  }
}

}  // namespace whybounce
