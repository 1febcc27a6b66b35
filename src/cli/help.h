// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace whybounce::cli {

// For -h, and for who starts the program without saying what to read.
inline constexpr std::string_view kShortHelp =
    R"(whybounce says why a mail came back, whose move it is, and what to do now.

  $ whybounce bounce.eml                          a mail, saved to a file
  $ whybounce 550 5.7.1 Message rejected          words from a log or a mail
  $ whybounce -f csv ~/Maildir >bounces.csv       all mails in a folder

Usage: whybounce [OPTIONS] [INPUT...]

  INPUT is a mail, an mbox, a text file, a Maildir or another folder, the words
  of a reply, or "-" for standard input, which is also read if there is none.

  -f, --format FORM     text, brief (a line each), json, jsonl, csv or tsv
      --lines           every input line is a record: a reply, or a log line
      --explain WHAT    what 550, 5.7.26, x.7.26, 5.7 or mailbox-full means
      --help            all options
)";

inline constexpr std::string_view kHelp =
    R"(
What to read
      --files-from FILE   paths of inputs, one a line; "-" is standard input
  -0, --null              the paths in it end with NUL, as from find -print0
      --lines             every line is a record of its own, and gets one answer
      --keyed             with --lines: what stands before a line's first TAB is
                          not read, but copied to the field "key"
      --max-record SIZE   read no more of one record than this (default 64M)
  -j, --jobs N            threads that work; output and its order stay the same
      --rules FILE        more rules, which win over the built-in ones; may be
                          repeated

What to print
  -f, --format FORM       text, brief, json, jsonl, csv or tsv
      --fields A,B,...    columns for csv, tsv and brief; see --list fields
      --kind A,B,...      only records that are: failure, delay, delivered,
                          complaint, auto-reply, not-a-bounce
      --cause A,B,...     only recipients with these causes; see --list causes
      --persistence A,... only recipients with: permanent, transient, delivered,
                          unknown
      --list-action A,... only recipients to: remove, watch, keep
      --redact            mask addresses, host names and IP addresses
      --summary           only counts: a table with bars, or -f json
      --unknown-out FILE  write where each bounce with cause "unknown" stands
      --color WHEN        auto, always or never
      --progress WHEN     auto, always or never: how far it is, told on standard
                          error by runs of more than a second
  -q, --quiet             no progress; errors are still told

What it knows
      --explain WHAT      a reply code, an enhanced status code or part of one,
                          or a cause
      --list TABLE        reply-codes, statuses, causes, rules or fields

  -h                      short help
  -V, --version           the version

Exit status: 0 a bounce was diagnosed, 1 there was none, 2 an error. Under
--lines it is 0 or 2. Stopped by SIGINT or SIGTERM, it finishes the record in
hand and ends with 130 or 143.
      --exit-class        with bounces, by the worst of them: 5 permanent,
                          4 temporary, 3 only deliveries and complaints
)";

}  // namespace whybounce::cli
