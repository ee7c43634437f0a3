#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Screens the scene of make.py and compares what the rules of expected.csv find with that table: every row must be there, and no other of these rules.

    check.py --program PROGRAM --source ROOT [--write]     exit 1 if something differs; --write renews the table, to be read before it is kept
"""
import argparse
import csv
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
AS_OF = "2026-10-01"
RULES = ("FM-02 FM-03 FM-05 FM-06 FM-07 UB-01 UB-02 IN-04 IN-09 IN-10 IN-11 FR-01 FR-02 FR-03 FR-04 FR-05 FR-06 FR-07 FR-08 CS-01").split()


def found(program, source, folder):
    subprocess.run([sys.executable, str(HERE / "make.py"), str(folder)], check=True)
    run = subprocess.run([program, "screen", str(folder / "projects.geojson"), "--layers", str(folder / "layers"), "--rules", str(source / "rules"),
                          "--as-of", AS_OF, "-o", str(folder / "run"), "--quiet"], capture_output=True, text=True)
    if run.returncode:
        sys.exit(f"zonegate ended with {run.returncode}: {run.stderr}")
    with open(folder / "run" / "findings.csv", encoding="utf-8-sig", newline="") as file:
        return sorted((r["project_id"], r["rule"], r["outcome"], r["worst_possible"], (r["worst_action_en"] or r["action_en"])[:40]) for r in csv.DictReader(file)
                      if r["rule"] in RULES)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--source", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        rows = found(options.program, options.source, Path(folder))
    table = HERE / "expected.csv"
    if options.write:
        with open(table, "w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([("project", "rule", "outcome", "worst_possible", "action"), *rows])
        return 0
    with open(table, encoding="utf-8", newline="") as file:
        wanted = [tuple(r) for r in csv.reader(file)][1:]
    for row in sorted(set(wanted) ^ set(rows)):
        print("missing:" if row in wanted else "unexpected:", *row, sep="  ")
    return int(wanted != rows)


if __name__ == "__main__":
    sys.exit(main())
