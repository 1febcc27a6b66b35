#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes docs/causes.md from what the program knows of its causes.

usage: make_causes.py PROGRAM [--check]

With --check nothing is written; the exit status tells whether the page is what would be written.
"""
import json
import pathlib
import subprocess
import sys

PAGE = pathlib.Path(__file__).resolve().parent / "causes.md"
MOST_SOURCES = 8

HEAD = """<!-- made by docs/make_causes.py from data/: edit that, then run docs/make_causes.py build/src/whybounce -->
# The causes

Why mail comes back: the {count} causes that whybounce tells apart, whose move it is with each, what to do, and what is best done
with the address. `whybounce --explain mailbox-full` prints one of them, and `whybounce --list causes` all.

| cause | it means | whose move | the address |
|---|---|---|---|
"""

ACTORS = {
    "sender": "the sender",
    "sender-admin": "the administrator of the sending side",
    "recipient": "the recipient",
    "recipient-admin": "the administrator of the receiving side",
    "nobody": "nobody: wait",
}
ACTIONS = {
    "remove": "take it off the list",
    "watch": "keep it for now; take it off when this goes on",
    "keep": "keep it",
}
PERSISTENCE = {
    "permanent": "it is over",
    "transient": "it may still work",
    "unknown": "it is unknown whether it is over",
}


def ask(program, *arguments):
    done = subprocess.run([program, *arguments, "-f", "json"], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def in_words(words, value, later):
    """What holds for a failure, and, where it differs, while the mail is still being tried."""
    if value == later:
        return words[value]
    return f"{words[value]}; while it may still work: {words[later]}"


def bullets(heading, steps):
    return [f"{heading}:", "", *(f"- {step}" for step in steps), ""] if steps else []


def source_in_words(source):
    return f"<{source}>" if source.startswith("https://") else source


def known_by(cause):
    if not cause["rules"]:
        return []
    lines = ["Replies that say so, for example:", "", "```"]
    lines += cause["examples"]
    lines += ["```", "", f"It is known by {cause['rules']} rules. They rest on", ""]
    sources = cause["rule_sources"]
    lines += [f"- {source_in_words(row['source'])} ({row['rules']})" for row in sources[:MOST_SOURCES]]
    more = sources[MOST_SOURCES:]
    if more:
        lines.append(f"- {len(more)} other pages, RFCs and programs ({sum(row['rules'] for row in more)})")
    if cause["judgements"]:
        lines.append(f"- our own judgement, with the reason beside the rule ({cause['judgements']})")
    return lines + [""]


def section(name, cause):
    lines = [f"## {name}", "", f"**{cause['title']}.** {cause['explanation']}", ""]
    lines += [f"- Whose move: {in_words(ACTORS, cause['acts'], cause['acts_transient'])}"]
    lines += [f"- The address: {in_words(ACTIONS, cause['list_action'], cause['list_action_transient'])}"]
    lines += [f"- Where neither the report nor a code tells it: {PERSISTENCE[cause['persistence']]}", ""]
    if cause["admin_advice"]:
        lines += bullets("What the sender can do", cause["advice"])
        lines += bullets("What the administrator of the sending side can do", cause["admin_advice"])
    else:
        lines += bullets("What to do", cause["advice"])
    return lines + known_by(cause)


def page(program):
    names = [row["cause"] for row in ask(program, "--list", "causes")]
    causes = {name: ask(program, "--explain", name)["topics"][0]["details"] for name in names}
    text = HEAD.format(count=len(names))
    for name, cause in causes.items():
        text += (f"| [`{name}`](#{name}) | {cause['title']} | {ACTORS[cause['acts']]} "
                 f"| {ACTIONS[cause['list_action']]} |\n")
    for name, cause in causes.items():
        text += "\n" + "\n".join(section(name, cause)).rstrip("\n") + "\n"
    return text


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    text = page(program)
    if "--check" not in sys.argv[2:]:
        PAGE.write_text(text)
        return 0
    if PAGE.exists() and PAGE.read_text() == text:
        return 0
    print("docs/causes.md is out of date; this remakes it:\n  docs/make_causes.py build/src/whybounce")
    return 1


if __name__ == "__main__":
    sys.exit(main())
