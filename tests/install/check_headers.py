#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks what the public headers promise to who includes them.

usage: check_headers.py COMPILER INCLUDE_FOLDER

Each compiles alone, without a warning; needs nothing but the standard library and its siblings;
defines no data that could change and no function with external linkage that is not inline.
"""
import pathlib
import re
import subprocess
import sys
import tempfile

WARNINGS = ("-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wsign-conversion", "-Wshadow",
            "-Wold-style-cast", "-Werror")
INPUT_OUTPUT = {"iostream", "fstream", "ostream", "istream", "sstream", "cstdio", "filesystem",
                "print", "syncstream", "chrono", "ctime", "cstdlib"}


def compiled_alone(compiler, include, header, folder):
    """The symbols that a source file gets which includes this header and nothing else."""
    source, result = folder / "alone.cpp", folder / "alone.o"
    source.write_text(f"#include <whybounce/{header.name}>\n"
                      f"#include <whybounce/{header.name}>\n")
    subprocess.run([compiler, "-std=c++20", *WARNINGS, f"-I{include}", "-c", source, "-o", result],
                   check=True)
    listed = subprocess.run(["nm", result], check=True, capture_output=True, text=True).stdout
    return [line.split()[-2:] for line in listed.splitlines()]


def main():
    compiler, include = sys.argv[1], pathlib.Path(sys.argv[2])
    headers = sorted((include / "whybounce").iterdir())
    assert len(headers) >= 8, headers
    for header in headers:
        text = header.read_text()
        for name in re.findall(r"^#include (.*)", text, re.M):
            own = re.fullmatch(r'"whybounce/(\w+\.h)"', name)
            standard = re.fullmatch(r"<([a-z_0-9]+)>", name)
            assert own or standard, f"{header.name} includes {name}"
            if own:
                assert (include / "whybounce" / own[1]).exists(), f"{header.name}: {name}"
            else:
                assert standard[1] not in INPUT_OUTPUT, f"{header.name} includes {name}"
        with tempfile.TemporaryDirectory() as folder:
            for kind, name in compiled_alone(compiler, include, header, pathlib.Path(folder)):
                assert kind not in "BbDdCT", f"{header.name} defines {name} ({kind})"
    print(f"{len(headers)} headers")


main()
