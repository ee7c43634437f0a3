# SPDX-License-Identifier: Apache-2.0
"""DuckDB spatial: tables from ST_Read, its SPATIAL_JOIN operator, areas of intersections; with the argument `shortcut`, contained ones are not
intersected."""
import math
import os

import duckdb
import duckdb_extension_spatial
from result import LEAST, arguments, show


def connect():
    """The extension comes as a Python package; nothing is downloaded while it runs."""
    connection = duckdb.connect()
    folder = os.path.join(os.path.dirname(duckdb_extension_spatial.__file__), "extensions", "v" + duckdb.__version__)
    connection.execute(f"LOAD '{os.path.join(folder, 'spatial.duckdb_extension')}'")
    connection.execute("SET preserve_insertion_order = false")
    return connection


PLAIN = "ST_Area(ST_Intersection(p.geom, l.geom))"
SHORTCUT = f"""CASE WHEN ST_Contains(l.geom, p.geom) THEN ST_Area(p.geom)
    WHEN ST_Contains(p.geom, l.geom) THEN ST_Area(l.geom) ELSE {PLAIN} END"""


def main():
    path, layers, rest = arguments()
    area = SHORTCUT if "shortcut" in rest else PLAIN
    connection, out = connect(), {}
    connection.execute(f"CREATE TABLE projects AS SELECT id, geom FROM ST_Read('{path}')")
    for name, layer in layers.items():
        connection.execute(f"CREATE TABLE {name} AS SELECT id, geom FROM ST_Read('{layer}')")
        areas = connection.execute(f"""
            SELECT {area} AS area
            FROM projects p JOIN {name} l ON ST_Intersects(p.geom, l.geom)""").fetchnumpy()["area"]
        out[name] = {"pairs": int((areas > LEAST).sum()), "sum": math.fsum(areas)}
    show(out)


main()
