# SPDX-License-Identifier: Apache-2.0
"""What came out of an animal, in the words of zoo.tsv, and what of it is wrong."""
import json
import re
from pathlib import Path

from process import MEMORY
from world import WRITTEN, listing

LINE = re.compile(r"^(error|warning|note|info): (?:\[([a-z0-9_.]+)\] )?(.*)$")
REPAIRED = {"geometry.repaired", "layer.geometry_invalid"}
# Said because the table of sound attributes speaks of a project that the animal does not have.
OF_THE_TABLE = {"project.attributes_unmatched"}
CRASH = re.compile(r"AddressSanitizer|LeakSanitizer|UndefinedBehaviorSanitizer|runtime error:|ThreadSanitizer|terminate called|Segmentation|bad_alloc|"
                   r"Assertion|std::|stack trace", re.I)
REMEDY = re.compile(r"^  remedy: .|^error: .*\(.{8,}\)$|^warning: .*\(.{8,}\)$", re.M)
ERROR_CODES = {2, 3}  # a mistake in a manifest or option; input that cannot be used


class Seen:
    def __init__(self, row, result, out, file):
        self.row, self.result, self.out, self.file = row, result, out, file
        self.lines = [m.groups() for m in map(LINE.match, result.err.split("\n")) if m]
        self.projects = self.read_projects()
        self.outcome, self.verdict = self.classify(), self.judge()

    def read_projects(self):
        try:
            return [json.loads(line) for line in (self.out / "results.jsonl").read_text(encoding="utf-8").split("\n") if line]
        except (OSError, ValueError):
            return []

    def said(self):
        return [line for line in self.result.err.split("\n") if line][:12]

    def classify(self):
        if self.result.late:
            return "hang"
        if self.result.code in ERROR_CODES:  # of a single row that is lost nothing is left to judge
            return "feature" if any(code == "project.part_unusable" for _, code, _ in self.lines) else "error"
        if self.result.code != 0:
            return f"exit {self.result.code}"
        of_us = [(severity, code) for severity, code, _ in self.lines if code and (code not in OF_THE_TABLE or self.row.use != "project")]
        if any(code == "layer.unreadable" for _, code in of_us):
            return "error"
        if any(p["status"] != "ok" for p in self.projects):
            return "feature"
        if any(severity == "error" for severity, _ in of_us):
            return "feature"
        if any(code in REPAIRED for _, code in of_us):
            return "repaired"
        return "note" if of_us else "accepted"

    def judge(self):
        if self.result.code != 0 or not self.projects:
            return "-"
        passed = any("allowed" in (p["outcome"], p["worst_possible"]) for p in self.projects)
        return "allowed" if passed else "open"

    def faults(self):
        out = list(self.result.strange)
        if self.result.late:
            return out + [f"takes too long: {self.result.seconds:.0f} s on the clock"]
        if self.result.code < 0:
            out.append(f"killed by signal {-self.result.code}")
        crash = CRASH.search(self.result.err)
        if crash:
            out.append(f"crash report: {self.result.err[crash.start():][:300]!r}")
        if self.result.peak > MEMORY and not self.result.sanitized:
            out.append(f"peak of {self.result.peak >> 20} MiB")
        if self.outcome != self.row.outcome:
            out.append(f"{self.outcome} instead of {self.row.outcome}: " + " | ".join(self.said())[:400])
        if self.verdict != self.row.verdict:
            out.append(f"verdict {self.verdict} instead of {self.row.verdict}")
        if self.row.outcome in {"error", "feature"} and self.verdict == "allowed":
            out.append("FALSE PASS")
        return out + self.wrong_words() + self.wrong_files()

    def wrong_words(self):
        out = []
        if self.row.says and self.row.says not in self.result.err:
            out.append(f"does not say {self.row.says!r}: " + " | ".join(self.said())[:400])
        if self.row.outcome in {"error", "feature", "repaired"} and not self.names_file():
            out.append(f"nothing names {self.file}")
        if self.row.outcome in {"error", "feature"} and not REMEDY.search(self.result.err):
            out.append("says no remedy: " + " | ".join(self.said())[:300])
        if "\x1b" in self.result.err or "\0" in self.result.err:
            out.append("control characters of the file come out on standard error")
        return out

    def names_file(self):
        """The file, or the manifest of the layer that it is; odd characters may be written in another way."""
        if self.row.use == "manifest" and "layer zoo" in self.result.err or "zoo-manifest.yaml" in self.result.err:
            return True
        stem = re.split(r"[^A-Za-z0-9_-]", self.file.rsplit(".", 1)[0])[0]
        return self.file in self.result.err or (stem and stem in self.result.err)

    def wrong_files(self):
        if self.outcome == "error" and self.result.code != 0:
            return ["a run folder stays after an error"] if self.out.exists() else []
        there = {p.name for p in self.out.iterdir()} if self.out.is_dir() else set()
        more, less = there - WRITTEN, WRITTEN - there - {"evidence.gpkg", "maps.gpkg"}
        return ([f"left in the run folder: {sorted(more)}"] if more else []) + ([f"missing in the run folder: {sorted(less)}"] if less else [])


def left_behind(run, before, after):
    out = [f"left beside the run folder: {p.name}" for p in Path(run).iterdir() if p.name not in {"out", "layers", "tmp"}]
    out += [f"left in the temporary folder: {p.name}" for p in Path(run, "tmp").iterdir()]
    if before != after:
        out.append(f"the animal's folder changed: {sorted(set(after) ^ set(before))}")
    if any(p.exists() for p in (Path("/tmp/zoo-slipped.txt"), Path(run).parent / "zoo-slipped.txt")):
        out.append("a member of an archive was written outside")
    return out
