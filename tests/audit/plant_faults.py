#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Plants faults in a copy of the sample, and checks that `zonegate layers check` finds every one, and nothing else.

    plant_faults.py --program ZONEGATE --source ROOT [--keep DIR]

FAULTS is the table: what was done, and the findings that must come of it, as (code, layer, feature ids). Only the standard library is used: GeoJSON, CSV and YAML are
edited as text, GeoPackages by sqlite3 without their triggers, .dbf in place. Manifests get the new sha256, except where that is the fault.
Feature ids: GeoJSON counts from 0, GeoPackage and CSV from 1.
"""
import argparse
import hashlib
import json
import re
import shutil
import sqlite3
import struct
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

DAY = "2026-10-01"
# The sample holds one fault on purpose: a wetland park drawn over a reserve, called so in its name and in the sample's README.
OF_THE_SAMPLE = [("layer.protected_overlap", "pa", ("19",))]


class Copy:
    def __init__(self, folder):
        self.folder = folder

    def geojson(self, name, change):
        path = self.folder / f"{name}.geojson"
        document = json.loads(path.read_text(encoding="utf-8"))
        change(document["features"])
        path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
        self.renew(name, path)

    def text(self, name, suffix, old, new):
        path = self.folder / f"{name}.{suffix}"
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{path}: no {old}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        if suffix != "yaml":
            self.renew(name, path)

    def sql(self, name, *statements):
        path = self.folder / f"{name}.gpkg"
        with sqlite3.connect(path) as database:
            for (trigger,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                database.execute(f'DROP TRIGGER "{trigger}"')
            for statement, *values in statements:
                database.execute(statement, values)
        database.close()
        self.renew(name, path)

    def geometry(self, name, table, fid):
        with sqlite3.connect(self.folder / f"{name}.gpkg") as database:
            return database.execute(f'SELECT geom FROM "{table}" WHERE fid = ?', (fid,)).fetchone()[0]

    def renew(self, name, path):
        manifest = self.folder / f"{name}.yaml"
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        text = re.sub(r'^sha256: ".*"', f'sha256: "{digest}"', manifest.read_text(encoding="utf-8"), flags=re.M)
        manifest.write_text(text, encoding="utf-8")

    def manifest(self, name, old, new):
        path = self.folder / f"{name}.yaml"
        text, n = re.subn(old, lambda _: new, path.read_text(encoding="utf-8"), count=1, flags=re.M)
        assert n == 1, f"{path}: no {old}"
        path.write_text(text, encoding="utf-8")

    def dbf(self, name, column, record, value):
        path = self.folder / f"{name}.dbf"
        data = bytearray(path.read_bytes())
        first, size = struct.unpack("<HH", data[8:12])
        at, offset = 32, 1
        while data[at] != 0x0D:
            field = data[at:at + 11].split(b"\0")[0].decode("ascii")
            width = data[at + 16]
            if field == column:
                start = first + record * size + offset
                data[start:start + width] = value.rjust(width).encode("ascii")
                path.write_bytes(bytes(data))
                return
            offset += width
            at += 32
        raise AssertionError(f"{path}: no column {column}")


def gpkg_box(west, south, east, north):
    """A rectangle as GeoPackage bytes, EPSG:4490, without an envelope."""
    ring = [(west, south), (east, south), (east, north), (west, north), (west, south)]
    body = struct.pack("<BIII", 1, 3, 1, len(ring)) + b"".join(struct.pack("<dd", *p) for p in ring)
    return b"GP\x00\x01" + struct.pack("<i", 4490) + body


def square(x, y, size):
    return {"type": "Polygon", "coordinates": [[[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]]]}


def put(index, key, value):
    def change(features):
        features[index]["properties"][key] = value
    return change


def shape(index, geometry):
    def change(features):
        features[index]["geometry"] = geometry
    return change


def again(index, **properties):
    def change(features):
        copy = json.loads(json.dumps(features[index]))
        copy["properties"].update(properties)
        features.append(copy)
    return change


def moved(index, dx, dy):
    def change(features):
        for ring in features[index]["geometry"]["coordinates"]:
            for point in ring:
                point[0] += dx
                point[1] += dy
    return change


def bow_tie(x, y):
    return {"type": "Polygon", "coordinates": [[[x, y], [x + .01, y + .01], [x + .01, y], [x, y + .02], [x, y]]]}


def hole_outside(x, y):
    shell = square(x, y, .01)["coordinates"][0]
    return {"type": "Polygon", "coordinates": [shell, square(x + .02, y, .004)["coordinates"][0]]}


def flat(x, y):
    return {"type": "Polygon", "coordinates": [[[x, y], [x + .01, y], [x + .02, y], [x, y]]]}


def shrink_unit(copy):
    """Takes the unit away: its ground is in none, and the red line above it in no priority unit."""
    copy.sql("zone_unit", ("DELETE FROM HJGKDY WHERE fid = 13",))


def unit(column, value, fid):
    return lambda c: c.sql("zone_unit", (f"UPDATE HJGKDY SET {column} = ? WHERE fid = ?", value, fid))


def stated_areas(copy):
    """MJ in m2 for two red lines, one of them wrong by a factor of 10000 (ha) and one without meaning."""
    copy.sql("redline", ("ALTER TABLE STBHHX ADD COLUMN MJ REAL",), ("UPDATE STBHHX SET MJ = 12345 WHERE fid = 7",))


def without_polygon(first, last):
    return "layer.list_unit_unknown", "zone_list", tuple(str(row) for row in range(first, last + 1))


def renamed(fid, first, last):
    """A unit's code that is another one: it stands in no list, and the rows of the list that were its are no unit's."""
    return [("layer.unit_unlisted", "zone_unit", (fid,)), without_polygon(first, last)]


# What is done | the findings of severity warning or error that must come of it.
FAULTS = [
    ("a unit's code with a letter for a digit", unit("HJGKDYBM", "ZH5118O220001", 1), [("layer.code_wrong", "zone_unit", ("1",)), *renamed("1", 13, 15)]),
    ("a unit's class field against its code", unit("GKDYFL", "3", 8), [("layer.code_class_differs", "zone_unit", ("8",))]),
    ("a unit's county field against its code", unit("COUNTY", "名山区", 15), [("layer.code_county_differs", "zone_unit", ("15",))]),
    ("a unit's county that nobody knows", unit("COUNTY", "雨城县", 4), [("layer.code_county_differs", "zone_unit", ("4",))]),
    ("a unit's code of another county", unit("HJGKDYBM", "ZH51180330009", 24),
     [("layer.code_county_differs", "zone_unit", ("24",)), ("layer.code_place_differs", "zone_unit", ("24",)), *renamed("24", 107, 110)]),
    ("a code twice", unit("HJGKDYBM", "ZH51182530001", 41), [("layer.code_twice", "zone_unit", ("40", "41")), without_polygon(185, 189)]),
    ("an empty code", unit("HJGKDYBM", None, 49), [("layer.field_empty", "zone_unit", ("49",)), without_polygon(223, 226)]),
    ("a word that is no class", unit("GKDYFL", "4", 55), [("layer.value_unreadable", "zone_unit", ("55",))]),
    ("a unit missing", shrink_unit, [("layer.tiles_gap", "zone_unit", ()), without_polygon(61, 63)]),
    ("a unit over its neighbours", lambda c: c.sql("zone_unit", ("INSERT INTO HJGKDY (geom, HJGKDYBM, HJGKDYMC, GKDYFL, COUNTY) "
     "VALUES (?, 'ZH51182630009', '重叠（演示）', '3', '芦山县')", gpkg_box(102.92, 30.22, 102.921, 30.221))),
     [("layer.tiles_overlap", "zone_unit", (None, None)), ("layer.unit_unlisted", "zone_unit", (None,))]),
    ("a unit without a class", unit("GKDYFL", None, 10), [("layer.field_empty", "zone_unit", ("10",))]),
    ("a list's code with a digit lost", lambda c: c.text("zone_list", "csv", "ZH51180210001,", "ZH5118021001,"), [("layer.code_wrong", "zone_list", ("27",))]),
    ("a list's code of another province's form", lambda c: c.text("zone_list", "csv", "ZH51180210001,", "雅安-雨城-01,"), [("layer.value_unreadable", "zone_list", ("28",))]),
    ("a list's code cut off by a NUL", lambda c: c.text("zone_list", "csv", "ZH51180210001,", "ZH51180\x000210001,"), [("layer.feature_unusable", "zone_list", ("29",))]),
    ("a list's code that no polygon has", lambda c: c.text("zone_list", "csv", "ZH51182730001,", "ZH51182730099,"), [without_polygon(255, 255)]),
    ("a word for allowed under a heading of bans", lambda c: c.text("zone_list", "csv", ",prohibit,（演示）禁止新建、扩建炼铁", ",allow,（演示）禁止新建、扩建炼铁"),
     [("layer.verdict_doubtful", "zone_list", ("1",))]),
    ("an element zone's class", lambda c: c.geojson("zone_element", put(0, "GKFL", "一般管控区")), [("layer.code_class_differs", "zone_element", ("0",))]),
    ("an element zone's element", lambda c: c.geojson("zone_element", put(1, "HJYS", "土壤")), [("layer.code_element_differs", "zone_element", ("1",))]),
    ("an element zone's code", lambda c: c.geojson("zone_element", put(2, "HJYSGKFQBM", "YS51182611")), [("layer.code_wrong", "zone_element", ("2",))]),
    ("a second table of the red lines in their file", lambda c: c.sql("redline",
     ("CREATE TABLE STBHHX_new AS SELECT * FROM STBHHX WHERE fid < 3",),
     ("INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) SELECT 'STBHHX_new', data_type, 'STBHHX_new', srs_id FROM gpkg_contents WHERE table_name = 'STBHHX'",),
     ("INSERT INTO gpkg_geometry_columns SELECT 'STBHHX_new', column_name, geometry_type_name, srs_id, z, m FROM gpkg_geometry_columns WHERE table_name = 'STBHHX'",)),
     [("layer.table_left_out", "redline", ())]),
    ("a red line outside priority units, far from other lines", lambda c: c.sql("redline", (
        "INSERT INTO STBHHX (geom, BSM, HXBM, HXMC, HXLX, ZRBHDFQ) VALUES (?, 'X1', '511826HX099', '越界（演示）', '水土保持', '')",
        gpkg_box(102.925, 30.225, 102.926, 30.226))), [("layer.redline_outside_priority", "redline", ("51",))]),
    ("a red line over farmland, where no priority unit is", lambda c: c.sql("redline", (
        "INSERT INTO STBHHX (fid, geom, BSM, HXBM, HXMC, HXLX, ZRBHDFQ) VALUES (60, ?, 'X2', '511823HX098', '压占（演示）', '水土保持', '')",
        gpkg_box(102.6182, 29.3508, 102.6184, 29.3510))),
     [("layer.control_lines_overlap", "pbf", ("3",)), ("layer.redline_outside_priority", "redline", ("60",))]),
    ("an identifier twice", lambda c: c.sql("redline", ("UPDATE STBHHX SET HXBM = '511827HX003' WHERE fid = 6",)), [("layer.code_twice", "redline", ("5", "6"))]),
    ("a stated area that is wrong", stated_areas, [("layer.stated_area_differs", "redline", ("7",))]),
    ("a ring that crosses itself", lambda c: c.geojson("wetland", shape(0, bow_tie(102.6, 29.3))),
     [("layer.geometry_invalid", "wetland", ("0",)), ("geometry.outline_crossed", "wetland", ("0",))]),
    ("a hole outside its shell", lambda c: c.geojson("wetland", shape(1, hole_outside(102.92, 30.22))), [("layer.geometry_invalid", "wetland", ("1",))]),
    ("a polygon without area", lambda c: c.geojson("wetland", shape(2, flat(102.80, 30.00))), [("layer.feature_unusable", "wetland", ("2",))]),
    ("a word that no grade has", lambda c: c.geojson("wetland", put(3, "SDJB", "市级重要")), [("layer.value_unreadable", "wetland", ("3",))]),
    ("a park outside the city", lambda c: c.geojson("park", moved(4, 2.0, 0.0)),
     [("layer.outside_coverage", "park", ("4",)), ("layer.outside_counties", "park", ("4",))]),
    ("a park's word for yes", lambda c: c.geojson("park", put(0, "SFHG", "大概")), [("layer.value_unreadable", "park", ("0",))]),
    ("a geometry twice", lambda c: c.geojson("geohazard", again(0, 名称="重复（演示）")), [("layer.geometry_twice", "geohazard", ("0", "4"))]),
    ("a kind of hazard unknown", lambda c: c.geojson("geohazard", put(1, "级别", "高危区")), [("layer.value_unreadable", "geohazard", ("1",))]),
    ("a protected area drawn twice under another name", lambda c: c.geojson("pa", again(30, name="芦山另名（演示）")),
     [("layer.geometry_twice", "pa", ("30", "33")), ("layer.protected_overlap", "pa", ("30",))]),
    ("a protected area without name", lambda c: c.geojson("pa", put(28, "name", "")), [("layer.field_empty", "pa", ("28",))]),
    ("a type of protected area unknown", lambda c: c.geojson("pa", put(29, "type", "水利风景区")), [("layer.value_unreadable", "pa", ("29",))]),
    ("a deduction above one half", lambda c: c.dbf("pbf", "KCXS", 3, "0.70"), [("layer.value_out_of_range", "pbf", ("3",))]),
    ("a canopy in percent", lambda c: c.dbf("forest", "YU_BI_DU", 2, "70"), [("layer.value_out_of_range", "forest", ("2",))]),
    ("an age below 0", lambda c: c.dbf("forest", "PINGJUN_NL", 4, "-1"), [("layer.value_out_of_range", "forest", ("4",))]),
    ("land in another unit of area", lambda c: c.sql("dltb", ("ALTER TABLE DLTB ADD COLUMN TBMJ REAL",), ("UPDATE DLTB SET TBMJ = 1 WHERE fid = 9",)),
     [("layer.stated_area_differs", "dltb", ("9",))]),
    ("a land class that is none", lambda c: c.sql("dltb", ("UPDATE DLTB SET DLBM = '1399' WHERE fid = 12",)), [("layer.value_unreadable", "dltb", ("12",))]),
    ("a sha256 of another file", lambda c: c.manifest("heritage", r'^sha256: ".*"', 'sha256: "' + "0" * 64 + '"'), [("layer.sha256_differs", "heritage", ())]),
    ("no coverage", lambda c: c.manifest("soilwater", r"^coverage: .*\n", ""), [("layer.coverage_missing", "soilwater", ())]),
    ("no accuracy of the coverage", lambda c: c.manifest("noise_sensitive", r"^coverage_accuracy_m: .*\n", ""), [("layer.coverage_accuracy_missing", "noise_sensitive", ())]),
    ("no accuracy", lambda c: c.manifest("builtup", r"^accuracy_m: .*\n", ""), [("layer.accuracy_missing", "builtup", ())]),
    ("an interval that ends before it begins", lambda c: c.manifest("habitat", r"^valid_from: .*$", "valid_from: 2024-01-01\nvalid_to: 2023-01-01"),
     [("layer.manifest_wrong", "habitat", ()), ("layer.not_in_force", "habitat", ())]),
    ("a data set that has expired", lambda c: c.manifest("fuel_ban", r"^valid_from: .*$", "valid_from: 2024-01-01\nvalid_to: 2025-01-01"), [("layer.not_in_force", "fuel_ban", ())]),
    ("a reference system that is another's", lambda c: c.manifest("contaminated", r'^crs: .*$', 'crs: "EPSG:4538"'), [("layer.crs_suspicious", "contaminated", ())]),
    ("a mandatory kind missing", lambda c: (c.folder / "ws.yaml").unlink(), [("layer.kind_missing", "", ())]),
    ("a data file missing", lambda c: (c.folder / "road.shp").unlink(), [("layer.unreadable", "road", ())]),
    ("a coverage file missing", lambda c: c.manifest("river_area", r"^coverage: .*$", 'coverage: "coverage/none.geojson"'), [("layer.coverage_unusable", "river_area", ())]),
    ("an older version that nobody closed", lambda c: shutil.copy(c.folder / "func_zone.geojson", c.folder / "func_zone_old.geojson") and (
        c.folder / "func_zone_old.yaml").write_text((c.folder / "func_zone.yaml").read_text(encoding="utf-8").replace('id: "func_zone"', 'id: "func_zone_old"').replace(
            "func_zone.geojson", "func_zone_old.geojson"), encoding="utf-8"), [("layer.two_in_force", "func_zone", ())]),
    ("a required field without a column", lambda c: (c.text("pa_outer", "geojson", '"ZRBHDLX"', '"LX"'), c.manifest("pa_outer", ', type: "ZRBHDLX"', "")),
     [("layer.field_missing", "pa_outer", ())]),
    ("a field that names no column", lambda c: c.manifest("udb", '"GHFQMC"', '"GHFQ"'), [("layer.unreadable", "udb", ())]),
]


def check(program, folder):
    done = subprocess.run([program, "layers", "check", str(folder), "--as-of", DAY, "--json"], capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"layers check ended with {done.returncode}: {done.stderr}")
    return [json.loads(line) for line in done.stdout.splitlines()], done.returncode


def serious(findings):
    return [(f["code"], f["layer"], tuple(f["features"]), f) for f in findings if f["severity"] != "note"]


def fits(wanted, found):
    code, layer, features = wanted
    same = len(features) == len(found[2]) and all(w is None or w == f for w, f in zip(features, found[2]))
    return (code, layer) == found[:2] and same


def compare(title, wanted, found):
    """Each finding is wanted, and each wanted one found."""
    left, faults = list(found), []
    for one in wanted:
        match = next((f for f in left if fits(one, f)), None)
        if match:
            left.remove(match)
        else:
            faults.append(f"{title}: not found: {one}")
    return faults + [f"{title}: not wanted: {f[:3]} {f[3]['message']['en']} {f[3]['detail']}" for f in left]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", required=True)
    parser.add_argument("--source", type=Path, required=True)
    parser.add_argument("--keep", type=Path, help="leave the faulty copy here")
    options = parser.parse_args()
    sample = options.source / "layers/demo-yaan"
    found, code = check(options.program, sample)
    faults = compare("clean sample", OF_THE_SAMPLE, serious(found))
    if code != 0:
        faults.append(f"clean sample: exit {code}")
    planted = [f for f in FAULTS if f[2]]
    with tempfile.TemporaryDirectory() as place:
        folder = options.keep or Path(place) / "faulty"
        shutil.copytree(sample, folder)
        for _, plant, _ in planted:
            plant(Copy(folder))
        found, code = check(options.program, folder)
    wanted = OF_THE_SAMPLE + [one for fault in planted for one in fault[2]]
    faults += compare("faulty copy", wanted, serious(found))
    if code != 1:
        faults.append(f"faulty copy: exit {code}, not 1")
    codes = Counter(one[0] for one in wanted)
    print("\n".join(faults + [f"{len(planted)} faults planted, {len(wanted)} findings of {len(codes)} codes wanted"]))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
