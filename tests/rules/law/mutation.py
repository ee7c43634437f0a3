#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Changes every rule and checklist in every way of mutants.py and asks the program whether a case, or `rules check`, notices. A change that nobody notices
is a part of the law that no case shows.

    mutation.py PROGRAM RULES [--rule ID ...] [--list]

What changes nothing is named in RULES/equivalent-mutants.txt: `ID | what | why it changes nothing`. Needs python3-yaml.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from mutants import Words, mutants_of
from rule_file import Map, changed, read, text_of

ALLOWED = "equivalent-mutants.txt"


def rule_paths(folder):
    return sorted(p for p in folder.rglob("*.yaml") if p.name != "instruments.yaml" and not {"factors", "tables"} & set(p.parts))


def allowed_in(folder):
    out = {}
    path = folder / ALLOWED
    for n, line in enumerate(path.read_text(encoding="utf-8").splitlines() if path.exists() else [], 1):
        if not line.strip() or line.startswith("#"): continue
        parts = [part.strip() for part in line.split(" | ")]
        if len(parts) != 3 or not all(parts): sys.exit(f"{path}:{n}: expected `ID | what | why it changes nothing`")
        out[parts[0], parts[1]] = n
    return out


def cited(tree): return {str(s["instrument"]) for s in [tree, *tree.get("sources", []), *tree.get("exceptions", [])] if "instrument" in s}


class Rule:
    """A rule, or a checklist with the rules that its items rest on."""

    def __init__(self, path, folder, instruments):
        self.path, self.place = path, path.relative_to(folder).parent
        self.tree = read(path)
        self.id = str(self.tree["id"])
        needed = {str(rule) for item in self.tree.get("items", ()) for rule in (lambda r: r if isinstance(r, list) else [r])(item.get("rules", []))}
        beside = {p.relative_to(folder): read(p) for p in rule_paths(folder) if p.stem in needed}
        self.beside = {place: text_of(tree) for place, tree in beside.items()}
        named = set().union(cited(self.tree), *map(cited, beside.values()))
        kept = Map((k, v) for k, v in instruments["instruments"].items() if k in named)
        for key in list(kept):
            if "superseded_by" in kept[key]: kept[key] = Map((k, v) for k, v in kept[key].items() if k != "superseded_by")
        self.instruments = text_of(Map({**instruments, "instruments": kept}))

    def write(self, folder, tree):
        for place, text in [*self.beside.items(), (self.place / self.path.name, text_of(tree))]:
            (folder / place).parent.mkdir(parents=True, exist_ok=True)
            (folder / place).write_text(text, encoding="utf-8")
        (folder / "instruments.yaml").write_text(self.instruments, encoding="utf-8")


def run(program, folders):
    """What `rules test --each` says of every variant, all folders at once."""
    jobs = [subprocess.Popen([program, "rules", "test", "--each", "--rules", f], stdout=subprocess.PIPE, text=True, encoding="utf-8") for f in folders]
    out = {}
    for job in jobs:
        for line in job.communicate()[0].splitlines():
            row = json.loads(line)
            out[row["folder"]] = row
        if job.returncode not in (0, 1): sys.exit(f"zonegate rules test --each ended with {job.returncode}")
    return out


def noticed(row): return bool(row["mistakes"] or row["failed"])


def try_all(program, rules, words, only=None):
    """(rule, line, what, answer) of every variant; the rule itself as variant without a change."""
    rows, jobs = [], max(1, os.cpu_count() or 1)
    # In memory where there is such a place: thousands of small files take a disk minutes, and this seconds.
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="zonegate_mutants_", dir=memory) as scratch:
        folders = [Path(scratch) / str(j) for j in range(jobs)]
        for rule in rules:
            for line, what, edits in [(0, "", []), *mutants_of(rule.tree, words)]:
                if only and what and what != only: continue
                name = f"{len(rows):06}"
                rule.write(folders[len(rows) % jobs] / name, changed(rule.tree, edits))
                rows.append((rule, line, what))
        answers = run(program, [str(f) for f in folders if f.exists()])
    return [(*row, answers[f"{i:06}"]) for i, row in enumerate(rows)]


def survivors(rows, allowed):
    out, used = [], set()
    for rule, line, what, answer in rows:
        if not what:
            if noticed(answer): out.append(f"{rule.path}: {rule.id} as it is fails: {(answer['mistakes'] + answer['failed'])[0]}")
        elif not noticed(answer):
            used.add((rule.id, what))
            if (rule.id, what) not in allowed: out.append(f"{rule.path}:{line}: {rule.id}: {what}")
        elif (rule.id, what) in allowed: out.append(f"{ALLOWED}:{allowed[rule.id, what]}: {rule.id}: {what}: is noticed; drop the line")
    there = {(rule.id, what) for rule, _, what, _ in rows} | {k for k in allowed if k[0] not in {rule.id for rule, *_ in rows}}
    return out + [f"{ALLOWED}:{allowed[key]}: {key[0]}: {key[1]}: there is no such change; drop the line" for key in allowed if key not in there]


def load(program, folder):
    """All rules of the folder, and the words that the program knows."""
    book = json.loads(subprocess.run([program, "rules", "export", "--rules", folder], stdout=subprocess.PIPE, check=True).stdout)
    instruments = read(folder / "instruments.yaml")
    return [Rule(path, folder, instruments) for path in rule_paths(folder)], Words(book)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("rules", type=Path)
    parser.add_argument("--rule", action="append", help="only these rules")
    parser.add_argument("--list", action="store_true", help="every change and who notices it")
    args = parser.parse_args()
    rules, words = load(args.program, args.rules)
    chosen = [rule for rule in rules if not args.rule or rule.id in args.rule]
    rows = try_all(args.program, chosen, words)
    if args.list:
        for rule, line, what, answer in rows: print(f"{rule.id}:{line}: {what}: {(answer['failed'] + answer['mistakes'] + ['NOBODY'])[0]}")
    allowed = {k: n for k, n in allowed_in(args.rules).items() if not args.rule or k[0] in args.rule}
    faults = survivors(rows, allowed)
    for fault in faults: print(fault)
    changes = [row for row in rows if row[2]]
    by_cases = sum(bool(row[3]["failed"]) for row in changes)
    by_check = sum(noticed(row[3]) and not row[3]["failed"] for row in changes)
    print(f"{len(chosen)} rules and checklists, {len(changes)} changes: {by_cases} noticed by cases, {by_check} by rules check, "
          f"{len(changes) - by_cases - by_check} by nobody, of these {len(allowed)} allowed")
    return 1 if faults or not changes else 0


if __name__ == "__main__":
    sys.exit(main())
