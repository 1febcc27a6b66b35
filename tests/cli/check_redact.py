#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks that --redact leaves no address, host name or IP address of a mail in any output.

usage: check_redact.py PROGRAM

Makes mails in the manners of mail servers. Every address, host and IP address in them is made by chance,
and so is known; none may come out, in any format. Codes and words must.
"""
import base64
import pathlib
import quopri
import random
import re
import subprocess
import sys
import tempfile

MAILS = 600
LETTERS = "bcdfghjkmnpqrtvwz0123456789"
FORMS = (["-f", "text"], ["-f", "brief"], ["-f", "json"], ["-f", "jsonl"], ["-f", "csv"],
         ["-f", "tsv"], ["--summary"], ["--summary", "-f", "json"])


class Names:
    """Makes names, and remembers what must not come out."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.secrets = set()

    def word(self):
        word = "z" + "".join(self.random.choices(LETTERS, k=7))
        self.secrets.add(word)
        return word

    def host(self):
        top = self.random.choice(("example", "test", "co.test", "xn--p1ai", "b\u00fccher.example"))
        labels = [self.word() for _ in range(self.random.randrange(1, 3))]
        if self.random.random() < 0.3:
            labels[0] = f"mx-{self.random.randrange(9)}-{labels[0]}"
        host = ".".join([*labels, top])
        return host.upper() if self.random.random() < 0.1 else host

    def address(self):
        form = self.random.choice(("{}", "{}.{}", "{}+{}", "{}_{}", "o'{}", "{}=40{}", "\u00f6{}",
                                   "SRS0={}={}", "{}-owner", "prvs={}"))
        local = form.format(self.word(), self.word())
        return f"{local}@{self.host()}"

    def ip(self):
        if self.random.random() < 0.6:
            ip = ".".join(str(self.random.randrange(11, 250)) for _ in range(4))
        else:
            groups = [f"{self.random.randrange(4096, 65536):x}" for _ in range(8)]
            ip = ":".join(groups)
            if self.random.random() < 0.5:
                ip = ":".join(groups[:3]) + "::" + groups[3]
        self.secrets.add(ip)
        return ip


def reply(names):
    you, host, ip = names.address(), names.host(), names.ip()
    return names.random.choice((
        f"550 5.1.1 <{you}>: Recipient address rejected: User unknown",
        f"550 5.7.1 Service unavailable; client [{ip}] blocked using {host}",
        f"554 5.7.1 {you}: Relay access denied",
        f"552 5.2.2 {you} mailbox full; see https://{host}/help?user={you}",
        f"421 4.7.0 {host} ({ip}) too many connections",
        f"550 5.1.2 {host}: Host or domain name not found",
        f"550-5.7.26 {host} does not pass SPF ({ip})\n550 5.7.26 for {you}"))


def postfix(names):
    you, me, host = names.address(), names.address(), names.host()
    said = reply(names)
    return (f"This is the mail system at host {host}.\n\n<{you}>: host {names.host()}[{names.ip()}] said:\n"
            f"    {said.replace(chr(10), chr(10) + '    ')} (in reply to RCPT TO command)\n"), (
            f"Reporting-MTA: dns; {host}\nX-Postfix-Sender: rfc822; {me}\n"
            f"Arrival-Date: Fri, 2 Jan 2026 03:04:05 +0000\n\n"
            f"Final-Recipient: rfc822; {you}\nOriginal-Recipient: rfc822;{names.address()}\n"
            f"Action: failed\nStatus: 5.1.1\nRemote-MTA: dns; {names.host()}\n"
            f"Diagnostic-Code: smtp; {said.replace(chr(10), chr(10) + '    ')}\n")


def sendmail(names):
    you = names.address()
    return (f"   ----- The following addresses had permanent fatal errors -----\n<{you}>\n"
            f"    (reason: {reply(names).splitlines()[0]})\n    (expanded from: {names.address()})\n\n"
            f"   ----- Transcript of session follows -----\n... while talking to {names.host()}.:\n"
            f">>> RCPT To:<{you}>\n<<< {reply(names)}\n550 5.1.1 <{you}>... User unknown\n"), None


def qmail(names):
    you, ip = names.address(), names.ip()
    return (f"Hi. This is the qmail-send program at {names.host()}.\n\n<{you}>:\n"
            f"{ip} does not like recipient.\nRemote host said: {reply(names)}\n"
            f"Giving up on {ip}.\n"), None


def exim(names):
    you = names.address()
    return (f"A message that you sent could not be delivered.\n\n  {you}\n    host {names.host()} "
            f"[{names.ip()}]\n    SMTP error from remote mail server after RCPT TO:<{you}>:\n"
            f"    {reply(names)}\n"), None


def long_line(names):
    words = " ".join(names.random.choices(["mailbox", "is", "full", names.address(), names.ip(),
                                           names.host(), "mailbox is full"], k=60))
    return f"<{names.address()}>: 552 5.2.2 {words}\n", None


def encoded(names, text):
    chance = names.random.random()
    if chance < 0.5:
        return "8bit", text.encode()
    if chance < 0.75:
        return "quoted-printable", quopri.encodestring(text.encode())
    return "base64", base64.encodebytes(text.encode())


def mail(names):
    text, status = names.random.choice((postfix, postfix, sendmail, qmail, exim, long_line))(names)
    encoding, body = encoded(names, text)
    subject = f"Undelivered: {names.address()} at {names.host()}"
    if names.random.random() < 0.3:
        subject = f"=?utf-8?B?{base64.b64encode(subject.encode()).decode()}?="
    head = (f"Received: from {names.host()} ([{names.ip()}]) by {names.host()}\n"
            f"From: Mail Delivery <{names.address()}>\nTo: {names.address()}\nSubject: {subject}\n"
            f"Date: Fri, 2 Jan 2026 03:04:05 +0000\nMessage-Id: <{names.address()}>\n"
            f"MIME-Version: 1.0\n").encode()
    if names.random.random() < 0.3:
        head += f"X-Failed-Recipients: {names.address()}\n".encode()
    part = f"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: {encoding}\n\n".encode()
    if status is None:
        return head + part + body
    returned = (f"Return-Path: <{names.address()}>\nReceived: from {names.host()} ([{names.ip()}])\n"
                f"From: Me <{names.address()}>\nTo: {names.address()}\nSubject: for {names.address()}\n"
                f"Message-Id: <{names.address()}>\n\nHello {names.address()}\n").encode()
    return (head + b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n" +
            part + body + b"\n--b\nContent-Type: message/delivery-status\n\n" + status.encode() +
            b"\n--b\nContent-Type: message/rfc822\n\n" + returned + b"\n--b--\n")


def leaks(out, secrets):
    shown = out.decode().lower()
    found = set(re.findall(f"z[{LETTERS}]{{7}}", shown))
    found |= {ip.strip(".:") for ip in re.findall(r"[0-9a-f]*[.:][0-9a-f.:]{5,}", shown)}
    return sorted(found & secrets)


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    failures = []
    names = Names(20260102)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for number in range(MAILS):
            # A Maildir's names have the host in them.
            (folder / f"{number:04d}.M1P2.{names.host()}:2,S").write_bytes(mail(names))
        lines = "".join(f"{names.address()}\t{reply(names).splitlines()[0]}\n" for _ in range(MAILS))
        for form in FORMS:
            for extra, data in (([name], None), (["--lines", "--keyed"], lines.encode())):
                done = subprocess.run([program, "--redact", *form, *extra], input=data,
                                      capture_output=True, timeout=300)
                what = " ".join([*form, *extra[:1 if data else 0]])
                # The folder that the test has made is no part of the mails.
                found = leaks(done.stdout.replace(name.encode(), b""), names.secrets)
                if found:
                    at = done.stdout.decode().lower().find(found[0].lower())
                    failures.append(f"{what}: {len(found)} came out, such as {found[0]}: "
                                    f"{done.stdout.decode()[max(0, at - 100):at + 60]!r}")
                if done.returncode != 0 or done.stderr:
                    failures.append(f"{what}: {done.returncode} {done.stderr!r}")
                if "--summary" not in form and b"5.1.1" not in done.stdout:
                    failures.append(f"{what}: the codes are gone too")
        if len(names.secrets) < 10 * MAILS:
            failures.append("hardly any names")
    print(*failures, f"{len(names.secrets)} names, {len(failures)} leaks", sep="\n")
    sys.exit(1 if failures else 0)


main()
