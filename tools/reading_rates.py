#!/usr/bin/env python3
"""Measures how well ibid reads files: of the runs of ten words that another reader finds, how many stand unbroken in what ibid reads.

    apt-get install poppler-utils
    python3 -m venv venv && venv/bin/pip install pypdfium2 python-docx python-pptx openpyxl odfpy ebooklib beautifulsoup4 lxml striprtf
    venv/bin/python tools/reading_rates.py FOLDER [--ibid PROGRAM] [--missed 5]

Two hundred runs a file are drawn, the same ones every time. Of a PDF those count that Poppler and PDFium agree on; what recurs at the
head or foot of its pages is left out, as ibid leaves it out. Punctuation, case and hyphens make no difference, blanks do. Of a workbook
cells that are shown count instead of runs: words, or a number in any of the usual ways to show it. Nothing here is told of the files
but names and rates.
"""

import argparse
import collections
import os
import pathlib
import random
import re
import statistics
import subprocess
import tempfile
import unicodedata
import warnings

RUN = 10
DRAWN = 200
MARK = re.compile(r"^\[(?:page |printed page|sheet |slide |chapter |part |message )[^\n]*\]$", re.MULTILINE)


def words(text):
    """The words of a text, folded; a hyphen at the end of a line joins what it parts."""
    text = unicodedata.normalize("NFKC", text).replace("\u00ad", "-").casefold()
    text = re.sub(r"(\w)[-\u2010\u2011]\s*\n\s*(\w)", r"\1\2", text)
    return re.findall(r"[^\W_]+", re.sub(r"[-\u2010\u2011]", "", text))


def without_furniture(pages):
    """The stretches of pages between lines that recur among the outermost three of three pages."""
    masked = lambda line: re.sub(r"\d+|\b[ivxlc]+\b", "#", re.sub(r"\s+", " ", line.strip().lower()))
    counts = collections.Counter()
    for page in pages:
        lines = [line for line in page.split("\n") if line.strip()]
        counts.update({masked(line) for line in lines[:3] + lines[-3:]})
    for page in pages:
        lines = ["\0" if counts[masked(line)] >= 3 else line for line in page.split("\n")]
        yield from "\n".join(lines).split("\0")


def of_pdf(path):
    import pypdfium2

    run = subprocess.run(["pdftotext", "-q", path, "-"], capture_output=True, timeout=120, check=False)
    pages = pypdfium2.PdfDocument(path)
    other = "\n".join(page.get_textpage().get_text_range() for page in pages)
    other = "".join(words(other.replace("\ufffe", "").replace("\x02", "")))
    texts = without_furniture(run.stdout.decode("utf-8", "replace").split("\f"))
    return texts, lambda run: "".join(run) in other


def of_word(path):
    import docx

    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    left_out = {f"{space}del", f"{space}moveFrom"}
    texts = []
    body = docx.Document(path).element.body
    for paragraph in body.iter(f"{space}p"):
        text = ""
        for element in paragraph.iter(f"{space}t", f"{space}tab", f"{space}br"):
            above = list(element.iterancestors())
            is_own = next(it for it in above if it.tag == f"{space}p") is paragraph
            if is_own and not any(it.tag in left_out or it.tag.endswith("}Fallback") for it in above):
                text += element.text or "" if element.tag == f"{space}t" else " "
        texts.append(text)
    return texts


def of_slides(path):
    from pptx import Presentation

    def shapes(held):
        for shape in held:
            yield from shapes(shape.shapes) if shape.shape_type == 6 else [shape]

    texts = []
    for slide in Presentation(path).slides:
        frames = [shape.text_frame for shape in shapes(slide.shapes) if shape.has_text_frame]
        if slide.has_notes_slide and slide.notes_slide.notes_text_frame:
            frames.append(slide.notes_slide.notes_text_frame)
        texts += [it.text.replace("\v", " ") for frame in frames for it in frame.paragraphs]
        tables = [shape.table for shape in shapes(slide.shapes) if getattr(shape, "has_table", False)]
        texts += [" ".join(cell.text for cell in row.cells) for table in tables for row in table.rows]
    return texts


def of_book(path):
    from bs4 import BeautifulSoup
    from ebooklib import epub

    inline = set("a abbr b cite code em i q s small span strong sub sup u var kbd samp tt font big ins mark".split())
    book = epub.read_epub(path, options={"ignore_ncx": True})
    texts = []
    for identifier, _ in book.spine:
        item = book.get_item_with_id(identifier)
        page = BeautifulSoup(item.get_content(), "lxml") if item else None
        for element in page(True) if page and page.body else []:
            # What stood in an element that was cleared is in no page any more.
            if element.parent and element.name not in inline:
                element.insert_before("\0")
                element.insert_after("\0")
            if element.name in ("script", "style", "title", "math", "nav"):
                element.clear()
        texts += page.get_text().split("\0") if page else []
    return texts


def of_open_text(path):
    from odf import teletype
    from odf.office import Annotation
    from odf.opendocument import load
    from odf.text import H, Note, P

    document = load(path)
    for kind in (Note, Annotation):
        for element in document.text.getElementsByType(kind):
            element.parentNode.removeChild(element)
    kinds = (H, P)
    return [teletype.extractText(it) for kind in kinds for it in document.text.getElementsByType(kind)]


def of_rich(path):
    from striprtf.striprtf import rtf_to_text

    return rtf_to_text(pathlib.Path(path).read_text("latin-1"), errors="ignore").split("\n")


def shown(value):
    """The usual ways to show the value of a cell, without blanks."""
    if hasattr(value, "strftime"):
        return {value.strftime("%Y-%m-%d")}
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return {"".join(str(value).split()).casefold()}
    ways = {str(value)}
    for number in (value, abs(value), 100 * value):
        ways |= {f"{number:{comma}.{places}f}" for comma in ("", ",") for places in range(7)}
    return ways


def cells(path, text, draw):
    import openpyxl

    book = openpyxl.load_workbook(path, data_only=True)
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    found = [cell for sheet in sheets for row in sheet.iter_rows() for cell in row if str(cell.value or "").strip()]
    drawn = draw.sample(found, min(DRAWN, len(found)))
    text = re.sub(r"[\s|]+", "", text).casefold()
    missed = [f"{it.coordinate} {it.value!r}" for it in drawn if not any(way in text for way in shown(it.value))]
    return len(drawn), missed


READERS = {
    ".pdf": of_pdf,
    ".docx": of_word,
    ".pptx": of_slides,
    ".epub": of_book,
    ".odt": of_open_text,
    ".rtf": of_rich,
    ".xlsx": None,
}


def read(ibid, path):
    """What ibid reads in a file, how it ends, the seconds it computes and the MiB it takes."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as told:
        child = subprocess.Popen([ibid, "text", path], stdout=out, stderr=told)
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        text = out.read().decode("utf-8", "replace")
    return text, child.returncode, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def measure(path, text):
    """How many runs or cells are drawn of a file, and those that are missed."""
    draw = random.Random(path.name)
    if path.suffix == ".xlsx":
        return cells(path, text, draw)
    texts = READERS[path.suffix](str(path))
    texts, agreed = texts if isinstance(texts, tuple) else (texts, lambda run: True)
    runs = [found[at : at + RUN] for found in map(words, texts) for at in range(len(found) - RUN + 1)]
    draw.shuffle(runs)
    drawn = []
    for run in runs:
        if len(drawn) < DRAWN and agreed(run):
            drawn.append(" ".join(run))
    mine = f" {' '.join(words(MARK.sub('', text)))} "
    return len(drawn), [run for run in drawn if f" {run} " not in mine]


def main():
    warnings.filterwarnings("ignore", message=".*HTML parser to parse an XML.*")
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--ibid", default="ibid")
    parser.add_argument("--missed", type=int, default=0, help="how many missed runs of a file to print")
    parser.add_argument("--least", type=int, default=20, help="files with fewer runs do not count")
    arguments = parser.parse_args()
    rates = collections.defaultdict(list)
    peaks = collections.defaultdict(lambda: [0, 0.0, 0.0, collections.Counter()])
    for path in sorted(it for it in arguments.folder.rglob("*") if it.suffix in READERS):
        text, code, seconds, memory = read(arguments.ibid, str(path))
        peak = peaks[path.suffix]
        peak[:3] = peak[0] + 1, max(peak[1], seconds), max(peak[2], memory)
        peak[3][code] += 1
        try:
            drawn, missed = measure(path, text)
        except Exception as error:  # the other reader's failure says nothing of ours
            print(f"{path.name}: not compared ({type(error).__name__})")
            continue
        if drawn >= arguments.least:
            rates[path.suffix].append((drawn - len(missed), drawn))
            print(f"{path.name}: {drawn - len(missed)} of {drawn}")
            for run in missed[: arguments.missed]:
                print(f"    {run}")
    print("\n| kind | files read | compared | runs found | median file | most seconds of computing | most memory |")
    print("|---|---|---|---|---|---|---|")
    for kind, (count, seconds, memory, codes) in sorted(peaks.items()):
        found = rates[kind] or [(0, 0)]
        total = 100 * sum(it[0] for it in found) / max(1, sum(it[1] for it in found))
        middle = statistics.median(100 * it[0] / max(1, it[1]) for it in found)
        ends = ", ".join(f"{number} ended with {code}" for code, number in sorted(codes.items()))
        print(f"| {kind[1:]} | {count} ({ends}) | {len(rates[kind])} | {total:.1f} % | {middle:.1f} % | {seconds:.1f} | {memory:.0f} MiB |")


if __name__ == "__main__":
    main()
