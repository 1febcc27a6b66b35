// SPDX-License-Identifier: MIT
// Protects: little input does not become much output, nor much memory. Bounds are a factor of the
// input and what any input may cost.
#include <gtest/gtest.h>
#include <malloc.h>

#include <algorithm>
#include <cstdlib>
#include <new>
#include <string>

#include "hostile.h"
#include "whybounce/whybounce.h"

namespace {

struct Heap {
  std::size_t now = 0;
  std::size_t most = 0;
};
Heap heap;

void* take(std::size_t size) {
  void* memory = std::malloc(size);
  if (memory == nullptr) std::abort();
  heap.now += ::malloc_usable_size(memory);
  heap.most = std::max(heap.most, heap.now);
  return memory;
}

void give_back(void* memory) {
  if (memory == nullptr) return;
  heap.now -= ::malloc_usable_size(memory);
  std::free(memory);
}

}  // namespace

void* operator new(std::size_t size) {
  return take(size);
}
void* operator new[](std::size_t size) {
  return take(size);
}
// std::stable_sort() asks with these: sanitizers look at whether all of a kind go together.
void* operator new(std::size_t size, const std::nothrow_t& /*tag*/) noexcept {
  return take(size);
}
void* operator new[](std::size_t size, const std::nothrow_t& /*tag*/) noexcept {
  return take(size);
}
void operator delete(void* memory) noexcept {
  give_back(memory);
}
void operator delete[](void* memory) noexcept {
  give_back(memory);
}
void operator delete(void* memory, const std::nothrow_t& /*tag*/) noexcept {
  give_back(memory);
}
void operator delete[](void* memory, const std::nothrow_t& /*tag*/) noexcept {
  give_back(memory);
}
void operator delete(void* memory, std::size_t /*size*/) noexcept {
  give_back(memory);
}
void operator delete[](void* memory, std::size_t /*size*/) noexcept {
  give_back(memory);
}

namespace whybounce::fuzz {
namespace {

constexpr std::size_t kSizes[] = {1 << 10, 32 << 10, 256 << 10};
// Beside the factor: what a page says of any mail, and what a thread keeps anyway.
constexpr std::size_t kAnyway = 64 << 10;
// A report of 30 KiB can name 2,500 recipients who share one reply.
constexpr std::size_t kMemoryTimes = 300;
constexpr std::size_t kJsonTimes = 80;
constexpr std::size_t kTableTimes = 50;
constexpr std::size_t kTextTimes = 10;

class Amplification : public ::testing::TestWithParam<Hostile> {};

TEST_P(Amplification, IsBounded) {
  for (const std::size_t size : kSizes) {
    const std::string mail = GetParam().make(size);
    const std::size_t before = heap.now;
    heap.most = before;
    Message message = looks_like_message(mail) ? parse_message(mail) : parse_text(mail);
    const Diagnosis diagnosis = diagnose(message);
    EXPECT_LE(heap.most - before, kMemoryTimes * mail.size() + kAnyway) << size;
    std::string out;
    render_json(message, diagnosis, {}, out);
    EXPECT_LE(out.size(), kJsonTimes * mail.size() + kAnyway) << size;
    out.clear();
    render_table_rows(message, diagnosis, {}, default_fields(), TableForm::csv, out);
    EXPECT_LE(out.size(), kTableTimes * mail.size() + kAnyway) << size;
    out.clear();
    render_text(message, diagnosis, {}, {}, out);
    EXPECT_LE(out.size(), kTextTimes * mail.size() + kAnyway) << size;
  }
}

std::string test_name(const ::testing::TestParamInfo<Hostile>& info) {
  std::string name(info.param.name);
  std::replace_if(
      name.begin(), name.end(), [](char c) { return c == ' ' || c == ',' || c == '-'; }, '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Mails, Amplification,
                         ::testing::ValuesIn(hostile_mails().begin(), hostile_mails().end()),
                         test_name);

}  // namespace
}  // namespace whybounce::fuzz
