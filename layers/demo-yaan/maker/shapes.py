# SPDX-License-Identifier: Apache-2.0
"""Natural-looking lines: midpoint displacement, radial noise, smooth value noise. Every random number comes from
a generator that the caller passes in, so one seed gives one sample."""
import math

import numpy as np
from shapely.geometry import LineString, Polygon


def fractal_line(rng, a, b, step, roughness):
    """From a to b, displaced at each halving; ends stay where they are."""
    length = math.dist(a, b)
    if length <= step:
        return [a, b]
    offset = rng.normal(0.0, roughness) * length
    nx, ny = -(b[1] - a[1]) / length, (b[0] - a[0]) / length
    shift = rng.uniform(0.42, 0.58)
    mid = (a[0] + (b[0] - a[0]) * shift + nx * offset, a[1] + (b[1] - a[1]) * shift + ny * offset)
    left = fractal_line(rng, a, mid, step, roughness * 0.92)
    return left[:-1] + fractal_line(rng, mid, b, step, roughness * 0.92)


def fractal_path(rng, points, step, roughness):
    out = [points[0]]
    for a, b in zip(points, points[1:]):
        out += fractal_line(rng, a, b, step, roughness)[1:]
    return out


def fractal_ring(rng, polygon, step, roughness):
    """The outline of a polygon, roughened; the plain outline where the rough one would not be valid."""
    ring = list(polygon.exterior.coords)
    for k in range(6):
        rough = Polygon(fractal_path(rng, ring, step, roughness * 0.6 ** k))
        if rough.is_valid:
            return rough
    return Polygon(ring)


def blob(rng, x, y, radius, step, stretch=1.0, angle=0.0, wobble=0.18):
    n = max(12, int(2 * math.pi * radius / step))
    waves = [(k, rng.normal(0, wobble / k), rng.uniform(0, 2 * math.pi)) for k in range(2, 9)]
    out = []
    for i in range(n):
        t = 2 * math.pi * i / n
        r = radius * max(0.45, 1 + sum(a * math.cos(k * t + f) for k, a, f in waves))
        u, v = r * math.cos(t) * stretch, r * math.sin(t) / stretch
        out.append((x + u * math.cos(angle) - v * math.sin(angle), y + u * math.sin(angle) + v * math.cos(angle)))
    return Polygon(out)


def river_band(line, half_width):
    return LineString(line).buffer(half_width, resolution=2).simplify(half_width * 0.04)


class ValueNoise:
    """Smooth noise in about [-1, 1] on a plane: random values on a lattice, smoothstep between, three octaves."""

    def __init__(self, rng, wavelength, octaves=3):
        self.wavelength = wavelength
        self.tables = [rng.uniform(-1, 1, (256, 256)) for _ in range(octaves)]

    def __call__(self, x, y):
        total, weight = 0.0, 0.0
        for k, table in enumerate(self.tables):
            u = np.asarray(x) / self.wavelength * 2 ** k
            v = np.asarray(y) / self.wavelength * 2 ** k
            i, j = np.floor(u).astype(np.int64), np.floor(v).astype(np.int64)
            s, t = u - i, v - j
            s, t = s * s * (3 - 2 * s), t * t * (3 - 2 * t)
            i0, i1, j0, j1 = i & 255, (i + 1) & 255, j & 255, (j + 1) & 255
            low = table[i0, j0] * (1 - s) + table[i1, j0] * s
            high = table[i0, j1] * (1 - s) + table[i1, j1] * s
            total = total + (low * (1 - t) + high * t) * 0.5 ** k
            weight += 0.5 ** k
        return total / weight
