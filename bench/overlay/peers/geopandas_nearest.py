# SPDX-License-Identifier: Apache-2.0
"""GeoPandas: distance from each project to the nearest feature, by sindex.nearest."""
import math

import geopandas
import numpy as np
from result import arguments, show


def main():
    path, layers, _ = arguments()
    read = lambda p: geopandas.read_file(p, engine="pyogrio", use_arrow=True, columns=["id"])
    projects, out = read(path), {}
    for name, layer in layers.items():
        (i, _), distance = read(layer).sindex.nearest(projects.geometry, return_all=False, return_distance=True)
        nearest = np.zeros(len(projects))
        nearest[i] = distance
        out[name] = {"pairs": int((nearest > 0).sum()), "sum": math.fsum(nearest)}
    show(out)


main()
