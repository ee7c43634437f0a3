#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Judges every case of every rule and checklist a second time, from `zonegate rules export` alone, and compares: with what the case expects and with what the
program answers. A difference is printed with both ways to it.

    independent.py PROGRAM [RULES]
"""
import json
import subprocess
import sys

import checklists
from cql2 import INFINITY
from judging import answer, limits_from, measures_of

PARTS = ("applies", "outcome", "worst_possible", "branch", "worst_branch", "exception", "instrument")


def export(program, folder=None):
    command = [program, "rules", "export", "--answers"] + (["--rules", folder] if folder else [])
    return json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)


def differences(rule, case, mine):
    out = []
    for part in PARTS:
        if part in case["expect"] and case["expect"][part] != mine[part]:
            out.append(f"{part}: the case expects {case['expect'][part]}, here {mine[part]}")
        # Without a day no instrument is cited.
        if mine[part] is not None and case["answer"][part] != mine[part]:
            out.append(f"{part}: the program answers {case['answer'][part]}, here {mine[part]}")
    found = measures_of(rule, case)
    for name, given in case["expect"].get("measured", {}).items():
        if limits_from(given) != found[name]: out.append(f"{name}: the case expects {limits_from(given)}, here {found[name]}")
    return out


def money(given):
    """What a case expects a fee to be, in cents."""
    limits = limits_from(given)
    return [round(limits.lo * 100), None if limits.hi == INFINITY else round(limits.hi * 100)]


def checklist_differences(checklist, case, mine):
    out, expect, theirs = [], case["expect"], case["answer"]
    for part in ("applies", "instrument", "items", "tiers", "fee"):
        if theirs.get(part) != mine.get(part): out.append(f"{part}: the program answers {theirs.get(part)}, here {mine.get(part)}")
    for part in ("applies", "instrument"):
        if part in expect and expect[part] != mine[part]: out.append(f"{part}: the case expects {expect[part]}, here {mine[part]}")
    for name, state in expect.get("items", {}).items():
        if mine["items"].get(name) != state: out.append(f"{name}: the case expects {state}, here {mine['items'].get(name)}")
    if "tiers" in expect and expect["tiers"] != mine["tiers"]: out.append(f"tier: the case expects {expect['tiers']}, here {mine['tiers']}")
    reckoned = mine.get("fee") or {}
    if "fee" in expect and money(expect["fee"]) != [reckoned.get("lo_cents"), reckoned.get("hi_cents")]:
        out.append(f"fee: the case expects {money(expect['fee'])}, here {reckoned}")
    if "fee_floor" in expect and expect["fee_floor"] != reckoned.get("floor"): out.append(f"fee_floor: the case expects {expect['fee_floor']}")
    found = measures_of(checklist, case)
    for name, given in expect.get("measured", {}).items():
        if limits_from(given) != found[name]: out.append(f"{name}: the case expects {limits_from(given)}, here {found[name]}")
    return out


def judge_checklists(book):
    cases = bad = 0
    for checklist in book["checklists"]:
        for case in checklist["cases"]:
            cases += 1
            faults = checklist_differences(checklist, case, checklists.answer(checklist, case, book))
            bad += bool(faults)
            if faults: print(f"{checklist['file']}:{case['line']}: {checklist['id']}: {case['name']}", *faults, sep="\n  ")
    print(f"{len(book['checklists'])} checklists, {cases} cases judged twice, {bad} differ")
    return bad


def main():
    book = export(*sys.argv[1:3])
    cases = bad = 0
    for rule in book["rules"]:
        for case in rule["cases"]:
            cases += 1
            mine, steps = answer(rule, case, book)
            faults = differences(rule, case, mine)
            if not faults: continue
            bad += 1
            print(f"{rule['file']}:{case['line']}: {rule['id']}: {case['name']}")
            for line in faults: print(f"  {line}")
            print("  here:", *steps, sep="\n    ")
            print("  the program:", *case["answer"]["trace"], sep="\n    ")
    print(f"{len(book['rules'])} rules, {cases} cases judged twice, {bad} differ")
    return 1 if judge_checklists(book) + bad or not cases else 0


if __name__ == "__main__":
    sys.exit(main())
