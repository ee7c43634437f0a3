#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the zoo: malformed and hostile project, layer and table files.

    make.py FOLDER [--source DIR]      the same files for the same seed; DIR is the repository (two of its files are mutated)

Only the standard library is used. What is expected of each animal stands in zoo.tsv.
"""
import argparse
import random
import sys
from pathlib import Path

import animals_archive
import animals_disk
import animals_json
import animals_manifest
import animals_map
import animals_raster
import animals_shape
import animals_sqlite
import animals_survey
import animals_table

SEED = 20261001
HOUSES = [animals_json, animals_shape, animals_sqlite, animals_table, animals_archive, animals_map, animals_disk, animals_raster,
          animals_manifest, animals_survey]


class Zoo:
    """Where animals are put. Each has a folder of its own, so that siblings (.dbf, .prj, -wal) do not meet."""

    def __init__(self, folder, source):
        self.folder, self.source = folder, source
        self.random = random.Random(SEED)
        self.names = []

    def path(self, name):
        """name: 'house/animal.ext'; its file is house/animal/animal.ext, so that the house is also a folder to look at."""
        if name in self.names:
            raise SystemExit(f"two animals are called {name}")
        self.names.append(name)
        path = place(self.folder, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def put(self, name, data):
        self.path(name).write_bytes(data if isinstance(data, bytes) else data.encode())

    def put_parts(self, name, parts):
        path = self.path(name)
        for suffix, data in parts.items():
            path.with_suffix("." + suffix).write_bytes(data)


def place(folder, name):
    house, file = name.split("/", 1)
    return folder / house / file.rsplit(".", 1)[0][:60] / file


def make(folder, source):
    zoo = Zoo(Path(folder), Path(source))
    for house in HOUSES:
        house.fill(zoo)
    return zoo.names


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--source", default=Path(__file__).resolve().parents[2])
    arguments = parser.parse_args()
    names = make(arguments.folder, arguments.source)
    print(f"{len(names)} animals in {arguments.folder}, seed {SEED}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
