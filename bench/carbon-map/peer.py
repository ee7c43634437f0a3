# SPDX-License-Identifier: Apache-2.0
"""The other contenders: peer.py maps BEFORE AFTER POOLS FOLDER THREADS | invest BEFORE AFTER POOLS FOLDER | decode FILE... | versions"""
import concurrent.futures
import csv
import json
import sys
from pathlib import Path

TILE = 512


def densities(path):
    with open(path, encoding="utf-8", newline="") as f:
        return {int(r["lucode"]): sum(float(r[c]) for c in ("c_above", "c_below", "c_soil", "c_dead")) for r in csv.DictReader(f)}


def maps(before, after, pools, folder, threads):
    """Stock of both dates and their difference: a table of 256 values looked up strip by strip, strips as high as the tiles that are
    written. The counts of the pairs of classes give the totals. With two threads GDAL presses tiles in them, and the next strip is
    read meanwhile."""
    import numpy as np
    import rasterio
    from rasterio.windows import Window
    folder, threads = Path(folder), int(threads)
    folder.mkdir(parents=True, exist_ok=True)
    stock = np.full(256, np.nan)
    for code, value in densities(pools).items(): stock[code] = value
    with rasterio.Env(GDAL_CACHEMAX=256), rasterio.open(before) as first, rasterio.open(after) as second:
        tables = []
        for source in (first, second):
            table = stock.copy()
            if source.nodata is not None: table[int(source.nodata)] = np.nan
            tables.append(table)
        of_before, of_after = (t.astype(np.float32) for t in tables)
        profile = {"driver": "GTiff", "width": first.width, "height": first.height, "count": 1, "dtype": "float32", "crs": first.crs,
                   "transform": first.transform, "nodata": np.nan, "tiled": True, "blockxsize": TILE, "blockysize": TILE, "compress": "deflate"}
        if threads > 1: profile["num_threads"] = threads
        outs = [rasterio.open(folder / f"{name}.tif", "w", **profile) for name in ("stock_before", "stock_after", "stock_change")]
        windows = [Window(0, row, first.width, min(TILE, first.height - row)) for row in range(0, first.height, TILE)]
        pairs = np.zeros(65536, np.int64)
        read = lambda w: (first.read(1, window=w), second.read(1, window=w))
        for window, (a, b) in zip(windows, ahead(read, windows) if threads > 1 else map(read, windows)):
            x, y = of_before[a], of_after[b]
            for out, values in zip(outs, (x, y, y - x)): out.write(values, 1, window=window)
            pairs += np.bincount((a.astype(np.uint16) * np.uint16(256) + b).ravel(), minlength=65536)
        for out in outs: out.close()
        hectares = abs(first.transform.determinant) / 10_000
    first_stock, second_stock = np.repeat(tables[0], 256), np.tile(tables[1], 256)
    both = ~np.isnan(second_stock - first_stock)
    total = lambda values: float((pairs[both] * values[both]).sum() * hectares)
    result = {"cells": int(pairs[both].sum()), "before": total(first_stock), "after": total(second_stock), "change": total(second_stock - first_stock)}
    (folder / "totals.json").write_text(json.dumps(result), encoding="utf-8")


def ahead(work, items):
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        waiting = None
        for item in items:
            following = pool.submit(work, item)
            if waiting: yield waiting.result()
            waiting = following
        yield waiting.result()


def invest(before, after, pools, folder):
    from natcap.invest import carbon
    carbon.execute({"workspace_dir": folder, "results_suffix": "", "lulc_bas_path": before, "lulc_alt_path": after, "carbon_pools_path": pools,
                    "calc_sequestration": True, "do_valuation": False, "n_workers": -1})
    for name, ours in (("c_storage_bas", "stock_before"), ("c_storage_alt", "stock_after"), ("c_change_bas_alt", "stock_change")):
        (next(Path(folder).rglob(f"{name}.tif"))).rename(Path(folder) / f"{ours}.tif")


def decode(*paths):
    """Every block of every file decoded once, by two threads: what nobody can do without."""
    import rasterio

    def work(path, part):
        with rasterio.open(path) as source: return sum(source.read(1, window=w).size for _, w in list(source.block_windows(1))[part::2])
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        print(sum(sum(pool.map(work, [path] * 2, range(2))) for path in paths))


def versions():
    import numpy
    import rasterio
    print(f"numpy {numpy.__version__}, rasterio {rasterio.__version__} (GDAL {rasterio.__gdal_version__})")


if __name__ == "__main__":
    {"maps": maps, "invest": invest, "decode": decode, "versions": versions}[sys.argv[1]](*sys.argv[2:])
