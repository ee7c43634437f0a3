#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every issue code of the sources stands in documents/issues.yaml, and every code there in the sources, with all it needs; in alphabetical order.   check_issues.py ROOT

That docs/issues.md prints the same list is what the test docs.issue_list says.
"""
import re
import sys
from pathlib import Path

import yaml

CODE = re.compile(r'"([a-z]+\.[a-z0-9_]+)"')
MAKES_ONE = re.compile(r"Severity::|\bcode\s*=|complain\(|add_issue\(|make_issue\(|\.add\(|issue\(")
NOT_CODES = {"html", "json", "jsonl", "csv", "gpkg", "log", "yaml", "h", "shp", "geojson"}


def codes_of(root):
    found = {}
    for path in sorted((root / "src").rglob("*.cpp")) + sorted((root / "src").rglob("*.h")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if MAKES_ONE.search(line) and not line.lstrip().startswith("//"):
                for code in CODE.findall(line):
                    if code.split(".")[1] not in NOT_CODES:
                        found.setdefault(code, f"{path.relative_to(root).as_posix()}:{number}")
    return found


def main():
    root = Path(sys.argv[1])
    used = codes_of(root)
    data = "documents/issues.yaml"
    text = (root / data).read_text(encoding="utf-8")
    keys = re.findall(r"^([a-z]+\.[a-z0-9_]+):$", text, re.M)
    codes = yaml.safe_load(text)
    listed = set(codes)
    faults = [f"{used[code]}: issue code {code} is not in {data}" for code in sorted(set(used) - listed)]
    faults += [f"{data}: no source makes {code}" for code in sorted(listed - set(used))]
    faults += [f"{data}: {code} is there twice" for code in sorted(listed) if keys.count(code) > 1]
    faults += [f"{data}: {after} stands before {before}" for after, before in zip(keys, keys[1:]) if after > before]
    faults += [f"{data}: {code} lacks {key}" for code, meaning in codes.items() for key in ("severity", "en", "zh", "remedy") if not meaning.get(key)]
    print("\n".join(faults + [f"{len(used)} issue codes"]))
    return 1 if faults or not used else 0


if __name__ == "__main__":
    sys.exit(main())
