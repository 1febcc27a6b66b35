// SPDX-License-Identifier: MIT
#include "evidence/postfix_line.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>

#include "ascii.h"

namespace whybounce {
namespace {

constexpr std::size_t kNone = std::string_view::npos;

// The daemons that deliver nothing: what they log is about others' connections, or about Postfix.
constexpr std::array<std::string_view, 13> kReceiving = {
    "anvil",  "bounce", "cleanup",  "dnsblog", "master",          "pickup", "postscreen",
    "scache", "smtpd",  "tlsproxy", "tlsmgr",  "trivial-rewrite", "verify"};

struct Entry {
  std::string_view daemon;  // "smtpd", of "postfix/submission/smtpd[12]: "
  std::size_t words;        // where its words begin
};

std::optional<Entry> find_entry(std::string_view line) {
  constexpr std::size_t kLongestHead = 160;  // time, host, name
  const std::string_view head = line.substr(0, kLongestHead);
  const std::size_t name = head.find("postfix");
  if (name == kNone || (name > 0 && head[name - 1] != ' ')) return std::nullopt;
  const std::size_t open = head.find('[', name);
  const std::size_t slash = head.substr(0, open).rfind('/');
  if (open == kNone || slash == kNone || slash < name) return std::nullopt;
  const std::size_t close = head.find_first_not_of("0123456789", open + 1);
  if (close == kNone || !line.substr(close).starts_with("]: ")) return std::nullopt;
  return Entry{head.substr(slash + 1, open - slash - 1), close + 3};
}

// "reject: RCPT from host[192.0.2.1]: REPLY; from=<…> to=<…> …", also behind "milter-".
bool read_refusal(std::string_view line, std::uint32_t part, std::uint32_t begin,
                  DeliveryStatus& into) {
  const std::size_t reject = line.find("reject: ");
  const std::size_t client = reject == kNone ? kNone : line.find(" from ", reject);
  const std::size_t colon = client == kNone ? kNone : line.find(": ", client);
  if (colon == kNone) return false;
  const std::size_t reply = colon + 2;
  const std::size_t stop = std::min(line.find("; from=<", reply), line.size());
  const auto span = [part, begin](std::size_t from, std::size_t to) {
    return FieldSpan{part, begin + static_cast<std::uint32_t>(from),
                     static_cast<std::uint32_t>(to - from)};
  };

  DsnRecipient recipient;
  if (line.substr(reply).starts_with('4')) recipient.action = Action::delayed;
  if (line.substr(reply).starts_with('5')) recipient.action = Action::failed;
  if (!recipient.action) return false;
  recipient.diagnostic_code = span(reply, stop);
  // For a header's sake the reply stands at the end, behind the addresses.
  const std::size_t to = line.find(" to=<", stop < line.size() ? stop : client);
  const std::size_t close = to == kNone ? kNone : line.find('>', to);
  if (close != kNone) recipient.final_recipient = span(to + 4, close + 1);
  into.recipients.push_back(recipient);
  return true;
}

}  // namespace

PostfixLine read_postfix_line(std::string_view text, std::uint32_t part, std::uint32_t begin,
                              std::uint32_t end, DeliveryStatus& into) {
  std::string_view line = text.substr(begin, end - begin);
  while (!line.empty() && ascii::is_space(line.back())) line.remove_suffix(1);
  const std::optional<Entry> entry = find_entry(line);
  if (!entry) return PostfixLine::other;
  const std::string_view words = line.substr(entry->words);
  if (words.starts_with("warning: ") || words.starts_with("statistics: ")) {
    return PostfixLine::chatter;
  }
  if (std::ranges::find(kReceiving, entry->daemon) == kReceiving.end()) return PostfixLine::other;
  if (read_refusal(line, part, begin, into)) return PostfixLine::refusal;
  // A refusal in another form is still one.
  return words.find("reject: ") == kNone ? PostfixLine::chatter : PostfixLine::other;
}

}  // namespace whybounce
