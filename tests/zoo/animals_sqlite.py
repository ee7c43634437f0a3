# SPDX-License-Identifier: Apache-2.0
"""GeoPackages: SQLite files whose tables, geometries or pages are not what they say."""
import struct

from formats import SIDE, SOUTH, WEST, gpkg_blob, gpkg_file, square, wkb_nested, wkb_polygon

GOOD = gpkg_blob(wkb_polygon())
NAN, INF = float("nan"), float("inf")


def with_point(value):
    ring = square()
    ring[1] = [value, SOUTH]
    return gpkg_blob(wkb_polygon(ring))


def blobs():
    """Name, geometries."""
    box = (WEST, WEST + SIDE, SOUTH, SOUTH + SIDE)
    return [
        ("blob-null", [None]), ("blob-empty", [b""]), ("blob-garbage", [b"\xde\xad\xbe\xef" * 9]), ("blob-text", ["POLYGON"]),
        ("blob-magic", [gpkg_blob(wkb_polygon(), magic=b"XX")]), ("blob-version", [gpkg_blob(wkb_polygon(), version=9)]),
        ("blob-flags", [gpkg_blob(wkb_polygon(), flags=0xFF)]), ("blob-header-only", [gpkg_blob(b"")]),
        ("blob-srs", [gpkg_blob(wkb_polygon(), srs=4610)]),
        ("envelope-lies", [gpkg_blob(wkb_polygon(), envelope=(0, 1, 0, 1))]),
        ("envelope-nan", [gpkg_blob(wkb_polygon(), envelope=(NAN,) * 4)]),
        ("envelope-good", [gpkg_blob(wkb_polygon(), envelope=box)]),
        ("wkb-big-endian", [gpkg_blob(wkb_polygon(order=">"))]),
        ("wkb-order-7", [gpkg_blob(b"\x07" + wkb_polygon()[1:])]),
        ("wkb-order-lies", [gpkg_blob(b"\x00" + wkb_polygon()[1:])]),
        ("wkb-type-unknown", [gpkg_blob(struct.pack("<BI", 1, 77) + wkb_polygon()[5:])]),
        ("wkb-rings-huge", [gpkg_blob(wkb_polygon(rings=0xFFFFFFFF))]), ("wkb-rings-2", [gpkg_blob(wkb_polygon(rings=2))]),
        ("wkb-rings-0", [gpkg_blob(wkb_polygon(rings=0))]),
        ("wkb-points-huge", [gpkg_blob(wkb_polygon(points=0xFFFFFFFF))]), ("wkb-points-fewer", [gpkg_blob(wkb_polygon(points=4))]),
        ("wkb-cut", [gpkg_blob(wkb_polygon()[:-9])]), ("wkb-trailing", [gpkg_blob(wkb_polygon() + b"\0" * 16)]),
        ("wkb-nested", [gpkg_blob(wkb_nested(1000))]), ("wkb-nested-deep", [gpkg_blob(wkb_nested(100000))]),
        ("wkb-nan", [with_point(NAN)]), ("wkb-inf", [with_point(INF)]), ("wkb-1e308", [with_point(1e308)]),
        ("wkb-unclosed", [gpkg_blob(wkb_polygon(square()[:-1]))]), ("wkb-two-points", [gpkg_blob(wkb_polygon(square()[:2]))]),
        ("one-of-two", [GOOD, gpkg_blob(wkb_polygon()[:-9])]), ("no-rows", []),
    ]


RTREE = ("CREATE VIRTUAL TABLE rtree_t_geom USING rtree(id, minx, maxx, miny, maxy)",
         "CREATE TABLE gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL, scope TEXT NOT NULL)",
         "INSERT INTO gpkg_extensions VALUES ('t', 'geom', 'gpkg_rtree_index', 'x', 'write-only')")
VIEW = ("CREATE VIEW v AS SELECT fid, geom, project_id, HXMC FROM t WHERE fid > 1",
        "UPDATE gpkg_contents SET table_name='v', identifier='v'", "UPDATE gpkg_geometry_columns SET table_name='v'")

UNLISTED = ("CREATE TABLE b AS SELECT * FROM t", "INSERT INTO gpkg_geometry_columns VALUES ('b', 'geom', 'POLYGON', 4490, 0, 0)")


def tables():
    """Name, geometries, arguments of gpkg_file."""
    return [
        ("view", [GOOD, GOOD], {"statements": VIEW}),
        ("second-unlisted", [GOOD], {"statements": UNLISTED}),
        ("second-column", [GOOD], {"statements": ("ALTER TABLE t ADD COLUMN geom2 BLOB", "UPDATE t SET geom2 = geom")}),
        ("view-missing-table", [GOOD], {"statements": VIEW[:2] + VIEW[2:] + ("DROP TABLE t",)}),
        ("rtree-empty", [GOOD], {"statements": RTREE}),
        ("extent-lies", [GOOD], {"statements": ("UPDATE gpkg_contents SET min_x=0, min_y=0, max_x=1, max_y=1",)}),
        ("not-registered", [GOOD], {"statements": ("DELETE FROM gpkg_geometry_columns",)}),
        ("no-contents", [GOOD], {"statements": ("DELETE FROM gpkg_contents",)}),
        ("table-gone", [GOOD], {"statements": ("DROP TABLE t",)}),
        ("column-gone", [GOOD], {"statements": ("UPDATE gpkg_geometry_columns SET column_name='nowhere'",)}),
        ("no-catalogue", [GOOD], {"statements": ("DROP TABLE gpkg_contents", "DROP TABLE gpkg_geometry_columns",
                                                 "DROP TABLE gpkg_spatial_ref_sys")}),
        ("trigger", [GOOD], {"statements": ("CREATE TRIGGER x AFTER INSERT ON t BEGIN DELETE FROM t; END",)}),
        ("load-extension", [GOOD], {"statements": ("CREATE VIEW e AS SELECT load_extension('/etc/x.so') AS c",)}),
        ("name-quotes", [GOOD], {"table": "t\"'; ATTACH '/etc/passwd' AS p; --"}),
        ("name-newline", [GOOD], {"table": "t\nt"}), ("name-chinese", [GOOD], {"table": "红线"}),
        ("application-id", [GOOD], {"application": 0}), ("application-id-odd", [GOOD], {"application": 0x12345678}),
        ("srs-undefined", [GOOD], {"srs": -1}), ("srs-missing", [GOOD], {"srs": 77777}),
        ("srs-garbage", [GOOD], {"statements": ("UPDATE gpkg_spatial_ref_sys SET definition='x[[', organization='NONE' WHERE srs_id=4490",)}),
        ("srs-url", [GOOD], {"statements": ("UPDATE gpkg_spatial_ref_sys SET definition='http://127.0.0.1:9/x', organization='NONE' "
                                            "WHERE srs_id=4490",)}),
        ("kind-lies", [GOOD], {"kind": "POINT"}), ("wal", [GOOD], {"wal": True}),
        ("two-tables", [GOOD], {"statements": ("CREATE TABLE u (fid INTEGER PRIMARY KEY, geom BLOB)",
                                               "INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) VALUES ('u','features','u',4490)",
                                               "INSERT INTO gpkg_geometry_columns VALUES ('u','geom','POLYGON',4490,0,0)")}),
        ("table-of-outlines", [GOOD], {"statements": table_beside("POLYGON((102.9 29.9,102.91 29.9,102.91 29.91,102.9 29.9))")}),
        ("table-of-words", [GOOD], {"statements": table_beside("the polygon of the survey")}),
    ]


def table_beside(text):
    """A table without geometry, of one row."""
    return ("CREATE TABLE u (fid INTEGER PRIMARY KEY, range TEXT)", f"INSERT INTO u VALUES (1, '{text}')",
            "INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('u','attributes','u')")


def damaged(zoo):
    path = zoo.path("gpkg/page-header.gpkg")
    gpkg_file(path, [GOOD] * 300)
    sound = path.read_bytes()
    path.write_bytes(sound[:100] + b"\xff" * 60 + sound[160:])
    zoo.put("gpkg/empty.gpkg", b"")
    zoo.put("gpkg/cut-100.gpkg", sound[:100])
    zoo.put("gpkg/cut-half.gpkg", sound[:len(sound) // 2])
    zoo.put("gpkg/cut-last-page.gpkg", sound[:-4096])
    zoo.put("gpkg/page-zeros.gpkg", sound[:-8192] + b"\0" * 4096 + sound[-4096:])
    zoo.put("gpkg/page-size-3.gpkg", sound[:16] + b"\0\3" + sound[18:])
    zoo.put("gpkg/really-zip.gpkg", b"PK\3\4" + b"\0" * 60)
    zoo.put("gpkg/really-text.gpkg", b"SELECT 1;\n")
    zoo.put("gpkg/sqlite-as.geojson", sound)
    zoo.put("gpkg/sqlite-as.csv", sound)


def fill(zoo):
    for name, geometries in blobs():
        gpkg_file(zoo.path(f"gpkg/{name}.gpkg"), geometries)
    for name, geometries, how in tables():
        gpkg_file(zoo.path(f"gpkg/{name}.gpkg"), geometries, **how)
    damaged(zoo)
    for name, geometries, how in [("layer-rtree-empty", [GOOD], {"statements": RTREE}),
                                  ("layer-extent-lies", [GOOD], {"statements": ("UPDATE gpkg_contents SET min_x=0, min_y=0, max_x=1, max_y=1",)}),
                                  ("layer-envelope-lies", [gpkg_blob(wkb_polygon(), envelope=(0, 1, 0, 1))], {}),
                                  ("layer-view", [GOOD, GOOD], {"statements": VIEW}),
                                  ("layer-second-unlisted", [GOOD], {"statements": UNLISTED}),
                                  ("layer-blob-empty", [gpkg_blob(wkb_polygon(square(102.9, 29.9))), b""], {}),
                                  ("layer-blob-null", [gpkg_blob(wkb_polygon(square(102.9, 29.9))), None], {}),
                                  ("layer-points-huge", [gpkg_blob(wkb_polygon(points=0xFFFFFFFF))], {}),
                                  ("layer-wkb-nested-deep", [gpkg_blob(wkb_nested(100000))], {}),
                                  ("layer-srs-blob", [gpkg_blob(wkb_polygon(), srs=4610)], {}),
                                  ("layer-nan", [with_point(NAN)], {}), ("layer-wal", [GOOD], {"wal": True})]:
        gpkg_file(zoo.path(f"gpkg/{name}.gpkg"), geometries, **how)
