#!/usr/bin/env python3
"""Draws findings of a repository at random for a person to mark, and counts the marks.

    python3 tools/sample_findings.py draw ~/repos/thesis --output thesis.csv
    (open thesis.csv, write `right`, `wrong` or `arguable` into the column `mark`)
    python3 tools/sample_findings.py tally thesis.csv guide.csv

The first command runs `ibid check --format json` in the repository, with what stands after `--`
as further arguments, and writes up to 40 errors and warnings that nothing waives. The same report
and the same seed give the same sheet. The second prints a table of Markdown for docs/trust.md.
"""

import argparse
import csv
import json
import random
import subprocess
import sys
from collections import Counter
from pathlib import Path

COLUMNS = ["number", "repository", "place", "level", "rule", "sentence", "message", "passage", "mark"]
MARKS = ["right", "arguable", "wrong"]


def report_on(repository, ibid, arguments):
    """The report of a check, which may end with findings (1) but must have been done (not 2)."""
    command = [ibid, "check", "--format", "json", *arguments]
    run = subprocess.run(command, cwd=repository, stdout=subprocess.PIPE, check=False)
    if run.returncode not in (0, 1):
        sys.exit(f"the check of {repository} could not be done; what to do is told above")
    return json.loads(run.stdout)


def findings_of(report, levels):
    """Every finding of these levels that nothing waives, with its draft or other file."""
    for part in report["drafts"] + report["files"]:
        for finding in part["findings"]:
            if finding["level"] in levels and not finding["waived"]:
                yield part, finding


def sentence_of(part, finding, repository):
    """The claim that a finding is about, or else the line of the file it stands on."""
    for claim in part.get("claims", []):
        if claim["start"] <= finding["start"] < claim["end"]:
            return claim["text"]
    try:
        lines = (repository / part["path"]).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    return lines[finding["line"] - 1].strip() if finding["line"] <= len(lines) else ""


def passage_of(finding):
    """The words of the sources that a finding rests on, each with its place."""
    return "\n".join(
        f"{it['source']}:{it['line']} ({it['stance']}): {it['quote']}" for it in finding["citations"]
    )


def harmless(text):
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text


def draw(options):
    repository = options.repository.resolve()
    report = report_on(repository, options.ibid, options.arguments)
    levels = ["error", "warning", "note"] if options.notes else ["error", "warning"]
    found = list(findings_of(report, levels))
    drawn = random.Random(options.seed).sample(range(len(found)), min(options.count, len(found)))
    with options.output.open("w", encoding="utf-8", newline="") as file:
        sheet = csv.writer(file)
        sheet.writerow(COLUMNS)
        for number, at in enumerate(sorted(drawn), start=1):
            part, finding = found[at]
            cells = [
                f"{part['path']}:{finding['line']}",
                finding["level"],
                finding["rule"],
                sentence_of(part, finding, repository),
                finding["message"],
                passage_of(finding),
            ]
            sheet.writerow([number, repository.name, *map(harmless, cells), ""])
    claims = sum(report["summary"]["claims"].values())
    print(f"{len(drawn)} of {len(found)} findings on {claims} claims are in {options.output}")


def marked(paths):
    """The rows of the sheets with their marks; a mark may be shortened to its first letter."""
    for path in paths:
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                given = (row["mark"] or "").strip().lower()
                fits = [mark for mark in MARKS if given and mark.startswith(given)]
                if given and not fits:
                    sys.exit(f"{path}, number {row['number']}: `{given}` is none of {', '.join(MARKS)}")
                yield row, fits[0] if fits else None


def tally(options):
    counts, unmarked = {}, 0
    for row, mark in marked(options.sheets):
        if mark is None:
            unmarked += 1
            continue
        for rule in ["all rules", row["rule"]]:
            counts.setdefault((row["level"], rule), Counter())[mark] += 1
    print("| level | rule | marked | right | arguable | wrong | share right |")
    print("|---|---|---|---|---|---|---|")
    for (level, rule), marks in sorted(counts.items()):
        total = sum(marks.values())
        numbers = " | ".join(str(marks[mark]) for mark in MARKS)
        print(f"| {level} | {rule} | {total} | {numbers} | {marks['right'] / total:.2f} |")
    if unmarked:
        print(f"\nNot marked yet: {unmarked}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(required=True)
    drawing = commands.add_parser(
        "draw",
        help="write a sheet of findings to be marked",
        epilog="What stands after `--` is handed to `ibid check`.",
    )
    drawing.add_argument("repository", type=Path)
    drawing.add_argument("--ibid", default="ibid", help="the program to run")
    drawing.add_argument("--count", type=int, default=40, help="how many findings at most")
    drawing.add_argument("--seed", type=int, default=1, help="another seed draws others")
    drawing.add_argument("--notes", action="store_true", help="draw from the notes too")
    drawing.add_argument("--output", type=Path, default=Path("findings.csv"))
    drawing.set_defaults(run=draw)
    tallying = commands.add_parser("tally", help="count the marks of sheets")
    tallying.add_argument("sheets", type=Path, nargs="+")
    tallying.set_defaults(run=tally)
    given = sys.argv[1:]
    own = given.index("--") if "--" in given else len(given)
    options = parser.parse_args(given[:own])
    options.arguments = given[own + 1 :]
    options.run(options)


if __name__ == "__main__":
    main()
