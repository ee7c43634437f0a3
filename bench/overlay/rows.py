# SPDX-License-Identifier: Apache-2.0
"""The comparisons: what is run for each row, and what it must reach."""
from program import Failed, NotThereYet
from rows_large import r10, r11, r12
from table import Check, Row, megabytes, reached, seconds
from versus import ours_in, versus

ALL = ("redline", "units", "parcels")


def r1(c):
    layers = c.layers(ALL)
    return versus(Row("R1", "100,000 projects x 3 layers", against="GeoPandas"), c.ours("projects_100k.gpkg", layers),
                  lambda: c.theirs("geopandas", "geopandas_overlay.py", "projects_100k.gpkg", layers), 45)


def r2(c):
    layers = c.layers(ALL)
    return versus(Row("R2", "10,000 projects x 3 layers", against="PostGIS (queries only)"),
                  c.ours("projects_10k.gpkg", layers), lambda: c.postgis("projects_10k.gpkg", layers), 10)


def r3(c):
    """The join as its pages show it, and the same with the containment shortcut that the other peers have."""
    layers = c.layers(ALL)
    ours = c.ours("projects_10k.gpkg", layers)
    ask = lambda *more: c.theirs("duckdb", "duckdb_overlay.py", "projects_10k.gpkg", layers, *more)
    return [versus(Row("R3", "10,000 projects x 3 layers", against="DuckDB spatial"), ours, ask, 150),
            versus(Row("R3b", "10,000 projects x 3 layers", against="DuckDB spatial, containment shortcut"), ours,
                   lambda: ask("shortcut"), None)]


def r4(c):
    layers = c.layers(ALL[1:])
    return versus(Row("R4", "100,000 projects x units and parcels", against="SedonaDB"),
                  c.ours("projects_100k.gpkg", layers),
                  lambda: c.theirs("sedonadb", "sedonadb_overlay.py", "projects_100k.gpkg", layers), 15)


def r5(c):
    """The program's distances may be geodesic; the grid's scale is up to 1.8e-4 off, 120 km from its meridian."""
    layers = c.layers(ALL[:1])
    ours = c.ours("projects_10k.gpkg", layers, kind="nearest", options=("--nearest",))
    return versus(Row("R5", "10,000 projects, distance to the nearest red line", against="GeoPandas sindex.nearest"),
                  ours, lambda: c.theirs("geopandas", "geopandas_nearest.py", "projects_10k.gpkg", layers), 50,
                  tolerance=5e-4)


def r6(c):
    planar = c.ours("projects_100k.gpkg", c.layers(ALL))
    ours = c.ours("projects_100k.gpkg", c.layers(ALL, "_lonlat"), area="ellipsoidal")
    ratio = ours.seconds / planar.seconds
    row = Row("R6", "R1 ellipsoidal, layers in lon/lat, projects in Gauss-Krüger", against="its planar time",
              theirs=seconds(planar.seconds), ratio=f"{ratio:.2f}x", target="<= 1.6x", verdict=reached(ratio <= 1.6))
    ours_in(row, ours)
    # Another plane and another reading of long edges: the sums are near, not equal.
    for name, sums in planar.layers.items():
        apart = ours.layers[name]["sum"] / sums["sum"] - 1
        row.checks.append(Check(f"{name}: ellipsoidal over planar sum {apart:+.2e} (the grid's scale)", abs(apart) < 1e-3))
    return row


def r7(c):
    layers = c.layers(ALL)
    one, two = c.ours("projects_100k.gpkg", layers, jobs=1), c.ours("projects_100k.gpkg", layers, jobs=2)
    ratio = one.seconds / two.seconds
    row = Row("R7", "R1 with 2 threads", against="1 thread", theirs=seconds(one.seconds), their_peak=megabytes(one.peak),
              ratio=f"{ratio:.2f}x", target="1.8x", verdict=reached(ratio >= 1.8),
              checks=[Check("the same bytes with 1 and 2 threads", one.digest == two.digest)])
    if c.mask:
        plain = c.ours("projects_10k.gpkg", layers)  # fewer projects: an emulated processor is slow
        masked = c.ours("projects_10k.gpkg", layers, runs=1, prefix=c.mask)
        row.checks.append(Check(f"10,000 projects: the same bytes under {' '.join(c.mask)}",
                                masked.digest == plain.digest))
    ours_in(row, two)
    return row


def r8(c):
    ours = c.ours("projects_100k.gpkg", c.layers(ALL))
    row = Row("R8", "peak memory of R1", target="< 1 GB", verdict=reached(ours.peak < 1000))
    row.peak = megabytes(ours.peak)
    return row


def r9(c):
    layers = c.program.prepare(c.layers(ALL))
    ours = c.ours("project_one.gpkg", layers, runs=max(c.runs, 5))
    row = Row("R9", "one project, prepared layers, new process", target="<= 0.15 s", verdict=reached(ours.seconds <= 0.15))
    ours_in(row, ours)
    return row


MAKERS = {f.__name__: f for f in (r1, r2, r3, r4, r5, r6, r7, r8, r9, r10, r11, r12)}
WORK = {"r1": "100,000 projects x 3 layers", "r2": "10,000 projects x 3 layers", "r3": "10,000 projects x 3 layers",
        "r4": "100,000 projects x units and parcels", "r5": "10,000 projects, distance to the nearest red line",
        "r6": "R1 ellipsoidal, layers in lon/lat", "r7": "R1 with 2 threads", "r8": "peak memory of R1",
        "r9": "one project, prepared layers, new process", "r10": "3,000,000 parcels of 80 vertices",
        "r11": "10,000 to 1,000,000 projects", "r12": "one polygon of 1,160,926 vertices"}
NEEDS = {"r10": "big", "r11": "curve", "r12": "eurasia"}


def run_row(contest, key, make):
    """The rows of one comparison; what is not there or fails says so in its row."""
    try:
        rows = make(contest)
        return rows if isinstance(rows, list) else [rows]
    except NotThereYet as e:
        return [Row(key.upper(), WORK[key], verdict="not there yet", notes=[str(e)])]
    except Failed as e:
        return [Row(key.upper(), WORK[key], verdict="failed", notes=[str(e)], checks=[Check(str(e), False)])]
