# SPDX-License-Identifier: Apache-2.0
"""The program under test: how it is called, and what its tables add up to."""
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import measure


class NotThereYet(Exception):
    """The program has no such command or option."""


class Failed(Exception):
    pass


class Program:
    def __init__(self, path, python, folder):
        self.path, self.python, self.folder = Path(path), python, Path(folder)
        self.several = True  # several layers in one call; found out at the first one
        self.version = measure.run([self.path, "--version"]).output.strip() or "unknown"

    def _call(self, arguments, out, prefix):
        if out.exists(): out.unlink()
        done = measure.run([*prefix, self.path, "overlay", *arguments, "-o", out, "--quiet"])
        if done.code == 2: raise NotThereYet(first_line(done.errors))
        if done.code: raise Failed(f"exit {done.code}: {first_line(done.errors)}")
        return done

    def overlay(self, projects, layers, area="planar", jobs=2, options=(), prefix=()):
        """(run, tables): tables maps a layer's name, or "" for all of them, to the file that was written."""
        common = ["--area", area, "--jobs", jobs, *options]
        if len(layers) > 1 and self.several:
            out = self.folder / "pairs.csv"
            try:
                return self._call([projects, *layers.values(), *common], out, prefix), {"": out}
            except NotThereYet:
                self.several = False
                print("-- the program takes one layer at a time: calls are added up", file=sys.stderr, flush=True)
        runs, tables = [], {}
        for name, layer in layers.items():
            tables[name] = self.folder / f"pairs-{name}.csv"
            runs.append(self._call([projects, layer, *common], tables[name], prefix))
        return measure.together(runs), tables

    def sums(self, layers, tables, kind="area"):
        if "" in tables:
            names = [f"{name}={Path(path).stem}" for name, path in layers.items()]
            arguments = [tables[""], *names]
        else:
            arguments = [f"{name}={path}" for name, path in tables.items()]
        done = subprocess.run([self.python, Path(__file__).with_name("sums.py"), kind, *arguments], text=True,
                              stdout=subprocess.PIPE, check=True)
        return json.loads(done.stdout)

    def has(self, *words):
        """Whether a command is there: its help says so."""
        return measure.run([self.path, *words, "--help"]).code == 0

    def prepare(self, layers):
        """Prepared copies of layers; the paths to hand to overlay instead of them."""
        if not self.has("layers", "prepare"): raise NotThereYet("zonegate layers prepare")
        done = measure.run([self.path, "layers", "prepare", *layers.values()])
        if done.code: raise Failed(f"layers prepare: exit {done.code}: {first_line(done.errors)}")
        return layers


def first_line(text): return next((line for line in text.splitlines() if line.strip()), "no message")


def digest(tables):
    # In pieces: what this process once held would count as the peak of the programs that it starts.
    h = hashlib.sha256()
    for path in tables.values():
        with open(path, "rb", buffering=0) as f:
            while piece := f.read(1 << 20): h.update(piece)
    return h.hexdigest()


def remove(tables):
    for path in tables.values(): os.unlink(path)
