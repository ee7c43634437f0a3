# SPDX-License-Identifier: Apache-2.0
"""Places for the projects that show single rules, and for the pairs. They are looked for after everything else is
drawn, on what is left: nothing that was there before moves."""
from shapely.geometry import Point
from shapely.ops import unary_union
from shapely.prepared import prep

from .plane import polygons
from .sites import Site

GAP = 140.0     # between one spot's disc and the next
TOWN_GAP = 60.0


class Spots:
    def __init__(self, rng, chosen, units, z, land, pbf, feet):
        self.rng, self.sites, self.units_, self.z = rng, chosen, units, z
        self.land_ = land
        self.farmland = unary_union([row[-1] for row in pbf])
        self.feet = unary_union([g if g.is_valid else g.convex_hull for g in feet])
        self.near_feet = prep(self.feet.buffer(150))
        self.plain = chosen.plain.difference(self.farmland.buffer(30)).difference(chosen.udb.buffer(120))
        self.busy = self.feet.buffer(250)
        self.found = {}

    def land(self, region, *codes):
        """Ground of these land classes, in one of the two mapped regions."""
        return unary_union([p.geom for p in self.land_ if p.region == region and p.dlbm in codes])

    def units(self, test):
        return unary_union([u.geom for u in self.units_ if test(u)]).buffer(-40)

    def county(self, code, *classes):
        return self.units(lambda u: u.county == code and u.cls in classes)

    def zones(self, kind, test):
        return unary_union([row[-1] for row in getattr(self.z, kind) if test(row)])

    def find(self, key, where, radius, gap=GAP):
        """A disc inside `where`, clear of all others."""
        room = where.difference(self.busy).buffer(-radius)
        parts = sorted(polygons(room), key=lambda p: (-p.area, p.bounds))
        if not parts:
            raise RuntimeError(f"no room for {key}")
        fits, (x0, y0, x1, y1) = prep(parts[0]), parts[0].bounds
        for _ in range(20000):
            p = Point(self.rng.uniform(x0, x1), self.rng.uniform(y0, y1))
            if fits.contains(p):
                break
        else:
            raise RuntimeError(f"no spot found for {key}")
        spot = Site(round(p.x, 3), round(p.y, 3), radius)
        self.found[key] = spot
        self.busy = self.busy.union(spot.disc.buffer(gap))
        return spot

    def open_land(self, region, test=lambda u: True):
        """Grassland and orchards of a mapped region, outside every zone and growth boundary."""
        where = self.land(region, "0404", "0201", "0202").intersection(self.plain)
        return where.intersection(self.sites.region[region].buffer(300)).intersection(self.units(test))

    def forest_land(self, region, *codes):
        where = self.land(region, *(codes or ("0301", "0302"))).intersection(self.plain)
        return where.intersection(self.units(lambda u: u.cls == 3 or u.subclass == "城镇"))

    def wild(self, county, *classes):
        """Ground outside the mapped regions, outside every zone."""
        where = self.plain.intersection(self.sites.city).intersection(self.county(county, *classes))
        for region in self.sites.region.values():
            where = where.difference(region.buffer(900))
        return where
