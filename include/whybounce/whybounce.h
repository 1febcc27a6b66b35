// SPDX-License-Identifier: MIT
#pragma once

// whybounce says what a bounce message means: what happened, whose move it is, what to do now, and
// which words of it say so. This header is the whole library; each header below tells its own part.
//
//   #include <whybounce/whybounce.h>
//
//   std::string explain(std::string_view mail) {
//     using namespace whybounce;
//     Message message = looks_like_message(mail) ? parse_message(mail) : parse_text(mail);
//     Diagnosis diagnosis = diagnose(message);
//
//     std::string answer;
//     for (const RecipientDiagnosis& recipient : diagnosis.recipients) {
//       if (!recipient.cause) continue;  // a delivery, or a complaint
//       const CauseRow& cause = cause_row(*recipient.cause);
//       answer += recipient.address + ": " + std::string(cause.title) + "\n";
//       for (const Evidence& piece : recipient.evidence) {
//         if (!piece.overruled.empty()) continue;
//         Position at = locate(message.text(piece.span.part), piece.span.offset);
//         answer += "  see line " + std::to_string(at.line) + "\n";
//       }
//     }
//     if (answer.empty()) render_text(message, diagnosis, {}, {}, answer);
//     return answer;
//   }
//
// Errors: any bytes get an answer, and "not a bounce" and "cause unknown" are answers. Nothing is
// thrown but std::bad_alloc.
//
// Ownership: `mail` must outlive `message`, because a Message borrows its bytes. A Diagnosis owns
// its words; its evidence points into the Message, by numbers (SourceSpan). What the catalog gives
// lives as long as the program.
//
// Threads: no state is shared, so any thread may use objects of its own at any time. For many mails
// keep one Message, one Diagnoser and one Diagnosis for each thread and use them again and again:
// their memory is reused.
//
// Cost: linear in the mail. Nothing is read from the environment, the disk or the clock, except
// that iconv loads what it needs for a charset.

#if __cplusplus < 202002L
#error "whybounce needs C++20: -std=c++20"
#endif

#include "whybounce/catalog.h"
#include "whybounce/diagnosis.h"
#include "whybounce/message.h"
#include "whybounce/render.h"
#include "whybounce/span.h"
#include "whybounce/status.h"
#include "whybounce/vocabulary.h"
