#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Ten thousand probing points must not reveal the line of a data set that says only yes or no.

Two runs over the same points see two different lines, between which no point lies: every point gets the same yes or no from both. If anything else of the line
came out (a share, a distance, a bearing, a margin, a shape, a count), some file of the two runs would differ. Only the fingerprint of the data itself may.
As a check of the check, the same two lines are run with disclosure full, where the files must differ.
"""
import argparse
import json
import math
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

EAST, NORTH = 102.72, 29.35  # of the middle
METRE_LAT = 1 / 110_900
METRE_LON = METRE_LAT / math.cos(math.radians(NORTH))
CORNERS = 180
RADIUS = 4000
CLEAR = 90  # metres between any point and both lines; more than the accuracies of both sides


def lonlat(x, y):
    return [round(EAST + x * METRE_LON, 9), round(NORTH + y * METRE_LAT, 9)]


def line_radius(angle):
    return RADIUS + 700 * math.sin(5 * angle) + 300 * math.cos(9 * angle)


def red_line(seed, wander):
    draw = random.Random(seed)
    ring = []
    for i in range(CORNERS):
        angle = 2 * math.pi * i / CORNERS
        radius = line_radius(angle) + draw.uniform(-wander, wander)
        ring.append(lonlat(radius * math.cos(angle), radius * math.sin(angle)))
    return ring + ring[:1]


def points(count, seed):
    draw = random.Random(seed)
    found = []
    while len(found) < count:
        x, y = draw.uniform(-6500, 6500), draw.uniform(-6500, 6500)
        # The line is steep in places: clear of it along the ray and a good way beside it.
        near = min(abs(math.hypot(x, y) - line_radius(math.atan2(y, x) + turn)) for turn in (-0.03, -0.015, 0, 0.015, 0.03))
        if near > 2.5 * CLEAR:
            found.append((x, y))
    return found


def write_projects(path, places):
    features = []
    for i, (x, y) in enumerate(places):
        properties = {"project_id": f"P{i:05d}", "industry": "C2614", "activity": "new", "project_type": "factory"}
        if i % 2:
            properties["radius_m"] = 8 + i % 5
        features.append({"type": "Feature", "properties": properties, "geometry": {"type": "Point", "coordinates": lonlat(x, y)}})
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")


def write_layer(folder, ring, disclosure):
    feature = {"type": "Feature", "properties": {"code": "R1", "zone": "生态保护红线"}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    (folder / "redline.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    (folder / "redline.yaml").write_text(
        "id: redline\nkind: redline\ntitle: {zh: 生态保护红线（演示数据）, en: red line (demo data)}\nfile: redline.geojson\n"
        f"coverage: [102.5, 29.2, 102.95, 29.5]\naccuracy_m: 5\nboundary: statutory\ndisclosure: {disclosure}\n"
        "source: 演示数据\npublisher: 演示数据\n", encoding="utf-8")


def screen(program, source, folder, name, ring, disclosure):
    layers = folder / "layers"
    layers.mkdir(exist_ok=True)
    write_layer(layers, ring, disclosure)
    out = folder / name
    done = subprocess.run([program, "screen", "projects.geojson", "--layers", "layers", "--as-of", "2026-10-01", "-o", "out", "--quiet",
                           "--rules", str(source / "rules"), "--kinds", str(source / "layers")],
                          cwd=folder, capture_output=True, text=True, timeout=600)
    if done.returncode != 0:
        sys.exit(f"exit code {done.returncode}: {done.stderr[:1000]}")
    shutil.move(folder / "out", out)
    return done.stdout + done.stderr


def masked(run, name):
    """A file of the run without the fingerprint of the data set, which run.json and the report show."""
    text = (run / name).read_text(encoding="utf-8")
    for item in json.loads((run / "run.json").read_text(encoding="utf-8")).get("inputs", []):
        if item.get("path", "").endswith("redline.geojson"):
            text = text.replace(item["sha256"], "")
    if name != "run.json":
        return text
    known = json.loads(text)
    known.get("files", {}).pop("report.html", None)  # its sha256 is that of a page with the fingerprint
    known["seal"] = None  # and this one that of run.json itself
    for item in known.get("inputs", []):
        if item.get("path", "").endswith("redline.geojson"):
            item["bytes"] = None
    return json.dumps(known, sort_keys=True)


def differing(a, b):
    names = sorted(p.name for p in a.iterdir())
    if names != sorted(p.name for p in b.iterdir()):
        return ["the list of files"]
    out = []
    for name in names:
        if name == "run.log":  # times and memory
            continue
        if name in ("run.json", "report.html"):
            same = masked(a, name) == masked(b, name)
        else:
            same = (a / name).read_bytes() == (b / name).read_bytes()
        if not same:
            out.append(name)
    return out


def answers(run):
    told = {"hit": 0, "clear": 0}
    for text in (run / "results.jsonl").open(encoding="utf-8"):
        for layer in json.loads(text)["layers"]:
            if layer["kind"] == "redline":
                told[layer["state"]] = told.get(layer["state"], 0) + 1
    return told


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--program", required=True)
    arguments.add_argument("--source", type=Path, required=True)
    arguments.add_argument("--points", type=int, default=10_000)
    arguments.add_argument("--seed", type=int, default=20261127)
    args = arguments.parse_args()
    print(f"seed {args.seed}, {args.points} points")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        write_projects(folder / "projects.geojson", points(args.points, args.seed))
        lines = red_line(args.seed + 1, CLEAR / 3), red_line(args.seed + 2, CLEAR / 3)
        said = [screen(args.program, args.source, folder, f"run{i}", ring, "yes_no") for i, ring in enumerate(lines)]
        told = answers(folder / "run0")
        print("answers:", told)
        if min(told["hit"], told["clear"]) < args.points // 10 or told != answers(folder / "run1"):
            sys.exit("the points do not see both sides of the line, or not the same from both lines")
        out = differing(folder / "run0", folder / "run1")
        if said[0] != said[1]:
            out.append("the terminal")
        few = points(200, args.seed)
        write_projects(folder / "projects.geojson", few)
        for i, ring in enumerate(lines):
            screen(args.program, args.source, folder, f"full{i}", ring, "full")
        if not differing(folder / "full0", folder / "full1"):
            sys.exit("with disclosure full nothing differs either: this test sees nothing")
        if "run.json" in out:
            texts = [masked(folder / f"run{i}", "run.json") for i in range(2)]
            at = next(i for i, (a, b) in enumerate(zip(*texts)) if a != b)
            print([text[max(0, at - 120):at + 80] for text in texts])
    if out:
        sys.exit("the line shows in: " + ", ".join(out))
    print("ok: the two lines cannot be told apart")


if __name__ == "__main__":
    main()
