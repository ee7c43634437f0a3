# SPDX-License-Identifier: Apache-2.0
"""CQL2-JSON (OGC 21-065r2) over plain values, with the three truth values of SQL and of docs/rules.md: True, False, None (unknown).

Written from the standard and docs/rules.md only; the program's own evaluator is not used and was not a model (docs/decisions/0014).
A value is None (unknown), NA (known, matches nothing), bool, float, str, list of str, or Limits (a number known only by its limits).
"""
import datetime
import math
import re

NA = "n/a"


class Limits:
    """lo <= x <= hi; lo itself excluded if open_lo."""

    def __init__(self, lo, hi, open_lo=False):
        self.lo, self.hi, self.open_lo = float(lo), float(hi), open_lo

    def exact(self): return self.lo == self.hi and not self.open_lo

    def __eq__(self, other): return (self.lo, self.hi, self.open_lo) == (other.lo, other.hi, other.open_lo)

    def __repr__(self): return f"{'more than ' if self.open_lo else ''}{self.lo:g}..{self.hi:g}"


def negated(t): return None if t is None else not t


def conjunction(truths):
    truths = list(truths)
    if False in truths: return False
    return None if None in truths else True


def disjunction(truths): return negated(conjunction(negated(t) for t in truths))


def number_of(text):
    return float(text) if re.fullmatch(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?", text) else None


def limits_of(value):
    """The value as a number with limits, or None where it is no number."""
    if isinstance(value, Limits): return value
    if isinstance(value, bool): return None
    if isinstance(value, (int, float)): return Limits(value, value)
    number = number_of(value) if isinstance(value, str) else None
    return None if number is None else Limits(number, number)


def below(a, b):
    """a < b for all, for none, or for some of the values within the limits."""
    if a.hi < b.lo or (a.hi == b.lo and b.open_lo): return True
    return False if a.lo >= b.hi else None


def same(a, b):
    if a.exact() and b.exact(): return a.lo == b.lo
    return False if below(a, b) or below(b, a) else None


def ordered(op, a, b):
    """a < b, a <= b of two Limits."""
    if op == "<": return below(a, b)
    return True if a.hi <= b.lo else negated(below(b, a))


def equal(a, b):
    if a is None or b is None: return None
    for x, y in ((a, b), (b, a)):
        if isinstance(x, list): return disjunction(equal(item, y) for item in x)
    if isinstance(a, bool) or isinstance(b, bool): return isinstance(a, bool) and isinstance(b, bool) and a == b
    if isinstance(a, str) and isinstance(b, str): return a == b
    x, y = limits_of(a), limits_of(b)
    return same(x, y) if x and y else False


def matches_nothing(*values): return any(isinstance(v, str) and v == NA for v in values)


def compare(op, a, b):
    if a is None or b is None: return None
    if matches_nothing(a, b): return False
    if op == "=": return equal(a, b)
    if op == "<>": return negated(equal(a, b))
    if op in (">", ">="): return compare({">": "<", ">=": "<="}[op], b, a)
    x, y = limits_of(a), limits_of(b)
    if x and y: return ordered(op, x, y)
    if isinstance(a, str) and isinstance(b, str): return a < b if op == "<" else a <= b
    return None


def like(value, pattern):
    if value is None or isinstance(value, Limits): return None
    if isinstance(value, list): return any(like(item, pattern) for item in value)
    if value == NA: return False
    expression = "".join({"%": ".*", "_": "."}.get(c, re.escape(c)) for c in pattern)
    return re.fullmatch(expression, str(value), re.DOTALL) is not None


def calendar_day(value):
    """2026-08-15, 2026/8/15, 2026年8月15日; None for anything else."""
    found = re.fullmatch(r"(\d{4})(?:-(\d{1,2})-|/(\d{1,2})/|年(\d{1,2})月)(\d{1,2})日?(?:[ T].*)?", value) if isinstance(value, str) else None
    if not found: return None
    year, *months, day = found.groups()
    try: return datetime.date(int(year), int(next(m for m in months if m)), int(day))
    except ValueError: return None


def older_than(value, day, years):
    """The period of so many years that begins on the day `value` has ended before `day`: its last day is the day of the same number, or, where the month
    is shorter, the last of the month."""
    if matches_nothing(value, day): return False
    start, today = calendar_day(value), calendar_day(day)
    if not start or not today: return None
    try: last = start.replace(year=start.year + int(years))
    except ValueError: last = datetime.date(start.year + int(years), start.month + 1, 1) - datetime.timedelta(1)
    return last < today


def evaluate(condition, values):
    """values: name -> value; a name that is absent is unknown."""
    if isinstance(condition, bool): return condition
    op, args = condition["op"], condition["args"]
    if op in ("and", "or"):
        return (conjunction if op == "and" else disjunction)([evaluate(a, values) for a in args])
    if op == "not": return negated(evaluate(args[0], values))
    if op == "claimed": return values.get("claimed:" + args[0]["property"]) is True

    if op == "stated":
        name = args[0]["property"]
        return values["stated:" + name] if "stated:" + name in values else values.get(name) is not None

    def operand(arg): return values.get(arg["property"]) if isinstance(arg, dict) else arg
    value = operand(args[0])
    if op == "isNull": return value is None
    if op == "older_than": return older_than(value, operand(args[1]), args[2])
    if op == "in": return disjunction(compare("=", value, item) for item in args[1])
    if op == "like": return like(value, args[1])
    if op == "between": return conjunction([compare(">=", value, args[1]), compare("<=", value, args[2])])
    return compare(op, value, operand(args[1]))


def walk(condition):
    """Every comparison of the tree."""
    if isinstance(condition, bool): return
    if condition["op"] in ("and", "or", "not"):
        for child in condition["args"]: yield from walk(child)
    else:
        yield condition


def show(condition, values, depth=0):
    """The tree with the truth of each part, for a person."""
    word = {True: "yes", False: "no", None: "unknown"}[evaluate(condition, values)]
    pad = "  " * depth
    if isinstance(condition, bool): return [f"{pad}always: {word}"]
    if condition["op"] not in ("and", "or", "not"):
        names = [a["property"] for a in condition["args"] if isinstance(a, dict)]
        known = ", ".join(f"{n} = {values.get(n, values.get('claimed:' + n))}" for n in names)
        rest = [a for a in condition["args"] if not isinstance(a, dict)]
        return [f"{pad}{names[0]} {condition['op']} {rest or names[1:]} ({known}): {word}"]
    lines = [f"{pad}{condition['op']}: {word}"]
    for child in condition["args"]: lines += show(child, values, depth + 1)
    return lines


INFINITY = math.inf
