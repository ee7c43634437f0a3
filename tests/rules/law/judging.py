# SPDX-License-Identifier: Apache-2.0
"""The judging of docs/rules.md ("How it is judged", "Does a rule concern a project?", "Cases") over an export of the rules."""
import itertools
import re

from cql2 import INFINITY, NA, Limits, evaluate, limits_of, show, walk

STRICTNESS = {"info": 0, "allowed": 0, "conditional": 2, "restricted": 3, "prohibited": 4}
MOST = 4096


# ------------------------------------------------------------------------------------------------ what was found
def limits_from(given):
    if given == "unknown": return Limits(0, INFINITY)
    if not isinstance(given, dict): return Limits(given, given)
    return Limits(given.get("more_than", given.get("at_least", 0)), given.get("at_most", INFINITY), "more_than" in given)


def less_width(measure, feature):
    """Least and greatest distance: to a line, less the half width that its field states; where it does not, anything up to the greatest is possible."""
    distance = feature["distance"]
    if "less" not in measure: return distance, distance
    width = limits_of(feature["fields"].get(measure["less"]["field"]))
    if width is None or width.lo < 0: return max(0, distance - measure["less"]["at_most"]), distance
    return max(0, distance - width.lo), max(0, distance - width.lo)


def largest(sure, perhaps):
    """The largest number of the rows that hold; no row, or a number that cannot be read, says nothing."""
    stated = [q for q in sure if q is not None]
    if not sure: return Limits(0, INFINITY)
    return Limits(max(stated, default=0), INFINITY if None in perhaps else max(perhaps))


def measured(measure, found):
    """What a measure comes to over the features of a case."""
    stat, sure, perhaps = measure["stat"], [], []
    for f in found:
        if f["layer"] != measure["layer"] or f.get("via") != measure.get("via") or f["role"] not in measure["roles"]: continue
        counts = evaluate(measure.get("where", True), f["fields"])
        if counts is False: continue
        if stat == "value":
            quantity = limits_of(f["fields"].get(measure["field"]))
            quantity = quantity and quantity.lo
        elif stat == "distance": quantity = less_width(measure, f)
        else: quantity = f["share" if stat == "share_outside" else stat]
        perhaps.append(quantity)
        if counts: sure.append(quantity)
    if stat == "value": return largest(sure, perhaps)
    if stat == "distance":
        reach = measure["max_distance"]
        near, certain = [d[0] for d in perhaps if d[0] <= reach], [d[1] for d in sure if d[1] <= reach]
        if not near: return Limits(reach, INFINITY, True)
        return Limits(min(near), min(certain, default=INFINITY))
    low, high = sum(sure), sum(perhaps)
    if stat in ("share", "share_outside"): low, high = min(low, 1), min(high, 1)
    return Limits(1 - high, 1 - low) if stat == "share_outside" else Limits(low, high)


def measures_of(rule, case):
    if "found" in case: return {name: measured(m, case["found"]) for name, m in rule["measures"].items()}
    return {name: limits_from(given) for name, given in case["measures"].items()}


# ------------------------------------------------------------------------------------------------ place, day, trade
def in_dates(period, day): return (period["from"] or "") <= day and (not period["to"] or day < period["to"])


def in_force(rule, instruments, day):
    if not in_dates(rule["applies"], day): return False
    return len(rule["sources"]) > 1 or in_dates(instruments[rule["sources"][0]["instrument"]], day)


def listed(value): return value if isinstance(value, list) else [value]


def binds(rule, places):
    """In any of the rule's regions lies any of the places."""
    for region in listed(rule["region"]):
        if region == "00": return True
        while len(region) > 2 and len(region) % 2 == 0 and region.endswith("00"): region = region[:-2]
        if any(place.startswith(region) for place in listed(places)): return True
    return False


def one_of(value, words):
    return None if value is None else value != NA and value in words


def trade(rule, attributes, table):
    types, industries = rule["applies"]["types"], rule["applies"]["industries"]
    if not types and not industries: return True
    kind, code = attributes.get("project_type"), attributes.get("industry")
    by_type = one_of(kind, types) if types else False
    by_code = False
    if industries and code is None:
        # The type settles the trade, unless it is generic or unstated.
        by_code = None if kind is None or kind in table["project_type"]["generic"] else False
    elif industries and code != NA:
        if any(code.startswith(p) for p in industries): by_code = True
        elif any(p.startswith(code) for p in industries): by_code = None
    if True in (by_type, by_code): return True
    return None if None in (by_type, by_code) else False


def concerned(rule, attributes, table):
    activities = rule["applies"]["activities"]
    activity = one_of(attributes.get("activity"), activities) if activities else True
    both = (trade(rule, attributes, table), activity)
    if False in both: return False
    return None if None in both else True


# ------------------------------------------------------------------------------------------------ possible values
def between(cuts, lo=-INFINITY, hi=INFINITY):
    """The cuts, a value in each gap, and one beyond either end."""
    cuts = sorted(cuts)
    if not cuts: return [0.0]
    middles = [(a + b) / 2 for a, b in zip(cuts, cuts[1:])]
    return [x for x in sorted([cuts[0] - 1, *cuts, *middles, cuts[-1] + 1]) if lo <= x <= hi]


def uses(name, comparisons):
    """Literals that `name` is compared with; whether the list of its values can be finite."""
    literals, patterns, closed, asks_null = [], [], True, False
    for c in comparisons:
        names = [a["property"] for a in c["args"] if isinstance(a, dict)]
        if name not in names or c["op"] in ("claimed", "stated"): continue
        if len(names) > 1: closed = False
        if c["op"] == "isNull": asks_null = True
        elif c["op"] == "like": patterns.append(c["args"][1])
        elif c["op"] == "in": literals += c["args"][1]
        else: literals += [a for a in c["args"] if not isinstance(a, dict)]
    return literals, patterns, closed, asks_null


def numbers_in(literals): return {float(x) for x in literals if not isinstance(x, (str, bool))}


def values_of_measure(limits, literals):
    cuts = {limits.lo} | {x for x in numbers_in(literals) if limits.lo < x < limits.hi}
    if limits.hi < INFINITY: cuts.add(limits.hi)
    return [x for x in between(cuts, limits.lo, limits.hi) if not (limits.open_lo and x == limits.lo)]


def values_of_attribute(spec, literals, patterns, asks_null):
    """Enough values that every comparison takes every turn that it can; None where no list would do."""
    if spec["type"] == "boolean": values = [True, False]
    elif spec["type"] in ("number", "integer"):
        cuts = numbers_in(literals)
        values = between(cuts)
        if spec["type"] == "integer": values = sorted({float(x // 1) for x in values} | cuts)
    elif spec["type"] == "list":
        words = sorted(set(literals))
        if patterns or len(words) > 5: return None
        words.append("(another)")
        values = [list(c) for n in range(len(words) + 1) for c in itertools.combinations(words, n)]
    elif spec["values"]: values = list(spec["values"])
    else:
        if any("_" in p or "%" in p[:-1] for p in patterns): return None
        values = ["(another)", *map(str, literals)]
        for stem in (p.rstrip("%") for p in patterns): values += [stem, stem + "~"]
        # A day after each that is named; "(another)" sorts before them.
        if spec["type"] == "date": values += [f"{day}~" for day in literals]
    return values + [NA] + ([None] if asks_null else [])


def unclaimed(value): return value is None or value is False or value == 0


def not_claimed(spec):
    if spec["type"] == "boolean": return False
    return 0.0 if spec["type"] in ("number", "integer") else NA


def axes(rule, case, table):
    """name -> its possible values; one value where it is known or where three-valued logic has to do."""
    comparisons = [c for part in rule["branches"] + rule["exceptions"] for c in walk(part["when"])]
    measures, out = measures_of(rule, case), {}
    for c in comparisons:
        for name in (a["property"] for a in c["args"] if isinstance(a, dict)):
            literals, patterns, closed, asks_null = uses(name, comparisons)
            if name in measures:
                given = measures[name]
                out[name] = [given] if given.exact() or not closed else values_of_measure(given, literals)
                continue
            value, spec = case["attributes"].get(name), table[name]
            if name == "as_of": value = case.get("as_of", value)
            if name == "industry" and isinstance(value, str):  # C2 against C26: the trade may be the one that is named
                named = [re.split("[%_]", x)[0] for x in [*literals, *patterns] if isinstance(x, str)]
                if any(len(x) > len(value) and x.startswith(value) for x in named): value = None
            if c["op"] == "stated":
                out["stated:" + name] = [value is not None]
                continue
            exemption = spec["unstated"] == "not_claimed"
            if c["op"] == "claimed" and not exemption:
                out["claimed:" + name] = [value is True]
                continue
            if exemption and unclaimed(value): value = not_claimed(spec)
            possible = None
            if value is None and closed: possible = values_of_attribute(spec, literals, patterns, asks_null)
            out[name] = possible or [value]
            if c["op"] == "claimed": out["claimed:" + name] = [value is True]
    return out


def worlds(possible):
    names, count, varied = sorted(possible, key=lambda n: (len(possible[n]), n)), 1, {}
    for name in names:
        many = len(possible[name]) > 1
        if many and count * len(possible[name]) > MOST: continue  # left out: unknown
        varied[name] = possible[name]
        count *= len(possible[name])
    for values in itertools.product(*varied.values()): yield dict(zip(varied, values))


# ------------------------------------------------------------------------------------------------ one rule
def fired(rule, world):
    """(outcome, branch, exception) of what holds or may hold in one world."""
    for b, branch in enumerate(rule["branches"], 1):
        holds = evaluate(branch["when"], world)
        if holds is False: continue
        excused = False
        if STRICTNESS[branch["outcome"]]:
            for e, exception in enumerate(rule["exceptions"], 1):
                claimed = evaluate(exception["when"], world)
                if claimed is False: continue
                yield exception["outcome"], b, e
                if claimed:
                    excused = True
                    break
        if not excused: yield branch["outcome"], b, 0
        if holds and branch["certain"]: return
    yield "allowed", 0, 0


def boiled_down(outcomes):
    """The pair and who gives it."""
    words = {o for o, _, _ in outcomes}
    strict = {STRICTNESS[o] for o in words}
    if max(strict) == 0:
        word = "info" if "info" in words else "allowed"
        sure, least, worst = len(words) == 1, word, word
    else:
        sure = min(strict) > 0
        least, worst = (next((o for o in words if STRICTNESS[o] == pick), None) for pick in (min(strict), max(strict)))
    first = min((b, e) for o, b, e in outcomes if o == worst)
    return {"outcome": least if sure or max(strict) == 0 else "undetermined", "worst_possible": worst,
            "branch": max(b for o, b, _ in outcomes if o == least) if sure else 0, "worst_branch": first[0], "exception": first[1]}


def cited(rule, case, exception):
    if "as_of" not in case: return None
    if exception and rule["exceptions"][exception - 1]["instrument"]: return rule["exceptions"][exception - 1]["instrument"]
    return next((s["instrument"] for s in rule["sources"] if in_dates(s, case["as_of"])), rule["sources"][-1]["instrument"])


NOTHING = {"outcome": "allowed", "worst_possible": "allowed", "branch": 0, "worst_branch": 0, "exception": 0, "instrument": ""}


def answer(rule, case, export):
    """What the rule says of the case, and the steps to it."""
    table = export["attributes"]
    binding = ("as_of" not in case or in_force(rule, export["instruments"], case["as_of"])) and \
        ("region" not in case or binds(rule, case["region"]))
    concern = concerned(rule, case["attributes"], table)
    if not binding or concern is False: return {**NOTHING, "applies": False}, []
    possible = axes(rule, case, table)
    outcomes = {f for world in worlds(possible) for f in fired(rule, world)}
    out = boiled_down(outcomes)
    if concern is None and STRICTNESS[out["worst_possible"]]: out.update(outcome="undetermined", branch=0)
    out["instrument"] = cited(rule, case, out["exception"])
    out["applies"] = concern is True
    open_names = {n: v for n, v in possible.items() if len(v) > 1}
    known = {n: v[0] for n, v in possible.items() if len(v) == 1}
    steps = [f"possible: {n} in {v}" for n, v in open_names.items()] + [f"outcomes: {sorted(outcomes)}"]
    for n, branch in enumerate(rule["branches"], 1): steps += [f"branch {n}", *show(branch["when"], known, 1)]
    return out, steps
