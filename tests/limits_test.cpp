// SPDX-License-Identifier: MIT
// Protects: every limit of docs/limits.md holds, just below it, at it and above it. What is above is
// left out; what is within is not.
#include <gtest/gtest.h>

#include <unistd.h>

#include <algorithm>
#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "catalog/rule_file.h"
#include "cli/mbox.h"
#include "cli/options.h"
#include "cli/record_reader.h"
#include "evidence/collect.h"
#include "whybounce/whybounce.h"

namespace whybounce {
namespace {

constexpr std::string_view kHead =
    "From: MAILER-DAEMON@mx.example.org\nTo: me@example.org\nSubject: Returned\n";

std::string repeated(std::string_view piece, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += piece;
  return out;
}

// `piece` with "#" as 00000, 00001, …
std::string counted(std::string_view piece, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) {
    const std::string number = std::to_string(100000 + i).substr(1);
    for (const char c : piece) out += c == '#' ? number : std::string(1, c);
  }
  return out;
}

std::string mail(std::string_view fields, std::string_view body) {
  return std::string(kHead) + std::string(fields) + "\n" + std::string(body);
}

Diagnosis diagnose_mail(const std::string& bytes) {
  Message message = parse_message(bytes);
  return diagnose(message);
}
Diagnosis diagnose_text(const std::string& bytes) {
  Message message = parse_text(bytes);
  return diagnose(message);
}

bool tells_user_unknown(const Diagnosis& diagnosis) {
  return std::ranges::any_of(diagnosis.recipients, [](const RecipientDiagnosis& recipient) {
    return recipient.cause == Cause::user_unknown;
  });
}

// `seen(n)`: how many of n things are taken in.
void expect_counts_up_to(std::size_t limit, const std::function<std::size_t(std::size_t)>& seen) {
  EXPECT_EQ(seen(limit - 1), limit - 1);
  EXPECT_EQ(seen(limit), limit);
  EXPECT_EQ(seen(limit + 1), limit);
}

// `found(n)`: whether what stands as the n-th, or ends behind n bytes, is still read.
void expect_reads_up_to(std::size_t limit, const std::function<bool(std::size_t)>& found) {
  EXPECT_TRUE(found(limit - 1));
  EXPECT_TRUE(found(limit));
  EXPECT_FALSE(found(limit + 1));
}

// One record.

cli::RecordReader::Record read_record(std::size_t max_record, const std::string& bytes,
                                      cli::RecordReader& reader) {
  int ends[2] = {-1, -1};
  EXPECT_EQ(::pipe(ends), 0);
  EXPECT_EQ(::write(ends[1], bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size()));
  ::close(ends[1]);
  reader.start(ends[0], 0);
  auto record = reader.next(cli::find_end_of_file);
  ::close(ends[0]);
  EXPECT_TRUE(record) << max_record;
  return record.value_or(cli::RecordReader::Record{});
}

TEST(Limits, BytesOfARecord) {
  constexpr std::size_t kLimit = 5000;
  cli::RecordReader reader(kLimit, nullptr);
  expect_counts_up_to(
      kLimit, [&](std::size_t n) { return read_record(kLimit, std::string(n, 'x'), reader).size; });
  EXPECT_FALSE(read_record(kLimit, std::string(kLimit, 'x'), reader).truncated);
  EXPECT_TRUE(read_record(kLimit, std::string(kLimit + 1, 'x'), reader).truncated);
}

bool accepts_option(const std::string& name, const std::string& value) {
  const std::vector<std::string> arguments = {name, value};
  return std::holds_alternative<cli::Options>(cli::parse_options(arguments));
}

TEST(Limits, BytesOfARecordThatMayBeAskedFor) {
  EXPECT_EQ(cli::Options().max_record, cli::kDefaultMaxRecord);
  const auto accepts = [](const std::string& size) { return accepts_option("--max-record", size); };
  EXPECT_TRUE(accepts(std::to_string(cli::kMostMaxRecord - 1)));
  EXPECT_TRUE(accepts(std::to_string(cli::kMostMaxRecord)));
  EXPECT_FALSE(accepts(std::to_string(cli::kMostMaxRecord + 1)));
}

TEST(Limits, Jobs) {
  const auto accepts = [](std::size_t jobs) {
    return accepts_option("--jobs", std::to_string(jobs));
  };
  expect_reads_up_to(cli::kMostJobs, accepts);
}

TEST(Limits, BytesOfAFromLine) {
  const auto is_boundary = [](std::size_t size) {
    const std::string begin = "From a@example.org Fri Jan  2 03:04:05 2026";
    return cli::looks_like_mbox(begin + std::string(size - begin.size() - 1, ' ') + "\nA: b\n\n");
  };
  expect_reads_up_to(cli::kLongestBoundary - 4, is_boundary);  // an empty line belongs to it
}

TEST(Limits, BytesThatTellAMessage) {
  const auto is_message = [](std::size_t size) {
    const std::string end = "Received: x\nFrom: a@b\nSubject: c\n";
    const std::string begin = "Abc: ";
    return looks_like_message(begin + std::string(size - begin.size() - end.size() - 1, 'x') +
                              "\n" + end + "\ntext\n");
  };
  EXPECT_TRUE(is_message(16384));
  EXPECT_FALSE(is_message(16384 + 100));
}

// The message.

TEST(Limits, Depth) {
  const auto deepest = [](std::size_t levels) {
    const Message message = parse_message(
        std::string(kHead) + repeated("Content-Type: message/rfc822\n\n", levels) + "text\n");
    std::vector<std::size_t> depth(message.parts().size());
    std::size_t most = 0;
    for (std::size_t i = 1; i < depth.size(); ++i) {
      const Part& part = message.parts()[i];
      if (part.parent == Part::kNone) continue;
      depth[i] = depth[part.parent] + (message.parts()[part.parent].kind == PartKind::message);
      most = std::max(most, depth[i]);
    }
    return most;
  };
  expect_counts_up_to(kMaxDepth, deepest);
}

TEST(Limits, Parts) {
  const auto leaves = [](std::size_t number) {
    const Message message = parse_message(
        mail("Content-Type: multipart/mixed; boundary=b\n", repeated("--b\n\nx\n", number)));
    return static_cast<std::size_t>(std::ranges::count_if(
        message.parts(), [](const Part& part) { return part.kind == PartKind::leaf; }));
  };
  // Of an entity there may be three parts: it stops where not all of them have room.
  const std::size_t most = leaves(2 * kMaxParts);
  EXPECT_LE(most, kMaxParts);
  EXPECT_GT(most, kMaxParts - 8);
  expect_counts_up_to(most, leaves);
}

TEST(Limits, HeaderFields) {
  expect_counts_up_to(kMaxHeaderFields, [](std::size_t number) {
    return parse_message(repeated("A: b\n", number) + "\ntext\n").fields().size();
  });
}

TEST(Limits, BytesOfAHeaderField) {
  // There is none but that of the record: a field of a megabyte is a field.
  const Message message = parse_message("Subject: " + std::string(1 << 20, 'x') + "\n\ntext\n");
  ASSERT_EQ(message.fields().size(), 1U);
  EXPECT_EQ(message.fields()[0].value.size(), std::size_t{1} << 20);
}

// The evidence.

TEST(Limits, BytesOfAReport) {
  const std::string reply = "550 5.1.1 No such user";
  const auto found = [&](std::size_t end) {
    return tells_user_unknown(diagnose_text(std::string(end - reply.size(), '\n') + reply + "\n"));
  };
  EXPECT_TRUE(found(kMaxNoticeBytes - 1));
  EXPECT_TRUE(found(kMaxNoticeBytes));
  EXPECT_FALSE(found(kMaxNoticeBytes + reply.size()));
}

TEST(Limits, TextsOfAReport) {
  const auto found = [](std::size_t number) {
    return tells_user_unknown(
        diagnose_mail(mail("Content-Type: multipart/mixed; boundary=b\n",
                           repeated("--b\n\nnothing of interest\n", number - 1) +
                               "--b\n\n<you@example.net>: 550 5.1.1 No such user\n--b--\n")));
  };
  expect_reads_up_to(kMaxNotices, found);
}

std::string report(std::string_view groups) {
  return mail("Content-Type: multipart/report; report-type=delivery-status; boundary=b\n",
              "--b\n\nNot delivered.\n\n--b\nContent-Type: message/delivery-status\n\n"
              "Reporting-MTA: dns; mx.example.org\n\n" +
                  std::string(groups) + "--b--\n");
}

TEST(Limits, RecipientsOfAReport) {
  expect_counts_up_to(kMaxRecipients, [](std::size_t number) {
    return diagnose_mail(report(counted("Final-Recipient: rfc822; u#@example.net\n"
                                        "Action: failed\nStatus: 5.1.1\n\n",
                                        number)))
        .recipients.size();
  });
}

TEST(Limits, RecipientsThatATextNames) {
  expect_counts_up_to(kMaxRecipients, [](std::size_t number) {
    return diagnose_mail(mail("", "The following addresses had permanent fatal errors:\n" +
                                      counted("<u#@b.cc>\n", number)))
        .recipients.size();
  });
}

TEST(Limits, AddressesInAText) {
  const auto found = [](std::size_t place) {
    const Diagnosis diagnosis =
        diagnose_mail(mail("", "The following addresses had permanent fatal errors:\n" +
                                   repeated("<a@b.cc>\n", place - 1) + "<you@example.net>\n"));
    return diagnosis.recipients.size() == 2;
  };
  expect_reads_up_to(20000, found);
}

TEST(Limits, AddressesOnALine) {
  expect_counts_up_to(64, [](std::size_t number) {
    return diagnose_mail(mail("", "I got 550 5.1.1 User unknown, say these (" +
                                      counted("<u#@example.net> ", number) + "\n"))
        .recipients.size();
  });
}

TEST(Limits, BytesOfAnAddressInAStatusField) {
  const auto size = [](std::size_t number) {
    const std::string host = "@example.net";
    const std::string field = "rfc822;" + std::string(number - host.size() - 7, 'x') + host;
    const Diagnosis diagnosis =
        diagnose_mail(report("Final-Recipient: " + field + "\nAction: failed\nStatus: 5.1.1\n\n"));
    return diagnosis.recipients.empty() ? 0 : diagnosis.recipients[0].address.size() + 7;
  };
  EXPECT_EQ(size(1999), 1999U);
  EXPECT_EQ(size(2000), 2000U);
  EXPECT_LE(size(2001), 2000U);
}

TEST(Limits, MessagesTriedAsTheForwardedReport) {
  const auto found = [](std::size_t number) {
    const std::string letter =
        "--b\nContent-Type: message/rfc822\n\nFrom: a@example.org\n\nHello\n";
    const std::string bounce = report(
        "Final-Recipient: rfc822; you@example.net\nAction: failed\n"
        "Status: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 No such user\n\n");
    std::string inner = bounce;
    for (std::size_t at = 0; (at = inner.find("--b", at)) != std::string::npos; at += 3) {
      inner.replace(at, 3, "--c");
    }
    inner.replace(inner.find("boundary=b"), 10, "boundary=c");
    return tells_user_unknown(
        diagnose_mail("From: friend@example.org\nSubject: Fwd: these\n"
                      "Content-Type: multipart/mixed; boundary=b\n\n" +
                      repeated(letter, number - 1) + "--b\nContent-Type: message/rfc822\n\n" +
                      inner + "--b--\n"));
  };
  expect_reads_up_to(16, found);
}

// The verdict.

TEST(Limits, BytesOfADiagnostic) {
  const auto size = [](std::size_t number) {
    const std::string reply = "550 5.1.1 No such user ";
    std::string words;
    while (reply.size() + words.size() + 5 < number) words += "word ";
    words.resize(number - reply.size(), 'x');
    const Diagnosis diagnosis =
        diagnose_mail(report("Final-Recipient: rfc822; you@example.net\nAction: failed\n"
                             "Diagnostic-Code: smtp; " +
                             reply + words + "\n\n"));
    return diagnosis.recipients.empty() ? 0 : diagnosis.recipients[0].diagnostic.size();
  };
  EXPECT_EQ(size(4095), 4095U);
  EXPECT_EQ(size(4096), 4096U);
  EXPECT_LE(size(4097), 4096U);
}

// Thousands of recipients share a long reply: then it is told in fewer words.
TEST(Limits, BytesOfAllDiagnostics) {
  for (const std::size_t number : {1000U, 10000U}) {
    const Diagnosis diagnosis =
        diagnose_mail(mail("", "The following addresses had permanent fatal errors:\n\n" +
                                   counted("<u#@b.cc>\n", number) +
                                   "\n   ----- Transcript of session follows -----\n"
                                   "550 5.1.1 User unknown" +
                                   repeated(" again", 2000) + "\n"));
    ASSERT_EQ(diagnosis.recipients.size(), number);
    const std::size_t most = std::max<std::size_t>(512, (std::size_t{1} << 20) / number);
    for (const RecipientDiagnosis& recipient : diagnosis.recipients) {
      EXPECT_LE(recipient.diagnostic.size(), most);
      EXPECT_GT(recipient.diagnostic.size(), most - 10);
    }
  }
}

TEST(Limits, OverruledEvidenceOfARecipient) {
  static constexpr std::string_view kReasons[] = {"552 5.2.2 Mailbox full",
                                                  "554 5.7.1 Relay access denied",
                                                  "554 5.7.1 Message looks like spam",
                                                  "552 5.3.4 Message too large",
                                                  "550 5.7.26 SPF check failed",
                                                  "554 5.4.6 Too many hops",
                                                  "550 5.1.2 Host unknown",
                                                  "421 4.7.0 Too many connections",
                                                  "550 5.2.1 Mailbox disabled",
                                                  "550 5.1.6 User has moved"};
  std::size_t most = 0;
  for (std::size_t number = 1; number <= std::size(kReasons); ++number) {
    std::string text = "<you@example.net>: 550 5.1.1 No such user\n";
    for (std::size_t i = 0; i < number; ++i) text += "    " + std::string(kReasons[i]) + "\n";
    const Diagnosis diagnosis = diagnose_mail(mail("", text));
    ASSERT_EQ(diagnosis.recipients.size(), 1U);
    const auto overruled = static_cast<std::size_t>(
        std::ranges::count_if(diagnosis.recipients[0].evidence,
                              [](const Evidence& piece) { return !piece.overruled.empty(); }));
    EXPECT_LE(overruled, 6U);
    most = std::max(most, overruled);
  }
  EXPECT_EQ(most, 6U);
}

TEST(Limits, EvidenceOfARecipient) {
  // Whatever is repeated: what is quoted does not grow with the report.
  for (const std::size_t number : {10U, 1000U}) {
    const Diagnosis diagnosis = diagnose_mail(
        mail("", "<you@example.net>:\n" +
                     counted("550 5.1.1 No such user #\n552 5.2.2 Mailbox full #\n", number)));
    ASSERT_EQ(diagnosis.recipients.size(), 1U);
    EXPECT_LE(diagnosis.recipients[0].evidence.size(), 12U);
    EXPECT_LE(diagnosis.recipients[0].conflicts.size(), 12U);
  }
}

// Rules.

TEST(Limits, WordsOfOwnRules) {
  const auto loads = [](std::size_t words) {
    std::string rules;
    for (std::size_t i = 0; i < words;) {
      std::string phrase;
      for (std::size_t end = std::min(words, i + 64); i < end; ++i) {
        phrase += " gqz" + std::to_string(i);
      }
      rules += "Rule: r" + std::to_string(i) + "\nPhrase:" + phrase +
               "\nCause: policy\nSource: judgement: test\nExample: 550" + phrase + "\n\n";
    }
    const RuleFile file{"mine", rules};
    return load_rules({&file, 1}).rules.has_value();
  };
  expect_reads_up_to(65534, loads);
}

}  // namespace
}  // namespace whybounce
