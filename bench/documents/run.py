#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The benchmark of documents: a thousand projects of the bundled sample's kinds, their documents in every format, and the page of the run in a browser.

Prints seconds, bytes and peak memory and writes them into docs/performance.md. Exit code 1 if a document is missing; a figure that is not reached is no error."""
import argparse
import datetime
import json
import random
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

BEGIN, END = "<!-- bench documents: begin -->", "<!-- bench documents: end -->"
SAMPLE = ROOT / "layers/demo-yaan"
SHIFT = 0.02  # degrees; copies stay in the county, and so in the layers, of their original


def options():
    p = argparse.ArgumentParser(prog="./dev bench documents", description=__doc__.splitlines()[0])
    p.add_argument("--program", type=Path, default=ROOT / "build/release/bin/zonegate", metavar="PATH")
    p.add_argument("--projects", type=int, default=1_000, metavar="N")
    p.add_argument("--formats", default="xlsx,docx,html", help="xlsx,docx,html; pdf takes a second a page and is not asked by default")
    p.add_argument("--jobs", type=int, default=2, help="threads of the program (2)")
    p.add_argument("--seed", type=int, default=20261101)
    p.add_argument("--no-write", action="store_true", help="leave docs/performance.md alone")
    return p.parse_args()


def moved(coordinates, x, y):
    if isinstance(coordinates[0], (int, float)):
        return [round(coordinates[0] + x, 9), round(coordinates[1] + y, 9), *coordinates[2:]]
    return [moved(c, x, y) for c in coordinates]


def projects(count, seed):
    """The sample's projects again and again, each copy at a place of its own near its original."""
    features = {}
    for name in ("projects", "by_rule", "pairs"):
        for feature in json.loads((SAMPLE / f"projects/{name}.geojson").read_text(encoding="utf-8"))["features"]:
            features.setdefault(feature["properties"]["project_id"], []).append(feature)
    rng, names, out = random.Random(seed), list(features), []
    for i in range(count):
        name, copy = names[i % len(names)], i // len(names)
        x, y = (rng.uniform(-SHIFT, SHIFT), rng.uniform(-SHIFT, SHIFT)) if copy else (0, 0)
        for feature in features[name]:
            properties = {**feature["properties"], "project_id": f"{name}-{copy:02d}"}
            properties["part_id"] = f"{properties.get('part_id', name)}-{copy:02d}"
            out.append({"type": "Feature", "properties": properties,
                        "geometry": {**feature["geometry"], "coordinates": moved(feature["geometry"]["coordinates"], x, y)}})
    return {"type": "FeatureCollection", "features": out}


def command(o, arguments):
    done = measure.run([o.program, *arguments, "--jobs", o.jobs, "--quiet"])
    if done.code:
        sys.exit(f"bench: {arguments[0]} ended with {done.code}: {done.errors.strip()[:500]}")
    return done


def documents(o, run, form, scratch):
    print(f"-- .{form}", file=sys.stderr, flush=True)
    out = scratch / form
    done = command(o, ["report", run, "--format", form, "-o", out])
    files = list(out.glob(f"*.{form}"))
    return {"form": form, "seconds": done.seconds, "peak": done.peak_mb, "files": len(files), "bytes": sum(f.stat().st_size for f in files)}


def opened(page_file):
    done = subprocess.run(["/usr/bin/python3", HERE / "browse.py", page_file], capture_output=True, text=True, check=False)
    if done.returncode == 77:
        return None
    if done.returncode:
        sys.exit(f"bench: the page was not opened: {done.stderr.strip()[-500:]}")
    return json.loads(done.stdout)


def reached(holds): return "reached" if holds else "missed"


def lines_of(o, screened, rows, browser, size):
    out = ["| | seconds | files | MB | peak memory |", "|---|---|---|---|---|",
           f"| screen | {screened.seconds:.1f} | | | {screened.peak_mb:.0f} MB |"]
    out += [f"| report, .{r['form']} | {r['seconds']:.1f} | {r['files']:,} | {r['bytes'] / 1e6:,.0f} | {r['peak']:.0f} MB |" for r in rows]
    both = [r["seconds"] for r in rows if r["form"] in ("xlsx", "docx")]
    out.append("")
    if len(both) == 2:
        total = sum(both)
        out.append(f"- .xlsx and .docx of each of {o.projects:,} projects: {total:.0f} s (300 s asked: {reached(total < 300)}).")
    text = f"- `report.html`: {size / 1e6:.1f} MB (30 MB asked: {reached(size < 30e6)})"
    if browser is None:
        return out + [text + "; not opened: no Chromium, driver or Selenium here."]
    return out + [text + f"; in Chromium, the median of {browser['times']}: opens in {browser['open']:.2f} s, filters by a word in {browser['filter']:.2f} s and by outcome "
                  f"in {browser['outcome']:.2f} s (2 s asked: {reached(max(browser['open'], browser['filter'], browser['outcome']) < 2)})."]


def main():
    o = options()
    if not o.program.exists(): sys.exit(f"bench: {o.program} is not there: ./dev build, or --program PATH")
    with tempfile.TemporaryDirectory(prefix="bench-out-", dir=ROOT / "build") as name:
        scratch = Path(name)
        (scratch / "projects.geojson").write_text(json.dumps(projects(o.projects, o.seed), ensure_ascii=False), encoding="utf-8")
        print(f"-- screening {o.projects:,} projects", file=sys.stderr, flush=True)
        run = scratch / "run"
        screened = command(o, ["screen", scratch / "projects.geojson", "--layers", SAMPLE, "--as-of", "2026-10-01", "-o", run])
        rows = [documents(o, run, form, scratch) for form in o.formats.split(",")]
        print("-- the page in a browser", file=sys.stderr, flush=True)
        lines = lines_of(o, screened, rows, opened(run / "report.html"), (run / "report.html").stat().st_size)
    print("\n".join(lines))
    if not o.no_write:
        page.write(ROOT / "docs/performance.md",
                   [BEGIN, f"Measured {datetime.date.today().isoformat()} on {page.machine()}; {o.jobs} threads, seed {o.seed}.", "", *lines, END])
    return 1 if any(r["files"] < o.projects for r in rows) else 0


if __name__ == "__main__": sys.exit(main())
