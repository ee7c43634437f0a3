# SPDX-License-Identifier: Apache-2.0
"""File formats by hand, byte for byte: what a library writes cannot be wrong enough."""
import io
import json
import os
import sqlite3
import struct
import zipfile
from pathlib import Path

# A square of one hectare that the bundled sample allows; the same square as a red line bans it.
WEST, SOUTH, SIDE = 102.6692, 29.3682, 0.001
PROJECT = "YA-009"
WGS84 = ('GEOGCS["China Geodetic Coordinate System 2000",DATUM["China_2000",SPHEROID["CGCS2000",6378137,298.257222101]],'
         'PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433],AUTHORITY["EPSG","4490"]]')


def square(x=WEST, y=SOUTH, side=SIDE):
    return [[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]


def polygon(*rings):
    return {"type": "Polygon", "coordinates": list(rings or (square(),))}


def feature(geometry, **properties):
    return {"type": "Feature", "properties": {"project_id": PROJECT, "HXMC": "zoo", **properties}, "geometry": geometry}


def collection(*features, **more):
    return {"type": "FeatureCollection", **more, "features": list(features)}


def to_json(value):
    return json.dumps(value, ensure_ascii=False).encode()


# A place in a GeoJSON text where a broken piece goes in as it is.
def json_with(coordinates, kind="Polygon", before="", properties='{"project_id":"YA-009"}'):
    return (f'{{"type":"FeatureCollection",{before}"features":[{{"type":"Feature","properties":{properties},'
            f'"geometry":{{"type":"{kind}","coordinates":{coordinates}}}}}]}}').encode()


# ---------------------------------------------------------------------------------------------------- WKB, WKT
def wkt(ring=None):
    return "POLYGON((" + ",".join(f"{x!r} {y!r}" for x, y in ring or square()) + "))"


def wkb_polygon(ring=None, order="<", rings=None, points=None):
    ring = ring or square()
    count = len(ring) if points is None else points
    body = struct.pack(order + "I", count) + b"".join(struct.pack(order + "dd", *p) for p in ring)
    return (b"\x01" if order == "<" else b"\x00") + struct.pack(order + "II", 3, 1 if rings is None else rings) + body


def wkb_nested(depth):
    return struct.pack("<BII", 1, 7, 1) * depth + struct.pack("<BII", 1, 7, 0)


def gpkg_blob(wkb, srs=4490, envelope=None, magic=b"GP", version=0, flags=None):
    kind = 1 if envelope else 0
    flags = 1 | kind << 1 if flags is None else flags
    return magic + struct.pack("<BBi", version, flags, srs) + (struct.pack("<4d", *envelope) if envelope else b"") + wkb


# --------------------------------------------------------------------------------------------------- Shapefile
def shp_polygon(ring=None, parts=None, points=None, box=None, first=0):
    ring = ring if ring is not None else square()[::-1]
    parts = 1 if parts is None else parts
    points = len(ring) if points is None else points
    xs, ys = [p[0] for p in ring] or [0], [p[1] for p in ring] or [0]
    box = box or (min(xs), min(ys), max(xs), max(ys))
    return (struct.pack("<I4dIII", 5, *box, parts & 0xFFFFFFFF, points & 0xFFFFFFFF, first & 0xFFFFFFFF)
            + b"".join(struct.pack("<dd", *p) for p in ring))


def shp_header(length, kind=5, box=(WEST, SOUTH, WEST + SIDE, SOUTH + SIDE), code=9994):
    return struct.pack(">7i", code, 0, 0, 0, 0, 0, length // 2) + struct.pack("<ii8d", 1000, kind, *box, 0, 0, 0, 0)


def shp(records, stated=None, numbers=None, **header):
    body = b"".join(struct.pack(">ii", numbers[i] if numbers else i + 1, len(r) // 2 if stated is None else stated) + r
                    for i, r in enumerate(records))
    return shp_header(100 + len(body), **header) + body


def shx(records, shift=0):
    at, body = 50 + shift, b""
    for record in records:
        body += struct.pack(">ii", at, len(record) // 2)
        at += 4 + len(record) // 2
    return shp_header(100 + len(body)) + body


def dbf(rows, names=("project_id", "HXMC"), width=20, count=None, record=None, header=None, kind=b"C", end=b"\x1a"):
    head = 32 + 32 * len(names) + 1 if header is None else header
    size = 1 + width * len(names) if record is None else record
    out = struct.pack("<4BIHH20x", 3, 126, 1, 1, len(rows) if count is None else count, head & 0xFFFF, size & 0xFFFF)
    for name in names:
        out += struct.pack("<11sc4xBB14x", name.encode() if isinstance(name, str) else name, kind, width, 0)
    out += b"\r"
    for row in rows:
        out += b" " + b"".join((c.encode() if isinstance(c, str) else c).ljust(width)[:width] for c in row)
    return out + end


def shapefile(records=None, rows=None, **parts):
    """The four files by suffix; a part that is given replaces the sound one, None leaves it out."""
    records = [shp_polygon()] if records is None else records
    rows = [[PROJECT, "zoo"]] * len(records) if rows is None else rows
    files = {"shp": shp(records), "shx": shx(records), "dbf": dbf(rows), "prj": WGS84.encode(), "cpg": b"UTF-8"}
    files.update(parts)
    return {k: v for k, v in files.items() if v is not None}


# -------------------------------------------------------------------------------------------------- GeoPackage
GPKG = """
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE, description TEXT DEFAULT '',
  last_change DATETIME NOT NULL DEFAULT '2026-09-01T00:00:00.000Z', min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER);
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL, PRIMARY KEY (table_name, column_name));
"""


def gpkg_file(path, blobs, table="t", srs=4490, kind="POLYGON", statements=(), application=0x47504B47, wal=False):
    path.unlink(missing_ok=True)
    base = sqlite3.connect(path)
    quoted = '"' + table.replace('"', '""') + '"'
    base.execute(f"PRAGMA application_id={application}")
    base.execute("PRAGMA user_version=10300")
    base.executescript(GPKG)
    base.executemany("INSERT INTO gpkg_spatial_ref_sys VALUES (?,?,?,?,?,'')", [
        ("CGCS2000", 4490, "EPSG", 4490, WGS84), ("c", -1, "NONE", -1, "undefined"), ("g", 0, "NONE", 0, "undefined")])
    base.execute("INSERT INTO gpkg_contents (table_name, data_type, identifier, min_x, min_y, max_x, max_y, srs_id) VALUES "
                 "(?, 'features', ?, ?, ?, ?, ?, ?)", (table, table, WEST, SOUTH, WEST + SIDE, SOUTH + SIDE, srs))
    base.execute("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, ?, 0, 0)", (table, kind, srs))
    base.execute(f"CREATE TABLE {quoted} (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom BLOB, project_id TEXT, HXMC TEXT)")
    base.executemany(f"INSERT INTO {quoted} (geom, project_id, HXMC) VALUES (?, ?, 'zoo')", [(b, PROJECT) for b in blobs])
    for statement in statements:
        base.execute(statement)
    base.commit()
    if wal:  # a reader that ignores it sees the base without its features
        keep_wal(base, path, quoted)
    base.close()


def keep_wal(base, path, table):
    base.execute("PRAGMA journal_mode=WAL")
    base.execute("PRAGMA wal_autocheckpoint=0")
    base.execute(f"UPDATE {table} SET HXMC='in the wal'")
    base.commit()
    pieces = {suffix: Path(f"{path}{suffix}").read_bytes() for suffix in ("", "-wal")}
    base.close()
    for suffix, data in pieces.items():
        Path(f"{path}{suffix}").write_bytes(data)


# ---------------------------------------------------------------------------------------------------- archives
def archive(members, level=zipfile.ZIP_DEFLATED):
    """members: name -> bytes, or (name, bytes) pairs where a name stands twice. Always the same time stamps."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        for name, data in members.items() if isinstance(members, dict) else members:
            info = zipfile.ZipInfo(name, (2026, 9, 1, 0, 0, 0))
            info.compress_type = level
            z.writestr(info, data)
    return out.getvalue()


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"


def cells(rows):
    out = ""
    for i, row in enumerate(rows):
        out += f'<row r="{i + 1}">' + "".join(
            f'<c r="{chr(65 + k)}{i + 1}" t="inlineStr"><is><t>{text}</t></is></c>' for k, text in enumerate(row)) + "</row>"
    return out


def sheet(inside, before=""):
    return f'<?xml version="1.0" encoding="UTF-8"?>{before}<worksheet xmlns="{MAIN}"><sheetData>{inside}</sheetData></worksheet>'


def workbook_parts(sheet_xml, more=None):
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml."
    parts = {
        "[Content_Types].xml": f'<?xml version="1.0"?><Types xmlns="{PACKAGE}content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}worksheet+xml"/></Types>',
        "_rels/.rels": f'<?xml version="1.0"?><Relationships xmlns="{PACKAGE}relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<?xml version="1.0"?><workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<?xml version="1.0"?><Relationships xmlns="{PACKAGE}relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": sheet_xml,
    }
    parts.update(more or {})
    return {k: v for k, v in parts.items() if v is not None}


# -------------------------------------------------------------------------------------------------------- TIFF
def tif(columns=8, rows=8, value=5, shown=None, offset=None, count=None, geo=True, crs=True, kind=(8, 1), samples=1):
    """A striped GeoTIFF of one value over the square; shown and offset are what the header says instead of the truth."""
    data = bytes([value]) * (columns * rows)
    wide, high = shown or (columns, rows)
    entries = [(256, 4, 1, wide), (257, 4, 1, high), (258, 3, 1, kind[0]), (259, 3, 1, 1), (262, 3, 1, 1),
               (273, 4, 1, 8 if offset is None else offset), (277, 3, 1, samples), (278, 4, 1, high),
               (279, 4, 1, len(data) if count is None else count), (339, 3, 1, kind[1])]
    extra, at = [], 8 + len(data) + 2 + 12 * (len(entries) + 2 * geo + crs) + 4

    def far(tag, form, code, values):
        nonlocal at
        packed = struct.pack("<" + str(len(values)) + form, *values)
        entries.append((tag, code, len(values), at))
        extra.append(packed)
        at += len(packed)

    if geo:
        far(33550, "d", 12, (4 * SIDE / columns, 4 * SIDE / rows, 0))
        far(33922, "d", 12, (0, 0, 0, WEST - SIDE, SOUTH + 3 * SIDE, 0))
    if crs:
        far(34735, "H", 3, (1, 1, 0, 2, 1024, 0, 1, 2, 2048, 0, 1, 4490))
    directory = struct.pack("<H", len(entries)) + b"".join(
        struct.pack("<HHI", *e[:3]) + (struct.pack("<HH", e[3], 0) if e[1] == 3 and e[2] == 1 else struct.pack("<I", e[3]))
        for e in entries) + struct.pack("<I", 0)
    return b"II*\0" + struct.pack("<I", 8 + len(data)) + data + directory + b"".join(extra)


# -------------------------------------------------------------------------------------------------- XML of maps
def kml(inside=None, before="", after=""):
    ring = " ".join(f"{x!r},{y!r}" for x, y in square())
    inside = inside if inside is not None else (
        f"<Placemark><name>{PROJECT}</name><ExtendedData><Data name=\"project_id\"><value>{PROJECT}</value></Data></ExtendedData>"
        f"<Polygon><outerBoundaryIs><LinearRing><coordinates>{ring}</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>")
    return (f'<?xml version="1.0" encoding="UTF-8"?>{before}<kml xmlns="http://www.opengis.net/kml/2.2"><Document>'
            f"{inside}{after}</Document></kml>").encode()


def gpx(inside=None, before=""):
    points = "".join(f'<trkpt lat="{y!r}" lon="{x!r}"/>' for x, y in square()[:3])
    inside = inside if inside is not None else f"<trk><name>{PROJECT}</name><trkseg>{points}</trkseg></trk>"
    return (f'<?xml version="1.0" encoding="UTF-8"?>{before}<gpx version="1.1" creator="zoo" '
            f'xmlns="http://www.topografix.com/GPX/1/1">{inside}</gpx>').encode()


def entity(text="<!ENTITY x SYSTEM \"file:///etc/passwd\">"):
    return f"<!DOCTYPE zoo [{text}]>"


def laughs(levels=9):
    out = '<!ENTITY a0 "ha">'
    for i in range(levels):
        out += f'<!ENTITY a{i + 1} "' + f"&a{i};" * 10 + '">'
    return entity(out), f"&a{levels};"


def make_special(path, kind, target=""):
    """What is no plain file. Symlinks may point at themselves or at a device."""
    if path.is_symlink() or path.exists():
        return
    if kind == "fifo":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    else:
        path.symlink_to(target)
