# SPDX-License-Identifier: Apache-2.0
"""The judging of docs/checklists.md over an export of the rules. Written from that page, as judging.py is from docs/rules.md."""
import itertools
from fractions import Fraction

from cql2 import INFINITY, evaluate, walk
from judging import axes, binds, concerned, fired, in_dates, in_force, measures_of, worlds

STRICT = {"info": 0, "allowed": 0, "undetermined": 1, "conditional": 2, "restricted": 3, "prohibited": 4}
GRAVEST = ("not_met", "open", "human", "conditional", "met")


def asking(table):
    """The attributes as a checklist reads them: what nobody claims is unknown too."""
    return {name: {**spec, "unstated": "unknown"} for name, spec in table.items()}


def reached(head, conditions, case, table):
    """Which of [(when, certain)] answer in some world; the last always holds."""
    rule = {**head, "exceptions": [], "branches": [{"when": w, "outcome": "allowed", "certain": c} for w, c in conditions]}
    return {branch for world in worlds(axes(rule, case, table)) for _, branch, _ in fired(rule, world)}


def item_state(head, item, case, table):
    if item["rules"]: return by_rules(item, case)
    ways = [(key, state) for key, state in (("skip_when", "not_concerned"), ("not_when", "not_met"), ("when", "met"), ("involves", "involved")) if key in item]
    keys = [key for key, _ in ways]
    otherwise = "not_concerned" if "involves" in keys else "not_met" if "when" in keys and "not_when" not in keys else "human"
    states = [state for _, state in ways] + [otherwise]
    numbers = reached(head, [(item[key], True) for key in keys] + [(True, True)], case, table)
    possible = {states[n - 1] for n in numbers}
    return possible.pop() if len(possible) == 1 else "open"


def by_rules(item, case):
    said = set()
    for rule in item["rules"]:
        answer = case["rules"].get(rule)
        if answer is None: said.add("open")
        elif answer["outcome"] == "prohibited": said.add("not_met")
        elif STRICT[answer["worst_possible"]] > STRICT[answer["outcome"]]: said.add("human" if answer["human"] else "open")
        else: said.add("conditional" if STRICT[answer["outcome"]] else "met")
    return next(state for state in GRAVEST if state in said)


def tiers(checklist, case, table):
    if not checklist["tiers"]: return []
    numbers = reached(checklist, [(t["when"], t["certain"]) for t in checklist["tiers"]] + [(True, True)], case, table)
    ids = [t["id"] for t in checklist["tiers"]] + ["none"]
    found = []
    for n in sorted(numbers, key=lambda n: (n <= len(checklist["tiers"]), n)):
        if ids[n - 1] not in found: found.append(ids[n - 1])
    return found


# ------------------------------------------------------------------------------------------------ money
def steps(metres):
    """0.01 m2, as results show areas; None without a limit."""
    return None if metres == INFINITY else int(Fraction(metres) * 100 + Fraction(1, 2))


def half_up(cents): return int(cents + Fraction(1, 2))


class Row:
    def __init__(self, span, rate, floor, factor):
        self.lo, self.hi, self.rate, self.floor, self.factor = steps(span.lo), steps(span.hi), rate, floor, factor

    def cents(self, area, which): return half_up(Fraction(area, 100) * self.rate * self.factor[which])

    def price(self, which): return self.rate * self.factor[which]


def rate_on(case, item, key):
    day = case.get("as_of")
    rows = [r for r in case["rates"] if r["item"] == item and (day is None or in_dates(r, day))]
    return rows[0].get(key) if rows else None


def factors(checklist, case):
    """(least, most) of the project, and the factor of public-benefit forest."""
    least = most = public = Fraction(1)
    for m in checklist["fee"]["multipliers"]:
        factor = Fraction(rate_on(case, m["id"], "factor") or m["factor"], 100)
        if "when" not in m: public *= factor
        else:
            holds = evaluate(m["when"], case["attributes"])
            least *= factor if holds else 1
            most *= 1 if holds is False else factor
    return least, most, public


def rows_of(checklist, case):
    measures = measures_of(checklist, case)
    least, most, public = factors(checklist, case)
    for c in checklist["fee"]["classes"]:
        rate = rate_on(case, c["id"], "cents")
        for name, factor in ((c["plain"], 1), (c["public"], public)):
            if not name or steps(measures[name].hi) == 0: continue
            yield Row(measures[name], c["floor_cents"] if rate is None else rate, rate is None, (least * factor, most * factor))


def shared_out(rows, total, which):
    """The limit of the sum where the rows share `total` (None: no limit): the least with 0, the most with 1."""
    sure = sum(r.lo for r in rows)
    if which == 0: rest = max(0, total - sure)
    elif total is not None and total >= sure: rest = total - sure
    else:
        if any(r.hi is None for r in rows): return None
        return sum(r.cents(r.hi, 1) for r in rows)
    out = 0
    for r in sorted(rows, key=lambda r: r.price(which), reverse=which == 1):
        more = rest if r.hi is None else min(rest, r.hi - r.lo)
        rest -= more
        out += r.cents(r.lo + more, which)
    return out


def fee(checklist, case):
    rows, total = list(rows_of(checklist, case)), measures_of(checklist, case)[checklist["fee"]["total"]]
    floor = any(r.floor for r in rows)
    other = measures_of(checklist, case)[checklist["fee"]["beside"]] if checklist["fee"]["beside"] else None
    more = other is not None and (steps(other.hi) is None or steps(other.hi) > steps(total.lo))  # of no class
    most = None if floor or more else shared_out(rows, steps(total.hi), 1)
    return {"lo_cents": shared_out(rows, steps(total.lo), 0), "hi_cents": most, "floor": floor}


# ------------------------------------------------------------------------------------------------ one list
def answer(checklist, case, export):
    table = asking(export["attributes"])
    concern = concerned(checklist, case["attributes"], table)
    binding = ("as_of" not in case or in_force(checklist, export["instruments"], case["as_of"])) and \
        ("region" not in case or binds(checklist, case["region"]))
    if not binding or concern is False: return {"applies": False, "instrument": "", "items": {}, "tiers": []}
    cited = next((s["instrument"] for s in checklist["sources"] if in_dates(s, case["as_of"])), checklist["sources"][-1]["instrument"]) if "as_of" in case else ""
    out = {"applies": concern is True, "instrument": cited, "tiers": tiers(checklist, case, table),
           "items": {i["id"]: item_state(checklist, i, case, table) for i in checklist["items"]}}
    if "fee" in checklist: out["fee"] = fee(checklist, case)
    return out


def names_in(checklist):
    conditions = [i[k] for i in checklist["items"] for k in ("skip_when", "not_when", "when", "involves") if k in i] + [t["when"] for t in checklist["tiers"]]
    return {a["property"] for c in itertools.chain.from_iterable(map(walk, conditions)) for a in c["args"] if isinstance(a, dict)}
