#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Prints the tables of docs/demo-rules.md and docs/demo-pairs.md from a run of the sample.   tables.py PROGRAM ROOT rules|pairs"""
import sys

import demo_run

WORDS = {"prohibited": "禁止", "restricted": "限制", "conditional": "有条件", "undetermined": "待定", "allowed": "允许", "info": "提示"}
NAMES = {"true": "是", "false": "否", "expand": "扩建", "technical": "技改"}


def both(pair):
    outcome, worst = pair.split("/")
    return WORDS[outcome] if outcome == worst else f"{WORDS[outcome]}，最严{WORDS[worst]}"


def shown(finding):
    return both(f"{finding['outcome']}/{finding['worst_possible']}") + ("，须人工判定" if finding["human"] else "")


def rules(run):
    hits = demo_run.fired(run)
    print("| 规则 | 名称 | 样例项目 | 该规则的结论 | 受理日期 |\n|---|---|---|---|---|")
    for rule in run.rules:
        name = f"| [{rule['id']}](rule-list.md#{rule['id'].lower()}) | {rule['title_zh']} "
        found = hits[rule["id"]]
        if not found:
            print(name + "| 无 | - | - |")
            continue
        project, finding = found[0]
        day = "" if project["as_of"] == demo_run.DAY else project["as_of"]
        print(name + f"| {project['project_id']} {project['name']} | {shown(finding)} | {day or '-'} |")


def pairs(run):
    print("| 对照 | 项目 | 唯一不同的属性 | 甲：结论 | 乙：结论 | 规则 | 为什么 |\n|---|---|---|---|---|---|---|")
    table = demo_run.pairs(run.sample)
    for row in table:
        name = run.projects[row["a"]]["name"].split("（对照")[0]
        values = [NAMES.get(row[k], row[k]) for k in ("before", "after")]
        sides = [f"{value}：{both(row[side])}" for value, side in zip(values, ("outcome_a", "outcome_b"))]
        print(f"| {row['a'][5:7]} | {name} | `{row['attribute']}` | {sides[0]} | {sides[1]} | [{row['rule']}](rule-list.md#{row['rule'].lower()}) | {row['why_zh']} |")
    print("\n| pair | attribute | before: outcome / worst | after: outcome / worst | rule | why |\n|---|---|---|---|---|---|")
    for row in table:
        print(f"| {row['a'][5:7]} | `{row['attribute']}` | {row['before']}: {row['outcome_a']} | {row['after']}: {row['outcome_b']} | {row['rule']} | {row['why_en']} |")


def main():
    program, source, which = sys.argv[1:4]
    {"rules": rules, "pairs": pairs}[which](demo_run.Run(program, source))


if __name__ == "__main__":
    main()
