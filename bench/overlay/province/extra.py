# SPDX-License-Identifier: Apache-2.0
"""The parts made only on demand: the cost curve, the very large parcel layer, the shore of Eurasia."""
import os
import subprocess
import sys
import time

import numpy as np
import shapely

from . import files
from .projects import make_projects, star_polygons
from .tiling import Tiling, grid_nodes

CURVE = (10_000, 30_000, 100_000, 300_000, 1_000_000)
BIG_COLUMNS, BIG_ROWS, BIG_STRIP = 2000, 1500, 50
EURASIA_PLANE = "+proj=cea +lat_ts=30 +lon_0=90 +datum=WGS84 +units=m"


def make_curve(maker):
    """The first n projects of one list, so that each point of the curve contains the one before."""
    names = {f"curve_{n}.gpkg": round(n * maker.scale) for n in CURVE}
    if not maker.missing(*names): return
    started = time.perf_counter()
    projects = make_projects(maker.box, round(CURVE[-1] * maker.scale), maker.rng(10))
    for name, count in names.items(): files.write(maker.path(name), projects[:count], "X")
    maker.note("curve", {"features": list(names.values())}, started)


def big_strips(maker):
    """Strips of faces with 80 vertices each. A strip's first row of nodes is straight, and so is the next strip's, so
    that strips fit without being made together."""
    box, columns, strips = maker.box, round(BIG_COLUMNS * maker.scale**0.5), max(round(BIG_ROWS * maker.scale**0.5) // BIG_STRIP, 1)
    xs = np.linspace(box[0], box[2], columns + 1)
    heights = np.linspace(box[1], box[3], strips + 1)
    for k in range(strips):
        rng = np.random.default_rng([maker.seed, 11, k])
        ys = np.linspace(heights[k], heights[k + 1], BIG_STRIP + 1)
        tiling = Tiling(grid_nodes(xs, ys, 0.2, rng), 0.1, 0.9, rng)
        levels = np.full(len(tiling.start), 4)
        # Sides have 16 segments, but every second row line has 32: 80 vertices for each face.
        row = np.arange(tiling.horizontal) // columns
        levels[:tiling.horizontal] = np.where(row % 2 == 1, 5, 4)
        tiling.draw(levels)
        yield tiling.polygons(np.arange(len(tiling.sides)))


def make_big(maker):
    for name in maker.missing("big.gpkg", "big.shp"):
        started, counts = time.perf_counter(), [0, 0]

        def batches():
            for polygons in big_strips(maker):
                yield files.batch(counts[0] + 1, polygons, "B")
                counts[0] += len(polygons)
                counts[1] += int(shapely.get_num_coordinates(polygons).sum())

        files.write_batches(maker.path(name), batches(), files.PROJECTED)
        maker.note(name, {"features": counts[0], "vertices": counts[1]}, started)


def shared_polygon(name):
    folder = os.environ.get("ZONEGATE_SHARED")
    if not folder: sys.exit("eurasia: ZONEGATE_SHARED does not say where the larger test data are")
    path = os.path.join(folder, "data", "bench_geom", name + ".wkb.zst")
    return shapely.from_wkb(subprocess.run(["zstd", "-dcq", path], check=True, stdout=subprocess.PIPE).stdout)


def to_plane(geometry):
    import pyproj
    transformer = pyproj.Transformer.from_crs("EPSG:4326", EURASIA_PLANE, always_xy=True)
    return shapely.transform(geometry, lambda p: np.stack(transformer.transform(p[:, 0], p[:, 1]), axis=1))


def make_eurasia(maker):
    """One polygon of 1,160,926 vertices, its invalid sibling, and projects whose centres are vertices of the shore."""
    if not maker.missing("eurasia.gpkg", "eurasia_invalid.gpkg", "eurasia_projects.gpkg"): return
    started = time.perf_counter()
    valid, invalid = to_plane(shared_polygon("gshhg_f_eurasia")), to_plane(shared_polygon("gshhg_h_eurasia_INVALID"))
    shore = shapely.get_coordinates(valid)
    rng = maker.rng(12)
    count = round(10_000 * maker.scale)
    centres = shore[rng.integers(len(shore), size=count)]
    files.write(maker.path("eurasia.gpkg"), np.array([valid]), "E", EURASIA_PLANE)
    files.write(maker.path("eurasia_invalid.gpkg"), np.array([invalid]), "E", EURASIA_PLANE)
    projects = star_polygons(centres, 100 * 20 ** (rng.random(count) ** 1.5), rng)
    files.write(maker.path("eurasia_projects.gpkg"), projects, "X", EURASIA_PLANE)
    maker.note("eurasia", {"features": count, "vertices": len(shore)}, started)
