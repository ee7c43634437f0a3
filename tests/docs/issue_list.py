#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Prints the table of docs/issues.md from documents/issues.yaml.   issue_list.py ROOT"""
import sys
from pathlib import Path

import yaml


def main():
    codes = yaml.safe_load((Path(sys.argv[1]) / "documents/issues.yaml").read_text(encoding="utf-8"))
    rows = ["| code | severity | what happened | 含义 | 处理建议 |", "|---|---|---|---|---|"]
    for code, meaning in codes.items():
        cells = [f"`{code}`", ", ".join(meaning["severity"]), meaning["en"], meaning["zh"], meaning["remedy"]]
        assert not any("|" in c or "\n" in c for c in cells), code
        rows.append("| " + " | ".join(cells) + " |")
    sys.stdout.reconfigure(encoding="utf-8")
    print("\n".join(rows))


if __name__ == "__main__":
    main()
