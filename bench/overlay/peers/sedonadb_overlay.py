# SPDX-License-Identifier: Apache-2.0
"""SedonaDB: files by read_pyogrio, its spatial join, areas of intersections."""
import math

import sedonadb
from result import LEAST, arguments, show


def main():
    path, layers, _ = arguments()
    sd, out = sedonadb.connect(), {}
    for name, file in {"projects": path, **layers}.items():
        frame = sd.read_pyogrio(file)
        frame.to_view("file_" + name, overwrite=True)
        sd.sql(f"SELECT id, geom FROM file_{name}").to_view(name, overwrite=True)
    for name in layers:
        areas = sd.sql(f"""
            SELECT ST_Area(ST_Intersection(p.geom, l.geom)) AS area
            FROM projects p JOIN {name} l ON ST_Intersects(p.geom, l.geom)""").to_arrow_table()["area"].to_numpy()
        out[name] = {"pairs": int((areas > LEAST).sum()), "sum": math.fsum(areas)}
    show(out)


main()
