// SPDX-License-Identifier: MIT
// Run by check_linear_time.py under callgrind: reads hostile mails of several sizes, and has the
// instructions counted that each takes, from the first byte to the printed answer.
#include <valgrind/callgrind.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "hostile.h"
#include "whybounce/whybounce.h"

namespace whybounce::fuzz {
namespace {

void answer(const std::string& mail, std::string& out) {
  out.clear();
  Message message = looks_like_message(mail) ? parse_message(mail) : parse_text(mail);
  const Diagnosis diagnosis = diagnose(message);
  render_text(message, diagnosis, {}, {}, out);
  render_json(message, diagnosis, {}, out);
  render_table_rows(message, diagnosis, {}, default_fields(), TableForm::csv, out);
}

// Instructions are noted under "NAME/BYTES", the size that the mail came to.
void count(const Hostile& mails, std::size_t size, std::string& out) {
  const std::string mail = mails.make(size);
  const std::string label = std::string(mails.name) + "/" + std::to_string(mail.size());
  CALLGRIND_ZERO_STATS;
  answer(mail, out);
  CALLGRIND_DUMP_STATS_AT(label.c_str());
}

}  // namespace
}  // namespace whybounce::fuzz

// count_instructions SHARE SHARES SIZE...: every SHARES-th kind of mail, from SHARE on.
int main(int argc, char** argv) {
  if (!RUNNING_ON_VALGRIND || argc < 4) {
    std::fputs("count_instructions: to be run by check_linear_time.py\n", stderr);
    return 2;
  }
  const auto number = [argv](int i) { return std::strtoul(argv[i], nullptr, 10); };
  const auto kinds = whybounce::fuzz::hostile_mails();
  std::string out;
  for (std::size_t kind = number(1); kind < kinds.size(); kind += number(2)) {
    for (int i = 3; i < argc; ++i) whybounce::fuzz::count(kinds[kind], number(i), out);
  }
  return 0;
}
