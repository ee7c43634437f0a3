#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A near miss of a data set that says only yes or no reads like a far one, and a shallow hit like a deep one.   near_misses.py --program PROGRAM --source DIR

A square line; small sites lie at gaps outside of its east side and at depths inside. With disclosure full the files tell them apart, which is checked first.
"""
import argparse
import csv
import json
import tempfile
from pathlib import Path

import probe_points as probe

GAPS = [0.05, 1, 3, 6.5, 8, 40, 600]  # metres outside; the accuracies of both sides make 7.07
DEPTHS = [9, 60, 2500]                # metres inside, more than those accuracies
SITE = 5                              # radius


def projects():
    features = []
    for name, x in [(f"OUT{i}", probe.RADIUS + SITE + gap) for i, gap in enumerate(GAPS)] + [(f"IN{i}", probe.RADIUS - SITE - depth) for i, depth in enumerate(DEPTHS)]:
        properties = {"project_id": name, "name": "site", "industry": "C2614", "activity": "new", "project_type": "factory", "radius_m": SITE}
        features.append({"type": "Feature", "properties": properties, "geometry": {"type": "Point", "coordinates": probe.lonlat(x, 0)}})
    return {"type": "FeatureCollection", "features": features}


def seen(run):
    """Of each project what its files say of the red line."""
    out = {}
    for text in (run / "results.jsonl").open(encoding="utf-8"):
        project = json.loads(text)
        layer = next(a for a in project["layers"] if a["kind"] == "redline")
        features = [{k: v for k, v in f.items() if k != "part_id"} for finding in project["findings"] for f in finding["features"] if f["kind"] == "redline"]
        grades = [f["boundary_grade"] for f in project["findings"] if any(x["kind"] == "redline" for x in f["features"])]
        out[project["project_id"]] = [layer, features, grades, project["outcome"], project["worst_possible"], project["headline"]]
    with open(run / "facts.csv", encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            if row["kind"] == "redline":
                out[row["project_id"]].append({k: v for k, v in row.items() if k not in ("project_id", "part_id")})
    return out


def kinds_of_answer(run, prefix):
    return {json.dumps(v, sort_keys=True, ensure_ascii=False) for name, v in seen(run).items() if name.startswith(prefix)}


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--program", required=True)
    arguments.add_argument("--source", type=Path, required=True)
    args = arguments.parse_args()
    r = probe.RADIUS
    ring = [probe.lonlat(x, y) for x, y in ((-r, -r), (r, -r), (r, r), (-r, r), (-r, -r))]
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "projects.geojson").write_text(json.dumps(projects()), encoding="utf-8")
        for disclosure in ("full", "yes_no"):
            probe.screen(args.program, args.source, folder, disclosure, ring, disclosure)
        assert len(kinds_of_answer(folder / "full", "OUT")) == len(GAPS), "the sites lie too alike: nothing is proved"
        outside, inside = (kinds_of_answer(folder / "yes_no", prefix) for prefix in ("OUT", "IN"))
        assert len(outside) == 1, f"near misses can be told from far ones:\n" + "\n".join(sorted(outside))
        assert len(inside) == 1, f"shallow hits can be told from deep ones:\n" + "\n".join(sorted(inside))
        print(f"{len(GAPS)} misses and {len(DEPTHS)} hits each read alike")


if __name__ == "__main__":
    main()
