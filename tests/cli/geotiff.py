# SPDX-License-Identifier: Apache-2.0
"""Writes a small GeoTIFF from rows of numbers, and reads one back, tag by tag, so that a case can show every cell. The format is in README.md beside this file."""
import struct
import zlib

TYPES = {"byte": ("B", 1, 1), "uint16": ("H", 1, 2), "int16": ("h", 2, 2), "int32": ("i", 2, 4), "int64": ("q", 2, 8), "float32": ("f", 3, 4), "float64": ("d", 3, 8)}
GEOGRAPHIC = {4214, 4326, 4490, 4610}  # Beijing 1954, WGS 84, CGCS2000, Xian 1980; all others are taken for projected ones
FORMS = {1: "B", 2: "s", 3: "H", 4: "I", 12: "d", 16: "Q"}


def number(word):
    return float(word) if any(c in word for c in ".eEn") else int(word)


def geo_keys(crs):
    code = int(crs.rpartition(":")[2])
    geographic = code in GEOGRAPHIC
    return (1, 1, 0, 3, 1024, 0, 1, 2 if geographic else 1, 1025, 0, 1, 1, 2048 if geographic else 3072, 0, 1, code)


class Spec:
    """raster NAME CRS|none LEFT TOP CELL[xCELL] [TYPE] [nodata N] [skew N] [declare COLUMNSxROWS] [cut BYTES] [scale N] [offset N]"""

    def __init__(self, words):
        self.crs, self.left, self.top = words[0], float(words[1]), float(words[2])
        sides = [float(w) for w in words[3].split("x")]
        self.cell = (sides[0], sides[-1])
        self.type, self.nodata, self.skew, self.declare, self.cut, self.scale, self.offset = "byte", None, 0.0, None, 0, None, None
        at = 4
        while at < len(words):
            word = words[at]
            if word in TYPES:
                self.type, at = word, at + 1
                continue
            value = words[at + 1]
            if word == "nodata": self.nodata = value
            elif word == "skew": self.skew = float(value)
            elif word == "declare": self.declare = [int(n) for n in value.split("x")]
            elif word == "cut": self.cut = int(value)
            elif word == "scale": self.scale = value
            elif word == "offset": self.offset = value
            else: raise ValueError(f"a raster has no '{word}'")
            at += 2


def write_geotiff(path, words, text):
    spec = Spec(words)
    rows = [[number(w) for w in line.split()] for line in text.splitlines() if line.strip()]
    if len({len(r) for r in rows}) != 1: raise ValueError("the rows have different numbers of cells")
    form, sample, size = TYPES[spec.type]
    cells = b"".join(struct.pack(f"<{len(r)}{form}", *r) for r in rows)
    columns, height = spec.declare or (len(rows[0]), len(rows))
    tags = {256: (4, [columns]), 257: (4, [height]), 258: (3, [8 * size]), 259: (3, [1]), 262: (3, [1]), 277: (3, [1]), 278: (4, [height]),
            279: (4, [len(cells)]), 339: (3, [sample])}
    if spec.skew:
        tags[34264] = (12, [spec.cell[0], spec.skew, 0, spec.left, -spec.skew, -spec.cell[1], 0, spec.top, 0, 0, 0, 0, 0, 0, 0, 1])
    else:
        tags[33550] = (12, [spec.cell[0], spec.cell[1], 0])
        tags[33922] = (12, [0, 0, 0, spec.left, spec.top, 0])
    if spec.crs != "none": tags[34735] = (3, list(geo_keys(spec.crs)))
    if spec.nodata is not None: tags[42113] = (2, [spec.nodata.encode() + b"\0"])
    if spec.scale or spec.offset:
        items = "".join(f'<Item name="{n}" sample="0" role="{n.lower()}">{v}</Item>' for n, v in (("SCALE", spec.scale), ("OFFSET", spec.offset)) if v)
        tags[42112] = (2, [f"<GDALMetadata>{items}</GDALMetadata>".encode() + b"\0"])
    body = directory(tags, cells)
    path.write_bytes(body[:len(body) - spec.cut])


def directory(tags, cells):
    """Header, directory, what does not fit into its entries, and last the cells."""
    tags[273] = (4, [0])
    packed = {}
    for tag, (kind, values) in tags.items():
        packed[tag] = values[0] if kind == 2 else struct.pack(f"<{len(values)}{FORMS[kind]}", *values)
    extra_at = 8 + 2 + 12 * len(tags) + 4
    extras = b"".join(v + b"\0" * (len(v) % 2) for t, v in sorted(packed.items()) if len(v) > 4)
    packed[273] = struct.pack("<I", extra_at + len(extras))
    out, at = struct.pack("<2sHIH", b"II", 42, 8, len(tags)), extra_at
    for tag, value in sorted(packed.items()):
        kind, values = tags[tag]
        count = len(value) if kind == 2 else len(values)
        out += struct.pack("<HHI", tag, kind, count) + (value.ljust(4, b"\0") if len(value) <= 4 else struct.pack("<I", at))
        if len(value) > 4: at += len(value) + len(value) % 2
    return out + b"\0\0\0\0" + extras + cells


def read_tags(data):
    if data[:4] != b"II*\0": raise ValueError("not a little-endian TIFF")
    at = struct.unpack_from("<I", data, 4)[0]
    tags = {}
    for i in range(struct.unpack_from("<H", data, at)[0]):
        tag, kind, count = struct.unpack_from("<HHI", data, at + 2 + 12 * i)
        form = FORMS[kind]
        size = struct.calcsize(form) * count
        place = at + 10 + 12 * i if size <= 4 else struct.unpack_from("<I", data, at + 10 + 12 * i)[0]
        tags[tag] = data[place:place + size] if kind == 2 else struct.unpack_from(f"<{count}{form}", data, place)
    return tags


def read_geotiff(path):
    """Rows of cells as text, '.' where there is no value. Tiles, deflate, no predictor; the first picture of the file."""
    data = path.read_bytes()
    tags = read_tags(data)
    if tags.get(317, (1,))[0] != 1: raise ValueError("cells behind a predictor are not read here: write --layout tiled")
    columns, rows, wide, high = tags[256][0], tags[257][0], tags[322][0], tags[323][0]
    form = next(f for f, s, n in TYPES.values() if (n * 8, s) == (tags[258][0], tags.get(339, (1,))[0]))
    nodata = tags[42113].rstrip(b"\0 ").decode() if 42113 in tags else None
    across = -(-columns // wide)
    tiles = []
    for offset, size in zip(tags[324], tags[325]):
        raw = zlib.decompress(data[offset:offset + size]) if size else None
        tiles.append(struct.unpack(f"<{wide * high}{form}", raw) if raw else None)
    out = []
    for r in range(rows):
        cells = []
        for c in range(columns):
            tile = tiles[(r // high) * across + c // wide]
            cells.append(shown(tile[(r % high) * wide + c % wide], nodata) if tile else ".")
        out.append(" ".join(cells))
    return "\n".join(out) + "\n"


def shown(v, nodata):
    if v != v or (nodata not in (None, "nan") and v == float(nodata)): return "."
    return f"{v:.6g}"
