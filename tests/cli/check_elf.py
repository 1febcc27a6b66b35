#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks that the program was built to make bugs hard to use, and that it cannot reach the network.

usage: check_elf.py PROGRAM [--optimized] [--sanitized]

Reads the file with readelf. --optimized: the C library's checks of buffer sizes are there too.
--sanitized: sanitizers bring symbols and libraries of their own; these are not looked at.
"""
import re
import shutil
import subprocess
import sys

# What would take it to the network, to other programs, or to libraries that nobody asked for.
FORBIDDEN = re.compile(
    r"^(socket|connect|bind|listen|accept4?|send(to|msg|file)?|recv(from|msg)?|getaddrinfo|"
    r"gethostby\w+|res_\w+|v?fork|clone|exec\w+|posix_spawnp?|system|popen|dlm?open|ptrace|"
    r"set[re]*[ug]id|unlink|rename|remove|mkdir|rmdir|chmod|chown|truncate|ftruncate)(64)?$")
LIBRARIES = re.compile(r"^(libc\.so\.6|libm\.so\.6|libiconv\.so\.\d+|libpthread\.so\.0|ld-linux.*)$")


def readelf(*arguments):
    return subprocess.run(["readelf", "--wide", *arguments], capture_output=True, text=True,
                          check=True).stdout


def main():
    program, options = sys.argv[1], sys.argv[2:]
    if not shutil.which("readelf"):
        sys.exit("readelf is not installed (binutils)")
    headers, dynamic = readelf("-h", "-l", program), readelf("-d", program)
    symbols = set(re.findall(r"UND (\w+)", readelf("--dyn-syms", program)))
    stack = re.search(r"GNU_STACK.* (\w+ *E?)\s+0x", headers)
    checks = {
        "loaded at an address that nobody knows (PIE)": re.search(r"Type:\s+DYN", headers),
        "its tables are read-only when it runs (RELRO)": "GNU_RELRO" in headers,
        "all of them (BIND_NOW)": re.search(r"BIND_NOW|FLAGS_1.*NOW", dynamic),
        "the stack holds no code": stack and "E" not in stack[1],
        "no memory is both written and run": not re.search(r"LOAD.* RWE ", headers),
        "no search path of its own": not re.search(r"RPATH|RUNPATH", dynamic),
        "overrun arrays on the stack are noticed": "__stack_chk_fail" in symbols,
    }
    if "--optimized" in options:
        checks["buffer sizes are checked"] = any(name.endswith("_chk") and name != "__stack_chk_fail"
                                                 for name in symbols)
    if "--sanitized" not in options:
        forbidden = sorted(filter(FORBIDDEN.match, symbols))
        checks[f"it can't reach out: {' '.join(forbidden)}"] = not forbidden
        libraries = re.findall(r"NEEDED.*\[(.*)\]", dynamic)
        checks[f"no library but the C library: {' '.join(libraries)}"] = (
            libraries and all(map(LIBRARIES.match, libraries)))
    wrong = [what for what, holds in checks.items() if not holds]
    for what in wrong:
        print("not so:", what)
    print(f"{len(checks)} properties, {len(wrong)} wrong")
    sys.exit(1 if wrong else 0)


main()
