# SPDX-License-Identifier: Apache-2.0
"""GeoPandas: reading by Arrow, one tree query with prepared geometries, the containment shortcut, one vectorised
intersection for the rest."""
import geopandas
import numpy as np
import shapely
from result import arguments, layer_result, show


def read(path):
    return geopandas.read_file(path, engine="pyogrio", use_arrow=True, columns=["id"])


def candidate_pairs(projects, layer):
    """The side with the larger polygons asks, because the asking side is the prepared one."""
    if shapely.get_num_coordinates(layer).mean() > shapely.get_num_coordinates(projects).mean():
        return shapely.STRtree(projects).query(layer, predicate="intersects")[::-1]
    return shapely.STRtree(layer).query(projects, predicate="intersects")


def contained(outer, inner):
    """Prepared contains, asked only where the boxes allow it."""
    out, box = shapely.bounds(outer), shapely.bounds(inner)
    may = (out[:, :2] <= box[:, :2]).all(axis=1) & (out[:, 2:] >= box[:, 2:]).all(axis=1)
    may[may] = shapely.contains(outer[may], inner[may])
    return may


def pair_areas(projects, layer):
    i, j = candidate_pairs(projects, layer)
    shapely.prepare(projects)
    shapely.prepare(layer)
    p, q = projects[i], layer[j]
    areas = np.empty(len(p))
    inside = contained(q, p)
    areas[inside] = shapely.area(p[inside])
    holds = ~inside
    holds[holds] = contained(p[holds], q[holds])
    areas[holds] = shapely.area(q[holds])
    rest = ~(inside | holds)
    areas[rest] = shapely.area(shapely.intersection(p[rest], q[rest]))
    return areas


def main():
    path, layers, _ = arguments()
    projects = read(path).geometry.values.to_numpy()
    show({name: layer_result(pair_areas(projects, read(layer).geometry.values.to_numpy()))
          for name, layer in layers.items()})


main()
