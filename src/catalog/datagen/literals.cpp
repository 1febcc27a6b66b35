// SPDX-License-Identifier: MIT
#include "catalog/datagen/literals.h"

#include <algorithm>

namespace whybounce::datagen {
namespace {

// Enumerators are spelt as the identifiers are, but for the hyphens.
std::string enumerator(std::string_view type, std::string_view name) {
  std::string result(name);
  std::replace(result.begin(), result.end(), '-', '_');
  return std::string(type) + "::" + result;
}

}  // namespace

std::string string_literal(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    if (c == '\n') {
      result += "\\n";
    } else if (c == '\t') {
      result += "\\t";
    } else {
      result += c;
    }
  }
  return result + '"';
}

std::string literal(const std::optional<int>& number) {
  return number ? std::to_string(*number) : "std::nullopt";
}

std::string literal(const StatusPattern& pattern) {
  return "StatusPattern{" + literal(pattern.status_class) + ", " + literal(pattern.subject) + ", " +
         literal(pattern.first_detail) + ", " + literal(pattern.last_detail) + '}';
}

std::string literal(Cause cause) {
  return enumerator("Cause", name_of(cause));
}
std::string literal(Actor actor) {
  return enumerator("Actor", name_of(actor));
}
std::string literal(Persistence persistence) {
  return enumerator("Persistence", name_of(persistence));
}
std::string literal(ListAction action) {
  return enumerator("ListAction", name_of(action));
}
std::string literal(bool value) {
  return value ? "true" : "false";
}

}  // namespace whybounce::datagen
