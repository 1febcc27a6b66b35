// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace whybounce::cli {

// Arguments are paths, or the words of a reply that somebody has pasted:
//
//   one of them names something that exists   all are paths
//   the first looks like a path, or all do    all are paths (and missing files)
//   their text holds a code or known phrase   they are that text, joined by blanks
//   anything else                             neither: an error that says so
enum class ArgumentKind : std::uint8_t { paths, text, neither };

// `exists` tells whether a file is there, `says_something` whether a text holds a status code or a
// phrase that is known.
[[nodiscard]] ArgumentKind classify_arguments(
    std::span<const std::string> arguments, const std::function<bool(const std::string&)>& exists,
    const std::function<bool(const std::string&)>& says_something);

[[nodiscard]] std::string join_words(std::span<const std::string> words);

// ".eml", ".mbox" and others that files of mails have; empty where the path ends with none of them.
[[nodiscard]] std::string_view mail_file_ending(std::string_view path);

// An ending that mail files have, or a slash in the first word. Not in a later one, nor in a URL: a
// pasted reply can well hold "SPF/DKIM" or the address of a page.
[[nodiscard]] bool looks_like_path(std::string_view argument);

}  // namespace whybounce::cli
