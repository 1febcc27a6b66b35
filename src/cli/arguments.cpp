// SPDX-License-Identifier: MIT
#include "cli/arguments.h"

#include <algorithm>
#include <array>

#include "ascii.h"

namespace whybounce::cli {
namespace {

constexpr std::array<std::string_view, 8> kEndings{".eml", ".mbox", ".mbx",  ".msg",
                                                   ".txt", ".log",  ".mail", ".mime"};

}  // namespace

std::string_view mail_file_ending(std::string_view path) {
  for (const std::string_view ending : kEndings) {
    if (ascii::ends_with_ignoring_case(path, ending)) {
      return path.substr(path.size() - ending.size());
    }
  }
  return "";
}

bool looks_like_path(std::string_view argument) {
  if (!mail_file_ending(argument).empty()) return true;
  const auto word_end = std::ranges::find_if(argument, ascii::is_space) - argument.begin();
  const std::string_view word = argument.substr(0, static_cast<std::size_t>(word_end));
  return word.find('/') != std::string_view::npos && word.find("://") == std::string_view::npos;
}

std::string join_words(std::span<const std::string> words) {
  std::string text;
  for (const std::string& word : words) {
    if (!text.empty()) text += ' ';
    text += word;
  }
  return text;
}

ArgumentKind classify_arguments(std::span<const std::string> arguments,
                                const std::function<bool(const std::string&)>& exists,
                                const std::function<bool(const std::string&)>& says_something) {
  if (std::ranges::all_of(arguments, [](const std::string& word) { return word == "-"; }) ||
      std::ranges::any_of(arguments, exists) || looks_like_path(arguments.front()) ||
      std::ranges::all_of(arguments, looks_like_path)) {
    return ArgumentKind::paths;
  }
  return says_something(join_words(arguments)) ? ArgumentKind::text : ArgumentKind::neither;
}

}  // namespace whybounce::cli
