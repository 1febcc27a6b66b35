// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "message/charset.h"
#include "message/string_pool.h"
#include "whybounce/message.h"

namespace whybounce {

// A multipart or message that the walk is inside of.
struct MimeFrame {
  std::uint32_t part;
  std::uint32_t numbered;      // the part whose number begins its children's; kNone at the top
  std::uint32_t children = 0;  // so far
  std::string_view boundary = {};
  bool is_multipart = false;  // else a message, which ends where something around it ends
  bool is_digest = false;
};

// What a Message keeps besides what it shows, most of it to be used again for the next one.
struct Message::Store {
  struct Text {
    std::string_view text;
    bool is_decoded = false;
  };

  std::vector<Text> texts;        // one for each part
  StringPool strings;             // decoded texts, names in lower case, the copy with LF
  std::vector<MimeFrame> frames;  // of the walk
  CharsetConverter converter;
};

}  // namespace whybounce
