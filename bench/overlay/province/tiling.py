# SPDX-License-Identifier: Apache-2.0
"""A rectangle tiled by fractal quadrilaterals whose shared borders are the same vertices on both sides.

Nodes of a grid are warped and jittered; each edge between two nodes is midpoint-displaced once and used by both of its
faces. A face whose ring crosses itself gets tamer edges until none is left, so that all faces are valid and therefore
tile without gap or overlap."""
import numpy as np
import shapely

DECIMALS = 4  # coordinates are written to 0.1 mm, like cadastral files


def fractal(starts, ends, levels, amplitude, decay, rng):
    """Polylines of 2**levels segments, (n, 2**levels + 1, 2); amplitude is the first offset over the edge's length."""
    points = np.stack([starts, ends], axis=1)
    for level in range(levels):
        step = points[:, 1:] - points[:, :-1]
        normal = np.stack([-step[..., 1], step[..., 0]], axis=-1)
        size = rng.uniform(-1, 1, step.shape[:2]) * amplitude[:, None] * decay**level
        middle = (points[:, :-1] + points[:, 1:]) / 2 + normal * size[..., None]
        out = np.empty((len(points), 2 * points.shape[1] - 1, 2))
        out[:, ::2], out[:, 1::2] = points, middle
        points = out
    return points.round(DECIMALS)


def warped(n, low, high, waves, strength):
    """n + 1 increasing positions from low to high whose spacing swings by the given share."""
    u = np.linspace(0, 1, n + 1)
    return low + (high - low) * (u + strength / (2 * np.pi * waves) * np.sin(2 * np.pi * waves * u))


def grid_nodes(xs, ys, jitter, rng):
    """(ny + 1, nx + 1, 2); nodes on the rim stay on it."""
    nodes = np.stack(np.meshgrid(xs, ys), axis=-1)
    gap_x = np.minimum(np.diff(xs, prepend=2 * xs[0] - xs[1]), np.diff(xs, append=2 * xs[-1] - xs[-2]))
    gap_y = np.minimum(np.diff(ys, prepend=2 * ys[0] - ys[1]), np.diff(ys, append=2 * ys[-1] - ys[-2]))
    nodes[:, 1:-1, 0] += rng.uniform(-jitter, jitter, nodes[:, 1:-1, 0].shape) * gap_x[1:-1]
    nodes[1:-1, :, 1] += rng.uniform(-jitter, jitter, nodes[1:-1, :, 1].shape) * gap_y[1:-1, None]
    return nodes.round(DECIMALS)


class Tiling:
    def __init__(self, nodes, amplitude, decay, rng):
        self.nodes, self.amplitude, self.decay, self.rng = nodes, amplitude, decay, rng
        self.ny, self.nx = nodes.shape[0] - 1, nodes.shape[1] - 1
        ny, nx = self.ny, self.nx
        self.horizontal = (ny + 1) * nx  # edges 0 .. horizontal-1 run along rows, the rest along columns
        start = [nodes[:, :-1].reshape(-1, 2), nodes[:-1, :].reshape(-1, 2)]
        end = [nodes[:, 1:].reshape(-1, 2), nodes[1:, :].reshape(-1, 2)]
        self.start, self.end = np.concatenate(start), np.concatenate(end)
        rim = np.zeros(len(self.start), bool)
        rim[:nx] = rim[ny * nx:self.horizontal] = True
        columns = np.arange(ny) * (nx + 1) + self.horizontal
        rim[columns] = rim[columns + nx] = True
        self.size = np.where(rim, 0.0, amplitude)
        j, i = np.divmod(np.arange(ny * nx), nx)
        left = self.horizontal + j * (nx + 1) + i
        self.sides = np.stack([j * nx + i, left + 1, (j + 1) * nx + i, left], axis=1)  # south, east, north, west

    def draw(self, levels):
        """Draws every edge with its number of levels; tames the edges of faces that are not valid."""
        self.levels = levels
        self.segments = 1 << levels
        self.offset = np.concatenate([[0], np.cumsum(self.segments + 1)])
        self.points = np.empty((self.offset[-1], 2))
        self._displace(np.arange(len(levels)))
        faces = np.arange(len(self.sides))
        while len(faces):
            bad = faces[~shapely.is_valid(self.polygons(faces))]
            edges = np.unique(self.sides[bad])
            self.size[edges] *= 0.5
            self._displace(edges)
            # A tamed edge may now cross another of its neighbour, so all faces near are asked again.
            faces = np.flatnonzero(np.isin(self.sides, edges).any(axis=1)) if len(bad) else bad
        return self

    def _displace(self, edges):
        for level in np.unique(self.levels[edges]):
            some = edges[self.levels[edges] == level]
            drawn = fractal(self.start[some], self.end[some], int(level), self.size[some], self.decay, self.rng)
            at = self.offset[some][:, None] + np.arange((1 << int(level)) + 1)
            self.points[at.ravel()] = drawn.reshape(-1, 2)

    def polygons(self, faces):
        """The faces as shapely polygons, counter-clockwise."""
        sides = self.sides[faces]
        count = self.segments[sides]
        step = np.broadcast_to(np.array([1, 1, -1, -1]), sides.shape)
        base = self.offset[sides] + np.where(step > 0, 0, count)
        flat = count.ravel()
        within = np.arange(flat.sum()) - np.repeat(np.cumsum(flat) - flat, flat)
        at = np.repeat(base.ravel(), flat) + within * np.repeat(step.ravel(), flat)
        ring = np.repeat(np.arange(len(faces)), count.sum(axis=1))
        return shapely.polygons(shapely.linearrings(self.points[at], indices=ring))
