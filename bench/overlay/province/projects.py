# SPDX-License-Identifier: Apache-2.0
"""Footprints: polygons of 4 to 60 vertices and 100 m to 2 km, small ones more often, stretched and turned."""
import numpy as np
import shapely

from .tiling import DECIMALS


def star_polygons(centres, diameters, rng, decimals=DECIMALS):
    """One star-shaped (therefore valid) polygon for each centre. No two corners are half a turn apart."""
    n = len(centres)
    corners = rng.integers(4, 61, n)
    owner = np.repeat(np.arange(n), corners)
    within = np.arange(len(owner)) - np.repeat(np.cumsum(corners) - corners, corners)
    angle = (within + rng.uniform(-0.35, 0.35, len(owner))) / corners[owner] * 2 * np.pi
    radius = diameters[owner] / 2 * rng.uniform(0.7, 1.0, len(owner))
    stretch, turn = rng.uniform(0.25, 1.0, n)[owner], rng.uniform(0, np.pi, n)[owner]
    u, v = radius * np.cos(angle), radius * np.sin(angle) * stretch
    x = centres[owner, 0] + u * np.cos(turn) - v * np.sin(turn)
    y = centres[owner, 1] + u * np.sin(turn) + v * np.cos(turn)
    points = np.stack([x, y], axis=1).round(decimals)
    return shapely.polygons(shapely.linearrings(points, indices=owner))


def make_projects(box, count, rng):
    """Three in ten lie in or about a town. 1,500 m from the rim at least, so that all lie inside."""
    low, high = np.array(box[:2]) + 1500, np.array(box[2:]) - 1500
    centres = rng.uniform(low, high, (count, 2))
    towns = rng.uniform(low, high, (12, 2))
    in_town = rng.random(count) < 0.3
    near = towns[rng.integers(len(towns), size=count)] + rng.normal(0, 0.025, (count, 2)) * (high - low)
    centres[in_town] = np.clip(near, low, high)[in_town]
    return star_polygons(centres, 100 * 20 ** (rng.random(count) ** 1.5), rng)
