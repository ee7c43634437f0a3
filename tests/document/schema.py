#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Holds .docx and .xlsx to the schemas and rules of Office Open XML, by the validator of Microsoft's Open XML SDK.   schema.py --program PROGRAM --validator FILE

A document with an element that no schema knows must be found, or the check proves nothing. Exit 77: no validator here (./dev setup test gets it by npm).
"""
import argparse
import json
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import read_back

PROJECTS = ["YA-003", "YA-006", "YA-046"]
FAULTS = {".docx": ("word/document.xml", b"<w:tblPr>", b"<w:tblPr><w:nobody/>"), ".xlsx": ("xl/worksheets/sheet1.xml", b"<sheetData>", b"<nobody/><sheetData>")}


def errors_of(validator, path):
    out = subprocess.run([validator, path], capture_output=True, check=False, stdin=subprocess.DEVNULL).stdout
    found = json.loads(out)
    assert found["ok"] == (not found["errors"]), found
    return [f"{path.name}: {e.get('path')} {e.get('xPath')}: {e['description']}" for e in found["errors"]]


def spoilt(path):
    """A copy with an element of nobody's."""
    part, old, new = FAULTS[path.suffix]
    out = path.with_name("spoilt" + path.suffix)
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            assert name != part or old in content, f"{path}: no {old} in {part}"
            target.writestr(name, content.replace(old, new, 1) if name == part else content)
    return out


def runs_here(validator):
    try:
        return subprocess.run([validator], capture_output=True, check=False, stdin=subprocess.DEVNULL, timeout=60).stdout is not None
    except OSError:
        return False


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--source", required=True, type=Path)
    parser.add_argument("--validator", required=True, type=Path)
    options = parser.parse_args()
    if not runs_here(options.validator) or not read_back.can_write(options.source, "docx"):
        print(f"skipped: {options.validator}, or what writes .docx, is not here (./dev setup test)")
        return 77
    checked, wrong = 0, []
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        read_back.run([options.program, "demo", "-o", place / "run", "--quiet"])
        for lang in ("zh", "en"):
            out = place / lang
            read_back.report(options.program, place / "run", out, lang, "docx,xlsx", PROJECTS)
            files = sorted(f for f in out.iterdir() if f.suffix in FAULTS)
            assert len(files) == 2 * len(PROJECTS), files
            for path in files:
                wrong += errors_of(options.validator, path)
                checked += 1
        read_back.report(options.program, place / "run", place / "batch", "zh", "xlsx", ())
        wrong += errors_of(options.validator, place / "batch" / "batch.xlsx")
        for suffix in FAULTS:
            assert errors_of(options.validator, spoilt(place / "zh" / (PROJECTS[0] + suffix))), f"a spoilt {suffix} was not found"
    for line in wrong:
        print(line)
    print(f"{checked + 1} documents held to the schemas of Office Open XML, {len(wrong)} faults; both spoilt ones were found")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
