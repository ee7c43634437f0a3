# SPDX-License-Identifier: Apache-2.0
"""Figures of a document model against the tables of the run: every number from where it says it comes, every total the sum of what is printed, and what is called
不涉及 proved by the layer's own answer. Rational numbers throughout."""
import json
import math
import re
import sqlite3
import struct
from fractions import Fraction
from pathlib import Path

import breakdowns
import yaml

FACTOR = {"m2": Fraction(1), "hm2": Fraction(1, 10000), "mu": Fraction(15, 10000), "m": Fraction(1), "km": Fraction(1, 1000), "tc": Fraction(1), "tco2e": Fraction(1), "money": Fraction(1),
          "percent": Fraction(100), "count": Fraction(1)}


def rounded(value, decimals):
    scaled = abs(value) * 10**decimals
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)  # half away from zero
    return Fraction(whole if value >= 0 else -whole, 10**decimals)


def pointed(root, pointer):
    for key in pointer.strip("/").split("/"):
        root = root[int(key)] if isinstance(root, list) else root[key]
    return root


def exact(number):
    return Fraction(repr(number) if isinstance(number, float) else str(number))


class Run:
    def __init__(self, folder, read_csv):
        with open(folder / "results.jsonl", encoding="utf-8") as lines:
            self.projects = {p["project_id"]: p for p in map(json.loads, lines)}
        self.run = json.loads((folder / "run.json").read_text(encoding="utf-8"))
        self.facts = read_csv(folder / "facts.csv")
        self.rings = footprints(folder / "evidence.gpkg")
        codes = yaml.safe_load((Path(__file__).resolve().parents[2] / "documents/issues.yaml").read_text(encoding="utf-8"))
        self.asks = {code: meaning["ask"] for code, meaning in codes.items() if "ask" in meaning}


def wkb_points(data, at=0):
    """All points of little-endian WKB of points; none of another."""
    kind, = struct.unpack_from("<I", data, at + 1)
    if kind == 1:
        return [struct.unpack_from("<2d", data, at + 5)]
    if kind == 4:
        return [struct.unpack_from("<2d", data, at + 9 + 21 * i + 5) for i in range(struct.unpack_from("<I", data, at + 5)[0])]
    return []


def wkb_rings(data, at=0):
    """Polygons of little-endian WKB as lists of rings, each without its closing point."""
    kind, count = struct.unpack_from("<II", data, at + 1)
    at += 9
    if kind == 6:
        out = []
        for _ in range(count):
            polygons, at = wkb_rings(data, at)
            out += polygons
        return out, at
    if kind != 3:
        return [], len(data)
    rings = []
    for _ in range(count):
        points, = struct.unpack_from("<I", data, at)
        numbers = struct.unpack_from(f"<{2 * points}d", data, at + 4)
        at += 4 + 16 * points
        rings.append(list(zip(numbers[::2], numbers[1::2]))[:-1])
    return [rings], at


def footprints(path):
    out = {}
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
        column = database.execute("SELECT column_name FROM gpkg_geometry_columns WHERE table_name='footprint'").fetchone()[0]
        for project, part, blob in database.execute(f"SELECT project_id, part_id, {column} FROM footprint"):
            envelope = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}[blob[3] >> 1 & 7]
            if points := wkb_points(blob, 8 + envelope):
                out[project, part, "P"] = points
                continue
            polygons, _ = wkb_rings(blob, 8 + envelope)
            for p, rings in enumerate(polygons, 1):
                for r, ring in enumerate(rings):
                    out[project, part, f"{p}-{r}" if r else str(p)] = ring
    return out


def gauss_krueger(lon, lat, central):
    """Northing and easting of the 3-degree zone (CGCS2000): Krueger's series in n to the fourth power, good to micrometres within a zone."""
    a, f = 6378137.0, 1 / 298.257222101
    n = f / (2 - f)
    radius = a / (1 + n) * (1 + n**2 / 4 + n**4 / 64)
    alpha = [n / 2 - 2 * n**2 / 3 + 5 * n**3 / 16 + 41 * n**4 / 180, 13 * n**2 / 48 - 3 * n**3 / 5 + 557 * n**4 / 1440, 61 * n**3 / 240 - 103 * n**4 / 140,
             49561 * n**4 / 161280]
    e = math.sqrt(f * (2 - f))
    phi, lam = math.radians(lat), math.radians(lon - central)
    t = math.sinh(math.atanh(math.sin(phi)) - e * math.atanh(e * math.sin(phi)))
    xi, eta = math.atan2(t, math.cos(lam)), math.atanh(math.sin(lam) / math.sqrt(1 + t * t))
    north = radius * (xi + sum(k * math.sin(2 * j * xi) * math.cosh(2 * j * eta) for j, k in enumerate(alpha, 1)))
    east = 500000 + radius * (eta + sum(k * math.cos(2 * j * xi) * math.sinh(2 * j * eta) for j, k in enumerate(alpha, 1)))
    return north, east


def boundary_value(run, project, source):
    """What a number of table 6 should be: "evidence:PART:RING:POINT:what"; part ids may hold colons."""
    _, rest = source.split(":", 1)
    part, ring, point, what = rest.rsplit(":", 3)
    ring, point = run.rings[project["project_id"], part, ring], int(point)
    zone = project["planar_crs"] or next((p["planar_crs"] for p in project["parts"] if p["planar_crs"]), None)
    central = 75 + 3 * (int(zone.split(":")[1]) - 4534) if zone else 3 * math.floor((ring[0][0] + 1.5) / 3)
    here, following = (gauss_krueger(*ring[(point + k) % len(ring)], central) for k in (0, 1))
    return {"x": here[0], "y": here[1], "edge": math.dist(here, following)}[what]


def source_value(run, project, source):
    if source.startswith("-"):
        return -source_value(run, project, source[1:])
    if source.startswith("facts:"):
        _, row, column = source.split(":")
        fact = run.facts[int(row) - 1]
        assert fact["project_id"] == project["project_id"], source
        return Fraction(fact[column])
    if source.endswith("_ha"):
        return exact(pointed(project, source)) * 10000  # as areas of every other table, in m2
    if source.startswith("run:"):
        return exact(pointed(run.run, source[4:]))
    if ":/" in source:
        named, pointer = source.rsplit(":/", 1)
        value = pointed(run.projects[named], pointer)
        return Fraction(1) if isinstance(value, str) else exact(value)  # a count of those that say so
    return exact(pointed(project, source))


def check_number(run, project, table, cell, where):
    decimals = cell["decimals"]
    if not cell["from"] and cell.get("settled") and table in ("land", "forest", "batch_counties", "batch_net", "batch_units"):
        assert cell["number"] == 0, where  # no part of the class is temporary, no project of the outcome: the sum of nothing
        return
    assert cell["from"], f"{where}: {cell} comes from nowhere"
    if cell["from"][0].startswith("evidence:"):
        expected = boundary_value(run, project, cell["from"][0])
        assert abs(cell["number"] - expected) <= 0.5 * 10**-decimals + 1e-5, f"{where}: {cell}, expected {expected}"
        return
    value = sum(source_value(run, project, s) for s in cell["from"]) * FACTOR[cell["unit"]]
    if cell.get("of"):
        value /= sum(source_value(run, project, s) for s in cell["of"])
    shown = printed(cell)
    if cell.get("below"):  # ground that is there is never printed as none
        assert cell["unit"] in ("hm2", "mu") and cell["text"] == f"<{10**-decimals:.{decimals}f}" and 0 < value < Fraction(len(cell["from"]), 10**decimals), f"{where}: {cell}"
    elif cell["unit"] in ("hm2", "mu"):
        assert shown != 0 or value == 0, f"{where}: {cell} is {float(value)}"
    assert cell["text"].startswith("≤ ") == cell.get("at_most", False) and not (cell.get("at_most") and cell["unit"] != "km"), f"{where}: {cell}"
    assert exact(cell["number"]) == shown, f"{where}: {cell}"
    if cell["unit"] == "count":
        assert shown == value, f"{where}: {cell}, expected {float(value)}"
    elif cell.get("settled"):
        assert abs(shown - value) < Fraction(len(cell["from"]), 10**decimals), f"{where}: {cell}, expected {float(value)}"
    else:
        assert shown == rounded(value, decimals), f"{where}: {cell}, expected {float(value)}"


def printed(cell):
    """What a number says, and counts where it is added up: "<0.01" is 0."""
    return Fraction(0) if cell.get("below") else Fraction(cell["text"].removeprefix("≤ "))


def check_totals(table):
    """Rows of the units' total, of tables 4, 5 and 8-1: what is printed adds up; shares to 100.00."""
    if table["id"] not in ("units", "land", "forest", "carbon_stock"):
        return 0
    checked = 0
    totals = [i for i, row in enumerate(table["rows"]) if row["total"]][:1]
    for at in totals:
        for column, cell in enumerate(table["rows"][at]["cells"]):
            if "number" not in cell or cell["unit"] == "count":
                continue
            parts = [row["cells"][column] for row in table["rows"][:at]]
            added = sum(printed(c) for c in parts if "number" in c)
            assert added == printed(cell), f"{table['id']} column {column}: {float(added)} is not {cell['text']}"
            assert cell["unit"] != "percent" or cell["text"] == "100.00"
            checked += 1
    if table["id"] in ("land", "forest"):
        for row in table["rows"]:
            permanent, temporary, both = (c for c in row["cells"][-4:-1])
            if "number" in both:
                assert printed(permanent) + printed(temporary) == printed(both), row
    return checked


def check_net(model):
    """Lost, forgone and gained of table 8-2 add up to the net as printed, where all are known; where rounding is in the way a note says so."""
    table = next(t for t in model["tables"] if t["id"] == "carbon_impact")
    checked = 0
    for at in range(0, len(table["rows"]), 5):  # stock, lost, forgone, gained, net
        cells = [row["cells"][2] for row in table["rows"][at + 1:at + 5]]
        if not all("number" in c for c in cells):
            continue
        *parts, net = (printed(c) for c in cells)
        name = table["rows"][at]["cells"][0]["text"]
        assert sum(parts) == net or any(name in note and str(cells[-1]["text"]) in note for note in table["notes"]), f"{model['project_id']} {name}: {cells}"
        checked += 1
    return checked


def check_grand(model, project):
    """The grand total of table 8-1 is the rounded one of the run, of the loss too where no pool's stock is in its way."""
    carbon = project["carbon"]
    if carbon is None:
        return 0
    table = next(t for t in model["tables"] if t["id"] == "carbon_stock")
    total, lost = (row["cells"][7] for row in table["rows"] if row["total"])
    shown = [(cell, carbon[key]) for cell, key in ((total, "stock_total_tc"), (lost, "loss_total_tc")) if "number" in cell]
    for cell, value in shown:
        if cell is total or not cell.get("settled"):
            assert Fraction(cell["text"]) == rounded(exact(value), len(cell["text"].partition(".")[2])), f"{project['project_id']}: {cell}, the run has {value}"
    return len(shown)


# What cells of figures may say of a figure that is none; an empty one is to be filled in.
SAID = {"parts": {"未知", "not known"},
        "carbon_figures": {"未计入", "not counted", "未知", "not known", "没有碳债", "no debt", "计算期内不能偿还", "never within the horizon"}}
PAID_BACK = re.compile("((不早于|not before) )?[0-9]{4}")


def check_sign(table, cell, where):
    """Emissions of table 8-4, and they alone, are the negatives of what the results have."""
    taken_away = any(source.startswith("-") for source in cell["from"])
    assert taken_away == (table["id"] == "carbon_figures" and any("/other_gases/" in source for source in cell["from"])), where


def check_scenario_figures(model, project):
    """Table 8-4 has, of each scenario, the years, the net in t CO2e, every gas that is not in it, the yearly mean, when the debt is paid back, and the present value with what it rests on."""
    table = next(t for t in model["tables"] if t["id"] == "carbon_figures")
    runs = (project["carbon_impact"] or {"runs": []})["runs"]
    if not runs:
        assert not table["rows"] and table["notes"]
        return 0
    said = [source for row in table["rows"] for cell in row["cells"] for source in cell.get("from", [])]
    texts = [[cell["text"] for cell in row["cells"]] for row in table["rows"]]
    for i, run in enumerate(runs):
        at = f"/carbon_impact/runs/{i}/"
        assert at + "assumed/first_year" in said and at + "assumed/last_year" in said, f"{project['project_id']}: no years"
        if run["figures"]["net_tco2e"] is not None:
            assert {at + "figures/net_tco2e", at + "intervals/net_low_tco2e", at + "figures/mean_annual_tc"} <= set(said)
        for gas in ("methane", "soil_n2o"):
            emission = run["other_gases"][f"{gas}_emission_tco2e"]
            places = {f"-{at}other_gases/{gas}_{what}_tco2e" for what in ("emission", "low", "high")}
            assert not emission or places <= set(said), f"{project['project_id']}: {gas}"
        if run["figures"]["npv"] is not None:
            assert {at + "figures/npv"} | {at + "assumed/money/" + key for key in ("price", "growth", "discount")} <= set(said)
    impact = next(t for t in model["tables"] if t["id"] == "carbon_impact")
    last = str(runs[0]["assumed"]["last_year"])
    assert any(last in note for note in impact["notes"]), "table 8-2 does not say which year its end is"
    gases = any(run["other_gases"][f"{gas}_emission_tco2e"] != 0 for run in runs for gas in ("methane", "soil_n2o"))
    assert gases == any("8-4" in note for note in impact["notes"]) and gases == any("N2O" in row[1] or "CH4" in row[1] for row in texts), project["project_id"]
    return len(runs)


def check_factors(model, project):
    """Table 8-3 has every number that the scenarios assume of the project, and of each the unit."""
    table = next(t for t in model["tables"] if t["id"] == "carbon_factors")
    said = {source for row in table["rows"] for cell in row["cells"] for source in cell.get("from", [])}
    assert all(row["cells"][3]["text"] for row in table["rows"]), project["project_id"]
    gases = {factor["id"] for run in (project["carbon_impact"] or {"runs": []})["runs"] for factor in run["other_gases"]["factors"]}
    assert len(gases) == sum("/other_gases/" in source for source in said), project["project_id"]
    for i, run in enumerate((project["carbon_impact"] or {"runs": []})["runs"]):
        at = f"/carbon_impact/runs/{i}/assumed/"
        for k in range(len(run["assumed"]["restored"])):
            assert {f"{at}restored/{k}/{key}" for key in ("survival", "delay_years", "root_ratio")} <= said, project["project_id"]
        if (run["pools"]["above"]["stock_tc"] or 0) > 0:
            assert {f"{at}clearing/{key}" for key in run["assumed"]["clearing"]} <= said, project["project_id"]
        for one in run["assumed"]["curves"]:
            assert any(one["id"] == curve["id"] and f"/carbon_impact/runs/{r}/assumed/curves/{k}/a" in said or "points" in one
                       for r, other in enumerate(project["carbon_impact"]["runs"]) for k, curve in enumerate(other["assumed"]["curves"])), project["project_id"]


LISTS = {"zone_list", "region_ban", "region_class", "capacity_swap"}  # their rows are compared, not the ground


def check_not_concerned(model, project):
    """不涉及 only where the layer says clear, examined in full, of a project that was read in full, is no list and neither touches nor lies nearer than its border is known; of table 3 only of kinds that table 9 says it of."""
    words = ("不涉及", "not concerned")
    tables = {table["id"]: table for table in model["tables"]}
    whole = project["status"] == "ok"
    proved = sum(whole and layer["state"] == "clear" and layer["examined_share"] == 1 and layer["kind"] not in LISTS and layer["near_band"] not in ("touch", "boundary") for layer in project["layers"])
    said = [row["cells"][0]["text"] for row in tables["layers"]["rows"] if row["cells"][9]["text"].startswith(words)]
    assert len(said) == proved, f"{project['project_id']}: {len(said)} layers are called not concerned, {proved} are proved"
    for row in tables["sensitive"]["rows"]:
        if row["cells"][1]["text"].startswith(words):
            assert row["cells"][0]["text"] in said, f"{project['project_id']}: {row}"


def is_bound(project, kind, distance, named):
    """May something nearer lie where nobody looked? As `verify` decides it."""
    answers = [a for a in project["layers"] if a["kind"] == kind]
    examined = project["status"] == "ok" and answers and all(
        a["state"] in ("hit", "clear") and a["examined_share"] == 1 and a["outside_share"] == 0 for a in answers)
    return distance > 0 and not (examined and (named or distance <= max(a["search_distance_m"] for a in answers)))


def check_bounds(model, project):
    """Of tables 3, 7 and 9: a distance is called exact only where nothing nearer can be."""
    tables = {table["id"]: table for table in model["tables"]}
    for table, column in (("sensitive", 9), ("near", 4), ("layers", 7)):
        for row in tables[table]["rows"]:
            cell = row["cells"][column]
            if "number" not in cell:
                continue
            source = cell["from"][0].rsplit("/", 1)[0]
            at = pointed(project, source)
            distance = at["distance_m"] if "/features/" in source else at["nearest_m"]
            assert cell.get("at_most", False) == bool(is_bound(project, at["kind"], distance, "/features/" in source)), f"{project['project_id']} {table}: {cell}"
    return sum(cell.get("at_most", False) for table in model["tables"] for row in table["rows"] for cell in row["cells"])


def check_missing(run, model, project):
    """Table 11-2: what was not read and a size that nobody gave are asked of the project owner, first; layers only where the size is not what they lack."""
    owner = "建设单位" if model["lang"] == "zh" else "project owner"
    rows = [[cell["text"] for cell in row["cells"]] for row in next(t for t in model["tables"] if t["id"] == "missing")["rows"]]
    where = f"{project['project_id']}: {rows[:3]}"
    wanted = [run.asks[code][model["lang"]] for code in sorted({i["code"] for i in project["issues"] if i["severity"] == "error"} & set(run.asks))]
    if project["status"] != "ok":
        assert rows and rows[0][2] == owner and (not wanted or {row[0] for row in rows[:len(wanted)]} == set(wanted)), where
        assert rows[0][1], where
    if any(not part["sized"] for part in project["parts"]):
        words = ("面积", "宽度") if model["lang"] == "zh" else ("area", "width")
        assert any(row[2] == owner and any(w in row[0] for w in words) for row in rows[:len(wanted) + 1]), where
    keys = set(project["unknown"]) | {f"layer:{kind}" for kind in project["not_supplied"]}
    answers = {a["kind"]: a for a in project["layers"]}
    for key in sorted(keys):
        kind = key.removeprefix("layer:")
        there = kind != key and kind in answers and answers[kind]["reason_code"] == "point_only"
        assert there or any(row[0] and row[2] for row in rows), where
    # Beside them one row at most for each thing that an open finding waits for: what an exception asks to be shown, a statement that nobody claimed, what it is judged by.
    asked = sum(sum(not e.get("claimed") for e in f.get("evidence", [])) + len(f.get("not_claimed", [])) + 1 for f in project["findings"]
                if f["outcome"] != f["worst_possible"] and not f["unknown"])
    # And for each authority that is open what the owner can state, or one where nothing stated decides.
    tiers = sum(max(1, len(c["tier"]["asks"])) for c in project["checklists"] if c["tier"] is not None and not c["tier"]["certain"])
    assert len(rows) <= len(keys) + max(1, len(wanted)) + 1 + asked + tiers, where


def check_model(run, model):
    project = run.projects.get(model["project_id"], {})
    numbers = totals = 0
    for table in model["tables"]:
        columns = len(table["columns"])
        for r, row in enumerate(table["rows"]):
            assert len(row["cells"]) == columns, f"{table['id']} row {r}: {len(row['cells'])} cells, {columns} columns"
            for column, cell in zip(table["columns"], row["cells"]):
                where = f"{model['project_id']} table {table['id']} row {r} {column['title']}"
                if "number" in cell:
                    assert column["number"] or table["id"] == "basics", where  # a list of mixed items
                    check_sign(table, cell, where)
                    check_number(run, project, table["id"], cell, where)
                    numbers += 1
                elif column["number"]:
                    assert cell["text"] in ("", "不公开", "withheld") or cell["text"] in SAID.get(table["id"], ()) or (
                        table["id"] == "carbon_figures" and PAID_BACK.fullmatch(cell["text"])), f"{where}: {cell}"
        totals += check_totals(table)
    if not project:
        breakdowns.check_batch(model, list(run.projects.values()))
    else:
        totals += breakdowns.check_parts(model, project)
        check_not_concerned(model, project)
        totals += check_grand(model, project) + check_net(model)
        check_scenario_figures(model, project)
        check_factors(model, project)
        check_bounds(model, project)
        check_missing(run, model, project)
        assert len(project["access"]["rows"]) == len(next(t for t in model["tables"] if t["id"] == "access")["rows"])
    return numbers, totals
