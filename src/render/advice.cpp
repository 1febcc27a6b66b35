// SPDX-License-Identifier: MIT
#include "render/advice.h"

#include <utility>

namespace whybounce {
namespace {

constexpr int kIndent = 2;

// data/causes.txt writes steps with a bar between them.
void append_steps(Page& page, std::string_view steps) {
  constexpr std::string_view kBar = " | ";
  while (!steps.empty()) {
    const std::size_t bar = steps.find(kBar);
    page.bullet(steps.substr(0, bar), kIndent);
    if (bar == std::string_view::npos) return;
    steps.remove_prefix(bar + kBar.size());
  }
}

}  // namespace

void append_advice(Page& page, const CauseRow& cause, Actor acts) {
  page.blank_line();
  page.heading("What to do");
  if (cause.admin_advice.empty()) {
    append_steps(page, cause.advice);
    return;
  }
  std::pair<std::string_view, std::string_view> first{"As the sender:", cause.advice};
  std::pair<std::string_view, std::string_view> second{"As the administrator of the sending side:",
                                                       cause.admin_advice};
  if (acts == Actor::sender_admin) std::swap(first, second);
  for (const auto& [heading, steps] : {first, second}) {
    page.paragraph(heading, kIndent);
    append_steps(page, steps);
  }
}

}  // namespace whybounce
