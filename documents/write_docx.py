#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes .docx from the document model of zonegate (docs/documents.md), with python-docx.

    write_docx.py --check      can it work here?
    write_docx.py JOBS.jsonl   a line: {"path": FILE, "document": MODEL}; prints the path of each file made

Nothing is decided here: texts, numbers and their order are those of the model. Headings are the built-in styles (they show in the navigation), tables have three
lines and a header that repeats on every page, captions are numbered by SEQ fields, all text is text. A picture is the model's SVG (svgBlip, for Word from 2016 on), with
a PNG made by librsvg for programs that cannot draw it.
"""
import io
import re
import sys
import zipfile
from xml.sax.saxutils import escape

import cairo
import docx
import docx.opc.phys_pkg
import gi
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from PIL import Image

import jobs

docx.opc.phys_pkg.ZIP_DEFLATED = zipfile.ZIP_STORED  # same_bytes packs it again: once is enough

gi.require_version("Rsvg", "2.0")
from gi.repository import GLib, Rsvg  # noqa: E402  pylint: disable=wrong-import-position

SERIF, SANS = "宋体", "黑体"
DOTS_PER_INCH = 180
SVG_BLIP = ('<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}">'
            '<asvg:svgBlip xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" '
            'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:embed="{}"/></a:ext></a:extLst>')
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # no XML can hold them


def clean(text):
    return FORBIDDEN.sub("\ufffd", text)


def shortened(text):
    """For the properties of the file, which hold no more than 255 characters (the pages hold all)."""
    text = clean(text)
    return text if len(text) <= 255 else text[:254] + "…"


def element(tag, **attributes):
    out = OxmlElement(tag)
    for name, value in attributes.items():
        out.set(qn("w:" + name), str(value))
    return out


def set_fonts(style, latin, east, size, bold=None):
    style.font.name, style.font.size = latin, Pt(size)
    if bold is not None:
        style.font.bold = bold
    properties = style.element.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn("w:" + theme), None)
    fonts.set(qn("w:eastAsia"), east)
    fonts.set(qn("w:hAnsi"), latin)
    for color in properties.findall(qn("w:color")):
        properties.remove(color)


def set_styles(document):
    styles = document.styles
    # Latin letters and digits are those of a Western language in a Chinese document, too: by the rules of Chinese LibreOffice breaks a line anywhere in "EPSG:4543". East Asian
    # ones are Chinese in either: else Chinese punctuation is drawn as that of another script.
    for words in styles.element.iter(qn("w:lang")):
        words.set(qn("w:val"), "en-US")
        words.set(qn("w:eastAsia"), "zh-CN")
    set_fonts(styles["Normal"], "Times New Roman", SERIF, 10.5)
    styles["Normal"].paragraph_format.space_after = Pt(3)
    set_fonts(styles["Title"], "Times New Roman", SANS, 16, True)
    borders = styles["Title"].element.pPr.find(qn("w:pBdr"))
    if borders is not None:
        styles["Title"].element.pPr.remove(borders)
    for level, size in ((1, 12), (2, 11)):
        set_fonts(styles[f"Heading {level}"], "Times New Roman", SANS, size, True)
        styles[f"Heading {level}"].paragraph_format.space_before = Pt(10)
    styles["Footer"].font.size = Pt(8)
    set_fonts(styles["Caption"], "Times New Roman", SANS, 9.5, True)
    styles["Caption"].paragraph_format.keep_with_next = True
    set_fonts(styles["List Bullet"], "Times New Roman", SERIF, 10.5)


def paper(section, across, large=False):
    short, long = (Mm(297), Mm(420)) if large else (Mm(210), Mm(297))
    section.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if across else (short, long)
    section.left_margin = section.right_margin = Mm(15 if across else 20)
    section.top_margin = section.bottom_margin = Mm(18 if across else 15)


def field(paragraph, instruction, shown):
    for kind, text in (("begin", None), (None, instruction), ("separate", None), ("text", shown), ("end", None)):
        run = element("w:r")
        if kind in ("begin", "separate", "end"):
            run.append(element("w:fldChar", fldCharType=kind))
        else:
            part = OxmlElement("w:instrText" if kind is None else "w:t")
            part.text = text
            part.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            run.append(part)
        paragraph._p.append(run)


def running_words(model):
    """What a page that fell out of the file belongs to."""
    words = clean(model["subtitle"])
    words = words if len(words) <= 40 else words[:39] + "…"
    if model["demo"]:
        words += " · 演示数据" if model["lang"] == "zh" else " · demo data"
    return words


def room_of(section):
    """How wide a page of the section is inside its margins."""
    return section.page_width - section.left_margin - section.right_margin


def page_numbers(section, model):
    section.footer.is_linked_to_previous = False
    paragraph = section.footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run(running_words(model) + "\u3000\u3000").font.size = Pt(8)
    field(paragraph, " PAGE ", "1")
    paragraph.add_run(" / ")
    field(paragraph, " NUMPAGES ", "1")


def styled(document, style_id):
    """A paragraph of a style by its id: looking it up by name reads all styles of the template."""
    paragraph = document.add_paragraph()
    paragraph._p.style = style_id
    return paragraph


def add_caption(document, word, table):
    paragraph = styled(document, "Caption")
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    number = table["number"]
    if number:
        paragraph.add_run(word.rstrip() + (" " if word.endswith(" ") else ""))
        if number.isdigit():
            field(paragraph, " SEQ zonegate_table \\r " + number + " \\* ARABIC ", number)
        else:
            paragraph.add_run(number)
        paragraph.add_run(" ")
    paragraph.add_run(clean(table["caption"]))


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


SHORT_TABLE = 8  # rows that stay on one page
FIRST_ROWS = 2  # of a longer one, that stay with its header


def cell_xml(text, width, right, bold, keep=False, rule=None):
    """Tables are written as text and read once: an object for each of their elements takes most of a document's time."""
    style = ('<w:keepNext/>' if keep else "") + '<w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/>' + ('<w:jc w:val="right"/>' if right else "")
    form = ("<w:b/>" if bold else "") + '<w:sz w:val="16"/>'
    lines = "".join(f"<w:p><w:pPr>{style}" + ("" if line else "<w:rPr>" + form + "</w:rPr>") + "</w:pPr>" + (f'<w:r><w:rPr>{form}</w:rPr><w:t xml:space="preserve">{escape(line)}</w:t></w:r>' if line else "") + "</w:p>"
                    for line in clean(text).split("\n"))
    borders = f'<w:tcBorders><w:{rule} w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:tcBorders>' if rule else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{borders}</w:tcPr>{lines}</w:tc>'


def row_xml(cells, header=False):
    return "<w:tr><w:trPr><w:cantSplit/>" + ("<w:tblHeader/>" if header else "") + "</w:trPr>" + "".join(cells) + "</w:tr>"


def table_xml(table, room):
    widths = [c["width"] for c in table["columns"]]
    widths = [max(1, int(room * w / sum(widths))) for w in widths]
    columns = table["columns"]
    out = [f'<w:tbl xmlns:w="{W}"><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>',
           *(f'<w:{side} w:val="single" w:sz="12" w:space="0" w:color="000000"/>' for side in ("top", "bottom")),
           '</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>', *(f'<w:{side} w:w="50" w:type="dxa"/>' for side in ("left", "right")),
           "</w:tblCellMar></w:tblPr><w:tblGrid>", *(f'<w:gridCol w:w="{width}"/>' for width in widths), "</w:tblGrid>",
           row_xml([cell_xml(c["title"], w, c["number"], True, keep=True, rule="bottom") for c, w in zip(columns, widths)], header=True)]
    rows = table["rows"]
    if table["most_in_text"]:
        rows = rows[:table["most_in_text"]]
    together = len(rows) - 1 if len(rows) <= SHORT_TABLE else FIRST_ROWS
    for number, row in enumerate(rows):
        rule = "top" if row["total"] else None
        out.append(row_xml([cell_xml(cell["text"], w, c["number"] and "number" in cell, row["total"], keep=number < together, rule=rule)
                            for cell, c, w in zip(row["cells"], columns, widths)]))
    return parse_xml("".join(out) + "</w:tbl>")


def add_note(document, text):
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(1)
    paragraph.add_run(clean(text)).font.size = Pt(8.5)
    return paragraph


def add_table(document, model, table):
    add_caption(document, model["table_word"], table)
    document.element.body.insert(len(document.element.body) - 1, table_xml(table, model["room"] // 635))
    for note in [table["left_out_note"]] * bool(table["left_out_note"]) + table["notes"]:
        add_note(document, note)
    last = document.add_paragraph()  # two tables must not run together
    last.paragraph_format.space_after = Pt(0)
    if not table["number"]:
        last.paragraph_format.line_spacing = Pt(4)


def png_of(svg):
    """Drawn in this process: a converter started for each picture took four fifths of a document's time."""
    try:
        handle = Rsvg.Handle.new_from_data(svg.encode())
        handle.set_dpi(DOTS_PER_INCH)
        known, width, height = handle.get_intrinsic_size_in_pixels()
        if not known:
            raise ValueError("a picture without a size")
        surface = cairo.ImageSurface(cairo.FORMAT_RGB24, round(width), round(height))
        context = cairo.Context(surface)
        context.set_source_rgb(1, 1, 1)
        context.paint()
        page = Rsvg.Rectangle()
        page.x, page.y, page.width, page.height = 0, 0, round(width), round(height)
        handle.render_document(context, page)
    except (GLib.Error, cairo.Error) as error:
        raise ValueError(f"librsvg: {error}") from error
    drawn = Image.frombuffer("RGB", (surface.get_width(), surface.get_height()), bytes(surface.get_data()), "raw", "BGRX", surface.get_stride(), 1)
    # Flat colours and the shades at their edges: 256 do, in a third of the bytes. Its corner is paper, whatever else that entry stands for.
    flat = drawn.quantize(256, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    palette, paper_entry = flat.getpalette(), flat.getpixel((0, 0))
    palette[3 * paper_entry:3 * paper_entry + 3] = 255, 255, 255
    flat.putpalette(palette)
    png = io.BytesIO()
    flat.save(png, "PNG", compress_level=3, dpi=(DOTS_PER_INCH, DOTS_PER_INCH))
    return png.getvalue()


def add_picture(document, picture, number, room):
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.keep_with_next = True
    shape = paragraph.add_run().add_picture(io.BytesIO(png_of(picture["svg"])), width=min(Mm(picture["width_mm"]), room))
    part = Part(PackURI(f"/word/media/picture{number}.svg"), "image/svg+xml", picture["svg"].encode(), document.part.package)
    blip = next(shape._inline.iter(qn("a:blip")))
    blip.append(parse_xml(SVG_BLIP.format(document.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE))))
    shape._inline.docPr.set("descr", clean(picture["alt"]))
    caption = styled(document, "Caption")
    caption.alignment = WD_ALIGN_PARAGRAPH.CENTER
    caption.paragraph_format.keep_with_next = bool(picture["notes"])
    caption.add_run(clean(picture["word"].rstrip()) + (" " if picture["word"].endswith(" ") else ""))
    field(caption, f" SEQ zonegate_{picture['id'].split('_')[0]} \\r {picture['number']} \\* ARABIC ", picture["number"])
    caption.add_run(" " + clean(picture["caption"]))
    for left, note in zip(range(len(picture["notes"]) - 1, -1, -1), picture["notes"]):
        paragraph = add_note(document, note)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.keep_with_next = left > 0 or None  # all of them on the page of their picture


def add_signatures(document, words, lang):
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_before = Pt(16)
    sign = "：" if lang == "zh" else ": "
    for word in words:
        paragraph.add_run(clean(word) + sign)
        paragraph.add_run("\u3000" * 5 if lang == "zh" else " " * 16).underline = True
        paragraph.add_run("  ")


def add_paragraph(document, block):
    paragraph = document.add_paragraph()
    run = paragraph.add_run(clean(block["text"]))
    style = block.get("style", "")
    run.bold = style in ("verdict", "warning") or None
    if style == "verdict":
        run.font.size = Pt(12)
    if style == "note":
        run.font.size = Pt(8.5)
    return paragraph


def compact(paragraph, size, line, before=0.0):
    """A line of the first page, which has to hold the verdict and what must be done: whatever face stands in for 宋体, its lines are as high."""
    form = paragraph.paragraph_format
    form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(1), Pt(line)
    for run in paragraph.runs:
        run.font.size = run.font.size or Pt(size)


def front_block(document, model, block, last):
    """As add_block, of the first page; `last` stays on one page with the line to sign on."""
    kind = block["kind"]
    if kind == "heading":
        paragraph = styled(document, f"Heading{block['level']}")
        paragraph.add_run(clean(block["text"]))
        compact(paragraph, 11 if block["level"] == 1 else 9.5, 15 if block["level"] == 1 else 13, before=5 if block["level"] == 1 else 3)
    elif kind == "item":
        paragraph = styled(document, "ListBullet")
        paragraph.add_run(clean(block["text"]))
        compact(paragraph, 9.5, 13)
    elif kind == "paragraph":
        paragraph = add_paragraph(document, block)
        compact(paragraph, 9.5, 17 if block.get("style") == "verdict" else 13)
        paragraph.paragraph_format.keep_with_next = last or None
    else:
        add_block(document, model, block)


def add_block(document, model, block):
    kind = block["kind"]
    if kind == "heading":
        styled(document, f"Heading{block['level']}").add_run(clean(block["text"]))
    elif kind == "paragraph":
        add_paragraph(document, block)
    elif kind == "item":
        styled(document, "ListBullet").add_run(clean(block["text"]))
    elif kind == "table":
        add_table(document, model, model["tables"][block["table"]])
    elif kind == "picture":
        add_picture(document, model["pictures"][block["picture"]], block["picture"] + 1, model["room"])
    elif kind == "signatures":
        add_signatures(document, model["signatures"], model["lang"])
    elif kind == "page_break":
        style = block.get("style", "").split()
        section = document.add_section(WD_SECTION.NEW_PAGE)
        paper(section, "upright" not in style, "a3" in style)
        section.left_margin = section.right_margin = Mm(15)  # as wide as map sheets need it
        model["room"] = room_of(section)


def add_blocks(document, model):
    blocks, front = model["blocks"], True
    for block, after in zip(blocks, blocks[1:] + [{"kind": ""}]):
        front = front and block["kind"] != "page_break"
        if front:
            front_block(document, model, block, after["kind"] == "signatures")
        else:
            add_block(document, model, block)


def same_bytes(content):
    """Equal documents, equal bytes: python-docx dates the parts of the package by the clock."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            packed = zipfile.ZIP_STORED if name.endswith((".png", ".jpeg")) else zipfile.ZIP_DEFLATED
            target.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), source.read(name), packed)
    return out.getvalue()


def write(model, path):
    document = docx.Document()
    set_styles(document)
    core = document.core_properties
    core.title, core.subject, core.author, core.comments = shortened(model["title"]), shortened(model["subtitle"]), "zonegate", ""
    core.language = "zh-CN" if model["lang"] == "zh" else "en"
    paper(document.sections[0], False)
    page_numbers(document.sections[0], model)
    # Of the section that is being written: asking the document for its last one reads all of it, for every table and picture.
    model["room"] = room_of(document.sections[0])
    title = document.add_paragraph(clean(model["title"]), style="Title")
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    subtitle = document.add_paragraph(clean(model["subtitle"]))
    subtitle.alignment = WD_ALIGN_PARAGRAPH.CENTER
    add_blocks(document, model)
    content = io.BytesIO()
    document.save(content)
    with open(path, "wb") as file:
        file.write(same_bytes(content.getvalue()))


if __name__ == "__main__":
    if sys.argv[1:] == ["--check"]:
        sys.exit(0)  # the imports above are the check
    sys.exit(jobs.run(write))
