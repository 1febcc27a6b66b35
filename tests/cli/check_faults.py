#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks what the program does when the system gives it less than it asked for.

usage: check_faults.py PROGRAM [--sanitized]

After each fault: the error is one line that names the input, the exit status says that there was one,
and all other inputs were answered. --sanitized leaves out what sanitizers need themselves: address
space and descriptors.
"""
import array
import fcntl
import json
import os
import pathlib
import resource
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import termios
import threading
import time

SECONDS = 300
NOBODY = 65534
MAIL = (b"From: MAILER-DAEMON@mx.example.org\nSubject: Undelivered mail\n\n"
        b"<you@example.net>: host mx.example.net said: 550 5.1.1 No such user\n")
checked = []
failures = []


def expect(what, found, wanted):
    checked.append(what)
    if found != wanted:
        failures.append(f"{what}:\n  {found!r}, not\n  {wanted!r}"[:2000])


class Program:
    def __init__(self, path, folder):
        self.path, self.folder = path, folder

    def start(self, *arguments, **more):
        more = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE,
                "stderr": subprocess.PIPE, "cwd": self.folder} | more
        return subprocess.Popen([self.path, *arguments], **more)

    def run(self, *arguments, **more):
        """(sources that were answered, errors, exit status)"""
        data = more.pop("input", None)
        if data is not None:
            more["stdin"] = subprocess.PIPE
        process = self.start("-f", "jsonl", *arguments, **more)
        out, errors = process.communicate(data, SECONDS)
        return ([json.loads(line)["source"] for line in out.splitlines()],
                errors.decode("utf-8", "backslashreplace").splitlines(), process.returncode)


def error(path, what):
    return f"whybounce: {path}: {what}"


def check_what_cannot_be_read(program):
    folder = program.folder
    (folder / "secret.eml").write_bytes(MAIL)
    (folder / "secret.eml").chmod(0)
    (folder / "closed").mkdir()
    (folder / "closed").chmod(0)
    (folder / "tree").mkdir()
    for name in ("a", "b", "c"):
        (folder / "tree" / name).write_bytes(MAIL)
    (folder / "tree" / "b").chmod(0)
    (folder / "tree" / "sub").mkdir()
    (folder / "tree" / "sub").chmod(0)
    # Root reads everything.
    more = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
    denied = "Permission denied"
    expect("no permission", program.run("secret.eml", "closed", "good.eml", **more),
           (["good.eml"], [error("secret.eml", denied), error("closed", denied)], 2))
    expect("no permission inside", program.run("tree", "good.eml", **more),
           (["tree/a", "tree/c", "good.eml"],
            [error("tree/b", denied), error("tree/sub", denied)], 2))
    expect("a list that cannot be read",
           program.run("--files-from", "secret.eml", "good.eml", **more),
           (["good.eml"], [error("secret.eml", denied)], 2))
    expect("rules that cannot be read",
           program.run("--rules", "secret.eml", "good.eml", **more),
           ([], [error("secret.eml", denied)], 2))
    expect("rules that are a folder", program.run("--rules", "tree", "good.eml"),
           ([], [error("tree", "Is a directory")], 2))
    for path in ("closed", "tree/sub"):
        (folder / path).chmod(0o700)
    # A read that fails after the file was opened: nothing is mapped at the first address.
    expect("an error in the middle", program.run("/proc/self/mem", "good.eml"),
           (["good.eml"], [error("/proc/self/mem", "Input/output error")], 2))


def check_odd_files(program):
    folder = program.folder
    odd = folder / "odd"
    odd.mkdir()
    (odd / "a.eml").write_bytes(MAIL)
    (odd / "empty").touch()
    os.mkfifo(odd / "fifo")
    (odd / "self").symlink_to("self")
    (odd / "parent").symlink_to("..")
    (odd / "nowhere").symlink_to("gone")
    (odd / "zeros").symlink_to("/dev/zero")
    (odd / "link").symlink_to("a.eml")
    expect("what else stands in a folder", program.run("odd"),
           (["odd/a.eml", "odd/empty", "odd/link"], [], 0))
    expect("a loop of links", program.run("odd/self", "good.eml"),
           (["good.eml"], [error("odd/self", "Too many levels of symbolic links")], 2))
    expect("an empty device", program.run("/dev/null", "good.eml"),
           (["/dev/null", "good.eml"], [], 0))
    expect("a name that is too long", program.run("good.eml", "x" * 300 + ".eml"),
           (["good.eml"], [error("x" * 300 + ".eml", "File name too long")], 2))
    # Slow: half of the mail, and the rest when the program has read that.
    process = program.start("-f", "jsonl", "odd/fifo", "good.eml")
    with open(odd / "fifo", "wb", buffering=0) as fifo:
        fifo.write(MAIL[:80])
        while unread(fifo):
            time.sleep(0.001)
        fifo.write(MAIL[80:])
    out, errors = process.communicate(timeout=SECONDS)
    expect("a slow FIFO", ([json.loads(line)["recipients"][0]["status"]
                            for line in out.splitlines()], errors, process.returncode),
           (["5.1.1", "5.1.1"], b"", 0))


def unread(pipe):
    count = array.array("i", [0])
    fcntl.ioctl(pipe.fileno(), termios.FIONREAD, count)
    return count[0]


def blocked_on_output(program, *arguments):
    """Started, and waiting because nobody reads what it has to say."""
    process = program.start("-j", "1", "-f", "jsonl", *arguments)
    room = fcntl.fcntl(process.stdout, fcntl.F_GETPIPE_SZ)
    while room - unread(process.stdout) >= 4096:
        assert process.poll() is None, "it ended"
        time.sleep(0.001)
    return process


def check_files_that_change(program):
    folder = program.folder
    many = folder / "many"
    many.mkdir()
    text = MAIL * 3 + b"x" * 4000
    names = [f"{number:04d}" for number in range(1000)]  # more than is read ahead
    for name in names:
        (many / name).write_bytes(text)
    process = blocked_on_output(program, "many")
    (many / "0997").unlink()
    os.truncate(many / "0998", 0)
    (many / "0999").unlink()
    (many / "0999").mkdir()
    out, errors = process.communicate(timeout=SECONDS)
    answers = [json.loads(line) for line in out.splitlines()]
    expect("files that change behind the list: answers",
           [answer["source"] for answer in answers] ==
           [f"many/{name}" for name in names if name not in ("0997", "0999")], True)
    expect("files that change behind the list",
           (answers[-1]["source"], answers[-1]["kind"], errors.decode(), process.returncode),
           ("many/0998", "not-a-bounce",
            error("many/0997", "No such file or directory") + "\n", 2))
    shutil.rmtree(many)

    # Cut off while it is read: what was read is answered, what is gone is not.
    with open(folder / "cut.mbox", "wb") as mbox:
        for _ in range(20000):
            mbox.write(b"From a@example.org Fri Jan  2 03:04:05 2026\n" + MAIL + b"\n")
    process = blocked_on_output(program, "cut.mbox", "good.eml")
    os.truncate(folder / "cut.mbox", 0)
    out, errors = process.communicate(timeout=SECONDS)
    answers = [json.loads(line) for line in out.splitlines()]
    expect("a file that is cut off while it is read",
           (100 < len(answers) < 20000, {a["kind"] for a in answers[:-2]}, answers[-1]["source"],
            errors, process.returncode), (True, {"failure"}, "good.eml", b"", 0))


def check_names(program):
    names = [b"\xff\xfe.eml", b"a\x1b[2J.eml", b"b\nwhybounce: lies.eml", b"c\r.eml", b"d\t.eml",
             "e\u202elme.eml".encode(), "f\u200b.eml".encode(), b"=1+1.eml", b"g\x9b1m.eml",
             b"h,\".eml"]
    folder = program.folder / "names"
    folder.mkdir()
    for name in names:
        with open(os.path.join(os.fsencode(folder), name), "wb") as file:
            file.write(MAIL)
    for form in ("text", "brief", "json", "jsonl", "csv", "tsv"):
        process = program.start("-f", form, "--fields", "source,cause",
                                "names") if form in ("brief", "csv", "tsv") else program.start(
                                    "-f", form, "names")
        out, errors = process.communicate(timeout=SECONDS)
        expect(f"{form}: names of files", (unsafe(out, form == "tsv"), errors,
                                           process.returncode), (set(), b"", 0))
        if form in ("brief", "csv", "tsv", "jsonl"):
            heads = 1 if form in ("csv", "tsv") else 0
            expect(f"{form}: a line each", len(out.splitlines()), len(names) + heads)
        if form == "csv":
            expect("csv: no formula", b"\n=" in out, False)
    for name in os.listdir(os.fsencode(folder)):
        with open(os.path.join(os.fsencode(folder), name), "wb") as file:
            file.write(b"554 5.0.0 gqzx\n")
    program.run("--unknown-out", "unknown", "names")
    unknown = (program.folder / "unknown").read_bytes()
    expect("--unknown-out: names of files", (unsafe(unknown, False), len(unknown.splitlines())),
           (set(), len(names)))
    shutil.rmtree(folder)
    folder.mkdir()
    process = program.start(*(b"names/" + name for name in names))
    out, errors = process.communicate(timeout=SECONDS)
    expect("errors: names of files", (unsafe(errors, False), len(errors.splitlines()),
                                      process.returncode), (set(), len(names), 2))


def unsafe(out, tabs):
    text = out.decode("utf-8", "surrogateescape")
    allowed = "\n\t" if tabs else "\n"
    return {c for c in text if c not in allowed and
            (ord(c) < 32 or 127 <= ord(c) < 160 or 0xD800 <= ord(c) < 0xE000 or
             0x200B <= ord(c) <= 0x200F or 0x2028 <= ord(c) <= 0x202E or
             0x2066 <= ord(c) <= 0x2069 or ord(c) == 0xFEFF)}


def check_many_files(program):
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=memory) as name:
        folder = os.path.join(name, "many")
        os.mkdir(folder)
        for number in range(100_000):
            os.mknod(f"{folder}/{number:05d}", stat.S_IFREG | 0o600)
        process = program.start("-f", "tsv", "--fields", "source", folder)
        out, errors = process.communicate(timeout=SECONDS)
        lines = out.decode().splitlines()
        expect("100,000 files", (len(lines), lines[1][-5:], lines[-1][-5:], errors,
                                 process.returncode), (100_001, "00000", "99999", b"", 1))


def check_signals(program):
    """Those that do not end it do not change anything."""
    for jobs in ("1", "4"):
        process = program.start("-j", jobs, "--lines", "-f", "jsonl", stdin=subprocess.PIPE)
        stop = threading.Event()

        def bother():
            while not stop.is_set():
                for number in (signal.SIGSTOP, signal.SIGCONT, signal.SIGWINCH, signal.SIGURG,
                               signal.SIGCHLD):
                    process.send_signal(number)
                    time.sleep(0.001)

        thread = threading.Thread(target=bother)
        thread.start()

        def feed():
            for _ in range(200):
                process.stdin.write(b"550 5.1.1 No such user\n" * 50)
                process.stdin.flush()
                time.sleep(0.001)
            process.stdin.close()

        feeder = threading.Thread(target=feed)
        feeder.start()
        out = process.stdout.read()
        errors = process.stderr.read()
        feeder.join()
        stop.set()
        thread.join()
        process.send_signal(signal.SIGCONT)
        expect(f"signals, -j {jobs}", ([json.loads(line)["index"] for line in out.splitlines()],
                                       errors, process.wait(SECONDS)),
               (list(range(1, 10001)), b"", 0))


def check_descriptors_that_do_not_wait(program):
    """As programs leave them that share a terminal or a pipe with us."""
    line = b"550 5.1.1 No such user\n"
    read_in, write_in = os.pipe()
    read_out, write_out = os.pipe()
    os.set_blocking(read_in, False)
    os.set_blocking(write_out, False)
    process = program.start("--lines", "-f", "jsonl", stdin=read_in, stdout=write_out)
    os.close(read_in)
    os.close(write_out)

    def feed():
        with open(write_in, "wb") as pipe:
            for _ in range(20):
                pipe.write(100 * line)
                pipe.flush()
                time.sleep(0.002)

    feeder = threading.Thread(target=feed)
    feeder.start()
    with open(read_out, "rb") as pipe:
        time.sleep(0.3)  # so that the pipe is full
        out = pipe.read()
    feeder.join()
    expect("descriptors that do not wait",
           (len(out.splitlines()), process.stderr.read(), process.wait(SECONDS)), (2000, b"", 0))


def check_few_descriptors(program):
    def limit(number):
        return lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (number, number))

    expect("enough file descriptors",
           program.run("tree", "good.eml", preexec_fn=limit(8))[0][-1:], ["good.eml"])
    expect("no more file descriptors", program.run("good.eml", "tree", preexec_fn=limit(5)),
           ([], [error("good.eml", "Too many open files"), error("tree", "Too many open files")],
            2))


def check_no_threads(program):
    """Then the one that there is does it all."""
    if os.geteuid() != 0:
        return  # others of the same user count against the limit
    many = program.folder / "threadless"
    many.mkdir()
    names = [f"threadless/{number:04d}" for number in range(1000)]
    for name in names:
        (program.folder / name).write_bytes(MAIL)
    for jobs in ("1", "4"):
        answered = program.run(
            "-j", jobs, "threadless", "good.eml", user=NOBODY, group=NOBODY, extra_groups=[],
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NPROC, (1, 1)))
        expect(f"no threads, -j {jobs}", answered, ([*names, "good.eml"], [], 0))
    shutil.rmtree(many)


def check_little_memory(program):
    """A record that does not fit is an error, and not the end; nothing ever crashes."""
    megabyte = 1 << 20
    line = b"550 5.1.1 No such user <you@example.net>\n"
    (program.folder / "large.eml").write_bytes(MAIL + line * (48 * megabyte // len(line)))

    def limit(size):
        return lambda: resource.setrlimit(resource.RLIMIT_AS, (size, size))

    seen = set()
    for size in (*range(8, 40, 4), *range(40, 260, 20)):
        if program.run("good.eml", preexec_fn=limit(size * megabyte))[2] != 0:
            continue  # nothing fits
        for jobs in ("1", "4"):
            answered, errors, status = program.run("-j", jobs, "large.eml", "good.eml",
                                                   preexec_fn=limit(size * megabyte))
            expect(f"{size} MB, -j {jobs}", (answered, errors, status),
                   (["large.eml", "good.eml"], [], 0) if status == 0 else
                   (["good.eml"], [error("large.eml", "Cannot allocate memory")], 2))
            seen.add(status)
    expect("with little and with much memory", seen, {0, 2})


def check_missing_charset(program):
    """iconv without the charset's module: the text is still read."""
    (program.folder / "gconv").mkdir()
    (program.folder / "gconv" / "gconv-modules").write_text(
        "module KOI8-R// INTERNAL /nowhere/KOI8-R 1\nmodule INTERNAL KOI8-R// /nowhere/KOI8-R 1\n")
    head, body = MAIL.split(b"\n\n", 1)
    for charset in (b"koi8-r", b"x-never-heard-of"):
        mail = head + b"\nContent-Type: text/plain; charset=" + charset + b"\n\n\xd0 " + body
        (program.folder / "charset.eml").write_bytes(mail)
        process = program.start("-f", "brief", "--fields", "status,cause", "charset.eml",
                                env={"GCONV_PATH": str(program.folder / "gconv")})
        expect(f"no {charset.decode()}",
               (*process.communicate(timeout=SECONDS), process.returncode),
               (b"5.1.1  user-unknown\n", b"", 0))


def check_broken_rules(program):
    (program.folder / "noise").write_bytes(bytes(range(256)) * 100)
    (program.folder / "wrong").write_text("Rule: x\nPhrase: y\nCause: no-such-cause\n")
    for name in ("noise", "wrong"):
        answered, errors, status = program.run("--rules", name, "good.eml")
        expect(f"rules: {name}",
               (answered, bool(errors), {line.split(":")[1] for line in errors},
                unsafe("\n".join(errors).encode("utf-8", "surrogateescape"), False), status),
               ([], True, {" " + name}, set(), 2))


def main():
    with tempfile.TemporaryDirectory() as name:
        os.chmod(name, 0o755)
        folder = pathlib.Path(name)
        path = folder / "program"
        shutil.copy(sys.argv[1], path)  # where everybody can read it
        path.chmod(0o755)
        work = folder / "work"
        work.mkdir()
        (work / "good.eml").write_bytes(MAIL)
        program = Program(str(path), work)
        check_what_cannot_be_read(program)
        check_odd_files(program)
        check_files_that_change(program)
        check_names(program)
        check_many_files(program)
        check_signals(program)
        check_descriptors_that_do_not_wait(program)
        check_missing_charset(program)
        check_broken_rules(program)
        if "--sanitized" not in sys.argv:
            check_few_descriptors(program)
            check_no_threads(program)
            check_little_memory(program)
    for failure in failures:
        print(failure)
    print(f"{len(checked)} faults, {len(failures)} wrong")
    sys.exit(1 if failures else 0)


main()
