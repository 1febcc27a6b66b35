// SPDX-License-Identifier: MIT
#include "message/charset.h"

#include <iconv.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <string>
#include <utility>

#include "ascii.h"
#include "message/lines.h"
#include "message/utf8.h"

namespace whybounce {

namespace {

// Mail that names more charsets than this is made to waste our memory: start anew.
constexpr std::size_t kMaxHandles = 32;
constexpr std::size_t kMaxCharsetName = 40;  // the longest registered one

// What windows-1252 has at 0x80 to 0x9F; 0 where it has nothing.
constexpr std::array<char16_t, 32> kWindows1252 = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

// Names that iconv does not know, or reads more narrowly than the programs that write them mean it
// (gb2312 and shift_jis are used for the supersets). Keys as charset_key() makes them.
struct Alias {
  std::string_view key;
  const char* iconv_name;
};
constexpr Alias kAliases[] = {
    {"gb2312", "GB18030"},
    {"csgb2312", "GB18030"},
    {"gb231280", "GB18030"},
    {"euccn", "GB18030"},
    {"gbk", "GB18030"},
    {"xgbk", "GB18030"},
    {"cp936", "GB18030"},
    {"cngb", "GB18030"},
    {"hzgb2312", "HZ"},
    {"shiftjis", "CP932"},
    {"sjis", "CP932"},
    {"xsjis", "CP932"},
    {"mskanji", "CP932"},
    {"windows31j", "CP932"},
    {"xeucjp", "EUC-JP"},
    {"eucjp", "EUC-JP"},
    {"iso2022jp", "ISO-2022-JP"},
    {"iso2022kr", "ISO-2022-KR"},
    {"euckr", "CP949"},
    {"ksc5601", "CP949"},
    {"ksc56011987", "CP949"},
    {"xwindows949", "CP949"},
    {"windows949", "CP949"},
    {"xxbig5", "BIG5"},
    {"big5", "BIG5"},
    {"cp950", "BIG5"},
    {"unicode11utf7", "UTF-7"},
    {"xunicode20utf7", "UTF-7"},
    {"utf7", "UTF-7"},
    {"iso88598i", "ISO-8859-8"},
    {"iso88598e", "ISO-8859-8"},
    {"iso88596i", "ISO-8859-6"},
    {"windows874", "CP874"},
    {"macroman", "MACINTOSH"},
    {"xmacroman", "MACINTOSH"},
    {"koi", "KOI8-R"},
};

// A charset's name without what people add to it or leave out: "ISO_8859-15" and "iso8859-15" are
// both "iso885915".
std::string charset_key(std::string_view charset) {
  std::string key;
  for (const char c : charset.substr(0, kMaxCharsetName)) {
    if (ascii::is_alnum(c)) key.push_back(ascii::to_lower(c));
  }
  return key;
}

bool is_one_of(std::string_view key, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), key) != names.end();
}

bool means_nothing(std::string_view key) {
  return is_one_of(key, {"", "usascii", "ascii", "ansix341968", "ansix341986", "iso646us", "us",
                         "unknown8bit", "unknown", "xunknown", "default", "none", "7bit", "8bit"});
}

bool is_utf8_key(std::string_view key) {
  return is_one_of(key, {"utf8", "utf8mb4", "unicode11utf8", "xutf8", "cp65001", "utf8bom"});
}

bool is_windows1252_key(std::string_view key) {
  return is_one_of(key, {"iso88591", "latin1", "l1", "isolatin1", "windows1252", "cp1252",
                         "xcp1252", "win1252", "ansi", "xansi", "ibm819", "cp819"});
}

// Charsets in which ASCII bytes always are ASCII characters: ASCII text needs no conversion.
bool contains_ascii(std::string_view key) {
  for (const std::string_view prefix :
       {"iso8859", "windows", "cp125", "koi8", "euc", "gb", "big5", "shiftjis", "sjis", "ksc5601",
        "cp85", "cp86", "cp93", "cp94", "mac", "tis620", "viscii"}) {
    if (key.starts_with(prefix)) return true;
  }
  return false;
}

bool is_utf8(std::string_view text) {
  return valid_utf8_prefix(text) == text.size();
}

bool has_escape(std::string_view text) {
  return text.find('\x1B') != std::string_view::npos;
}

// Nothing that ISO 2022 shifts with: ASCII as it stands.
bool is_plain_iso2022(std::string_view line) {
  return ascii_prefix(line) == line.size() && !has_escape(line) && line.find('\x0E') == line.npos &&
         line.find('\x0F') == line.npos;
}

// ISO-2022-JP is ASCII in which "ESC $ B" (or @) begins and "ESC ( B" ends the Japanese characters;
// nothing else in mail looks like that.
bool has_japanese_escape(std::string_view text) {
  for (std::size_t at = text.find('\x1B'); at != std::string_view::npos;
       at = text.find('\x1B', at + 1)) {
    const std::string_view sequence = text.substr(at, 3);
    if (sequence == "\x1B$B" || sequence == "\x1B$@") return true;
  }
  return false;
}

// iconv takes the C1 control characters for part of EUC; they are what tells Shift_JIS from it.
bool may_be_euc(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 && byte <= 0xA0 && byte != 0x8E && byte != 0x8F;
  });
}

// UTF-8 that was cut or hurt has many more good sequences than bad bytes; Latin-1 that happens to
// hold a valid sequence has not.
bool is_mostly_utf8(std::string_view text) {
  std::size_t good = 0;
  std::size_t bad = 0;
  for (std::size_t i = 0; i < text.size();) {
    i += ascii_prefix(text.substr(i));
    if (i == text.size()) break;
    const std::size_t length = utf8_sequence_length(text.substr(i));
    ++(length > 0 ? good : bad);
    i += std::max<std::size_t>(length, 1);
  }
  return good > bad;
}

ConvertedText from_utf8(std::string_view bytes, std::string& out) {
  const std::size_t good = valid_utf8_prefix(bytes);
  if (good == bytes.size()) return {.text = bytes};
  out.clear();
  append_repaired_utf8(bytes, out);
  return {.text = out, .damage = good};
}

ConvertedText from_windows1252(std::string_view bytes, std::string& out) {
  ConvertedText result;
  const std::size_t ascii = ascii_prefix(bytes);
  if (ascii == bytes.size()) return {.text = bytes};
  out.resize(bytes.size() * 3);
  std::copy_n(bytes.data(), ascii, out.data());
  char* to = out.data() + ascii;
  for (std::size_t i = ascii; i < bytes.size(); ++i) {
    const auto c = static_cast<unsigned char>(bytes[i]);
    if (c < 0x80) {
      *to++ = bytes[i];
      continue;
    }
    const char32_t character = c < 0xA0 ? windows1252_character(c) : c;
    if (character == kReplacement && result.damage == ConvertedText::kNone) result.damage = i;
    to += encode_utf8(character, to);
  }
  out.resize(static_cast<std::size_t>(to - out.data()));
  result.text = out;
  return result;
}

// How long the text of so many bytes can be.
std::size_t most_text(std::size_t input_size) {
  return input_size * kMaxGrowth + kMaxMore;
}

// Feeds one piece of text to iconv, appending; bytes that it refuses become U+FFFD. Output that
// would grow beyond that (a few charsets can do that) is cut off.
class IconvFeeder {
 public:
  IconvFeeder(const IconvHandle& handle, std::size_t input_size, std::size_t unit, std::string& out)
      : handle_(handle.get()), unit_(unit), out_(out) {
    out_.resize(most_text(input_size));
  }

  // `damage` is set to the offset in `piece` of the first byte that was refused, if it is not set.
  void feed(std::string_view piece, std::size_t& damage) {
    char* in = const_cast<char*>(piece.data());  // iconv reads only, whatever its prototype says
    std::size_t in_left = piece.size();
    std::size_t retried = 0;  // how much was left when a byte was given to iconv once more
    iconv(handle_, nullptr, nullptr, nullptr, nullptr);
    while (in_left > 0) {
      char* to = out_.data() + size_;
      std::size_t room = out_.size() - size_;
      const std::size_t rc = iconv(handle_, &in, &in_left, &to, &room);
      const int error = rc == static_cast<std::size_t>(-1) ? errno : 0;
      size_ = out_.size() - room;
      if (error == 0) break;
      if (error == E2BIG || room < 3) return;
      // What was refused may have been taken already: UHC and ISO-2022-CN-EXT do that.
      if (damage == ConvertedText::kNone) damage = piece.size() - std::max<std::size_t>(in_left, 1);
      const bool again = in_left > 0 && in_left == retried;
      if (!again) size_ += encode_utf8(kReplacement, out_.data() + size_);
      if (error == EINVAL || in_left == 0) break;  // cut in the middle of its last character
      if (!again && unit_ == 1 && !ascii::is_beyond(*in)) {
        retried = in_left;  // not this byte may be wrong, but what stands before it
        continue;
      }
      const std::size_t skipped = std::min(unit_, in_left);
      in += skipped;
      in_left -= skipped;
    }
    char* to = out_.data() + size_;
    std::size_t room = out_.size() - size_;
    iconv(handle_, nullptr, nullptr, &to, &room);
    size_ = out_.size() - room;
  }

  // A piece that is text already.
  void copy(std::string_view piece) {
    const std::size_t copied = std::min(piece.size(), out_.size() - size_);
    std::copy_n(piece.data(), copied, out_.data() + size_);
    size_ += copied;
  }

  void finish() { out_.resize(size_); }

 private:
  iconv_t handle_;
  std::size_t unit_;
  std::string& out_;
  std::size_t size_ = 0;
};

// Charsets of which every line begins and ends in ASCII: RFC 1468; RFC 2152, where a line end is none
// of the characters that go on with a shift.
bool is_shifted_in_lines(std::string_view key) {
  return key.starts_with("iso2022jp") || key.ends_with("utf7");
}

// The width of what is skipped when it makes no sense.
std::size_t code_unit(std::string_view key) {
  if (key.starts_with("utf16") || key.starts_with("ucs2") || key == "unicode") return 2;
  if (key.starts_with("utf32") || key.starts_with("ucs4")) return 4;
  return 1;
}

// glibc's UTF-16 remembers the byte order from one text to the next, so it is named. Without a mark
// RFC 2781 section 4.3 says big-endian; the programs that leave it out write on Windows.
struct ByteOrder {
  std::string_view charset;
  std::size_t mark = 0;  // its length
};

ByteOrder byte_order(std::string_view bytes, std::string_view key) {
  using namespace std::string_view_literals;
  if (key == "utf16" || key == "unicode") {
    if (bytes.starts_with("\xFE\xFF"sv)) return {"UTF-16BE", 2};
    return {"UTF-16LE", bytes.starts_with("\xFF\xFE"sv) ? 2U : 0U};
  }
  if (key == "utf32") {
    if (bytes.starts_with("\0\0\xFE\xFF"sv)) return {"UTF-32BE", 4};
    return {"UTF-32LE", bytes.starts_with("\xFF\xFE\0\0"sv) ? 4U : 0U};
  }
  return {};
}

}  // namespace

char32_t windows1252_character(char32_t byte) {
  const char16_t character = kWindows1252[(byte - 0x80) & 0x1F];
  return character == 0 ? kReplacement : character;
}

bool is_wide_charset(std::string_view charset) {
  return code_unit(charset_key(charset)) > 1;
}

IconvHandle::IconvHandle(const char* from_charset) {
  const iconv_t handle = iconv_open("UTF-8", from_charset);
  if (handle != reinterpret_cast<iconv_t>(-1)) handle_ = handle;
}

IconvHandle::~IconvHandle() {
  if (handle_ != nullptr) iconv_close(handle_);
}

IconvHandle::IconvHandle(IconvHandle&& other) noexcept
    : handle_(std::exchange(other.handle_, nullptr)) {}

IconvHandle& IconvHandle::operator=(IconvHandle&& other) noexcept {
  std::swap(handle_, other.handle_);
  return *this;
}

const IconvHandle& CharsetConverter::find_handle(std::string_view key, std::string_view charset) {
  // By the name as it is written: iconv may know one spelling of a key, and not another.
  const std::string_view name = charset.substr(0, kMaxCharsetName);
  for (const Entry& entry : entries_) {
    if (ascii::equals_ignoring_case(entry.name, name)) return entry.handle;
  }
  if (entries_.size() == kMaxHandles) entries_.clear();
  const Alias* alias = std::find_if(std::begin(kAliases), std::end(kAliases),
                                    [key](const Alias& a) { return a.key == key; });
  IconvHandle handle;
  if (alias != std::end(kAliases)) handle = IconvHandle(alias->iconv_name);
  // A name goes to iconv only if it is one: a slash would begin an option of glibc's.
  const bool is_name =
      charset.size() <= kMaxCharsetName && std::all_of(charset.begin(), charset.end(), [](char c) {
        return ascii::is_alnum(c) || c == '-' || c == '_' || c == '.' || c == ':' || c == '+';
      });
  if (!handle.is_open() && is_name) handle = IconvHandle(std::string(charset).c_str());
  for (const std::string_view prefix : {"cp", "windows", "xcp", "win", "msdos", "ibm"}) {
    if (handle.is_open() || !key.starts_with(prefix)) continue;
    handle = IconvHandle(("CP" + std::string(key.substr(prefix.size()))).c_str());
  }
  if (!handle.is_open()) handle = IconvHandle(std::string(key).c_str());
  entries_.push_back({std::string(name), std::move(handle)});
  return entries_.back().handle;
}

ConvertedText CharsetConverter::convert(std::string_view bytes, std::string_view key,
                                        std::string_view charset, std::string& out) {
  const IconvHandle& handle = find_handle(key, charset);
  if (!handle.is_open()) {
    ConvertedText result = guess(bytes, out);
    result.unknown_charset = true;
    return result;
  }
  ConvertedText result;
  IconvFeeder feeder(handle, bytes.size(), code_unit(key), out);
  if (!is_shifted_in_lines(key)) {
    feeder.feed(bytes, result.damage);
  } else {
    // A server that lost an escape sequence must not cost us the rest of the text, nor may one that
    // is cut off take the line end.
    const bool is_iso2022 = key.starts_with("iso2022jp");  // not UTF-7
    LineCursor lines(bytes);
    while (lines.next()) {
      const std::string_view line = bytes.substr(lines.begin(), lines.end() - lines.begin());
      if (is_iso2022 && is_plain_iso2022(line)) {
        feeder.copy(line);
        continue;
      }
      std::size_t damage = ConvertedText::kNone;
      feeder.feed(lines.line(), damage);
      feeder.copy(line.substr(lines.line().size()));
      if (damage == ConvertedText::kNone || result.damage != ConvertedText::kNone) continue;
      result.damage = lines.begin() + damage;
    }
  }
  feeder.finish();
  // iconv is trusted to read any charset, not to write only valid UTF-8.
  if (!is_utf8(out)) {
    std::string repaired;
    append_repaired_utf8(out, repaired);
    repaired.resize(
        valid_utf8_prefix(std::string_view(repaired).substr(0, most_text(bytes.size()))));
    out = std::move(repaired);
  }
  result.text = out;
  return result;
}

ConvertedText CharsetConverter::guess(std::string_view bytes, std::string& out) {
  if (has_japanese_escape(bytes) && ascii_prefix(bytes) == bytes.size() &&
      find_handle("iso2022jp", "ISO-2022-JP").is_open()) {
    return convert(bytes, "iso2022jp", "ISO-2022-JP", out);
  }
  if (is_utf8(bytes)) return {.text = bytes};
  if (is_mostly_utf8(bytes)) return from_utf8(bytes, out);
  return from_windows1252(bytes, out);
}

ConvertedText CharsetConverter::to_utf8(std::string_view bytes, std::string_view charset,
                                        std::string& out) {
  charset = ascii::trim(charset);
  if (charset.empty()) return guess(bytes, out);
  const std::string key = charset_key(charset);
  if (means_nothing(key)) return guess(bytes, out);
  if (is_utf8_key(key)) return from_utf8(bytes, out);
  // What is valid UTF-8 and beyond ASCII makes no sense as Latin-1.
  if (is_windows1252_key(key)) {
    return is_utf8(bytes) ? ConvertedText{.text = bytes} : from_windows1252(bytes, out);
  }
  const bool is_ascii = ascii_prefix(bytes) == bytes.size();
  const bool may_be_ascii =
      contains_ascii(key) || (key.starts_with("iso2022") && !has_escape(bytes));
  if (may_be_ascii && is_ascii) return {.text = bytes};
  // UTF-16 without a NUL has not one ASCII character, not even a line end.
  if (code_unit(key) > 1 && bytes.find('\0') == bytes.npos && is_utf8(bytes)) {
    return {.text = bytes};
  }
  if (const ByteOrder order = byte_order(bytes, key); !order.charset.empty()) {
    ConvertedText result = convert(bytes.substr(order.mark), key, order.charset, out);
    if (result.damage == ConvertedText::kNone) return result;
    if (!is_ascii && is_utf8(bytes)) return {.text = bytes};
    result.damage += order.mark;
    return result;
  }
  const ConvertedText result = convert(bytes, key, charset, out);
  if (result.damage == ConvertedText::kNone || is_ascii) return result;
  return convert_mislabelled(bytes, key, charset, out);
}

// The charset that is declared is often the one of the mail that comes back, or the one that the
// server's templates once were written in.
ConvertedText CharsetConverter::convert_mislabelled(std::string_view bytes, std::string_view key,
                                                    std::string_view charset, std::string& out) {
  if (is_utf8(bytes)) return {.text = bytes};
  if (key.starts_with("iso2022jp") && !has_escape(bytes)) {
    const ConvertedText result = may_be_euc(bytes) ? convert(bytes, "eucjp", "EUC-JP", out)
                                                   : convert(bytes, "sjis", "CP932", out);
    if (result.damage == ConvertedText::kNone && !result.unknown_charset) return result;
  }
  return convert(bytes, key, charset, out);
}

}  // namespace whybounce
