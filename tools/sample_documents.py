#!/usr/bin/env python3
"""Makes the PDF, the Word file and the workbook of the sample corpus, from words of this repository's own.

    python3 -m venv venv && venv/bin/pip install reportlab python-docx openpyxl
    venv/bin/python tools/sample_documents.py

The same versions of these libraries make the same bytes: no time of day goes into a file.
"""

import datetime
import io
import pathlib
import zipfile

import docx
import openpyxl
from openpyxl.writer.excel import ExcelWriter
from reportlab.lib.pagesizes import A6, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

CORPUS = pathlib.Path(__file__).parent.parent / "corpus"
AUTHOR = "ibid sample corpus"

OPTIONS = [
    ("Three futures for a mission", [
        "The mandate of MINUSMA, the peacekeeping mission of the United Nations in Mali, expires in June 2023. The United "
        "Nations has presented three options for what comes after it.",
    ]),
    ("A larger mission", [
        "The first option is a larger mission. It needs more troops than today. The junta would have to guarantee that "
        "peacekeepers can move freely, and would have to make progress towards civilian rule.",
    ]),
    ("A political mission", [
        "The second option closes the uniformed part of the mission. A special political mission would take its place.",
    ]),
    ("A smaller task", [
        "The third option keeps the troops as they are, but gives the mission a much smaller mandate.",
        "Several countries that contribute troops have announced that they will withdraw them. Nothing suggests that the "
        "junta will accept the conditions of the United Nations, so the mission may well close.",
    ]),
]
OPTIONS_NOTE = (
    "This page was written for the ibid sample. It retells, in other words, part of a publication of the Africa Center for "
    "Strategic Studies of 27 February 2022."
)

CENTRE = [
    ("heading", "Why the centre and the north grew worse"),
    ("text", "This text was written for the ibid sample. It retells, in other words, part of a paper on the departure of Europe’s "
     "soldiers from Mali."),
    ("subheading", "Two coups"),
    ("text", "Colonel Assimi Goïta led the coup of 2021. It was the second coup in two years."),
    ("subheading", "Méneka"),
    ("text", "The Islamic State took control of the town of Tidermène, in the Méneka region, on 11 April 2023. That all but "
     "encircled the capital of the region, and drove people from their homes."),
    ("subheading", "The means of the mission"),
    ("text", "Most of the military means of the UN mission went into the safety of its own camps. Three things hold the "
     "international strategy up:"),
    ("item", "the fight against terrorism;"),
    ("item", "an army of Mali that can take charge of security by itself;"),
    ("item", "the peace agreement of 2015."),
]

MANDATES = [
    ("Mission", "Mandate ends in", "Money set aside ($ million)", "Soldiers withdrawn", "What it does"),
    ("EUCAP Sahel Mali", "January 2025", 75, None, "supports the police, the gendarmerie and the national guard"),
    ("EUTM Mali", "May 2024", None, 0.5, "trains the army"),
]


def options():
    """A PDF in two columns, with a running head and a page number."""
    path = CORPUS / "mission-options.pdf"
    width, height = landscape(A6)

    def furniture(page, _):
        page.setFont("Times-Italic", 8)
        page.drawString(30, height - 24, "ibid sample corpus · Notes on the UN mission")
        page.drawCentredString(width / 2, 16, str(page.getPageNumber()))

    columns = [Frame(left, 30, 175, height - 110, id=str(left)) for left in (24, 216)]
    document = BaseDocTemplate(
        str(path), pagesize=(width, height), invariant=1, title="Three futures for the UN mission in Mali", author=AUTHOR
    )
    document.addPageTemplates([PageTemplate(frames=columns, onPage=furniture)])
    body = ParagraphStyle("body", fontName="Times-Roman", fontSize=13, leading=17, spaceAfter=8)
    head = ParagraphStyle("head", parent=body, fontName="Times-Bold", fontSize=14, leading=18)
    title = ParagraphStyle("title", parent=head, fontSize=16, leading=19, spaceAfter=8)
    story = [Paragraph("Three futures for the UN mission in Mali", title), Paragraph(OPTIONS_NOTE, body)]
    for heading, paragraphs in OPTIONS:
        story.append(Paragraph(heading, head))
        story.extend(Paragraph(words, body) for words in paragraphs)
    document.build(story)


def repacked(content, path):
    """Writes a ZIP archive with fixed times."""
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(path, "w") as out:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0))
            out.writestr(entry, source.read(name), zipfile.ZIP_DEFLATED)


def centre():
    document = docx.Document()
    core = document.core_properties
    core.title, core.author = CENTRE[0][1], AUTHOR
    core.created = core.modified = datetime.datetime(2023, 6, 5)
    for kind, words in CENTRE:
        if kind == "heading":
            document.add_heading(words, 0)
        elif kind == "subheading":
            document.add_heading(words, 1)
        elif kind == "item":
            document.add_paragraph(words, style="List Bullet")
        else:
            document.add_paragraph(words)
    content = io.BytesIO()
    document.save(content)
    repacked(content.getvalue(), CORPUS / "centre-and-north.docx")


def mandates():
    book = openpyxl.Workbook()
    book.properties.title, book.properties.creator = "Mandates of European missions in Mali", AUTHOR
    sheet = book.active
    sheet.title = "Mandates"
    for row in MANDATES:
        sheet.append(row)
    for cell in sheet["D"][1:]:
        cell.number_format = "0%"
    content = io.BytesIO()
    archive = zipfile.ZipFile(content, "w")
    writer = ExcelWriter(book, archive)
    # `save` of the workbook would write the time of day.
    book.properties.created = book.properties.modified = datetime.datetime(2023, 6, 5)
    writer.save()
    repacked(content.getvalue(), CORPUS / "mandates.xlsx")


if __name__ == "__main__":
    options()
    centre()
    mandates()
