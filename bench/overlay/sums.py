# SPDX-License-Identifier: Apache-2.0
"""What the program's pair tables add up to: sums.py area|nearest NAME=TABLE.csv ... or sums.py area ALL.csv NAME ...

Prints, for each layer, the pairs that share more than 1e-6 m2 and the exact sum of areas (area), or the number of
features that are not touched by the layer and the exact sum of their distances (nearest). A table of several layers has a
column `layer` that holds the file's name or path; NAMEs tell which."""
import json
import math
import os
import sys

import pyarrow
import pyarrow.compute as pc
from pyarrow import csv

LEAST = 1e-6


def read(path, columns):
    kinds = {"area_m2": "float64", "distance_m": "float64", "a": "string", "layer": "string"}
    options = csv.ConvertOptions(include_columns=columns, include_missing_columns=True,
                                 column_types={c: kinds[c] for c in columns})
    return csv.read_csv(path, convert_options=options)


def area_sum(table):
    areas = table["area_m2"].drop_null().to_pylist()
    return {"pairs": sum(1 for a in areas if a > LEAST), "sum": math.fsum(areas)}


def nearest_sum(table):
    """The least distance of each feature; no distance beside a pair means that they meet."""
    table = table.set_column(1, "distance_m", pc.fill_null(table["distance_m"], 0.0))
    least = table.group_by("a").aggregate([("distance_m", "min")])["distance_m_min"].to_pylist()
    return {"pairs": sum(1 for d in least if d > 0), "sum": math.fsum(least)}


def by_layer(table, names, work):
    out, labels = {}, pc.unique(table["layer"]).to_pylist()
    stem = lambda label: os.path.splitext(os.path.basename(label.split(":")[0]))[0]
    for name, file_stem in (n.split("=") if "=" in n else (n, n) for n in names):
        mine = [label for label in labels if label and file_stem in (label, stem(label))]
        out[name] = work(table.filter(pc.is_in(table["layer"], value_set=pyarrow.array(mine)))) if mine else None
    return out


def main():
    kind, first, *rest = sys.argv[1:]
    work, columns = (area_sum, ["area_m2"]) if kind == "area" else (nearest_sum, ["a", "distance_m"])
    if first.endswith(".csv") and "=" not in first:
        table = read(first, [*columns, "layer"])
        out = by_layer(table, rest, work)
    else:
        out = {}
        for name, path in (a.split("=", 1) for a in (first, *rest)): out[name] = work(read(path, columns))
    json.dump(out, sys.stdout)


main()
