# SPDX-License-Identifier: Apache-2.0
"""Land-use parcels (dltb) that tile two small regions, and permanent basic farmland made from them.

A jittered grid whose edges each carry one shared extra vertex; up to five neighbouring cells of one class become
one parcel (five cells cannot enclose a hole or touch themselves at a corner). Every vertex is shared, so parcels
leave no gap in any CRS."""
from dataclasses import dataclass

import numpy as np
from shapely.geometry import Point, Polygon
from shapely.prepared import prep

from .shapes import ValueNoise, blob
from .sites import REGIONS, region_box

NAMES = {"0101": "水田", "0103": "旱地", "0201": "果园", "0202": "茶园", "0301": "乔木林地", "0302": "竹林地",
         "0305": "灌木林地", "0404": "其他草地", "0601": "工业用地", "0602": "采矿用地", "0701": "城镇住宅用地",
         "0702": "农村宅基地", "08H2": "科教文卫用地", "1006": "农村道路", "1101": "河流水面", "1104": "坑塘水面"}


@dataclass
class Parcel:
    region: str
    dlbm: str
    kcxs: float
    ownership: str
    geom: object
    pbf: bool = False


def _nodes(rng, x0, y0, n, size):
    gx, gy = np.meshgrid(np.arange(n + 1), np.arange(n + 1), indexing="ij")
    dx, dy = rng.uniform(-0.28, 0.28, gx.shape) * size, rng.uniform(-0.28, 0.28, gx.shape) * size
    dx[0, :] = dx[-1, :] = 0
    dy[:, 0] = dy[:, -1] = 0
    return np.round(x0 + gx * size + dx, 3), np.round(y0 + gy * size + dy, 3)


def _midpoints(rng, nx, ny, n, size):
    """One extra vertex an edge; keyed by both end nodes, so two cells share it."""
    mids = {}
    for i in range(n + 1):
        for j in range(n + 1):
            for di, dj in ((1, 0), (0, 1)):
                a, b = (i, j), (i + di, j + dj)
                if max(b) > n:
                    continue
                mx, my = (nx[a] + nx[b]) / 2, (ny[a] + ny[b]) / 2
                on_edge = (dj == 0 and j in (0, n)) or (di == 0 and i in (0, n))
                if not on_edge:
                    mx, my = mx + rng.normal(0, 0.07) * size, my + rng.normal(0, 0.07) * size
                mids[(a, b)] = (round(mx, 3), round(my, 3))
    return mids


def _cell_edges(i, j):
    c = [(i, j), (i + 1, j), (i + 1, j + 1), (i, j + 1)]
    return list(zip(c, c[1:] + c[:1]))


def _outline(cells, nx, ny, mids):
    edges = {e for cell in cells for e in _cell_edges(*cell)}
    edges = {(a, b) for a, b in edges if (b, a) not in edges}
    follow = dict(sorted(edges))
    start = min(follow)
    ring, at = [], start
    while True:
        nxt = follow[at]
        ring.append((float(nx[at]), float(ny[at])))
        ring.append(mids[(at, nxt)] if (at, nxt) in mids else mids[(nxt, at)])
        at = nxt
        if at == start:
            return Polygon(ring + ring[:1])


def _groups(rng, cls, n):
    parent = {}
    size = {}

    def root(c):
        while parent[c] != c:
            c = parent[c]
        return c

    for i in range(n):
        for j in range(n):
            parent[(i, j)], size[(i, j)] = (i, j), 1
    for i in range(n):
        for j in range(n):
            for other in ((i + 1, j), (i, j + 1)):
                if max(other) >= n or cls[other] != cls[(i, j)] or rng.random() > 0.62:
                    continue
                a, b = root((i, j)), root(other)
                if a != b and size[a] + size[b] <= 5:
                    parent[b] = a
                    size[a] += size[b]
    out = {}
    for c in sorted(parent):
        out.setdefault(root(c), []).append(c)
    return list(out.values())


def _classes(rng, n, centre, z, sites, land, detail):
    river, udb = prep(z.union("river_area")), prep(z.union("udb"))
    forced = [(s, s.radius + 240) for s in sites if s.land]
    cls, rule = {}, {}
    for i in range(n):
        for j in range(n):
            x, y = centre(i, j)
            site = next((s for s, r in forced if (s.x - x) ** 2 + (s.y - y) ** 2 < r * r), None)
            p, a, b = Point(x, y), float(land(x, y)), float(detail(x, y))
            if site is not None:
                cls[(i, j)], rule[(i, j)] = site.land, site.pbf
            elif river.contains(p):
                cls[(i, j)] = "1101"
            elif udb.contains(p):
                cls[(i, j)] = "0701" if b > -0.05 else "08H2" if b > -0.25 else "0601"
            else:
                cls[(i, j)] = _open_land(a, b, rng.random())
    return cls, rule


def _open_land(a, b, chance):
    if chance < 0.03:
        return "0702"
    if chance < 0.045:
        return "1104"
    if a > 0.16:
        return "0301" if b > -0.2 else "0302"
    if a > 0.05:
        return "0305" if b > 0 else "0404"
    if a > -0.12:
        return "0103"
    return "0101" if b > 0.12 else "0202" if b < -0.22 else "0201" if b < -0.1 else "0103"


def make_region(rng, plane, key, z, sites):
    _, _, n, size = REGIONS[key]
    x0, y0, _, _ = region_box(plane, key).bounds
    nx, ny = _nodes(rng, x0, y0, n, size)
    mids = _midpoints(rng, nx, ny, n, size)
    land, detail = ValueNoise(rng, 2100.0), ValueNoise(rng, 900.0, 2)

    def centre(i, j):
        return float(nx[i:i + 2, j:j + 2].mean()), float(ny[i:i + 2, j:j + 2].mean())

    cls, rule = _classes(rng, n, centre, z, sites, land, detail)
    tagged = {c: (cls[c], rule.get(c, "")) for c in cls}
    out = []
    for cells in _groups(rng, tagged, n):
        code = cls[cells[0]]
        slope = rng.choice([0.05, 0.08, 0.11, 0.14]) if code == "0103" else 0.03 if code == "0101" else 0.0
        owner = "国有土地所有权" if code in ("0601", "0701", "08H2", "1101") else "集体土地所有权"
        parcel = Parcel(key, code, float(slope), owner, _outline(cells, nx, ny, mids))
        want = rule.get(cells[0], "")
        parcel.pbf = code.startswith("01") and (want == "always" or (want == "" and rng.random() < 0.72))
        out.append(parcel)
    return out


def _scattered(rng, room, tries=1500):
    fits, found = prep(room), []
    x0, y0, x1, y1 = room.bounds
    for _ in range(tries):
        x, y, radius = rng.uniform(x0, x1), rng.uniform(y0, y1), rng.uniform(120, 420)
        if any((x - u) ** 2 + (y - v) ** 2 < 2000 ** 2 for u, v in found) or not fits.contains(Point(x, y)):
            continue
        shape = blob(rng, x, y, radius, 60, rng.uniform(1, 1.5), rng.uniform(0, 3))
        if fits.contains(shape):
            found.append((x, y))
            yield shape


def make_pbf(rng, parcels, z, sites, counties, city):
    """(code, dlbm, kcxs, county, geom): cultivated parcels of the regions, and plots drawn elsewhere."""
    banned = prep(z.union("redline").buffer(30).union(z.union("udb")).union(z.union("river_area")).union(z.union("pa")))
    rows = [(p.dlbm, p.kcxs, p.geom) for p in parcels if p.pbf and not banned.intersects(p.geom)]
    rivers = z.union("river_line").buffer(2600).intersection(city.buffer(-2500))
    busy = sites.used.union(z.union("redline").buffer(30)).union(z.union("udb")).union(z.union("pa").buffer(30))
    busy = busy.union(z.union("river_area").buffer(20)).union(z.union("ws"))
    for region in sites.region.values():
        busy = busy.union(region.buffer(700))
    room = rivers.difference(busy)
    rows += [("0103", 0.11, shape) for shape in _scattered(rng, room)]
    out = []
    for k, (dlbm, kcxs, geom) in enumerate(rows, 1):
        county = next(c for c, (_, g) in counties.items() if g.intersects(geom.representative_point()))
        out.append((f"{county}{k:06d}", dlbm, kcxs, county, geom))
    return out
