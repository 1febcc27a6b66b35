// SPDX-License-Identifier: MIT
#include "render/piece_buffer.h"

namespace whybounce {

// Out of line, both: what is called once in a row should not be in the way of what is called for each
// piece.
void PieceBuffer::flush() {
  out_.append(bytes_, size_);
  size_ = 0;
}

void PieceBuffer::put_past_end(std::string_view text) {
  flush();
  out_ += text;
}

}  // namespace whybounce
