#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""One project in every form that reviewers bring gives the same verdict and the same areas.

tests/data/forms/forms.tsv lists the forms. half_digit_m is half of the last digit that a form has room for: 0 where it has the digits (then areas agree to
0.01 m2), else areas agree to perimeter x half_digit_m.
"""
import argparse
import csv
import json
import math
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PERIMETER = 8 * 115 + 8 * 31  # metres, of shell and hole
AREAS = ("area_ellipsoidal_m2", "area_planar_m2")


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text, delimiter="\t"))


def screen(program, source, path, options, folder, stdin=None):
    out = folder / "out"
    shutil.rmtree(out, ignore_errors=True)
    command = [program, "screen", str(path), "--layers", str(source / "layers/demo-yaan"), "--as-of", "2026-10-01",
               "--attributes", str(source / "tests/data/forms/attributes.csv"), "-o", str(out), "--quiet", *options]
    done = subprocess.run(command, capture_output=True, text=True, stdin=stdin or subprocess.DEVNULL, timeout=120)
    if done.returncode != 0:
        return None, f"exit code {done.returncode}: {done.stderr.strip()[:400]}"
    lines = (out / "results.jsonl").read_text(encoding="utf-8").splitlines()
    if len(lines) != 1:
        return None, f"{len(lines)} projects, not 1"
    result = json.loads(lines[0])
    result["measures"] = measures(result, out)
    return result, ""


def measures(result, out):
    """Every area of the result by name: the footprint's, and those of its facts (facts.csv)."""
    found = {key: result[key] for key in AREAS}
    with open(out / "facts.csv", encoding="utf-8-sig", newline="") as text:
        for row in csv.DictReader(text):
            name = "/".join(row[key] for key in ("part_id", "kind", "layer_id", "feature_id") if key in row)
            found.update({f"{name}/{key}": float(value) for key, value in row.items() if key.endswith("_m2") and value})
    return found


def verdict(result):
    findings = sorted((f["rule"], f["outcome"]) for f in result["findings"])
    return {"outcome": result["outcome"], "worst_possible": result["worst_possible"], "status": result["status"],
            "findings": findings}


def differences(first, other, tolerance):
    said = [f"{key} is {b}, not {a}" for (key, a), b in zip(verdict(first).items(), verdict(other).values()) if a != b]
    a, b = first["measures"], other["measures"]
    if a.keys() != b.keys():
        said.append(f"other facts: {sorted(a.keys() ^ b.keys())[:4]}")
    for key in a.keys() & b.keys():
        if not math.isclose(a[key], b[key], rel_tol=0, abs_tol=tolerance):
            said.append(f"{key} is {b[key]}, not {a[key]}")
    return said


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--program", required=True)
    arguments.add_argument("--source", type=Path, required=True)
    args = arguments.parse_args()
    data = args.source / "tests/data/forms"
    failures = 0
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        known = {}
        for row in rows_of(data / "forms.tsv"):
            if row["like"] not in known:
                name, *options = row["like"].split()
                known[row["like"]], fault = screen(args.program, args.source, data / name, options, folder)
                if fault or len(known[row["like"]]["measures"]) < 4:
                    sys.exit(f"the reference {name} cannot be screened, or has no areas to compare: {fault}")
                print(f"reference {name}: {known[row['like']]['outcome']}, {len(known[row['like']]['measures'])} areas")
            piped = row["file"].startswith("< ")
            path = "-" if piped else data / row["file"]
            with open(data / row["file"][2:] if piped else "/dev/null", "rb") as stdin:
                result, fault = screen(args.program, args.source, path, row["options"].split(), folder, stdin)
            tolerance = max(0.0101, PERIMETER * float(row["half_digit_m"]))
            said = [fault] if result is None else differences(known[row["like"]], result, tolerance)
            failures += bool(said)
            print(f"{'FAILED' if said else 'ok'} {row['file']}: {row['what']}" + "".join(f"\n    {s}" for s in said[:6]))
    sys.exit(1 if failures else 0)


main()
