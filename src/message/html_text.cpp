// SPDX-License-Identifier: MIT
#include "message/html_text.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <utility>

#include "ascii.h"
#include "bytes.h"
#include "message/byte_search.h"
#include "message/charset.h"
#include "message/html_entities.h"
#include "message/letter_index.h"
#include "message/transfer_decode.h"
#include "message/utf8.h"

namespace whybounce {

namespace {

constexpr std::size_t kNone = std::string_view::npos;

// What separates two words; of several the strongest counts.
enum class Gap : std::uint8_t { none, blank, cell, line, paragraph };

enum class TagAction : std::uint8_t { none, cell, line, paragraph, line_break, pre, drop };

struct Tag {
  std::string_view name;
  TagAction action;
};

constexpr Tag kTags[] = {
    {"address", TagAction::line},
    {"article", TagAction::line},
    {"blockquote", TagAction::paragraph},
    {"body", TagAction::line},
    {"br", TagAction::line_break},
    {"caption", TagAction::line},
    {"center", TagAction::line},
    {"dd", TagAction::line},
    {"div", TagAction::line},
    {"dl", TagAction::paragraph},
    {"dt", TagAction::line},
    {"fieldset", TagAction::line},
    {"footer", TagAction::line},
    {"form", TagAction::line},
    {"h1", TagAction::paragraph},
    {"h2", TagAction::paragraph},
    {"h3", TagAction::paragraph},
    {"h4", TagAction::paragraph},
    {"h5", TagAction::paragraph},
    {"h6", TagAction::paragraph},
    {"header", TagAction::line},
    {"hr", TagAction::paragraph},
    {"li", TagAction::line},
    {"main", TagAction::line},
    {"ol", TagAction::paragraph},
    {"option", TagAction::line},
    {"p", TagAction::paragraph},
    {"pre", TagAction::pre},
    {"script", TagAction::drop},
    {"section", TagAction::line},
    {"style", TagAction::drop},
    {"table", TagAction::paragraph},
    {"td", TagAction::cell},
    {"th", TagAction::cell},
    {"title", TagAction::drop},
    {"tr", TagAction::line},
    {"ul", TagAction::paragraph},
};
static_assert(std::is_sorted(std::begin(kTags), std::end(kTags),
                             [](const Tag& a, const Tag& b) { return a.name < b.name; }));
constexpr std::size_t kMaxTagName = 10;

constexpr LetterIndex kLetterBegins = index_by_letter(kTags);

const Tag* find_tag(std::string_view name) {
  if (name.empty() || name.size() > kMaxTagName || !ascii::is_alpha(name.front())) return nullptr;
  const auto letter = static_cast<std::size_t>(ascii::to_lower(name.front()) - 'a');
  for (std::size_t i = kLetterBegins[letter]; i < kLetterBegins[letter + 1]; ++i) {
    if (ascii::equals_ignoring_case(kTags[i].name, name)) return &kTags[i];
  }
  return nullptr;
}

enum class CharClass : std::uint8_t { ordinary, space, markup, entity, beyond };

constexpr std::array<CharClass, 256> make_class_table() {
  std::array<CharClass, 256> table{};
  for (const char c : {' ', '\t', '\r', '\n', '\f'}) {
    table[static_cast<unsigned char>(c)] = CharClass::space;
  }
  table['<'] = CharClass::markup;
  table['&'] = CharClass::entity;
  table[0xC2] = CharClass::beyond;  // may begin a no-break space
  return table;
}
constexpr auto kClasses = make_class_table();

CharClass class_of(char c) {
  return kClasses[static_cast<unsigned char>(c)];
}

// What ends a tag, or what begins and ends a value in which that does not count.
struct TagMark {
  static bool has(char c) { return c == '>' || c == '"' || c == '\''; }
#ifdef __SSE2__
  static __m128i has(__m128i bytes) {
    const __m128i quotes = _mm_or_si128(where_is(bytes, '"'), where_is(bytes, '\''));
    return _mm_or_si128(quotes, where_is(bytes, '>'));
  }
#endif
};

#ifdef __SSE2__
// What class_of() does not take for ordinary, the blank aside.
__m128i where_is_special(__m128i bytes) {
  const auto or_is = [bytes](__m128i found, char c) {
    return _mm_or_si128(found, where_is(bytes, c));
  };
  __m128i found = where_is(bytes, '<');
  for (const char c : {'&', '\xC2', '\t', '\r', '\n', '\f'}) found = or_is(found, c);
  return found;
}
#endif

class HtmlReader {
 public:
  HtmlReader(std::string_view html, std::string& out) : html_(html), out_(out) {
    out_.resize(html.size() + 2);
    to_ = out_.data();
  }

  void read() {
    while (at_ < html_.size()) {
      switch (class_of(html_[at_])) {
        case CharClass::ordinary:
          read_words();
          break;
        case CharClass::space:
          read_space();
          break;
        case CharClass::markup:
          read_markup();
          break;
        case CharClass::entity:
          read_entity();
          break;
        case CharClass::beyond:
          read_beyond();
          break;
      }
    }
    if (to_ != out_.data()) {
      gap_ = Gap::line;
      close_gap();
    }
    out_.resize(static_cast<std::size_t>(to_ - out_.data()));
  }

 private:
  void widen_gap(Gap gap) { gap_ = std::max(gap_, gap); }

  void close_gap() {
    const Gap gap = std::exchange(gap_, Gap::none);
    if (gap == Gap::none || to_ == out_.data()) return;
    const bool at_line_start = to_[-1] == '\n';
    if (gap < Gap::line) {
      if (!at_line_start) *to_++ = gap == Gap::cell ? '\t' : ' ';
      return;
    }
    if (!at_line_start) *to_++ = '\n';
    const bool is_blank_line = to_ - out_.data() >= 2 && to_[-2] == '\n';
    if (gap == Gap::paragraph && !is_blank_line) *to_++ = '\n';
  }

  void put(std::string_view text) {
    close_gap();
    to_ = std::copy(text.begin(), text.end(), to_);
  }

  void put_space(char c) {
    if (!in_pre_) return widen_gap(Gap::blank);
    if (c != '\r') put({&c, 1});
  }

  void read_space() {
    put_space(html_[at_++]);
    if (in_pre_) return;
    while (at_ < html_.size() && class_of(html_[at_]) == CharClass::space) ++at_;
  }

  [[nodiscard]] bool is_ordinary(std::size_t at) const {
    return at < html_.size() && class_of(html_[at]) == CharClass::ordinary;
  }

  // Words that stand one blank apart stay so: they are copied together.
  void read_words() {
    const std::size_t end = end_of_words(at_ + 1);
    put(html_.substr(at_, end - at_));
    at_ = end;
  }

  [[nodiscard]] std::size_t end_of_words(std::size_t end) const {
#ifdef __SSE2__
    constexpr std::size_t kBlock = sizeof(__m128i);
    for (; html_.size() - end > kBlock; end += kBlock) {
      const __m128i bytes = sixteen_bytes(html_.data() + end);
      const __m128i next = sixteen_bytes(html_.data() + end + 1);
      const __m128i next_is_odd = _mm_or_si128(where_is_special(next), where_is(next, ' '));
      const __m128i last_blank = _mm_and_si128(where_is(bytes, ' '), next_is_odd);
      const unsigned found = places_of(_mm_or_si128(where_is_special(bytes), last_blank));
      if (found != 0) return end + static_cast<std::size_t>(std::countr_zero(found));
    }
#endif
    while (is_ordinary(end) || (end < html_.size() && html_[end] == ' ' && is_ordinary(end + 1))) {
      ++end;
    }
    return end;
  }

  void read_beyond() {
    const std::string_view character = html_.substr(at_, 2);
    at_ += character.size();
    if (character == "\xC2\xA0") return put_space(' ');
    put(character);
  }

  void put_character(char32_t c) {
    if (c == 0xA0) return put_space(' ');
    if (c < 0x80 && class_of(static_cast<char>(c)) == CharClass::space) {
      return put_space(static_cast<char>(c));
    }
    char bytes[4];
    put({bytes, encode_utf8(c, bytes)});
  }

  void read_entity() {
    const std::string_view rest = html_.substr(at_ + 1);
    std::size_t length = 0;  // without the &
    char32_t character = 0;
    if (rest.starts_with('#')) {
      length = read_number(rest, character);
    } else {
      while (length <= kMaxHtmlEntityName && length < rest.size() &&
             ascii::is_alnum(rest[length])) {
        ++length;
      }
      character = find_html_entity(rest.substr(0, length));
    }
    if (character == 0) {
      ++at_;
      return put("&");
    }
    at_ += 1 + length;
    if (at_ < html_.size() && html_[at_] == ';') ++at_;
    put_character(character);
  }

  // "#233" or "#xE9"; the character stays 0 where there is no digit. Those of windows-1252 are meant
  // where a number says a control character (HTML 5, section 13.2.5.80).
  static std::size_t read_number(std::string_view rest, char32_t& character) {
    const bool is_hex = rest.size() > 1 && ascii::to_lower(rest[1]) == 'x';
    const std::size_t begin = is_hex ? 2 : 1;
    const char32_t base = is_hex ? 16 : 10;
    std::size_t end = begin;
    char32_t value = 0;
    for (; end < rest.size(); ++end) {
      const int digit = hex_digit_value(rest[end]);
      if (digit < 0 || static_cast<char32_t>(digit) >= base) break;
      value = std::min<char32_t>(value * base + static_cast<char32_t>(digit), 0x110000);
    }
    if (end == begin) return 0;
    character = value == 0 ? kReplacement : value;
    if (value >= 0x80 && value < 0xA0) character = windows1252_character(value);
    return end;
  }

  void read_markup() {
    const std::string_view rest = html_.substr(at_);
    const char next = rest.size() > 1 ? rest[1] : ' ';
    if (rest.starts_with("<!--")) return skip_behind(html_.find("-->", at_ + 2), 3);
    const bool is_end_tag = next == '/' && rest.size() > 2 && ascii::is_alpha(rest[2]);
    const bool is_declaration = next == '!' || next == '?' || next == '/';
    if (!ascii::is_alpha(next) && !is_declaration) return put_literal_bracket();
    const std::size_t name_at = is_end_tag ? 2 : 1;
    const std::string_view name = is_declaration && !is_end_tag ? "" : tag_name(rest, name_at);
    if (name.find('@') != kNone || name.ends_with(':')) return put_literal_bracket();
    const std::size_t end = find_tag_end(at_ + name_at + name.size());
    if (end == kNone) return put_literal_bracket();
    at_ = end + 1;
    act_on(name, is_end_tag);
  }

  void put_literal_bracket() {
    ++at_;
    put("<");
  }

  // Goes behind something that was looked for, or to the end where it was not found.
  void skip_behind(std::size_t found, std::size_t length) {
    at_ = found == kNone ? html_.size() : found + length;
  }

  static std::string_view tag_name(std::string_view rest, std::size_t begin) {
    std::size_t end = begin;
    for (; end < rest.size(); ++end) {
      const char c = rest[end];
      if (c == '/' || c == '<' || c == '>' || class_of(c) == CharClass::space) break;
    }
    return rest.substr(begin, end - begin);
  }

  static bool is_behind_equals_sign(std::string_view before) {
    while (!before.empty() && ascii::is_space(before.back())) before.remove_suffix(1);
    return before.ends_with('=');
  }

  // The tag's ">", which may also stand in a quoted attribute value, where it does not count. Each
  // of the two vain searches is made only once in a page.
  std::size_t find_tag_end(std::size_t from) {
    if (no_more_tags_) return kNone;
    if (!quotes_are_broken_) {
      std::size_t begin = from;  // of what is not quoted
      std::size_t at = from;
      while ((at = find_first_of<TagMark>(html_, at)) < html_.size()) {
        if (html_[at] == '>') return at;
        if (is_behind_equals_sign(html_.substr(begin, at - begin))) {
          at = html_.find(html_[at], at + 1);
          if (at == kNone) break;
          begin = at + 1;
        }
        ++at;
      }
      quotes_are_broken_ = true;
    }
    const std::size_t end = html_.find('>', from);
    no_more_tags_ = end == kNone;
    return end;
  }

  void act_on(std::string_view name, bool is_end_tag) {
    const Tag* tag = find_tag(name);
    if (tag == nullptr) return;
    switch (tag->action) {
      case TagAction::none:
        break;
      case TagAction::cell:
        widen_gap(Gap::cell);
        break;
      case TagAction::line:
        widen_gap(Gap::line);
        break;
      case TagAction::paragraph:
        widen_gap(Gap::paragraph);
        break;
      case TagAction::line_break:
        widen_gap(gap_ >= Gap::line ? Gap::paragraph : Gap::line);
        break;
      case TagAction::pre:
        set_pre(!is_end_tag);
        break;
      case TagAction::drop:
        if (!is_end_tag) drop_until_end_of(tag->name);
        break;
    }
  }

  void set_pre(bool is_pre) {
    widen_gap(Gap::paragraph);
    in_pre_ = is_pre;
    if (!is_pre) return;
    // HTML 5 section 13.1.2.5: a line end directly behind the tag does not count.
    while (at_ < html_.size() && html_[at_] == '\r') ++at_;
    if (at_ < html_.size() && html_[at_] == '\n') ++at_;
  }

  // A title that is not closed would hide the whole page; a script or style sheet does.
  void drop_until_end_of(std::string_view name) {
    const bool is_title = name == "title";
    if (is_title && title_is_open_) return;
    for (std::size_t at = html_.find("</", at_); at != kNone; at = html_.find("</", at + 2)) {
      if (!ascii::starts_with_ignoring_case(html_.substr(at + 2), name)) continue;
      return skip_behind(html_.find('>', at), 1);
    }
    title_is_open_ = is_title;
    if (!is_title) at_ = html_.size();
  }

  std::string_view html_;
  std::string& out_;
  char* to_ = nullptr;
  std::size_t at_ = 0;
  Gap gap_ = Gap::none;
  bool in_pre_ = false;
  bool quotes_are_broken_ = false;
  bool no_more_tags_ = false;
  bool title_is_open_ = false;
};

}  // namespace

void html_to_text(std::string_view html, std::string& out) {
  HtmlReader(html, out).read();
}

}  // namespace whybounce
