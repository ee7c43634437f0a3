# SPDX-License-Identifier: Apache-2.0
"""What workbooks do beside saying what the model says: on paper, in the hands of who edits them, and with texts that show other than what they hold."""
import json
import re
import subprocess

import formats

FORMULA = '=HYPERLINK("http://example.org","x")'


def run(arguments):
    return subprocess.run([str(a) for a in arguments], check=True, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8").stdout


def projects_file(path, names):
    square = [[103.0, 30.0], [103.001, 30.0], [103.001, 30.001], [103.0, 30.001], [103.0, 30.0]]
    features = [{"type": "Feature", "properties": {"project_id": i, "name": name}, "geometry": {"type": "Polygon", "coordinates": [square]}} for i, name in names.items()]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")


def cells_of(path):
    return [v for sheet in formats.read_xlsx(path).values() for v in sheet.values()]


def check_formula(program, source, place):
    """A name that a spreadsheet would run is a text in the workbook, and stays one when somebody edits it."""
    projects_file(place / "f.geojson", {"F1": FORMULA})
    run([program, "screen", place / "f.geojson", "--layers", source / "layers/demo-yaan", "--as-of", "2026-10-01", "-o", place / "frun", "--quiet"])
    run([program, "report", place / "frun", "--format", "xlsx", "-o", place / "fout", "--quiet"])
    for name in ("F1.xlsx", "batch.xlsx"):
        cells = cells_of(place / "fout" / name)
        assert FORMULA in cells, f"{name}: the name is not there as it is"
        begins = {v for v in cells if isinstance(v, str) and v[:1] and v[0] in "=+-@"}
        assert FORMULA in begins and begins <= formats.text_formats(place / "fout" / name), f"{name}: who edits a text makes it a formula: {begins}"


def check_pages(place):
    """Every sheet on paper says whose it is, that its data are for demonstration, and how many pages there are."""
    for name, whose in (("YA-006", "YA-006"), ("batch", "项目 ")):
        for sheet, header, footer, across, fitted, repeated in formats.printed_pages(place / "batch" / f"{name}.xlsx"):
            assert header.startswith("&L") and "演示数据" in header and whose in header and len(header) <= 255, (sheet, header)
            assert sheet.startswith(header[2:].split("&R")[0][:10]), (sheet, header)
            assert footer == "&C&P / &N" and across == "landscape" and fitted, (sheet, footer, across, fitted)
            assert sheet in ("首页", "说明") or repeated.endswith("$1:$2"), (sheet, repeated)


def check_book(place):
    """batch.xlsx: no number of a table twice, no column without content for ids, and nothing said once for each project."""
    sheets = formats.read_xlsx(place / "batch" / "batch.xlsx")
    numbers = [name.split(" ")[0] for name in sheets]
    assert len(set(numbers)) == len(numbers), numbers
    for name, cells in sheets.items():
        titles = [v for (row, column), v in cells.items() if row == 1]
        assert name in ("首页", "说明") or titles.count("项目编号") <= 1, (name, titles)
        words = [re.sub(r"^[A-Z0-9, -]+  ", "", v) for v in cells.values() if isinstance(v, str) and len(v) > 40]
        if name == "说明":
            assert len(set(words)) == len(words), name
            assert all(re.match(r"[A-Z]+-", v) for v in cells.values() if "本项目未能" in v), name


def check_claims(program, folder, place):
    """What is stated and found is a number in the workbook, and looks as in the other documents."""
    claims = ["project_id,kind,layer,value,unit", "YA-006,area,,5.85,hm2", "YA-034,length,redline,9.999,km", "YA-006,unit_code,,ZH51182320002,", "YA-006,distance,river_area,3210,m"]
    (place / "claims.csv").write_text("\n".join(claims) + "\n", encoding="utf-8")
    run([program, "report", folder, "--format", "xlsx,json", "--claims", place / "claims.csv", "--project", "YA-006,YA-034", "-o", place / "claimed"])
    for name, least in (("YA-006", 4), ("YA-034", 3)):
        model = json.loads((place / "claimed" / f"{name}.json").read_text(encoding="utf-8"))
        table = next(t for t in model["tables"] if t["number"] == "13")
        cells = next(c for sheet, c in formats.read_xlsx(place / "claimed" / f"{name}.xlsx").items() if sheet.startswith("表13"))
        numbers = 0
        for r, row in enumerate(table["rows"]):
            for c in (1, 2, 3):
                told = re.fullmatch(r"(?:[≤≥] )?(-?[\d.]+)(?: ?[^\d ]\S*)?", row["cells"][c]["text"])
                if told:
                    assert cells[r + 2, c] == float(told[1]), (name, row["cells"][c]["text"], cells[r + 2, c])
                    numbers += 1
        assert numbers >= least, (name, numbers, table["rows"])


def check_signs(program, source, place):
    """Signs that turn a line are shown, and no place of the machine is, in what people read."""
    folder = place / "signs" / "with blank (1)"
    folder.mkdir(parents=True)
    projects_file(folder / "s.geojson", {i: "\u7532\u202e\u4e59" for i in ("S1", "S2")})
    texts = {"screen": run([program, "screen", folder / "s.geojson", "--layers", source / "layers/demo-yaan", "--as-of", "2026-10-01", "-o", place / "srun"])}
    run([program, "report", place / "srun", "--format", "json,html,xlsx", "-o", place / "sout"])
    texts["report.html"] = (place / "srun" / "report.html").read_text(encoding="utf-8")
    for name in ("S1", "S2", "batch"):
        for form in ("json", "html"):
            texts[f"{name}.{form}"] = (place / "sout" / f"{name}.{form}").read_text(encoding="utf-8")
        texts[f"{name}.xlsx"] = "\n".join(str(v) for v in cells_of(place / "sout" / f"{name}.xlsx"))
    for name, text in texts.items():
        assert "\u202e" not in text, f"{name}: a sign that turns the line is not shown"
        assert "\\u202e" in text, f"{name}: the sign is not there at all"
        for where in (folder, source.resolve(), place):
            at = text.find(str(where))
            assert name == "screen" or at < 0, f"{name}: names a place of the machine: {text[max(0, at - 60):at + 120]}"
    assert "s.geojson" in texts["report.html"] and "s.geojson" in texts["S2.json"], "the file has a name no more"
