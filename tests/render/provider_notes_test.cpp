// SPDX-License-Identifier: MIT
// Protects: a provider's code is explained where it is the provider who speaks, and nowhere else.
#include "render/provider_notes.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "whybounce/message.h"

namespace whybounce {
namespace {

std::string codes_in(std::string diagnostic, std::string remote_mta = "",
                     std::string_view reporting_mta = "") {
  RecipientDiagnosis recipient;
  recipient.diagnostic = std::move(diagnostic);
  recipient.remote_mta = std::move(remote_mta);
  std::string codes;
  for (const CodeNote& note : provider_notes_on(recipient, reporting_mta)) {
    codes += (codes.empty() ? "" : " ") + note.label;
  }
  return codes;
}

TEST(ProviderNotes, KnowTheProviderByItsHost) {
  EXPECT_EQ(codes_in("554 Blocked [CS01]", "mx01.mail.icloud.com"), "CS01");
  EXPECT_EQ(codes_in("554 Blocked [CS01]", "MX01.MAIL.ICLOUD.COM."), "CS01");
  EXPECT_EQ(codes_in("554 Blocked [CS01]", "", "mx01.mail.icloud.com"), "CS01");
  EXPECT_EQ(codes_in("554 Blocked [CS01], see https://support.apple.com/en-us/102322"), "CS01");
  EXPECT_EQ(codes_in("554 Blocked [CS01]", "icloud.com"), "CS01");

  EXPECT_EQ(codes_in("554 Blocked [CS01]", "mx.example.net"), "");
  EXPECT_EQ(codes_in("554 Blocked [CS01]", "noticloud.com"), "");
  EXPECT_EQ(codes_in("554 Blocked [CS01]", "icloud.com.example.net"), "");
  EXPECT_EQ(codes_in("554 Blocked [CS01], see apple.company"), "");
}

TEST(ProviderNotes, KnowTheProviderByItsWords) {
  EXPECT_EQ(codes_in("550 5.7.1 Unfortunately, messages from [192.0.2.1] weren't sent. part of "
                     "their network is on our block list (S3150)."),
            "S3150");
  EXPECT_EQ(codes_in("550 Your order S3150 is refused"), "");
  EXPECT_EQ(codes_in("421 4.7.0 [TSS04] Messages from 192.0.2.1 temporarily deferred"), "TSS04");
}

TEST(ProviderNotes, FindCodesInAllTheirForms) {
  EXPECT_EQ(codes_in("554 5.7.1 : (RLY:B1) https://postmaster.aol.com/error-codes#554rlyb1"),
            "RLY:B1");
  EXPECT_EQ(codes_in("554 192.0.2.1 blocked. AUP#CXBL"), "AUP#CXBL");
  EXPECT_EQ(codes_in("421 blocked AUP#In-1340."), "AUP#In-1340");
  EXPECT_EQ(codes_in("554 see http://postmaster.comcast.net/smtp-error-codes.php#BL000001"),
            "BL000001");
  EXPECT_EQ(codes_in("550 5.1.8 Access denied, bad outbound sender. AS(42004)"), "AS(42004)");
  EXPECT_EQ(codes_in("421 mwinf5c27 ME Trop de connexions. OFR004_104 [104]"), "OFR004_104");
  EXPECT_EQ(codes_in("550 SC-001 (COL0-MC1-F24) Unfortunately, messages from 192.0.2.1 weren't "
                     "sent."),
            "SC-001");
}

TEST(ProviderNotes, SayEachCodeOnceAndStopSomewhere) {
  EXPECT_EQ(codes_in("550 [CS01] refused [cs01] [HM08] local policy"), "CS01 HM08");
  EXPECT_EQ(codes_in("550 local policy " + std::string(100'000, 'x') + " [CS01]"), "");
  EXPECT_EQ(codes_in(""), "");
  EXPECT_EQ(codes_in("###:::---(((1)))AS("), "");
}

// Two tables tell of the same replies: what a code is said to mean is what the rules make of it. Families
// of codes have one row for many meanings, except where the number at the end is one.
TEST(ProviderNotes, AgreeWithTheRules) {
  int compared = 0;
  for (const Rule& rule : rules()) {
    const std::string_view example = rule.examples().substr(0, rule.examples().find('\n'));
    Message message = parse_text(example);
    const Diagnosis diagnosis = diagnose(message);
    ASSERT_FALSE(diagnosis.recipients.empty()) << rule.id();
    const RecipientDiagnosis& recipient = diagnosis.recipients.front();
    for (const CodeNote& note : provider_notes_on(recipient, diagnosis.reporting_mta)) {
      const ProviderCodeRow* row = find_provider_code(note.label);
      ASSERT_NE(row, nullptr) << note.label;
      const std::string_view own = row->code;
      const bool is_family = own.find('*') != std::string_view::npos;
      if (is_family && !own.starts_with("OFR") && !own.starts_with("LPN")) continue;
      ++compared;
      EXPECT_EQ(name_of(row->cause), name_of(recipient.cause.value_or(Cause::unknown)))
          << note.label << " in " << example;
    }
  }
  EXPECT_GT(compared, 40);
}

}  // namespace
}  // namespace whybounce
