#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compares our reader of mails with Python's `email` package, which knows nothing of ours.

usage: compare_with_email.py PRINT_PARTS FOLDER [FOLDER...] [--show]

Reads every mail of the folders, and mails that are made here: nested multiparts, transfer encodings,
charsets, line ends, headers. The parts, their types, the decoded texts and the subject must be the same.
Where they differ by intention, the function excused() has the reason. --show prints each difference.
"""
import base64
import difflib
import email
import email.header
import email.policy
import json
import pathlib
import quopri
import random
import re
import subprocess
import sys
import tempfile

MADE = 1500
# windows-1252 as the WHATWG and all mail programs read it: Python has no character for five bytes.
LATIN = {"iso-8859-1", "latin-1", "latin1", "windows-1252", "cp1252"}
MESSAGES = {"message/rfc822", "message/global", "message/news", "message/partial"}
HEADERS = {"text/rfc822-headers", "text/rfc822-header", "message/rfc822-headers"}
# A header's line without a colon: the second line of a field that somebody forgot to fold.
UNFOLDED = re.compile(rb"^[\w-]+:.*\n(boundary=|charset=|by \S+ |for <|with \S+ |id )", re.M)
NO_CHARSET = {"", "us-ascii", "ascii", "unknown-8bit", "default", "unknown"}


def as_latin(data):
    return "".join(bytes([b]).decode("cp1252", "replace") for b in data)


def decoded(data, charset):
    charset = charset.lower()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if charset in LATIN | NO_CHARSET:
        return as_latin(data)
    try:
        return data.decode(charset)
    except (LookupError, UnicodeDecodeError):
        return None  # damaged, or a charset that only iconv knows: nothing to compare with


def plain(text):
    """Without what a line end and the end of a part are."""
    return None if text is None else re.sub(r"\r\n?", "\n", text).rstrip("\n")


def leaf_text(part):
    content_type = part.get_content_type()
    # HTML is turned into lines of text, and a header is no text.
    if not content_type.startswith("text/") or content_type in HEADERS | {"text/html"}:
        return None
    charset = part.get_content_charset("") or ""
    data = part.get_payload(decode=True)
    # In UTF-7, UTF-16 and ISO-2022 ASCII means something else.
    if charset.startswith(("iso-2022", "utf-16", "utf-32", "utf-7", "hz")):
        try:
            return plain(data.decode(charset))
        except (LookupError, UnicodeDecodeError):
            return None
    return plain(decoded(data, charset))


def python_parts(part, found):
    # Without what a missing semicolon makes of it.
    content_type = part.get_content_type().split()[0]
    payload = part.get_payload()
    # Fields of any sort of report are a message without a body to Python.
    is_fields = content_type.startswith("message/") and content_type not in MESSAGES
    if is_fields or not part.is_multipart():
        found.append([content_type, leaf_text(part)])
        return
    found.append([content_type, None])
    for inner in payload:
        python_parts(inner, found)


def python_subject(message):
    raw = message.get("Subject")
    if raw is None:
        return ""
    try:
        subject = str(email.header.make_header(email.header.decode_header(str(raw))))
        # It does not guess what bytes beyond ASCII are.
        return None if "\ufffd" in subject else subject
    except (LookupError, UnicodeError, email.errors.HeaderParseError):
        return None


def python_reads(data):
    if b"\n" not in data.rstrip(b"\n"):
        data = data.replace(b"\r", b"\n")  # its decoders do not know what a CR is
    message = email.message_from_bytes(data)
    found = []
    python_parts(message, found)
    return found + [folded(python_subject(message))]


def folded(subject):
    return None if subject is None else re.sub(r"\s+", " ", subject).strip()


def comparable(ours, theirs):
    """Ours, without what Python has no answer to, and with its line ends."""
    parts = [[kind, None if i < len(theirs) - 1 and theirs[i][1] is None else plain(text)]
             for i, (kind, text) in enumerate(ours[:-1])]
    return parts + [None if theirs[-1] is None else folded(ours[-1])]


def excused(data, ours, theirs, anomalies):
    """Why a difference is meant, or None."""
    if "missing_boundary" in anomalies:
        return "a multipart without its boundary is cut at what looks like one, or is text"
    if "header_line_without_colon" in anomalies or UNFOLDED.search(
            re.sub(rb"\r\n?", b"\n", data)):
        return "a line without a colon does not end a header if fields follow"
    if re.search(rb"\n\r?\n\r?\n(Received|Return-Path):", data):
        return "empty lines before the header of an enclosed message are skipped"
    if ours[:-1] == theirs[:-1] and re.search(rb"\?=[^\s?]|[^\s?]=\?", data):
        if ours[-1].replace(" ", "") == theirs[-1].replace(" ", ""):
            return "Python puts a blank beside an encoded word that has none"
    return None


# Mails that are made.

WORDS = {
    "us-ascii": "The mailbox is full", "utf-8": "Das Postfach ist voll \u2013 \u65e5\u672c\u8a9e",
    "iso-8859-1": "La bo\u00eete est pleine", "iso-8859-2": "Skrzynka pe\u0142na",
    "windows-1252": "\u201cNo such user\u201d \u20ac", "koi8-r": "\u042f\u0449\u0438\u043a",
    "windows-1251": "\u042f\u0449\u0438\u043a \u043f\u043e\u043b\u043e\u043d",
    "shift_jis": "\u53d7\u4fe1\u7bb1\u304c\u4e00\u676f", "euc-jp": "\u53d7\u4fe1\u7bb1\u304c\u4e00\u676f",
    "iso-2022-jp": "\u53d7\u4fe1\u7bb1\u304c\u4e00\u676f\u3067\u3059",
    "gb2312": "\u90ae\u7bb1\u5df2\u6ee1", "gb18030": "\u90ae\u7bb1\u5df2\u6ee1",
    "big5": "\u90f5\u7bb1\u5df2\u6eff", "euc-kr": "\uba54\uc77c\ud568", "tis-620": "\u0e40\u0e15\u0e47\u0e21",
}
TYPES = ("text/plain", "text/plain", "text/html", "application/octet-stream", "image/png",
         "message/delivery-status", "text/rfc822-headers", "text/x-log")


class Maker:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.boundaries = 0

    def text(self, charset):
        lines = []
        for _ in range(self.random.randrange(1, 9)):
            line = " ".join(self.random.choices([WORDS[charset], "550 5.1.1", "x=y", "<a@example.org>",
                                                 "--", "From here", ".", "tab\there"],
                                                k=self.random.randrange(0, 12)))
            # Blanks at the end of a line are lost or kept as transport likes.
            lines.append(line.rstrip())
        return "\n".join(lines) + "\n"

    def encoded(self, data):
        encoding = self.random.choice(("7bit", "8bit", "base64", "quoted-printable", "x-none", ""))
        if encoding == "base64":
            width = self.random.choice((4, 60, 76, 1000))
            packed = base64.b64encode(data).decode()
            data = "\n".join(packed[i:i + width] for i in range(0, len(packed), width)).encode()
            data += b"\n"
            encoding = self.random.choice(("base64", "BASE64", "Base64"))
        elif encoding == "quoted-printable":
            data = quopri.encodestring(data)
            encoding = self.random.choice(("quoted-printable", "Quoted-Printable"))
        elif encoding == "x-none":
            encoding = "binary"
        return (f"Content-Transfer-Encoding: {encoding}\n" if encoding else ""), data

    def leaf(self):
        kind = self.random.choice(TYPES)
        charset = self.random.choice(list(WORDS))
        if kind in ("message/delivery-status", "text/rfc822-headers"):
            return f"Content-Type: {kind}\n", b"Final-Recipient: rfc822; a@example.org\nStatus: 5.1.1\n\n"
        if not kind.startswith("text/"):
            head, data = self.encoded(bytes(self.random.choices(range(33, 127), k=50)) + b"\n")
            return f"Content-Type: {kind}\n" + head, data
        text = self.text(charset)
        head, data = self.encoded(text.encode(charset))
        quoted = self.random.choice((charset, f'"{charset}"', charset.upper()))
        parameter = self.random.choice((f"; charset={quoted}", f";\n\tcharset={quoted}",
                                        f"; format=flowed; charset={quoted}"))
        if charset == "us-ascii" and self.random.random() < 0.3:
            return head, data if kind == "text/plain" else data
        return f"Content-Type: {kind}{parameter}\n" + head, data

    def multipart(self, depth):
        self.boundaries += 1
        boundary = self.random.choice(("b%d", "=_%d.x", "----=_Part_%d", "a b%d", "x'()+_,-./:=?%d"))
        boundary = boundary % self.boundaries
        kind = self.random.choice(("mixed", "alternative", "report", "related", "x-other"))
        head = f'Content-Type: multipart/{kind};\n boundary="{boundary}"\n'
        body = self.random.choice((b"", b"This is a message in MIME format.\n"))
        for _ in range(self.random.randrange(1, 5)):
            inner, data = self.entity(depth + 1)
            blanks = self.random.choice((b"", b"", b"  ", b"\t"))
            body += b"--" + boundary.encode() + blanks + b"\n" + inner.encode() + b"\n" + data + b"\n"
        if self.random.random() < 0.9:
            body += b"--" + boundary.encode() + b"--\n" + self.random.choice((b"", b"\n", b"Bye\n"))
        return head, body

    def message(self, depth):
        head, data = self.entity(depth + 1)
        inner = f"From: a@example.org\nSubject: inner\nMIME-Version: 1.0\n{head}\n".encode() + data
        return "Content-Type: message/rfc822\n", inner

    def entity(self, depth):
        chance = self.random.random()
        if depth < 6 and chance < 0.45:
            return self.multipart(depth)
        if depth < 6 and chance < 0.55:
            return self.message(depth)
        return self.leaf()

    def subject(self):
        charset = self.random.choice(list(WORDS))
        words = WORDS[charset]
        chance = self.random.random()
        if charset == "us-ascii" or chance < 0.2:
            return "Undelivered:\n  mail returned"
        data = words.encode(charset)
        if chance < 0.6:
            return "Re: =?%s?B?%s?=" % (charset, base64.b64encode(data).decode())
        q = "".join(chr(b) if chr(b).isalnum() and b < 128 else "=%02X" % b for b in data)
        return "=?%s?q?%s?=\n =?us-ascii?Q?_and_more?= plain" % (charset, q)

    def mail(self):
        head, data = self.entity(0)
        lines = (f"From: MAILER-DAEMON@example.org\nTo: a@example.org\nSubject: {self.subject()}\n"
                 f"MIME-Version: 1.0\n{head}\n")
        mail = lines.encode() + data
        return mail.replace(b"\n", b"\r\n") if self.random.random() < 0.5 else mail


def main():
    program, *folders = [argument for argument in sys.argv[1:] if argument != "--show"]
    with tempfile.TemporaryDirectory() as made:
        for number in range(MADE):
            (pathlib.Path(made) / f"made-{number}").write_bytes(Maker(number).mail())
        paths = [path for folder in (*folders, made) for path in
                 sorted(pathlib.Path(folder).rglob("*"))
                 if path.is_file() and path.suffix in ("", ".eml")]
        out = subprocess.run([program], input="".join(f"{path}\n" for path in paths).encode(),
                             stdout=subprocess.PIPE, check=True).stdout.splitlines()
        assert len(out) == len(paths), "an answer for each mail"
        differing, reasons, texts, subjects = [], {}, 0, 0
        for path, line in zip(paths, out):
            data = path.read_bytes()
            *ours, anomalies = json.loads(line)
            theirs = python_reads(data)
            ours = comparable(ours, theirs)
            texts += sum(text is not None for _, text in theirs[:-1])
            subjects += theirs[-1] is not None
            if ours == theirs:
                continue
            if (reason := excused(data, ours, theirs, anomalies)):
                reasons[reason] = reasons.get(reason, 0) + 1
                continue
            differing.append(path)
            if "--show" in sys.argv:
                print(path, *difflib.unified_diff(
                    json.dumps(theirs, indent=1).splitlines(), json.dumps(ours, indent=1).splitlines(),
                    "email", "ours", lineterm="", n=1), sep="\n")
                if path.name.startswith("made-"):
                    print(data[:3000].decode("ascii", "backslashreplace"))
        for reason, count in sorted(reasons.items()):
            print(f"{count} differ because {reason}")
        print(f"{len(paths)} mails, {texts} texts, {subjects} subjects; {len(differing)} differ",
              *differing[:20], sep="\n")
        sys.exit(1 if differing or len(paths) <= MADE else 0)


main()
