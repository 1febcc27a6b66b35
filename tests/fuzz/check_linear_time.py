#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks that a mail of twice the size costs twice the work, whatever it holds.

usage: check_linear_time.py COUNT_INSTRUCTIONS [--large | SIZE...]

Work is counted in instructions, by valgrind, and so is the same on a busy machine as on a quiet one. The
sizes are below the limits on what is read of a report's text, where a search in a search would show; with
--large they are above them, for what reads all of a mail. With SIZEs these are counted, and printed as
instructions for each byte.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

SMALL = (16 << 10, 32 << 10)
LARGE = (288 << 10, 576 << 10)
# Sorting adds a fifteenth; a square would be 4.
MOST_GROWTH = 2.3
# What one mail may cost at all, for each byte: a bound on the factor of "linear".
MOST_FOR_A_BYTE = 20_000


def counts(program, sizes):
    """{name: [(bytes, instructions), ...]}"""
    shares = os.cpu_count() or 1
    with tempfile.TemporaryDirectory() as folder:
        runs = [subprocess.Popen(
            ["valgrind", "--quiet", "--tool=callgrind", "--dump-line=no",
             f"--callgrind-out-file={folder}/{share}", program, str(share), str(shares),
             *map(str, sizes)]) for share in range(shares)]
        if any([run.wait() for run in runs]):
            sys.exit("counting failed")
        found = {}
        for path in pathlib.Path(folder).iterdir():
            text = path.read_text()
            label = re.search(r"^desc: Trigger: Client Request: (.*)/(\d+)$", text, re.M)
            if label:
                total = int(re.search(r"^(?:summary|totals): (\d+)", text, re.M)[1])
                found.setdefault(label[1], []).append((int(label[2]), total))
    return {name: sorted(pairs) for name, pairs in found.items()}


def main():
    program, *sizes = sys.argv[1:]
    if not shutil.which("valgrind"):
        sys.exit("valgrind is not installed")
    if sizes and sizes != ["--large"]:
        for name, pairs in sorted(counts(program, sizes).items()):
            print(f"{name:40}", *(f"{total / size:10.1f}" for size, total in pairs))
        return
    found = counts(program, LARGE if sizes else SMALL)
    failures = 0
    for name, pairs in sorted(found.items()):
        (size, total), (twice, more) = pairs
        growth = more / total / (twice / size) * 2
        if growth > MOST_GROWTH:
            failures += 1
            print(f"{name}: {total} instructions for {size} bytes, {more} for {twice}")
        if more / twice > MOST_FOR_A_BYTE:
            failures += 1
            print(f"{name}: {more // twice} instructions for each byte")
    print(f"{len(found)} kinds of mails, {sum(map(len, found.values()))} mails")
    sys.exit(1 if failures or not found else 0)


main()
