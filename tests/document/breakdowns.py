# SPDX-License-Identifier: Apache-2.0
"""Tables that break a project or a batch down, counted again from the results: the parts of a project, and projects by county and control unit (tables 4 to 6 of the batch)."""
from collections import defaultdict
from fractions import Fraction

OUTCOMES = ("prohibited", "restricted", "conditional", "undetermined", "allowed")
OCCUPIES = {"permanent", "reservoir", "temporary", "camp", "spoil", "borrow"}


def table_of(model, name):
    return next(t for t in model["tables"] if t["id"] == name)


def number(cell):
    """0 of a cell that says nothing."""
    return Fraction(0) if cell.get("below") or "number" not in cell else Fraction(cell["text"])


def check_parts(model, project):
    """Every part, once; those without size are not known; parts that count add up to the total in both units where none lies on another."""
    rows = table_of(model, "parts")["rows"]
    parts = project["parts"]
    assert len(rows) == (len(parts) + 1 if parts else 0), project["project_id"]
    for part, row in zip(parts, rows):
        cells = row["cells"]
        assert cells[0]["text"] == part["part_id"], cells
        assert (cells[2]["text"] in ("未知", "not known")) == (not part["sized"]), cells
        assert ("number" in cells[5]) == (part["start_year"] is not None) and ("number" in cells[6]) == (part["end_year"] is not None), cells
        assert (cells[7]["text"] in ("计入", "yes")) == (part["role"] in OCCUPIES), cells
    counted = [(part, row["cells"]) for part, row in zip(parts, rows) if part["role"] in OCCUPIES and part["sized"]]
    whole = sum(Fraction(repr(part["area_ellipsoidal_m2"])) for part, _ in counted)
    if not counted or abs(whole - Fraction(repr(project["area_ellipsoidal_m2"]))) > Fraction(len(counted), 100):
        return 0
    for column in (2, 3):
        printed = sum(number(cells[column]) for _, cells in counted)
        assert printed == number(rows[-1]["cells"][column]), f"{project['project_id']}: parts add up to {float(printed)}"
    return 1


def by_county(projects):
    out = defaultdict(list)
    for project in projects:
        for code in [c for c in project["regions"] if len(c) == 6 and not c.endswith("00")] or [""]:
            out[code].append(project)
    return out


def ids_in(cell):
    return [source.split(":/")[0] for source in cell["from"]]


def check_counties(model, groups):
    """Each county has the projects that the results have there, by outcome; what is printed of their areas adds up."""
    rows = iter(table_of(model, "batch_counties")["rows"])
    for code, projects in sorted(groups.items()):
        printed = Fraction(0)
        for outcome in OUTCOMES:
            here = [p["project_id"] for p in projects if p["outcome"] == outcome]
            if not here:
                continue
            cells = next(rows)["cells"]
            known = [p["project_id"] for p in projects if p["outcome"] == outcome and p["area_ellipsoidal_m2"]]
            assert code in cells[0]["text"] and ids_in(cells[2]) == here and cells[2]["number"] == len(here), cells
            assert ids_in(cells[3]) == [p["project_id"] for p in projects if p["outcome"] == outcome and p["worst_possible"] == "prohibited"], cells
            assert cells[4].get("from", []) == [f"{p}:/area_ellipsoidal_m2" for p in known] and cells[5]["number"] == len(here) - len(known), cells
            printed += number(cells[4])
        total = next(rows)
        assert total["total"] and total["cells"][2]["number"] == len(projects) and number(total["cells"][4]) == printed, total
    assert next(rows, None) is None


def check_net(model, groups):
    for (code, projects), row in zip(sorted(groups.items()), table_of(model, "batch_net")["rows"], strict=True):
        nets = [(p["carbon_impact"] or {"runs": [{"figures": {"net_tc": None}}]})["runs"][0] for p in projects]
        known = [run for run in nets if run["figures"]["net_tc"] is not None]
        cells = row["cells"]
        assert code in cells[0]["text"] and len(cells[1].get("from", [])) == len(known), cells
        assert [cell["number"] for cell in cells[2:]] == [len(known), sum(run["net_is"] != "exact" for run in known), len(nets) - len(known)], cells


def check_units(model, projects):
    met = defaultdict(set)
    for project in projects:
        for unit in project["access"]["units"]:
            if unit["kind"] == "zone_unit" and unit["code"]:
                met[unit["code"]].add(project["project_id"])
    outcome, worst = ({p["project_id"]: p[key] for p in projects} for key in ("outcome", "worst_possible"))
    rows = [row["cells"] for row in table_of(model, "batch_units")["rows"]]
    assert {cells[0]["text"]: set(ids_in(cells[2])) for cells in rows} == met
    for cells in rows:
        assert [set(ids_in(cell)) for cell in cells[3:-1]] == [{p for p in met[cells[0]["text"]] if outcome[p] == word} for word in OUTCOMES], cells
        assert set(ids_in(cells[-1])) == {p for p in met[cells[0]["text"]] if worst[p] == "prohibited"}, cells
    assert [cells[2]["number"] for cells in rows] == sorted((cells[2]["number"] for cells in rows), reverse=True)


def check_batch(model, projects):
    groups = by_county(projects)
    check_counties(model, groups)
    check_net(model, groups)
    check_units(model, projects)
