#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Installs, moves the installed tree, and builds and runs projects that use the library from there.

usage: check_consumers.py CMAKE BUILD_FOLDER COMPILER FLAGS

What they run is the example at the top of whybounce.h, cut out of the installed header.
"""
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

CONSUMER = pathlib.Path(__file__).resolve().parent / "consumer"
MAIL = "<you@example.net>:\n550 No such user\n"
ANSWER = "you@example.net: No such mailbox\n  see line 2\n  see line 2\n"


def run(*command, **options):
    done = subprocess.run([str(word) for word in command], text=True, check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **options)
    if done.returncode != 0:
        sys.exit(f"{shlex.join(str(word) for word in command)}\n{done.stdout}")
    return done.stdout


def example(header):
    """The indented lines of the comment at its top."""
    comment = re.findall(r"^//(?:   (.*))?$", header.read_text(), re.M)
    text = "\n".join(comment).strip("\n") + "\n"
    lines = text.count("\n")
    assert "#include <whybounce/whybounce.h>" in text and 15 <= lines <= 30, text
    return text


def check_answers(program):
    answer = run(program, input=MAIL)
    assert answer == ANSWER, answer
    answer = run(program, input="Hello\n")
    assert answer.startswith("Not a bounce"), answer


def check_cmake(cmake, compiler, flags, prefix, source, folder):
    run(cmake, "-S", source, "-B", folder, "-G", "Ninja", f"-DCMAKE_PREFIX_PATH={prefix}",
        f"-DCMAKE_CXX_COMPILER={compiler}", f"-DCMAKE_CXX_FLAGS={flags}")
    run(cmake, "--build", folder)
    check_answers(folder / "consumer")


def check_refused_version(cmake, compiler, prefix, folder):
    folder.mkdir()
    (folder / "CMakeLists.txt").write_text(
        "cmake_minimum_required(VERSION 3.25)\nproject(refused LANGUAGES CXX)\n"
        "foreach(version 0.0 0.99 1.0)\n  find_package(whybounce ${version} QUIET)\n"
        "  if(whybounce_FOUND)\n    message(FATAL_ERROR ${version})\n  endif()\nendforeach()\n"
        "find_package(whybounce REQUIRED)\n")
    run(cmake, "-S", folder, "-B", folder / "build", "-G", "Ninja", f"-DCMAKE_PREFIX_PATH={prefix}",
        f"-DCMAKE_CXX_COMPILER={compiler}")


def check_pkg_config(compiler, flags, prefix, source, folder):
    folder.mkdir()
    found = next(prefix.rglob("whybounce.pc")).parent
    environment = dict(os.environ, PKG_CONFIG_PATH=str(found))

    def told(*options):
        return shlex.split(run("pkg-config", *options, "whybounce", env=environment))

    run(compiler, "-std=c++20", *flags.split(), *told("--cflags"), "-c", source / "main.cpp", "-o",
        folder / "main.o")
    run(compiler, *flags.split(), folder / "main.o", *told("--libs"), "-o", folder / "consumer")
    check_answers(folder / "consumer")
    # A driver that does not know C++ is told all that a static library needs.
    if not flags:
        run("cc", folder / "main.o", *told("--libs", "--static"), "-o", folder / "static")
        check_answers(folder / "static")


def main():
    cmake, build, compiler, flags = sys.argv[1:]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        run(cmake, "--install", build, "--prefix", folder / "first")
        prefix = folder / "moved" / "here"
        prefix.parent.mkdir()
        (folder / "first").rename(prefix)
        for file in [*prefix.rglob("*.cmake"), *prefix.rglob("*.pc")]:
            text = file.read_text()
            assert "fmt" not in text, f"{file.name} asks for fmt"
            for path in (str(folder), str(pathlib.Path(build).resolve())):
                assert path not in text, f"{file.name} has the path {path}"

        source = folder / "source"
        shutil.copytree(CONSUMER, source)
        (source / "example.h").write_text(example(prefix / "include/whybounce/whybounce.h"))
        check_cmake(cmake, compiler, flags, prefix, source, folder / "with-cmake")
        check_refused_version(cmake, compiler, prefix, folder / "refused")
        check_pkg_config(compiler, flags, prefix, source, folder / "with-pkg-config")
        run(prefix / "bin/whybounce", "550 5.1.1 User unknown")


main()
