#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Statistics of published cases (tests of exactextract and rasterstats) by the command line: published.py PROGRAM.

The cases lie outside the repository: ZONEGATE_SHARED names the folder. Each names the pixel rule that its numbers follow."""
import json
import math
import os
import subprocess
import sys
from pathlib import Path

WORDS = {"mode": "mode", "quantile_25": "q0.25", "quantile_75": "q0.75", "coefficient_of_variation": "cv", "nodata_cells": "nodata"}
PLAIN = {"count", "mean", "sum", "min", "max", "minority", "majority", "median", "variance", "stdev", "variety", "frac", "weighted_mean",
         "weighted_sum", "weighted_count", "weighted_stdev", "weighted_variance", "weighted_frac"} | set(WORDS)
# Cells that hold NaN, beside those of the declared nodata value: both are cells without a value here.
NAN_CELLS = {"Z052": 1, "Z054": 3}
# A polygon without area: published as an empty answer, here named as a feature that cannot be used.
REFUSED = {"Z032"}
# The published quantiles of whole numbers are cut to whole numbers.
CUT = {"quantile_25", "quantile_75", "median"}


def rule_of(text):
    if text.startswith("min_coverage_frac="): return ["--rule", "coverage", "--min-coverage", text.partition("=")[2]]
    return ["--rule", text] if text in ("coverage", "centre", "all_touched") else None


def ask(program, folder, names, extra):
    stats = [WORDS.get(n, n) for n in names]
    weights = ["--weights", folder / "weights.tif"] if any(n.startswith("weighted") for n in names) else []
    done = subprocess.run([program, "zonal", folder / "values.tif", folder / "polygon.geojson", "--stats", ",".join(stats), "--json", "--quiet",
                           *weights, *extra], capture_output=True, text=True)
    if done.returncode: return done.stderr.strip()
    return [json.loads(line) for line in done.stdout.splitlines()]


def same(name, got, want):
    if want in ("nan", None): return got is None
    if isinstance(want, str): return got is not None and got > 0 if want == ">0" else got is not None and float(got) == float(want)
    if isinstance(want, dict): return set(got) == set(want) and all(same(name, got[k], v) for k, v in want.items())
    if got is None: return False
    return math.isclose(got, want, rel_tol=2e-5, abs_tol=1e-6) or (name in CUT and int(got) == want)


def check(program, case, root):
    extra = rule_of(case["rule"])
    folder = root / case.get("dir", "-")
    if extra is None or not (folder / "values.tif").exists() or not (folder / "polygon.geojson").exists(): return None
    faults, asked = [], 0
    rows = None
    names = sorted({n for e in case["expect"] if isinstance(e, dict) for n in e if n in PLAIN})
    if not names: return None
    if any(n.startswith("weighted") for n in names) and not (folder / "weights.tif").exists(): return None
    rows = ask(program, folder, names, extra)
    if case["id"] in REFUSED and isinstance(rows, list) and all(r["status"] == "unusable" for r in rows): return [], 0
    if isinstance(rows, str): return [f"{case['id']}: {rows}"], 0
    if len(rows) != len(case["expect"]): return [f"{case['id']}: {len(rows)} rows for {len(case['expect'])}"], 0
    for row, expect in zip(rows, case["expect"]):
        for name in names:
            if name not in expect: continue
            asked += 1
            got = row.get("mode" if name == "mode" else WORDS.get(name, name))
            want = expect[name] + NAN_CELLS.get(case["id"], 0) if name == "nodata_cells" else expect[name]
            if not same(name, got, want): faults.append(f"{case['id']} ({case['rule']}) {name}: {got} where {want} is published")
    return faults, asked


def main():
    shared = os.environ.get("ZONEGATE_SHARED")
    if not shared: return print("skipped: ZONEGATE_SHARED is not set") or 77
    root = Path(shared) / "testdata/zonal"
    cases, numbers, faults = 0, 0, []
    for line in (root / "cases.jsonl").read_text(encoding="utf-8").splitlines():
        done = check(sys.argv[1], json.loads(line), root)
        if done is None: continue
        cases += 1
        numbers += done[1]
        faults += done[0]
    print(f"{cases} cases, {numbers} numbers")
    print("\n".join(faults))
    return 1 if faults or cases < 30 else 0


if __name__ == "__main__": sys.exit(main())
