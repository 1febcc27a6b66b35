// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "catalog/rule_set.h"
#include "evidence/evidence.h"
#include "whybounce/span.h"

namespace whybounce {

// The SMTP command that a refusal answered, as the text in and around it tells: "(in reply to RCPT TO
// command)", "SMTP error from remote mail server after MAIL FROM", the ">>> DATA" line above. One of
// CONN, HELO, STARTTLS, AUTH, MAIL, RCPT, DATA, BDAT, QUIT; empty where nothing tells.
[[nodiscard]] std::string_view find_command(const RuleSet& rules, const Findings& findings,
                                            std::string_view text, const SourceSpan& statement);

// The host that refused, as the statement names it: "host mx.example.net[192.0.2.1] said: …",
// "while talking to mx.example.net", "192.0.2.1 does not like recipient". Empty where none is named.
[[nodiscard]] std::string_view find_host(const Findings& findings, std::string_view text,
                                         const SourceSpan& statement);

// Whether a host name in that domain stands in the text ("google.com" in "mx.google.com"). Case is
// ignored; the domain is in lower case.
[[nodiscard]] bool names_host_in(std::string_view text, std::string_view domain);

// White space folded to single blanks, none at the edges, quote marks ("> ") left out: one line. The
// second form puts it in place of what `out` holds.
[[nodiscard]] std::string fold_space(std::string_view text);
void fold_space(std::string_view text, std::string& out);

}  // namespace whybounce
