#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes documents of the bundled sample and reads them back.

    read_back.py --program PROGRAM --source DIR FORMAT     json: figures, sums and structure of the model; else: the file says what the model says
    read_back.py ... --write                               json: writes the golden structure anew

Ten projects: points, lines, areas, several parts with roles, restricted and partly examined places, and one whose name a spreadsheet would run as a formula.
"""
import argparse
import csv
import json
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import figures
import formats
import workbooks

HERE = Path(__file__).resolve().parent
PROJECTS = ["YA-003", "YA-006", "YA-007", "YA-015", "YA-018", "YA-024", "YA-034", "YA-043", "YA-046", "YA-075"]


def run(arguments, **options):
    return subprocess.run([str(a) for a in arguments], check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, **options)


def read_csv(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def structure(model):
    out = [f"# {model['title']}"]
    for block in model["blocks"]:
        if block["kind"] == "heading":
            out.append("#" * (block["level"] + 1) + " " + block["text"])
        elif block["kind"] == "table":
            table = model["tables"][block["table"]]
            out.append(f"[{table['id']}] {model['table_word'] if table['number'] else ''}{table['number']} {table['caption']}: " + " | ".join(c["title"] for c in table["columns"]))
        elif block["kind"] == "picture":
            picture = model["pictures"][block["picture"]]
            out.append(f"({picture['id']}) {picture['word']}{picture['number']} {picture['caption']}")
        elif block["kind"] in ("signatures", "page_break"):
            out.append(f"<{block['kind']}> " + " ".join(model["signatures"] if block["kind"] == "signatures" else []))
    return "\n".join(out) + "\n"


def check_structure(models, lang, write):
    golden = HERE / f"structure.{lang}.txt"
    text = structure(models["YA-006"]) + "\n" + structure(models["batch"])
    if write:
        golden.write_text(text, encoding="utf-8")
    assert golden.read_text(encoding="utf-8") == text, f"{golden} differs; look, then --write"


def report(program, folder, out, lang, form, projects=()):
    chosen = ["--project", ",".join(projects)] if projects else []
    run([program, "report", folder, "--format", form, "-o", out, "--lang", lang, "--quiet", *chosen])


def models_of(program, folder, place, lang, projects):
    out = place / f"json-{lang}"
    if not out.exists():
        report(program, folder, out, lang, "json", projects)
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(out.glob("*.json")) if path.stem != "documents"}


def can_write(source, form):
    if form == "pdf" and not shutil.which("pdftotext"):
        return False
    script = source / "documents" / f"write_{form}.py"
    return not script.exists() or any(subprocess.run([p, script, "--check"], capture_output=True, check=False).returncode == 0 for p in ("python3", "/usr/bin/python3"))


def check_once(models, lang):
    """Ground of two parts counts once: where all parts occupy ground, the units have the area of the footprint."""
    name = "Total" if lang == "en" else "合计"
    for project in ("YA-003", "YA-015", "YA-028"):
        tables = {table["id"]: table for table in models[project]["tables"]}
        area = next(row["cells"][i + 1]["number"] for row in tables["basics"]["rows"] for i in (0, 2) if "number" in row["cells"][i + 1])
        rows = tables["units"]["rows"]
        total = next((row for row in rows if row["total"] and row["cells"][0]["text"] == name), rows[0])
        assert abs(total["cells"][8]["number"] - area) < 0.015, (project, total, area)


def check_front(known, model):
    """What the first page leaves out stands in a table: each rule with what it asks for, each thing that is missing."""
    result = known.projects[model["project_id"]]
    tables = {table["id"]: table for table in model["tables"]}
    zh = model["lang"] == "zh"
    rules = {row["cells"][0]["text"]: [cell["text"] for cell in row["cells"]] for row in tables["rules"]["rows"]}
    texts = [b.get("text", "") for b in model["blocks"]]
    start, end = (next(i for i, text in enumerate(texts) if text in words)
                  for words in (("2 须办理事项", "2 What must be done"), ("3 缺少的资料及提供单位", "3 What is missing, and who can supply it")))
    possible = next((i for i, text in enumerate(texts) if text.startswith(("待定事项", "Not determined yet"))), end)
    for finding in result["findings"]:
        action, worst = (finding[key] if zh else finding[key + "_en"] or finding[key] for key in ("action", "worst_action"))
        column = rules[finding["rule"]][7]
        assert column.startswith(action) and column.endswith(worst or ""), (model["project_id"], finding["rule"])
        # What only the worst possible outcome asks for is nothing that must be done.
        assert finding["certain"] or not action, (model["project_id"], finding["rule"])
        for text in texts[start:possible]:
            assert not (worst and text.startswith(finding["rule"] + " ") and text.endswith(worst)), (model["project_id"], text)
    for finding in result["findings"]:  # what is prohibited is nothing to apply for
        if finding["outcome"] != "prohibited":
            continue
        lines = [i for i, text in enumerate(texts) if text.startswith(finding["rule"] + " ")]
        done = next(i for i, text in enumerate(texts) if text in ("2 须办理事项", "2 What must be done"))
        assert all(i < done for i in lines), (model["project_id"], finding["rule"])


def check_json(program, folder, place, write):
    known = figures.Run(folder, read_csv)
    milder = sum(bool(f["worst_action"]) and f["certain"] for p in known.projects.values() for f in p["findings"])
    assert milder > 0, "no finding of the sample is certain and may be worse"
    for lang in ("zh", "en"):
        models = models_of(program, folder, place, lang, ())
        assert set(known.projects) | {"batch"} == set(models), set(known.projects) ^ set(models)
        numbers = totals = pictures = 0
        for model in models.values():
            for picture in model["pictures"]:
                formats.check_svg(picture["svg"])
            pictures += len(model["pictures"])
            n, t = figures.check_model(known, model)
            if model["project_id"]:
                check_front(known, model)
            numbers, totals = numbers + n, totals + t
        check_once(models, lang)
        check_structure(models, lang, write)
        assert numbers > 5000 and totals > 200 and pictures > 200, (numbers, totals, pictures)
        print(f"{lang}: {len(models)} documents, {numbers} numbers as in the run, {totals} totals close, {pictures} pictures")


def check_units_alone(program, source, place):
    """A project without geometry, of which only the official system's units are known: its chapter names them, leaves cells to fill in, and clears nothing."""
    (place / "units.csv").write_text("project_id,code,name,class,project_name\nU1,ZH51182320002,甲单元,重点管控单元,只有编码的项目\n", encoding="utf-8")
    run([program, "screen", "--units", place / "units.csv", "--layers", source / "layers/demo-yaan", "--as-of", "2026-10-01", "-o", place / "urun", "--quiet"])
    report(program, place / "urun", place / "uout", "zh", "json")
    model = json.loads((place / "uout" / "U1.json").read_text(encoding="utf-8"))
    figures.check_model(figures.Run(place / "urun", read_csv), model)
    tables = {table["id"]: table for table in model["tables"]}
    units = [[cell["text"] for cell in row["cells"]] for row in tables["units"]["rows"]]
    assert units and units[0][1] == "ZH51182320002" and units[0][8:12] == [""] * 4, units
    assert not any("不涉及" == row["cells"][1]["text"] for row in tables["sensitive"]["rows"]), "a place that nobody knows is cleared"
    assert tables["access"]["rows"], "no row of the lists"


def check_unreadable(program, source, place):
    """A project that could not be read: the first page of a Chinese document has no sentence of the program, and no area that nobody knows is a bar of 0."""
    (place / "bad.csv").write_text("project_id,name,wkt\nX1,甲,POINT (500 30)\nX2,乙,POINT (103 30)\n", encoding="utf-8")
    run([program, "screen", place / "bad.csv", "--crs", "EPSG:4490", "--layers", source / "layers/demo-yaan", "--as-of", "2026-10-01", "-o", place / "brun", "--quiet"])
    report(program, place / "brun", place / "bout", "zh", "json")
    model = json.loads((place / "bout" / "X1.json").read_text(encoding="utf-8"))
    front = [b.get("text", "") for b in model["blocks"][:next(i for i, b in enumerate(model["blocks"]) if b["kind"] == "page_break")]]
    assert not any("coordinate" in text or "outside" in text for text in front), front
    assert not any("精度" in cell["text"] for row in model["tables"][0]["rows"] for cell in row["cells"])
    batch = json.loads((place / "bout" / "batch.json").read_text(encoding="utf-8"))
    assert not any(p["id"] == "batch_area" for p in batch["pictures"])  # neither has an area


def map_rows(folder, table, kind):
    with sqlite3.connect(folder / "maps.gpkg") as base:
        return base.execute(f"select count(*) from {table} where layer_kind = ?", (kind,)).fetchone()[0]


def sheets_of(model):
    return [p for p in model["pictures"] if p["id"].startswith("sheet_")]


def check_sheets(program, source, folder, place):
    """A layer that may not be shown is on no sheet, which says so; one that is not there is hatched ground, never blank; a run without shapes has no sheets, and says why."""
    assert map_rows(folder, "around", "redline") > 20 and map_rows(folder, "around", "heritage") > 0
    with sqlite3.connect(folder / "maps.gpkg") as base:
        levels = dict(base.execute("select name, count(*) from border group by 1"))
    assert set(levels) == {"county"} and levels["county"] > 50, levels  # of one city: the outer side of its border is not known
    model = json.loads((place / "json-zh" / "YA-015.json").read_text(encoding="utf-8"))
    location = sheets_of(model)[0]["svg"]
    for words in (">汉源县<", ">石棉县<", ">县级界线<", "资料来源：雅安市县级行政区", "不作划界依据"):
        assert words in location, words
    layers = place / "restricted"
    shutil.copytree(source / "layers/demo-yaan", layers)
    manifest = layers / "redline.yaml"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace('disclosure: "full"', "disclosure: yes_no"), encoding="utf-8")
    manifest = layers / "admin.yaml"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace('disclosure: "full"', "disclosure: area"), encoding="utf-8")
    for path in layers.glob("heritage.*"):
        path.unlink()
    run([program, "screen", layers / "projects", "--layers", layers, "--as-of", "2026-10-01", "-o", place / "rrun", "--quiet"])
    assert map_rows(place / "rrun", "around", "redline") == map_rows(place / "rrun", "not_examined", "redline") == 0
    assert map_rows(place / "rrun", "border", "admin") == map_rows(place / "rrun", "around", "admin") == map_rows(place / "rrun", "not_examined", "admin") == 0
    assert map_rows(place / "rrun", "around", "heritage") == 0 and map_rows(place / "rrun", "not_examined", "heritage") == 103
    report(program, place / "rrun", place / "rout", "en", "json", PROJECTS[:2])
    for name in PROJECTS[:2]:
        sheets = sheets_of(json.loads((place / "rout" / f"{name}.json").read_text(encoding="utf-8")))
        assert "Administrative areas are not disclosed" in sheets[0]["svg"]
        assert "County border" not in sheets[0]["svg"] and "汉源县<" not in sheets[0]["svg"]
        protected = next(p["svg"] for p in sheets if p["id"] == "sheet_protected")
        assert "Not disclosed, not drawn" in protected and ">Not known: Heritage site<" in protected
        assert not any("Overlap: Red line" in p["svg"] or "生态保护红线（" in p["svg"] for p in sheets)
    (place / "rrun" / "maps.gpkg").write_bytes(b"other")
    report(program, place / "rrun", place / "rout2", "en", "json", PROJECTS[:1])
    model = json.loads((place / "rout2" / f"{PROJECTS[0]}.json").read_text(encoding="utf-8"))
    assert not sheets_of(model) and any(b.get("text", "").startswith("No map sheets: ") for b in model["blocks"])


def check_edited(program, folder, place):
    """A map that somebody only opened serves as before; one that somebody edited gives neither points nor sheets, and documents say so."""
    opened = place / "opened"
    shutil.copytree(folder, opened)
    before = (opened / "evidence.gpkg").read_bytes()
    with sqlite3.connect(opened / "evidence.gpkg") as base:  # as desktop programs do
        base.execute("pragma journal_mode=wal")
        base.execute("create table layer_styles(id integer)")
        base.execute("pragma journal_mode=delete")
    assert (opened / "evidence.gpkg").read_bytes() != before
    report(program, opened, place / "opened-out", "zh", "json", PROJECTS[:1])
    name = f"{PROJECTS[0]}.json"
    assert (place / "opened-out" / name).read_bytes() == (place / "json-zh" / name).read_bytes()
    with sqlite3.connect(opened / "evidence.gpkg") as base:
        for (trigger,) in base.execute("select name from sqlite_master where type = 'trigger'").fetchall():
            base.execute(f'drop trigger "{trigger}"')  # they call functions that only GDAL has
        assert base.execute("update overlap set area_m2 = area_m2 * 2 where fid = 1").rowcount == 1
    report(program, opened, place / "edited-out", "zh", "json", PROJECTS[:1])
    model = json.loads((place / "edited-out" / name).read_text(encoding="utf-8"))
    points = next(t for t in model["tables"] if t["id"] == "boundary")
    assert not points["rows"] and any("与本次运行写出时不一致" in note for note in points["notes"]), points["notes"]
    assert not sheets_of(model)


def check_scale(path, model):
    """A millimetre of a map sheet is one on the paper, too: its words are as far apart as the sheet says."""
    words = subprocess.run(["pdftotext", "-bbox", str(path), "-"], capture_output=True, check=True).stdout.decode("utf-8")
    pages = [re.findall(r'<word xMin="[^"]*" yMin="([^"]*)"[^>]*>([^<]*)<', page) for page in words.split("<page ")[1:]]
    sheets = sheets_of(model)
    for sheet in sheets:
        level = [t for t in re.findall(r'<text x="[^"]*" y="([^"]*)" font-size="([^"]*)"([^>]*)>([^<> ]+)</text>', sheet["svg"]) if "rotate" not in t[2]]
        page = max(pages, key=lambda p: len({t[3] for t in level} & {word for _, word in p}))
        at = {text: [float(y) for y, word in page if word == text] for _, _, _, text in level}
        top = {text: float(y) - 1.16 * float(size) for y, size, _, text in level}  # of the box of a word in this font, of which -bbox tells
        alone = sorted((top[text], there[0]) for text, there in at.items() if len(there) == 1 and sum(t[3] == text for t in level) == 1)
        assert len(alone) > 1, f"{sheet['id']}: no two words to measure between"
        best = (alone[-1][0] - alone[0][0], alone[-1][1] - alone[0][1])
        assert best[0] > 30, f"{sheet['id']}: only {best[0]} mm between words"
        ratio = best[1] / 72 * 25.4 / best[0]
        assert abs(ratio - 1) < 0.002, f"{sheet['id']}: {best[0]} mm of the sheet are {ratio * best[0]:.2f} mm on the page"
    return len(sheets)


def check_long_name(program, source, place):
    """A name of any length: whole on the page; the properties of the file hold what fits."""
    name = "超长名称" * 100
    (place / "l.csv").write_text(f"project_id,name,wkt\nL1,{name},POINT (103 30)\n", encoding="utf-8")
    run([program, "screen", place / "l.csv", "--crs", "EPSG:4490", "--layers", source / "layers/demo-yaan", "--as-of", "2026-10-01", "-o", place / "lrun", "--quiet"])
    report(program, place / "lrun", place / "lout", "zh", "docx,json")
    model = json.loads((place / "lout" / "L1.json").read_text(encoding="utf-8"))
    assert formats.check_docx(place / "lout" / "L1.docx", model) and name in json.dumps(model, ensure_ascii=False)
    pairs = [(row["cells"][i]["text"], row["cells"][i + 1]["text"]) for row in model["tables"][0]["rows"] for i in (0, 2)]
    areas = [value for item, value in pairs if "面积" in item]
    assert areas and all(text.startswith("未知") for text in areas), areas


def check_format(program, folder, place, form):
    check = getattr(formats, "check_" + form)
    projects = PROJECTS[:3] if form == "pdf" else PROJECTS  # a page takes WeasyPrint a second
    twice = projects[:1] if form == "pdf" else projects[:2]
    for lang in ("zh", "en"):
        models = models_of(program, folder, place, lang, projects)
        out, again = place / f"{form}-{lang}", place / f"{form}-{lang}-again"
        report(program, folder, out, lang, form, projects)
        report(program, folder, again, lang, form, twice)
        cells = 0
        for name in projects:
            cells += check(out / f"{name}.{form}", models[name])
            if form == "pdf":
                assert check_scale(out / f"{name}.{form}", models[name]) > 1
                first = subprocess.run(["pdftotext", "-l", "1", str(out / f"{name}.{form}"), "-"], capture_output=True, check=True).stdout.decode("utf-8")
                assert models[name]["signatures"][-1] in first, f"{name}: the first page does not hold the line to sign on"
        for name in twice:
            assert (out / f"{name}.{form}").read_bytes() == (again / f"{name}.{form}").read_bytes(), f"{name}.{form}: other bytes the second time"
        print(f"{form} {lang}: {len(projects)} documents say what the model says ({cells} rows or numbers)")


def check_batch(program, folder, place):
    """batch.xlsx: the rows of all projects, with the project's id before each."""
    report(program, folder, place / "batch", "zh", "xlsx")
    sheets = formats.read_xlsx(place / "batch" / "batch.xlsx")
    access = next(cells for name, cells in sheets.items() if name.startswith("表2 生态环境准入"))
    rows = sum(1 for (row, column) in access if column == 0 and row >= 2 and (row, 8) in access)
    expected = len(read_csv(folder / "access.csv"))
    assert rows == expected, (rows, expected)
    # Issues of the run stand once, those of the projects by project.
    cells = next(cells for name, cells in sheets.items() if "数据问题" in name)
    whose = Counter(cells[row, 1] for row, column in cells if column == 1 and row >= 2)
    results = [json.loads(line) for line in (folder / "results.jsonl").read_text(encoding="utf-8").splitlines()]
    of_run = len(json.loads((folder / "run.json").read_text(encoding="utf-8"))["issues"])
    assert of_run > 0 and whose == {"本次": of_run, "项目": sum(len(r["issues"]) for r in results)}, whose
    report(program, folder, place / "batch-json", "zh", "json")
    model = json.loads((place / "batch-json" / "batch.json").read_text(encoding="utf-8"))
    table = next(t for t in model["tables"] if t["id"] == "issues")
    assert [row["cells"][0]["text"] for row in table["rows"]] == ["本次"] * of_run + [r["project_id"] for r in results for _ in r["issues"]]
    for row in table["rows"]:
        assert "\n程序原文：" in row["cells"][4]["text"] and not row["cells"][5]["text"].startswith("程序原文"), row


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--source", required=True, type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("format", choices=["json", "xlsx", "html", "docx", "pdf"])
    options = parser.parse_args()
    if not can_write(options.source, options.format):
        print(f"skipped: what writes or reads .{options.format} is not here (./dev setup test)")
        return 77
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        run([options.program, "demo", "-o", place / "run", "--quiet"])
        if options.format == "json":
            check_json(options.program, place / "run", place, options.write)
            check_unreadable(options.program, options.source, place)
            check_units_alone(options.program, options.source, place)
            check_sheets(options.program, options.source, place / "run", place)
            check_edited(options.program, place / "run", place)
        else:
            check_format(options.program, place / "run", place, options.format)
        if options.format == "docx":
            check_long_name(options.program, options.source, place)
        if options.format == "xlsx":
            check_batch(options.program, place / "run", place)
            workbooks.check_pages(place)
            workbooks.check_book(place)
            workbooks.check_claims(options.program, place / "run", place)
            workbooks.check_signs(options.program, options.source, place)
            workbooks.check_formula(options.program, options.source, place)
    return 0


if __name__ == "__main__":
    sys.exit(main())
