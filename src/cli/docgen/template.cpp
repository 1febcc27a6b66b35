// SPDX-License-Identifier: MIT
#include "cli/docgen/template.h"

#include <algorithm>

#include "ascii.h"

namespace whybounce::docgen {
namespace {

// The name at the beginning of "NAME@…"; empty if there is none.
std::string_view name_at(std::string_view text) {
  const auto is_part = [](char c) { return ascii::is_upper(c) || c == '_'; };
  const auto end = std::ranges::find_if_not(text, is_part) - text.begin();
  const std::string_view name = text.substr(0, static_cast<std::size_t>(end));
  return text.substr(name.size()).starts_with('@') ? name : "";
}

}  // namespace

std::string fill(std::string_view form, const std::vector<Blank>& blanks,
                 std::vector<std::string>& unknown) {
  std::string out;
  while (!form.empty()) {
    const std::size_t at = std::min(form.find('@'), form.size());
    out += form.substr(0, at);
    form.remove_prefix(at);
    if (form.empty()) break;
    const std::string_view name = name_at(form.substr(1));
    if (name.empty()) {
      out += '@';
      form.remove_prefix(1);
      continue;
    }
    form.remove_prefix(name.size() + 2);
    const auto blank = std::ranges::find(blanks, name, &Blank::name);
    if (blank == blanks.end()) {
      unknown.emplace_back(name);
      continue;
    }
    out += blank->text;
    if (blank->text.ends_with('\n') && form.starts_with('\n')) form.remove_prefix(1);
  }
  return out;
}

}  // namespace whybounce::docgen
