"""Makes the files that tests/office.rs reads, from text of this repository's own.

    python3 -m venv venv && venv/bin/pip install reportlab python-docx python-pptx openpyxl odfpy ebooklib msoffcrypto-tool
    venv/bin/python tests/office/make.py

Run it again only to change a file: the libraries write times and random names into what they make.
"""

import datetime
import io
import json
import pathlib
import zipfile
from email.message import EmailMessage

import docx
import openpyxl
import pptx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from ebooklib import epub
from odf import office as odf_office, opendocument, style as odf_style, table as odf_table, text as odf_text
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas

HERE = pathlib.Path(__file__).parent

LEFT = """The harbour of Lund Bay was begun in the spring of 2011, after nine years
of talks between the town and the province. The first stone was laid by
the mayor, Karin Lindqvist, who had asked for the harbour in three elec-
tions. It opened on 3 May 2014 with 41 cranes and a well-
known choir.¹ The work cost 41 million crowns, a fifth more than plan-
ned, and nobody in the town council has ever explained how the differ-
ence came about, although the auditors asked for the books twice and"""
RIGHT = """were told to wait. The harbour now handles 1,200 ships a year. Of these,
340 are ferries. The auditors wrote that the books of the harbour were
“neither complete nor in order” and that the town should not have paid.

A second mole was planned for 2019. It was never built, because the
province withdrew its share of the money in the autumn of 2018."""


def pdf(path, **kwargs):
    page = canvas.Canvas(str(HERE / path), pagesize=A4, invariant=1, **kwargs)
    page.setTitle("The harbour of Lund Bay")
    page.setAuthor("Lund Bay Audit Office")
    return page


def write(page, x, y, lines, size=10, font="Times-Roman", leading=12):
    page.setFont(font, size)
    for line in lines:
        if line:
            page.drawString(x, y, line)
        y -= leading
    return y


def two_columns():
    page = pdf("columns.pdf")
    page.addPageLabel(0, style="ROMAN_LOWER", start=4)
    page.addPageLabel(3, style="ARABIC", start=1)
    filler = [
        "The minutes of the council of that month name the ships that came in,",
        "and the days on which the cranes stood still because of the wind.",
    ]
    for number in range(1, 6):
        write(page, 60, 800, [f"Audit Office · Report {number}"], size=8)
        write(page, 290, 30, [str(number)], size=8)
        if number == 1:
            write(page, 60, 760, ["The harbour of Lund Bay"], size=20, font="Times-Bold")
            write(page, 60, 725, ["How it was paid for"], size=12, font="Times-Bold")
            text = page.beginText(60, 700)
            text.setFont("Times-Roman", 10, 12)
            for line in LEFT.split("\n"):
                before, raised, after = line.partition("¹")
                text.textOut(before)
                if raised:
                    text.setFont("Times-Roman", 6, 12)
                    text.setRise(4)
                    text.textOut("1")
                    text.setRise(0)
                    text.setFont("Times-Roman", 10, 12)
                text.textLine(after)
            page.drawText(text)
            write(page, 60, 90, ["1 The choir of Lund Bay has sung at every opening", "since 1950."], size=7.5, leading=9)
            write(page, 330, 700, RIGHT.split("\n"))
        elif number == 2:
            write(page, 60, 760, ["Table 1: Ships by year"], size=10, font="Times-Italic")
            rows = [("Year", "Ships", "Ferries"), ("2015", "900", "210"), ("2016", "1,050", "280"), ("2017", "1,200", "340")]
            for at, row in enumerate(rows):
                for column, cell in enumerate(row):
                    write(page, 60 + 120 * column, 740 - 14 * at, [cell])
            write(page, 60, 660, ["The figures of this table were counted by the harbour master, and nobody", "else has ever counted them or been asked to do so by the"])
        elif number == 3:
            write(page, 60, 760, ["town council. They are therefore the only ones that the auditors had."])
            write(page, 60, 720, ["• Ferries pay no dues in winter.", "• Cranes are hired out by the hour."], leading=14)
        else:
            write(page, 60, 760, filler)
        page.showPage()
    page.save()


def scanned():
    from PIL import Image

    picture = io.BytesIO()
    Image.new("L", (40, 40), 128).save(picture, "PNG")
    picture.seek(0)
    from reportlab.lib.utils import ImageReader

    page = pdf("scanned-in-part.pdf")
    write(page, 60, 760, ["The ferry of Lund Bay carried 18,000 passengers in 2016."])
    page.showPage()
    page.drawImage(ImageReader(picture), 60, 400, 400, 400)
    page.showPage()
    page.showPage()
    page.save()
    page = pdf("scanned.pdf")
    picture.seek(0)
    page.drawImage(ImageReader(picture), 60, 400, 400, 400)
    page.showPage()
    page.save()


def locked():
    from reportlab.lib import pdfencrypt

    page = pdf("locked.pdf", encrypt=pdfencrypt.StandardEncryption("secret"))
    write(page, 60, 760, ["Nobody can read this."])
    page.showPage()
    page.save()
    page = pdf("unlocked.pdf", encrypt=pdfencrypt.StandardEncryption("", ownerPassword="secret"))
    write(page, 60, 760, ["The lighthouse of Lund Bay was built in 1899."])
    page.showPage()
    page.save()


def locked_office():
    """Files that Office locks with a password: a container of another kind, and parts that are encrypted."""
    import msoffcrypto.format.ooxml

    plain = io.BytesIO()
    docx.Document().save(plain)
    with open(HERE / "locked.docx", "wb") as out:
        msoffcrypto.format.ooxml.OOXMLFile(plain).encrypt("secret", out)
    space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    entry = f'<m:file-entry m:full-path="content.xml" m:media-type="text/xml"><m:encryption-data m:checksum="0"/></m:file-entry>'
    with zipfile.ZipFile(HERE / "locked.odt", "w") as out:
        out.writestr(zipfile.ZipInfo("mimetype"), "application/vnd.oasis.opendocument.text")
        out.writestr(zipfile.ZipInfo("content.xml"), bytes(range(128, 256)))
        out.writestr(zipfile.ZipInfo("META-INF/manifest.xml"), f'<m:manifest xmlns:m="{space}">{entry}</m:manifest>')


def drawn():
    """What programs draw otherwise than people read it: letters aslant for want of an italic, accents apart from their
    letters, anchors that nobody can see, and a page that is turned."""
    page = pdf("drawn.pdf")
    write(page, 60, 790, ["The harbour master of Lund Bay keeps a list of ships, and"])
    text = page.beginText()
    text.setTextTransform(1, 0, 0.21, 1, 60, 778)
    text.setFont("Times-Roman", 10)
    text.textOut("The Gull of Kar")
    page.drawText(text)
    write(page, 62 + page.stringWidth("The Gull of Kar", "Times-Roman", 10), 778, [" is the first of it."])
    write(page, 60, 750, ["229B"], size=0.96)
    text = page.beginText(62, 750)
    text.setFont("Times-Roman", 10)
    # A kern steps back from the accent to its letter, or from the letter to its accent.
    text._code.append("[(Its owner is Karin M\\250) 400 (uller, who lives in Besan) 0 (c) 390 (\\270) -56 (on.)] TJ")
    page.drawText(text)
    page.showPage()
    # A wide table on a page that is turned.
    page.setPageRotation(90)
    page.translate(A4[0], 0)
    page.rotate(90)
    write(page, 60, 500, ["The ships and the ferries of the three years were counted by the harbour master himself."])
    for at, row in enumerate([("Year", "Ships", "Ferries"), ("2015", "900", "210"), ("2016", "1,050", "280"), ("2017", "1,200", "340")]):
        for column, cell in enumerate(row):
            write(page, 60 + 120 * column, 470 - 14 * at, [cell])
    page.showPage()
    page.save()


def field(paragraph, code, result):
    def sign(kind):
        run = paragraph.add_run()
        mark = OxmlElement("w:fldChar")
        mark.set(qn("w:fldCharType"), kind)
        run._r.append(mark)

    sign("begin")
    run = paragraph.add_run()
    instruction = OxmlElement("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = code
    run._r.append(instruction)
    sign("separate")
    paragraph.add_run(result)
    sign("end")


def tracked(paragraph, kind, words):
    change = OxmlElement(f"w:{kind}")
    change.set(qn("w:id"), "900" if kind == "ins" else "901")
    change.set(qn("w:author"), "Awa Diallo")
    run = OxmlElement("w:r")
    text = OxmlElement("w:t" if kind == "ins" else "w:delText")
    text.set(qn("xml:space"), "preserve")
    text.text = words
    run.append(text)
    change.append(run)
    paragraph._p.append(change)


def word_table(document):
    table = document.add_table(rows=1, cols=3)
    for cell, words in zip(table.rows[0].cells, ["Year", "Ships", "Ferries"]):
        cell.text = words
    for row in [("2015", "900", "210"), ("2016", "1,050", "280"), ("2017", "1,200", "340")]:
        for cell, words in zip(table.add_row().cells, row):
            cell.text = words


def footnote(path, words):
    """python-docx has no footnotes: puts one in where the text says [[note]]."""
    source = zipfile.ZipFile(path)
    parts = {entry.filename: source.read(entry) for entry in source.infolist()}
    source.close()
    body = parts["word/document.xml"].decode()
    call = '</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="2"/></w:r><w:r><w:t xml:space="preserve">'
    assert "[[note]]" in body
    parts["word/document.xml"] = body.replace("[[note]]", call).encode()
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    parts["word/footnotes.xml"] = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:footnotes {space}>'
        '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        f'<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> {words}</w:t></w:r></w:p></w:footnote>'
        "</w:footnotes>"
    ).encode()
    types = parts["[Content_Types].xml"].decode()
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    parts["[Content_Types].xml"] = types.replace(
        "</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'
    ).encode()
    rels = parts["word/_rels/document.xml.rels"].decode()
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    parts["word/_rels/document.xml.rels"] = rels.replace(
        "</Relationships>", f'<Relationship Id="rId900" Type="{relation}" Target="footnotes.xml"/></Relationships>'
    ).encode()
    parts.pop("docProps/thumbnail.jpeg", None)
    out = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED)
    for name, content in parts.items():
        if name == "_rels/.rels":
            content = content.replace(b'<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail" Target="docProps/thumbnail.jpeg"/>', b"")
        out.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    out.close()


def word():
    document = docx.Document()
    document.core_properties.title = "The harbour of Lund Bay"
    document.core_properties.author = "Lund Bay Audit Office"
    document.core_properties.created = datetime.datetime(2018, 11, 5)
    document.core_properties.modified = datetime.datetime(2018, 11, 5)
    document.add_heading("The harbour of Lund Bay", 0)
    document.add_heading("How it was paid for", 1)
    paragraph = document.add_paragraph("The harbour opened on 3 May ")
    paragraph.add_run("2014").bold = True
    paragraph.add_run(" with 41 cranes & a choir.[[note]] It cost ")
    tracked(paragraph, "del", "35")
    tracked(paragraph, "ins", "41")
    paragraph.add_run(" million crowns.")
    document.add_paragraph("The auditors said:")
    document.add_paragraph("the books were incomplete;", style="List Bullet")
    document.add_paragraph("the town should not have paid.", style="List Bullet")
    word_table(document)
    document.add_paragraph("“We built it for our children,” said the mayor, Karin Lindqvist.")
    document.save(HERE / "report.docx")
    footnote(HERE / "report.docx", "The choir has sung at every opening since 1950.")

    draft = docx.Document()
    draft.add_heading("Lund Bay", 1)
    paragraph = draft.add_paragraph("The harbour of Lund Bay opened in ")
    paragraph.add_run("June ").italic = True
    paragraph.add_run("2014")
    item = {"id": 7, "type": "report", "title": "The harbour of Lund Bay", "author": [{"literal": "Lund Bay Audit Office"}], "issued": {"date-parts": [["2018"]]}}
    code = {"citationID": "x", "citationItems": [{"id": 7, "locator": "4", "itemData": item}], "schema": "https://example.org/csl-citation.json"}
    paragraph.add_run(" ")
    field(paragraph, f" ADDIN ZOTERO_ITEM CSL_CITATION {json.dumps(code)} ", "(Audit Office 2018, 4)")
    paragraph.add_run(".")
    draft.add_paragraph("The harbour of Lund Bay cost 41 million crowns.")
    draft.add_paragraph("“We built it for our parents,” said the mayor.")
    draft.save(HERE / "draft.docx")


def slides():
    show = pptx.Presentation()
    slide = show.slides.add_slide(show.slide_layouts[1])
    slide.shapes.title.text = "Lund Bay in figures"
    slide.placeholders[1].text = "The harbour opened on 3 May 2014.\nIt handles 1,200 ships a year."
    slide.notes_slide.notes_text_frame.text = "Mention that 340 of the ships are ferries."
    slide = show.slides.add_slide(show.slide_layouts[5])
    slide.shapes.title.text = "Ships by year"
    table = slide.shapes.add_table(3, 2, 0, 0, 4000000, 900000).table
    for at, row in enumerate([("Year", "Ships"), ("2015", "900"), ("2016", "1,050")]):
        for column, words in enumerate(row):
            table.cell(at, column).text = words
    show.core_properties.title = "Lund Bay in figures"
    show.save(HERE / "slides.pptx")


def workbook():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Ships"
    sheet.append(["Year", "Ships", "Share of ferries", "Counted on"])
    for row in [(2015, 900, 0.233, 42370), (2016, 1050, 0.267, 42736), (2017, 1200, 0.2833, 43101)]:
        sheet.append(row)
    for row in sheet.iter_rows(min_row=2):
        row[1].number_format = "#,##0"
        row[2].number_format = "0.0%"
        row[3].number_format = "dd/mm/yyyy"
    other = book.create_sheet("Ports")
    other["B3"], other["C3"] = "Port", "Cranes"
    other["B4"], other["C4"] = "Lund Bay", 41
    other["B5"], other["C5"] = "Port Öland & Sons", 7
    book.save(HERE / "figures.xlsx")


def open_text():
    document = opendocument.OpenDocumentText()
    document.text.addElement(odf_text.H(outlinelevel=1, text="The harbour of Lund Bay"))
    paragraph = odf_text.P(text="The harbour opened on 3 May 2014 with 41 cranes")
    note = odf_text.Note(noteclass="footnote", id="ftn1")
    note.addElement(odf_text.NoteCitation(text="1"))
    body = odf_text.NoteBody()
    body.addElement(odf_text.P(text="The choir has sung at every opening since 1950."))
    note.addElement(body)
    paragraph.addElement(note)
    paragraph.addText(" & a choir.")
    document.text.addElement(paragraph)
    items = odf_text.List()
    for words in ["Ferries pay no dues in winter.", "Cranes are hired out by the hour."]:
        item = odf_text.ListItem()
        item.addElement(odf_text.P(text=words))
        items.addElement(item)
    document.text.addElement(items)
    table = odf_table.Table(name="Ships")
    for row in [("Year", "Ships"), ("2015", "900"), ("2016", "1,050")]:
        line = odf_table.TableRow()
        for words in row:
            cell = odf_table.TableCell()
            cell.addElement(odf_text.P(text=words))
            line.addElement(cell)
        table.addElement(line)
    document.text.addElement(table)
    document.save(str(HERE / "report.odt"))


def open_sheets():
    book = opendocument.OpenDocumentSpreadsheet()
    hidden = odf_style.Style(name="hidden", family="table")
    hidden.addElement(odf_style.TableProperties(display="false"))
    book.automaticstyles.addElement(hidden)

    def cell(value, shown=None, **kwargs):
        if isinstance(value, str):
            one = odf_table.TableCell(valuetype="string", **kwargs)
        else:
            one = odf_table.TableCell(valuetype="float", value=value, **kwargs)
        one.addElement(odf_text.P(text=shown or str(value)))
        return one

    ships = odf_table.Table(name="Ships")
    for row in [("Year", "Ships", "Share of ferries"), (2015, 900, "23.3%"), (2016, 1050, "26.7%")]:
        line = odf_table.TableRow()
        for value in row:
            line.addElement(cell(value, f"{value:,}" if value == 1050 else None))
        ships.addElement(line)
    ships.addElement(odf_table.TableRow(numberrowsrepeated=3))
    line = odf_table.TableRow()
    line.addElement(odf_table.TableCell(numbercolumnsrepeated=2))
    commented = cell("Port Öland & Sons")
    note = odf_office.Annotation()
    note.addElement(odf_text.P(text="Ask the harbour master."))
    commented.addElement(note)
    line.addElement(commented)
    line.addElement(cell(7, numbercolumnsrepeated=2))
    ships.addElement(line)
    book.spreadsheet.addElement(ships)
    secret = odf_table.Table(name="Draft", stylename=hidden)
    line = odf_table.TableRow()
    line.addElement(cell("Nobody reads this."))
    secret.addElement(line)
    book.spreadsheet.addElement(secret)
    book.save(str(HERE / "figures.ods"))


RTF = r"""{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\froman\fcharset0 Times;}{\f1\fnil\fcharset204 Arial;}}
{\stylesheet{\s0 Normal;}{\s1 heading 1;}}
{\info{\title The harbour of Lund Bay}{\author Lund Bay Audit Office}{\creatim\yr2018\mo11\dy5}}
{\header Report of the Audit Office\par}
\pard\s1 The harbour of Lund Bay\par
\pard The harbour opened on 3\~May {\b 2014} with 41 cranes & a choir.{\super\chftn{\footnote\pard The choir has sung at every opening since 1950.}} It cost {\deleted 35}{\revised 41} million crowns \u8212? {\v nobody reads this }a fifth more than planned \'97 in Lund
 Bay and in \'d6land.\par
{\field{\*\fldinst HYPERLINK "https://example.org"}{\fldrslt The minutes}} name {\f1\'cc\'e8\'f0} and \u-10180?\u-9010?.\par
{\pntext\'b7\tab}\pard\ls1 Ferries pay no dues in winter.\par
{\pntext\'b7\tab}Cranes are hired out by the hour.\par
\trowd\pard\intbl Year\cell Ships\cell\row
\trowd\pard\intbl 2015\cell 900\cell\row
\trowd\pard\intbl 2016\cell 1,050\cell\row
\pard {\*\shppict{\pict\pngblip 89504e470d0a}}{\ldblquote We built it for our children,\rdblquote} said the mayor.\par
}"""


def mail():
    message = EmailMessage()
    message["Subject"] = "The harbour of Lund Bay: Größe und Kosten"
    message["From"] = "Karin Lindqvist <karin@example.org>"
    message["To"] = "council@example.org"
    message["Date"] = "Mon, 05 Nov 2018 09:30:00 +0100"
    message["Message-ID"] = "<1@example.org>"
    message.set_content("Dear all,\n\nThe harbour of Lund Bay cost 41 million crowns, a fifth more than planned – “we built it for our children”.\n\n> Why did it cost so much?\n\nKarin\n", cte="quoted-printable")
    message.add_alternative("<html><body><p>The harbour cost <b>41</b> million crowns.</p></body></html>", subtype="html")
    message.set_boundary("lund")
    message.get_payload()[1].replace_header("Content-Type", 'text/html; charset="utf-8"')
    (HERE / "letter.eml").write_bytes(bytes(message))
    page = EmailMessage()
    page["Subject"], page["From"], page["Date"] = "Ships of 2016", "Harbour master <master@example.org>", "Tue, 3 Jan 2017 08:00:00 +0000"
    page.set_content("<html><body><h1>Ships</h1><p>In 2016 the harbour handled 1,050 ships &amp; 280 ferries.</p></body></html>", subtype="html", cte="base64")
    page.add_attachment(b"%PDF-1.4 nothing", maintype="application", subtype="pdf", filename="ships.pdf")
    page.set_boundary("bay")
    lines = [b"From karin@example.org Mon Nov  5 09:30:00 2018", bytes(message), b"From master@example.org Tue Jan  3 08:00:00 2017", bytes(page), b""]
    (HERE / "letters.mbox").write_bytes(b"\n".join(lines))


def reviewed():
    """A draft that a person has reviewed: with changes tracked, and a comment that rules on words."""
    draft = docx.Document()
    draft.add_heading("Lund Bay", 1)
    paragraph = draft.add_paragraph("The harbour of Lund Bay cost ")
    tracked(paragraph, "del", "35")
    tracked(paragraph, "ins", "41")
    paragraph.add_run(" million crowns.")
    paragraph = draft.add_paragraph("“We built it for ")
    bold = paragraph.add_run("our par")
    bold.bold = True
    paragraph.add_run("ents,” said the mayor & everybody heard it.")
    paragraph = draft.add_paragraph("The harbour of Lund Bay opened in June 2016. ")
    run = paragraph.add_run("The harbour of Lund Bay opened in June 2019.")
    draft.add_comment(run, text="ibid: ok, the second mole is meant", author="Awa Diallo", initials="AD")
    draft.add_comment(run, text="Is this so?", author="Karin Lindqvist", initials="KL")
    draft.core_properties.created = draft.core_properties.modified = datetime.datetime(2018, 11, 5)
    draft.save(HERE / "reviewed.docx")


def book(path, parts):
    volume = epub.EpubBook()
    volume.set_identifier("lund-bay")
    volume.set_title("The harbour of Lund Bay")
    volume.set_language("en")
    volume.add_author("Karin Lindqvist")
    chapters = []
    for number, (title, words) in enumerate(parts):
        chapter = epub.EpubHtml(title=title, file_name=f"chapter{number}.xhtml", lang="en")
        chapter.content = f"<h1>{title}</h1>{words}"
        volume.add_item(chapter)
        chapters.append(chapter)
    volume.spine = chapters
    volume.add_item(epub.EpubNcx())
    epub.write_epub(str(HERE / path), volume)


BOOK = [
    ("How it was built", "<p>The harbour opened on 3 May 2014 with 41 cranes &amp; a choir.</p><span epub:type=\"pagebreak\" id=\"p12\" title=\"12\"/><p>It handles 1,200 ships a year.</p>"),
    ("Who paid", "<p>The harbour cost 41 million crowns.</p>"),
]
ASIDES = [
    (
        "How it was built",
        "<p>The harbour opened on 3 May 2014.</p><aside class=\"admonition related\"><p>It was the first harbour of the bay.</p></aside>"
        "<p>The list of ships begins so:</p><pre><code><span class=\"hljs-comment\"># the ships of 2016</span>\ncount = 1200</code></pre>"
        "<div class=\"sidebar\"><p>Karin Lindqvist laid the first stone.</p></div>",
    ),
]


if __name__ == "__main__":
    two_columns()
    scanned()
    locked()
    locked_office()
    drawn()
    word()
    slides()
    workbook()
    open_text()
    open_sheets()
    mail()
    reviewed()
    (HERE / "report.rtf").write_bytes(RTF.encode("ascii"))
    book("book.epub", BOOK)
    book("asides.epub", ASIDES)
    (HERE / "figures.csv").write_text('Place;Ships;Ferries\n"Lund Bay; old harbour";1200;340\nPort Öland;88;12\n', encoding="utf-8")
