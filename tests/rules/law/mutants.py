# SPDX-License-Identifier: Apache-2.0
"""The changes of a rule that its cases have to notice. Each is (line, what, [(path, new)])."""
import datetime
import re

from rule_file import DROP, Map, Scalar, at

OPERATORS = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "=": "!=", "!=": "=", "all": "any", "any": "all"}
STATS = ("area", "net_area", "length", "count", "share", "share_outside", "overlap_area")
ROLES = ("occupation", "non_surface", "influence", "all")
OUTCOMES = ("prohibited", "restricted", "conditional", "info", "allowed")
TINY = 0.001  # below what is measured: results have 0.01
NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?", re.I)


class Words:
    """Other words that a field or an attribute could have had, by the tables of the export."""

    def __init__(self, book):
        self.attributes, self.layers = book["attributes"], book["layers"]

    def other(self, name, word, used, layer=""):
        """A word that is not among `used`."""
        if word in ("true", "false"): return word.like("false" if word == "true" else "true")
        known = (self.layers[layer] if layer else self.attributes).get(name, {}).get("values", [])
        for candidate in known:
            if candidate not in used: return word.like(candidate)
        if known: return word.like(next(k for k in known if k != word))
        other = another_text(word)
        while other in used: other = another_text(other)
        return word.like(other)

    def other_layer(self, layer, fields):
        """A kind that has the fields too, if there is one; else any."""
        others = [k for k in self.layers if k != layer]
        return next((k for k in others if all(f in self.layers[k] for f in fields)), others[0])


def another_text(word):
    """01% -> 02%, C26 -> C27, 禁止 -> 禁止X."""
    place = re.search(r"\d(?=\D*$)", word)
    if place: return word[:place.start()] + str((int(place.group()) + 1) % 10) + word[place.end():]
    end = len(word.rstrip("%"))
    return word[:end] + "X" + word[end:]


def conditions_words(node):
    """(name, words) of every comparison with text."""
    if isinstance(node, list):
        for child in node: yield from conditions_words(child)
    elif isinstance(node, dict):
        for op, body in node.items():
            if op in ("all", "any", "not"): yield from conditions_words(body)
            elif isinstance(body, list): yield str(body[0]), [str(w) for w in flat(body[1:]) if not is_number(w)]


def flat(items):
    for item in items:
        if isinstance(item, list): yield from flat(item)
        elif not isinstance(item, dict): yield item


def is_number(scalar): return isinstance(scalar, Scalar) and not scalar.quoted and NUMBER.fullmatch(scalar) is not None


def shorten(number): return f"{number:.10g}"


class Mutants:
    def __init__(self, tree, words):
        self.tree, self.words, self.out = tree, words, []

    def add(self, path, new, what, more=()):
        old = at(self.tree, path)
        self.out.append((old.line, what, [(path, new), *more]))

    def all(self):
        self.dates()
        self.applies()
        for name in self.tree.get("measure", {}): self.measure(name)
        for part in ("branches", "exceptions"):
            for i, branch in enumerate(self.tree.get(part, ())): self.branch(part, i, branch)
        return self.out

    # ------------------------------------------------------------------------------------------------ dates
    def shifted(self, path, days):
        old = at(self.tree, path)
        return old.like((datetime.date.fromisoformat(old) + datetime.timedelta(days)).isoformat())

    def dates(self):
        applies, sources = self.tree.get("applies", {}), self.tree.get("sources", [])
        for days in (-1, 1):
            for key in ("from", "to"):
                end = 0 if key == "from" else len(sources) - 1
                path = ("applies", key)
                if key not in applies: continue
                with_source = sources and sources[end].get(key) == applies[key]
                more = [(("sources", end, key), self.shifted(("sources", end, key), days))] if with_source else []
                self.add(path, self.shifted(path, days), f"applies.{key} {days:+} day", more)
            for i, source in enumerate(sources):
                if "to" not in source or i + 1 == len(sources): continue
                following = ("sources", i + 1, "from")
                self.add(("sources", i, "to"), self.shifted(("sources", i, "to"), days), f"change from source {i + 1} to {i + 2} {days:+} day",
                         [(following, self.shifted(following, days))])

    # ------------------------------------------------------------------------------------------------ which projects
    def applies(self):
        for key, name in (("industries", "industry"), ("types", "project_type"), ("activities", "activity")):
            words = self.tree.get("applies", {}).get(key, [])
            for i, word in enumerate(words):
                path = ("applies", key, i)
                if len(words) > 1: self.add(path, DROP, f"{key}: {word} dropped")
                other = self.words.other(name, word, words)
                self.add(path, other, f"{key}: {word} -> {other}")
        region = self.tree["region"]
        if isinstance(region, list):
            for i, code in enumerate(region):
                self.add(("region", i), DROP, f"region {code} dropped")
                self.add(("region", i), code.like(another_text(code)), f"region {code} -> another")
        elif region != "00" and len(region) < 6: self.add(("region",), region.like(another_text(region)), "another region")

    # ------------------------------------------------------------------------------------------------ measures
    def measure(self, name):
        path, measure = ("measure", name), self.tree["measure"][name]
        fields = [f for f, _ in conditions_words(measure.get("where"))]
        layer = measure["layer"]
        other = self.words.other_layer(str(layer), fields)
        self.add((*path, "layer"), layer.like(other), f"{name}: layer {layer} -> {other}")
        stat = measure["stat"]
        for word in STATS if stat != "distance" else ():
            if word != stat and "via" not in measure: self.add((*path, "stat"), stat.like(word), f"{name}: stat {stat} -> {word}")
        self.roles(name, (*path, "roles"), measure["roles"])
        if "max_distance" in measure:
            # Only the smaller one: whoever searches farther answers the same.
            smaller = measure["max_distance"].like(shorten(float(measure["max_distance"]) - 1))
            self.add((*path, "max_distance"), smaller, f"{name}: max_distance -1")
        if "less" in measure:
            most = measure["less_most"]
            self.add((*path, "less"), DROP, f"{name}: less dropped", [((*path, "less_most"), DROP)])
            for add in (-1, 1): self.add((*path, "less_most"), most.like(shorten(float(most) + add)), f"{name}: less_most {add:+}")
        if "where" in measure:
            self.add((*path, "where"), DROP, f"{name}: where dropped")
            self.condition((*path, "where"), measure["where"], f"{name}: ", str(layer))

    def roles(self, name, path, roles):
        if isinstance(roles, list):
            for i, role in enumerate(roles):
                if len(roles) > 1: self.add((*path, i), DROP, f"{name}: role {role} dropped")
            roles = Scalar("several")
        for word in ROLES:
            if word != roles: self.add(path, Scalar(word), f"{name}: roles -> {word}")

    # ------------------------------------------------------------------------------------------------ branches
    def branch(self, part, i, branch):
        path, title = (part, i), f"{part[:-1] if part == 'exceptions' else 'branch'} {i + 1}"
        self.add(path, DROP, f"{title} dropped")
        for outcome in OUTCOMES:
            if outcome != branch["outcome"]: self.add((*path, "outcome"), branch["outcome"].like(outcome), f"{title}: outcome -> {outcome}")
        if part == "branches":
            certain = branch.get("certain", Scalar("true"))
            more = Map(branch)
            more.line = branch.line
            more["certain"] = certain.like("false" if certain == "true" else "true")
            self.add(path, more, f"{title}: certain -> {more['certain']}")
        if isinstance(branch.get("when"), dict): self.condition((*path, "when"), branch["when"], f"{title}: ", "")

    # ------------------------------------------------------------------------------------------------ conditions
    def condition(self, path, node, title, layer):
        for op, body in node.items():
            inner = (*path, op)
            if op in OPERATORS and (op not in ("all", "any") or len(body) > 1):
                turned = Map((OPERATORS[op] if k == op else k, v) for k, v in node.items())
                turned.line = node.line
                self.add(path, turned, f"{title}{op} -> {OPERATORS[op]}")
            if op in ("all", "any"):
                for i, child in enumerate(body): self.condition((*inner, i), child, title, layer)
            elif op == "not":
                self.add(path, body, f"{title}not dropped")
                self.condition(inner, body, title, layer)
            elif isinstance(body, list): self.literals(inner, body, str(body[0]), title, layer, 1)

    def literals(self, path, body, name, title, layer, first):
        words = list(flat(body[first:]))
        for i in range(first, len(body)):
            item, here = body[i], (*path, i)
            if isinstance(item, list): self.literals(here, item, name, title, layer, 0)
            elif is_number(item): self.thresholds(here, item, name, title, layer)
            elif isinstance(item, Scalar):
                other = self.words.other(name, item, words, layer)
                self.add(here, other, f"{title}{name} {item} -> {other}")
                if len(words) > 1: self.add(here, DROP, f"{title}{name} {item} dropped")

    def whole(self, name, layer):
        """Counts and whole numbers: what lies between two of them is no other threshold."""
        known = self.tree.get("measure", {})
        if layer: return False
        return known[name]["stat"] == "count" if name in known else self.words.attributes.get(name, {}).get("type") == "integer"

    def thresholds(self, path, number, name, title, layer):
        value = float(number)
        others = {value + 1, value - 1}
        if value: others.add(value * 1000)
        if not self.whole(name, layer): others |= {value + TINY, value - TINY}
        for other in sorted(others): self.add(path, number.like(shorten(other)), f"{title}{name} {number} -> {shorten(other)}")


class ChecklistMutants(Mutants):
    """Of a checklist: its items, tiers and fee instead of branches."""

    def all(self):
        self.dates()
        self.applies()
        for name in self.tree.get("measure", {}): self.measure(name)
        for i, item in enumerate(self.tree.get("items", ())): self.item(("items", i), item)
        for i, tier in enumerate(self.tree.get("tiers", ())): self.tier(i, tier)
        if "fee" in self.tree: self.fee(self.tree["fee"])
        return self.out

    def item(self, path, item):
        title = f"item {item['id']}: "
        for key in ("skip_when", "not_when", "when", "involves"):
            if key not in item: continue
            self.add((*path, key), DROP, f"{title}{key} dropped")
            self.condition((*path, key), item[key], f"{title}{key}: ", "")

    def tier(self, i, tier):
        title = f"tier {i + 1} {tier['id']}"
        tiers = self.tree["tiers"]
        self.add(("tiers", i), DROP, f"{title} dropped")
        if i + 1 < len(tiers): self.add(("tiers", i), tiers[i + 1], f"{title} after the next", [(("tiers", i + 1), tier)])
        if "certain" in tier: self.add(("tiers", i, "certain"), DROP, f"{title}: certain dropped")
        if isinstance(tier.get("when"), dict): self.condition(("tiers", i, "when"), tier["when"], f"{title}: ", "")

    def money(self, path, number, title):
        for step in (0.01, -0.01): self.add(path, number.like(shorten(float(number) + step)), f"{title} {number} -> {shorten(float(number) + step)}")

    def fee(self, fee):
        for i, one in enumerate(fee["classes"]):
            path = ("fee", "classes", i)
            self.money((*path, "floor"), one["floor"], f"class {one['id']}: floor")
            self.add((*path, "plain"), one["public"], f"class {one['id']}: plain and public exchanged", [((*path, "public"), one["plain"])])
            self.add(path, DROP, f"class {one['id']} dropped")
        for i, one in enumerate(fee["multipliers"]):
            path, title = ("fee", "multipliers", i), f"multiplier {one['id']}"
            self.money((*path, "factor"), one["factor"], f"{title}: factor")
            if "when" in one: self.condition((*path, "when"), one["when"], f"{title}: ", "")
        for name in self.tree["measure"]:
            if name != fee["total"]: self.add(("fee", "total"), fee["total"].like(str(name)), f"fee: total {fee['total']} -> {name}")
            if "beside" in fee and name not in (fee["beside"], fee["total"]): self.add(("fee", "beside"), fee["beside"].like(str(name)), f"fee: beside {fee['beside']} -> {name}")
        if "beside" in fee: self.add(("fee", "beside"), DROP, "fee: beside dropped")


def mutants_of(tree, words): return (Mutants if "branches" in tree else ChecklistMutants)(tree, words).all()
