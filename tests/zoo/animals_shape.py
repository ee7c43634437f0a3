# SPDX-License-Identifier: Apache-2.0
"""Shapefiles whose files contradict each other or themselves, and FlatGeobuf with bytes changed."""
import struct

from formats import PROJECT, SIDE, SOUTH, WEST, dbf, shapefile, shp, shp_header, shp_polygon, shx, square

INF, NAN = float("inf"), float("nan")


def with_point(value):
    ring = square()[::-1]
    ring[1] = [value, SOUTH]
    return shp_polygon(ring, box=(WEST, SOUTH, WEST + SIDE, SOUTH + SIDE))


def shp_parts(*rings):
    points = [p for ring in rings for p in ring]
    xs, ys = zip(*points)
    starts = [sum(map(len, rings[:i])) for i in range(len(rings))]
    return (struct.pack("<I4dII", 5, min(xs), min(ys), max(xs), max(ys), len(rings), len(points))
            + struct.pack(f"<{len(rings)}I", *starts) + b"".join(struct.pack("<dd", *p) for p in points))


def missing_files(put):
    put("empty.shp", shapefile(shp=b""))
    put("header-only.shp", shapefile([], rows=[]))
    put("cut-header.shp", shapefile(shp=shp([shp_polygon()])[:60]))
    put("cut-record.shp", shapefile(shp=shp([shp_polygon()])[:-20]))
    put("cut-second.shp", shapefile([shp_polygon()] * 2, shp=shp([shp_polygon()] * 2)[:-90]))
    put("no-shx.shp", shapefile(shx=None))
    put("empty-shx.shp", shapefile(shx=b""))
    put("garbage-shx.shp", shapefile(shx=b"\xab" * 108))
    put("no-dbf.shp", shapefile(dbf=None))
    put("empty-dbf.shp", shapefile(dbf=b""))
    put("no-prj.shp", shapefile(prj=None))
    put("garbage-prj.shp", shapefile(prj=b"GEOGCS[\"x\",[[[["))
    put("prj-url.shp", shapefile(prj=b"http://127.0.0.1:9/wkt"))
    put("prj-path.shp", shapefile(prj=b"/etc/hostname"))
    put("really-tif.shp", {"shp": b"II*\0\x08\0\0\0\0\0"})
    put("really-vrt.shp", {"shp": b'<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>/etc/passwd</SrcDataSource>'
                                  b"</OGRVRTLayer></OGRVRTDataSource>"})
    put("really-sqlite.shp", {"shp": b"SQLite format 3\0" + b"\0" * 84})
    put("qix-lies.shp", shapefile(qix=b"SQT\x01\x01\0\0\0" + struct.pack("<ii", 0, 1)))


def counts(put):
    two = [shp_polygon()] * 2
    put("dbf-fewer.shp", shapefile(two, rows=[[PROJECT, "zoo"]]))
    put("dbf-more.shp", shapefile(rows=[[PROJECT, "zoo"]] * 3))
    put("shx-fewer.shp", shapefile(two, shx=shx(two[:1])))
    put("shx-more.shp", shapefile(shx=shx(two)))
    put("shx-beyond.shp", shapefile(shx=shx([shp_polygon()], shift=100000)))
    put("shx-same-twice.shp", shapefile(two, shx=shp_header(116) + struct.pack(">ii", 50, 64) * 2))
    put("dbf-record-length.shp", shapefile(dbf=dbf([[PROJECT, "zoo"]], record=12)))
    put("dbf-record-zero.shp", shapefile(dbf=dbf([[PROJECT, "zoo"]], record=0)))
    put("dbf-count-absurd.shp", shapefile(dbf=dbf([[PROJECT, "zoo"]], count=0xFFFFFFFF)))
    put("dbf-header-beyond.shp", shapefile(dbf=dbf([[PROJECT, "zoo"]], header=65000)))
    put("dbf-cut.shp", shapefile(dbf=dbf([[PROJECT, "zoo"]])[:-15]))
    put("dbf-type-unknown.shp", shapefile(dbf=dbf([[PROJECT, "zoo"]], kind=b"?")))
    put("dbf-names-twice.shp", shapefile(dbf=dbf([[PROJECT, "A"]], names=("project_id", "project_id"))))
    put("dbf-name-garbage.shp", shapefile(dbf=dbf([[PROJECT, "A"]], names=("project_id", b"\xff\xfe\x81"))))
    put("dbf-text-half.shp", shapefile(dbf=dbf([[PROJECT, b"\xba\xec\xcf" + b"\x81"]]), cpg=b"GBK"))
    put("dbf-deleted.shp", shapefile(dbf=dbf([[PROJECT, "zoo"]]).replace(b" " + PROJECT.encode(), b"*" + PROJECT.encode())))
    put("cpg-lies.shp", shapefile(dbf=dbf([[PROJECT, "红线".encode("gbk")]]), cpg=b"UTF-8"))
    put("cpg-unknown.shp", shapefile(dbf=dbf([[PROJECT, "红线".encode("gbk")]]), cpg=b"KLINGON-8"))


def numbers(put):
    put("parts-2-31.shp", shapefile([shp_polygon(parts=0x80000000)]))
    put("parts-0.shp", shapefile([shp_polygon(parts=0)]))
    put("points-ffffffff.shp", shapefile([shp_polygon(points=0xFFFFFFFF)]))
    put("points-fewer.shp", shapefile([shp_polygon(points=3)]))
    put("first-part-beyond.shp", shapefile([shp_polygon(first=1000)]))
    put("first-part-negative.shp", shapefile([shp_polygon(first=-5)]))
    put("record-length.shp", shapefile(shp=shp([shp_polygon()], stated=7)))
    put("record-length-huge.shp", shapefile(shp=shp([shp_polygon()], stated=0x7FFFFFFF)))
    put("file-code.shp", shapefile(shp=shp([shp_polygon()], code=1234)))
    put("type-unknown.shp", shapefile(shp=shp([shp_polygon()], kind=99)))
    put("type-differs.shp", shapefile([struct.pack("<Idd", 1, WEST, SOUTH)]))
    put("null-shape.shp", shapefile([shp_polygon(), struct.pack("<I", 0)]))
    put("nan.shp", shapefile([with_point(NAN)]))
    put("inf.shp", shapefile([with_point(INF)]))
    put("1e308.shp", shapefile([with_point(1e308)]))
    put("box-lies.shp", shapefile([shp_polygon(box=(0, 0, 1, 1))]))
    put("file-box-nan.shp", shapefile(shp=shp([shp_polygon()], box=(NAN,) * 4)))
    put("empty-ring.shp", shapefile([shp_polygon([])]))
    far, side = [(WEST + 0.02, SOUTH + 0.02)], square(WEST + 0.04, SOUTH + 0.04)[::-1]
    put("part-of-one-point.shp", shapefile([shp_parts(square()[::-1], far)]))
    put("part-of-one-point-between.shp", shapefile([shp_parts(square()[::-1], far, side)]))
    put("unclosed.shp", shapefile([shp_polygon(square()[:0:-1])]))
    put("counter-clockwise.shp", shapefile([shp_polygon(square())]))


def layers(put):
    put("layer-box-lies.shp", shapefile([shp_polygon(box=(0, 0, 1, 1))]))
    put("layer-qix-lies.shp", shapefile(qix=b"SQT\x01\x01\0\0\0" + struct.pack("<ii", 0, 1)))
    put("layer-no-dbf.shp", shapefile(dbf=None))
    put("layer-empty-shx.shp", shapefile(shx=b""))
    put("layer-cut.shp", shapefile(shp=shp([shp_polygon()])[:-20]))
    put("layer-shx-fewer.shp", shapefile([shp_polygon(square(102.9, 29.9)[::-1]), shp_polygon()], shx=shx([shp_polygon()])))
    put("layer-null-shape.shp", shapefile([shp_polygon(square(102.9, 29.9)[::-1]), struct.pack("<I", 0)]))
    put("layer-deleted.shp", shapefile(dbf=dbf([[PROJECT, "zoo"]]).replace(b" " + PROJECT.encode(), b"*" + PROJECT.encode())))
    put("layer-part-of-one-point.shp", shapefile([shp_parts(square(102.9, 29.9)[::-1], [(WEST, SOUTH)])]))
    put("layer-nan.shp", shapefile([with_point(NAN)]))


def changed(data, at, value):
    return data[:at] + value + data[at + len(value):]


def flatgeobuf(put, sound):
    put("empty.fgb", b"")
    put("cut-magic.fgb", sound[:5])
    put("cut-header.fgb", sound[:100])
    put("cut-middle.fgb", sound[:len(sound) // 2])
    put("cut-end.fgb", sound[:-7])
    put("magic-wrong.fgb", changed(sound, 0, b"fgx"))
    put("header-size-absurd.fgb", changed(sound, 8, b"\xff\xff\xff\x7f"))
    put("header-size-zero.fgb", changed(sound, 8, b"\0\0\0\0"))
    put("root-beyond.fgb", changed(sound, 12, b"\xff\xff\xff\x7f"))
    put("garbage-after-header.fgb", sound[:700] + b"\xa5" * 900)
    put("doubled-end.fgb", sound + sound[-300:])
    put("zeros.fgb", sound[:8] + b"\0" * 400)


def fill(zoo):
    for part in (missing_files, counts, numbers, layers):
        part(lambda name, parts: zoo.put_parts(f"shape/{name}", parts))
    sound = (zoo.source / "layers/demo-yaan/projects/projects.fgb").read_bytes()
    flatgeobuf(lambda name, data: zoo.put(f"fgb/{name}", data), sound)
    layer = (zoo.source / "layers/demo-yaan/ws.fgb").read_bytes()
    zoo.put("fgb/layer-cut-end.fgb", layer[:-7])
    zoo.put("fgb/layer-cut-middle.fgb", layer[:len(layer) // 2])
    for i in range(6):  # anywhere: none of them may stop the program or pass in silence
        spoiled = bytearray(layer)
        for _ in range(4):
            spoiled[zoo.random.randrange(8, len(layer))] ^= 1 << zoo.random.randrange(8)
        zoo.put(f"fgb/layer-flipped-{i}.fgb", bytes(spoiled))
