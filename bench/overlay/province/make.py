# SPDX-License-Identifier: Apache-2.0
"""Makes the files of the benchmark that are not there yet: make.py FOLDER SCALE SEED [big] [curve] [eurasia].

Every part has a generator of its own, seeded from SEED and the part's number, so that one part never shuffles another.
Prints a JSON summary (features, vertices, largest) which is also kept in the folder."""
import json
import os
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

import numpy as np
import shapely

from province import extra, files
from province.projects import make_projects
from province.redline import make_redline
from province.tiling import Tiling, grid_nodes, warped

def territory(scale):
    """15,000 km2 around Ya'an in EPSG:4543; a smaller province is a smaller territory, equally dense."""
    return (500000.0, 3250000.0, 500000.0 + round(120000 * scale**0.5), 3250000.0 + round(125000 * scale**0.5))


def make_units(box, scale, rng):
    root = scale**0.5
    nx, ny = max(round(35 * root), 3), max(round(40 * root), 3)
    tiling = Tiling(grid_nodes(np.linspace(box[0], box[2], nx + 1), np.linspace(box[1], box[3], ny + 1), 0.2, rng),
                    0.15, 0.92, rng)
    return tiling.draw(rng.choice([6, 7], len(tiling.start)))


def make_parcels(box, scale, rng):
    n = max(round(800 * scale**0.5), 20)
    tiling = Tiling(grid_nodes(warped(n, box[0], box[2], 4, 0.6), warped(n, box[1], box[3], 3, 0.6), 0.22, rng),
                    0.12, 1.0, rng)
    return tiling.draw(rng.choice([0, 1, 2], len(tiling.start), p=[0.2, 0.5, 0.3]))


def faces(tiling):
    return tiling.polygons(np.arange(len(tiling.sides)))


def checked(name, geometries, tiled):
    """Stops on an invalid polygon, and on a tiling that does not fill its box."""
    bad = geometries[~shapely.is_valid(geometries)]
    if len(bad): sys.exit(f"{name}: {len(bad)} invalid polygons, the first: {shapely.is_valid_reason(bad[0])}")
    area = float(shapely.area(geometries).sum())
    whole = (tiled[2] - tiled[0]) * (tiled[3] - tiled[1]) if tiled else area
    if abs(area / whole - 1) > 1e-9: sys.exit(f"{name}: tiles {area / whole:.9f} of the territory")
    vertices = shapely.get_num_coordinates(geometries)
    return {"features": len(geometries), "vertices": int(vertices.sum()), "largest": int(vertices.max()),
            "area_km2": round(area / 1e6, 3)}


class Maker:
    def __init__(self, folder, scale, seed):
        self.folder, self.scale, self.seed, self.box = folder, scale, seed, territory(scale)
        self.summary_path = os.path.join(folder, "summary.json")
        self.summary = {}
        if os.path.exists(self.summary_path):
            with open(self.summary_path, encoding="utf-8") as f: self.summary = json.load(f)

    def path(self, name): return os.path.join(self.folder, name)
    def rng(self, part): return np.random.default_rng([self.seed, part])
    def missing(self, *names): return [n for n in names if not os.path.exists(self.path(n))]

    def note(self, name, summary, started):
        self.summary[name] = summary
        with open(self.summary_path, "w", encoding="utf-8") as f: json.dump(self.summary, f, indent=1)
        print(f"   {name}: {summary} ({time.perf_counter() - started:.0f} s)", file=sys.stderr, flush=True)

    def layer(self, name, prefix, make, tiled=None, lonlat=True):
        planar, geographic = f"{name}.gpkg", f"{name}_lonlat.gpkg"
        if not self.missing(planar, *([geographic] if lonlat else [])): return
        started = time.perf_counter()
        geometries = make()
        summary = checked(name, geometries, tiled)
        files.write(self.path(planar), geometries, prefix)
        if lonlat: files.write(self.path(geographic), files.to_lonlat(geometries), prefix, files.GEOGRAPHIC)
        self.note(name, summary, started)

    def province(self):
        self.layer("redline", "R", lambda: make_redline(self.box, self.scale, self.rng(1)))
        self.layer("units", "U", lambda: faces(make_units(self.box, self.scale, self.rng(2))), tiled=self.box)
        self.layer("parcels", "P", lambda: faces(make_parcels(self.box, self.scale, self.rng(3))), tiled=self.box)
        self.projects("projects_10k", 10_000, 4)
        self.projects("projects_100k", 100_000, 5)
        self.projects("project_one", 1 / self.scale, 6)

    def projects(self, name, count, part):
        self.layer(name, "X", lambda: make_projects(self.box, round(count * self.scale), self.rng(part)), lonlat=False)


def main():
    folder, scale, seed = sys.argv[1], float(sys.argv[2]), int(sys.argv[3])
    os.makedirs(folder, exist_ok=True)
    maker = Maker(folder, scale, seed)
    maker.province()
    for part in sys.argv[4:]: getattr(extra, "make_" + part)(maker)
    json.dump(maker.summary, sys.stdout)


if __name__ == "__main__": main()
