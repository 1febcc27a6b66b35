#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks what the program asks the system for: it reads what it was told to and writes what it was told
to, and nothing else.

usage: check_system_calls.py PROGRAM FOLDER-OF-MAILS

Needs strace. Each run gets a mail of every charset that the tests have, so that iconv loads its modules.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

# All that it needs to start, to read, to write, for memory and for threads.
HARMLESS = set("""
    access arch_prctl brk clock_gettime clone clone3 close execve exit exit_group fadvise64 fcntl fstat
    futex getdents64 getrandom gettid getpid ioctl lseek lstat madvise mmap mprotect mremap munmap
    newfstatat open openat pipe2 poll ppoll pread64 prlimit64 read readlink restart_syscall rseq
    rt_sigaction rt_sigprocmask rt_sigreturn sched_getaffinity sched_yield set_robust_list
    set_tid_address stat statx sysinfo tgkill uname write writev""".split())
LIBRARY = re.compile(r"^(/usr)?/lib|^/etc/ld\.so|^/usr/share/(locale|zoneinfo)|^/etc/localtime|"
                     r"^/sys/devices/system/cpu|^/sys/fs/cgroup|^/proc/")


def traced(program, folder, arguments):
    log = folder / "trace"
    done = subprocess.run(["strace", "-f", "-qq", "-s", "4096", "-o", str(log), program, *arguments],
                          cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                          stderr=subprocess.PIPE)
    lines = [re.sub(r"^\d+\s+", "", line) for line in log.read_text(errors="replace").splitlines()]
    assert lines, f"strace: {done.stderr.decode()}"
    return lines


def check(program, folder, arguments, may_read, may_write):
    wrong = []
    for line in traced(program, folder, arguments):
        call = re.match(r"(\w+)\(", line)
        if call and call[1] not in HARMLESS:
            wrong.append(line)
        opened = re.match(r'open(?:at)?\((?:AT_FDCWD, )?"((?:[^"\\]|\\.)*)", (\S+)', line)
        if not opened:
            continue
        path, flags = opened[1], opened[2]
        writes = re.search(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_APPEND", flags)
        allowed = may_write if writes else may_read
        if not any(path == each or path.startswith(each + "/") for each in allowed) and (
                writes or not LIBRARY.match(path)):
            wrong.append(line)
    return [f"{' '.join(arguments)}: {line[:200]}" for line in wrong]


def main():
    if not shutil.which("strace"):
        sys.exit("strace is not installed")
    program = str(pathlib.Path(sys.argv[1]).resolve())
    mails = str(pathlib.Path(sys.argv[2]).resolve())
    failures = []
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "list").write_text(mails + "\n")
        (folder / "rules").write_text("")
        runs = (
            ([mails], [mails], []),
            (["-j", "4", "-f", "jsonl", mails], [mails], []),
            (["-f", "json", "--files-from", "list", "--unknown-out", "unknown"], [mails, "list"],
             ["unknown"]),
            (["--rules", "rules", "--redact", mails], [mails, "rules"], []),
            (["--summary", mails], [mails], []),
            (["550", "5.1.1", "No", "such", "user"], [], []),
            (["--explain", "5.7.26"], [], []), (["--list", "rules"], [], []), (["--help"], [], []),
            (["--version"], [], []), (["gone.eml"], ["gone.eml"], []),
        )
        for arguments, may_read, may_write in runs:
            failures += check(program, folder, arguments, may_read, may_write)
        left = sorted(os.listdir(folder))
        if left != ["list", "rules", "trace", "unknown"]:
            failures.append(f"files: {left}")
    print(*failures, f"{len(runs)} runs, {len(failures)} calls that should not be", sep="\n")
    sys.exit(1 if failures else 0)


main()
