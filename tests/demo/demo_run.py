# SPDX-License-Identifier: Apache-2.0
"""The sample screened once, and what its tables state; shared by the check and by the pages under docs."""
import csv
import json
import os
import re
import subprocess
import tempfile
from pathlib import Path

DAY = "2026-10-01"


class Run:
    """One run of `screen` over the whole sample, by the program and the rules and layers of `source`."""

    def __init__(self, program, source):
        self.source = Path(source).resolve()
        self.sample = self.source / "layers/demo-yaan"
        env = dict(os.environ, ZONEGATE_DATA=str(self.source))
        listed = subprocess.run([program, "rules", "list", "--rules", self.source / "rules", "--json"], env=env,
                                stdout=subprocess.PIPE, check=True)
        self.rules = json.loads(listed.stdout)
        with tempfile.TemporaryDirectory(prefix="zonegate-sample-") as holder:
            subprocess.run([program, "screen", self.sample / "projects", "--layers", self.sample, "--rules", self.source / "rules",
                            "--as-of", DAY, "--quiet", "-o", Path(holder) / "run"], env=env, stdout=subprocess.DEVNULL, check=True)
            lines = (Path(holder) / "run/results.jsonl").read_text(encoding="utf-8").splitlines()
        self.projects = {p["project_id"]: p for p in map(json.loads, lines)}


def verdict(project):
    return f"{project['outcome']}/{project['worst_possible']}"


def holds(finding):
    """A branch whose condition is true: not merely open because a layer or an attribute is unknown."""
    return any(step["depth"] == 0 and step["text"].startswith("branch ") and step["truth"] == "yes" for step in finding["trace"])


def certain(finding):
    return finding["outcome"] not in ("undetermined", "allowed")


def fired(run):
    """rule -> [(project, finding)], those that are certain first."""
    out = {rule["id"]: [] for rule in run.rules}
    for project in run.projects.values():
        for finding in project["findings"]:
            if holds(finding):
                out[finding["rule"]].append((project, finding))
    for hits in out.values():
        hits.sort(key=lambda hit: (not certain(hit[1]), hit[0]["project_id"].startswith("PAIR"), hit[0]["project_id"]))
    return out


def pairs(sample):
    with open(sample / "pairs.csv", encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


def parts(sample):
    """project_id -> (attributes without names, geometry) of pairs.geojson, one part each."""
    out = {}
    for feature in json.loads((sample / "projects/pairs.geojson").read_text(encoding="utf-8"))["features"]:
        properties = {k: v for k, v in feature["properties"].items() if k not in ("project_id", "part_id", "name")}
        out.setdefault(feature["properties"]["project_id"], []).append((properties, feature["geometry"]))
    return out


def silent_list(page):
    """rule -> reason, from the table of docs/demo-rules.md that is written by hand."""
    text = page.read_text(encoding="utf-8").split("<!-- generated: begin -->", 1)[0]
    return {m[1]: m[2].strip() for m in re.finditer(r"^\| ([A-Z]{2}-\d\d(?:-\d{4})?) \| (.*) \|$", text, re.M)}


def stated_verdicts(page, rules):
    """project -> verdict pair, from the table of the sample's README. A row drawn for a rule that is not shipped yet says what holds until then:
    （SW-01 发布前：允许 `allowed` / 允许 `allowed`）."""
    pair = r"`([a-z]+)` / [^`|]*`([a-z]+)`"
    row = re.compile(r"^\| (YA-\d{3}) \|.*?" + pair + r" \|(.*)$", re.M)
    until = re.compile(r"（([A-Z]{2}-\d\d) 发布前：[^`）]*" + pair + "）")
    stated = {}
    for m in row.finditer(page.read_text(encoding="utf-8")):
        early = until.search(m[4])
        stated[m[1]] = f"{early[2]}/{early[3]}" if early and early[1] not in rules else f"{m[2]}/{m[3]}"
    return stated
