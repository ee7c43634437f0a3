# SPDX-License-Identifier: Apache-2.0
"""Writes a small .xlsx workbook from text, part by part, so that a case can show what spreadsheets hold. The format is in README.md beside this file."""
import re
import zipfile
from xml.sax.saxutils import escape, quoteattr

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def column(number):
    name = ""
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


class Sheet:
    def __init__(self, name):
        self.name, self.rows, self.merged, self.at = name, [], [], 1
        self.comments, self.boxes, self.header, self.prompt = [], [], "", ""


def read(text):
    sheets = []
    for line in text.splitlines():
        line = line.strip()
        if not line:
            continue
        word, _, rest = line.partition(" ")
        if word == "sheet":
            sheets.append(Sheet(rest))
        elif word == "merge":
            sheets[-1].merged.append(rest)
        elif word == "comment":  # of a cell: comment B2 its text
            sheets[-1].comments.append(rest.split(" ", 1))
        elif word == "box":
            sheets[-1].boxes.append(rest)
        elif word in ("header", "prompt"):  # of the printed page; of its cells
            setattr(sheets[-1], word, rest)
        elif word == "skip":
            sheets[-1].at += int(rest)
        elif word == "repeat":  # the row before it, N times more; {n} is the number of the row
            cells = sheets[-1].rows[-1][1]
            for _ in range(int(rest)):
                sheets[-1].rows.append((sheets[-1].at, cells))
                sheets[-1].at += 1
        elif line.startswith("|"):
            sheets[-1].rows.append((sheets[-1].at, [cell.strip() for cell in line.strip("|").split("|")]))
            sheets[-1].at += 1
        else:
            raise ValueError(f"a line of a workbook is sheet, merge, comment, box, header, prompt, skip, repeat or | cells |, not {line!r}")
    return sheets


def cell_xml(place, text, row, formats):
    text = text.replace("{n}", str(row)).replace("\\n", "\n")
    if not text:
        return ""
    if text.startswith("#"):
        number, _, shown = text[1:].partition("~")
        style = formats.setdefault(shown, len(formats)) if shown else 0
        return f'<c r="{place}" s="{style}"><v>{number}</v></c>'
    if text.startswith("="):
        formula, _, value = text[1:].partition("~")
        return f'<c r="{place}"><f>{escape(formula)}</f>' + (f"<v>{value}</v>" if value else "") + "</c>"
    if re.match(r"!#", text):
        return f'<c r="{place}" t="e"><v>{escape(text[1:])}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def sheet_xml(sheet, formats):
    out = [HEAD, f'<worksheet xmlns="{MAIN}"><sheetData>']
    for number, cells in sheet.rows:
        xml = "".join(cell_xml(f"{column(i)}{number}", text, number, formats) for i, text in enumerate(cells, 1))
        out.append(f'<row r="{number}">{xml}</row>')
    out.append("</sheetData>")
    if sheet.merged:
        out.append(f'<mergeCells count="{len(sheet.merged)}">' + "".join(f'<mergeCell ref="{ref}"/>' for ref in sheet.merged) + "</mergeCells>")
    if sheet.prompt:
        out.append(f'<dataValidations count="1"><dataValidation type="decimal" prompt={quoteattr(sheet.prompt)} sqref="A1:Z99"/></dataValidations>')
    if sheet.header:
        out.append(f"<headerFooter><oddHeader>{escape(sheet.header)}</oddHeader></headerFooter>")
    return "".join(out) + "</worksheet>"


# What stands beside the cells of a sheet: its parts, and the relations to them.
def beside(sheet, number):
    parts, links = {}, []
    if sheet.comments:
        rows = "".join(f'<comment ref="{cell}" authorId="0"><text><r><t>{escape(text)}</t></r></text></comment>' for cell, text in sheet.comments)
        parts[f"xl/comments{number}.xml"] = f'{HEAD}<comments xmlns="{MAIN}"><authors><author>a</author></authors><commentList>{rows}</commentList></comments>'
        links.append(("rIdC", "comments", f"../comments{number}.xml"))
    if sheet.boxes:
        texts = "".join(f"<a:p><a:r><a:t>{escape(text)}</a:t></a:r></a:p>" for text in sheet.boxes)
        parts[f"xl/drawings/drawing{number}.xml"] = (
            f'{HEAD}<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
            f'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">{texts}</xdr:wsDr>')
        links.append(("rIdD", "drawing", f"/xl/drawings/drawing{number}.xml"))
    if links:
        parts[f"xl/worksheets/_rels/sheet{number}.xml.rels"] = relations(links)
    return parts


def styles_xml(formats):
    codes = [code for code in formats if code]
    known = "".join(f'<numFmt numFmtId="{164 + i}" formatCode={quoteattr(code)}/>' for i, code in enumerate(codes))
    cells = '<xf numFmtId="0"/>' + "".join(f'<xf numFmtId="{164 + i}"/>' for i in range(len(codes)))
    return (f'{HEAD}<styleSheet xmlns="{MAIN}"><numFmts count="{len(codes)}">{known}</numFmts>'
            f'<cellXfs count="{len(codes) + 1}">{cells}</cellXfs></styleSheet>')


def relations(items):
    rows = "".join(f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"/>' for key, kind, target in items)
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'


def write_workbook(path, text):
    sheets, formats = read(text), {"": 0}
    parts = {f"xl/worksheets/sheet{i}.xml": sheet_xml(sheet, formats) for i, sheet in enumerate(sheets, 1)}
    for i, sheet in enumerate(sheets, 1):
        parts.update(beside(sheet, i))
    names = "".join(f'<sheet name={quoteattr(s.name)} sheetId="{i}" r:id="rId{i}"/>' for i, s in enumerate(sheets, 1))
    parts["xl/workbook.xml"] = f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{names}</sheets></workbook>'
    parts["xl/styles.xml"] = styles_xml(formats)
    links = [(f"rId{i}", "worksheet", f"worksheets/sheet{i}.xml") for i in range(1, len(sheets) + 1)]
    parts["xl/_rels/workbook.xml.rels"] = relations([*links, ("rIdS", "styles", "styles.xml")])
    parts["_rels/.rels"] = relations([("rId1", "officeDocument", "xl/workbook.xml")])
    kinds = "".join(f'<Override PartName="/{name}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml"/>'
                    for name, kind in [("xl/workbook.xml", "sheet.main"), ("xl/styles.xml", "styles")] +
                    [(f"xl/worksheets/sheet{i}.xml", "worksheet") for i in range(1, len(sheets) + 1)])
    parts["[Content_Types].xml"] = (f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
                                    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                                    f'{kinds}</Types>')
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), content)
