// SPDX-License-Identifier: MIT
#include "targets.h"

#include <algorithm>
#include <array>
#include <ostream>

#include "ascii.h"
#include "render/escape.h"

namespace whybounce::fuzz {

void require_same(std::string_view a, std::string_view b, std::string_view what) {
  if (a == b) return;
  const auto [in_a, in_b] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  const auto at = static_cast<std::size_t>(in_a - a.begin());
  const std::size_t from = at - std::min<std::size_t>(at, 60);
  throw Violation(std::string(what) + ", at " + std::to_string(at) + ":\n  " +
                  escaped(a.substr(from, 160)) + "\n  " + escaped(b.substr(from, 160)));
}

std::string without_cr(std::string_view text) {
  std::string out(text);
  std::erase(out, '\r');
  return out;
}

std::optional<std::string> with_other_line_ends(std::string_view text) {
  const std::string unix_text = without_cr(text);
  std::string out;
  for (const char c : unix_text) {
    if (c == '\n') out += '\r';
    out += c;
  }
  if (unix_text.size() == text.size()) return out;
  if (out == text) return unix_text;
  return std::nullopt;
}

bool has_wide_text(const Message& message) {
  return std::ranges::any_of(message.parts(), [](const Part& part) {
    std::string charset;  // as it is looked up: other characters do not count
    for (const char c : part.charset) {
      if (ascii::is_alnum(c)) charset += ascii::to_lower(c);
    }
    return std::ranges::any_of(
        std::array<std::string_view, 6>{"16", "32", "ucs", "10646", "wchar", "unicode"},
        [&](std::string_view name) { return charset.find(name) != std::string::npos; });
  });
}

std::span<const Target> targets() {
  static constexpr std::array<Target, 14> kTargets = {{
      {"message", run_message},
      {"text", run_text},
      {"wrapped_mail", run_wrapped_mail},
      {"header", run_header},
      {"mime", run_mime},
      {"transfer", run_transfer},
      {"charset", run_charset},
      {"html", run_html},
      {"status_fields", run_status_fields},
      {"replies", run_replies},
      {"values", run_values},
      {"rules", run_rules},
      {"records", run_records},
      {"options", run_options},
  }};
  return kTargets;
}

void PrintTo(const Target& target, std::ostream* out) {
  *out << target.name;
}

const Target* find_target(std::string_view name) {
  const auto all = targets();
  const auto found = std::ranges::find(all, name, &Target::name);
  return found == all.end() ? nullptr : &*found;
}

}  // namespace whybounce::fuzz
