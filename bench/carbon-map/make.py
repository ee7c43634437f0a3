# SPDX-License-Identifier: Apache-2.0
"""Two land covers and a table of densities for the carbon map benchmark: make.py FOLDER SIZE SEED. Invented; what is there is not made again."""
import os
import sys
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "zonal"))

import make  # of the zonal benchmark

NODATA = 255
CHANGED, HOLES = 2500, 400  # squares in a raster of 10,000 x 10,000 cells
# No two classes lie exactly 1 t C/ha apart: InVEST writes -1 where a map has no data.
POOLS = """lucode,LULC_name,c_above,c_below,c_soil,c_dead,soil_depth_cm,source,status
10,forest,63.45,13.96,88.0,5.08,30,invented,demo
20,shrub,12.51,6.72,80.4,1.1,30,invented,demo
30,grass,3.1,2.3,90.7,0.5,30,invented,demo
40,crop,2.5,0.7,60.1,0.0,30,invented,demo
50,built,1.1,0.3,50.2,0.0,30,invented,demo
60,bare,0.3,0.1,30.4,0.0,30,invented,demo
80,water,0.0,0.0,0.0,0.0,30,invented,demo
"""


def squares(cells, count, largest, values, rng):
    size = cells.shape[0]
    for _ in range(max(count * size // 10_000 * size // 10_000, 4)):
        side = int(rng.integers(3, largest))
        row, column = rng.integers(0, size, 2)
        cells[row:row + side, column:column + side] = rng.choice(values)


def main():
    folder, size, seed = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pools.csv").write_text(POOLS, encoding="utf-8")
    before, after = str(folder / "before.tif"), str(folder / "after.tif")
    if os.path.exists(before) and os.path.exists(after): return
    rng = lambda part: np.random.default_rng([seed, part])
    cells = make.classes(size, rng(1))
    later = cells.copy()
    squares(later, CHANGED, 200, [10, 30, 40, 50, 50, 50, 80], rng(2))
    squares(cells, HOLES, 120, [NODATA], rng(3))
    squares(later, HOLES, 120, [NODATA], rng(4))
    make.raster(before, cells, NODATA)
    make.raster(after, later, NODATA)


if __name__ == "__main__": main()
