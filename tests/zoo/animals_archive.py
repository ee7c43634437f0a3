# SPDX-License-Identifier: Apache-2.0
"""Archives: workbooks (.xlsx, as tables of attributes and units) and .kmz that are bombs, climb out of their folder or name other files."""
import struct
import zipfile

from formats import OFFICE, PACKAGE, PROJECT, archive, cells, entity, kml, laughs, sheet, workbook_parts

ROWS = [["project_id", "project_type", "industry"], [PROJECT, "restoration", "N7711"]]
GOOD = sheet(cells(ROWS))
RELATION = f'<?xml version="1.0"?><Relationships xmlns="{PACKAGE}relationships">%s</Relationships>'
LINK = b"<NetworkLink><Link><href>second.kml</href></Link></NetworkLink>"
GIGABYTE = 1 << 30


class Zeros:
    """Packed zeros of any size: made once, never held unpacked."""

    def __new__(cls, size, head=b"", tail=b""):
        import zlib
        packer, out, crc, block = zlib.compressobj(9, zlib.DEFLATED, -15), [], 0, b" " * (1 << 20)
        pieces = [head] + [block] * (size >> 20) + [tail]
        for piece in pieces:
            crc = zlib.crc32(piece, crc)
            out.append(packer.compress(piece))
        out.append(packer.flush())
        return b"".join(out), crc, size + len(head) + len(tail)


def raw_zip(name, packed, crc, size):
    """An archive of one member whose packed bytes are given."""
    name = name.encode()
    local = struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, 8, 0, 0x5b21, crc, len(packed), min(size, 0xFFFFFFFF), len(name), 0) + name
    central = struct.pack("<4s6H3I5H2I", b"PK\1\2", 20, 20, 0, 8, 0, 0x5b21, crc, len(packed), min(size, 0xFFFFFFFF), len(name),
                          0, 0, 0, 0, 0, 0) + name
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 1, 1, len(central), len(local) + len(packed), 0)
    return local + packed + central + end


def with_sheet(xml, more=None):
    return archive(workbook_parts(xml, more))


def workbooks(put, put_random):
    good = with_sheet(GOOD)
    put("good", good)
    put("empty", b"")
    put("cut-half", good[:len(good) // 2])
    put("cut-directory", good[:-30])
    put("really-csv", b"project_id,project_type\nYA-009,restoration\n")
    put("really-xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    put("no-members", archive({}))
    put("no-sheet", archive(workbook_parts(None)))
    put("sheet-empty", with_sheet(""))
    put("sheet-not-xml", with_sheet("hello"))
    put("sheet-cut", with_sheet(GOOD[:-40]))
    put("xxe", with_sheet(sheet(cells([ROWS[0], [PROJECT, "&x;", "N7711"]]), entity())))
    put("xxe-http", with_sheet(sheet(cells([ROWS[0], [PROJECT, "&x;", "N7711"]]), entity('<!ENTITY x SYSTEM "http://127.0.0.1:9/x">'))))
    put("dtd-http", with_sheet(sheet(cells(ROWS), '<!DOCTYPE zoo SYSTEM "http://127.0.0.1:9/x.dtd">')))
    declaration, word = laughs()
    put("laughs", with_sheet(sheet(cells([ROWS[0], [PROJECT, word, "N7711"]]), declaration)))
    put("external-target", with_sheet(GOOD, {"xl/_rels/workbook.xml.rels": RELATION % (
        f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="file:///etc/passwd" TargetMode="External"/>')}))
    put("target-climbs", with_sheet(GOOD, {"xl/_rels/workbook.xml.rels": RELATION % (
        f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="../../../../etc/passwd"/>')}))
    put("external-link", with_sheet(GOOD, {"xl/externalLinks/externalLink1.xml": "<externalLink/>"}))
    put("macros", with_sheet(GOOD, {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" * 50}))
    put("slip", with_sheet(GOOD, {"../../../../tmp/zoo-slipped.txt": "x"}))
    put("member-twice", archive(list(workbook_parts(GOOD).items()) + [("xl/worksheets/sheet1.xml", sheet(cells(ROWS[:1])))]))
    put("cell-error", with_sheet(sheet(cells(ROWS[:1]) + f'<row r="2"><c r="A2" t="str"><v>{PROJECT}</v></c><c r="B2" t="e"><v>#REF!</v></c></row>')))
    put("cell-formula-open", with_sheet(sheet(cells(ROWS[:1]) + f'<row r="2"><c r="A2" t="str"><v>{PROJECT}</v></c><c r="B2"><f>WEBSERVICE("http://127.0.0.1:9")</f></c></row>')))
    put("cell-shared-beyond", with_sheet(sheet(cells(ROWS[:1]) + '<row r="2"><c r="A2" t="s"><v>999999</v></c></row>')))
    put("cell-place-absurd", with_sheet(sheet(cells(ROWS) + '<row r="99999999999"><c r="ZZZZZZ99999999999" t="str"><v>x</v></c></row>')))
    put("row-million", with_sheet(sheet(cells(ROWS) + '<row r="1048576"><c r="XFD1048576" t="str"><v>x</v></c></row>')))
    put("merge-absurd", with_sheet(GOOD.replace("</worksheet>", '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>')))
    put("dates-1900", with_sheet(GOOD.replace("N7711", "1900-02-29")))
    put("encrypted", encrypted(good))
    put("crc-wrong", good.replace(b"PK\1\2", b"PK\1\2", 1)[:14] + b"\0\0\0\0" + good[18:])
    tail = GOOD[GOOD.index("</sheetData>"):].encode()
    head = GOOD[:GOOD.index("</sheetData>")].encode()
    put("bomb-sheet", bomb(workbook_parts(GOOD), "xl/worksheets/sheet1.xml", Zeros(GIGABYTE, head, tail)))
    put("bomb-size-lies", size_lies(good))
    put("many-members", archive({**workbook_parts(GOOD), **{f"x/{i}": "" for i in range(30000)}}, zipfile.ZIP_STORED))
    for i in range(3):
        spoiled = bytearray(good)
        for _ in range(5):
            spoiled[put_random.randrange(len(good))] ^= 0xFF
        put(f"flipped-{i}", bytes(spoiled))


def bomb(parts, name, zeros):
    """The sound members and one that unpacks to a gigabyte."""
    sound = archive({k: v for k, v in parts.items() if k != name})
    big = raw_zip(name, *zeros)
    return joined(sound, big)


def joined(a, b):
    """Two archives as one: the members of b behind those of a."""
    a_at, a_size = a.rindex(b"PK\5\6"), struct.unpack("<I", a[a.rindex(b"PK\5\6") + 12:][:4])[0]
    b_at, b_size = b.rindex(b"PK\5\6"), struct.unpack("<I", b[b.rindex(b"PK\5\6") + 12:][:4])[0]
    count = struct.unpack("<H", a[a_at + 10:][:2])[0]
    files = a[:a_at - a_size] + b[:b_at - b_size]
    entry = bytearray(b[b_at - b_size:b_at])
    entry[42:46] = struct.pack("<I", a_at - a_size)
    directory = a[a_at - a_size:a_at] + bytes(entry)
    return files + directory + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, count + 1, count + 1, len(directory), len(files), 0)


def encrypted(data):
    out = bytearray(data)
    for mark, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        where = out.find(mark)
        while where >= 0:
            out[where + at] |= 1
            where = out.find(mark, where + 4)
    return bytes(out)


def size_lies(data):
    """Every member says that it unpacks to 4 GiB."""
    out = bytearray(data)
    where = out.find(b"PK\1\2")
    while where >= 0:
        out[where + 24:where + 28] = b"\xfe\xff\xff\xff"
        where = out.find(b"PK\1\2", where + 4)
    return bytes(out)


def packed_maps(put):
    good = kml()
    put("good", archive({"doc.kml": good}))
    put("empty", b"")
    put("cut", archive({"doc.kml": good})[:-40])
    put("no-kml", archive({"readme.txt": "x"}))
    put("kml-not-doc", archive({"other.kml": good}))
    put("slip", archive({"doc.kml": good, "../../../../tmp/zoo-slipped.txt": "x"}))
    put("slip-kml", archive({"../../doc.kml": good}))
    put("xxe", archive({"doc.kml": kml(before=entity()).replace(b"<name>YA-009", b"<name>&x;")}))
    put("network-link", archive({"doc.kml": kml(after="<NetworkLink><Link><href>http://127.0.0.1:9/x.kml</href></Link></NetworkLink>")}))
    put("network-only", archive({"doc.kml": kml("<NetworkLink><Link><href>http://127.0.0.1:9/x.kml</href></Link></NetworkLink>")}))
    put("beside", archive({"doc.kml": good, "boundary.txt": "J1", "images/photo.png": "x", "style.css": "x"}))
    put("two-kml", archive({"doc.kml": good, "second.kml": good}))
    head, tail = good[:-len(b"</Document></kml>")], b"</Document></kml>"
    put("bomb", raw_zip("doc.kml", *Zeros(GIGABYTE, head, tail)))
    far = good.replace(b"102.66", b"102.96").replace(b"102.67", b"102.97")
    put("layer-two-kml", archive({"doc.kml": far, "second.kml": good}))
    put("layer-network-link", archive({"doc.kml": far.replace(b"</Document>", LINK + b"</Document>"), "second.kml": good}))
    put("really-kml", good)
    put("crc-wrong", archive({"doc.kml": good})[:14] + b"\0\0\0\0" + archive({"doc.kml": good})[18:])


def fill(zoo):
    workbooks(lambda name, data: zoo.put(f"xlsx/{name}.xlsx", data), zoo.random)
    packed_maps(lambda name, data: zoo.put(f"kmz/{name}.kmz", data))
