# SPDX-License-Identifier: Apache-2.0
"""Rasters and polygons of the zonal benchmark: make.py FOLDER SIZE POLYGONS SEED. Invented; what is there is not made again."""
import os
import sys

import numpy as np
import pyarrow
import pyogrio
import rasterio
import shapely

CRS, CELL, ORIGIN = "EPSG:4543", 10.0, (500000.0, 3400000.0)


def raster(path, cells, nodata=None):
    if os.path.exists(path): return
    transform = rasterio.Affine(CELL, 0, ORIGIN[0], 0, -CELL, ORIGIN[1])
    with rasterio.open(path + ".part", "w", driver="GTiff", width=cells.shape[1], height=cells.shape[0], count=1, dtype=cells.dtype,
                       crs=CRS, transform=transform, tiled=True, blockxsize=256, blockysize=256, compress="deflate", nodata=nodata) as out:
        out.write(cells, 1)
    os.replace(path + ".part", path)


def classes(size, rng):
    patches = rng.choice([10, 20, 30, 40, 50, 60, 80], (size // 12 + 1, size // 12 + 1)).astype(np.uint8)
    return np.kron(patches, np.ones((12, 12), np.uint8))[:size, :size]


def heights(size, rng):
    y, x = np.mgrid[0:size, 0:size].astype(np.float32)
    out = 1500 + 400 * np.sin(x / 700) * np.cos(y / 900)
    out += np.round(rng.standard_normal((size, size), dtype=np.float32) * 4, 1)
    return out.astype(np.float32)


def stars(count, size, radius, rng):
    """Star-shaped polygons of 8 to 40 corners, whose middles lie anywhere in the raster."""
    n = rng.integers(8, 41, count)
    first = np.concatenate([[0], np.cumsum(n)])
    which = np.repeat(np.arange(count), n)
    step = np.arange(first[-1]) - first[which]
    angle = 2 * np.pi * (step + 0.8 * rng.random(first[-1])) / n[which]
    reach = radius * (0.3 + 0.7 * rng.random(first[-1])) * np.repeat(rng.uniform(0.4, 1.6, count), n)
    middle = rng.random((count, 2)) * size * CELL
    x = ORIGIN[0] + middle[which, 0] + reach * np.cos(angle)
    y = ORIGIN[1] - middle[which, 1] + reach * np.sin(angle)
    return shapely.polygons(shapely.linearrings(np.column_stack([x, y]), indices=which))


def polygons(path, geometries):
    if os.path.exists(path): return
    ids = pyarrow.array([f"P{i:06d}" for i in range(len(geometries))])
    table = pyarrow.table({"id": ids, "geom": pyarrow.array(shapely.to_wkb(geometries), pyarrow.binary())})
    part = path.replace(".gpkg", ".part.gpkg")
    pyogrio.write_arrow(table, part, driver="GPKG", geometry_name="geom", geometry_type="Polygon", crs=CRS, layer="zones")
    os.replace(part, path)


def main():
    folder, size, count, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    os.makedirs(folder, exist_ok=True)
    rng = lambda part: np.random.default_rng([seed, part])
    if not os.path.exists(f"{folder}/classes.tif"): raster(f"{folder}/classes.tif", classes(size, rng(1)))
    if not os.path.exists(f"{folder}/heights.tif"): raster(f"{folder}/heights.tif", heights(size, rng(2)))
    polygons(f"{folder}/many.gpkg", stars(count, size, 160.0, rng(3)))
    polygons(f"{folder}/some.gpkg", stars(count // 10, size, 500.0, rng(4)))


if __name__ == "__main__": main()
