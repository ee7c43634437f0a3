# SPDX-License-Identifier: Apache-2.0
"""Reads documents back into tables of texts and numbers, with the standard library alone."""
import html.parser
import re
import struct
import subprocess
import xml.etree.ElementTree as ET
import zipfile

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
SVG = "{http://www.w3.org/2000/svg}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/"
EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"


def printed(table):
    return table["rows"][:table["most_in_text"]] if table["most_in_text"] else table["rows"]


def lines(text):
    return re.sub(r"[ \t]+", " ", text)


class Tables(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.tables, self.texts, self.into, self.pictures, self.title = [], [], None, [], ""

    def handle_starttag(self, tag, attributes):
        if tag == "p" and ("class", "title") in attributes:
            self.into, self.title = "title", ""
        elif tag == "table":
            self.tables.append({"rows": [], "caption": self.title, "head": 0})
            assert dict(attributes)["aria-labelledby"] == "title-" + dict(attributes)["id"]
        elif tag == "thead":
            self.tables[-1]["head"] += 1
        elif tag == "tr":
            self.tables[-1]["rows"].append([])
        elif tag == "svg":
            self.pictures.append(dict(attributes))
        elif tag in ("td", "th", "h1", "h2", "h3", "p"):
            self.into = tag
            if tag in ("td", "th"):
                self.tables[-1]["rows"][-1].append("")
            else:
                self.texts.append("")
        assert tag != "script" and not any(name in ("src", "href") for name, _ in attributes), f"a document asks for something: {tag}"

    def handle_endtag(self, tag):
        if tag == self.into or (tag == "p" and self.into == "title"):
            self.into = None

    def handle_data(self, data):
        if self.into in ("td", "th"):
            self.tables[-1]["rows"][-1][-1] += data
        elif self.into == "title":
            self.title += data
        elif self.into:
            self.texts[-1] += data


def check_html(path, model):
    page = Tables()
    page.feed(path.read_text(encoding="utf-8"))
    assert model["subtitle"][:20] in re.search(r'@top-right \{ content: "(.*)";', path.read_text(encoding="utf-8")).group(1), "pages do not say whose they are"
    assert len(page.tables) == len(model["tables"])
    for got, table in zip(page.tables, model["tables"]):
        assert got["head"] == 1 and table["caption"] in got["caption"]
        assert got["rows"][0] == [c["title"] for c in table["columns"]]
        assert got["rows"][1:] == [[c["text"] for c in row["cells"]] for row in printed(table)], table["id"]
    for block in model["blocks"]:
        if "text" in block:
            assert any(block["text"] in text for text in page.texts), block
    assert [p["aria-label"] for p in page.pictures] == [p["alt"] for p in model["pictures"]]
    for picture in model["pictures"]:
        assert picture_caption(picture) in page.texts, picture["caption"]
    return sum(len(t["rows"]) for t in page.tables)


def picture_caption(picture):
    return f"{picture['word']}{picture['number']} {picture['caption']}"


def check_svg(svg):
    """A picture stands alone, and its texts are within it."""
    root = ET.fromstring(svg)
    _, _, width, height = (float(v) for v in root.get("viewBox").split())
    for node in root.iter():
        assert node.tag in {SVG + name for name in ("svg", "path", "text", "circle")}, node.tag
        assert not any("href" in name or name in ("class", "style", "id") or "url(" in value for name, value in node.attrib.items()), node.attrib
        if node.tag == SVG + "text":
            assert 0 <= float(node.get("x")) <= width and 0 < float(node.get("y")) <= height, ET.tostring(node)
            assert float(node.get("font-size")) >= 2, "too small to read"


def docx_text(node):
    return "\n".join("".join(t.text or "" for t in p.iter(W + "t")) for p in node.iter(W + "p"))


def check_docx(path, model):
    with zipfile.ZipFile(path) as package:
        assert package.testzip() is None
        check_docx_pictures(package, model)
        body = ET.fromstring(package.read("word/document.xml")).find(W + "body")
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                ET.fromstring(package.read(name))
        feet = [docx_text(ET.fromstring(package.read(name))) for name in package.namelist() if name.startswith("word/footer")]
    assert any(model["subtitle"][:39] in foot and model["demo"] == ("演示数据" in foot or "demo data" in foot) for foot in feet), "pages do not say whose they are"
    tables = body.findall(W + "tbl")
    assert len(tables) == len(model["tables"])
    captions = [docx_text(p) for p in body.findall(W + "p") if p.find(f"{W}pPr/{W}pStyle") is not None and p.find(f"{W}pPr/{W}pStyle").get(W + "val") == "Caption"]
    below = [picture_caption(p) for p in model["pictures"]]
    assert [c for c in captions if c in below] == below
    captions = [c for c in captions if c not in below]
    for got, caption, table in zip(tables, captions, model["tables"], strict=True):
        word = model["table_word"] + table["number"] + " " if table["number"] else ""
        assert caption == word + table["caption"], caption
        rows = got.findall(W + "tr")
        assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None, "the header does not repeat"
        texts = [[docx_text(cell) for cell in row.findall(W + "tc")] for row in rows]
        assert texts[0] == [c["title"] for c in table["columns"]]
        assert texts[1:] == [[c["text"] for c in row["cells"]] for row in printed(table)], table["id"]
    headings = [docx_text(p) for p in body.findall(W + "p") if (s := p.find(f"{W}pPr/{W}pStyle")) is not None and s.get(W + "val").startswith("Heading")]
    assert headings == [b["text"] for b in model["blocks"] if b["kind"] == "heading"]
    check_grid(tables)
    check_together(body, tables, model)
    return sum(len(t.findall(W + "tr")) for t in tables)


def check_docx_pictures(package, model):
    """Each picture is the SVG of the model, with a PNG of the same shape for programs that cannot draw it, and a description."""
    body = ET.fromstring(package.read("word/document.xml"))
    parts = {r.get("Id"): "word/" + r.get("Target").lstrip("/") for r in ET.fromstring(package.read("word/_rels/document.xml.rels"))}
    types = package.read("[Content_Types].xml").decode()
    shown = list(body.iter(DRAWING + "wordprocessingDrawing}inline"))
    assert len(shown) == len(model["pictures"])
    for inline, picture in zip(shown, model["pictures"]):
        assert inline.find(DRAWING + "wordprocessingDrawing}docPr").get("descr") == picture["alt"]
        blip = next(inline.iter(DRAWING + "main}blip"))
        svg = next(inline.iter("{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"))
        assert package.read(parts[svg.get(EMBED)]).decode() == picture["svg"]
        assert f'PartName="/{parts[svg.get(EMBED)]}" ContentType="image/svg+xml"' in types or 'Extension="svg" ContentType="image/svg+xml"' in types
        png = package.read(parts[blip.get(EMBED)])
        wide, high = struct.unpack(">II", png[16:24])
        assert png[:8] == b"\x89PNG\r\n\x1a\n" and abs(wide / high - picture["width_mm"] / picture["height_mm"]) < 0.01 and wide > 1000


def kept(node):
    """Whether each paragraph stays on the page of the next."""
    return [p.find(f"{W}pPr/{W}keepNext") is not None for p in node.iter(W + "p")]


def check_together(body, tables, model):
    """A table of up to 8 rows is one page's: all of its rows but the last stay with the next. So do the first of a longer one, and a picture with its caption and notes."""
    for got, table in zip(tables, model["tables"]):
        rows = got.findall(W + "tr")
        stay = len(rows) - 1 if len(rows) <= 9 else 3
        assert all(all(kept(row)) for row in rows[:stay]) and (len(rows) == 1 or not any(kept(rows[-1]))), table["id"]
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    paragraphs = list(body)
    at = [i for i, p in enumerate(paragraphs) if p.find(f".//{DRAWING}wordprocessingDrawing}}inline") is not None]
    for i, picture in zip(at, model["pictures"]):
        block = paragraphs[i:i + 2 + len(picture["notes"])]
        assert [docx_text(p) for p in block[2:]] == picture["notes"], picture["caption"]
        assert all(kept(p)[0] for p in block[:-1]), f"{picture['caption']}: a note may stand on the next page"


def check_grid(tables):
    """What the schema of tables asks: properties before the grid before the rows; a paragraph at the end of every cell."""
    for table in tables:
        assert [c.tag for c in table][:2] == [W + "tblPr", W + "tblGrid"]
        columns = len(table.find(W + "tblGrid"))
        order = ["tblStyle", "tblpPr", "tblOverlap", "bidiVisual", "tblStyleRowBandSize", "tblStyleColBandSize", "tblW", "jc", "tblCellSpacing", "tblInd", "tblBorders", "shd",
                 "tblLayout", "tblCellMar", "tblLook"]
        places = [order.index(c.tag[len(W):]) for c in table.find(W + "tblPr")]
        assert places == sorted(places)
        for row in table.findall(W + "tr"):
            cells = row.findall(W + "tc")
            assert len(cells) == columns
            assert all(c[0].tag == W + "tcPr" and c[-1].tag == W + "p" for c in cells)


def sheet_cells(package, shared, target):
    root = ET.fromstring(package.read("xl/" + target))
    assert not list(root.iter(S + "f")), "a formula"
    assert root.find(f"{S}sheetViews/{S}sheetView/{S}pane") is not None or not list(root.iter(S + "autoFilter")), "the header is not frozen"
    out = {}
    for cell in root.iter(S + "c"):
        value = cell.find(S + "v")
        if value is None:
            continue
        column, row = re.fullmatch(r"([A-Z]+)(\d+)", cell.get("r")).groups()
        number = 0
        for letter in column:
            number = number * 26 + ord(letter) - 64
        out[int(row) - 1, number - 1] = shared[int(value.text)] if cell.get("t") == "s" else float(value.text)
    return out


def check_room(package, target, cells):
    """A sheet is no wider than a page can print it legibly, and rows are as tall as their texts: programs that keep the heights of a file would cut them off."""
    root = ET.fromstring(package.read("xl/" + target))
    widths = {i - 1: float(c.get("width")) for c in root.iter(S + "col") for i in range(int(c.get("min")), int(c.get("max")) + 1)}
    assert sum(widths.values()) < 215, (target, widths)
    heights = {int(r.get("r")) - 1: float(r.get("ht", 15)) for r in root.iter(S + "row")}
    merged = {}
    for area in root.iter(S + "mergeCell"):
        row = int(re.search(r"\d+", area.get("ref")).group()) - 1
        merged[row] = sum(widths.values())
    for (row, column), value in cells.items():
        if not isinstance(value, str) or (row == 0 and (len(widths) > 1 or column > 0)):
            continue  # titles of tables reach over the columns
        digits = [sum(2 if ord(sign) > 0x2E80 else 0.8 for sign in line) for line in value.split("\n")]
        least = sum(max(1, -(-d // merged.get(row, widths[column]))) for d in digits)
        assert heights[row] >= min(409, 15 * least), f"{target} row {row}: {value!r} takes {least} lines, the row has {heights[row]}"


def printed_pages(path):
    """Of each sheet its name, header, footer, orientation, whether it is fitted to one page across, and the rows that every page repeats."""
    with zipfile.ZipFile(path) as package:
        links = {r.get("Id"): r.get("Target") for r in ET.fromstring(package.read("xl/_rels/workbook.xml.rels"))}
        book = ET.fromstring(package.read("xl/workbook.xml"))
        key = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
        repeated = {int(n.get("localSheetId")): n.text for n in book.iter(S + "definedName") if n.get("name") == "_xlnm.Print_Titles"}
        out = []
        for i, sheet in enumerate(book.iter(S + "sheet")):
            page = ET.fromstring(package.read("xl/" + links[sheet.get(key)]))
            setup, fit = next(page.iter(S + "pageSetup")), next(page.iter(S + "pageSetUpPr"))
            words = [next((e.text for e in page.iter(S + tag)), "") for tag in ("oddHeader", "oddFooter")]
            out.append((sheet.get("name"), *words, setup.get("orientation"), fit.get("fitToPage") == "1" and setup.get("fitToHeight") == "0", repeated.get(i, "")))
        return out


def text_formats(path):
    """The texts of the cells whose format is that of texts (@): who edits one gets a text again, no formula."""
    with zipfile.ZipFile(path) as package:
        shared = ["".join(t.text or "" for t in item.iter(S + "t")) for item in ET.fromstring(package.read("xl/sharedStrings.xml"))]
        styles = next(ET.fromstring(package.read("xl/styles.xml")).iter(S + "cellXfs"))
        texts = {str(i) for i, xf in enumerate(styles) if xf.get("numFmtId") == "49"}
        sheets = [name for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
        cells = [c for name in sheets for c in ET.fromstring(package.read(name)).iter(S + "c")]
        return {shared[int(next(c.iter(S + "v")).text)] for c in cells if c.get("t") == "s" and c.get("s") in texts}


def read_xlsx(path):
    with zipfile.ZipFile(path) as package:
        shared = ["".join(t.text or "" for t in item.iter(S + "t")) for item in ET.fromstring(package.read("xl/sharedStrings.xml"))]
        links = {r.get("Id"): r.get("Target") for r in ET.fromstring(package.read("xl/_rels/workbook.xml.rels"))}
        book = ET.fromstring(package.read("xl/workbook.xml"))
        key = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
        out = {}
        for sheet in book.iter(S + "sheet"):
            target = links[sheet.get(key)]
            out[sheet.get("name")] = sheet_cells(package, shared, target)
            check_room(package, target, out[sheet.get("name")])
        return out


def check_xlsx(path, model, first_column=0):
    sheets = list(read_xlsx(path).items())
    assert len(sheets) == len(model["tables"]) + 2, "a front sheet, one for each table, notes"
    for (name, cells), table in zip(sheets[1:-1], model["tables"]):
        assert table["caption"][:10] in name, name
        assert [cells.get((1, c + first_column)) for c in range(len(table["columns"]))] == [c["title"] for c in table["columns"]]
        for r, row in enumerate(table["rows"]):
            for c, cell in enumerate(row["cells"]):
                got = cells.get((r + 2, c + first_column), "")
                want = cell.get("number", cell["text"])
                assert got == want, f"{name} row {r} column {c}: {got!r}, {want!r}"
    front = "\n".join(str(v) for v in sheets[0][1].values())
    for block in model["blocks"]:
        assert block.get("text", "") in front, block
    return sum(len(t["rows"]) for t in model["tables"])


def check_pdf(path, model):
    text = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True).stdout.decode("utf-8")
    squeezed = re.sub(r"\s+", "", text)
    count = 0
    images = subprocess.run(["pdfimages", "-list", str(path)], capture_output=True, check=True).stdout.decode().splitlines()
    assert len(images) <= 2, "a picture is printed as dots, not as lines"
    for picture in model["pictures"]:
        assert re.sub(r"\s+", "", picture_caption(picture)) in squeezed, picture["caption"]
    for table in model["tables"]:
        assert re.sub(r"\s+", "", table["caption"]) in squeezed, table["caption"]
        for row in printed(table):
            for cell in row["cells"]:
                if "number" in cell:
                    assert cell["text"] in text, f"{table['id']}: {cell['text']} is not in the .pdf"
                    count += 1
    return count
