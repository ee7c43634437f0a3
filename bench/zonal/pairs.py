# SPDX-License-Identifier: Apache-2.0
"""Random polygons over random rasters, by the program and by exactextract: pairs.py PROGRAM FOLDER COUNT SEED.

Prints the largest difference of each statistic, relative to its size; exit code 1 above 1e-7 (coverage of exactextract is 32-bit)."""
import csv
import io
import json
import os
import subprocess
import sys

import geopandas
import numpy as np
import rasterio
import shapely
from exactextract import exact_extract

STATS = ["count", "sum", "mean", "min", "max", "median", "quantile(q=0.9)", "variance", "majority", "minority", "variety"]
NAMES = ["count", "sum", "mean", "min", "max", "median", "quantile_90", "variance", "majority", "minority", "variety"]
LIMIT = 1e-7


def make(folder, k, rng):
    size, cell = int(rng.integers(3, 90)), float(rng.choice([1.0, 0.25, 30.0]))
    kind = rng.choice(["float64", "float32", "int16"])
    cells = (rng.integers(-5, 9, (size, size)) if kind == "int16" else rng.standard_normal((size, size)) * 50).astype(kind)
    holes = rng.random((size, size)) < 0.1
    nodata = -9999
    cells[holes] = nodata
    path = f"{folder}/r{k}.tif"
    with rasterio.open(path, "w", driver="GTiff", width=size, height=size, count=1, dtype=kind, nodata=nodata, crs="EPSG:4543", tiled=True,
                       blockxsize=16, blockysize=16, transform=rasterio.Affine(cell, 0, 500000, 0, -cell, 3000000)) as out:
        out.write(cells, 1)
    n = int(rng.integers(3, 60))
    angle = 2 * np.pi * (np.arange(n) + 0.8 * rng.random(n)) / n
    reach = size * cell * rng.uniform(0.02, 0.7) * (0.2 + 0.8 * rng.random(n))
    middle = rng.random(2) * size * cell
    ring = np.column_stack([500000 + middle[0] + reach * np.cos(angle), 3000000 - middle[1] + reach * np.sin(angle)])
    if rng.random() < 0.3: ring = 500000 % 1 + np.round((ring - [500000, 3000000]) / cell * 4) / 4 * cell + [500000, 3000000]
    polygon = shapely.make_valid(shapely.Polygon(ring))
    if polygon.geom_type not in ("Polygon", "MultiPolygon"): return None
    zones = f"{folder}/z{k}.geojson"
    with open(zones, "w", encoding="utf-8") as f:
        json.dump({"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4543"}},
                   "features": [{"type": "Feature", "properties": {"id": str(k)}, "geometry": shapely.geometry.mapping(polygon)}]}, f)
    return path, zones


# Shares of 32 bits move a sum by the size of what is added up, not of what is left of it: values here are some 50 either way of 0.
def size_of(stat, row, a, b):
    if stat == "sum": return max(abs(a), abs(b), 50 * float(row["count"]))
    return max(abs(a), abs(b), 1.0 if stat in ("count", "variety") else 50.0)


def main():
    program, folder, count, seed = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    os.makedirs(folder, exist_ok=True)
    rng, worst, done = np.random.default_rng(seed), dict.fromkeys(STATS, 0.0), 0
    while done < count:
        k = done
        made = make(folder, k, rng)
        if not made: continue
        mine = subprocess.run([program, "zonal", *made, "--stats", ",".join(STATS), "-o", "-", "--quiet"], capture_output=True, text=True, check=True)
        row = next(csv.DictReader(io.StringIO(mine.stdout)))
        # As text of doubles: a median of whole numbers may lie between two of them.
        theirs = exact_extract(made[0], geopandas.read_file(made[1]), STATS)[0]["properties"]
        empty = float(row["count"]) == 0
        for (column, value), name, stat in zip(list(row.items())[2:], NAMES, STATS):
            if name not in theirs: sys.exit(f"exactextract has no {name}: {sorted(theirs)}")
            other = theirs[name]
            if empty and stat not in ("count", "variety"): continue
            a, b = float(value), float(other)
            whole = isinstance(other, (int, np.integer))
            if whole and stat in ("median", "quantile(q=0.9)"): a = float(int(a))
            scale = size_of(stat, row, a, b)
            gap = abs(a - b) / scale
            if gap > worst[stat]: worst[stat] = gap
            if gap > LIMIT: print(f"pair {k} {stat}: {a!r} here, {b!r} by exactextract")
        done += 1
    print(f"{done} pairs, seed {seed}: " + ", ".join(f"{s} {worst[s]:.1e}" for s in STATS))
    return 1 if max(worst.values()) > LIMIT else 0


if __name__ == "__main__": sys.exit(main())
