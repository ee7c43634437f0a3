# SPDX-License-Identifier: Apache-2.0
"""The rows that are run only on demand: very large layers, the cost curve, one very large polygon."""
import subprocess
import sys
from pathlib import Path

import measure
from contest import say
from program import Failed
from table import Check, Row, megabytes, reached, seconds
from versus import ours_in, versus

CURVE = (10_000, 30_000, 100_000, 300_000, 1_000_000)
ALL = ("redline", "units", "parcels")


def bare_reader(folder):
    """Reads a file through the system's GDAL and does nothing with it; compiled when first used."""
    source, binary = Path(__file__).with_name("bare_read.cpp"), Path(folder) / "bare_read"
    if not binary.exists() or binary.stat().st_mtime < source.stat().st_mtime:
        flags = subprocess.run(["pkg-config", "--cflags", "--libs", "gdal"], check=True, text=True,
                               stdout=subprocess.PIPE).stdout.split()
        subprocess.run(["g++", "-std=c++20", "-O2", source, "-o", binary, *flags], check=True)
    return binary


def bare_read(c, path):
    """Median seconds of the faster of GDAL's two ways."""
    reader, times = bare_reader(c.program.folder), {}
    for way in ("arrow", "features"):
        runs = [measure.run([reader, way, path]) for _ in range(max(c.peer_runs, 1))]
        if any(r.code for r in runs): raise Failed(f"bare read of {path.name}: {runs[-1].errors}")
        times[way] = measure.median(runs)
        say(f"bare read of {path.name} by {way}: {times[way]:.2f} s")
    return min(times.values()), min(times, key=times.get)


def r10(c):
    rows, sums = [], []
    for extension in ("gpkg", "shp"):
        path = c.file("big." + extension)
        measure.warm([path])
        bare, way = bare_read(c, path)
        ours = c.ours("projects_10k.gpkg", {"big": path}, runs=min(c.runs, 3))
        ratio = ours.seconds / bare
        row = Row("R10", f"3,000,000 parcels of 80 vertices ({extension}) x 10,000 projects",
                  against=f"bare read by GDAL ({way})", theirs=seconds(bare), ratio=f"{ratio:.2f}x",
                  target="<= 2x, < 2 GB", verdict=reached(ratio <= 2 and ours.peak < 2000))
        ours_in(row, ours)
        rows.append(row)
        sums.append(ours.layers["big"])
    rows[-1].checks.append(Check(f"GeoPackage and Shapefile give the same: {sums[0]}, {sums[1]}",
                                 abs(sums[0]["sum"] / sums[1]["sum"] - 1) < 1e-9))
    return rows


def r11(c):
    """Linear: the last step costs per project no more than a tenth above the whole's average step."""
    layers, points, counts = c.layers(ALL), [], c.summary["curve"]["features"]
    for count in CURVE: points.append(c.ours(f"curve_{count}.gpkg", layers, runs=min(c.runs, 3)))
    rows, steps = [], []
    for k, (count, point) in enumerate(zip(counts, points)):
        row = Row("R11", f"{count:,} projects x 3 layers", verdict="-")
        ours_in(row, point)
        if k:
            more = (point.seconds - points[k - 1].seconds) / (count - counts[k - 1]) * 1e6
            steps.append(more)
            row.against, row.ratio = "the point before", f"{more:.1f} µs for each more"
        rows.append(row)
    straight = (points[-1].seconds - points[0].seconds) / (counts[-1] - counts[0]) * 1e6
    rows[-1].target = "linear"
    rows[-1].verdict = reached(steps[-1] <= 1.1 * straight)
    return rows


def r12(c):
    shore = {"eurasia": c.file("eurasia.gpkg")}
    good = versus(Row("R12", "10,000 projects along the shore of one polygon of 1,160,926 vertices", against="GeoPandas"),
                  c.ours("eurasia_projects.gpkg", shore),
                  lambda: c.theirs("geopandas", "geopandas_overlay.py", "eurasia_projects.gpkg", shore), None)
    broken = {"eurasia_invalid": c.file("eurasia_invalid.gpkg")}
    bad = Row("R12", "the same projects, an invalid sibling of 139,786 vertices", against="GeoPandas", verdict="-")
    ours_in(bad, c.ours("eurasia_projects.gpkg", broken))
    try:
        their = c.theirs("geopandas", "geopandas_overlay.py", "eurasia_projects.gpkg", broken)
        bad.theirs = seconds(their.seconds)
        bad.notes.append(f"invalid sibling: GeoPandas sums {their.layers['eurasia_invalid']['sum']:.3f} m2, the program "
                         f"{c.ours('eurasia_projects.gpkg', broken).layers['eurasia_invalid']['sum']:.3f} m2")
    except Exception as e:  # whatever the peer makes of an invalid polygon is its answer
        bad.theirs = "fails"
        bad.notes.append(f"invalid sibling: GeoPandas ends with: {e}")
    return [good, bad]
