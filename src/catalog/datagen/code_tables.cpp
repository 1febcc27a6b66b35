// SPDX-License-Identifier: MIT
#include "catalog/datagen/code_tables.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <set>
#include <span>
#include <string_view>

#include "ascii.h"
#include "catalog/datagen/literals.h"
#include "catalog/row_reader.h"
#include "catalog/rule_lint.h"

namespace whybounce::datagen {
namespace {

constexpr std::size_t kMaxTitle = 50;  // a headline

std::optional<int> parse_number(std::string_view text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < 0) return std::nullopt;
  return number;
}

std::optional<int> parse_class(std::string_view text) {
  const std::optional<int> number = parse_number(text);
  return number == 2 || number == 4 || number == 5 ? number : std::nullopt;
}

std::optional<StatusPattern> parse_detail(std::string_view text) {
  const auto pattern = StatusPattern::parse(text);
  const bool fits = pattern && !pattern->status_class && pattern->first_detail &&
                    pattern->first_detail == pattern->last_detail;
  return fits ? pattern : std::nullopt;
}

std::optional<std::string> parse_provider_code(std::string_view text) {
  constexpr std::size_t kLongest = 20;
  const auto is_good = [](char c) { return ascii::is_alnum(c) || ascii::is_any_of(c, ":#_-()*"); };
  const bool fits = text.size() >= 2 && text.size() <= kLongest &&
                    std::all_of(text.begin(), text.end(), is_good) &&
                    std::count(text.begin(), text.end(), '*') <= 1;
  return fits ? std::optional(std::string(text)) : std::nullopt;
}

std::string in_lower_case(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), ascii::to_lower);
  return text;
}

struct Digit {
  int place;
  int digit;
};

std::optional<Digit> parse_digit(std::string_view text) {
  if (text.size() != 3 || text[1] != '.' || (text[0] != '1' && text[0] != '2')) return std::nullopt;
  if (text[2] < '0' || text[2] > '9') return std::nullopt;
  return Digit{text[0] - '0', text[2] - '0'};
}

std::string initializer(std::initializer_list<std::string> values) {
  std::string result = "{";
  for (const std::string& value : values) {
    if (result.size() > 1) result += ", ";
    result += value;
  }
  return result + '}';
}

// One file: its stanzas go to the reader of their kind.
class FileReader {
 public:
  FileReader(const DataText& text, std::vector<DataError>& errors)
      : file_(text.name, text.bytes), errors_(errors), stanzas_(parse_stanzas(file_, errors)) {}

  // Calls read(row) for the stanzas that begin with `kind`.
  template <typename Read>
  void rows(std::string_view kind, std::span<const KeySpec> keys, Read read) {
    std::vector<NamedRow> names;
    for (const Stanza& stanza : stanzas_) {
      if (stanza.front().key != kind) continue;
      names.push_back({&file_, &stanza.front()});
      RowReader row(file_, stanza, keys, errors_);
      row.check_sources();
      read(row);
    }
    check_names(names, errors_);
    kinds_.push_back(kind);
  }

  // To be called when all kinds are read.
  void reject_others() {
    for (const Stanza& stanza : stanzas_) {
      bool is_known = false;
      std::string known;
      for (const std::string_view kind : kinds_) {
        is_known = is_known || stanza.front().key == kind;
        known += (known.empty() ? "" : " or ") + std::string(kind);
      }
      if (is_known) continue;
      errors_.push_back(file_.error(stanza.front().at, "a stanza here must begin with " + known));
    }
  }

  void report(std::string reason) { errors_.push_back(file_.error({}, std::move(reason))); }

 private:
  DataFile file_;
  std::vector<DataError>& errors_;
  std::vector<Stanza> stanzas_;
  std::vector<std::string_view> kinds_;
};

// The texts of one row, put into the block.
class RowTexts {
 public:
  RowTexts(const RowReader& row, TextBlock& block) : row_(row), block_(block) {}

  [[nodiscard]] std::string one(std::string_view key) const {
    return block_.place_of(row_.text(key));
  }
  // Those of a key that may stand there several times, a line each.
  [[nodiscard]] std::string all(std::string_view key) const {
    return block_.place_of(row_.texts(key));
  }
  [[nodiscard]] std::string sources() const { return all("Source"); }

 private:
  const RowReader& row_;
  TextBlock& block_;
};

void read_reply_codes(const DataText& text, CodeTables& out, std::vector<DataError>& errors) {
  constexpr auto kKeys = std::to_array<KeySpec>(
      {{"Reply", true}, {"Title", true}, {"Meaning", true}, {"Source", true, true}});
  constexpr auto kDigitKeys = std::to_array<KeySpec>(
      {{"Digit", true}, {"Title", true}, {"Meaning", true}, {"Source", true, true}});
  FileReader file(text, errors);
  file.rows("Reply", kKeys, [&](RowReader& row) {
    const auto code = row.parse("Reply", ReplyCode::parse, "a reply code");
    if (!row.is_good()) return;
    const RowTexts texts(row, out.texts);
    out.reply_codes.push_back(initializer(
        {code->to_string(), texts.one("Title"), texts.one("Meaning"), texts.sources()}));
  });
  file.rows("Digit", kDigitKeys, [&](RowReader& row) {
    const auto digit = row.parse("Digit", parse_digit, "1 or 2, a dot, and the digit");
    if (!row.is_good()) return;
    const RowTexts texts(row, out.texts);
    out.reply_digits.push_back(
        initializer({std::to_string(digit->place), std::to_string(digit->digit), texts.one("Title"),
                     texts.one("Meaning"), texts.sources()}));
  });
  file.reject_others();
}

std::string status_row(const RowTexts& texts, const StatusPattern& pattern) {
  return initializer({literal(pattern), texts.one("Title"), texts.one("Meaning"),
                      texts.one("Replies"), texts.sources()});
}

void read_statuses(const DataText& text, CodeTables& out, std::vector<DataError>& errors) {
  const auto keys = [](std::string_view kind) {
    return std::to_array<KeySpec>(
        {{kind, true}, {"Title", true}, {"Meaning", true}, {"Replies"}, {"Source", true, true}});
  };
  const auto row_of = [&](const RowReader& row, const StatusPattern& pattern) {
    return status_row(RowTexts(row, out.texts), pattern);
  };
  FileReader file(text, errors);
  file.rows("Status", keys("Status"), [&](RowReader& row) {
    const auto pattern = row.parse("Status", parse_detail, "x.SUBJECT.DETAIL");
    if (row.is_good()) out.statuses.push_back(row_of(row, *pattern));
  });
  file.rows("Class", keys("Class"), [&](RowReader& row) {
    const auto number = row.parse("Class", parse_class, "2, 4 or 5");
    if (row.is_good()) out.classes.push_back(row_of(row, {number, {}, {}, {}}));
  });
  file.rows("Subject", keys("Subject"), [&](RowReader& row) {
    const auto number = row.parse("Subject", parse_number, "a number");
    if (row.is_good()) out.subjects.push_back(row_of(row, {{}, number, {}, {}}));
  });
  file.reject_others();
}

// A character as a reader counts it.
std::size_t count_characters(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80 ? 1 : 0;
  return count;
}

std::string cause_initializer(RowReader& row, Cause cause, TextBlock& block) {
  constexpr std::string_view kActors =
      "one of sender sender-admin recipient recipient-admin nobody";
  constexpr std::string_view kActions = "one of remove watch keep";
  const auto acts = row.parse("Acts", parse_actor, kActors);
  const auto acts_transient = row.parse("Acts-Transient", parse_actor, kActors);
  const auto persistence =
      row.parse("Persistence", parse_persistence, "one of permanent transient delivered unknown");
  const auto action = row.parse("List-Action", parse_list_action, kActions);
  const auto action_transient = row.parse("List-Action-Transient", parse_list_action, kActions);
  if (const StanzaField* title = row.find("Title")) {
    if (count_characters(title->value) > kMaxTitle) {
      row.report(*title, 0, "a title has at most " + std::to_string(kMaxTitle) + " characters");
    }
  }
  if (!row.is_good()) return "";
  const RowTexts texts(row, block);
  return initializer({literal(cause), texts.one("Cause"), texts.one("Title"),
                      texts.one("Explanation"), literal(*acts),
                      literal(acts_transient.value_or(*acts)), literal(*persistence),
                      literal(*action), literal(action_transient.value_or(*action)),
                      texts.one("Advice"), texts.one("Admin-Advice"), texts.sources()});
}

void read_causes(const DataText& text, CodeTables& out, std::vector<DataError>& errors) {
  constexpr auto kKeys = std::to_array<KeySpec>({{"Cause", true},
                                                 {"Title", true},
                                                 {"Explanation", true},
                                                 {"Acts", true},
                                                 {"Acts-Transient"},
                                                 {"Persistence", true},
                                                 {"List-Action", true},
                                                 {"List-Action-Transient"},
                                                 {"Advice", true},
                                                 {"Admin-Advice"},
                                                 {"Source", true, true}});
  FileReader file(text, errors);
  std::map<Cause, std::string> rows;
  file.rows("Cause", kKeys, [&](RowReader& row) {
    const auto cause = row.parse("Cause", parse_cause, "a cause of vocabulary.h");
    if (cause) rows.emplace(*cause, cause_initializer(row, *cause, out.texts));
  });
  for (std::size_t i = 0; i < kCauseCount; ++i) {
    const auto found = rows.find(static_cast<Cause>(i));
    if (found == rows.end()) {
      file.report("there is no Cause: " + std::string(name_of(static_cast<Cause>(i))));
    } else {
      out.causes.push_back(found->second);
    }
  }
  file.reject_others();
}

void read_code_causes(const DataText& text, CodeTables& out, std::vector<DataError>& errors) {
  const auto keys = [](std::string_view kind) {
    return std::to_array<KeySpec>(
        {{kind, true}, {"Cause", true}, {"Vague"}, {"Source", true, true}});
  };
  const auto parse_yes = [](std::string_view value) {
    return value == "yes" ? std::optional(true) : std::nullopt;
  };
  const auto add = [&](RowReader& row, const std::string& status, const std::string& reply) {
    const auto cause = row.parse("Cause", parse_cause, "one of causes.txt");
    const auto vague = row.parse("Vague", parse_yes, "yes, or left out");
    if (!row.is_good()) return;
    out.code_causes.push_back(
        initializer({status, reply, literal(*cause), literal(vague.value_or(false)),
                     RowTexts(row, out.texts).sources()}));
  };
  FileReader file(text, errors);
  file.rows("Status", keys("Status"), [&](RowReader& row) {
    const auto pattern = row.parse("Status", StatusPattern::parse,
                                   "a status code: 5.1.1, x.1.1, 5.7.x or 5.7.606-649");
    add(row, pattern ? literal(*pattern) : "", "std::nullopt");
  });
  file.rows("Reply", keys("Reply"), [&](RowReader& row) {
    const auto code = row.parse("Reply", ReplyCode::parse, "a reply code");
    add(row, "std::nullopt", code ? "ReplyCode::parse(\"" + code->to_string() + "\")" : "");
  });
  file.reject_others();
}

// The index of each provider's row, by its id.
std::map<std::string, std::size_t> read_providers(FileReader& file, CodeTables& out) {
  constexpr auto kKeys = std::to_array<KeySpec>({{"Provider", true},
                                                 {"Name", true},
                                                 {"Host", false, true},
                                                 {"With", false, true},
                                                 {"Source", true, true}});
  std::map<std::string, std::size_t> places;
  file.rows("Provider", kKeys, [&](RowReader& row) {
    const auto id = row.parse("Provider", parse_id, "lower-case letters, digits and hyphens");
    if (row.find("Host") == nullptr && row.find("With") == nullptr) {
      row.report(*row.find("Provider"), 0, "a provider needs a Host or a With to be known by");
    }
    if (!row.is_good()) return;
    places.emplace(*id, out.providers.size());
    const RowTexts texts(row, out.texts);
    out.providers.push_back(initializer({texts.one("Provider"), texts.one("Name"),
                                         texts.all("Host"), texts.all("With"), texts.sources()}));
  });
  return places;
}

void read_provider_codes(const DataText& text, CodeTables& out, std::vector<DataError>& errors) {
  constexpr auto kKeys = std::to_array<KeySpec>({{"Code", true},
                                                 {"Provider", true},
                                                 {"Meaning", true},
                                                 {"Cause", true},
                                                 {"Source", true, true}});
  FileReader file(text, errors);
  const auto providers = read_providers(file, out);
  std::set<std::string> seen;
  file.rows("Code", kKeys, [&](RowReader& row) {
    const auto code =
        row.parse("Code", parse_provider_code,
                  "2 to 20 letters, digits and : # _ - ( ), with at most one * among them");
    const auto provider = row.parse(
        "Provider",
        [&](std::string_view id) {
          const auto found = providers.find(std::string(id));
          return found == providers.end() ? std::nullopt : std::optional(found->second);
        },
        "the id of a Provider of this file");
    const auto cause = row.parse("Cause", parse_cause, "one of causes.txt");
    if (code && !seen.insert(in_lower_case(*code)).second) {
      row.report(*row.find("Code"), 0, "differs from another code only in its case");
    }
    if (!row.is_good()) return;
    const RowTexts texts(row, out.texts);
    out.provider_codes.push_back(
        initializer({texts.one("Code"), std::to_string(*provider), texts.one("Meaning"),
                     literal(*cause), texts.sources()}));
  });
  file.reject_others();
}

}  // namespace

std::string TextBlock::place_of(const std::string& text) {
  std::size_t offset = all_.find(text);
  if (offset == std::string::npos) {
    offset = all_.size();
    all_ += text;
  }
  return initializer({std::to_string(offset), std::to_string(text.size())});
}

CodeTables read_code_tables(const DataDir& dir, std::vector<DataError>& errors) {
  CodeTables tables;
  if (dir.reply_codes) read_reply_codes(*dir.reply_codes, tables, errors);
  if (dir.enhanced_status) read_statuses(*dir.enhanced_status, tables, errors);
  if (dir.causes) read_causes(*dir.causes, tables, errors);
  if (dir.code_causes) read_code_causes(*dir.code_causes, tables, errors);
  if (dir.provider_codes) read_provider_codes(*dir.provider_codes, tables, errors);
  return tables;
}

}  // namespace whybounce::datagen
