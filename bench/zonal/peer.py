# SPDX-License-Identifier: Apache-2.0
"""A peer's answer as a table: peer.py exactextract|decode RASTER POLYGONS OUT.csv STAT..."""
import sys


def exactextract(raster, polygons, out, stats):
    import geopandas
    from exactextract import exact_extract
    exact_extract(raster, geopandas.read_file(polygons), stats, include_cols=["id"], strategy="raster-sequential", output="pandas").to_csv(out, index=False)


def decode(raster, _, out, __):
    """Every block of the raster decoded once, by two threads: what nobody can do without."""
    import concurrent.futures

    import numpy as np
    import rasterio
    with rasterio.open(raster) as source: windows = [w for _, w in source.block_windows(1)]

    def work(part):
        with rasterio.open(raster) as source: return sum(int(np.isfinite(source.read(1, window=w)).size) for w in part)
    with concurrent.futures.ThreadPoolExecutor(2) as pool: cells = sum(pool.map(work, [windows[0::2], windows[1::2]]))
    with open(out, "w", encoding="utf-8") as f: f.write(f"{cells}\n")


{"exactextract": exactextract, "decode": decode}[sys.argv[1]](sys.argv[2], sys.argv[3], sys.argv[4], sys.argv[5:])
