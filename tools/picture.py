#!/usr/bin/env python3
"""Draws the pictures of the documentation by a real run on the sample: its first findings as a terminal shows them, and the top of
the report page as Chromium does.

    tools/picture.py [PROGRAM]          target/release/ibid where none is named

A test compares the words of the first with what the program says, so it cannot go stale.
"""

import html
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs/pictures"
COMMAND = ["check", "claims/wagner.md"]
REPORT = ["--format", "text", "--output", "-", "--format", "html", "--output", "report.html"]
WINDOW = "1100,930"  # of the page, in pixels: as far down as the tabs below its sum
FINDINGS = 2  # how many of the run are shown
COLUMNS = 108
WIDTH, HEIGHT = 7.8, 19  # of a character and of a line, in pixels
COLOURS = {"31": "#f07178", "33": "#ffcb6b", "34": "#82aaff", "32": "#a5d6a7"}
STYLE = """
text { font: 13px ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace; fill: #d8dee9; white-space: pre }
.b { font-weight: bold }
"""


def shown(output):
    """The first findings of the output, each an indented block."""
    return "\n\n".join(output.strip("\n").split("\n\n")[:FINDINGS]) + "\n\n…"


def cut(line, columns):
    """The line, no longer than the picture is wide; escapes take no room."""
    out, room = "", columns
    for piece in re.split(r"(\x1b\[[0-9;]*m)", line):
        if piece.startswith("\x1b"):
            out += piece
        elif len(piece) <= room:
            out, room = out + piece, room - len(piece)
        elif room:
            out, room = out + piece[: room - 1] + "…", 0
    return out


def spans(line):
    """The pieces of a line, each in its colour and weight."""
    classes, fill = "", ""
    for piece in re.split(r"(\x1b\[[0-9;]*m)", line):
        escape = re.fullmatch(r"\x1b\[([0-9;]*)m", piece)
        if escape:
            code = escape[1].lstrip("0")
            classes = "b" if code == "1" else classes if code else ""
            fill = COLOURS.get(code, fill if code else "")
        elif piece:
            attributes = (f' class="{classes}"' if classes else "") + (f' fill="{fill}" style="fill:{fill}"' if fill else "")
            yield f"<tspan{attributes}>{html.escape(piece, quote=False)}</tspan>"


def picture(lines):
    width, height = round(COLUMNS * WIDTH + 40), len(lines) * HEIGHT + 36
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        'role="img" aria-label="What ibid check says of a draft">',
        f"<style>{STYLE}</style>",
        f'<rect width="{width}" height="{height}" rx="8" fill="#1e222a"/>',
    ]
    for number, line in enumerate(lines):
        y = 30 + number * HEIGHT
        out.append(f'<text x="20" y="{y}" xml:space="preserve">{"".join(spans(line))}</text>')
    return "\n".join([*out, "</svg>", ""])


def photograph(page):
    """The top of the page, as a browser of its own shows it."""
    browser = next((it for it in map(shutil.which, ["chromium", "chromium-browser", "google-chrome"]) if it), None)
    if browser is None:
        sys.exit("there is no Chromium; the picture of the page stays as it is")
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run", "--disable-background-networking"]
    options += [f"--user-data-dir={page.parent / 'browser'}", f"--window-size={WINDOW}", f"--screenshot={PICTURES / 'page.png'}"]
    subprocess.run([browser, *options, page.as_uri()], check=True, capture_output=True, timeout=120)


def main():
    program = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "target/release/ibid").resolve()
    with tempfile.TemporaryDirectory() as folder:
        for name in ["corpus", "claims"]:
            shutil.copytree(ROOT / name, pathlib.Path(folder) / name)
        environment = {**os.environ, "CLICOLOR_FORCE": "1"}
        run = subprocess.run([program, *COMMAND, *REPORT], cwd=folder, env=environment, capture_output=True, text=True)
        if run.returncode != 1:
            sys.exit(f"the sample has wrong sentences, but the exit code is {run.returncode}: {run.stderr}")
        lines = [f"\x1b[1m$ ibid {' '.join(COMMAND)}\x1b[0m", *shown(run.stdout).split("\n")]
        (PICTURES / "check.svg").write_text(picture([cut(line, COLUMNS) for line in lines]), encoding="utf-8")
        photograph(pathlib.Path(folder) / "report.html")


main()
