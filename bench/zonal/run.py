#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The benchmark of zonal statistics: the program beside exactextract on the same files in one run, results compared.

Prints a table and writes it into docs/performance.md. Exit code 1 if a peer disagrees or a run fails; a ratio that is not reached is no error."""
import argparse
import csv
import datetime
import math
import subprocess
import sys
from pathlib import Path

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(HERE.parent / "overlay"))

import measure
import page
from install import Environment
from run import SEED, program_version
from program import Program

BEGIN, END = "<!-- bench zonal: begin -->", "<!-- bench zonal: end -->"
WORK = [("classes of many small zones", "classes.tif", "many.gpkg", ["frac"], ["unique", "frac"]),
        ("sum, mean, count of larger zones", "heights.tif", "some.gpkg", ["sum", "mean", "count"], ["sum", "mean", "count"])]
LIMIT = 1e-6  # coverage of exactextract has 32 bits


def options():
    p = argparse.ArgumentParser(prog="./dev bench zonal", description=__doc__.splitlines()[0])
    p.add_argument("--program", type=Path, default=ROOT / "build/release/bin/zonegate", metavar="PATH")
    p.add_argument("--size", type=int, default=10_000, help="columns and rows of the rasters (10000)")
    p.add_argument("--zones", type=int, default=100_000, help="small zones; a tenth as many larger ones (100000)")
    p.add_argument("--pairs", type=int, default=500, help="random rasters with a polygon each, compared number by number (500)")
    p.add_argument("--jobs", type=int, default=2, help="threads of the program (2)")
    p.add_argument("--repeat", type=int, default=3, help="runs of the program and of the decoding; the median counts (3)")
    p.add_argument("--seed", type=int, default=SEED)
    p.add_argument("--small", action="store_true", help="1000 cells a side, 1,000 zones, 20 pairs: only to see that all works")
    p.add_argument("--no-write", action="store_true", help="leave docs/performance.md alone")
    o = p.parse_args()
    if o.small: o.size, o.zones, o.pairs = 1000, 1000, 20
    return o


def rows(path):
    with open(path, encoding="utf-8", newline="") as f: return list(csv.DictReader(f))


def listed(text): return [float(x) for x in text.strip("[]").replace(",", " ").split()]


# Of each zone: {value: share}, or {statistic: number}.
def numbers(row, theirs, stats):
    if stats != ["frac"]: return {s: float(row[s] or "nan") for s in stats}
    if theirs: return dict(zip(listed(row["unique"]), listed(row["frac"])))
    return {float(k.removeprefix("frac_")): float(v) for k, v in row.items() if k.startswith("frac_") and v and float(v) > 0}


def worst(mine, theirs, stats):
    gap = 0.0
    if len(mine) != len(theirs): return math.inf
    for a, b in zip(mine, theirs):
        x, y = numbers(a, False, stats), numbers(b, True, stats)
        for key in x.keys() | y.keys():
            p, q = x.get(key, 0.0), y.get(key, 0.0)
            if math.isnan(p) and math.isnan(q): continue
            gap = max(gap, abs(p - q) / max(1.0, abs(p), abs(q)))
    return gap


def compare(o, environment, folder, work):
    name, raster, zones, stats, their_stats = work
    print(f"-- {name}", file=sys.stderr, flush=True)
    mine, theirs = folder / "mine.csv", folder / "theirs.csv"
    ours = [measure.must([o.program, "zonal", folder / raster, folder / zones, "--stats", ",".join(stats), "--jobs", o.jobs, "--quiet", "--overwrite",
                 "-o", mine]) for _ in range(o.repeat)]
    peer = measure.must([environment.python, "-B", HERE / "peer.py", "exactextract", folder / raster, folder / zones, theirs, *their_stats])
    decode = [measure.must([environment.python, "-B", HERE / "peer.py", "decode", folder / raster, folder / zones, folder / "cells.txt"]) for _ in range(o.repeat)]
    gap = worst(rows(mine), rows(theirs), stats)
    return {"name": name, "zones": len(rows(mine)), "mine": measure.median(ours), "peak": measure.peak(ours), "peer": peer.seconds,
            "peer_peak": peer.peak_mb, "decode": measure.median(decode), "gap": gap}


def table(found, pairs):
    out = ["| work | zones | zonegate s | peak MB | exactextract s | peak MB | times as fast | decoding all blocks s | largest difference |", "|" + "---|" * 9]
    for r in found:
        out.append(f"| {r['name']} | {r['zones']:,} | {r['mine']:.2f} | {r['peak']:.0f} | {r['peer']:.2f} | {r['peer_peak']:.0f} | "
                   f"{r['peer'] / r['mine']:.1f} | {r['decode']:.2f} | {r['gap']:.1e} |")
    return out + ["", f"Random pairs against exactextract (largest difference of each statistic): {pairs}."]


def write(lines, o, versions):
    head = f"Measured {datetime.date.today().isoformat()} on {page.machine()}; {o.jobs} threads, seed {o.seed}, exactextract 0.3.0, {versions}."
    page.write(ROOT / "docs/performance.md", [BEGIN, head, "", *lines, END])


def main():
    o = options()
    environment = Environment(ROOT / "build/bench-venv")
    environment.prepare(["zonal"])
    if environment.missing: sys.exit(f"bench: {environment.missing}")
    if not o.program.exists(): sys.exit(f"bench: {o.program} is not there: ./dev build, or --program PATH")
    folder = ROOT / f"build/bench-data/zonal-{o.size}-{o.zones}-{o.seed}"
    measure.must([environment.python, "-B", HERE / "make.py", folder, o.size, o.zones, o.seed])
    measure.warm([p for p in folder.iterdir() if p.is_file()])
    found = [compare(o, environment, folder, work) for work in WORK]
    done = subprocess.run([environment.python, "-B", HERE / "pairs.py", o.program, folder / "pairs", str(o.pairs), str(o.seed)],
                          capture_output=True, text=True)
    pairs = (done.stdout.strip().splitlines() or [done.stderr.strip()[-400:]])[-1]
    lines = table(found, pairs)
    print("\n".join(lines))
    wrong = done.returncode != 0 or any(r["gap"] > LIMIT for r in found)
    if wrong: print("DIFFERENT results")
    if not o.small and not o.no_write: write(lines, o, program_version(Program(o.program, environment.python, ROOT / "build")))
    return 1 if wrong else 0


if __name__ == "__main__": sys.exit(main())
