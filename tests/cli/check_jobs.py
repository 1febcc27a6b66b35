#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks that --jobs changes nothing but the time.

usage: check_jobs.py PROGRAM FOLDER-OF-MAILS

Runs the program with different numbers of jobs over a folder, an mbox, a list of files some of which
are missing, and lines, in several formats: output, errors, exit status and --unknown-out must be the
same, byte by byte.
"""
import pathlib
import subprocess
import sys
import tempfile

JOBS = ("1", "2", "8")
COPIES = 4  # of each mail, so that there are more chunks than workers


def build(folder, mails):
    """The inputs, made of mails; what their names say."""
    (folder / "box" / "new").mkdir(parents=True)
    (folder / "box" / "cur").mkdir()
    with open(folder / "all.mbox", "wb") as mbox, open(folder / "all.lines", "wb") as lines:
        for number in range(COPIES):
            for i, mail in enumerate(mails):
                name = f"{number}-{i:04d}"
                (folder / "box" / ("cur" if i % 3 else "new") / name).write_bytes(mail)
                mbox.write(b"From a@example.org Fri Jan  2 03:04:05 2026\n" + mail + b"\n\n")
                lines.write(mail.replace(b"\r", b""))
        # Mails that are too large to be prepared by the reader, alone and among others.
        for number, size in enumerate((40_000, 70_000, 2_000_000)):
            (folder / "box" / "new" / f"9-{number}").write_bytes(
                b"Subject: x\n\n550 5.1.1 No such user\n" + b"y" * size)
        # Records that are larger than what usually goes to a worker, and one of the largest.
        for size in (100_000, 2_000_000, 9_000_000):
            lines.write(b"k%d\t550 5.1.1 No such user %s\n" % (size, b"x" * size))
            mbox.write(b"From a@example.org Fri Jan  2 03:04:05 2026\nSubject: x\n\n" +
                       b"550 5.1.1 No such user\n" + b"y" * size + b"\n\n")
    paths = [str(path) for path in sorted((folder / "box").rglob("*-*"))]
    for at in (0, 7, len(paths) // 2):
        paths.insert(at, f"missing/{at}.eml")
    paths.insert(20, "all.mbox")
    (folder / "list").write_text("".join(path + "\n" for path in paths))


def runs():
    for form in ("text", "brief", "json", "jsonl", "csv", "tsv"):
        yield ["-f", form, "box"], None
        yield ["-f", form, "all.mbox"], None
        yield ["-f", form, "--lines", "--keyed", "all.lines"], None
    yield ["-f", "jsonl"], "all.mbox"
    yield ["-f", "tsv", "--lines"], "all.lines"
    yield ["-f", "brief", "--files-from", "list", "--unknown-out", "unknown"], None
    yield ["-f", "json", "--cause", "mailbox-full", "--exit-class", "box", "all.mbox"], None
    yield ["-f", "json", "--cause", "virus", "--kind", "delay", "box"], None
    yield ["--redact", "-f", "jsonl", "box", "nothing.eml"], None
    for form in ("text", "json"):
        yield ["--summary", "-f", form, "box", "all.mbox"], None
        yield ["--summary", "-f", form, "--redact", "--lines", "all.lines"], None
    yield ["--max-record", "1K", "-f", "csv", "all.mbox"], None


def run(program, folder, arguments, stdin, jobs):
    unknown = folder / "unknown"
    unknown.unlink(missing_ok=True)
    with open(folder / stdin if stdin else "/dev/null", "rb") as source:
        # A pipe, so that reading has to wait now and then.
        feeder = subprocess.Popen(["cat"], stdin=source, stdout=subprocess.PIPE)
        done = subprocess.run([program, "-j", jobs, *arguments], cwd=folder, stdin=feeder.stdout,
                              capture_output=True, timeout=200)
        feeder.stdout.close()
        feeder.wait()
    return (done.stdout, done.stderr, done.returncode,
            unknown.read_bytes() if unknown.exists() else None)


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    mails = [path.read_bytes() for path in sorted(pathlib.Path(sys.argv[2]).glob("*.eml"))]
    assert mails, "no mails"
    failures = 0
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        build(folder, mails)
        for arguments, stdin in runs():
            expected = run(program, folder, arguments, stdin, JOBS[0])
            assert expected[0] or "virus" in arguments, f"no output: {arguments}"
            for jobs in JOBS[1:]:
                found = run(program, folder, arguments, stdin, jobs)
                for what, one, other in zip(("output", "errors", "status", "unknown-out"), expected,
                                            found):
                    if one != other:
                        failures += 1
                        print(f"-j {jobs} {' '.join(arguments)}: another {what} than with -j 1")
    sys.exit(1 if failures else 0)


main()
