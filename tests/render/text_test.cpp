// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "render/sample.h"
#include "whybounce/catalog.h"
#include "whybounce/render.h"

namespace whybounce {
namespace {

std::string page(const testing::Sample& sample, const PageStyle& style = {},
                 const RecordInfo& record = {}) {
  std::string out;
  render_text(sample.message, sample.diagnosis, record, style, out);
  return out;
}

// Where `words` begin in the page; what a page says is in data/ and changes, its order is not.
std::size_t place(const std::string& text, std::string_view words) {
  const std::size_t at = text.find(words);
  EXPECT_NE(at, std::string::npos) << words << "\nis missing in\n" << text;
  return at;
}

TEST(TextPage, GoesFromTheVerdictToItsReasons) {
  const std::string text = page(testing::user_unknown());
  EXPECT_EQ(text.substr(0, 17), "Permanent failure");
  std::size_t last = 0;
  for (const std::string_view words :
       {"(user-unknown)", "  Whose move   the sender\n", "  The address  take it off the list",
        "  Recipient    you@example.net, which leads to you@mail.example.net\n",
        "  Refused by   mx.example.net, at the command RCPT\n",
        "  Reported by  mx1.example.org (postfix), 2026-01-02T03:04:05+09:00\n",
        "  The mail     \"Hello\" from me@example.org\n", "  Message-ID   <1@example.org>\n",
        "What to do\n",
        "Evidence\n"
        "  2 |   550 5.1.1 No such user\n"
        "    |   ^~~ ^~~~~ ^~~~~~~~~~~~\n",
        "What the codes mean\n", "  550      ", "    5xx    ", "    x5x    ", "  5.1.1    ",
        "    5.x.x  ", "    x.1.x  "}) {
    const std::size_t at = place(text, words);
    EXPECT_GE(at, last) << words;
    last = at;
  }
}

TEST(TextPage, SaysWhoHasToDoWhat) {
  testing::Sample sample = testing::user_unknown();
  RecipientDiagnosis& recipient = sample.diagnosis.recipients[0];
  recipient.cause = Cause::auth_failed;
  recipient.acts = Actor::sender_admin;
  const std::string for_admin = page(sample);
  EXPECT_LT(place(for_admin, "As the administrator of the sending side:"),
            place(for_admin, "As the sender:"));
  recipient.acts = Actor::sender;
  const std::string for_sender = page(sample);
  EXPECT_LT(place(for_sender, "As the sender:"),
            place(for_sender, "As the administrator of the sending side:"));
}

TEST(TextPage, GroupsRecipientsWithTheSameVerdict) {
  testing::Sample sample = testing::user_unknown();
  auto& recipients = sample.diagnosis.recipients;
  recipients.resize(3, recipients[0]);
  recipients[1].address = "other@example.net";
  recipients[1].cause = Cause::mailbox_full;
  recipients[1].persistence = Persistence::transient;
  recipients[2].address = "third@example.net";
  recipients[2].alias.clear();
  const std::string text = page(sample);
  EXPECT_TRUE(text.starts_with(
      "3 recipients, 2 outcomes\n"
      "  - Permanent failure: no such mailbox (user-unknown), 2 recipients\n"
      "  - Temporary failure: the mailbox is full (mailbox-full): other@example.net\n\n"
      "Permanent failure: no such mailbox (user-unknown), 2 recipients\n"));
  const std::size_t second = place(text, "\nTemporary failure: ");
  EXPECT_LT(place(text,
                  "  Recipients   you@example.net, which leads to you@mail.example.net 550 "
                  "5.1.1\n               third@example.net 550 5.1.1\n"),
            second);
  EXPECT_GT(place(text, "  Recipient    other@example.net"), second);
}

// What is said of the mail as a whole is no evidence about a recipient who has some.
TEST(TextPage, KeepsTheEvidenceOfADeliveryToItself) {
  testing::Sample sample("host mx delayed it\ndelivered it\n");
  sample.diagnosis.kind = Kind::delay;
  sample.diagnosis.evidence = {sample.evidence(EvidenceKind::phrase, "delayed")};
  RecipientDiagnosis& recipient = sample.diagnosis.recipients.emplace_back();
  recipient.address = "a@b";
  recipient.action = Action::delivered;
  place(page(sample), "  1 | host mx delayed it\n");
  recipient.evidence = {sample.evidence(EvidenceKind::phrase, "delivered")};
  const std::string text = page(sample);
  place(text, "  2 | delivered it\n");
  EXPECT_EQ(text.find("delayed it"), std::string::npos);
}

TEST(TextPage, NamesEachServerOnce) {
  testing::Sample sample = testing::user_unknown();
  auto& recipients = sample.diagnosis.recipients;
  recipients.resize(6, recipients[0]);
  recipients[0].command.clear();
  recipients[1].remote_mta.clear();
  recipients[2].remote_mta = "b.example.net";
  recipients[3].remote_mta = "c.example.net";
  recipients[4].remote_mta = "d.example.net";
  const std::string text = page(sample);
  place(text,
        "  Refused by   mx.example.net\n"
        "               b.example.net, at the command RCPT\n"
        "               c.example.net, at the command RCPT\n"
        "  Reported by");
  recipients.resize(2);
  recipients[1].remote_mta = "mx.example.net";
  place(page(sample), "  Refused by   mx.example.net, at the command RCPT\n  Reported by");
  recipients.resize(1);
  recipients[0].remote_mta.clear();
  recipients[0].command = "RCPT";
  place(page(sample), "  At command   RCPT\n");
}

// The same verdict in other words, known by other rules, is one page and not five.
TEST(TextPage, GroupsRecipientsWhateverRuleKnewTheWords) {
  testing::Sample sample = testing::user_unknown();
  auto& recipients = sample.diagnosis.recipients;
  recipients.resize(6, recipients[0]);
  std::vector<const Rule*> used;
  for (const Rule& rule : rules()) {
    if (rule.cause == Cause::user_unknown && used.size() < recipients.size()) used.push_back(&rule);
  }
  for (std::size_t i = 0; i < used.size(); ++i) recipients[i].rule = used[i];
  const std::string text = page(sample);
  place(text, "Permanent failure: no such mailbox (user-unknown), 6 recipients\n");
  EXPECT_EQ(text.find("What to do", place(text, "What to do") + 1), std::string::npos);
  place(text, "Evidence about 5 of the 6 recipients\n");
  for (std::size_t i = 0; i < used.size(); ++i) {
    EXPECT_EQ(text.find(used[i]->id()) != std::string::npos, i < 5) << used[i]->id();
  }
}

TEST(TextPage, ListsTheFirstOfManyRecipients) {
  testing::Sample sample = testing::user_unknown();
  sample.diagnosis.recipients.resize(1000, sample.diagnosis.recipients[0]);
  const std::string text = page(sample);
  place(text, "(user-unknown), 1000 recipients\n");
  place(text, "               and 980 more; -f csv lists all\n");
  EXPECT_LT(text.size(), 8000U);
}

// What is known about the very words is told where the reader begins, once.
TEST(TextPage, TellsTheRulesNoteFirst) {
  testing::Sample sample = testing::user_unknown();
  for (const Rule& rule : rules()) {
    if (!rule.note().empty()) sample.diagnosis.recipients[0].rule = &rule;
  }
  const Rule& rule = *sample.diagnosis.recipients[0].rule;
  const std::string text = page(sample, {.width = 1000});
  const std::size_t note = place(text, rule.note());
  EXPECT_LT(note, place(text, "Whose move"));
  EXPECT_EQ(text.find(rule.note(), note + 1), std::string::npos);
  EXPECT_GT(place(text, rule.id()), place(text, "About these words"));
}

TEST(TextPage, ExplainsAProvidersCode) {
  testing::Sample sample = testing::user_unknown();
  RecipientDiagnosis& recipient = sample.diagnosis.recipients[0];
  recipient.diagnostic = "550 5.7.1 [CS01] refused";
  EXPECT_EQ(page(sample).find("  CS01     "), std::string::npos);
  recipient.remote_mta = "mx01.mail.icloud.com";
  const std::string text = page(sample);
  EXPECT_LT(place(text, "  CS01     Apple iCloud [https://"), place(text, "  550      "));
}

TEST(TextPage, SaysWhatContradictsAndWhatWasOverruled) {
  testing::Sample sample = testing::user_unknown();
  RecipientDiagnosis& recipient = sample.diagnosis.recipients[0];
  recipient.conflicts = {"the words say one thing"};
  recipient.evidence.push_back(
      sample.evidence(EvidenceKind::field, "host mx", "it says nothing new"));
  const std::string text = page(sample);
  place(text, "Where it contradicts itself\n  - the words say one thing\n");
  place(text, "Seen, but not followed\n  - host mx (line 1): it says nothing new\n");
}

TEST(TextPage, QuotesTheServerWhereTheLineDoesNot) {
  testing::Sample sample = testing::user_unknown();
  EXPECT_EQ(page(sample).find("It said"), std::string::npos);
  sample.diagnosis.recipients[0].diagnostic = "550 5.1.1 No such user here";
  place(page(sample), "  It said      550 5.1.1 No such user here\n");
}

TEST(TextPage, SaysThatACodeIsNotRegistered) {
  testing::Sample sample = testing::user_unknown();
  sample.diagnosis.recipients[0].status = EnhancedStatus::parse("5.7.512");
  sample.diagnosis.recipients[0].reply_code = ReplyCode::parse("587");
  const std::string text = page(sample, {.width = 100});
  place(text, "  587      Not a registered code");
  place(text, "  5.7.512  Not a registered code");
}

TEST(TextPage, IsShortForWhatIsNoBounce) {
  EXPECT_EQ(page(testing::not_a_bounce()),
            "Not a bounce\n\nNothing in it says that a mail was not delivered.\n");
  testing::Sample reply("Subject: I am away\n");
  reply.diagnosis.kind = Kind::auto_reply;
  reply.diagnosis.evidence = {reply.evidence(EvidenceKind::header, "I am away")};
  EXPECT_EQ(page(reply),
            "Not a bounce: an automatic reply\n\n"
            "Somebody is away, or a program has answered: the mail has arrived. Nothing has\n"
            "to be done.\n\n"
            "Evidence\n"
            "  1 | Subject: I am away\n"
            "    |          ^~~~~~~~~\n");
}

TEST(TextPage, SaysWhatIsNoFailure) {
  testing::Sample sample("delivered\n");
  sample.diagnosis.kind = Kind::delivered;
  RecipientDiagnosis& recipient = sample.diagnosis.recipients.emplace_back();
  recipient.address = "a@b";
  recipient.persistence = Persistence::delivered;
  recipient.action = Action::delivered;
  EXPECT_EQ(page(sample), "Delivered\n\n  Recipient    a@b\n");
  sample.diagnosis.kind = Kind::complaint;
  recipient.action.reset();
  recipient.list_action = ListAction::remove;
  EXPECT_EQ(page(sample),
            "Complaint: a recipient reported a mail as spam\n\n"
            "A recipient told their provider that this mail is spam, often with a button in\n"
            "the mail program. Who goes on sending to them will sooner or later be blocked.\n\n"
            "  The address  take it off the list: its owner does not want the mail\n"
            "  Recipient    a@b\n\n"
            "What to do\n"
            "  - Take the address off all your lists, for good.\n"
            "  - Do not ask the recipient why: another mail makes another complaint.\n"
            "  - When complaints come often, look at how addresses get onto the list, and\n"
            "    make it easy to leave it.\n");
}

TEST(TextPage, StaysInsideOfItsWidth) {
  for (const int width : {0, 40, 60, 100}) {
    const std::string text = page(testing::user_unknown(), {.width = width, .show_origin = true});
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = text.find('\n', at);
      const std::string line = text.substr(at, end - at);
      const bool one_word = line.find(' ', line.find_first_not_of(' ')) == std::string::npos;
      EXPECT_TRUE(one_word || line.size() <= static_cast<std::size_t>(std::max(width, 40)))
          << width << ": " << line;
      at = end + 1;
    }
  }
}

TEST(TextPage, NamesItsRecordWhereThereAreSeveral) {
  EXPECT_EQ(page(testing::not_a_bounce(), {.show_origin = true},
                 {.source = "a\x1b", .index = 2, .numbered = true})
                .substr(0, 18),
            "==> a\\x1b:2 <==\n\nN");
}

TEST(TextPage, HasColoursOnlyWhereAskedFor) {
  EXPECT_EQ(page(testing::user_unknown()).find('\x1b'), std::string::npos);
  const std::string coloured = page(testing::user_unknown(), {.colour = true});
  EXPECT_TRUE(coloured.starts_with("\x1b[1;31mPermanent failure"));
}

}  // namespace
}  // namespace whybounce
