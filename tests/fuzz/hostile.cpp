// SPDX-License-Identifier: MIT
#include "hostile.h"

#include <array>
#include <initializer_list>
#include <ostream>

namespace whybounce::fuzz {
namespace {

constexpr std::string_view kHead =
    "From: MAILER-DAEMON@mx.example.org\n"
    "To: me@example.org\n"
    "Subject: Undelivered mail\n";
constexpr std::string_view kReportHead =
    "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n"
    "\n"
    "--b\n"
    "Content-Type: text/plain\n"
    "\n";
constexpr std::string_view kStatusHead =
    "\n--b\n"
    "Content-Type: message/delivery-status\n"
    "\n"
    "Reporting-MTA: dns; mx.example.org\n"
    "\n";

std::string joined(std::initializer_list<std::string_view> pieces) {
  std::string out;
  for (const std::string_view piece : pieces) out += piece;
  return out;
}

std::string repeated(std::string_view piece, std::size_t size) {
  std::string out;
  out.reserve(size + piece.size());
  while (out.size() < size) out += piece;
  return out;
}

// `piece` with "#" as a number that counts up, five digits wide.
std::string counted(std::string_view piece, std::size_t size) {
  std::string out;
  for (std::size_t number = 10000; out.size() < size; ++number) {
    for (const char c : piece) {
      if (c == '#') {
        out += std::to_string(number);
      } else {
        out += c;
      }
    }
  }
  return out;
}

std::string body(std::string_view text) {
  return joined({kHead, "\n", text});
}
std::string html(std::string_view text) {
  return joined({kHead, "Content-Type: text/html\n\n", text});
}
std::string report(std::string_view text, std::string_view status) {
  return joined({kHead, kReportHead, text, kStatusHead, status, "\n--b--\n"});
}

template <std::size_t kLength>
struct Literal {
  constexpr Literal(const char (&text)[kLength]) {  // NOLINT: converts on purpose
    for (std::size_t i = 0; i < kLength; ++i) bytes[i] = text[i];
  }
  [[nodiscard]] constexpr std::string_view view() const { return {bytes, kLength - 1}; }
  char bytes[kLength] = {};
};

template <Literal kPiece>
std::string body_of(std::size_t size) {
  return body(counted(kPiece.view(), size));
}
template <Literal kPiece>
std::string html_of(std::size_t size) {
  return html(repeated(kPiece.view(), size));
}
template <Literal kPiece>
std::string status_of(std::size_t size) {
  return report("Your mail could not be delivered.\n", counted(kPiece.view(), size));
}
template <Literal kPiece>
std::string header_of(std::size_t size) {
  return joined({kHead, repeated(kPiece.view(), size), "\n\ntext\n"});
}
template <Literal kPiece>
std::string subject_of(std::size_t size) {
  return joined({"From: MAILER-DAEMON@mx.example.org\nSubject: ", repeated(kPiece.view(), size),
                 "\n\ntext\n"});
}
template <Literal kPiece>
std::string encoded_of(std::size_t size) {
  return joined(
      {kHead, "Content-Transfer-Encoding: quoted-printable\n\n", repeated(kPiece.view(), size)});
}
template <Literal kPiece>
std::string japanese_of(std::size_t size) {
  return joined(
      {kHead, "Content-Type: text/plain; charset=iso-2022-jp\n\n", repeated(kPiece.view(), size)});
}
template <Literal kPiece>
std::string multipart_of(std::size_t size) {
  return joined({kHead, "Content-Type: multipart/mixed; boundary=b\n\n--b\n\n",
                 repeated(kPiece.view(), size)});
}

std::string nested(std::size_t size) {
  std::string out(kHead);
  for (std::size_t i = 0; out.size() < size; ++i) {
    const std::string boundary = "b" + std::to_string(i);
    out += "Content-Type: multipart/mixed; boundary=" + boundary + "\n\n--" + boundary + "\n";
  }
  return out;
}

std::string nested_messages(std::size_t size) {
  return joined({kHead, repeated("Content-Type: message/rfc822\n\n", size)});
}

// A list's report: the same recipients in the text and in the status fields.
std::string recipients_twice(std::size_t size) {
  return report(
      counted("<you#@example.net>: host mx.example.net said: 550 5.1.1 No such user\n\n", size / 2),
      counted("Final-Recipient: rfc822; you#@example.net\nAction: failed\n"
              "Status: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 No such user\n\n",
              size / 2));
}

// Every recipient is told about only in words that all share.
std::string merely_listed(std::size_t size) {
  return body(joined({"The following addresses had permanent fatal errors:\n\n",
                      counted("<you#@example.net>\n", size),
                      "\n   ----- Transcript of session follows -----\n"
                      "550 5.1.1 User unknown\n"}));
}

// Thousands share one long reply.
std::string one_reply_for_all(std::size_t size) {
  return body(
      joined({"The following addresses had permanent fatal errors:\n\n",
              counted("<u#@b.cc>\n", size), "\n   ----- Transcript of session follows -----\n",
              "550 5.1.1 User unknown ", repeated("mailbox full, ", size / 8), "\n"}));
}

std::string one_diagnostic(std::size_t size) {
  return report(
      "Your mail could not be delivered.\n",
      joined({"Final-Recipient: rfc822; you@example.net\nAction: failed\n"
              "Diagnostic-Code: smtp; ",
              repeated("550 5.1.1 mailbox full, access denied 452 4.2.2 -> ", size), "\n"}));
}

std::string failed_recipients(std::size_t size) {
  return joined({kHead, "X-Failed-Recipients: ", counted("you#@example.net, ", size), "\n\n",
                 counted("  you#@example.net\n    550 5.1.1 User unknown\n", size)});
}

std::string many_notices(std::size_t size) {
  return joined({kHead, "Content-Type: multipart/mixed; boundary=b\n\n",
                 counted("--b\n\n<you#@example.net>: 550 User unknown\n", size), "--b--\n"});
}

std::string feedback(std::size_t size) {
  return joined({kHead,
                 "Content-Type: multipart/report; report-type=feedback-report; boundary=b\n\n"
                 "--b\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\n",
                 counted("Original-Rcpt-To: you#@example.net\n", size), "\n--b--\n"});
}

}  // namespace

std::span<const Hostile> hostile_mails() {
  static constexpr auto kMails = std::to_array<Hostile>({
      {"parentheses", body_of<"(">},
      {"parentheses in a header", header_of<"X-A: ((((((((((">},
      {"one long field", header_of<"X-A: aaaaaaaaaa bbbbbbb\n ">},
      {"many fields", header_of<"X-A: a\n">},
      {"many content types", header_of<"Content-Type: a/b; c=d;\n">},
      {"content type parameters", header_of<" Content-Type: a/b; charset*0=a; charset*1=b;">},
      {"encoded words that never end", subject_of<"=?utf-8?q?">},
      {"encoded words", subject_of<"=?utf-8?q?mailbox_full?= ">},
      {"encoded words of another charset", subject_of<"=?koi8-r?b?8NLJ18XU?= ">},
      {"a subject of phrases", subject_of<"mailbox full, delivery failed ">},
      {"boundaries", multipart_of<"--b\n">},
      {"boundaries with fields", multipart_of<"\n--b\nContent-Type: text/plain\n\n550 5.1.1 x\n">},
      {"almost boundaries", multipart_of<"--c\n">},
      {"lines of dashes", multipart_of<"----------\n">},
      {"guessed boundaries", header_of<"Content-Type: multipart/mixed\n\n--x\n\nabc\n--y\n">},
      {"nested multiparts", nested},
      {"nested messages", nested_messages},
      {"reply codes", body_of<"550 ">},
      {"reply codes, a line each", body_of<"550 no\n">},
      {"different reply codes, a line each", body_of<"550 no\n451 no\n">},
      {"multi-line reply", body_of<"550-5.1.1 no such user\n">},
      {"status codes", body_of<"5.1.1 ">},
      {"numbers and dots", body_of<"1.">},
      {"digits", body_of<"5">},
      {"addresses on one line", body_of<"you#@example.net ">},
      {"short addresses on one line", body_of<"a@b ">},
      {"one address, a line each", body_of<"you@example.net\n">},
      {"at signs", body_of<"@">},
      {"quotes before at signs", body_of<"\"@">},
      {"one long local part", body_of<"a">},
      {"domains", body_of<"a@b.">},
      {"dots", body_of<"@a..">},
      {"recipients, a paragraph each", body_of<"<you#@example.net>:\n550 5.1.1 User unknown\n\n">},
      {"recipients, a line each", body_of<"<you#@example.net>: 550 5.1.1 User unknown\n">},
      {"recipients and their aliases",
       body_of<"you#@example.net (expanded from <me#@example.org>): 550 User unknown\n">},
      {"merely listed", merely_listed},
      {"one reply for all", one_reply_for_all},
      {"transcript", body_of<">>> RCPT TO:<you#@example.net>\n<<< 550 5.1.1 no\n">},
      {"commands without replies", body_of<">>> ">},
      {"command lines without replies", body_of<">>> DATA\n">},
      {"quote marks", body_of<"> ">},
      {"replies in replies", body_of<"host x said: 550 5.1.1 -> ">},
      {"phrases", body_of<"mailbox is full. user unknown. access denied. ">},
      {"phrases, a line each", body_of<"mailbox is full\n">},
      {"phrases, a paragraph each", body_of<"mailbox is full\n\n">},
      {"almost phrases", body_of<"the mail the user the message could not be ">},
      {"one word", body_of<"mailbox ">},
      {"markers of the original", body_of<"this is a copy of the ">},
      {"delays in replies", body_of<"550 deferred: delivery is delayed\n">},
      {"header fields in the text", body_of<"Received: x\n">},
      {"almost headers in the text", body_of<"X-Abc: x\n\n">},
      {"status fields in the text", body_of<"Final-Recipient: rfc822; you#@example.net\n">},
      {"carriage returns", body_of<"\r">},
      {"carriage returns and text", body_of<"a\r">},
      {"empty lines", body_of<"\n">},
      {"blanks", body_of<" ">},
      {"tabs and line ends", body_of<"\t\n">},
      {"NULs", [](std::size_t size) { return body(std::string(size, '\0')); }},
      {"bytes that are no UTF-8", body_of<"\xC3 \xE9\xFF">},
      {"combining marks", body_of<"550 e\xCC\x81\xCC\x81\xCC\x81">},
      {"characters of four bytes", body_of<"\xF0\x9F\x93\xA7">},
      {"escape sequences", japanese_of<"\x1B$B\x1B(B">},
      {"broken escape sequences", japanese_of<"\x1B$B%">},
      {"soft line ends", encoded_of<"=\n">},
      {"broken quoted-printable", encoded_of<"=G">},
      {"blanks before line ends", encoded_of<"          \n">},
      {"entities", html_of<"&#">},
      {"long entities", html_of<"&#0000000000">},
      {"named entities", html_of<"&ampampamp">},
      {"open tags", html_of<"<">},
      {"open tags with attributes", html_of<"<a href=\"">},
      {"open comments", html_of<"<!--">},
      {"open scripts", html_of<"<script>">},
      {"end of a script, almost", html_of<"<script></scrip ">},
      {"nested elements", html_of<"<div><table><tr><td>">},
      {"elements of preformatted text", html_of<"<pre> </pre>">},
      {"status groups", status_of<"Final-Recipient: rfc822; you#@example.net\nAction: failed\n"
                                  "Status: 5.1.1\n\n">},
      {"status groups with diagnostics",
       status_of<"Final-Recipient: rfc822; you#@example.net\nAction: failed\nStatus: 5.1.1\n"
                 "Diagnostic-Code: smtp; 550 5.7.1 mailbox full for you#\n\n">},
      {"status groups without a name", status_of<"Action: failed\n\nStatus: 5.1.1\n\n">},
      {"status fields in one group", status_of<"Status: 5.1.1\n">},
      {"folded status field", status_of<"Diagnostic-Code: smtp; x\n a\n b\n c\n">},
      {"recipients twice", recipients_twice},
      {"one diagnostic", one_diagnostic},
      {"failed recipients", failed_recipients},
      {"many notices", many_notices},
      {"feedback", feedback},
      {"json", body_of<"{\"notificationType\":\"Bounce\",\"bouncedRecipients\":[{\"emailAddress\":"
                       "\"you#@example.net\",\"status\":\"5.1.1\"},">},
      {"json without an end", body_of<"{\"notificationType\":\"Bounce\",\"a\":\"\\\"">},
  });
  return kMails;
}

void PrintTo(const Hostile& mails, std::ostream* out) {
  *out << mails.name;
}

}  // namespace whybounce::fuzz
