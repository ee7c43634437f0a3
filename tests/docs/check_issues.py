#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every issue code of the sources stands in docs/issues.md, and every code there in the sources.   check_issues.py ROOT"""
import re
import sys
from pathlib import Path

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
    listed = set(re.findall(r"^\| `([a-z]+\.[a-z0-9_]+)`", (root / "docs/issues.md").read_text(encoding="utf-8"), re.M))
    faults = [f"{used[code]}: issue code {code} is not listed in docs/issues.md" for code in sorted(set(used) - listed)]
    faults += [f"docs/issues.md: {code} is listed, but no source makes it" for code in sorted(listed - set(used))]
    print("\n".join(faults + [f"{len(used)} issue codes"]))
    return 1 if faults or not used else 0


if __name__ == "__main__":
    sys.exit(main())
