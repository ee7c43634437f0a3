#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The benchmark of screening: projects of every type through the layers of the made-up province and all shipped rules.

Prints the seconds of each stage and the peak memory, and writes them into docs/performance.md. Exit code 1 if a run fails or a
project is missing from its results; a figure that is not reached is no error."""
import argparse
import datetime
import json
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(HERE.parent / "overlay"))

import measure
import page
from install import Environment
from run import SEED, VERSION, make_data, program_version
from program import Program

BEGIN, END = "<!-- bench screen: begin -->", "<!-- bench screen: end -->"
STAGES = {"reading": ["reading projects", "locating projects", "reading layers", "checking the inputs"], "measuring": ["measuring"],
          "judging": ["judging"], "giving up": ["giving up"], "drawing": ["drawing"], "carbon": ["carbon"], "writing": ["writing"]}


def options():
    p = argparse.ArgumentParser(prog="./dev bench screen", description=__doc__.splitlines()[0])
    p.add_argument("--program", type=Path, default=ROOT / "build/release/bin/zonegate", metavar="PATH")
    p.add_argument("--projects", type=lambda t: [int(n) for n in t.split(",")], default=[2_000, 10_000, 100_000], metavar="LIST")
    p.add_argument("--relief-up-to", type=int, default=2_000, metavar="N", help="larger runs go with --no-relief (2000)")
    p.add_argument("--jobs", type=int, default=2, help="threads of the program (2)")
    p.add_argument("--seed", type=int, default=SEED)
    p.add_argument("--small", action="store_true", help="2 %% of the province and of the projects: only to see that all works")
    p.add_argument("--no-write", action="store_true", help="leave docs/performance.md alone")
    o = p.parse_args()
    o.extra = []  # of the overlay benchmark, for make_data
    if o.small: o.projects = [max(n // 50, 1) for n in o.projects]
    return o


def make_layers(o, environment, province):
    folder = province / "screen"
    print(f"-- layers and projects in {folder.relative_to(ROOT)}", file=sys.stderr, flush=True)
    counts = [str(n) for n in o.projects]
    done = subprocess.run([environment.python, "-B", HERE / "make.py", province, folder, str(o.seed), *counts])
    if done.returncode: sys.exit("bench: the data could not be made")
    return folder


def stages(log):
    seconds = {}
    for line in log.splitlines():
        word, _, value = line.partition(": ")
        if word.startswith("seconds "): seconds[word.removeprefix("seconds ")] = float(value)
    return {stage: sum(seconds.get(name, 0) for name in names) for stage, names in STAGES.items()}


def screen(o, folder, count):
    print(f"-- {count:,} projects", file=sys.stderr, flush=True)
    with tempfile.TemporaryDirectory(prefix="bench-out-", dir=ROOT / "build") as scratch:
        out = Path(scratch) / "run"
        lean = [] if count <= o.relief_up_to else ["--no-relief"]
        done = measure.run([o.program, "screen", folder / f"projects-{count}.gpkg", "--layers", folder / "layers", "--rules",
                            ROOT / "rules", "--kinds", ROOT / "layers", "--as-of", "2026-10-01", "--jobs", o.jobs, "--quiet", *lean, "-o", out])
        if done.code: sys.exit(f"bench: screen ended with {done.code}: {done.errors.strip()[:500]}")
        info = json.loads((out / "run.json").read_text(encoding="utf-8"))
        with open(out / "results.jsonl", "rb") as f: lines = sum(1 for _ in f)
        size = sum(f.stat().st_size for f in out.iterdir())
        row = {"projects": count, "seconds": done.seconds, "peak": done.peak_mb, "bytes": size, "rules": len(info["rules"]),
               "relief": not lean,
               **stages((out / "run.log").read_text(encoding="utf-8"))}
    if lines != count or info["counts"]["projects"] != count or info["counts"]["ok"] != count:
        print(f"WRONG {count} projects: {lines} results, counts {info['counts']}")
        row["wrong"] = True
    return row


def seconds(row, stage): return "left out" if stage == "giving up" and not row["relief"] else f"{row[stage]:.1f}"


def table(rows):
    out = ["| projects | seconds | projects/s | reading | measuring | judging | giving up | drawing | carbon | writing | peak memory | run folder |",
           "|" + "---|" * 12]
    for r in rows:
        out.append(f"| {r['projects']:,} | {r['seconds']:.1f} | {r['projects'] / r['seconds']:.0f} | " +
                   " | ".join(seconds(r, stage) for stage in STAGES) + f" | {r['peak']:.0f} MB | {r['bytes'] / 1e6:,.0f} MB |")
    last = rows[-1]
    ratio = last["judging"] / last["measuring"] if last["measuring"] else float("inf")
    return out + ["", f"Judging {last['projects']:,} projects by {last['rules']} rules takes {ratio:.2f} times as long as measuring them "
                  f"(at most 2: {'reached' if ratio <= 2 else 'missed'})."]


def write(rows, o, versions):
    path = ROOT / "docs/performance.md"
    lines = [BEGIN, f"Measured {datetime.date.today().isoformat()} on {page.machine()}; {o.jobs} threads, seed {o.seed}, {versions}.", "",
             *table(rows), END]
    text = path.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    path.write_text(before + "\n".join(lines) + rest.partition(END)[2], encoding="utf-8")


def main():
    o = options()
    environment = Environment(ROOT / "build/bench-venv")
    environment.prepare([])
    province, _ = make_data(o, environment)
    folder = make_layers(o, environment, province)
    if not o.program.exists(): sys.exit(f"bench: {o.program} is not there: ./dev build, or --program PATH")
    measure.warm([p for p in folder.rglob("*") if p.is_file()])
    rows = [screen(o, folder, count) for count in o.projects]
    print("\n".join(table(rows)))
    if not o.small and not o.no_write:
        write(rows, o, program_version(Program(o.program, environment.python, ROOT / "build")))
    return 1 if any(r.get("wrong") for r in rows) else 0


if __name__ == "__main__": sys.exit(main())
