#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Judges every case of every rule a second time, from `zonegate rules export` alone, and compares: with what the case expects and with what the
program answers. A difference is printed with both ways to it.

    independent.py PROGRAM [RULES]
"""
import json
import subprocess
import sys

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
    return 1 if bad or not cases else 0


if __name__ == "__main__":
    sys.exit(main())
