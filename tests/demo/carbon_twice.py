#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The carbon of the sample twice: as `screen --scenario` says it, and by a table of parts that is put together here, from the areas of carbon_ground.csv and
the stands in facts.csv, for `carbon project`. Besides: the area table adds to the area that was measured by vertices, and counties and units to the whole.

    carbon_twice.py --program PROGRAM --source ROOT
"""
import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

DAY = "2026-10-01"
COLUMNS = ["project_id", "part", "role", "area_ha", "land_class", "species", "origin", "age", "age_group", "canopy", "volume_m3_ha", "region", "start_year",
           "end_year", "restoration_species", "planting_year", "survival", "law_bar"]


def table(path):
    with open(path, encoding="utf-8-sig", newline="") as f:
        return list(csv.DictReader(f))


def stands(facts):
    """(layer, stand) -> its attributes."""
    out = {}
    for row in facts:
        if row["kind"] == "forest":
            out[row["layer_id"], row["feature_id"]] = dict(f.split("=", 1) for f in row["fields"].split(";"))
    return out


def region(project, scenario):
    counties = [c for c in project["regions"] if len(c) == 6 and not c.endswith("00")]
    return counties[0] if len(counties) == 1 else scenario["region"]


def when(project, role, plants, horizon):
    """start_year, end_year as the page says that they are assumed."""
    stated = [p for p in project["parts"] if p["role"] == role and p["sized"]]
    start = project["attributes"].get("planting_year") if plants else None
    if not start: start = min((p["start_year"] for p in stated if p["start_year"]), default=horizon["start"])
    if not all(p["start_year"] for p in stated) and not plants: start = horizon["start"]
    if role in ("permanent", "reservoir"):
        return start, ""
    end = max(p["end_year"] for p in stated) if all(p["end_year"] for p in stated) else None
    return start, end if end and end >= start else max(start, horizon["end"])


def barred_share(project):
    """Of FM-07, the only rule with no_gain: the largest that it may have measured, as a share of the footprint."""
    for finding in project["findings"]:
        if finding["rule"] == "FM-07" and not finding["outcome"] == finding["worst_possible"] == "allowed":
            m = finding["measures"]["pbf"]
            upper = m.get("value", m.get("hi"))
            return 1 if upper is None else min(1, upper / project["area_ellipsoidal_m2"])
    return 0


def parts(run, scenario):
    """Lines for `carbon project`, one for each row of the area table; which of stand and class speaks is read from carbon_methods.csv."""
    known = stands(table(run / "facts.csv"))
    used = {(r["project_id"], r["part"]) for r in table(run / "carbon_methods.csv")}
    projects = {p["project_id"]: p for p in map(json.loads, (run / "results.jsonl").read_text(encoding="utf-8").splitlines())}
    for n, row in enumerate(table(run / "carbon_ground.csv")):
        project = projects[row["project_id"]]
        a = project["attributes"]
        plants = row["role"] == "permanent" and (a.get("project_type") == "afforestation" or a.get("project_type") == "restoration" and "restoration_species" in a)
        start, end = when(project, row["role"], plants, scenario["horizon"])
        line = {"project_id": row["project_id"], "part": str(n), "role": "planting" if plants else row["role"], "region": region(project, scenario),
                "start_year": start, "end_year": end, "restoration_species": a.get("restoration_species", ""), "planting_year": a.get("planting_year", "") if plants else "",
                "survival": a.get("survival", "")}
        by_stand = any(i == row["project_id"] and part.split(" (")[0] == f"{row['role']} {row['layer_id']}:{row['stand']}" for i, part in used)
        if row["stand"] and by_stand:
            fields = known[row["layer_id"], row["stand"]]
            line |= {k: fields.get(k, "") for k in ("species", "origin", "age", "age_group", "canopy")} | {"volume_m3_ha": fields.get("volume_ha", "")}
        else:
            line["land_class"] = row["land_class"]
        barred = barred_share(project) if plants else 0
        area = float(row["area_m2"]) / 10000
        for share, bar in ((1 - barred, ""), (barred, "FM-07")):
            if share > 0 and area > 0: yield line | {"part": f"{n}{bar}", "area_ha": f"{area * share:.8f}", "law_bar": bar}


def by_run(rows):
    return {(r["project_id"], r["scenario"]): r for r in rows if r["scenario"]}


def figure_faults(screened, again, rounding):
    """rounding: t C that areas of 0.01 m2 can move: they stand in the table with two decimals."""
    faults = [f"{k}: is in one of both only" for k in screened.keys() ^ again.keys()]
    for key in sorted(screened.keys() & again.keys()):
        for column in ("area_ha", "stock_tc", "stock_lost_tc", "lost_tc", "forgone_tc", "gain_tc", "gain_refused_tc", "net_tc"):
            if column not in screened[key] or screened[key][column] == again[key][column]: continue
            a, b = float(screened[key][column]), float(again[key][column])
            if abs(a - b) > rounding + 1e-6 * abs(a): faults.append(f"{key}: {column} {a} by screen, {b} by carbon project")
    return faults


def sum_faults(run):
    faults = []
    totals = table(run / "carbon_totals.csv")
    for scenario in {r["scenario"] for r in totals}:
        whole = next(r for r in totals if r["group"] == "all" and r["scenario"] == scenario)
        for group in ("county", "unit"):
            for column in ("projects", "area_ha", "stock_tc", "net_tc"):
                some = sum(float(r[column] or 0) for r in totals if r["group"] == group and r["scenario"] == scenario)
                if abs(some - float(whole[column])) > 1e-2: faults.append(f"{scenario}: {group} rows add to {some} {column}, all is {whole[column]}")
    for line in (run / "results.jsonl").read_text(encoding="utf-8").splitlines():
        project = json.loads(line)
        ground = project["carbon_ground"]
        if not ground: continue
        rows = sum(r["area_m2"] for r in ground["rows"])
        if abs(rows - project["area_ellipsoidal_m2"]) > 0.01 * (1 + len(ground["rows"])):
            faults.append(f"{project['project_id']}: the area table adds to {rows} m2, the footprint has {project['area_ellipsoidal_m2']}")
        if not all(r["checks"]["good"] for r in project["carbon_impact"]["runs"]): faults.append(f"{project['project_id']}: a check of its carbon failed")
    return faults


def main():
    p = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    p.add_argument("--program", required=True)
    p.add_argument("--source", required=True, type=Path)
    o = p.parse_args()
    env = dict(os.environ, ZONEGATE_DATA=str(o.source.resolve()))
    sample, scenario_file = o.source / "layers/demo-yaan", o.source / "rules/factors/scenarios/demo-projects.yaml"
    scenario = {"region": "511800", "horizon": {"start": 2026, "end": 2065}}  # of that file
    with tempfile.TemporaryDirectory(prefix="zonegate-carbon-") as holder:
        run, again = Path(holder) / "run", Path(holder) / "again"
        subprocess.run([o.program, "screen", sample / "projects", "--layers", sample, "--rules", o.source / "rules", "--as-of", DAY, "--no-relief", "--quiet",
                        "--scenario", scenario_file, "-o", run], env=env, stdout=subprocess.DEVNULL, check=True)
        with open(Path(holder) / "parts.csv", "w", encoding="utf-8", newline="") as f:
            lines = csv.DictWriter(f, COLUMNS, restval="")
            lines.writeheader()
            lines.writerows(parts(run, scenario))
        subprocess.run([o.program, "carbon", "project", Path(holder) / "parts.csv", "--scenario", scenario_file, "--quiet", "-o", again], env=env,
                       stdout=subprocess.DEVNULL, check=True)
        screened = by_run(table(run / "carbon.csv"))
        faults = figure_faults(screened, by_run(table(again / "projects.csv")), 0.01) + sum_faults(run)
    for fault in faults: print(fault)
    print(f"{len(screened)} figures of projects by screen and by carbon project: {len(faults)} faults")
    return 1 if faults or len(screened) < 100 else 0


if __name__ == "__main__":
    sys.exit(main())
