#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs the program as a user does and compares what it prints with a transcript.

usage: transcript.py PROGRAM FILE.test [--update]

A transcript is a text file. Lines that begin with "#" and empty lines are comments; the others are

  $ COMMAND     a shell command (sh). "whybounce" is the program; its errors and exit status count.
  t COMMAND     the same with a terminal (80 columns) as standard input, output and error
  < LINE        a line of its standard input, which is empty unless given
  > LINE        a line that it must print on standard output (or on the terminal)
  ! LINE        a line that it must print on standard error
  = STATUS      its exit status; 0 unless given

All commands of a file run one after the other in one new folder, in which mails/ is tests/cli/mails.
Control characters are shown as \\xNN, and a missing line end at the end as "\\(no line end)".
With --update the file is written anew with what the program prints now: read the difference.
"""
import difflib
import fcntl
import os
import pathlib
import pty
import re
import struct
import subprocess
import sys
import tempfile
import termios

NO_LINE_END = "\\(no line end)"
SECONDS = 60


def shown(data):
    """The lines of some output, safe to stand in a text file."""
    text = data.decode("utf-8", "backslashreplace")
    text = re.sub(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", lambda m: "\\x%02x" % ord(m[0]), text)
    lines = text.split("\n")
    last = lines.pop()
    return lines + ([last + NO_LINE_END] if last else [])


def parse(lines):
    """Steps of (comment lines, kind, command, stdin lines)."""
    steps, comments = [], []
    for line in lines:
        mark, rest = line[:1], line[2:]
        if mark in ("$", "t") and line[1:2] == " ":
            steps.append((comments, mark, rest, []))
            comments = []
        elif mark == "<":
            steps[-1][3].append(rest)
        elif mark in ("", "#"):
            comments.append(line)
        elif mark not in (">", "!", "="):
            sys.exit(f"what is this line? {line}")
    return steps, comments


def run_in_terminal(command, folder, environment):
    """Standard output and status; a terminal has only one output."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    environment = dict(environment, TERM="xterm")
    process = subprocess.Popen(["sh", "-c", command], cwd=folder, env=environment, stdin=slave,
                               stdout=slave, stderr=slave)
    os.close(slave)
    output = b""
    try:
        while block := os.read(master, 65536):
            output += block
    except OSError:
        pass  # the other end has closed
    os.close(master)
    return output.replace(b"\r\n", b"\n"), b"", process.wait(SECONDS)


def run(step, folder, environment):
    comments, kind, command, stdin = step
    if kind == "t":
        out, err, status = run_in_terminal(command, folder, environment)
    else:
        done = subprocess.run(["sh", "-c", command], cwd=folder, env=environment, timeout=SECONDS,
                              input="".join(line + "\n" for line in stdin).encode(),
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        out, err, status = done.stdout, done.stderr, done.returncode
    printed = comments + [f"{kind} {command}"]
    for mark, lines in (("<", stdin), (">", shown(out)), ("!", shown(err))):
        printed += [f"{mark} {line}".rstrip() if not line else f"{mark} {line}" for line in lines]
    return printed + ([f"= {status}"] if status != 0 else [])


def main():
    program, path = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
    expected = path.read_text(encoding="utf-8").splitlines()
    steps, comments = parse(expected)
    with tempfile.TemporaryDirectory() as folder:
        os.symlink(path.resolve().parent / "mails", os.path.join(folder, "mails"))
        environment = {"PATH": f"{program.parent}:/usr/bin:/bin", "LC_ALL": "C", "HOME": folder}
        printed = []
        for step in steps:
            printed += run(step, folder, environment)
    printed += comments
    if printed == expected:
        return
    if "--update" in sys.argv[3:]:
        path.write_text("".join(line + "\n" for line in printed), encoding="utf-8")
        return
    sys.stdout.writelines(line + "\n" for line in difflib.unified_diff(
        expected, printed, "expected", "printed", lineterm=""))
    sys.exit(1)


main()
