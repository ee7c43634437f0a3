# SPDX-License-Identifier: Apache-2.0
"""Whether two results are the same, as JSON: check.py maps MINE THEIRS BITS|NEAR | matrix BEFORE AFTER [TRANSITIONS]"""
import concurrent.futures
import json
import sys
from pathlib import Path

import numpy as np
import rasterio
from rasterio.windows import Window

NAMES = ("stock_before", "stock_after", "stock_change")


def strips(source, rows=1024): return [Window(0, r, source.width, min(rows, source.height - r)) for r in range(0, source.height, rows)]


def values(source, window):
    cells = source.read(1, window=window)
    if source.nodata is not None and not np.isnan(source.nodata): cells[cells == np.float32(source.nodata)] = np.nan
    return cells


def one_map(mine, theirs, exact):
    wrong, worst = 0, 0.0
    with rasterio.open(mine) as a, rasterio.open(theirs) as b:
        if a.shape != b.shape or a.transform != b.transform: return a.width * a.height, 0.0
        for window in strips(a):
            x, y = values(a, window), values(b, window)
            gap = np.abs(x - y)
            finite = ~np.isnan(gap)
            worst = max(worst, float(gap.max(where=finite, initial=0)))
            near = (x == y) if exact else gap <= 1e-6 * np.maximum(np.abs(x), 100)  # 32 bits, differences of stocks near 100 t/ha
            wrong += int(np.count_nonzero(~(near | (np.isnan(x) & np.isnan(y)))))
    return wrong, worst


def maps(mine, theirs, how):
    """Cells that differ in each map (no value against a value counts), and the totals of their maps over the common mask."""
    mine, theirs = Path(mine), Path(theirs)
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda n: one_map(mine / f"{n}.tif", theirs / f"{n}.tif", how == "BITS"), NAMES))
    totals = dict.fromkeys(("cells", "before", "after"), 0)
    with rasterio.open(theirs / "stock_before.tif") as a, rasterio.open(theirs / "stock_after.tif") as b:
        for window in strips(a):
            x, y = values(a, window), values(b, window)
            both = ~(np.isnan(x) | np.isnan(y))
            totals["cells"] += int(np.count_nonzero(both))
            totals["before"] += float(x.sum(where=both, dtype=np.float64))
            totals["after"] += float(y.sum(where=both, dtype=np.float64))
        hectares = abs(a.transform.determinant) / 10_000
    for key in ("before", "after"): totals[key] *= hectares
    totals["change"] = totals["after"] - totals["before"]
    print(json.dumps({"wrong": dict(zip(NAMES, (w for w, _ in found))), "worst": max(g for _, g in found), "totals": totals}))


def matrix(before, after, transitions=None):
    """Counts of the pairs of classes, and cells of the map of transitions that are not from x 1000 + to."""
    with rasterio.open(before) as source: windows = strips(source, 512)

    def work(part):
        pairs, wrong = np.zeros(65536, np.int64), 0
        with rasterio.open(before) as first, rasterio.open(after) as second:
            codes = rasterio.open(transitions) if transitions else None
            for window in windows[part::2]:
                a, b = first.read(1, window=window), second.read(1, window=window)
                pairs += np.bincount((a.astype(np.uint16) * np.uint16(256) + b).ravel(), minlength=65536)
                if not codes: continue
                want = a.astype(codes.dtypes[0]) * 1000 + b
                want[(a == first.nodata) | (b == second.nodata)] = codes.nodata
                wrong += int(np.count_nonzero(codes.read(1, window=window) != want))
            return pairs, wrong, first.nodata, second.nodata
    with concurrent.futures.ThreadPoolExecutor(2) as pool: found = list(pool.map(work, range(2)))
    pairs, (_, _, none_before, none_after) = sum(f[0] for f in found), found[0]
    counts = {f"{i // 256},{i % 256}": int(pairs[i]) for i in np.flatnonzero(pairs) if i // 256 != none_before and i % 256 != none_after}
    print(json.dumps({"counts": counts, "wrong": sum(f[1] for f in found)}))


{"maps": maps, "matrix": matrix}[sys.argv[1]](*sys.argv[2:])
