#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Cases that a rule lacks, as YAML to look at and to copy: what its measures count, and what lies a hair beside a threshold. The numbers come from
the second evaluator (judging.py), not from the program; whether they are the law, a person has to say.

    suggest.py PROGRAM RULES ID [--append]
"""
import argparse
import datetime
import itertools
import json
import re
from pathlib import Path

from cql2 import INFINITY, evaluate
from judging import measured
from mutants import ROLES, Mutants, is_number
from mutation import Rule, load, noticed, try_all
from rule_file import List, Map, Scalar, changed

CLASSES = {"occupation": ["permanent", "temporary", "camp", "spoil", "borrow", "reservoir"], "non_surface": ["tunnel", "span"], "influence": ["blasting"]}
OPS = {"all": "and", "any": "or", "!=": "<>", "is_null": "isNull"}
SAFE = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`][^,\[\]{}#:]*")


def flow(tree):
    if isinstance(tree, dict): return "{" + ", ".join(f"{k}: {flow(v)}" for k, v in tree.items()) + "}"
    if isinstance(tree, (list, tuple)): return "[" + ", ".join(map(flow, tree)) + "]"
    if isinstance(tree, bool): return "true" if tree else "false"
    if isinstance(tree, float): return f"{tree:.10g}"
    text = str(tree)
    quoted = getattr(tree, "quoted", False) or (not isinstance(tree, (Scalar, int)) and re.fullmatch(r"[\d.]+|true|false", text))
    return json.dumps(text, ensure_ascii=False) if quoted or not SAFE.fullmatch(text) else text


def typed(scalar):
    if is_number(scalar): return float(scalar)
    if not scalar.quoted and scalar in ("true", "false"): return scalar == "true"
    return str(scalar)


def cql2_of(node):
    (op, body), = node.items()
    word = OPS.get(op, op)
    if op in ("all", "any"): return {"op": word, "args": [cql2_of(n) for n in body]}
    if op == "not": return {"op": word, "args": [cql2_of(body)]}
    if not isinstance(body, list): return {"op": word, "args": [{"property": str(body)}]}
    items = [typed(i) for item in body[1:] for i in (item if isinstance(item, list) else [item])]
    return {"op": word, "args": [{"property": str(body[0])}, *([items] if op == "in" else items)]}


def words_of(condition):
    if isinstance(condition, bool): return
    if condition["op"] in ("and", "or", "not"):
        for child in condition["args"]: yield from words_of(child)
        return
    name = condition["args"][0]["property"]
    literals = condition["args"][1] if condition["op"] == "in" else condition["args"][1:]
    for literal in literals:
        if condition["op"] == "like": yield name, str(literal).replace("%", "x") if str(literal)[0] == "%" else str(literal).replace("%", "01")
        elif isinstance(literal, float): yield from ((name, x) for x in (literal - 1, literal, literal + 1))
        else: yield name, literal
    if condition["op"] == "isNull": yield name, "x"


class Suggestion:
    def __init__(self, rule, words):
        self.rule, self.words = rule, words
        self.measures = rule.tree.get("measure", {})

    def wheres(self, layer):
        """(where, changed where) of every measure of the layer."""
        for name, measure in self.measures.items():
            if str(measure["layer"]) != layer or "where" not in measure: continue
            maker = Mutants(self.rule.tree, self.words)
            path = ("measure", name, "where")
            maker.condition(path, measure["where"], "", layer)
            for _, _, edits in maker.out:
                other = changed(self.rule.tree, edits)["measure"][name].get("where")
                try: yield cql2_of(measure["where"]), cql2_of(other)
                except (IndexError, AttributeError): continue
            yield cql2_of(measure["where"]), True

    def features(self, layer):
        """What is met by every role, and as few features besides as tell every changed condition from the condition."""
        pairs = list(self.wheres(layer))
        values = {}
        for pair in pairs:
            for condition in pair:
                for name, word in words_of(condition): values.setdefault(name, []).extend([word] if word not in values.get(name, []) else [])
        if not values: return [{}], []
        for name in values:
            texts = [v for v in values[name] if str(v)[:1] == str(v)[-1:] == "x"]
            if len(texts) > 1: values[name].append("".join(texts))
            if self.words.layers[layer][name]["empty_means_none"]: values[name].append("")
        candidates = [dict(c) for c in itertools.islice(itertools.product(*([(n, v) for v in vs] for n, vs in values.items())), 4000)]
        wheres = [cql2_of(m["where"]) for m in self.measures.values() if str(m["layer"]) == layer and "where" in m]
        firsts = []
        for where in wheres:
            # What counts for this measure, to be met by every role; where every word is named, a feature that may count.
            if not any(evaluate(where, f) for f in firsts): firsts.append(next((c for c in candidates if evaluate(where, c)), {}))
        chosen, left = [], pairs
        for pick in itertools.chain(firsts, itertools.repeat(None)):
            if pick is None:
                pick = max(candidates, key=lambda c: sum(evaluate(a, c) != evaluate(b, c) for a, b in left))
                if not any(evaluate(a, pick) != evaluate(b, pick) for a, b in left): break
                chosen.append(pick)
            left = [(a, b) for a, b in left if evaluate(a, pick) == evaluate(b, pick)]
        return firsts, chosen if {} in firsts else chosen + [{}]

    def roles(self, layer):
        words = [r for m in self.measures.values() if str(m["layer"]) == layer for r in (m["roles"] if isinstance(m["roles"], list) else [m["roles"]])]
        if all(w in ROLES for w in words): return ["permanent", "tunnel", "blasting"]
        return [role for roles in CLASSES.values() for role in roles]

    def items(self, layer):
        """One line each: all features met by every role that counts, the first of them by every role."""
        mine = {n: m for n, m in self.measures.items() if str(m["layer"]) == layer}
        stats = {"share" if str(m["stat"]) == "share_outside" else str(m["stat"]) for m in mine.values()}
        via = next((str(m["via"]) for m in mine.values() if "via" in m), None)
        (firsts, features), roles = self.features(layer), self.roles(layer)
        counted = [r for r in roles if any(r in role_set(m["roles"]) for m in mine.values())]
        lines = [(f, role) for f in firsts for role in roles] + [(f, counted[0] if len(counted) == 1 else counted) for f in features]
        for i, (fields, role) in enumerate(lines):
            item = {"layer": layer, **({"via": via} if via else {}), **({"fields": fields} if fields else {}), "role": role}
            for stat, factor in (("area", 10), ("net_area", 9), ("length", 3), ("count", 1), ("share", 0.001), ("distance", 5)):
                if stat in stats: item[stat] = (2 ** i if len(lines) < 16 else i * i + 1) * factor if stat != "distance" else 5.0
            yield item

    def found_cases(self):
        if not self.measures: return
        layers = sorted({str(m["layer"]) for m in self.measures.values()})
        together = []
        for layer in layers:
            items = list(self.items(layer))
            if any("distance" in item for item in items):
                # Only the nearest shows: a case each.
                for n, item in enumerate(items, 1): yield self.found_case(f"what is near in {layer} ({n})", [item])
                continue
            together += items
        if together: yield self.found_case("what is counted", together)

    def found_case(self, name, items):
        expanded = [{"fields": {}, "area": 0, "net_area": 0, "length": 0, "share": 0, "distance": 0, "count": 1, **item, "role": role}
                    for item in items for role in (item["role"] if isinstance(item["role"], list) else [item["role"]])]
        expect = {}
        for key, measure in self.measures.items():
            m = {"layer": str(measure["layer"]), "stat": str(measure["stat"]), "roles": role_set(measure["roles"])}
            if "via" in measure: m["via"] = str(measure["via"])
            if "where" in measure: m["where"] = cql2_of(measure["where"])
            if "max_distance" in measure: m["max_distance"] = float(measure["max_distance"])
            limits = measured(m, expanded)
            expect[key] = limits.lo if limits.exact() else \
                {"more_than": limits.lo} if limits.open_lo else \
                {"at_least": limits.lo} if limits.hi == INFINITY else {"between": [limits.lo, limits.hi]}
        lines = [f"  - name: {name}", "    found:", *(f"      - {flow(item)}" for item in items), f"    expect: {{measured: {flow(expect)}}}"]
        return "\n".join(lines)

    def copies(self, what):
        if what.startswith("applies."): yield from self.day_cases()
        elif re.match(r"(industries|types|activities): ", what): yield from self.trade_cases()
        else: yield from self.hair_cases(what)

    def day_cases(self):
        """The day before and the first day, the last day and the day after, on what a case gives that the rule concerns."""
        applies = self.rule.tree["applies"]
        for key, day, before in (("from", "the first day", "the day before"), ("to", "the day after", "the last day")):
            if key not in applies: continue
            date = datetime.date.fromisoformat(applies[key])
            for case in self.rule.tree["cases"]:
                given = {"given": case["given"]} if "given" in case else {}
                for name, on, inside in ((day, date, key == "from"), (before, date - datetime.timedelta(1), key == "to")):
                    yield plain({"name": f"{name}, {case['name']}", "as_of": on.isoformat(), **given, "expect": {"applies": inside}})

    def trade_cases(self):
        """Every word of `applies` by itself."""
        applies = self.rule.tree["applies"]
        kinds, codes, activities = (applies.get(k, []) for k in ("types", "industries", "activities"))
        activity = {"activity": activities[0]} if activities else {}
        if kinds: yield plain({"name": "every type", "each": {"project_type": kinds}, "given": activity, "expect": {"applies": True}})
        if codes: yield plain({"name": "every industry", "each": {"industry": codes}, "given": {"project_type": "factory", **activity}, "expect": {"applies": True}})
        trade = {"project_type": kinds[0]} if kinds else {"project_type": "factory", "industry": codes[0]} if codes else {}
        if activities: yield plain({"name": "every activity", "each": {"activity": activities}, "given": trade, "expect": {"applies": True}})

    def hair_cases(self, what):
        """Cases of the rule, moved to a hair beside the threshold that was changed without anybody noticing."""
        numbers = re.search(r" (-?[\d.]+) -> (-?[\d.]+)$", what)
        if not numbers: return
        beside = (float(numbers[1]) + float(numbers[2])) / 2
        for case in self.rule.tree["cases"]:
            for name, given in case.get("given", {}).items():
                if name not in self.measures or not is_number(given): continue
                copy = changed(case, [(("given", name), given.like(f"{beside:.10g}")), (("name",), Scalar(f"{case['name']}, {name} {beside:.10g}"))])
                if "as_of" in copy: continue
                yield copy


def plain(tree):
    """Plain values as a tree of a rule file."""
    if isinstance(tree, dict): return Map((k, plain(v)) for k, v in tree.items() if v != {})
    if isinstance(tree, list): return List(map(plain, tree))
    if isinstance(tree, Scalar): return tree
    return Scalar(str(tree).lower() if isinstance(tree, bool) else str(tree))


def role_set(roles):
    words = [str(r) for r in (roles if isinstance(roles, list) else [roles])]
    return [role for word in words for role in (sum(CLASSES.values(), []) if word == "all" else CLASSES.get(word, [word]))]


def hairs(program, suggestion, words):
    """For every tiny change that survives: the first copy of a case that passes and notices it."""
    rule, out, settled = suggestion.rule, [], set()
    rows = try_all(program, [rule], words)
    for _, _, what, answer in rows:
        if not what or noticed(answer): continue
        if what in settled: continue
        for copy in suggestion.copies(what):
            trial = changed(rule.tree, [(("cases",), List([copy]))])
            twin = Rule.__new__(Rule)
            twin.__dict__ = {**rule.__dict__, "tree": trial}
            answers = {w: a for _, _, w, a in try_all(program, [twin], words, what)}
            if not answers[""]["failed"] and answers[what]["failed"]:
                out.append(flow(copy))
                # One case may notice several changes.
                settled |= {w for _, _, w, a in try_all(program, [twin], words) if a["failed"]}
                break
    return [f"  - {text}" for text in out]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("rules", type=Path)
    parser.add_argument("id", nargs="+")
    parser.add_argument("--append", action="store_true", help="write them to the end of the rule's file")
    args = parser.parse_args()
    rules, words = load(args.program, args.rules)
    for rule in rules:
        if rule.id not in args.id: continue
        suggestion = Suggestion(rule, words)
        counted = any("measured" in case["expect"] for case in rule.tree["cases"])
        text = "\n".join([*([] if counted else suggestion.found_cases()), *hairs(args.program, suggestion, words)])
        print(f"# {rule.id}\n{text}")
        if args.append and text:
            with open(rule.path, "a", encoding="utf-8") as file: file.write(text + "\n")


if __name__ == "__main__":
    main()
