# SPDX-License-Identifier: Apache-2.0
"""zoo.tsv: one animal a row."""
import os
import sys
from dataclasses import dataclass

COLUMNS = ["name", "use", "options", "outcome", "verdict", "says", "needs", "known"]
USES = {"project", "layer", "manifest", "attributes", "units"}
OUTCOMES = {"error", "feature", "repaired", "note", "accepted"}
ESCAPES = {"\\": "\\\\", "\n": "\\n", "\t": "\\t", "\u2028": "\\u2028", "\u202e": "\\u202e", "\x1b": "\\x1b"}


@dataclass
class Row:
    name: str
    use: str
    options: list
    outcome: str
    verdict: str
    says: str
    needs: str
    known: str


def escape(name):
    return "".join(ESCAPES.get(c, c) for c in name)


def plain(name):
    for char, written in ESCAPES.items():
        name = name.replace(written, char)
    return name


def read(path):
    rows = []
    lines = path.read_text(encoding="utf-8").split("\n")
    for number, line in enumerate(lines, 1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if cells == COLUMNS:
            continue
        cells += [""] * (len(COLUMNS) - len(cells))
        row = Row(plain(cells[0]), cells[1], cells[2].split(), *cells[3:])
        if len(cells) != len(COLUMNS) or row.use not in USES or row.outcome not in OUTCOMES or row.verdict not in {"allowed", "open", "-"}:
            raise SystemExit(f"{path}:{number}: not a row of the zoo: {line}")
        if row.verdict == "allowed" and row.outcome in {"error", "feature"}:
            raise SystemExit(f"{path}:{number}: what is broken is never allowed")
        rows.append(row)
    return rows


def unlike(rows, made):
    """Prints animals without a row and rows without an animal."""
    stated = {r.name for r in rows}
    for name in sorted(set(made) - stated):
        print(f"{escape(name)}: no row in zoo.tsv", file=sys.stderr)
    for name in sorted(stated - set(made)):
        print(f"{escape(name)}: no such animal", file=sys.stderr)
    return stated ^ set(made)


def possible(rows):
    """Without those that this user cannot try; says so."""
    root = os.geteuid() == 0
    kept = [r for r in rows if not (r.needs == "nonroot" and root)]
    return kept, [f"skipped for root, who may read anything: {escape(r.name)}" for r in rows if r not in kept]
