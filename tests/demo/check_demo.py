#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Screens the sample and demands what its pages promise: every shipped rule fires for some project, or stands in docs/demo-rules.md with the reason
why not; every project has the verdict that layers/demo-yaan/projects/README.md derives from the clauses; the projects of a pair differ in one attribute
and flip by the rule that pairs.csv names.

    check_demo.py --program PROGRAM --source ROOT
"""
import argparse
import sys

import demo_run


def rule_faults(rules, fired, reasons):
    """rules: ids; fired: rule -> hits; reasons: rule -> why it stays silent."""
    faults = []
    for rule in rules:
        if not fired.get(rule) and not reasons.get(rule):
            faults.append(f"{rule}: does not fire, no reason given: add a project to layers/demo-yaan, or a line with the reason to docs/demo-rules.md")
        if fired.get(rule) and rule in reasons:
            faults.append(f"{rule}: fires for {fired[rule][0][0]['project_id']}, but docs/demo-rules.md says that nothing makes it fire")
    faults += [f"{rule}: stands in docs/demo-rules.md, but is no shipped rule" for rule in reasons if rule not in rules]
    return faults


def verdict_faults(projects, stated):
    """projects: id -> verdict pair of the run, without those of pairs; stated: id -> verdict pair of the README."""
    faults = [f"{i}: {projects[i]}, but projects/README.md says {stated[i]}" for i in sorted(stated) if i in projects and projects[i] != stated[i]]
    faults += [f"{i}: has no row in projects/README.md" for i in sorted(projects) if i not in stated]
    return faults + [f"{i}: stands in projects/README.md, but was not screened" for i in sorted(stated) if i not in projects]


def pair_faults(row, parts, projects):
    """Faults of one row of pairs.csv."""
    a, b, rule = row["a"], row["b"], row["rule"]
    name = f"{a} and {b}"
    missing = [i for i in (a, b) if i not in projects or len(parts.get(i, [])) != 1]
    if missing:
        return [f"{name}: {', '.join(missing)} is not there, or not one part"]
    (left, left_shape), (right, right_shape) = parts[a][0], parts[b][0]
    faults = []
    if left_shape != right_shape:
        faults.append(f"{name}: their footprints differ")
    differing = sorted(k for k in left.keys() | right.keys() if left.get(k) != right.get(k))
    if differing != [row["attribute"]]:
        faults.append(f"{name}: differ in {differing}, pairs.csv says {row['attribute']}")
    elif [word(left[differing[0]]), word(right[differing[0]])] != [row["before"], row["after"]]:
        faults.append(f"{name}: {differing[0]} is {word(left[differing[0]])} and {word(right[differing[0]])}, pairs.csv says {row['before']} and {row['after']}")
    return faults + outcome_faults(row, name, projects[a], projects[b], rule)


def outcome_faults(row, name, a, b, rule):
    faults = []
    for side, project in (("outcome_a", a), ("outcome_b", b)):
        if demo_run.verdict(project) != row[side]:
            faults.append(f"{project['project_id']}: {demo_run.verdict(project)}, pairs.csv says {row[side]}")
    if a["outcome"] == b["outcome"]:
        faults.append(f"{name}: the outcome does not flip")
    stricter = max((a, b), key=lambda p: ["allowed", "undetermined", "conditional", "restricted", "prohibited"].index(p["outcome"]))
    causes = [f["rule"] for f in stricter["findings"] if f["outcome"] == stricter["outcome"]]
    if causes != [rule]:
        faults.append(f"{stricter['project_id']}: {stricter['outcome']} by {causes}, pairs.csv says by {rule} alone")
    return faults


def word(value):
    return str(value).lower() if isinstance(value, bool) else "" if value is None else str(value)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", required=True)
    parser.add_argument("--source", required=True)
    options = parser.parse_args()
    run = demo_run.Run(options.program, options.source)
    rules = [rule["id"] for rule in run.rules]
    table, parts = demo_run.pairs(run.sample), demo_run.parts(run.sample)
    faults = rule_faults(rules, demo_run.fired(run), demo_run.silent_list(run.source / "docs/demo-rules.md"))
    single = {i: demo_run.verdict(p) for i, p in run.projects.items() if not i.startswith("PAIR-")}
    faults += verdict_faults(single, demo_run.stated_verdicts(run.sample / "projects/README.md", rules))
    for row in table:
        faults += pair_faults(row, parts, run.projects)
    faults += [f"{i}: stands in no row of pairs.csv" for i in run.projects if i.startswith("PAIR-") and i not in {r[s] for r in table for s in "ab"}]
    if len(table) < 10:
        faults.append(f"pairs.csv has only {len(table)} pairs")
    print("\n".join(faults + [f"{len(rules)} rules, {len(run.projects)} projects, {len(table)} pairs, {len(faults)} faults"]))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
