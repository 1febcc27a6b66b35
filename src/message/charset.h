// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace whybounce {

// What windows-1252 has at 0x80 to 0x9F; U+FFFD where it has nothing there.
[[nodiscard]] char32_t windows1252_character(char32_t byte);

// Whether ASCII takes several bytes in it: UTF-16, UCS-4 and the like.
[[nodiscard]] bool is_wide_charset(std::string_view charset);

// A handle of iconv(3), closed by itself.
class IconvHandle {
 public:
  IconvHandle() = default;
  explicit IconvHandle(const char* from_charset);  // to UTF-8
  ~IconvHandle();
  IconvHandle(IconvHandle&& other) noexcept;
  IconvHandle& operator=(IconvHandle&& other) noexcept;

  [[nodiscard]] bool is_open() const { return handle_ != nullptr; }
  [[nodiscard]] void* get() const { return handle_; }

 private:
  void* handle_ = nullptr;
};

// A text is at most so many times as long as its bytes, and so much longer: in UTF-8 a byte of
// Latin-1 takes two, U+FFFD takes three.
inline constexpr std::size_t kMaxGrowth = 3;
inline constexpr std::size_t kMaxMore = 16;

struct ConvertedText {
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  std::string_view text;         // valid UTF-8: the bytes themselves, or what was put into `out`
  std::size_t damage = kNone;    // offset of the first byte that the charset does not have
  bool unknown_charset = false;  // the name says nothing to us: read as if none had been given
};

// Text of any charset to UTF-8. Own code reads UTF-8, ASCII, ISO 8859-1 and windows-1252, iconv(3)
// the rest; its handles are opened when a charset first turns up, and kept.
//
//   no charset, us-ascii, unknown   UTF-8 if that is what it is, ISO-2022-JP if it has its escape
//                                   sequences, else windows-1252
//   iso-8859-1                      windows-1252, as everybody reads it: the control characters
//                                   that only the former has do not occur in mail
//   iso-2022-jp                     EUC-JP or Shift_JIS if the text is one of those instead
//   any other than UTF-8            UTF-8 if the text is that, and not well-formed in the other
//
// Never fails: what a charset does not have becomes U+FFFD. The result is as long as kMaxGrowth and
// kMaxMore allow.
class CharsetConverter {
 public:
  // `out` is used, and replaced, only where the bytes are not UTF-8 already.
  ConvertedText to_utf8(std::string_view bytes, std::string_view charset, std::string& out);

 private:
  struct Entry {
    std::string name;
    IconvHandle handle;  // not open: iconv does not know the charset
  };

  const IconvHandle& find_handle(std::string_view key, std::string_view charset);
  ConvertedText guess(std::string_view bytes, std::string& out);
  ConvertedText convert(std::string_view bytes, std::string_view key, std::string_view charset,
                        std::string& out);
  ConvertedText convert_mislabelled(std::string_view bytes, std::string_view key,
                                    std::string_view charset, std::string& out);

  std::vector<Entry> entries_;
};

}  // namespace whybounce
