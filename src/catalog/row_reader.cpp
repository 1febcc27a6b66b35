// SPDX-License-Identifier: MIT
#include "catalog/row_reader.h"

#include <algorithm>

#include "ascii.h"

namespace whybounce {
namespace {

bool is_all(std::string_view text, bool (*is)(char)) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is);
}

// "RFC 5321 4.2.3", or the number alone for an RFC that is about nothing else.
bool is_rfc_section(std::string_view text) {
  constexpr std::string_view kStart = "RFC ";
  if (!text.starts_with(kStart)) return false;
  text.remove_prefix(kStart.size());
  const std::size_t blank = std::min(text.find(' '), text.size());
  if (!is_all(text.substr(0, blank), ascii::is_digit)) return false;
  return blank == text.size() ||
         is_all(text.substr(blank + 1), [](char c) { return ascii::is_alnum(c) || c == '.'; });
}

// Several ones, separated by semicolons.
bool is_rfc_sections(std::string_view text) {
  while (true) {
    const std::size_t semicolon = std::min(text.find(';'), text.size());
    if (!is_rfc_section(ascii::trim(text.substr(0, semicolon)))) return false;
    if (semicolon == text.size()) return true;
    text.remove_prefix(semicolon + 1);
  }
}

bool is_web_page(std::string_view text) {
  constexpr std::string_view kStart = "https://";
  return text.starts_with(kStart) && text.size() > kStart.size() &&
         std::none_of(text.begin(), text.end(), ascii::is_space);
}

bool has_text_behind(std::string_view text, std::string_view start) {
  return text.starts_with(start) && !ascii::trim(text.substr(start.size())).empty();
}

bool is_source(std::string_view text) {
  return is_web_page(text) || is_rfc_sections(text) || text == "IANA smtp-enhanced-status-codes" ||
         has_text_behind(text, "software:") || has_text_behind(text, "judgement:");
}

std::string_view take_digits(std::string_view& text) {
  std::size_t length = 0;
  while (length < text.size() && ascii::is_digit(text[length])) ++length;
  std::string_view digits = text.substr(0, length);
  text.remove_prefix(length);
  while (digits.size() > 1 && digits.front() == '0') digits.remove_prefix(1);
  return digits;
}

}  // namespace

RowReader::RowReader(const DataFile& file, const Stanza& stanza, std::span<const KeySpec> keys,
                     std::vector<DataError>& errors)
    : file_(file), stanza_(stanza), errors_(errors), errors_before_(errors.size()) {
  for (auto field = stanza.begin(); field != stanza.end(); ++field) {
    const auto same_key = [&](const StanzaField& other) { return other.key == field->key; };
    const auto key = std::find_if(keys.begin(), keys.end(),
                                  [&](const KeySpec& spec) { return spec.name == field->key; });
    if (key == keys.end()) {
      errors_.push_back(file.error(
          field->at, std::string(stanza.front().key) + " has no key " + std::string(field->key)));
    } else if (!key->is_repeatable && std::find_if(stanza.begin(), field, same_key) != field) {
      errors_.push_back(file.error(field->at, std::string(field->key) + " stands here twice"));
    }
  }
  for (const KeySpec& spec : keys) {
    const bool is_there = std::any_of(stanza.begin(), stanza.end(), [&](const StanzaField& field) {
      return field.key == spec.name;
    });
    if (spec.is_required && !is_there) {
      errors_.push_back(file.error(
          stanza.front().at, name_of_row(stanza.front()) + " lacks " + std::string(spec.name)));
    }
  }
}

const StanzaField* RowReader::find(std::string_view key) const {
  const auto found = std::find_if(stanza_.begin(), stanza_.end(), [&](const StanzaField& field) {
    return field.key == key && !field.value.empty();
  });
  return found == stanza_.end() ? nullptr : &*found;
}

std::vector<const StanzaField*> RowReader::find_all(std::string_view key) const {
  std::vector<const StanzaField*> result;
  for (const StanzaField& field : stanza_) {
    if (field.key == key && !field.value.empty()) result.push_back(&field);
  }
  return result;
}

std::string RowReader::text(std::string_view key) const {
  const StanzaField* field = find(key);
  return field == nullptr ? std::string() : field->value;
}

std::string RowReader::texts(std::string_view key) const {
  std::string result;
  for (const StanzaField* field : find_all(key)) {
    if (!result.empty()) result += '\n';
    result += field->value;
  }
  return result;
}

void RowReader::check_sources() {
  for (const StanzaField* field : find_all("Source")) {
    if (is_source(field->value)) continue;
    report(*field, 0,
           "Source must be https://…, \"RFC number section\", \"IANA "
           "smtp-enhanced-status-codes\", \"software: …\" or \"judgement: …\"");
  }
}

void RowReader::report(const StanzaField& field, std::size_t offset, std::string reason) {
  errors_.push_back(file_.error(field.place(offset), std::move(reason)));
}

std::string RowReader::wrong_value(const StanzaField& field, std::string_view expected) {
  return std::string(field.key) + " must be " + std::string(expected);
}

std::optional<ReplyRange> parse_reply_range(std::string_view text) {
  const auto value = [](std::string_view digits) -> std::uint16_t {
    const std::optional<ReplyCode> code = ReplyCode::parse(digits);
    return code ? static_cast<std::uint16_t>(code->value()) : 0;
  };
  ReplyRange range;
  if (text.size() == 7 && text[3] == '-') {
    range = {value(text.substr(0, 3)), value(text.substr(4))};
  } else if (text.size() == 3) {
    std::string low(text);
    std::string high(text);
    for (std::size_t i = 2; i > 0 && text[i] == 'x'; --i) {
      low[i] = '0';
      high[i] = '9';
    }
    range = {value(low), value(high)};
  }
  if (range.low == 0 || range.low > range.high) return std::nullopt;
  return range;
}

std::optional<std::string> parse_id(std::string_view text) {
  const bool is_id =
      !text.empty() && text.front() != '-' && std::all_of(text.begin(), text.end(), [](char c) {
        return ascii::is_lower(c) || ascii::is_digit(c) || c == '-';
      });
  if (!is_id) return std::nullopt;
  return std::string(text);
}

int compare_naturally(std::string_view a, std::string_view b) {
  while (!a.empty() && !b.empty()) {
    if (ascii::is_digit(a.front()) && ascii::is_digit(b.front())) {
      const std::string_view number_a = take_digits(a);
      const std::string_view number_b = take_digits(b);
      if (number_a.size() != number_b.size()) return number_a.size() < number_b.size() ? -1 : 1;
      if (const int order = number_a.compare(number_b); order != 0) return order;
      continue;
    }
    if (a.front() != b.front()) {
      return static_cast<unsigned char>(a.front()) < static_cast<unsigned char>(b.front()) ? -1 : 1;
    }
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
  return a.empty() ? (b.empty() ? 0 : -1) : 1;
}

std::string name_of_row(const StanzaField& first_field) {
  return std::string(first_field.key) + ": " + first_field.value;
}

}  // namespace whybounce
