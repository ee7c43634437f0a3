# SPDX-License-Identifier: Apache-2.0
"""A red line as Ya'an's is: a national park that covers three tenths of the territory in one piece full of holes (more
than 150,000 vertices), some dozens of other large pieces, and tens of thousands of small plots.

Groups of cells of one fractal tiling are dissolved, so that pieces touch along the same vertices, as real ones do."""
import numpy as np
import shapely

from .tiling import Tiling, grid_nodes, warped


def fertility(ny, nx, rng):
    """A smooth positive field: where red line is likely (mountains) and where not (towns)."""
    y, x = np.mgrid[0:1:ny * 1j, 0:1:nx * 1j]
    field = sum(np.sin(2 * np.pi * (rng.uniform(-3, 3) * x + rng.uniform(-3, 3) * y) + rng.uniform(0, 7))
                for _ in range(6))
    return np.exp(field)


def group_sizes(rng, singles, pairs, small, middle, large):
    return np.concatenate([np.exp(rng.uniform(np.log(150), np.log(2000), large)).astype(int),
                           rng.integers(20, 100, middle), rng.integers(3, 11, small),
                           np.full(pairs, 2), np.full(singles, 1)])


class Grower:
    def __init__(self, ny, nx, rng):
        self.ny, self.nx, self.rng = ny, nx, rng
        self.label = np.zeros(ny * nx, np.int32)
        chance = fertility(ny, nx, rng).ravel()
        # Weighted order without replacement (exponential races): the next free one of it is the next seed.
        self.order = np.argsort(rng.exponential(size=ny * nx) / chance)
        self.next_seed = 0

    def neighbours(self, cell):
        j, i = divmod(cell, self.nx)
        if i > 0: yield cell - 1
        if i < self.nx - 1: yield cell + 1
        if j > 0: yield cell - self.nx
        if j < self.ny - 1: yield cell + self.nx

    def grow(self, label, size, open_share=1.0):
        """A connected group of up to size free cells; 0 if no free cell is left. With open_share below 1 that share of
        the cells met is taken and the others are holes and bays: the smaller it is, the longer the border."""
        while self.next_seed < len(self.order) and self.label[self.order[self.next_seed]]:
            self.next_seed += 1
        if self.next_seed == len(self.order): return 0
        front, done, closed = [int(self.order[self.next_seed])], 0, set()
        while front and done < size:
            k = int(self.rng.integers(len(front)))
            front[k], front[-1] = front[-1], front[k]
            cell = front.pop()
            if self.label[cell] or cell in closed: continue
            if done and self.rng.random() > open_share:
                closed.add(cell)
                continue
            self.label[cell] = label
            done += 1
            front.extend(n for n in self.neighbours(cell) if not self.label[n])
        return done

    def grow_giant(self, size):
        """The first group; a seed that dies out early is given up for the next one."""
        while self.grow(1, size, 0.99) < size:
            self.label[:] = 0
            self.next_seed += 1


def make_redline(box, scale, rng):
    """About 55,000 * scale polygons; the first is the giant."""
    root = scale**0.5
    nx, ny = max(round(800 * root), 20), max(round(760 * root), 20)
    tiling = Tiling(grid_nodes(warped(nx, box[0], box[2], 3, 0.6), warped(ny, box[1], box[3], 2, 0.6), 0.25, rng),
                    0.13, 0.92, rng)
    grower = Grower(ny, nx, rng)
    grower.grow_giant(max(round(180000 * scale), 40))
    counts = [max(round(n * scale), 1) for n in (42500, 8000, 4000, 400, 60)]
    for label, size in enumerate(group_sizes(rng, *counts), start=2):
        if not grower.grow(label, int(size), 0.75 if size >= 20 else 1.0): break
    label = grower.label
    tiling.draw(rng.choice([3, 4, 5], len(tiling.start), p=[0.5, 0.3, 0.2]))
    cells = np.flatnonzero(label)
    cells = cells[np.argsort(label[cells], kind="stable")]
    faces = tiling.polygons(cells)
    starts = np.flatnonzero(np.diff(label[cells], prepend=0))
    groups = np.split(np.arange(len(cells)), starts[1:])
    return np.array([faces[g[0]] if len(g) == 1 else shapely.coverage_union_all(faces[g]) for g in groups])
