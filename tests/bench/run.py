#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Measures whole runs of the program against the least that reading the same files can cost.

usage: run.py BUILD-FOLDER [--mails FOLDER] [--count N] [--lines N] [--repeat N]

Makes a Maildir, an mbox and a file of lines in a temporary folder, out of the mails of a folder
(tests/corpus unless given) repeated as often as needed. Program and floor run in turn; the table
tells medians. "x floor" is wall time against wall time, "CPU x" is processor time against processor
time, which other work on the machine disturbs less.
"""
import argparse
import os
import pathlib
import statistics
import subprocess
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent


def log_line(number):
    """A line as Postfix writes it; one in four was delivered."""
    dsn, status, reply = (
        ("5.1.1", "bounced", "550 5.1.1 <you@example.net>: Recipient address rejected: User unknown"),
        ("4.2.2", "deferred", "452 4.2.2 The mailbox of you@example.net is over quota"),
        ("2.0.0", "sent", "250 2.0.0 Ok: queued as 4F1C2"),
        ("5.7.1", "bounced", "554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked"),
    )[number % 4]
    return (f"Jan  2 03:04:{number % 60:02d} mx1 postfix/smtp[{number % 9999}]: {number:X}: "
            f"to=<you{number % 997}@example.net>, relay=mx.example.net[192.0.2.25]:25, delay=1.2, "
            f"delays=0.1/0/1/0.1, dsn={dsn}, status={status} (host mx.example.net[192.0.2.25] said: "
            f"{reply} (in reply to RCPT TO command))\n")


def reply_line(number):
    return (f"550 5.1.1 <you{number}@example.net>: User unknown\n",
            "452 4.2.2 Mailbox full\n",
            "554 5.7.1 Message rejected as spam\n",
            "421 4.7.0 Try again later, closing connection\n")[number % 4]


def with_lf(mail):
    """Among the LFs of an mbox nobody takes the CRs of a mail that has no LFs for line ends."""
    return mail if b"\n" in mail else mail.replace(b"\r", b"\n")


def build(folder, mails, count, lines):
    for name in ("cur", "new", "tmp"):
        (folder / "Maildir" / name).mkdir(parents=True)
    for times, name in ((1, "box.mbox"), (2, "twice.mbox")):
        with open(folder / name, "wb") as mbox:
            for i in range(times * count):
                mail = with_lf(mails[i % len(mails)]).replace(b"\nFrom ", b"\n>From ")
                mbox.write(b"From MAILER-DAEMON Fri Jan  2 03:04:05 2026\n" + mail + b"\n\n")
    for i in range(count):
        (folder / "Maildir" / "new" / f"{i:07d}.mail").write_bytes(mails[i % len(mails)])
    with open(folder / "lines", "w", encoding="ascii") as file:
        for i in range(lines):
            file.write(log_line(i) if i % 2 else reply_line(i))
    os.sync()  # else the system writes it to the disk while the first runs are measured


def run(command):
    """Wall seconds and processor seconds."""
    begin = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begin
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        raise SystemExit(f"failed: {command}")
    return wall, usage.ru_utime + usage.ru_stime


def peak_memory(command):
    """In MiB, looked up while it runs: what the system tells afterwards counts this script's own."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
    peak = 0
    while process.poll() is None:
        try:
            status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
            peak = max([peak] + [int(line.split()[1]) for line in status.splitlines()
                                 if line.startswith("VmHWM") and "python" not in status[:40]])
        except OSError:
            pass
        time.sleep(0.002)
    return peak / 1024


def medians(commands, repeat):
    """For each command; they take turns, so that what else goes on hits all alike."""
    results = [[] for _ in commands]
    for _ in range(repeat + 1):
        for command, measured in zip(commands, results):
            measured.append(run(command))
    return [[statistics.median(column) for column in zip(*measured[1:])] for measured in results]


def report(name, records, size, found, floor, command):
    wall, cpu = found
    print(f"| {name} | {wall:.3f} | {records / wall:,.0f} | {size / wall / 1e6:,.0f} "
          f"| {wall / floor[0]:.1f} | {cpu / max(floor[1], 1e-4):.1f} | {peak_memory(command):.0f} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--mails", type=pathlib.Path, default=HERE.parent / "corpus")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--lines", type=int, default=1_000_000)
    parser.add_argument("--repeat", type=int, default=5)
    given = parser.parse_args()
    program = str(given.build.resolve() / "src" / "whybounce")
    floor = str(given.build.resolve() / "tests" / "bench" / "whybounce_floor")
    paths = sorted(given.mails.glob("*.eml")) or sorted(given.mails.iterdir())
    mails = [path.read_bytes() for path in paths if path.is_file()]
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        build(folder, mails, given.count, given.lines)
        print(f"{len(mails)} mails of {sum(map(len, mails)) / len(mails):,.0f} bytes on average, "
              f"{os.cpu_count()} processors, median of {given.repeat}\n")
        print("| run | seconds | records/s | MB/s | x floor | CPU x | peak MiB |")
        print("|---|---|---|---|---|---|---|")
        for title, path, records, arguments in (
                ("Maildir to jsonl", "Maildir", given.count, ["-f", "jsonl"]),
                ("mbox to jsonl", "box.mbox", given.count, ["-f", "jsonl"]),
                ("twice the mbox to jsonl", "twice.mbox", 2 * given.count, ["-f", "jsonl"]),
                ("mbox, summary", "box.mbox", given.count, ["--summary"]),
                ("lines to tsv", "lines", given.lines, ["--lines", "-f", "tsv"])):
            target = folder / path
            size = sum(p.stat().st_size for p in target.rglob("*.mail")) or target.stat().st_size
            jobs = ["1", "2"]
            commands = [[floor, str(target)]] + [[program, "-j", n, *arguments, str(target)]
                                                 for n in jobs]
            found = medians(commands, given.repeat)
            names = [f"{title}: floor"] + [f"{title}, -j {n}" for n in jobs]
            for name, result, command in zip(names, found, commands):
                report(name, records, size, result, found[0], command)
        true, words = medians([["/bin/true"], [program, "550", "5.1.1", "User", "unknown"]],
                              20 * given.repeat)
        print(f"\nOne status line as an argument: {words[0] * 1e3:.2f} ms, "
              f"{words[0] / true[0]:.2f} times /bin/true")


main()
