#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The check of the sample notices what it is there for."""
import sys
import tempfile
from pathlib import Path

import check_demo
import demo_run

PROJECT = {"project_id": "YA-001"}
SHAPE = {"type": "Point", "coordinates": [103, 30]}


def result(pid, outcome, *findings):
    return {"project_id": pid, "outcome": outcome, "worst_possible": outcome, "findings": [{"rule": r, "outcome": o} for r, o in findings]}


def row(**more):
    return dict({"a": "P-A", "b": "P-B", "attribute": "coal", "before": "false", "after": "true", "outcome_a": "allowed/allowed",
                 "outcome_b": "prohibited/prohibited", "rule": "IN-09"}, **more)


README = """| YA-001 | n | gpkg | pv | 1 | 符合 `allowed` / 符合 `allowed` | why |
| YA-002 | n | gpkg | pv | 1 | 禁止 `prohibited` / 禁止 `prohibited` | SW-01（SW-01 发布前：符合 `allowed` / 待定 `undetermined`）。 |
"""


def stated(rules):
    with tempfile.TemporaryDirectory() as holder:
        page = Path(holder) / "README.md"
        page.write_text(README, encoding="utf-8")
        return demo_run.stated_verdicts(page, rules)


def main():
    fired = {"AA-01": [(PROJECT, {})], "AA-02": []}
    parts = {"P-A": [({"coal": False, "x": 1}, SHAPE)], "P-B": [({"coal": True, "x": 1}, SHAPE)]}
    runs = {"P-A": result("P-A", "allowed"), "P-B": result("P-B", "prohibited", ("IN-09", "prohibited"))}
    changed = {"P-A": parts["P-A"], "P-B": [({"coal": True, "x": 2}, SHAPE)]}
    moved = {"P-A": parts["P-A"], "P-B": [(parts["P-B"][0][0], {"type": "Point", "coordinates": [103, 31]})]}
    two = dict(runs, **{"P-B": result("P-B", "prohibited", ("IN-09", "prohibited"), ("ZN-01", "prohibited"))})
    same = dict(runs, **{"P-A": result("P-A", "prohibited", ("IN-09", "prohibited"))})
    cases = [
        ("a rule without a project", check_demo.rule_faults(["AA-01", "AA-02"], fired, {}), ["does not fire, no reason given"]),
        ("a rule without a project, with a reason", check_demo.rule_faults(["AA-01", "AA-02"], fired, {"AA-02": "why"}), []),
        ("an empty reason", check_demo.rule_faults(["AA-02"], fired, {"AA-02": ""}), ["does not fire, no reason given"]),
        ("a listed rule that fires", check_demo.rule_faults(["AA-01"], fired, {"AA-01": "why"}), ["fires for YA-001"]),
        ("a listed rule that is none", check_demo.rule_faults(["AA-01"], fired, {"AA-09": "why"}), ["is no shipped rule"]),
        ("rows of the README", check_demo.verdict_faults({"YA-001": "allowed/allowed", "YA-002": "prohibited/prohibited"}, stated(["SW-01"])), []),
        ("a rule not shipped yet", check_demo.verdict_faults({"YA-001": "allowed/allowed", "YA-002": "prohibited/prohibited"}, stated([])),
         ["says allowed/undetermined"]),
        ("another verdict", check_demo.verdict_faults({"YA-001": "a/a"}, {"YA-001": "b/b"}), ["a/a, but"]),
        ("no row", check_demo.verdict_faults({"YA-001": "a/a"}, {}), ["has no row"]),
        ("a row too many", check_demo.verdict_faults({}, {"YA-001": "a/a"}), ["was not screened"]),
        ("a good pair", check_demo.pair_faults(row(), parts, runs), []),
        ("a missing half", check_demo.pair_faults(row(b="P-C"), parts, runs), ["is not there"]),
        ("two attributes", check_demo.pair_faults(row(), changed, runs), ["differ in ['coal', 'x']"]),
        ("other values", check_demo.pair_faults(row(after="false"), parts, runs), ["is false and true"]),
        ("another footprint", check_demo.pair_faults(row(), moved, runs), ["footprints differ"]),
        ("another cause", check_demo.pair_faults(row(rule="IN-08"), parts, runs), ["by IN-08 alone"]),
        ("two causes", check_demo.pair_faults(row(), parts, two), ["by ['IN-09', 'ZN-01']"]),
        ("no flip", check_demo.pair_faults(row(outcome_a="prohibited/prohibited"), parts, same), ["does not flip"]),
    ]
    failed = 0
    for name, faults, wanted in cases:
        if len(faults) != len(wanted) or any(w not in f for f, w in zip(faults, wanted)):
            failed += 1
            print(f"FAILED {name}: {faults}, expected {wanted}")
    print(f"{len(cases)} cases, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
