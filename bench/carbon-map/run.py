#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The benchmark of two-date maps: carbon stocks beside InVEST or a plain program, land-cover change beside decoding, results compared.

Prints a table and writes it into docs/performance.md. Exit code 1 if results differ or a run fails; a ratio that is not reached is no error."""
import argparse
import datetime
import json
import os
import statistics
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(HERE.parent / "overlay"))

import faults
import measure
import page
from install import Environment, wanted_packages
from run import SEED, program_version
from program import Program

BEGIN, END = "<!-- bench carbon-map: begin -->", "<!-- bench carbon-map: end -->"
TILES = ["ESA_WorldCover_10m_2020_v100_N00E006_Map.tif", "ESA_WorldCover_10m_2021_v200_N00E006_Map.tif"]
LIMIT, LIMIT_32_BITS = 1e-9, 1e-6  # of totals: from counts of cells; from maps of 32-bit numbers


def options():
    p = argparse.ArgumentParser(prog="./dev bench carbon-map", description=__doc__.splitlines()[0])
    p.add_argument("--program", type=Path, default=ROOT / "build/release/bin/zonegate", metavar="PATH")
    p.add_argument("--size", type=int, default=10_000, help="columns and rows of the made land covers (10000)")
    p.add_argument("--jobs", type=int, default=2, help="threads of the program (2)")
    p.add_argument("--repeat", type=int, default=3, help="runs of each contender; the median counts (3)")
    p.add_argument("--seed", type=int, default=SEED)
    p.add_argument("--small", action="store_true", help="1000 cells a side, and those instead of the large tiles: only to see that all works")
    p.add_argument("--no-write", action="store_true", help="leave docs/performance.md alone")
    o = p.parse_args()
    if o.small: o.size = 1000
    return o


# A shared machine stretches seconds more than those of its processors.
def spent(runs): return f"{measure.median(runs):.2f} ({statistics.median(r.cpu_seconds for r in runs):.2f})"


class Bench:
    def __init__(self, o, environment, scratch):
        self.o, self.python, self.scratch = o, environment.python, Path(scratch)
        self.rows, self.checks, self.notes = [], [], []

    def say(self, text): print(f"-- {text}", file=sys.stderr, flush=True)

    def several(self, command, times=None): return [measure.must(command) for _ in range(times or self.o.repeat)]

    def mine(self, words, out, layout="tiled", options=(), times=None):
        self.say(f"zonegate {words[0]} {words[1]} ({' '.join([layout, *options])})")
        return self.several([self.o.program, *words, "-o", out, "--layout", layout, *options, "--jobs", self.o.jobs, "--quiet", "--overwrite"], times)

    def peer(self, *words, python=None, times=None):
        self.say(f"peer: {words[0]}")
        return self.several([python or self.python, "-B", HERE / "peer.py", *words], times)

    def check(self, *words): return json.loads(measure.must([self.python, "-B", HERE / "check.py", *words]).output)

    def holds(self, text, good): self.checks.append((text, good))

    # Ratio: theirs to mine with factor, "as fast"; mine to theirs without, "as long".
    def row(self, work, mine, against="-", theirs=None, faster=True, wanted=None, limit_mb=None):
        a, b = measure.median(mine), measure.median(theirs) if theirs else None
        ratio = "-" if not theirs else f"{b / a:.1f} times as fast" if faster else f"{a / b:.2f} times as long"
        aims, good = [], True
        if wanted:
            aims.append(f">= {wanted}x" if faster else f"<= {wanted}x")
            good = b >= wanted * a if faster else a <= wanted * b
        if limit_mb:
            aims.append(f"< {limit_mb} MB")
            good = good and measure.peak(mine) < limit_mb
        verdict = "-" if not aims else f"{', '.join(aims)}: {'reached' if good else 'missed'}"
        other = ["-", "-"] if not theirs else [spent(theirs), f"{measure.peak(theirs):.0f}"]
        self.rows.append([work, spent(mine), f"{measure.peak(mine):.0f}", against, *other, ratio, verdict])


def same_totals(bench, who, mine, theirs, limit):
    if mine["cells"] != theirs["cells"]: bench.holds(f"{who}: {theirs['cells']:,} cells in the common mask, the program {mine['cells']:,}", False)
    for key in ("before", "after", "change"):
        scale = max(abs(mine["before"]), abs(mine["after"])) if limit > LIMIT else abs(mine[key])  # a change of 32-bit stocks has their error
        gap = abs(mine[key] - theirs[key]) / max(scale, 1e-300)
        bench.holds(f"{who}: total {key} {theirs[key]:.6f} t C, the program {mine[key]:.6f} (difference {gap:.1e}, at most {limit:g})", gap <= limit)


def same_maps(bench, who, out, folder, mine, exact):
    found = bench.check("maps", out, folder, "BITS" if exact else "NEAR")
    for name, wrong in found["wrong"].items():
        bench.holds(f"{who}: {name}.tif: {wrong:,} of {bench.o.size ** 2:,} cells differ (largest difference {found['worst']:.1e} t C/ha)", wrong == 0)
    totals = json.loads((folder / "totals.json").read_text(encoding="utf-8")) if exact else found["totals"]
    same_totals(bench, who, mine, totals, LIMIT if exact else LIMIT_32_BITS)


def totals_of(out):
    report = json.loads((out / "change.json").read_text(encoding="utf-8"))
    stock = report["stock"]
    return {"cells": report["common_mask"]["cells"], "before": stock["before_tc"], "after": stock["after_tc"], "change": stock["change_tc"]}


def same_matrix(bench, what, files, out, with_map):
    report = json.loads((out / "change.json").read_text(encoding="utf-8"))
    mine = {f"{int(r['from'])},{int(r['to'])}": r["cells"] for r in report["matrix"]}
    found = bench.check("matrix", *files, *([out / "transitions.tif"] if with_map else []))
    differ = [k for k in mine.keys() | found["counts"].keys() if mine.get(k, 0) != found["counts"].get(k, 0)]
    bench.holds(f"{what}: {len(differ)} of {len(found['counts'])} pairs of classes have another count of cells than numpy "
                f"({sum(found['counts'].values()):,} cells)", not differ and sum(mine.values()) == report["common_mask"]["cells"])
    if with_map: bench.holds(f"{what}: {found['wrong']:,} cells of transitions.tif are not from x 1000 + to", found["wrong"] == 0)


def stocks(bench, data, invest):
    before, after, pools, out = data / "before.tif", data / "after.tif", data / "pools.csv", bench.scratch / "carbon"
    words = ["carbon", "change", before, after, "--table", pools, "--area", "planar"]
    work = f"carbon stocks of two dates and their change, {bench.o.size:,} x {bench.o.size:,} cells: 3 maps, totals"
    mine = bench.mine(words, out)
    totals = totals_of(out)
    same_matrix(bench, "carbon change", (before, after), out, with_map=False)
    for threads in (1, 2):
        who, folder = f"numpy + rasterio, {threads} thread{'s' * (threads > 1)}", bench.scratch / f"maps-{threads}"
        theirs = bench.peer("maps", before, after, pools, folder, threads)
        bench.row(work, mine, who, theirs, wanted=4 if threads == 1 and not invest else None)
        same_maps(bench, who, out, folder, totals, exact=True)
    if invest:
        folder = bench.scratch / "invest"
        theirs = bench.peer("invest", before, after, pools, folder, python=invest)
        bench.row(work, mine, f"InVEST Carbon ({wanted_packages()['invest'][-1]})", theirs, wanted=20)
        same_maps(bench, "InVEST Carbon", out, folder, totals, exact=False)
        invest_totals(bench, invest)
    bench.row(work + ", as COG (1 run)", bench.mine(words, out, "cog", times=1))


def invest_totals(bench, invest):
    """On files where all its known faults bite, `--compare invest` repeats the totals of InVEST itself, and explains the whole difference."""
    folder, out, price = bench.scratch / "faults", bench.scratch / "faults-invest", faults.PRICE
    measure.must([bench.python, "-B", HERE / "faults.py", "make", folder, bench.o.seed])
    measure.must([invest, "-B", HERE / "faults.py", "invest", folder, out])
    theirs = json.loads((out / "totals.json").read_text(encoding="utf-8"))
    mine = measure.must([bench.o.program, "carbon", "change", folder / "before.tif", folder / "after.tif", "--table", folder / "pools.csv", "--compare", "invest",
                         "--price", price["price"], "--discount", price["discount"], "--price-change", price["price_change"],
                         "--years", ",".join(map(str, price["years"])), "--json", "--quiet"])
    figures = json.loads(mine.output)["invest"]
    for figure in figures:
        if figure["file"]:
            gap = abs(figure["invest"] - theirs[figure["file"]]) / abs(theirs[figure["file"]])
            bench.holds(f"InVEST Carbon with its faults: {figure['file']} {theirs[figure['file']]:.6f}, repeated {figure['invest']:.6f} (difference {gap:.1e}, "
                        f"at most {LIMIT:g})", gap <= LIMIT)
        causes = ", ".join(sorted({cause["cause"] for cause in figure["causes"]}))
        rest = abs(figure["explained"] - figure["difference"]) / abs(figure["corrected"])
        bench.holds(f"{figure['figure']}: {causes} explain {figure['explained']:.6f} of {figure['difference']:.6f} (rest {rest:.1e}, at most {LIMIT:g})",
                    rest <= LIMIT)
    seen = {cause["cause"] for figure in figures for cause in figure["causes"]}
    bench.holds(f"all known faults bite: {', '.join(sorted(seen))}", {"minus_one", "one_date", "price_rise"} <= seen)


def change(bench, data):
    shared = os.environ.get("ZONEGATE_SHARED", "")
    if bench.o.small: files = [data / "before.tif", data / "after.tif"]
    elif not shared: return bench.notes.append("Two tiles of ESA WorldCover: not measured, ZONEGATE_SHARED is not set.")
    else: files = [Path(shared) / "data/rasters/esa_worldcover" / name for name in TILES]
    absent = [f.name for f in files if not f.exists()]
    if absent: return bench.notes.append(f"Two tiles of ESA WorldCover: not measured, {', '.join(absent)} is not there.")
    measure.warm(files)
    out, words = bench.scratch / "change", ["raster", "change", *files]
    work = "land cover of two dates: matrix in ha" if bench.o.small else "ESA WorldCover 2020 and 2021, 36,000 x 36,000 cells: matrix in ha"
    decode = bench.peer("decode", *files)
    with_map = bench.mine(words, out)
    bench.row(work + ", map of transitions", with_map, "decoding both, 2 threads", decode, faster=False, wanted=2, limit_mb=1024)
    same_matrix(bench, "raster change", files, out, with_map=True)
    bench.row(work + ", no map", bench.mine(words, out, options=["--no-map"]), "decoding both, 2 threads", decode, faster=False)
    bench.row(work + ", map as COG (1 run)", bench.mine(words, out, "cog", times=1))
    same_matrix(bench, "raster change, COG", files, out, with_map=True)


def table(bench):
    out = ["| work | zonegate s (of processors) | peak MB | against | s (of processors) | peak MB | ratio | wanted |", "|" + "---|" * 8]
    out += ["| " + " | ".join(row) + " |" for row in bench.rows]
    good = sum(ok for _, ok in bench.checks)
    out += ["", *bench.notes, f"Checks: {good} of {len(bench.checks)} hold."]
    return out + [f"- does not hold: {text}" for text, ok in bench.checks if not ok]


def main():
    o = options()
    environment = Environment(ROOT / "build/bench-venv")
    environment.prepare(["zonal"])  # rasterio
    if environment.missing: sys.exit(f"bench: {environment.missing}")
    if not o.program.exists(): sys.exit(f"bench: {o.program} is not there: ./dev build, or --program PATH")
    invest = environment.alone("invest")
    data = ROOT / f"build/bench-data/carbon-map-{o.size}-{o.seed}"
    measure.must([environment.python, "-B", HERE / "make.py", data, o.size, o.seed])
    measure.warm([data / "before.tif", data / "after.tif"])
    with tempfile.TemporaryDirectory(prefix="bench-out-", dir=ROOT / "build") as scratch:
        bench = Bench(o, environment, scratch)
        stocks(bench, data, invest)
        if not invest: bench.notes.append(f"InVEST Carbon: not measured, it cannot be installed here ({environment.missing['invest']}).")
        change(bench, data)
    for text, ok in bench.checks: print("ok   " if ok else "WRONG", text)
    lines = table(bench)
    print("\n".join(lines))
    if not o.small and not o.no_write:
        libraries = measure.must([environment.python, "-B", HERE / "peer.py", "versions"]).output.strip()
        version = program_version(Program(o.program, environment.python, ROOT / "build"))
        head = (f"Measured {datetime.date.today().isoformat()} on {page.machine()}; medians of {o.repeat} runs, {o.jobs} threads, files in the page cache, "
                f"seed {o.seed}, {version}, {libraries}.")
        page.write(ROOT / "docs/performance.md", [BEGIN, head, "", *lines, END])
    return 0 if all(ok for _, ok in bench.checks) else 1


if __name__ == "__main__": sys.exit(main())
