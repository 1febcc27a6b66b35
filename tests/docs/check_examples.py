#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs the commands in the documents and compares what they print with what is shown.

usage: check_examples.py [--update] [--install BUILD_FOLDER] PROGRAM DOCUMENT...

Each document gets a new folder, a copy of tests/docs/folder/ with a Maildir of the same mails, in
which its blocks run one after the other. A fenced block is
  console    "$ COMMAND", lines that begin with "> " go on with it, and what it prints. A line "…"
             alone stands for any lines
  sh         commands, run by bash, of which all must succeed
  json       must be JSON
  unnamed    only something to look at
and every other one needs one of these comments before it, which work for all of them:
  <!-- not run: REASON -->
  <!-- file: NAME -->            the block becomes this file
  <!-- exit: N -->               the exit status of the last command; 0 unless given
Code in the text that begins with "whybounce " and has no placeholder (capitals, "…") is run too.
What is not run is counted and told. Relative links, and paths in the text, must exist.

With --install the library is installed for the commands to find. With --update what is shown is
replaced by what is printed: read the difference.
"""
import argparse
import difflib
import gzip
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

SOURCE = pathlib.Path(__file__).resolve().parents[2]
# A test has no mail server and no time to wait for lines.
INSTEAD = {"/var/log/mail.log": "mail.log", "tail -f": "cat"}
# What changes the machine has to be marked as not run.
FORBIDDEN = re.compile(r"\b(sudo|apt|apt-get|dpkg -i|systemctl|useradd)\b")
SECONDS = 60

BLOCK = re.compile(r"(?:^ *<!-- (?P<directive>.*?) -->\n+)?^(?P<indent> *)```(?P<language>\w*)\n"
                   r"(?P<text>.*?)^(?P=indent)```$", re.M | re.S)


class Document:
    def __init__(self, path, folder, environment):
        self.path, self.folder, self.environment = path, folder, environment
        self.text = path.read_text(encoding="utf-8")
        self.counts = {}
        self.told = []
        self.mistakes = []
        self.printed = []  # pairs: as it stands in the document, as it should

    def count(self, what):
        self.counts[what] = self.counts.get(what, 0) + 1

    def tell(self, place, what):
        self.told.append(f"  line {self.text.count(chr(10), 0, place) + 1}: {what}")

    def mistake(self, place, what):
        self.mistakes.append(f"{self.path.name}:{self.text.count(chr(10), 0, place) + 1}: {what}")

    def run(self, place, command):
        """What it prints, and its exit status."""
        if FORBIDDEN.search(command):
            return "(changes the machine: a test does not run it)\n", None
        for word, other in INSTEAD.items():
            if word in command:
                command = command.replace(word, other)
                self.tell(place, f'run with "{other}" for "{word}"')
        try:
            done = subprocess.run(["bash", "-e", "-o", "pipefail", "-c", command], cwd=self.folder,
                                  env=self.environment, stdin=subprocess.DEVNULL, timeout=SECONDS,
                                  stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        except subprocess.TimeoutExpired:
            return "(takes too long)\n", None
        return done.stdout.decode("utf-8", "replace"), done.returncode

    def compare(self, place, text, status):
        steps = re.split(r"^\$ ", text, flags=re.M)
        if steps[0]:
            self.mistake(place, "output without a command")
        for step in steps[1:]:
            lines = step.split("\n")
            size = 1
            while lines[size:] and lines[size].startswith("> "):
                size += 1
            command = "\n".join([lines[0], *(line[2:] for line in lines[1:size])])
            printed, ended = self.run(place, command)
            shown = "\n".join(lines[size:])
            pattern = "(?:.*\n)*?".join(re.escape(part) for part in re.split("^…\n", shown, flags=re.M))
            if not re.fullmatch(pattern, printed):
                difference = "".join(difflib.unified_diff(
                    shown.splitlines(True), printed.splitlines(True), "document", "program"))
                self.mistake(place, f"$ {command}\n{difference}")
                self.printed.append(("\n".join(lines), "\n".join([*lines[:size], printed])))
            elif ended != status:
                self.mistake(place, f"$ {command}\nexit status {ended}, expected {status}")

    def block(self, found):
        place = found.start("language")
        directive, language = found["directive"] or "", found["language"]
        text = re.sub(f"^{found['indent']}", "", found["text"], flags=re.M)
        kind, _, value = directive.partition(": ")
        status = int(value) if kind == "exit" else 0
        if kind == "not run":
            self.count("not run")
            self.tell(place, f"not run: {value}")
        elif kind == "file":
            self.count("written as files")
            file = self.folder / value
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        elif directive and kind != "exit":
            self.mistake(place, f"what is <!-- {directive} -->?")
        elif language == "console":
            self.count("compared")
            self.compare(place, text, status)
        elif language == "sh":
            self.count("run")
            printed, ended = self.run(place, text)
            if ended != status:
                self.mistake(place, f"exit status {ended}, expected {status}\n{text}---\n{printed}")
        elif language == "json":
            self.count("read as JSON")
            try:
                json.loads(text)
            except ValueError as error:
                self.mistake(place, f"no JSON: {error}")
        elif language:
            self.mistake(place, f"{language}: neither run nor marked as not run")
        else:
            self.count("only shown")

    def code_in_text(self, found):
        code = " ".join(found[1].split())
        if not code.startswith("whybounce "):
            return
        if "…" in code or re.search(r"\b[A-Z]{3,}\b", code):
            self.count("with a placeholder")
            self.tell(found.start(), f"placeholder: {code}")
            return
        self.count("in the text")
        printed, ended = self.run(found.start(), code)
        if ended not in (0, 1):
            self.mistake(found.start(), f"`{code}`: exit status {ended}\n{printed}")

    def references(self, prose):
        for found in re.finditer(r"\]\(([^)\s]+)\)", prose):
            target = found[1].split("#")[0]
            if target and "://" not in target and not (self.path.parent / target).exists():
                self.mistake(found.start(), f"no such file: {target}")
        for found in re.finditer(r"`((?:src|include|tests|data|docs)/[a-z\d_./-]*\w)/?`", prose):
            if not (SOURCE / found[1]).exists():
                self.mistake(found.start(), f"no such file: {found[1]}")

    def check(self):
        for found in BLOCK.finditer(self.text):
            self.block(found)
        # Blanks in place of the blocks, so that places stay.
        prose = BLOCK.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), self.text)
        if "```" in prose:
            self.mistake(prose.index("```"), "a block that does not end, or begin, on a line")
        for found in re.finditer(r"`([^`]+)`", prose):
            self.code_in_text(found)
        self.references(prose)
        counts = ", ".join(f"{number} {what}" for what, number in self.counts.items())
        print(f"{self.path.name}: {counts or 'nothing to run'}", *self.told, sep="\n")
        print(*self.mistakes, sep="\n")
        return not self.mistakes

    def update(self):
        text = self.text
        for shown, printed in self.printed:
            text = text.replace(f"\n$ {shown}", f"\n$ {printed}", 1)
        self.path.write_text(text, encoding="utf-8")


def fill(folder):
    """The files that the commands in the documents read."""
    shutil.copytree(SOURCE / "tests/docs/folder", folder, dirs_exist_ok=True)
    for name in ("cur", "new", "tmp"):
        (folder / "Maildir" / name).mkdir(parents=True)
    mails = re.split(r"^From .*\n", (folder / "bounces.mbox").read_text(), flags=re.M)[1:]
    for number, mail in enumerate(mails, 1):
        (folder / "Maildir/new" / f"{number}.eml").write_text(mail)
    for month in ("november", "december", "january"):
        shutil.copy(folder / "bounces.mbox", folder / f"{month}.mbox")
    with gzip.open(folder / "bounces.mbox.gz", "wb") as file:
        file.write((folder / "bounces.mbox").read_bytes())
    for name in ("data", "tests"):
        (folder / name).symlink_to(SOURCE / name)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--install")
    parser.add_argument("--update", action="store_true")
    parser.add_argument("program")
    parser.add_argument("documents", nargs="+")
    options = parser.parse_args()
    program = pathlib.Path(options.program).resolve()
    right = True
    for name in options.documents:
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            work = folder / "work"
            fill(work)
            environment = {**os.environ, "LC_ALL": "C.UTF-8", "TZ": "UTC", "HOME": str(work),
                           "PATH": f"{program.parent}:{os.environ['PATH']}"}
            if options.install:
                prefix = folder / "prefix"
                subprocess.run(["cmake", "--install", options.install, "--prefix", prefix],
                               check=True, stdout=subprocess.DEVNULL)
                environment["CMAKE_PREFIX_PATH"] = str(prefix)
                environment["PKG_CONFIG_PATH"] = str(prefix / "lib/pkgconfig")
            document = Document(pathlib.Path(name), work, environment)
            right = document.check() and right
            if options.update:
                document.update()
    return 0 if right else 1


if __name__ == "__main__":
    sys.exit(main())
