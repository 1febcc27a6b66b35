#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes docs/whybounce.svg, the picture in the README, from what the program prints on a terminal.

usage: make_picture.py PROGRAM [--check]

With --check nothing is written; the exit status tells whether the picture is what would be written.
"""
import pathlib
import re
import subprocess
import sys
from xml.sax.saxutils import escape

HERE = pathlib.Path(__file__).resolve().parent
PICTURE = HERE / "whybounce.svg"
FOLDER = HERE.parent / "tests/docs/folder"
MAIL = "bounce.eml"
LAST_SECTION = "What the codes mean"  # the picture ends before it

COLUMN, LINE, MARGIN = 8.4, 19, 18  # pixels
FONT = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace"
BACKGROUND, BORDER = "#0d1117", "#3d444d"  # dark, and seen on dark pages too
TEXT, BRIGHT, QUIET = "#c9d1d9", "#f0f6fc", "#8b949e"
COLOURS = {"31": "#ff7b72", "32": "#7ee787", "33": "#e3b341", "36": "#79c0ff"}


def printed(program):
    done = subprocess.run([program, "--color=always", MAIL], cwd=FOLDER, capture_output=True, text=True, check=True,
                          env={"LC_ALL": "C.UTF-8"})
    lines = done.stdout.splitlines()
    end = next(i for i, line in enumerate(lines) if LAST_SECTION in line)
    return [f"\x1b[1m$ whybounce {MAIL}\x1b[0m", *lines[:end], "…"]


def runs(line):
    """The line as runs of text with the SGR parameters that hold for each, and the column it begins at."""
    column, style = 0, frozenset()
    for piece in re.split(r"(\x1b\[[0-9;]*m)", line):
        if piece.startswith("\x1b"):
            parameters = piece[2:-1].split(";")
            style = frozenset() if parameters in (["0"], [""]) else style | set(parameters)
            continue
        for match in re.finditer(r"\S+(?: \S+)*", piece):  # what is apart keeps its column in any font
            yield column + match.start(), match[0], style
        column += len(piece)


def attributes(style):
    fill = next((COLOURS[code] for code in sorted(style) if code in COLOURS), None)
    if fill is None:
        fill = QUIET if "2" in style else BRIGHT if "1" in style else TEXT
    return f'fill="{fill}"' + (' font-weight="bold"' if "1" in style else "")


def picture(program):
    lines = printed(program)
    width = round(80 * COLUMN + 2 * MARGIN)
    height = len(lines) * LINE + 2 * MARGIN
    out = ["<!-- made by docs/make_picture.py from what the program prints: run docs/make_picture.py build/src/whybounce -->",
           f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img">',
           f"<title>whybounce {MAIL}: the verdict, whose move it is, what to do, and the evidence</title>",
           f'<rect x="0.5" y="0.5" width="{width - 1}" height="{height - 1}" rx="8" fill="{BACKGROUND}" stroke="{BORDER}"/>',
           f'<g font-family="{FONT}" font-size="14">']
    for number, line in enumerate(lines):
        y = MARGIN + number * LINE + 14
        for column, text, style in runs(line):
            x = MARGIN + column * COLUMN
            length = len(text) * COLUMN
            out.append(f'<text x="{x:.1f}" y="{y}" textLength="{length:.1f}" lengthAdjust="spacingAndGlyphs" '
                       f'{attributes(style)}>{escape(text)}</text>')
    return "\n".join([*out, "</g>", "</svg>", ""])


def main():
    text = picture(pathlib.Path(sys.argv[1]).resolve())
    if "--check" not in sys.argv[2:]:
        PICTURE.write_text(text)
        return 0
    if PICTURE.exists() and PICTURE.read_text() == text:
        return 0
    print("docs/whybounce.svg is out of date; this remakes it:\n  docs/make_picture.py build/src/whybounce")
    return 1


if __name__ == "__main__":
    sys.exit(main())
