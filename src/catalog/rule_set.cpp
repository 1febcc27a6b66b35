// SPDX-License-Identifier: MIT
#include "catalog/rule_set.h"

#include "catalog/built_in.h"
#include "catalog/phrase_tables.h"

namespace whybounce {
namespace {

std::string_view text_in(const char* block, Rule::Slice slice) {
  return {(block != nullptr ? block : kBuiltInText) + slice.offset, slice.length};
}

}  // namespace

std::string_view Rule::text(Slice slice) const {
  return text_in(texts.block, slice);
}

std::string_view Marker::text(Rule::Slice slice) const {
  return text_in(texts.block, slice);
}

std::span<const PhraseUse> RuleSet::uses(std::uint32_t phrase) const {
  return phrases_->uses_of(phrase);
}

}  // namespace whybounce
