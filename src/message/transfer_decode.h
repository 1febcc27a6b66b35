// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "whybounce/message.h"

namespace whybounce {

// The encoding that a Content-Transfer-Encoding field (RFC 2045 section 6) names; identity for
// 7bit, 8bit and binary, and for any name that is not known.
[[nodiscard]] TransferEncoding parse_transfer_encoding(std::string_view value);

// What was wrong with an encoded text: the offset of the first byte that does not belong there.
struct DecodeResult {
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  std::size_t damage = kNone;
};

// RFC 2045 section 6.8. Total: what base64 does not have is skipped, padding may lack, and what
// stands behind the padding is not read. A text that is plainly not base64, though declared so, is
// left as it is (some servers put the encoding of the mail that they return on their own notice).
// Replaces `out`.
DecodeResult decode_base64(std::string_view text, std::string& out);

// RFC 2045 section 6.7. Total: an "=" that begins no valid sequence stays as it stands. Line ends
// stay as they came. Replaces `out`.
DecodeResult decode_quoted_printable(std::string_view text, std::string& out);

// The value of a hexadecimal digit in either case; -1 for any other character.
[[nodiscard]] int hex_digit_value(char c);

}  // namespace whybounce
