#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Has a shell complete command lines with the program's completions, and looks at what it offers.

usage: check_completion.py bash|fish|zsh FOLDER

FOLDER holds what whybounce_docgen has written. Ends with 77 where the shell is not installed.
"""
import os
import pathlib
import pty
import re
import shutil
import subprocess
import sys
import tempfile

CAUSES_OF_MAILBOXES = "mailbox-disabled mailbox-full mailbox-moved"

# A command line up to the cursor, and what is offered for its last word, or for the part of it
# behind a comma or an equals sign.
CASES = [
    ("whybounce --fo", "--format"),
    ("whybounce --list", "--list --list-action"),
    ("whybounce --format js", "json jsonl"),
    ("whybounce --format=js", "json jsonl"),
    ("whybounce --format=", "brief csv json jsonl text tsv"),
    ("whybounce -f c", "csv"),
    ("whybounce --kind de", "delay delivered"),
    ("whybounce --cause mailbox-", CAUSES_OF_MAILBOXES),
    ("whybounce --cause user-unknown,mailbox-", CAUSES_OF_MAILBOXES),
    ("whybounce --cause=user-unknown,mailbox-", CAUSES_OF_MAILBOXES),
    ("whybounce --explain mailbox-", CAUSES_OF_MAILBOXES),
    ("whybounce --fields status", "status status_from"),
    ("whybounce --list-action ", "keep remove watch"),
    ("whybounce --color a", "always auto"),
    ("whybounce --list re", "reply-codes"),
    ("whybounce --rules some", "some-file.txt"),
    ("whybounce --lines some", "some-file.txt"),
    ("whybounce -- some", "some-file.txt"),
    ("whybounce -- --fo", ""),
]


def run_bash(page, folder):
    script = f"COMP_WORDBREAKS=$' \\t\\n\"\\'><=;|&(:'\n. '{page}'\n"
    for line, _ in CASES:
        # As readline does: "=" parts words, and is one.
        words = [word for word in re.split(r"(=)| ", line) if word]
        words += [""] if line.endswith(" ") else []
        quoted = " ".join(f"'{word}'" for word in words)
        script += (f"COMP_WORDS=({quoted}) COMP_CWORD={len(words) - 1}\n_whybounce\n"
                   "printf '%s\\n' \"${COMPREPLY[@]}\"\nprintf '\\1\\n'\n")
    done = subprocess.run(["bash", "--norc", "-uc", script], cwd=folder, check=True, timeout=60,
                          stdout=subprocess.PIPE)
    return done.stdout.decode()


def run_fish(page, folder):
    script = f"source '{page}'\n"
    for line, _ in CASES:
        script += f"complete -C '{line}'\nprintf '\\1\\n'\n"
    environment = dict(os.environ, HOME=folder, XDG_CONFIG_HOME=folder)
    done = subprocess.run(["fish", "--no-config", "-c", script], cwd=folder, check=True,
                          timeout=60, env=environment, stdout=subprocess.PIPE)
    # A description stands behind a TAB.
    return re.sub(r"\t.*", "", done.stdout.decode())


ZSH_START = r"""
PS1='<ready>' fpath=('{functions}' $fpath)
autoload -Uz compinit && compinit -u -D
unsetopt auto_list auto_menu beep
compadd() {
  local hits=()
  builtin compadd -A hits "$@"
  print -rl -- $hits >>answers
  builtin compadd "$@"
}
part() { printf '\1\n' >>answers }
zle -N part && bindkey '^P' part
"""


def run_zsh(page, folder):
    """zsh completes only at a terminal: types each line and TAB, then Control-P and Control-U."""
    with open(os.path.join(folder, "start"), "w", encoding="utf-8") as start:
        start.write(ZSH_START.replace("{functions}", str(page.parent)))
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(folder)
        os.execvp("zsh", ["zsh", "-f", "-i"])
    os.write(terminal, b". ./start\n")
    seen = b""
    while b"<ready>" not in seen:
        seen += os.read(terminal, 65536)
    for line, _ in CASES:
        os.write(terminal, line.encode() + b"\t\x10\x15")
    os.write(terminal, b"exit\n")
    try:
        while os.read(terminal, 65536):
            pass
    except OSError:
        pass  # it has ended
    os.waitpid(pid, 0)
    return pathlib.Path(folder, "answers").read_text(encoding="utf-8")


RUNNERS = {"bash": (run_bash, "whybounce.bash"), "fish": (run_fish, "whybounce.fish"),
           "zsh": (run_zsh, "_whybounce")}


def main():
    shell, pages = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
    if shutil.which(shell) is None:
        print(f"{shell} is not installed")
        sys.exit(77)
    run, name = RUNNERS[shell]
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder, "some-file.txt").touch()
        answers = run(pages / name, folder).split("\1\n")
    if len(answers) != len(CASES) + 1:
        sys.exit(f"{len(CASES)} lines, but {len(answers) - 1} answers")
    wrong = 0
    for (line, expected), answer in zip(CASES, answers):
        offered = {re.sub(".*[,=]", "", word) for word in answer.split()}
        if offered != set(expected.split()):
            print(f"{line}: expected {expected!r}, offered {' '.join(sorted(offered))!r}")
            wrong += 1
    print(f"{shell}: {len(CASES)} lines completed, {wrong} of them wrong")
    sys.exit(1 if wrong else 0)


main()
