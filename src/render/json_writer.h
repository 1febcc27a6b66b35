// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "render/piece_buffer.h"

// The pieces of JSON (RFC 8259) that all JSON output is made of. What they append is always valid
// UTF-8 and valid JSON, whatever bytes they are given.
namespace whybounce {

// A string with its quotes. Bytes that are no UTF-8 become U+FFFD, one for each maximal run. What
// is unsafe on a terminal (unicode::is_unsafe()) is written as \u escapes, which mean the same to a
// reader of JSON.
void append_json_string(std::string& out, std::string_view text);
void put_json_string(PieceBuffer& out, std::string_view text);

// null for the empty string, which stands for "not known".
void append_json_string_or_null(std::string& out, std::string_view text);
void put_json_string_or_null(PieceBuffer& out, std::string_view text);

void append_json_number(std::string& out, std::uint64_t number);

}  // namespace whybounce
