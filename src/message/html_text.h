// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace whybounce {

// The text of an HTML page as lines, as a reader sees it without styles:
//
//   <p>Your mail to<br>&lt;you@example.net&gt; failed</p><table><tr><td>Code<td>550</table>
//
//   Your mail to
//   <you@example.net> failed
//
//   Code<TAB>550
//
// Comments, scripts, style sheets and the title are dropped. White space is folded, except in <pre>;
// a no-break space is white space too. Lines end with LF. Total and linear in time: what is no
// markup is text, among it an address in angle brackets that somebody forgot to escape. `html` is
// valid UTF-8, and so is the result, which is at most 2 bytes longer. Replaces `out`.
void html_to_text(std::string_view html, std::string& out);

}  // namespace whybounce
