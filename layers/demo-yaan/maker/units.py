# SPDX-License-Identifier: Apache-2.0
"""Control units that tile each county exactly.

Idea: a county is halved again and again. Each cut runs between two vertices that the piece already has and is
roughened in between, so both halves hold the same vertices and no vertex ever lies inside a neighbour's edge:
units share every vertex and leave no gap, in any CRS. Cost: n^2 candidate cuts for n ring vertices."""
import math
from dataclasses import dataclass, field

from shapely.geometry import LineString, MultiPolygon, Point, Polygon

from .plane import polygons, ring_polygon
from .shapes import fractal_line

CLASS_NAMES = {1: "优先保护单元", 2: "重点管控单元", 3: "一般管控单元"}


@dataclass
class Unit:
    county: str
    county_name: str
    geom: object
    cls: int = 0
    subclass: str = ""
    code: str = ""
    name: str = ""
    tags: set = field(default_factory=set)


def _areas(ring):
    out, total = [0.0], 0.0
    for (x0, y0), (x1, y1) in zip(ring, ring[1:]):
        total += (x0 * y1 - x1 * y0) / 2
        out.append(total)
    return out


def _candidates(ring):
    """Pairs of vertices whose straight cut leaves 36-64 % of the area on either side, shortest first."""
    x0, y0 = ring[0]
    local = [(x - x0, y - y0) for x, y in ring]
    acc, n = _areas(local), len(ring) - 1
    out = []
    for i in range(n):
        for j in range(i + 3, n):
            (xi, yi), (xj, yj) = local[i], local[j]
            part = acc[j] - acc[i] + (xj * yi - xi * yj) / 2
            if 0.36 < part / acc[-1] < 0.64:
                out.append((math.dist(local[i], local[j]), i, j))
    return sorted(out)


def _split(rng, poly):
    ring = list(poly.exterior.coords)
    for _, i, j in _candidates(ring)[:400]:
        if not LineString([ring[i], ring[j]]).within(poly):
            continue
        for rough in (0.11, 0.07, 0.04, 0.015):
            path = fractal_line(rng, ring[i], ring[j], 420, rough)
            a = Polygon(ring[i:j + 1] + path[::-1][1:])
            b = Polygon(path + ring[j + 1:-1] + ring[:i + 1])
            if a.is_valid and b.is_valid and abs(a.area + b.area - poly.area) < 1e-4 * poly.area:
                return [ring_polygon(a.exterior.coords), ring_polygon(b.exterior.coords)]
    raise RuntimeError("no cut found for a county piece")


def tile(rng, poly, count):
    pieces = [ring_polygon(poly.exterior.coords)]
    while len(pieces) < count:
        pieces.sort(key=lambda p: (-p.area, p.bounds))
        pieces = _split(rng, pieces[0]) + pieces[1:]
    return pieces


def make_units(rng, counties, seats, counts, key_counts):
    """Nearest to the county seat: key units (城镇, then 产业 or 要素); next: general; the rest: priority."""
    units = []
    for code, (name, geom) in counties.items():
        main, *rest = sorted(polygons(geom), key=lambda p: -p.area)
        pieces = tile(rng, main, counts[code])
        for extra in rest:
            near = min(range(len(pieces)), key=lambda k: (pieces[k].distance(extra), k))
            pieces[near] = MultiPolygon(polygons(pieces[near]) + [ring_polygon(extra.exterior.coords)])
        seat = Point(seats[code])
        pieces.sort(key=lambda p: (p.distance(seat), p.centroid.distance(seat)))
        units += _classify(code, name, pieces, key_counts[code])
    return units


def _classify(code, name, pieces, counts):
    n_key, n_general = counts
    out, serial = [], {1: 0, 2: 0, 3: 0}
    subclasses = ["城镇", "产业", "要素"]
    for k, geom in enumerate(pieces):
        cls = 2 if k < n_key else 3 if k < n_key + n_general else 1
        serial[cls] += 1
        sub = subclasses[k % 3] if cls == 2 else ""
        title = f"{name}{sub}{CLASS_NAMES[cls]}{serial[cls]:02d}（演示）"
        out.append(Unit(code, name, geom, cls, sub, f"ZH{code}{cls}{serial[cls]:04d}", title))
    return out
