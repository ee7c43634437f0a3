# SPDX-License-Identifier: Apache-2.0
"""The invented zoning: rivers, red line, protected areas, water sources, growth boundaries. Red line lies inside
priority units, its core zones are the cores of protected areas (same vertices), a second-level water zone is the
ring around the first-level one, and nothing of one kind overlaps its own kind."""
import math
from dataclasses import dataclass, field

from shapely.geometry import LineString, Point, Polygon
from shapely.ops import unary_union

from .plane import largest, ring_polygon, tidy
from .shapes import blob, fractal_path, fractal_ring, river_band

# name, order, half width in metres, way-points (lon, lat): the course between them is invented
RIVERS = [
    ("大渡河（演示）", "重要支流", 130, [(101.95, 29.50), (102.16, 29.40), (102.36, 29.22), (102.47, 29.30), (102.58, 29.34),
                              (102.69, 29.31), (102.82, 29.30), (103.05, 29.24)]),
    ("青衣江（演示）", "重要支流", 95, [(102.72, 30.86), (102.81, 30.38), (102.91, 30.16), (102.95, 30.07), (103.03, 29.985),
                             (103.13, 29.91), (103.30, 29.80)]),
    ("天全河（演示）", "支流", 55, [(102.40, 30.02), (102.60, 30.10), (102.76, 30.06), (102.95, 30.07)]),
    ("荥经河（演示）", "支流", 45, [(102.50, 29.68), (102.70, 29.76), (102.85, 29.78), (102.97, 29.92), (103.03, 29.985)]),
    ("名山河（演示）", "支流", 30, [(103.22, 30.20), (103.13, 30.08), (103.12, 29.98), (103.13, 29.91)]),
    ("流沙河（演示）", "支流", 40, [(102.50, 29.62), (102.58, 29.50), (102.63, 29.40), (102.64, 29.325)]),
]


@dataclass
class Zoning:
    river_area: list = field(default_factory=list)   # (name, order, geom)
    river_line: list = field(default_factory=list)   # (name, order, half width, geom)
    redline: list = field(default_factory=list)      # (code, name, type, zone, geom)
    pa: list = field(default_factory=list)           # (name, level, type, zone, geom)
    ws: list = field(default_factory=list)           # (name, level, geom)
    udb: list = field(default_factory=list)          # (class, county, geom)

    def union(self, kind):
        return unary_union([row[-1] for row in getattr(self, kind)])


def add_rivers(rng, plane, z, city):
    taken = Polygon()
    for name, order, half, way in RIVERS:
        path = fractal_path(rng, [plane.point(*p) for p in way], 260, 0.10)
        inside = LineString(path).intersection(city)
        parts = list(getattr(inside, "geoms", [inside]))
        line = max(parts, key=lambda g: g.length)
        z.river_line.append((name, order, half, line))
        area = river_band(list(line.coords), half).intersection(city).difference(taken)
        z.river_area.append((name, order, tidy(largest(area))))
        taken = taken.union(area)


def _inner(rng, poly, share, step=330):
    """A rough outline inside `poly` that keeps about `share` of its area."""
    low, high = 0.0, math.sqrt(poly.area)
    for _ in range(24):
        mid = (low + high) / 2
        if poly.buffer(-mid).area > share * poly.area:
            low = mid
        else:
            high = mid
    core = largest(poly.buffer(-low)).simplify(260)
    for rough in (0.10, 0.06, 0.03, 0.0):
        out = fractal_ring(rng, core, step, rough)
        if out.within(poly.buffer(-120)):
            return ring_polygon(out.exterior.coords)
    raise RuntimeError("no inner outline found")


def ring_polygon_with_hole(outer, core):
    return tidy(Polygon(outer.exterior.coords, [core.exterior.coords]))


# role of a priority unit, by its order within the county: what its red line protects
ROLES = {
    "511827": ["park", "park", "plain", "park", "plain", "plain", "park"],
    "511826": ["plain", "park", "plain", "plain"],
    "511825": ["plain", "park", "reserve", "park", "plain", "plain"],
    "511822": ["plain", "park", "reserve", "plain", "plain"],
    "511823": ["reserve", "plain", "plain", "plain"],
    "511824": ["plain", "park", "plain", "reserve", "plain", "plain"],
    "511802": ["plain", "park", "plain"],
    "511803": ["plain"],
}
RESERVES = {"511825": ("天全演示自然保护区", "省级"), "511822": ("荥经演示自然保护区", "国家级"),
            "511823": ("汉源演示自然保护区", "省级"), "511824": ("石棉演示自然保护区", "国家级")}
TYPES = ["水源涵养", "生物多样性维护", "水土保持"]


def add_redline(rng, z, units):
    serial = {}
    for county, roles in ROLES.items():
        priority = [u for u in units if u.county == county and u.cls == 1]
        for unit, role in zip(priority, roles):
            unit.tags.add(role)
            body = largest(unit.geom)
            outer = _inner(rng, body, rng.uniform(0.46, 0.62))
            serial[county] = serial.get(county, 0) + 1
            code = f"{county}HX{serial[county]:03d}"
            kind = TYPES[serial[county] % 3]
            name = f"{unit.county_name}{kind}生态保护红线{serial[county]:02d}（演示）"
            if role == "plain":
                z.redline.append((code, name, kind, "", outer))
                continue
            core = _inner(rng, outer, 0.42)
            z.redline.append((code + "A", name, kind, "核心保护区", core))
            z.redline.append((code + "B", name, kind, "一般控制区", ring_polygon_with_hole(outer, core)))
            _protect(rng, z, unit, role, body, outer, core)


def _protect(rng, z, unit, role, body, outer, core):
    if role == "park":
        label = ("大熊猫国家公园（演示）", "国家级", "国家公园")
        z.pa.append((*label, "核心保护区", core))
        z.pa.append((*label, "一般控制区", ring_polygon_with_hole(outer, core)))
        return
    name, level = RESERVES[unit.county]
    label = (name + "（演示）", level, "自然保护区")
    z.pa.append((*label, "核心保护区", core))
    # the reserve's general zone reaches beyond the red line, as real ones do
    wide = _inner(rng, body, 0.86)
    if not wide.contains(core.buffer(200)):
        raise RuntimeError("reserve core outside its general zone")
    z.pa.append((*label, "一般控制区", ring_polygon_with_hole(wide, core)))


def add_small_parks(rng, plane, z, free):
    """Natural parks and scenic areas beside the towns; `free` says where nothing else lies."""
    x, y = plane.point(103.055, 30.105)
    outer = _clip(blob(rng, x, y, 2300, 180, 1.15, 0.6), free)
    core = _inner(rng, outer, 0.22, 150)
    label = ("蒙顶山风景名胜区（演示）", "国家级", "风景名胜区")
    z.pa.append((*label, "核心景区", core))
    z.pa.append((*label, "", ring_polygon_with_hole(outer, core)))
    for name, level, kind, lon, lat, radius in [
            ("荥经演示森林公园（演示）", "省级", "森林公园", 102.78, 29.73, 1900),
            ("汉源湖演示湿地公园（演示）", "省级", "湿地公园", 102.71, 29.315, 900),
            ("芦山演示地质公园（演示）", "省级", "地质公园", 102.96, 30.22, 1500)]:
        x, y = plane.point(lon, lat)
        shape = _clip(blob(rng, x, y, radius, 140, 1.2, rng.uniform(0, 3)), free)
        z.pa.append((name, level, kind, "一般控制区", shape))


def _clip(shape, free):
    return ring_polygon(largest(shape.intersection(free)).exterior.coords)


SOURCES = [("雨城区青衣江水源地（演示）", 102.985, 30.035), ("名山区水源地（演示）", 103.165, 30.155),
           ("汉源县流沙河水源地（演示）", 102.605, 29.445), ("荥经县水源地（演示）", 102.90, 29.845)]


def add_water_sources(rng, plane, z):
    rivers = unary_union([row[-1] for row in z.river_line])
    for name, lon, lat in SOURCES:
        p = rivers.interpolate(rivers.project(_point(plane, lon, lat)))
        angle = rng.uniform(0, 3)
        first = blob(rng, p.x, p.y, 330, 60, 1.35, angle, 0.07)
        second = blob(rng, p.x, p.y, 1150, 120, 1.3, angle, 0.07)
        third = blob(rng, p.x, p.y, 2300, 180, 1.25, angle, 0.07)
        if not (second.contains(first.buffer(100)) and third.contains(second.buffer(100))):
            raise RuntimeError("water source zones are not nested")
        z.ws.append((name, "一级", ring_polygon(first.exterior.coords)))
        z.ws.append((name, "二级", ring_polygon_with_hole(second, first)))
        z.ws.append((name, "准", ring_polygon_with_hole(third, second)))


def _point(plane, lon, lat):
    return Point(plane.point(lon, lat))


# county, class, lon, lat, radius in metres
TOWNS = [("511802", "城镇集中建设区", 103.045, 29.995, 1900), ("511802", "城镇弹性发展区", 103.085, 30.02, 800),
         ("511803", "城镇集中建设区", 103.105, 30.085, 1300), ("511823", "城镇集中建设区", 102.655, 29.355, 1250),
         ("511823", "特别用途区", 102.628, 29.372, 500)]


def add_towns(rng, plane, z):
    taken = unary_union([row[-1] for row in z.river_area + z.ws + z.pa]).buffer(60)
    for county, cls, lon, lat, radius in TOWNS:
        x, y = plane.point(lon, lat)
        shape = largest(blob(rng, x, y, radius, 110, 1.25, rng.uniform(0, 3)).difference(taken))
        z.udb.append((cls, county, tidy(Polygon(shape.exterior.coords))))
        taken = taken.union(shape.buffer(40))
