#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every word of the documents is in their language: no Latin word in Chinese ones, no Chinese one in English ones, but what language.allow.txt permits with a reason,
and names that the data hold (projects, units, layers, features, publishers).

    language.py --program PROGRAM --source DIR [--list]     --list: every word that is not permitted, once for each place, instead of failing at the first few
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
from pathlib import Path

import formats

HERE = Path(__file__).resolve().parent
WORD = {"zh": re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ][A-Za-zÀ-ÖØ-öø-ÿ_'-]*"), "en": re.compile(r"[\u3001-\u303f\u3400-\u9fff\uff00-\uffef]+|\b[a-z]+(?:_[a-z]+)+\b")}
# Projects that the sample does not have: official units alone, a bare point, a line with a width, several roles, one that cannot be read, one of few attributes.
SQUARE = [[102.97, 29.98], [102.9725, 29.98], [102.9725, 29.982], [102.97, 29.982], [102.97, 29.98]]
MORE = [("P1", "点位项目", {}, {"type": "Point", "coordinates": [102.99, 29.99]}),
        ("P2", "带半径的点", {"radius_m": 30}, {"type": "Point", "coordinates": [102.99, 29.99]}),
        ("P3", "线路项目", {"width_m": 20, "project_type": "road"}, {"type": "LineString", "coordinates": [[102.97, 29.97], [102.99, 29.99]]}),
        ("P4", "多地块项目", {"part_id": "a", "role": "permanent", "project_type": "hydropower"}, {"type": "Polygon", "coordinates": [SQUARE]}),
        ("P4", "多地块项目", {"part_id": "b", "role": "spoil", "project_type": "hydropower"},
         {"type": "Polygon", "coordinates": [[[x + 0.01, y] for x, y in SQUARE]]}),
        ("P4", "多地块项目", {"part_id": "c", "role": "tunnel", "project_type": "hydropower"},
         {"type": "LineString", "coordinates": [[102.97, 29.98], [102.99, 29.98]]}),
        ("P5", "界外项目", {"project_type": "pv"}, {"type": "Polygon", "coordinates": [[[x + 1, y + 1] for x, y in SQUARE]]}),
        ("P6", "没有面积的项目", {}, {"type": "Polygon", "coordinates": [[[102.9, 29.9], [102.91, 29.91], [102.9, 29.9], [102.9, 29.9]]]}),
        ("P7", "没有图形的项目", {}, None)]
UNITS = "project_id,code,name,class,project_name\nU1,ZH51182320002,甲单元,重点管控单元,只有编码的项目\nU2,YS5118262330001,乙分区,,只有分区编码的项目\n"


def run(*arguments):
    subprocess.run([str(a) for a in arguments], check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def allowed(lang):
    """(place, what) of the lines `zh|en <place regex> <regex>`; the reason is the comment above them."""
    out = []
    for number, line in enumerate((HERE / "language.allow.txt").read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        which, place, what = line.split(maxsplit=2)
        assert which in ("zh", "en"), f"language.allow.txt:{number}"
        if which == lang:
            out.append((re.compile(place), re.compile(what)))
    return out


class Names:
    """What the data call things: a text of a document may quote it, in whole or, where a label is broken or cut, in part."""

    def __init__(self, folder, lang):
        found = set()
        run_json = json.loads((folder / "run.json").read_text(encoding="utf-8"))
        for layer in run_json["layers"]:
            found |= {layer.get(key) for key in ("title", "title_en", "publisher", "version", "document")}
        for line in (folder / "results.jsonl").read_text(encoding="utf-8").splitlines():
            project = json.loads(line)
            found |= {project["project_id"], project["name"]} | {part["part_id"] for part in project["parts"]}
            found |= {unit.get(key) for unit in project["access"]["units"] for key in ("code", "name", "county", "city")}
            for finding in project["findings"]:
                found |= {str(feature["fields"][key]) for feature in finding["features"] for key in ("name", "code") if key in feature["fields"]}
            found |= {Path(issue["file"] or "").name for issue in project["issues"]} | {issue["feature"] for issue in project["issues"]}
        found |= {Path(issue["file"] or "").name for issue in run_json["issues"]}
        if lang == "en":
            with open(folder / "access.csv", encoding="utf-8-sig", newline="") as file:
                found |= {row["text"] for row in csv.DictReader(file)}
        if (folder / "maps.gpkg").exists():
            with sqlite3.connect(folder / "maps.gpkg") as base:
                found |= {row[0] for row in base.execute("select distinct name from around")}
        with open(Path(__file__).resolve().parents[2] / "documents/places.csv", encoding="utf-8", newline="") as file:
            found |= {row["name"] for row in csv.DictReader(file)}
        self.names = sorted({name for name in found if name and WORD[lang].search(name)}, key=len, reverse=True)
        self.whole, self.lang = "\n".join(self.names), lang
        # Some hundred names to an expression, longest first.
        self.expressions = [re.compile("(?<![A-Za-z])(?:" + "|".join(re.escape(name) for name in self.names[i:i + 200]) + ")(?![A-Za-z])") for i in range(0, len(self.names), 200)]

    def without(self, text, drawn):
        for expression in self.expressions:
            text = expression.sub(" ", text)
        if not drawn:
            return text
        return WORD[self.lang].sub(lambda m: " " if len(m[0]) > (0 if self.lang == "en" else 1) and m[0] in self.whole else m[0], text)


def cells_of(model):
    """(place, text) of a model."""
    for key in ("title", "subtitle", "disclaimer"):
        yield key, model[key]
    yield from (("signatures", word) for word in model["signatures"])
    yield from ((f"block.{block['kind']}", block["text"]) for block in model["blocks"] if block.get("text"))
    for table in model["tables"]:
        yield table["id"] + ".caption", table["caption"]
        yield from ((f"{table['id']}.head", column["title"]) for column in table["columns"])
        for row in table["rows"]:
            yield from ((f"{table['id']}.{column}", cell["text"]) for column, cell in enumerate(row["cells"]))
        yield from ((table["id"] + ".note", note) for note in table["notes"])
    for picture in model["pictures"]:
        yield from ((f"{picture['id']}.{key}", picture[key]) for key in ("caption", "alt"))
        yield from ((picture["id"] + ".note", note) for note in picture["notes"])
        texts = re.findall(r"<text[^>]*>([^<]*)</text>", picture["svg"])
        yield from ((picture["id"] + ".drawn", text) for text in texts)


def cells_of_book(path):
    for sheet, cells in formats.read_xlsx(path).items():
        yield "book.sheet", sheet
        yield from ((f"book.{sheet}.{column}", value) for (row, column), value in cells.items() if isinstance(value, str) and row < 2)


def wrong_words(places, names, allow, lang):
    out = {}
    for place, text in places:
        left = text.replace("&amp;", "&").replace("&#39;", "'").replace("&quot;", '"').replace("&lt;", "<").replace("&gt;", ">")
        if not WORD[lang].search(left):
            continue
        for where, what in allow:
            if where.fullmatch(place):
                left = what.sub(" ", left)
        if WORD[lang].search(left):
            left = names.without(left, place.endswith(".drawn"))
        for word in WORD[lang].findall(left):
            out.setdefault((place, word), text)
    return out


def claims_of(folder, path, lang):
    """A table of statements in the language of the document, of every project: what was found and why it could not be is said in that language, too."""
    words = {"zh": ("项目编号,指标,图层,数值,单位", [("面积", "", "1", "公顷"), ("不涉及", "生态保护红线", "是", ""), ("距离", "自然保护地", "500", "米"), ("结论", "", "允许", "")]),
             "en": ("project_id,kind,layer,value,unit", [("area", "", "1", "hm2"), ("absent", "redline", "", ""), ("distance", "pa", "500", "m"), ("verdict", "", "allowed", "")])}
    head, rows = words[lang]
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(head + "\n")
        for line in (folder / "results.jsonl").read_text(encoding="utf-8").splitlines():
            csv.writer(file).writerows([json.loads(line)["project_id"], *row] for row in rows)
    return path


def make_runs(program, source, place):
    run(program, "demo", "-o", place / "run", "--quiet")
    features = [{"type": "Feature", "properties": {"project_id": i, "name": n, **p}, "geometry": g} for i, n, p, g in MORE]
    (place / "more.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    (place / "units.csv").write_text(UNITS, encoding="utf-8")
    layers = source / "layers/demo-yaan"
    more = ["--layers", layers, "--as-of", "2026-10-01", "--quiet"]
    run(program, "screen", place / "more.geojson", "--units", place / "units.csv", *more, "-o", place / "more")
    # Without some layers, with others that are restricted or out of force.
    poor = place / "layers"
    shutil.copytree(layers, poor)
    for name in ("heritage", "wetland", "zone_element"):
        (poor / f"{name}.yaml").unlink()
    for name, old, new in (("redline", 'disclosure: "full"', "disclosure: yes_no"), ("pa", 'disclosure: "full"', "disclosure: area"),
                           ("ws", "valid_from: 2024-01-01", "valid_from: 2027-01-01")):
        manifest = poor / f"{name}.yaml"
        manifest.write_text(manifest.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    run(program, "screen", place / "more.geojson", "--layers", poor, "--as-of", "2026-10-01", "--quiet", "-o", place / "poor")
    return [place / name for name in ("run", "more", "poor")]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--source", required=True, type=Path)
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()
    bad = count = 0
    with tempfile.TemporaryDirectory() as name:
        for folder in make_runs(options.program, options.source, Path(name)):
            for lang in ("zh", "en"):
                out = Path(name) / f"{folder.name}-{lang}"
                stated = claims_of(folder, Path(name) / {"zh": "申报表.csv", "en": "claims.csv"}[lang], lang)
                run(options.program, "report", folder, "--format", "json,xlsx", "--lang", lang, "-o", out, "--claims", stated, "--quiet")
                names, allow = Names(folder, lang), allowed(lang)
                wrong = wrong_words(cells_of_book(out / "batch.xlsx"), names, allow, lang)
                models = [path for path in sorted(out.glob("*.json")) if path.stem != "documents"]
                for path in models:
                    for key, text in wrong_words(cells_of(json.loads(path.read_text(encoding="utf-8"))), names, allow, lang).items():
                        wrong.setdefault(key, f"{path.stem}: {text}")
                count += len(models)
                bad += len(wrong)
                for (place, word), text in list(wrong.items())[:None if options.list else 40]:
                    print(f"{folder.name} {lang} {place}: '{word}' in {text[:160]!r}")
    assert count > 200, count
    if bad:
        sys.exit(f"{bad} words in the wrong language")
    print(f"{count} documents: every word in their language, or permitted")
    return 0


if __name__ == "__main__":
    sys.exit(main())
