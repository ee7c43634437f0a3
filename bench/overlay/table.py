# SPDX-License-Identifier: Apache-2.0
"""Rows of the result, and whether two contenders measured the same."""
from dataclasses import dataclass, field


@dataclass
class Check:
    text: str
    ok: bool


@dataclass
class Row:
    key: str
    work: str
    ours: str = ""
    peak: str = ""
    against: str = ""
    theirs: str = ""
    their_peak: str = ""
    ratio: str = ""
    target: str = ""
    verdict: str = ""  # reached, missed, not there yet, not available here, failed, -
    notes: list = field(default_factory=list)
    checks: list = field(default_factory=list)


def seconds(value): return f"{value:.3f} s" if value < 1 else f"{value:.2f} s" if value < 100 else f"{value:.0f} s"
def megabytes(value): return f"{value:.0f} MB"
def reached(ok): return "reached" if ok else "missed"


def agreement(who, ours, theirs, tolerance=1e-11):
    """One check for each layer. A few pairs may lie on either side of the least area that counts."""
    checks = []
    for layer, their in theirs.items():
        our = ours.get(layer)
        if our is None:
            checks.append(Check(f"{layer}: the program's table has no such layer", False))
            continue
        apart = abs(our["sum"] - their["sum"]) / max(abs(their["sum"]), 1e-300) if our["sum"] != their["sum"] else 0.0
        pairs = abs(our["pairs"] - their["pairs"])
        text = f"{layer}, {who}: sums {our['sum']:.6f} and {their['sum']:.6f}, {apart:.1e} apart; {our['pairs']} pairs"
        if pairs: text += f" and {their['pairs']}"
        checks.append(Check(text, apart <= tolerance and pairs <= max(2, 1e-5 * their["pairs"])))
    return checks


HEAD = ("work", "zonegate", "peak", "against", "time", "peak", "ratio", "at least", "")


def cells(row):
    return (f"{row.key} {row.work}", row.ours, row.peak, row.against, row.theirs, row.their_peak, row.ratio, row.target,
            row.verdict)


def markdown(rows):
    lines = ["| " + " | ".join(HEAD) + " |", "|" + "---|" * len(HEAD)]
    return lines + ["| " + " | ".join(c or "-" for c in cells(row)) + " |" for row in rows]


def plain(rows):
    table = [HEAD, *(cells(row) for row in rows)]
    widths = [max(len(line[k]) for line in table) for k in range(len(HEAD))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip() for line in table]
