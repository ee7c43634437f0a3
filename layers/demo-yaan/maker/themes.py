# SPDX-License-Identifier: Apache-2.0
"""The invented layers beside zoning proper: forest, wetland, heritage, noise, hazards, habitats, roads, parks ...
Each is drawn around the spots of the projects that are meant to meet it, with a few more shapes where nobody builds;
none reaches a project of the first set, so that the verdicts there stay what they are."""
import math
from dataclasses import dataclass, field

from shapely.geometry import LineString, Point, Polygon
from shapely.ops import unary_union

from .plane import largest, ring_polygon
from .shapes import blob, fractal_path


@dataclass
class Themes:
    forest: list = field(default_factory=list)       # (attributes, geom)
    pa: list = field(default_factory=list)           # further protected areas: (name, level, type, zone, geom)
    pa_outer: list = field(default_factory=list)
    rows: dict = field(default_factory=dict)         # kind -> [(values..., geom)]
    road_turn: float = 0.0                           # direction of the road beside its spot

    def add(self, kind, *row):
        self.rows.setdefault(kind, []).append(row)


# ---------------------------------------------------------------------------------------------------- where
def is_sub(word):
    return lambda u: u.subclass == word


def choose(s):
    """Spots in the mapped regions first: there the land class of every square metre is known."""
    industry = s.open_land("Y", is_sub("产业"))
    town = s.open_land("Y", is_sub("城镇"))
    river = s.sites.river
    s.find("beside_road", town.difference(s.feet.buffer(520)), 42, 420)
    for key in ("steel", "park_a", "park_b", "park_c", "park_d"):
        s.find(key, industry, 48, 20)
    for key in ("catalogue", "industry", "fuel", "cluster", "approval", "consent", "moved", "outer_belt"):
        s.find(key, industry, 42, 40)
    for key in ("builtup", "karst", "noise", "noise_road", "hazard", "orchard"):
        s.find(key, town, 48, 60)
    s.find("habitat", town, 70)
    _choose_forest(s)
    s.find("landfill", s.land("H", "0101", "0103").intersection(s.farmland).intersection(s.sites.region["H"])
           .difference(s.sites.udb.buffer(100)).difference(river.buffer(60)), 60, 60)
    bed = s.sites.region["H"].intersection(river).difference(s.sites.pa.union(s.sites.ws).union(s.sites.redline).buffer(80))
    s.find("small_hydro", bed, 60, 60)
    s.find("rubble", bed, 60, 60)
    _choose_wild(s, river)


def _choose_forest(s):
    trees = s.forest_land("Y", "0301")
    for key in ("grade1", "grade2", "business", "clearing", "clearing_2021"):
        s.find(key, trees, 60, 200)


def _choose_wild(s, river):
    near = river.buffer(820).difference(river.buffer(300))
    major = s.zones("river_area", lambda r: r[1] == "重要支流")
    s.find("chem_bank", s.wild("511823", 3).intersection(near), 70)
    s.find("tailings", s.wild("511823", 3).intersection(major.buffer(820).difference(major.buffer(300))), 90)
    s.find("wetland_nat", s.wild("511823", 3), 70)
    s.find("wetland", s.wild("511826", 3), 70)
    s.find("no_zone", s.wild("511826", 3), 70)
    s.find("banned", s.wild("511826", 3), 55)
    s.find("unattained", s.wild("511827", 2), 55)
    second = s.zones("ws", lambda r: r[1] == "二级").difference(river.buffer(40))
    third = s.zones("ws", lambda r: r[1] == "准").difference(river.buffer(40))
    s.find("water2", second.intersection(s.units(lambda u: u.cls != 1)).difference(s.farmland.buffer(20)), 55)
    s.find("water3", third.intersection(s.units(lambda u: u.cls != 1)).difference(s.farmland.buffer(20)), 55)
    _choose_protected(s, river)


def _choose_protected(s, river):
    dry = river.buffer(60)

    def pa(kind, zone):
        return s.zones("pa", lambda r: r[2] == kind and r[3] == zone).difference(dry)

    red = s.zones("redline", lambda r: r[3] == "").difference(dry).intersection(s.sites.city)
    outside = s.sites.redline.buffer(60)
    wide = pa("自然保护区", "一般控制区").difference(outside)
    s.find("redline", red.intersection(s.county("511826", 1)), 90)
    s.find("reserve_law", wide.intersection(s.county("511825", 1)), 90)
    s.find("reserve_trees", wide.intersection(s.county("511825", 1)), 70)
    s.find("overlapped", wide.intersection(s.county("511822", 1)), 120)
    s.find("reserve_core", pa("自然保护区", "核心保护区").intersection(s.county("511823", 1)), 90)
    s.find("park_general", pa("国家公园", "一般控制区").intersection(s.county("511827", 1)), 150)
    s.find("forest_park", pa("森林公园", "一般控制区"), 70)
    s.find("geopark", pa("地质公园", "一般控制区"), 70)
    s.find("wetland_park", pa("湿地公园", "一般控制区"), 55)


# ---------------------------------------------------------------------------------------------------- shapes
def around(s, key, radius, step=30, stretch=1.15):
    """A rough outline about a spot that holds it whole and keeps clear of every project of the first set."""
    spot = s.found[key]
    shape = blob(s.rng, spot.x, spot.y, radius, step, stretch, s.rng.uniform(0, 3), 0.06)
    shape = shape.union(spot.disc.buffer(15)).difference(s.feet.buffer(90))
    return ring_polygon([(round(x, 3), round(y, 3)) for x, y in largest(shape).simplify(0.5).exterior.coords])


def decoys(s, where, count, low, high, step=60):
    """Further shapes, away from every project."""
    out = []
    room = where.difference(s.busy.buffer(high + 60)).buffer(-high)
    x0, y0, x1, y1 = room.bounds
    while len(out) < count:
        x, y = s.rng.uniform(x0, x1), s.rng.uniform(y0, y1)
        if room.contains(Point(x, y)):
            shape = blob(s.rng, x, y, s.rng.uniform(low, high), step, 1.3, s.rng.uniform(0, 3), 0.1)
            out.append(ring_polygon([(round(u, 3), round(v, 3)) for u, v in shape.exterior.coords]))
    return out


def make(s, us):
    t = Themes()
    _forest(s, t)
    _nature(s, t)
    _towns(s, t)
    _surroundings(s, t)
    _roads(s, t)
    _water(s, t)
    _regions(s, t, us)
    return t


FOREST = ["dlbm", "species", "origin", "age", "age_group", "canopy", "volume_ha", "forest_use", "protection_grade",
          "category", "public_grade", "ownership"]


def stand(**more):
    values = dict(dlbm="030100", species="杉木", origin="21", age=18, age_group="2", canopy=0.6, volume_ha=95.0,
                  forest_use="231", protection_grade="3", category="022", public_grade=None, ownership="20")
    return tuple(dict(values, **more)[k] for k in FOREST)


PUBLIC = dict(species="栎类", origin="11", age=62, age_group="4", canopy=0.8, volume_ha=160.0, forest_use="111",
              category="011", public_grade="1", ownership="10")


def _forest(s, t):
    kinds = {"grade1": stand(protection_grade="1", **PUBLIC), "grade2": stand(protection_grade="2"),
             "business": stand(protection_grade="2", species="马尾松"), "clearing": stand(), "clearing_2021": stand(),
             "reserve_trees": stand(protection_grade="2", **dict(PUBLIC, public_grade="2"))}
    for key, values in kinds.items():
        t.forest.append((values, around(s, key, s.found[key].radius * 2.0, 40)))
    taken = unary_union([g for _, g in t.forest] + [s.busy])
    for parcel in s.land_:
        if parcel.dlbm in ("0301", "0302", "0305") and parcel.geom.area > 55000 and not parcel.geom.intersects(taken):
            natural = s.rng.random() < 0.5
            values = stand(dlbm={"0301": "030100", "0302": "030200", "0305": "030302"}[parcel.dlbm],
                           origin="11" if natural else "21", protection_grade="3" if natural else "4",
                           category="012" if natural else "022", public_grade="2" if natural else None,
                           species={"0301": "杉木", "0302": "慈竹", "0305": "灌木"}[parcel.dlbm],
                           forest_use="114" if natural else "231")
            t.forest.append((values, parcel.geom))


def _nature(s, t):
    t.add("wetland", "汉源演示国家重要湿地（演示）", "国家重要", around(s, "wetland_nat", 260))
    t.add("wetland", "芦山演示沼泽（演示）", "一般", around(s, "wetland", 200))
    for g in decoys(s, s.wild("511825", 3), 2, 150, 400):
        t.add("wetland", "天全演示湿地（演示）", "省级重要", g)
    t.add("habitat", "雨城演示候鸟停歇地（演示）", "迁徙通道", around(s, "habitat", 160))
    for g in decoys(s, s.wild("511827", 3), 2, 500, 900):
        t.add("habitat", "宝兴演示羚牛栖息地（演示）", "重要栖息地", g)
    t.add("soilwater", "雨城岩溶演示治理区（演示）", "石漠化重点治理区", around(s, "karst", 170))
    for g in decoys(s, s.wild("511823", 3), 2, 500, 1200):
        t.add("soilwater", "大渡河干热河谷演示重点治理区（演示）", "重点治理区", g)
    t.add("geohazard", "危险区", "雨城演示滑坡体（演示）", around(s, "hazard", 120))
    for g in decoys(s, s.wild("511825", 3), 3, 200, 500):
        t.add("geohazard", "易发区", "天全演示泥石流易发区（演示）", g)
    for g in decoys(s, s.wild("511823", 2), 2, 60, 120, 30):
        t.add("contaminated", "汉源演示冶炼遗留地块（演示）", "污染地块", g)
    t.pa.append(("芦山演示未分区保护区（演示）", "省级", "自然保护区", "未分区", around(s, "no_zone", 260)))
    # An overlap that article 859 of the Code forbids: a mistake of the data on purpose.
    t.pa.append(("荥经演示湿地公园（演示，与保护区重叠的数据错误）", "省级", "湿地公园", "一般控制区",
                 around(s, "overlapped", 220)))
    t.pa_outer.append(("雨城演示自然保护区外围（演示）", "省级", "自然保护区", "外围保护地带", around(s, "outer_belt", 62)))


def _towns(s, t):
    t.add("park", "雨城演示工业园区（演示）", True, _hull(s, ["park_a", "park_b", "park_c", "park_d"]))
    t.add("park", "汉源沿江演示化工园区（演示）", True, around(s, "chem_bank", 150))
    for name, key in (("汉源演示有机化工园区（演示）", "chem_far"), ("汉源演示建材园区（演示）", "brick")):
        site = s.sites.found[key]
        shape = blob(s.rng, site.x, site.y, site.radius + 90, 40, 1.05, 0.4, 0.03)
        t.add("park", name, True, ring_polygon([(round(x, 3), round(y, 3)) for x, y in shape.exterior.coords]))
    t.add("park", "雨城演示集聚点（未列入合规名录，演示）", False, around(s, "steel", 80))
    t.add("builtup", "雨城演示建成区片（演示）", "建成区", around(s, "builtup", 110))
    t.add("fuel_ban", "雨城演示禁燃区（演示）", "Ⅱ类", around(s, "fuel", 100))
    t.add("noise_sensitive", "雨城演示学校片区（演示）", "居住文教区", around(s, "noise", 100))
    t.add("noise_sensitive", "雨城演示医院片区（演示）", "居住文教区", around(s, "noise_road", 90))


def _hull(s, keys):
    """One outline about several spots, clear of the other projects."""
    discs = unary_union([s.found[k].disc.buffer(25) for k in keys])
    hull = discs.convex_hull
    others = unary_union([p.disc.buffer(10) for k, p in s.found.items() if k not in keys])
    shape = largest(hull.difference(others.union(s.feet.buffer(40)))).simplify(1.0)
    missing = [k for k in keys if not shape.contains(s.found[k].disc)]
    if missing:
        raise RuntimeError(f"the park does not hold {missing}")
    return ring_polygon([(round(x, 3), round(y, 3)) for x, y in shape.exterior.coords])


def _surroundings(s, t):
    spot = s.found["consent"]
    hall = blob(s.rng, spot.x + 95, spot.y, 26, 8, 1.1, 0.3, 0.03)
    inner = ring_polygon([(round(x, 3), round(y, 3)) for x, y in hall.exterior.coords])
    outer = inner.buffer(30).union(around(s, "consent", 75)).difference(inner)
    t.add("heritage", "雨城演示石牌坊（演示）", "保护范围", inner)
    t.add("heritage", "雨城演示石牌坊（演示）", "建设控制地带", largest(outer))
    for g in decoys(s, s.wild("511803", 3), 1, 120, 160, 30):
        t.add("heritage", "名山演示古茶园（演示）", "保护范围", g)
    cluster = around(s, "cluster", 90)
    t.add("pbf_cluster", "YJJBNTJZQ-001", 0.11, cluster)
    for k, g in enumerate(decoys(s, s.wild("511823", 2), 2, 300, 700), 2):
        t.add("pbf_cluster", f"YJJBNTJZQ-{k:03d}", 0.08, g)


def _roads(s, t):
    """Straight past one spot at 12 m from its plot; the others where no project is within 400 m."""
    spot = s.found["beside_road"]
    angle = t.road_turn = round(float(s.rng.uniform(0.2, 0.5)), 3)
    ux, uy = math.cos(angle), math.sin(angle)
    away = spot.radius + 8
    cx, cy = spot.x - uy * away, spot.y + ux * away
    line = LineString([(round(cx + ux * d, 3), round(cy + uy * d, 3)) for d in (-260, -90, 90, 260)])
    t.add("road", "国道演示线（演示）", "国道", line)
    clear = s.feet.buffer(420).union(unary_union([p.disc.buffer(330) for p in s.found.values()]))
    for name, cls, county, reach in (("雅康演示高速（演示）", "高速", "511825", 6000), ("荥经演示省道（演示）", "省道", "511822", 5000),
                                     ("宝兴演示县道（演示）", "县道", "511827", 4000), ("汉源演示乡道（演示）", "乡道", "511823", 2500)):
        t.add("road", name, cls, _free_road(s, s.county(county, 1, 2, 3).intersection(s.sites.city), reach, clear))


def _free_road(s, where, reach, clear):
    x0, y0, x1, y1 = where.bounds
    for _ in range(2000):
        x, y, a = s.rng.uniform(x0, x1), s.rng.uniform(y0, y1), s.rng.uniform(0, math.pi)
        ends = [(x, y), (x + reach * math.cos(a), y + reach * math.sin(a))]
        line = LineString([(round(u, 3), round(v, 3)) for u, v in fractal_path(s.rng, ends, 180, 0.08)])
        if where.contains(line) and not line.intersects(clear):
            return line
    raise RuntimeError("no room for a road")


def _water(s, t):
    kinds = {"雨城区青衣江水源地（演示）": "river", "名山区水源地（演示）": "river", "汉源县流沙河水源地（演示）": "river",
             "荥经县水源地（演示）": "river"}
    for name, level, g in s.z.ws:
        if level == "一级":
            p = g.centroid
            t.add("ws_intake", name.replace("水源地", "取水口"), kinds[name], Point(round(p.x, 2), round(p.y, 2)))


def _regions(s, t, us):
    for k, (key, element, subtype, cls) in enumerate([
            ("banned", "大气", "布局敏感区", "重点管控区"), ("unattained", "水", "城镇生活污染重点管控区", "重点管控区"),
            ("wetland", "生态", "一般生态空间", "优先保护区")], 1):
        county = next(u.county for u in us if u.geom.contains(Point(s.found[key].x, s.found[key].y)))
        t.add("zone_element", f"YS{county}{'1' if cls == '优先保护区' else '2'}{'生水大'.index(element[0]) + 1}3{k:04d}",
              f"{subtype}{k:02d}（演示）", element, subtype, cls, around(s, key, 900, 120))
