#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks how the program ends when its reader leaves, a disk is full, or somebody stops it.

usage: check_endings.py PROGRAM FOLDER-OF-MAILS
"""
import json
import os
import pathlib
import select
import signal
import subprocess
import sys
import tempfile

SECONDS = 100
LINE = b"550 5.1.1 No such user\n"
JOBS = (["-j", "1"], ["-j", "8"], [])
failures = []


def expect(what, found, wanted):
    if found != wanted:
        failures.append(f"{what}: {found!r}, not {wanted!r}")


def start(program, arguments, **streams):
    return subprocess.Popen([program, *arguments], stderr=subprocess.PIPE, **streams)


def check_reader_that_leaves(program, inputs):
    """As in `whybounce ... | head -n 1`."""
    for arguments in inputs:
        process = start(program, arguments, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
        process.stdout.readline()
        process.stdout.close()
        expect(f"head {arguments}", (process.stderr.read(), process.wait(SECONDS)), (b"", 0))


def check_full_disk(program, inputs):
    message = b"whybounce: standard output: No space left on device\n"
    for arguments in inputs:
        with open("/dev/full", "wb") as full:
            process = start(program, arguments, stdin=subprocess.DEVNULL, stdout=full)
        expect(f"full {arguments}", (process.stderr.read(), process.wait(SECONDS)), (message, 2))
        process = start("sh", ["-c", 'exec "$@" >&-', "sh", program, *arguments],
                        stdin=subprocess.DEVNULL)
        expect(f"closed {arguments}", (process.stderr.read(), process.wait(SECONDS)),
               (b"whybounce: standard output: Bad file descriptor\n", 2))


def check_signal_while_waiting(program, number, status):
    """Everything that was asked before is answered, and nothing hangs."""
    for jobs in JOBS:
        arguments = [*jobs, "--lines", "-f", "json"]
        process = start(program, arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        process.stdin.write(3 * LINE + b"half a li")
        process.stdin.flush()
        output = b""
        while output.count(b'"index"') < 3:
            assert select.select([process.stdout], [], [], SECONDS)[0], "no answer"
            output += os.read(process.stdout.fileno(), 65536)
        process.send_signal(number)
        output += process.stdout.read()
        expect(f"waiting {arguments}", (process.stderr.read(), process.wait(SECONDS)),
               (b"", status))
        expect(f"answers {arguments}", [record["index"] for record in json.loads(output)],
               [1, 2, 3])


def check_signal_at_work(program, mail, number, status):
    """Input without end: the answers end with a whole one, and none is missing between."""
    line = LINE.decode().strip()
    for jobs in JOBS:
        for endless_line, *arguments in ((line, "--lines"), (mail, "--files-from", "-")):
            arguments = [*jobs, "-f", "jsonl", *arguments]
            endless = subprocess.Popen(["yes", endless_line], stdout=subprocess.PIPE)
            process = start(program, arguments, stdin=endless.stdout, stdout=subprocess.PIPE)
            endless.stdout.close()
            lines = [process.stdout.readline() for _ in range(2000)]
            process.send_signal(number)
            lines += process.stdout.read().splitlines(keepends=True)
            expect(f"at work {arguments}", (process.stderr.read(), process.wait(SECONDS)),
                   (b"", status))
            indices = [json.loads(line)["index"] for line in lines]
            expect(f"whole {arguments}", indices,
                   list(range(1, len(lines) + 1)) if "--lines" in arguments else [1] * len(lines))
            endless.wait(SECONDS)


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    mails = sorted(pathlib.Path(sys.argv[2]).resolve().glob("*.eml"))
    with tempfile.TemporaryDirectory() as folder:
        mbox, lines = os.path.join(folder, "a.mbox"), os.path.join(folder, "a.log")
        with open(mbox, "wb") as file:
            for mail in 20 * mails:
                file.write(b"From a@b Fri Jan  2 03:04:05 2026\n" + mail.read_bytes() + b"\n\n")
        with open(lines, "wb") as file:
            file.write(5000 * LINE)
        files = 20 * [str(mail) for mail in mails]
        inputs = [[*jobs, "-f", form, *what] for jobs in JOBS for form, *what in
                  (("jsonl", mbox), ("text", mbox), ("json", "--lines", lines), ("jsonl", *files))]
        check_reader_that_leaves(program, inputs)
        check_full_disk(program, inputs)
        with open(lines, "wb") as file:
            file.write(5000 * b"554 5.0.0 gqzx\n")
        for jobs in JOBS:
            process = start(program, [*jobs, lines, "--lines", "--unknown-out", "/dev/full"],
                            stdout=subprocess.DEVNULL)
            expect("unknown-out", (process.stderr.read(), process.wait(SECONDS)),
                   (b"whybounce: /dev/full: No space left on device\n", 2))
    for number, status in ((signal.SIGINT, 130), (signal.SIGTERM, 143)):
        check_signal_while_waiting(program, number, status)
        check_signal_at_work(program, str(mails[0]), number, status)
    for failure in failures:
        print(failure[:1000])
    sys.exit(1 if failures else 0)


main()
