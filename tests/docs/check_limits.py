#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks that docs/limits.md says what the code does.

usage: check_limits.py SOURCE-FOLDER

Each row of its tables names constants and where they stand; the numbers in its first cell are theirs, in
the same order. And each constant whose name says that it is a limit stands in a row.
"""
import pathlib
import re
import sys

UNITS = {"": 1, " KiB": 1 << 10, " MiB": 1 << 20, " GiB": 1 << 30}
# Constants with a limit's name that bound nothing of the input's: names that are compared with known
# ones, which are shorter; titles in our own data; buffers.
NO_LIMITS = {"kLongestCode", "kMaxFirst", "kMaxHtmlEntityName", "kMaxKnownName", "kMaxNumber",
             "kMaxQuote", "kMaxQuotedLocalPart", "kMaxTagName", "kMaxTitle", "kMaxWordLength"}


def constants(folder):
    """{(file, name): value}, of those that are numbers."""
    found = {}
    for path in [*folder.glob("src/**/*.[ch]*"), *folder.glob("include/**/*.h")]:
        text = path.read_text()
        for name, value in re.findall(r"constexpr [\w:]+ (k\w+)\s*=\s*([^;]+);", text):
            value = re.sub(r"std::\w+\{(\d+)\}", r"\1", value).replace("'", "")
            if re.fullmatch(r"[\d\s<*+()-]+", value):
                found[str(path.relative_to(folder)), name] = eval(value)
    return found


def rows(text):
    """(first cell, [(constant, file), ...]) of each row."""
    file = None
    for line in text.splitlines():
        cells = line.strip("|").split("|")
        if not line.startswith("|") or len(cells) < 3 or set(cells[0]) <= set("- "):
            continue
        if cells[1].strip() == "constant":
            file = None
            continue
        names = []
        for word in re.findall(r"`([^`]+)`", cells[1]):
            if "/" in word:
                file = word
            elif word.startswith("k"):
                names.append(word)
        yield cells[0].strip(), [(name, file) for name in names]


def main():
    folder = pathlib.Path(sys.argv[1])
    known = constants(folder)
    failures = []
    documented = set()
    for what, names in rows((folder / "docs/limits.md").read_text()):
        numbers = [int(number.replace(",", "")) * UNITS[unit] for number, unit in
                   re.findall(r"(?<![\w.])(\d[\d,]*)( KiB| MiB| GiB|)\b", what)]
        if not names:
            failures.append(f"no constant: {what}")
        for name, file in names:
            documented.add(name)
            value = known.get((file, name))
            if value is None:
                failures.append(f"{name} does not stand in {file} as a number")
            elif value not in numbers:
                failures.append(f"{name} is {value}; its row says {numbers}: {what}")
            else:
                del numbers[:numbers.index(value) + 1]
    for (file, name) in sorted(known):
        is_limit = re.match(r"k(Max|Longest|Largest)[A-Z]", name)
        if is_limit and name not in documented | NO_LIMITS and "/datagen/" not in file:
            failures.append(f"{name} of {file} is not in docs/limits.md")
    print(*failures, f"{len(documented)} limits", sep="\n")
    sys.exit(1 if failures or not documented else 0)


main()
