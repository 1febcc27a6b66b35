// SPDX-License-Identifier: MIT
#include "render/advice.h"

#include <algorithm>
#include <utility>

namespace whybounce {
namespace {

constexpr int kIndent = 2;

void append_steps(Page& page, std::string_view steps, int indent) {
  for (const std::string_view step : steps_of(steps)) page.bullet(step, indent);
}

}  // namespace

std::vector<std::string_view> steps_of(std::string_view advice) {
  constexpr std::string_view kBar = " | ";
  std::vector<std::string_view> steps;
  while (!advice.empty()) {
    const std::size_t bar = std::min(advice.find(kBar), advice.size());
    steps.push_back(advice.substr(0, bar));
    advice.remove_prefix(std::min(bar + kBar.size(), advice.size()));
  }
  return steps;
}

void append_advice(Page& page, const CauseRow& cause, Actor acts) {
  page.blank_line();
  page.heading("What to do");
  if (cause.admin_advice.empty()) {
    append_steps(page, cause.advice, kIndent);
    return;
  }
  std::pair<std::string_view, std::string_view> first{"As the sender:", cause.advice};
  std::pair<std::string_view, std::string_view> second{"As the administrator of the sending side:",
                                                       cause.admin_advice};
  if (acts == Actor::sender_admin) std::swap(first, second);
  for (const auto& [heading, steps] : {first, second}) {
    page.paragraph(heading, kIndent);
    append_steps(page, steps, 2 * kIndent);
  }
}

}  // namespace whybounce
