#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Shows how the cost of a run grows with its input: instructions, counted by valgrind, for one size and twice
that size. What a start takes is taken off first.

usage: growth.py PROGRAM [--mails FOLDER]
"""
import argparse
import pathlib
import subprocess
import tempfile

HERE = pathlib.Path(__file__).resolve().parent


def messages(mails, number):
    box = b""
    for i in range(number):
        mail = mails[i % len(mails)].replace(b"\nFrom ", b"\n>From ")
        box += b"From MAILER-DAEMON Fri Jan  2 03:04:05 2026\n" + mail + b"\n\n"
    return box


def report(parts):
    return (b"From: MAILER-DAEMON@example.org\nTo: me@example.org\nSubject: failure\nMIME-Version: 1.0\n"
            b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
            + b"".join(b"--b\n" + part for part in parts) + b"--b--\n")


def recipients(number):
    groups = b"".join(b"\nFinal-Recipient: rfc822; you%d@example.net\nAction: failed\nStatus: 5.1.1\n"
                      b"Diagnostic-Code: smtp; 550 5.1.1 <you%d@example.net>: User unknown\n" % (i, i)
                      for i in range(number))
    return report([b"\nThe mail was not delivered.\n",
                   b"Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.org\n" + groups])


def line(size):
    return b"550 5.1.1 <you@example.net>: User unknown " + b"in virtual mailbox table " * (size // 25) + b"\n"


def nested(depth):
    """Messages attached to each other, each with a text of its own."""
    mail = b"From: me@example.org\nSubject: hello\n\nHello.\n"
    for level in range(depth):
        text = b"\n550 5.1.1 <you%d@example.net>: User unknown\n" % level
        mail = (b"From: MAILER-DAEMON@example.org\nSubject: failure\nMIME-Version: 1.0\n"
                b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n%s--b%d\nContent-Type: message/rfc822\n\n"
                b"%s\n--b%d--\n" % (level, level, text, level, mail, level))
    return mail


def instructions(program, arguments, path):
    """Of a run with one thread."""
    with tempfile.NamedTemporaryFile() as profile:
        command = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={profile.name}", program, "-j", "1",
                   *arguments, str(path)]
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                              stderr=subprocess.PIPE, text=True, check=False)
    return int(done.stderr.split("Collected :")[1].split()[0])


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("program")
    parser.add_argument("--mails", type=pathlib.Path, default=HERE.parent / "corpus")
    given = parser.parse_args()
    mails = [path.read_bytes() for path in sorted(given.mails.glob("*.eml"))]
    rows = (("messages in an mbox", lambda n: messages(mails, n), 250, ["-f", "jsonl"]),
            ("recipients in a delivery report", recipients, 500, ["-f", "jsonl"]),
            ("bytes in a line, under `--lines`", line, 8000, ["--lines", "-f", "tsv"]),
            ("messages inside of each other", nested, 7, ["-f", "jsonl"]))
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "input"
        path.write_bytes(b"")
        start = instructions(given.program, ["-f", "jsonl"], path)
        print("| twice as many | from | to | bytes | instructions |")
        print("|---|---|---|---|---|")
        for name, make, number, arguments in rows:
            costs, sizes = [], []
            for size in (number, 2 * number):
                path.write_bytes(make(size))
                sizes.append(path.stat().st_size)
                costs.append(instructions(given.program, arguments, path) - start)
            print(f"| {name} | {number:,} | {2 * number:,} | {sizes[1] / sizes[0]:.2f} times "
                  f"| {costs[1] / costs[0]:.2f} times |")


main()
