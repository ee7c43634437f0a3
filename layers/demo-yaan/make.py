#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the bundled sample: real county boundaries, everything else invented (演示数据).

Run: /usr/bin/python3 make.py   (Debian: python3-gdal python3-shapely python3-numpy)
Every stage has its own generator, seeded from SEED and the stage's number, so a change in one stage does not
shuffle the others."""
import json
import os

import numpy as np
from shapely.geometry import MultiPolygon, Polygon
from shapely.ops import unary_union

from maker import datasets, pairs, parcels, projects, rule_projects, sites, slope, theme_files, themes, units, zoning
from maker.plane import Plane, largest, tidy
from maker.spots import Spots

SEED = 20260101
HERE = os.path.dirname(os.path.abspath(__file__))
SEATS = {"511802": (103.03, 30.0), "511803": (103.11, 30.07), "511822": (102.85, 29.79), "511823": (102.65, 29.35),
         "511824": (102.36, 29.23), "511825": (102.76, 30.07), "511826": (102.93, 30.14), "511827": (102.81, 30.37)}
UNITS = {"511802": 7, "511803": 5, "511822": 8, "511823": 9, "511824": 9, "511825": 9, "511826": 7, "511827": 9}
KEY_AND_GENERAL = {"511802": (2, 2), "511803": (2, 2), "511822": (1, 2), "511823": (2, 3), "511824": (1, 2),
                   "511825": (1, 2), "511826": (1, 2), "511827": (1, 1)}


def rng(stage):
    return np.random.default_rng([SEED, stage])


def counties(plane):
    with open(os.path.join(HERE, "source", "yaan_counties_tianditu.geojson"), encoding="utf-8") as f:
        source = json.load(f)
    out = {}
    for feature in source["features"]:
        g = feature["geometry"]
        parts = g["coordinates"] if g["type"] == "MultiPolygon" else [g["coordinates"]]
        polys = [Polygon(plane.source_ring(p[0])) for p in parts]
        code = str(feature["properties"]["district_adcode"])
        out[code] = (feature["properties"]["district_name"], tidy(MultiPolygon(polys)))
    return dict(sorted(out.items()))


def main():
    plane = Plane()
    xzq = counties(plane)
    city = largest(unary_union([g for _, g in xzq.values()]))
    seats = {c: plane.point(*p) for c, p in SEATS.items()}
    us = units.make_units(rng(1), xzq, seats, UNITS, KEY_AND_GENERAL)
    z = zoning.Zoning()
    zoning.add_rivers(rng(2), plane, z, city)
    zoning.add_redline(rng(3), z, us)
    free = city.difference(z.union("redline").buffer(150)).difference(z.union("pa").buffer(150))
    zoning.add_small_parks(rng(4), plane, z, free)
    zoning.add_water_sources(rng(5), plane, z)
    zoning.add_towns(rng(6), plane, z)
    chosen = sites.choose(rng(7), plane, us, z, city)
    land = [p for k, key in enumerate(sites.REGIONS) for p in parcels.make_region(rng(20 + k), plane, key, z,
                                                                                 list(chosen.found.values()))]
    book, shp = projects.make(rng(8), chosen, z, us)
    feet = [g for rows in book.rows.values() for _, g in rows] + [g for _, g in shp]
    chosen.used = unary_union([chosen.used] + [g.buffer(120) for g in feet])
    pbf = parcels.make_pbf(rng(9), land, z, chosen, xzq, city)
    # From here on nothing of the first set moves: the second looks for what is left.
    spots = Spots(rng(11), chosen, us, z, land, pbf, feet)
    themes.choose(spots)
    drawn = themes.make(spots, us)
    by_rule = rule_projects.make(spots, drawn)
    pair_rows, pair_table = pairs.make(spots)
    z.pa += drawn.pa

    w = datasets.Writer(HERE, plane, city)
    datasets.coverages(w, xzq)
    datasets.admin(w, xzq)
    datasets.units_and_list(w, us)
    datasets.redline_pa_ws(w, z)
    datasets.rivers(w, z)
    datasets.farmland(w, land, pbf, [p.geom for p in land])
    datasets.towns(w, z)
    datasets.cover(w, rng(10), z, land, pbf)
    theme_files.write_all(w, drawn, xzq)
    theme_files.protected_areas(w, drawn)
    gentle = [g.buffer(700) for g in feet] + [g.buffer(300) for _, g in by_rule + pair_rows]
    slope.write_layer(w, rng(12), gentle, [spots.found["orchard"].disc.buffer(120)])
    projects.write_all(os.path.join(HERE, "projects"), plane, book, shp)
    projects.write_rows(os.path.join(HERE, "projects", "by_rule.geojson"), plane, by_rule, 4326, 9)
    projects.write_rows(os.path.join(HERE, "projects", "pairs.geojson"), plane, pair_rows, 4326, 9)
    pairs.write_table(os.path.join(HERE, "pairs.csv"), pair_table)
    print(f"{len(us)} units, {len(z.redline)} red-line polygons, {len(land)} parcels, {len(pbf)} farmland plots")


if __name__ == "__main__":
    main()
