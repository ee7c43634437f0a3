# SPDX-License-Identifier: Apache-2.0
"""The bundled sample around an animal: a run folder, the command line, and what is there afterwards."""
import csv
import json
import shutil
from pathlib import Path

import formats
from make import place

DAY = "2026-10-01"
KEYS = ("project_type", "industry", "activity")  # what attribute animals state instead of the project file
CROPS = {"project_type": "farming", "industry": "A0111", "activity": "new"}  # what the slope matters to
WRITTEN = {"access.csv", "checklists.csv", "evidence.gpkg", "facts.csv", "findings.csv", "maps.gpkg", "report.html", "results.csv", "results.jsonl",
           "run.json", "run.log"}
MANIFEST = """id: zoo
kind: {kind}
title: 动物园
file: "{file}"
coverage: [102.0, 28.8, 103.4, 30.9]
accuracy_m: 5
valid_from: 2024-01-01
"""


def properties(source):
    """What the sample says of the project that stands where the animals' square is."""
    projects = json.loads((source / "layers/demo-yaan/projects/projects.geojson").read_text(encoding="utf-8"))
    found = next(f["properties"] for f in projects["features"] if f["properties"]["project_id"] == formats.PROJECT)
    return {k: v for k, v in found.items() if k not in ("part_id", "role", "start_year", "name")}


def plain(value):
    return str(value).lower() if isinstance(value, bool) else value


class World:
    def __init__(self, work, source):
        self.work, self.source = work, source
        self.zoo, self.layers = work / "zoo", work / "layers"
        shutil.copytree(source / "layers/demo-yaan", self.layers,
                        ignore=shutil.ignore_patterns("projects", "source", "maker", "make.py", "README.md", "__pycache__"))
        self.columns = properties(source)
        self.write_tables()

    def write_tables(self):
        with open(self.work / "sound.csv", "w", newline="", encoding="utf-8") as out:
            csv.writer(out).writerows([self.columns, [plain(v) for v in self.columns.values()]])
        for name, left_out, more in (("sound", (), {}), ("asked", KEYS, {}), ("crops", (), CROPS)):
            stated = {**{k: v for k, v in self.columns.items() if k not in left_out}, **more}
            (self.work / f"{name}.geojson").write_bytes(
                formats.to_json(formats.collection(formats.feature(formats.polygon(), **stated))))

    def kind_of(self, options):
        return next((o[5:] for o in options if o.startswith("kind=")), "redline")

    def own_layers(self, folder, leave_out):
        """The sample's layers by links, without the data sets of one kind."""
        folder.mkdir()
        for entry in self.layers.iterdir():
            if entry.suffix == ".yaml" and f'kind: "{leave_out}"' in entry.read_text(encoding="utf-8"):
                continue
            (folder / entry.name).symlink_to(entry)
        return folder

    def with_layer(self, row, run):
        kind = self.kind_of(row.options)
        folder = self.own_layers(run / "layers", kind)
        animal = place(self.zoo, row.name)
        zoo = folder / "zoo"
        zoo.symlink_to(animal.parent)
        more = "".join(o[4:].replace("=", ": ", 1) + "\n" for o in row.options if o.startswith("add="))
        (folder / "zoo.yaml").write_text(MANIFEST.format(kind=kind, file=f"zoo/{animal.name}") + more, encoding="utf-8")
        return folder

    def with_manifest(self, row, run):
        folder = self.own_layers(run / "layers", "redline")
        animal = place(self.zoo, row.name)
        for entry in animal.parent.iterdir():
            (folder / ("zoo-manifest.yaml" if entry == animal else entry.name)).symlink_to(entry)
        return folder

    def arguments(self, row, run):
        """Of `zonegate screen`, for this animal."""
        animal = str(place(self.zoo, row.name))
        project, layers, attributes, units = str(self.work / "sound.geojson"), self.layers, None, None
        if row.use == "project":
            project, attributes = animal, str(self.work / "sound.csv")
        elif row.use == "layer":
            layers = self.with_layer(row, run)
            project = str(self.work / ("crops" if self.kind_of(row.options) == "slope" else "sound")) + ".geojson"
        elif row.use == "manifest":
            layers = self.with_manifest(row, run)
        elif row.use == "attributes":
            project, attributes = str(self.work / "asked.geojson"), animal
        elif row.use == "units":
            units = animal
        out = [project, "--layers", str(layers), "--as-of", DAY, "--no-relief", "--verbose", "--lang", "en", "--jobs", "2", "-o", "out"]
        out += ["--attributes", attributes] if attributes else []
        out += ["--units", units] if units else []
        return out + [word for o in row.options if o.startswith("--") for word in o.split("=", 1)]


def listing(folder):
    """Names and sizes, to see whether reading left something behind."""
    return sorted((str(p.relative_to(folder)), p.lstat().st_size) for p in Path(folder).rglob("*"))
