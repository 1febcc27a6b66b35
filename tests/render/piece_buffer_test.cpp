// SPDX-License-Identifier: MIT
// Protects: pieces of any size come out whole and in their order, wherever the buffer is full.
#include "render/piece_buffer.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <string>

#include "render/json_writer.h"

namespace whybounce {
namespace {

TEST(PieceBuffer, KeepsTheOrderWhereverItIsFull) {
  for (std::size_t size = 0; size < 1100; size += size < 500 ? 31 : 1) {
    const std::string first(size, 'x');
    std::string out = "before ";
    PieceBuffer pieces(out);
    pieces.put(first);
    pieces.put('-');
    pieces.put("literal");
    pieces.put(std::string(3, 'y'));
    pieces.put_digits(std::uint64_t{42});
    put_json_string(pieces, first);
    pieces.flush();
    EXPECT_EQ(out, "before " + first + "-literalyyy42\"" + first + '"');
  }
}

TEST(PieceBuffer, GivesTheStringWithAllThatWasPut) {
  std::string out;
  PieceBuffer pieces(out);
  pieces.put("a");
  pieces.flushed() += 'b';
  pieces.put('c');
  EXPECT_EQ(pieces.flushed(), "abc");
}

TEST(PieceBuffer, WritesNumbersAndCodes) {
  for (const std::uint64_t number :
       {std::uint64_t{0}, std::uint64_t{9}, std::uint64_t{10}, std::uint64_t{99},
        std::uint64_t{100}, std::uint64_t{123456789}, std::numeric_limits<std::uint64_t>::max()}) {
    std::string out;
    PieceBuffer pieces(out);
    pieces.put_digits(number);
    EXPECT_EQ(pieces.flushed(), std::to_string(number));
  }
  for (const char* const text : {"2.0.0", "4.2.10", "5.7.26", "5.10.999", "5.999.100"}) {
    std::string out;
    PieceBuffer pieces(out);
    pieces.put_digits(*EnhancedStatus::parse(text));
    EXPECT_EQ(pieces.flushed(), text);
  }
  for (const char* const text : {"100", "250", "421", "599"}) {
    std::string out;
    PieceBuffer pieces(out);
    pieces.put_digits(*ReplyCode::parse(text));
    EXPECT_EQ(pieces.flushed(), text);
  }
}

}  // namespace
}  // namespace whybounce
