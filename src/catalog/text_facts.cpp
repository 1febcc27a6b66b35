// SPDX-License-Identifier: MIT
#include "catalog/text_facts.h"

#include <algorithm>

#include "ascii.h"

namespace whybounce {
namespace {

// Calls see(token, offset) for the runs of letters, digits, dots and hyphens in a text.
template <typename See>
void for_each_token(std::string_view text, See see) {
  const auto is_token = [](char c) { return ascii::is_alnum(c) || c == '.' || c == '-'; };
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = i;
    while (i < text.size() && is_token(text[i])) ++i;
    if (i > begin) {
      see(text.substr(begin, i - begin), begin);
    } else {
      ++i;
    }
  }
}

void add_codes(std::string_view token, std::size_t offset, TextFacts& facts) {
  // "550-5.7.1" is two codes.
  while (!token.empty()) {
    const std::size_t length = std::min(token.find('-'), token.size());
    std::string_view part = token.substr(0, length);
    while (part.ends_with('.')) part.remove_suffix(1);
    const auto reply = ReplyCode::parse(part);
    const auto status = EnhancedStatus::parse(part);
    if (reply || status) facts.codes.push_back({offset, reply, status});
    token.remove_prefix(std::min(length + 1, token.size()));
    offset += length + 1;
  }
}

}  // namespace

TextFacts read_facts(std::string_view text) {
  TextFacts facts;
  for_each_token(text, [&](std::string_view token, std::size_t offset) {
    add_codes(token, offset, facts);
    while (token.ends_with('.') || token.ends_with('-')) token.remove_suffix(1);
    if (token.find('.') != std::string_view::npos) facts.hosts.push_back(token);
  });
  return facts;
}

bool is_in_domain(std::string_view host, std::string_view domain) {
  return ascii::equals_ignoring_case(host, domain) ||
         (host.size() > domain.size() && host[host.size() - domain.size() - 1] == '.' &&
          ascii::ends_with_ignoring_case(host, domain));
}

bool has_reply(const TextFacts& facts, ReplyRange range) {
  return std::any_of(facts.codes.begin(), facts.codes.end(), [&](const CodeAt& code) {
    return code.reply && range.low <= code.reply->value() && code.reply->value() <= range.high;
  });
}

bool has_status(const TextFacts& facts, const StatusPattern& pattern) {
  return std::any_of(facts.codes.begin(), facts.codes.end(), [&](const CodeAt& code) {
    return code.status && pattern.matches(*code.status);
  });
}

bool has_host(const TextFacts& facts, std::string_view domain) {
  return std::any_of(facts.hosts.begin(), facts.hosts.end(),
                     [&](std::string_view host) { return is_in_domain(host, domain); });
}

}  // namespace whybounce
