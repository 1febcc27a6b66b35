#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs the examples in the documents and compares what they show.

usage: check_examples.py PROGRAM DOCUMENT...

An example is a fenced block marked `console`: "$ whybounce ..." and the output behind it. A line "…"
alone stands for whatever follows.
"""
import difflib
import os
import pathlib
import re
import subprocess
import sys


def examples(document):
    for block in re.findall(r"^```console\n(.*?)^```$", document.read_text(), re.M | re.S):
        for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
            command, _, expected = part.partition("\n")
            yield command, expected


def check(program, command, expected):
    environment = {**os.environ, "PATH": f"{program.parent}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, shell=True, capture_output=True, text=True, env=environment, stdin=subprocess.DEVNULL)
    printed = done.stdout + done.stderr
    if "\n…\n" in expected:
        expected = expected.split("\n…\n")[0] + "\n"
        printed = printed[: len(expected)]
    if printed == expected:
        return True
    print(f"$ {command}")
    sys.stdout.writelines(difflib.unified_diff(expected.splitlines(True), printed.splitlines(True), "document", "program"))
    return False


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    count = 0
    right = True
    for name in sys.argv[2:]:
        for command, expected in examples(pathlib.Path(name)):
            count += 1
            right = check(program, command, expected) and right
    print(f"{count} examples")
    return 0 if right and count else 1


if __name__ == "__main__":
    sys.exit(main())
