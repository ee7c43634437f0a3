# SPDX-License-Identifier: Apache-2.0
"""One project for each rule that the first set leaves silent. All invented; every attribute is stated, so that what
happens, happens because of the rule that the project was drawn for."""
import math

from shapely.geometry import LineString, Point, Polygon
from shapely.ops import unary_union

from .plane import polygons
from .projects import CLEAN, LINEAR, pad, plot

FACTORY = dict(CLEAN, project_type="factory", industry="C2929")
# discharges nothing itself, but emits
EMITS = dict(adds_pollutants="SO2;NOx;PM", reduction_plan=True)


class Set:
    def __init__(self, spots, themes, first=43):
        self.s, self.t, self.next, self.rows = spots, themes, first, []

    def add(self, name, attrs, *parts):
        pid = f"YA-{self.next:03d}"
        self.next += 1
        for k, (role, geom, *more) in enumerate(parts, 1):
            self.rows.append((dict(attrs, project_id=pid, name=name, part_id=f"{pid}-{k:02d}", role=role, **(more[0] if more else {})), geom))

    def plot(self, key, share=0.9):
        return ("permanent", plot(self.s.rng, self.s.found[key], share))

    def at(self, key, w, h, turn=0.0, dx=0.0, dy=0.0, role="permanent", **more):
        spot = self.s.found[key]
        return (role, pad(spot.x + dx, spot.y + dy, w, h, turn), more)


def make(spots, themes):
    out = Set(spots, themes)
    _forest(out)
    _nature(out)
    _towns(out)
    _industry(out)
    _protected(out)
    _farmland_and_water(out)
    _newest(out)
    return out.rows


def _forest(b):
    b.add("雨城森林康养中心（Ⅰ级保护林地）", dict(CLEAN, project_type="tourism", industry="N7869", approval_level="county"), b.plot("grade1"))
    b.add("雨城木材加工厂（Ⅱ级保护林地）", dict(FACTORY, industry="C2011"), b.plot("grade2"))
    b.add("雨城输气支线阀室和临时便道", dict(LINEAR, project_type="pipeline", industry="G5720"),
          b.at("clearing", 40, 30), b.at("clearing", 80, 12, 0.5, 10, 40, "temporary", end_year=2028))
    b.add("雨城 110 kV 线路（2021 年 6 月受理）", dict(LINEAR, project_type="transmission", industry="D4420", as_of="2021-06-01"),
          b.at("clearing_2021", 20, 20), b.at("clearing_2021", 60, 10, 0.3, 0, 35, "temporary", end_year=2022))
    b.add("天全保护站管护用房", dict(CLEAN, project_type="other", industry="N7711", commercial=False, reserve_activity=True),
          b.at("reserve_trees", 30, 20))


def _nature(b):
    b.add("汉源演示湿地观光码头", dict(CLEAN, project_type="wharf", industry="G5532"), b.plot("wetland_nat", 0.6))
    b.add("芦山乡道跨沼泽改线", dict(LINEAR, project_type="road", industry="E4812"), b.at("wetland", 110, 9, 0.4))
    b.add("雨城砂石料场（滑坡危险区）", dict(CLEAN, project_type="quarry", industry="B1019"), b.plot("hazard"))
    b.add("雨城石漠化治理区光伏", dict(CLEAN, project_type="pv", industry="D4416", capacity_mw=1.2), b.plot("karst"))
    b.add("雨城分散式风电（候鸟停歇地）", dict(CLEAN, project_type="wind", industry="D4415", capacity_mw=6.6), b.at("habitat", 40, 40, 0.3))


def _towns(b):
    b.add("雨城调味品厂（国道旁 12 m）", dict(FACTORY, industry="C1469"), b.at("beside_road", 60, 60, b.t.road_turn, *_toward(b)))
    b.add("雨城纺织印染厂改建（建成区）", dict(FACTORY, industry="C1713", activity="rebuild", heavy_polluter=True, relocated_from="不适用"),
          b.plot("builtup"))
    b.add("雨城学校旁食品厂", dict(FACTORY, industry="C1411"), b.plot("noise"))
    b.add("雨城医院旁城区道路", dict(LINEAR, project_type="road", industry="E4813", unavoidable=False), b.at("noise_road", 70, 10, 0.2))


def _toward(b):
    """Towards the road: the plot's edge then lies 12 m from the road's centreline."""
    spot = b.s.found["beside_road"]
    shift = spot.radius + 8 - 12 - 30
    return (round(-math.sin(b.t.road_turn) * shift, 3), round(math.cos(b.t.road_turn) * shift, 3))


def _industry(b):
    b.add("芦山电子材料厂（限批区）", dict(FACTORY, industry="C3985", adds_pollutants="SO2", reduction_plan=True), b.plot("banned"))
    b.add("雨城短流程炼钢（园区外）", dict(FACTORY, industry="C3120", capacity_swap_ratio=1.1, energy_tce=42000.0, **EMITS), b.plot("steel"))
    b.add("雨城化纤织造厂（限制类）", dict(FACTORY, industry="C1751", catalogue_class="restricted"), b.plot("catalogue"))
    b.add("雨城有机原料技改（2026 年 6 月受理）",
          dict(CLEAN, project_type="chemical", industry="C2614", activity="technical", as_of="2026-06-01"), b.plot("park_a"))
    b.add("雨城水泥熟料线置换扩建", dict(FACTORY, industry="C3011", activity="expand", capacity_swap_ratio=2.0, energy_tce=86000.0, coal=True,
                                    fuel_high_pollution=True, **EMITS), b.plot("park_b"))
    b.add("雨城水泥熟料线（2024 年 5 月受理）", dict(FACTORY, industry="C3011", capacity_swap_ratio=1.5, energy_tce=86000.0, coal=True,
                                          fuel_high_pollution=True, as_of="2024-05-01", **EMITS), b.plot("park_c", 0.8))
    b.add("雨城电解铝等量置换", dict(FACTORY, industry="C3216", capacity_swap_ratio=1.0, energy_tce=91000.0, **EMITS), b.plot("park_d", 0.8))
    b.add("安徽电镀厂迁入雨城", dict(FACTORY, industry="C3360", activity="relocate", heavy_polluter=True, relocated_from="340500"),
          b.plot("moved"))


def _protected(b):
    b.add("芦山未分区保护区内蔬菜基地", dict(CLEAN, project_type="farming", industry="A0141"), b.plot("no_zone", 0.6))
    b.add("荥经森林公园步道（2025 年 12 月受理）", dict(CLEAN, project_type="tourism", industry="N7869", as_of="2025-12-01"),
          b.plot("forest_park", 0.5))
    b.add("宝兴国家公园一般控制区道路", dict(LINEAR, project_type="road", industry="E4812", redline_activity=6, width_m=9.0), _across(b, "park_general"))
    b.add("汉源保护区核心区观景台", dict(CLEAN, project_type="tourism", industry="N7869"), b.plot("reserve_core", 0.4))
    b.add("芦山地质公园石材开采", dict(CLEAN, project_type="quarry", industry="B1012"), b.plot("geopark", 0.7))
    b.add("荥经重叠保护地科普栈道", dict(CLEAN, project_type="tourism", industry="N7869"), b.plot("overlapped", 0.4))
    b.add("汉源湖湿地公园污水处理站", dict(CLEAN, project_type="sewage", industry="D4620", commercial=False, discharges=True, outfall=True,
                                 adds_pollutants="COD;NH3-N", reduction_plan=True), b.plot("wetland_park", 0.6))


def _across(b, key):
    spot = b.s.found[key]
    line = [(spot.x - 90, spot.y - 20), (spot.x - 20, spot.y + 15), (spot.x + 90, spot.y + 30)]
    return ("permanent", LineString([(round(x, 3), round(y, 3)) for x, y in line]))


def _farmland_and_water(b):
    b.add("汉源固体废物填埋场（永久基本农田）", dict(CLEAN, project_type="landfill", industry="N7820", commercial=False), b.plot("landfill"))
    b.add("雨城农药制剂分装厂（永农集中区）", dict(FACTORY, industry="C2927", soil_pollution_risk=True), b.plot("cluster"))
    b.add("汉源建筑垃圾堆场（河道管理范围）", dict(CLEAN, project_type="solid_waste", industry="N7723"), b.plot("rubble", 0.7))
    b.add("准保护区内屠宰场", dict(CLEAN, project_type="other", industry="C1351", serious_water_pollution=True), b.plot("water3", 0.7))
    b.add("雨城茶园大型光伏（征收 76 公顷）", dict(CLEAN, project_type="pv", industry="D4416", capacity_mw=48.0, land_acquisition_ha=76.0),
          *_large(b))


def _large(b):
    """Some 77 ha of gardens and woods in one mapped region, in fields between the farmland that is protected."""
    s = b.s
    stands = unary_union([g for _, g in b.t.forest])
    where = s.sites.region["Y"].intersection(s.sites.plain).difference(s.farmland.buffer(6)).difference(s.sites.udb.buffer(30))
    where = where.difference(s.busy).difference(stands.buffer(5)).intersection(s.units(lambda u: u.cls != 1))
    x0, y0, x1, y1 = where.bounds
    for reach in range(500, 2600, 100):
        for i in range(1, 12):
            disc = Point(x0 + (x1 - x0) * i / 12, y0 + (y1 - y0) * (i * 5 % 12) / 12).buffer(reach)
            parts = sorted((p for p in polygons(where.intersection(disc).buffer(-12).buffer(8)) if p.area > 15000), key=lambda p: -p.area)
            if sum(p.area for p in parts) > 770000:
                return [("permanent", g) for g in _enough(parts, 770000)]
    raise RuntimeError("no room for the large plant")


def _enough(parts, wanted):
    out, total = [], 0.0
    for part in parts:
        if total > wanted:
            break
        total += part.area
        plain = part.simplify(3.0)
        rings = [[(round(x, 3), round(y, 3)) for x, y in r.coords] for r in [plain.exterior, *plain.interiors]]
        out.append(Polygon(rings[0], rings[1:]))
    return out


def _newest(b):
    b.add("雨城保护区外围机械加工厂（2025 年 12 月受理）", dict(FACTORY, industry="C3484", as_of="2025-12-01"), b.plot("outer_belt", 0.6))
    b.add("雨城陡坡开垦种植", dict(CLEAN, project_type="farming", industry="A0141"), b.plot("orchard", 0.8))
    b.add("雨城塑料制品厂（2020 年环评，未开工）", dict(FACTORY, eia_approval="2020-05-20"), b.plot("approval"))
