# SPDX-License-Identifier: Apache-2.0
"""The generated part of docs/performance.md."""
import datetime
import os
import platform
import re
from pathlib import Path

from table import markdown

BEGIN, END = "<!-- bench overlay: begin -->", "<!-- bench overlay: end -->"


def grep(path, pattern, default="unknown"):
    try:
        found = re.search(pattern, Path(path).read_text(encoding="utf-8"), re.M)
    except OSError:
        return default
    return found.group(1) if found else default


def machine():
    memory = int(grep("/proc/meminfo", r"^MemTotal:\s*(\d+)", "0")) / 1048576
    processor = grep("/proc/cpuinfo", r"^model name\s*:\s*(.+)$")
    system = grep("/etc/os-release", r'^PRETTY_NAME="?([^"\n]+)')
    return (f"{processor}, {os.cpu_count()} cores, {memory:.0f} GB memory; {system}, Linux "
            f"{platform.release().split('-')[0]}")


def describe(summary):
    parts = []
    for name, s in summary.items():
        if "vertices" not in s: continue
        largest = f", the largest {s['largest']:,}" if "largest" in s else ""
        parts.append(f"| {name} | {s['features']:,} | {s['vertices']:,}{largest} |")
    return ["| file | features | vertices |", "|---|---|---|", *parts]


def generated(rows, summary, versions, settings):
    lines = [BEGIN, f"Measured {datetime.date.today().isoformat()} on {machine()}.",
             f"{settings} Versions: {'; '.join(versions)}.", "", *markdown(rows), ""]
    notes = [n for row in rows for n in row.notes]
    lines += [f"- {n}" for n in dict.fromkeys(notes)] + [""] if notes else []
    checks = [(row.key, c) for row in rows for c in row.checks]
    wrong = [f"{key} {c.text}" for key, c in checks if not c.ok]
    lines.append(f"Checks: {len(checks) - len(wrong)} of {len(checks)} hold.")
    lines += [f"- does not hold: {w}" for w in wrong]
    return [*lines, "", *describe(summary), END]


def write(path, lines):
    """Puts lines, the first and the last of which are markers, where those markers are."""
    text = path.read_text(encoding="utf-8")
    before, _, rest = text.partition(lines[0])
    _, _, after = rest.partition(lines[-1])
    path.write_text(before + "\n".join(lines) + after, encoding="utf-8")
