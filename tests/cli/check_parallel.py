#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks that GNU parallel over --lines gives the same lines as one process.

usage: check_parallel.py PROGRAM
"""
import os
import pathlib
import shutil
import subprocess
import sys

LINES = 20_000
FILTER = ["--lines", "--keyed", "-f", "brief", "--fields", "key,kind,cause,address,status"]
REPLIES = ("550 5.1.1 <you{0}@example.net>: User unknown", "452 4.2.2 Mailbox full", "", "hello {0}",
           "554 5.7.1 Message rejected as spam")


def main():
    version = shutil.which("parallel") and subprocess.run(
        ["parallel", "--version"], capture_output=True, text=True, check=False).stdout
    if not version or "GNU parallel" not in version:
        sys.exit("GNU parallel is not installed")
    program = pathlib.Path(sys.argv[1]).resolve()
    lines = "".join(f"{i}\t{REPLIES[i % len(REPLIES)].format(i)}\n" for i in range(LINES)).encode()
    one = subprocess.run([program, *FILTER], input=lines, capture_output=True, check=True)
    environment = dict(os.environ, PATH=f"{program.parent}:{os.environ['PATH']}")
    many = subprocess.run(["parallel", "--pipe", "--keep-order", "--block", "64K", "-j", "4",
                           "whybounce", *FILTER],
                          input=lines, capture_output=True, check=True, env=environment)
    assert one.stdout.count(b"\n") == LINES
    assert not one.stderr, one.stderr
    assert one.stdout == many.stdout


main()
