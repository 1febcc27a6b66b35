// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "catalog/row_reader.h"
#include "whybounce/status.h"

// What an example in data/ holds besides phrases: as much as the checks need.
namespace whybounce {

struct CodeAt {
  std::size_t offset;
  std::optional<ReplyCode> reply;
  std::optional<EnhancedStatus> status;
};

struct TextFacts {
  std::vector<CodeAt> codes;
  std::vector<std::string_view> hosts;
};

[[nodiscard]] TextFacts read_facts(std::string_view text);

// The domain itself, or a name below it.
[[nodiscard]] bool is_in_domain(std::string_view host, std::string_view domain);

[[nodiscard]] bool has_reply(const TextFacts& facts, ReplyRange range);
[[nodiscard]] bool has_status(const TextFacts& facts, const StatusPattern& pattern);
[[nodiscard]] bool has_host(const TextFacts& facts, std::string_view domain);

}  // namespace whybounce
