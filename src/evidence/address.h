// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace whybounce {

// A mail address that stands in a text.
struct AddressMark {
  std::uint32_t offset = 0;
  std::uint32_t length = 0;  // without angle brackets
};

// The first address in text[begin, end). What is no address though it holds an "@": "@" at an edge,
// message ids behind "Message-Id:" are the caller's to leave out. Cost: linear.
[[nodiscard]] std::optional<AddressMark> find_address(std::string_view text, std::uint32_t begin,
                                                      std::uint32_t end);

// The address in a field such as Final-Recipient (RFC 3464 section 2.3.2), as people write it:
// without its type ("rfc822;", "utf-8;"), angle brackets, quotes around the whole, comments and
// source route; xtext ("+2B", RFC 3461 section 4) and IMCEA encapsulation undone. What is no mail
// address (a local user name, a telephone number) comes back trimmed. Empty for an empty field.
[[nodiscard]] std::string clean_address(std::string_view field);
// The same into a string whose memory is used again.
void assign_clean_address(std::string_view field, std::string& address);
// The same for what find_address() found: most addresses need no second look.
void assign_found_address(std::string_view found, std::string& address);

// Whether clean_address() leaves an address alone that find_address() found: nothing in it is encoded.
[[nodiscard]] bool is_plain_address(std::string_view address);

// The part in front of the last "@"; the whole where there is none.
[[nodiscard]] std::string_view local_part(std::string_view address);

// The part behind the last "@"; empty where there is none.
[[nodiscard]] std::string_view domain_part(std::string_view address);

// "mailer-daemon", "postmaster", "mail-daemon", "mdaemon", … : the mail system itself writes or
// reads mail under such names.
[[nodiscard]] bool is_mail_system_name(std::string_view local_part);

}  // namespace whybounce
