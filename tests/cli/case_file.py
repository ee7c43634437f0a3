# SPDX-License-Identifier: Apache-2.0
"""Reads a case file into steps. The format is in README.md beside this file."""
import re
from dataclasses import dataclass, field


class CaseError(Exception):
    """The case file itself is wrong: line and reason."""


@dataclass
class Step:
    word: str  # file, xlsx, raster, copy, record, cut, env, needs, run, exit, stdout, stderr, exists, absent, contents, cells, same
    line: int
    args: list = field(default_factory=list)
    text: str = ""  # block, or the rest of the line


BLOCK = re.compile(r"\s*<<([A-Z]+)$")
STREAM_FORMS = ("has", "lacks", "empty", "json")
ARGUMENTS = {"copy": 2, "record": 1, "cut": 2, "same": 2, "exists": 1, "absent": 1, "exit": 1, "needs": 1}
CHECKS = {"exit", "stdout", "stderr", "exists", "absent", "contents", "cells", "same"}


def read_case(text):
    """(title, steps)"""
    lines = text.splitlines()
    if not lines or not lines[0].startswith("# ") or not lines[0][2:].strip():
        raise CaseError("1: the first line says in a comment what the case shows")
    steps, at = [], 1
    while at < len(lines):
        line = lines[at].rstrip()
        at += 1
        if not line or line.startswith("#"):
            continue
        start, block = at, None
        found = BLOCK.search(line)
        if found and not line.startswith("$ "):
            end = next((i for i in range(at, len(lines)) if lines[i].rstrip() == found.group(1)), None)
            if end is None:
                raise CaseError(f"{start}: no line {found.group(1)} ends this block")
            block = "".join(row + "\n" for row in lines[at:end])
            at, line = end + 1, line[:found.start()]
        steps.append(read_step(line, start, block))
    check_order(steps)
    return lines[0][2:].strip(), steps


def read_step(line, number, block):
    if line.startswith("$ "):
        words = line[2:].split(None, 1)
        if words[0] != "zonegate":
            raise CaseError(f"{number}: only zonegate is run; cases have no shell")
        return Step("run", number, text=words[1] if len(words) > 1 else "")
    word, _, rest = line.partition(" ")
    rest = rest.strip()
    if word in ("stdout", "stderr"):
        return read_stream(word, rest, number, block)
    if word in ("file", "xlsx", "contents", "cells"):
        if block is None or not rest:
            raise CaseError(f"{number}: {word} NAME <<END ... END")
        return Step(word, number, [rest], block)
    if word == "raster":
        if block is None or len(rest.split()) < 5:
            raise CaseError(f"{number}: raster NAME CRS LEFT TOP CELL ... <<END ... END")
        return Step(word, number, rest.split(), block)
    if word == "env" and "=" in rest:
        return Step(word, number, rest.split("=", 1))
    if word in ARGUMENTS:
        args = rest.split()
        if len(args) != ARGUMENTS[word] or block is not None:
            raise CaseError(f"{number}: {word} takes {ARGUMENTS[word]} word(s)")
        return Step(word, number, args)
    raise CaseError(f"{number}: unknown line '{line}'")


def read_stream(word, rest, number, block):
    form, _, text = rest.partition(" ")
    if block is not None and not rest:
        return Step(word, number, ["block"], block)
    if form in ("has", "lacks") and text.strip():
        return Step(word, number, [form], text.strip())
    if form in ("empty", "json") and not text:
        return Step(word, number, [form])
    raise CaseError(f"{number}: {word} <<END ... END, or {word} {' | '.join(STREAM_FORMS)}")


def check_order(steps):
    runs = 0
    exit_said = True
    for step in steps:
        if step.word == "run":
            if not exit_said:
                raise CaseError(f"{step.line}: the command before this one has no 'exit' line")
            runs, exit_said = runs + 1, False
        elif step.word == "exit":
            exit_said = True
        if step.word in CHECKS and runs == 0:
            raise CaseError(f"{step.line}: nothing has run yet")
    if runs == 0:
        raise CaseError("1: the case runs nothing ($ zonegate ...)")
    if not exit_said:
        raise CaseError("1: the last command has no 'exit' line")


def block_pattern(block):
    """A compiled pattern: a line of three dots is any lines (or none); [..] inside a line is anything on that line."""
    out = []
    for line in block.splitlines():
        if line.strip() == "...":
            out.append(r"(?:[^\n]*\n)*?")
        else:
            out.append("[^\n]*".join(re.escape(piece) for piece in line.split("[..]")) + r"\n")
    return re.compile("".join(out) + r"\Z")
