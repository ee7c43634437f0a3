#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Adds up a run by itself (results.jsonl, facts.csv, in whole numbers of 0.01 m2) and compares with `zonegate totals --json`.

    check_totals.py PROGRAM        screens the bundled sample in a temporary folder first
    check_totals.py PROGRAM RUN    takes a run folder that is there
Only the standard library.
"""
import csv
import json
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from decimal import Decimal
from pathlib import Path

LAND = {"permanent", "temporary", "camp", "spoil", "borrow", "reservoir"}
SLOTS = ["prohibited", "restricted", "conditional", "undetermined", "allowed", "not_read"]


def hundredths(value):
    return int((Decimal(str(value)) * 100).to_integral_value())


def counties(project):
    codes = project["regions"]

    def stem(code):
        while len(code) > 2 and code.endswith("00"):
            code = code[:-2]
        return code

    own = [c for c in codes if not any(o != c and stem(o).startswith(stem(c)) for o in codes)]
    unknown = not codes or any(i["code"] == "project.region_unknown" for i in project["issues"])
    return tuple(sorted(own) + (["?"] if unknown else []))


def slot(project):
    return "not_read" if project["status"] == "failed" else project["outcome"]


def area(project):
    return hundredths(project["area_ellipsoidal_m2"] or project["area_planar_m2"])


def read(run):
    projects = [json.loads(line) for line in (run / "results.jsonl").read_text(encoding="utf-8").splitlines()]
    with open(run / "facts.csv", encoding="utf-8-sig", newline="") as file:
        facts = list(csv.DictReader(file))
    return projects, facts


def fields_of(row):
    return dict(p.split("=", 1) for p in row["fields"].split(";") if "=" in p)


def code_of(row):
    return fields_of(row).get("code") or "#" + row["feature_id"]


class Check:
    def __init__(self, tables):
        self.tables = {t["table"]: t for t in tables}
        self.faults = []
        self.count = 0

    def same(self, what, got, expected):
        self.count += 1
        if got != expected:
            self.faults.append(f"{what}: program {got}, expected {expected}")

    def area(self, what, got, expected, inner):
        """Sums of facts are exact, unless parts of a project overlap: then up to `inner` of them counts twice."""
        low, high = (hundredths(got.get(key, got.get("value"))) for key in ("lo", "hi"))
        self.count += 1
        if not (low <= high <= expected and low >= expected - inner):
            self.faults.append(f"{what}: program {got}, expected {expected}, less at most {inner}")

    def by_place(self, name, key, expected, inner):
        table = self.tables[name]
        rows = {key(r): r for r in table["rows"]}
        self.same(f"{name}: rows", sorted(rows), sorted(k for k, v in expected.items() if v))
        for place, projects in expected.items():
            if place not in rows:
                continue
            row = rows[place]
            self.same(f"{name} {place}: projects", row["projects"], len(projects))
            self.area(f"{name} {place}: area", row["area_m2"], sum(a for _, a in projects.values()),
                      sum(inner.get(p, 0) for p in projects))
            for word in SLOTS:
                mine = {p: a for p, (s, a) in projects.items() if s == word}
                self.same(f"{name} {place} {word}", row[word]["projects"], len(mine))
                self.area(f"{name} {place} {word}: area", row[word]["area_m2"], sum(mine.values()),
                          sum(inner.get(p, 0) for p in mine))
        if table["total"]:
            everyone = {p for projects in expected.values() for p in projects}
            self.same(f"{name}: total projects", table["total"]["projects"], len(everyone))
            self.area(f"{name}: total area", table["total"]["area_m2"],
                      sum(a for projects in expected.values() for _, a in projects.values()),
                      sum(inner.get(p, 0) for p in everyone))


def inner_ground(projects):
    """What parts of one project claim more than once, with the rounding of its parts."""
    out = {}
    for p in projects:
        sum_of_parts = sum(hundredths(q["area_ellipsoidal_m2"]) for q in p["parts"] if q["role"] in LAND)
        if sum_of_parts - area(p) > 5:
            out[p["project_id"]] = sum_of_parts - area(p) + 5
    return out


def by_facts(projects, facts, kind, key):
    """place -> project -> (slot, area)"""
    by_id = {p["project_id"]: p for p in projects}
    out = defaultdict(dict)
    for row in facts:
        if row["kind"] != kind or row["band"] not in ("boundary", "overlap"):
            continue
        project = by_id[row["project_id"]]
        own = hundredths(row["overlap_m2"]) if row["role"] in LAND else 0
        place = key(row, project)
        before = out[place].get(row["project_id"], ("", 0))[1]
        out[place][row["project_id"]] = (slot(project), before + own)
    return out


def check_places(c, projects, facts):
    inner = inner_ground(projects)
    places = defaultdict(dict)
    for p in projects:
        places[counties(p)][p["project_id"]] = (slot(p), area(p))
    for row in c.tables["county"]["rows"]:  # counties that only projects of several counties lie in have a row of zeros
        if row["projects"] == 0 and row["shared"] > 0:
            places.setdefault(tuple(row["counties"]), {})
    c.tables["county"]["rows"] = [r for r in c.tables["county"]["rows"] if r["projects"] > 0]
    c.by_place("county", lambda r: tuple(r["counties"]), places, {})
    c.by_place("unit", lambda r: r["code"], by_facts(projects, facts, "zone_unit", lambda row, p: code_of(row)),
               inner)
    c.by_place("redline", lambda r: (r["code"], r["zone"] or ""),
               by_facts(projects, facts, "redline", lambda row, p: (code_of(row), fields_of(row).get("zone", ""))),
               inner)
    # Clusters have rows of their own, and no part in the total.
    c.tables["farmland"]["rows"] = [r for r in c.tables["farmland"]["rows"] if r["kind"] == "pbf"]
    c.by_place("farmland", lambda r: tuple(r["counties"]),
               by_facts(projects, facts, "pbf", lambda row, p: counties(p)), inner)


def check_pollutants(c, projects):
    pollutants = defaultdict(dict)
    for p in projects:
        for word in p["attributes"].get("adds_pollutants") or ["?"]:
            pollutants[counties(p), word][p["project_id"]] = (slot(p), area(p))
    total, c.tables["pollutant"]["total"] = c.tables["pollutant"]["total"], None
    c.by_place("pollutant", lambda r: (tuple(r["counties"]), r["pollutant"]), pollutants, {})
    c.same("pollutant: total projects", total["projects"], len(projects))


def check_rules(c, projects):
    rules = Counter((f["rule"], f["outcome"]) for p in projects for f in p["findings"])
    for row in c.tables["rule"]["rows"]:
        for word in SLOTS[:5] + ["info"]:
            c.same(f"rule {row['rule']} {word}", row[word], rules.pop((row["rule"], word), 0))
    c.same("rules left over", dict(rules), {})


def check_carbon(c, projects):
    for row in c.tables["carbon"]["rows"]:
        mine = [p["carbon"] for p in projects if counties(p) == tuple(row["counties"]) and p["carbon"]]
        c.same(f"carbon {row['counties']}", Decimal(str(row["loss_tc"])),
               sum(Decimal(str(m["loss_total_tc"])) for m in mine))
        c.same(f"carbon {row['counties']}: computed", row["computed"], len(mine))


def check(program, run):
    projects, facts = read(run)
    answer = subprocess.run([program, "totals", str(run), "--json"], check=True, capture_output=True, encoding="utf-8")
    totals = json.loads(answer.stdout)
    c = Check(totals["tables"])
    c.same("projects", totals["projects"]["total"], len(projects))
    for word in SLOTS:
        c.same(word, totals["projects"]["by_outcome"][word], sum(slot(p) == word for p in projects))
    check_places(c, projects, facts)
    check_pollutants(c, projects)
    check_rules(c, projects)
    check_carbon(c, projects)
    once = c.tables["outcome"]["total"]["once_m2"]
    twice = sum(area(p) for p in projects) - hundredths(once.get("value", once.get("lo")))
    pairs = sum(hundredths(r["area_m2"].get("value", r["area_m2"].get("hi")))
                for r in c.tables["overlap"]["rows"] if r["ground"] == "land")
    if not -5 <= twice <= pairs + 5:
        c.faults.append(f"{twice} hundredths of m2 are counted twice, and all overlaps together are {pairs}")
    return c


def main():
    program = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        run = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(folder) / "run"
        if len(sys.argv) <= 2:
            subprocess.run([program, "demo", "-o", str(run), "--quiet"], check=True, stdout=subprocess.DEVNULL)
        c = check(program, run)
    for fault in c.faults:
        print(fault)
    print(f"{c.count} numbers compared, {len(c.faults)} differ")
    return 1 if c.faults or c.count < 100 else 0


if __name__ == "__main__":
    sys.exit(main())
