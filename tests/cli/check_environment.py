#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks that answers depend on the input and on nothing else.

usage: check_environment.py PROGRAM FOLDER-OF-MAILS

Runs the program with variables that change what other programs say, in another folder, and with memory
that is filled with other bytes than zeros: the output must be the same.
"""
import os
import pathlib
import subprocess
import sys

VARIABLES = (
    {"LANG": "tr_TR.UTF-8", "LANGUAGE": "tr"}, {"LC_ALL": "de_DE.ISO-8859-1"}, {"LC_ALL": "C"},
    {"LC_NUMERIC": "de_DE.UTF-8", "LC_CTYPE": "ja_JP.SJIS"}, {"TZ": "Asia/Tokyo"},
    {"TZ": "\x1b[31m"}, {"COLUMNS": "20", "LINES": "3"}, {"TERM": "xterm-256color"},
    {"POSIXLY_CORRECT": "1"}, {"HOME": "/nowhere", "XDG_CONFIG_HOME": "/nowhere"},
    {"NO_COLOR": "1"}, {"OUTPUT_CHARSET": "utf-16"}, {"WHYBOUNCE_OPTIONS": "--redact"},
    {"MALLOC_PERTURB_": "85"}, {"MALLOC_PERTURB_": "170"}, {"MALLOC_ARENA_MAX": "1"})
FORMS = (["-f", "text"], ["-f", "jsonl"], ["-f", "csv"], ["--summary"],
         ["-f", "text", "--redact"], ["--list", "statuses"], ["--explain", "5.7.26"])


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    mails = str(pathlib.Path(sys.argv[2]).resolve())
    failures, answers = 0, 0
    for form in FORMS:
        reads_mails = form[0] not in ("--list", "--explain")
        arguments = [program, *form, *([mails] if reads_mails else [])]
        expected = None
        for variables in ({}, *VARIABLES):
            done = subprocess.run(arguments, env=variables, capture_output=True, timeout=300,
                                  cwd="/" if variables else os.getcwd())
            answer = (done.stdout, done.stderr, done.returncode)
            expected = expected or answer
            answers += 1
            if not done.stdout or answer != expected:
                failures += 1
                print(f"{' '.join(form)}: another answer with {variables}")
    print(f"{answers} runs, {failures} differ")
    sys.exit(1 if failures else 0)


main()
