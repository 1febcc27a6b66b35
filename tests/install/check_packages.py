#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Makes the packages and looks into them.

usage: check_packages.py CPACK BUILD_FOLDER
"""
import pathlib
import re
import subprocess
import sys
import tempfile

PROGRAM_FILES = r"usr/(bin/whybounce$|share/(doc/whybounce|man|bash-completion|zsh|fish)/)"
NEEDED = {"bin/whybounce", "share/man/man1/whybounce.1.gz", "share/man/man5/whybounce-rules.5.gz",
          "share/bash-completion/completions/whybounce"}
LIBRARY_FILES = r"usr/(include/whybounce/|lib/|share/doc/libwhybounce-dev/)"


def run(*command):
    done = subprocess.run([str(word) for word in command], text=True, check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode != 0:
        sys.exit(f"{command}\n{done.stdout}")
    return done.stdout


def files_of(archive):
    return {str(path.relative_to(archive)) for path in archive.rglob("*") if not path.is_dir()}


def one(folder, pattern):
    found = list(folder.glob(pattern))
    assert len(found) == 1, f"{pattern}: {found}"
    return found[0]


def check_deb(package, folder, name, section, allowed, needed):
    fields = dict(re.findall(r"^(\S+): (.*)", run("dpkg-deb", "-f", package), re.M))
    assert fields["Package"] == name and fields["Section"] == section, fields
    assert fields["Description"].startswith("explains bounce messages"), fields
    root = folder / name
    run("dpkg-deb", "-x", package, root)
    files = files_of(root)
    strange = sorted(file for file in files if not re.match(allowed, file))
    assert not strange, strange
    missing = {f"usr/{file}" for file in needed} - files
    assert not missing, missing
    assert {f"usr/share/doc/{name}/copyright", f"usr/share/doc/{name}/changelog.Debian.gz"} <= files
    plain = [file for file in files if "/man/" in file and not file.endswith(".gz")]
    assert not plain, f"man pages that are not compressed: {plain}"
    owners = {line.split()[1] for line in run("dpkg-deb", "-c", package).splitlines()}
    assert owners == {"root/root"}, owners
    return root, fields


def main():
    cpack, build = sys.argv[1], pathlib.Path(sys.argv[2])
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for generator in ("DEB", "TGZ"):
            run(cpack, "-G", generator, "--config", build / "CPackConfig.cmake", "-B", folder)

        root, fields = check_deb(one(folder, "whybounce_*.deb"), folder, "whybounce", "mail",
                                 PROGRAM_FILES, NEEDED)
        # The C++ library and fmt are linked in.
        assert re.search(r"libc6 \(>= [0-9.]+\)", fields["Depends"]), fields["Depends"]
        assert "libstdc++" not in fields["Depends"] and "fmt" not in fields["Depends"], fields
        assert "user-unknown" in run(root / "usr/bin/whybounce", "550 5.1.1 User unknown")
        check_deb(one(folder, "libwhybounce-dev_*.deb"), folder, "libwhybounce-dev", "libdevel",
                  LIBRARY_FILES, {"lib/libwhybounce.a", "include/whybounce/whybounce.h"})

        run("tar", "-xzf", one(folder, "whybounce-*.tar.gz"), "-C", folder)
        root = one(folder, "whybounce-*/bin").parent
        files = files_of(root)
        assert {"lib/libwhybounce.a", "include/whybounce/whybounce.h",
                "share/doc/whybounce/LICENSE", "share/doc/whybounce/README.md"} <= files, files
        assert "user-unknown" in run(root / "bin/whybounce", "550 5.1.1 User unknown")


main()
