# SPDX-License-Identifier: Apache-2.0
"""Small land covers on which all known faults of InVEST Carbon bite, and its totals on them: faults.py make FOLDER SEED | invest FOLDER OUT"""
import csv
import json
import sys
from pathlib import Path

PRICE = {"price": 43, "discount": 7, "price_change": 2.5, "years": (2020, 2035)}
# Class 2 holds 1 t C/ha less than class 1; sums of class 5 and 6 are no 32-bit numbers.
POOLS = {1: (60, 15, 80, 5), 2: (60, 15, 79, 5), 3: (5, 4, 61, 1), 4: (0, 0, 30, 0), 5: (63.45, 13.959, 88.1, 5.076), 6: (6.255, 3.36, 61.6, 0.1)}


def make(folder, seed):
    import numpy as np
    import rasterio
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    generator = np.random.default_rng(int(seed))
    before = generator.integers(1, 7, (300, 400), dtype=np.uint8)
    after = np.where(generator.random(before.shape) < 0.3, generator.integers(1, 7, before.shape, dtype=np.uint8), before)
    after[(before == 1) & (generator.random(before.shape) < 0.4)] = 2  # changes of exactly -1
    before[20:60, 30:90] = 0  # without a value on one date
    after[150:230, 200:260] = 0
    profile = {"driver": "GTiff", "width": 400, "height": 300, "count": 1, "dtype": "uint8", "nodata": 0, "crs": "EPSG:32648",
               "transform": rasterio.Affine(30, 0, 500_000, 0, -30, 3_400_000), "tiled": True, "blockxsize": 128, "blockysize": 128}
    for name, cells in (("before", before), ("after", after)):
        with rasterio.open(folder / f"{name}.tif", "w", **profile) as out: out.write(cells, 1)
    lines = ["lucode,LULC_name,c_above,c_below,c_soil,c_dead"] + [f"{k},class {k},{','.join(map(str, v))}" for k, v in POOLS.items()]
    (folder / "pools.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def invest(folder, out):
    from natcap.invest import carbon
    folder, years = Path(folder), PRICE["years"]
    carbon.execute({"workspace_dir": out, "results_suffix": "", "lulc_bas_path": str(folder / "before.tif"), "lulc_alt_path": str(folder / "after.tif"),
                    "carbon_pools_path": str(folder / "pools.csv"), "calc_sequestration": True, "do_valuation": True, "lulc_bas_year": years[0],
                    "lulc_alt_year": years[1], "price_per_metric_ton_of_c": PRICE["price"], "discount_rate": PRICE["discount"],
                    "rate_change": PRICE["price_change"], "n_workers": -1})
    totals = {}
    for path in Path(out).rglob("*.csv"):
        for row in csv.DictReader(path.open(encoding="utf-8")):
            if "Filename" in row: totals[Path(row["Filename"]).stem] = float(row["Total"])
    (Path(out) / "totals.json").write_text(json.dumps(totals), encoding="utf-8")


if __name__ == "__main__": {"make": make, "invest": invest}[sys.argv[1]](*sys.argv[2:])
