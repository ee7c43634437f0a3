# SPDX-License-Identifier: Apache-2.0
"""Where the sample projects lie. Sites are found before the parcels are drawn, so that the land around each site
can be given the class that the project is meant to meet."""
from dataclasses import dataclass

from shapely.geometry import Point, box
from shapely.ops import unary_union

from .plane import polygons


@dataclass
class Site:
    x: float
    y: float
    radius: float
    land: str = ""       # land class forced around the site (dltb regions only)
    pbf: str = "never"   # never, always

    @property
    def disc(self):
        return Point(self.x, self.y).buffer(self.radius)


# lon, lat of the centre, cells across, cell size in metres
REGIONS = {"H": (102.655, 29.365, 48, 150.0), "Y": (103.072, 30.03, 60, 150.0)}


def region_box(plane, key):
    lon, lat, n, size = REGIONS[key]
    x, y = plane.point(lon, lat)
    x0, y0 = round(x - n * size / 2, -1), round(y - n * size / 2, -1)
    return box(x0, y0, x0 + n * size, y0 + n * size)


def pick(rng, where, radius):
    """A random point whose disc lies inside `where`."""
    room = where.buffer(-radius)
    if room.is_empty:
        raise RuntimeError("no room for a site")
    parts = sorted(polygons(room), key=lambda p: (-p.area, p.bounds))
    x0, y0, x1, y1 = parts[0].bounds
    for _ in range(20000):
        p = Point(rng.uniform(x0, x1), rng.uniform(y0, y1))
        if parts[0].contains(p):
            return p
    raise RuntimeError("no site found")


class Sites:
    def __init__(self, rng, plane, units, z, city):
        self.rng, self.found = rng, {}
        self.units, self.z = units, z
        self.river = z.union("river_area")
        self.redline, self.pa, self.ws, self.udb = (z.union(k) for k in ("redline", "pa", "ws", "udb"))
        self.region = {k: region_box(plane, k).buffer(-400) for k in REGIONS}
        self.city = city.buffer(-1500)
        self.plain = self.city.difference(unary_union([self.redline, self.pa, self.ws]).buffer(80))
        self.plain = self.plain.difference(self.river.buffer(40))
        self.used = None

    def of(self, test):
        return unary_union([u.geom for u in self.units if test(u)]).buffer(0)

    def add(self, key, where, radius, land="", pbf="never", spacing=520):
        if self.used is not None:
            where = where.difference(self.used)
        p = pick(self.rng, where, radius)
        site = Site(round(p.x, 3), round(p.y, 3), radius, land, pbf)
        self.found[key] = site
        ring = site.disc.buffer(spacing)
        self.used = ring if self.used is None else self.used.union(ring)
        return site

    def mapped(self, key, region, radius, land, pbf="never", unit=lambda u: u.cls in (2, 3), inside=None, outside=None):
        """A site inside a region that has land-use parcels."""
        where = self.plain.intersection(self.region[region]).intersection(self.of(unit).buffer(-60))
        where = where.intersection(inside) if inside is not None else where
        where = where.difference(outside if outside is not None else self.udb.buffer(250))
        return self.add(key, where, radius, land, pbf)

    def wild(self, key, county, radius, cls, near=None, inside=None):
        """A site outside the parcel regions."""
        where = self.plain if inside is None else inside.intersection(self.city)
        where = where.intersection(self.of(lambda u: u.county == county and u.cls in cls).buffer(-60))
        for region in self.region.values():
            where = where.difference(region.buffer(900))
        where = where.intersection(near) if near is not None else where
        return self.add(key, where, radius)


def _parts(z, kind, test):
    return unary_union([row[-1] for row in getattr(z, kind) if test(row)])


def choose(rng, plane, units, z, city):
    s = Sites(rng, plane, units, z, city)
    empty = Point(0, 0).buffer(1)
    core = s.udb.buffer(-60)
    # narrow requirements first
    s.mapped("housing_in", "Y", 150, "0701", inside=core, outside=empty)
    s.mapped("housing_in2", "Y", 130, "0701", inside=core, outside=empty)
    s.mapped("chem_far", "H", 190, "0601", unit=lambda u: u.subclass == "产业", outside=s.river.buffer(1350))
    s.mapped("chem_near", "H", 170, "0601", inside=s.river.buffer(760), outside=s.river.buffer(330).union(s.udb.buffer(150)))
    s.mapped("factory", "H", 120, "0601", inside=s.river.buffer(850), outside=s.river.buffer(420).union(s.udb.buffer(150)))
    s.mapped("pv_ok", "H", 300, "0404")
    s.mapped("pv_pbf", "H", 300, "0103", "always")
    s.mapped("restore_ok", "H", 210, "0602")
    s.mapped("afforest", "H", 210, "0101", "always")
    s.mapped("pipeline", "Y", 480, "0103")
    s.mapped("tower", "Y", 90, "0404")
    s.mapped("bowtie", "H", 220, "0103")
    s.mapped("farm_ok", "Y", 190, "0202")
    s.mapped("housing_out", "Y", 150, "0103", unit=lambda u: u.cls == 3 or u.subclass == "城镇")
    s.mapped("point", "Y", 90, "0404")
    s.mapped("pv_small", "Y", 150, "0404")
    s.mapped("brick", "H", 130, "0601", outside=s.river.buffer(150).union(s.udb.buffer(200)))
    s.mapped("logistics", "Y", 120, "0404")
    _choose_wild(s, z)
    return s


def _choose_wild(s, z):
    second = _parts(z, "ws", lambda r: r[1] == "二级")
    third = _parts(z, "ws", lambda r: r[1] == "准")
    scenic = _parts(z, "pa", lambda r: r[2] == "风景名胜区" and r[3] == "")
    reserve = _parts(z, "pa", lambda r: r[0].startswith("荥经演示自然保护区") and r[3] == "一般控制区")
    park_core = _parts(z, "pa", lambda r: r[2] == "国家公园" and r[3] == "核心保护区")
    plain_red = _parts(z, "redline", lambda r: r[3] == "")
    dry = s.river.buffer(60)
    key = (2, 3)
    s.wild("landfill", "511823", 160, key, inside=second.difference(dry))
    s.wild("sewage", "511802", 130, key, inside=second.difference(dry))
    s.wild("pig", "511803", 110, key, inside=second.difference(dry))
    s.wild("third", "511822", 140, key, inside=third.difference(dry))
    s.wild("tourism", "511803", 180, key, inside=scenic) if _has(s, scenic, "511803") else \
        s.wild("tourism", "511802", 180, (1, 2, 3), inside=scenic)
    s.wild("reserve", "511822", 260, (1,), inside=reserve.difference(s.redline.buffer(100)).difference(dry))
    s.wild("park_core", "511827", 240, (1,), inside=park_core.difference(dry))
    s.wild("quarry", "511822", 220, (1,), inside=plain_red.difference(dry))
    s.wild("eco_tour", "511826", 200, (1,), inside=plain_red.difference(dry))
    s.wild("tailings", "511822", 320, (3,), near=s.city.difference(s.river.buffer(1500)))
    s.wild("pumped_up", "511826", 420, (1,))
    s.wild("wind", "511822", 1400, (1,))
    s.wild("shimian", "511824", 350, (3,))
    s.wild("baoxing", "511827", 600, (2,))
    s.wild("quarry2", "511825", 200, (1,))


def _has(s, area, county):
    return area.intersection(s.of(lambda u: u.county == county and u.cls in (2, 3))).area > 1.5e6
