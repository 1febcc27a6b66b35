// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <vector>

#include "evidence/evidence.h"

namespace whybounce {

// Cuts a stretch of a report's text into statements, and finds the replies in each:
//
//   <you@example.net>: host mx.example.net said: 550    ┐ one statement, a quoted reply: what stands
//       5.1.1 No such user (in reply to RCPT TO)        ┘ behind "said:"
//
//   >>> RCPT To:<you@example.net>                         words
//   <<< 550 5.1.1 <you@example.net>... User unknown       a quoted reply
//   550 5.1.1 <you@example.net>... User unknown           a reply: the reporting server's own
//
// A statement ends at an empty line, at a line that begins with "<<<" or ">>>", behind such a line,
// and where a line begins with another reply code.
void add_text_statements(std::string_view text, const SourceSpan& range, Findings& findings,
                         std::vector<Statement>& statements);

// One statement that is the whole of `span`.
void add_statement(std::string_view text, const SourceSpan& span, Trust trust, Findings& findings,
                   std::vector<Statement>& statements);

}  // namespace whybounce
