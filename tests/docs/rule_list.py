#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Prints the tables of docs/rule-list.md from `zonegate rules export`.

    rule_list.py PROGRAM RULES
"""
import json
import subprocess
import sys

OUTCOMES = {"prohibited": "禁止", "restricted": "限制", "conditional": "有条件", "info": "提示", "allowed": "允许"}

LEVELS = {"law": "法律", "administrative_regulation": "行政法规", "department_rule": "部门规章", "local_regulation": "地方性法规",
          "local_rule": "地方政府规章", "normative_document": "规范性文件", "standard": "技术标准", "unstated": "层级未注明"}


def period(part):
    if not part["from"] and not part["to"]: return "always"
    return f"{part['from'] or '...'} to {part['to'] or 'now'}"


def cell(text): return text.replace("|", "\\|").replace("\n", " ")


def outcomes(rule):
    seen = []
    for branch in rule["branches"]:
        word = branch["outcome"] + (", for judgement" if branch["human"] else "" if branch["certain"] else ", at worst")
        if word not in seen: seen.append(word)
    for exception in rule["exceptions"]:
        word = f"claimed: {exception['outcome']}"
        if word not in seen: seen.append(word)
    return "; ".join(seen)


def verified(rule):
    parts = [(f"source {n}", p) for n, p in enumerate(rule["sources"], 1)] + \
        [(f"branch {n}", p) for n, p in enumerate(rule["branches"], 1)] + \
        [(f"exception {n}", p) for n, p in enumerate(rule["exceptions"], 1)]
    open_parts = [name for name, part in parts if not part["verified"]]
    return "yes" if not open_parts else "not: " + ", ".join(open_parts)


def main():
    program, folder = sys.argv[1:3]
    book = json.loads(subprocess.run([program, "rules", "export", "--rules", folder], stdout=subprocess.PIPE, check=True).stdout)
    cases = sum(len(rule["cases"]) for rule in book["rules"])
    print(f"{len(book['rules'])} rules, {cases} cases, {len(book['instruments'])} instruments.\n")
    print("| id | 规则 | region | in force | outcome | read | cases |\n|---|---|---|---|---|---|---|")
    for rule in book["rules"]:
        name = f"[{rule['id']}](#{rule['id'].lower()})"
        regions = rule["region"] if isinstance(rule["region"], list) else [rule["region"]]
        place = "everywhere" if regions == ["00"] else ", ".join(regions)
        print(f"| {name} | {cell(rule['title']['zh'])} | {place} | {period(rule['applies'])} | {outcomes(rule)} | {verified(rule)} | {len(rule['cases'])} |")
    for rule in book["rules"]: page(rule, book)
    print("\n## Checklists\n[checklists.md](checklists.md) says how they are judged; they change no verdict.\n")
    print("| id | 清单 | region | in force | holds | read | cases |\n|---|---|---|---|---|---|---|")
    for one in book["checklists"]:
        place = "everywhere" if one["region"] == "00" else one["region"]
        holds = [f"{len(one[part])} {part}" for part in ("items", "tiers") if one[part]] + ["fee"] * ("fee" in one)
        print(f"| [{one['id']}](../rules/{one['file']}) | {cell(one['title']['zh'])} | {place} | {period(one['applies'])} | {', '.join(holds)} | {'yes' if one['verified'] else 'no'} | {len(one['cases'])} |")


def page(rule, book):
    print(f"\n### {rule['id']}\n{rule['title']['zh']} / {rule['title']['en']}. [{rule['file']}](../rules/{rule['file']})\n")
    for source in rule["sources"]:
        instrument = book["instruments"][source["instrument"]]
        number = f" {instrument['number']}" if instrument["number"] else ""
        print(f"- {period(source)}: 《{instrument['title']['zh']}》{number}（{LEVELS[instrument['level']]}）{source['clause']}{'' if source['verified'] else ' (text not read)'}")
    if rule["note"]["zh"]: print(f"- {rule['note']['zh']}")
    if rule["note"]["en"]: print(f"- {rule['note']['en']}")
    layers = ", ".join(sorted({f"`{m['layer']}`" for m in rule["measures"].values()})) or "none"
    print(f"- layers: {layers}")
    for n, branch in enumerate(rule["branches"], 1):
        doubt = "，须人工判定" if branch["human"] else "" if branch["certain"] else "（最严可能）"
        print(f"- {n}. {OUTCOMES[branch['outcome']]}{doubt}: {branch['action']['zh'] or rule['action']['zh'] or '-'}")
    for exception in rule["exceptions"]:
        shown = f"；须举证：{exception['evidence']['zh']}" if exception["evidence"]["zh"] else ""
        print(f"- 例外, {OUTCOMES[exception['outcome']]}: {exception['action']['zh'] or '-'}{shown}")


if __name__ == "__main__":
    sys.exit(main())
