#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Which sources of a module may be compiled as one (cmake/ZonegateModule.cmake, ZONEGATE_UNITY).

together.py SIZE FOLDER SOURCE... prints one line for each group of at most SIZE sources, its sources separated by semicolons.

Within one group no local name (of an unnamed namespace) stands in two sources, and none is declared in a header of the folder
that its source does not include: else a call could find another function than it finds when its source is compiled alone.
"""
import os
import re
import sys

LOCAL = re.compile(r"^namespace \{\n(?:([^\n]*\n)\}$|(.*?)^\}  // namespace$)", re.S | re.M)
TYPE = re.compile(r"^(?:struct|class|enum class|enum|using) (\w+)\b(?! *::)")
BORROWED = re.compile(r"^using (?:\w+::)+(\w+);", re.M)
ALIAS = re.compile(r"^(?:using|namespace) (\w+) =", re.M)
CONSTANT = re.compile(r"^(?:static |inline )?(?:constexpr|const) [^;({]*?(\w+)(?: =|\{|\[|;)")
CONSTANTS = re.compile(CONSTANT.pattern, re.M)
FURTHER = re.compile(r", (k\w+) =")
FUNCTION = re.compile(r"^(?:\[\[\w+\]\] )?[A-Za-z].*?\b(\w+)\(")
INCLUDE = re.compile(r'^#include "([^"]+)"', re.M)


def names_in(text):
    names = set()
    for line in text.split("\n"):
        for pattern in (TYPE, CONSTANT, FUNCTION):
            found = pattern.match(line)
            if found:
                names.add(found.group(1))
                break
        names.update(FURTHER.findall(line))
    return names


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def groups_of(folder, sources, size):
    headers = {name: names_in(read(os.path.join(folder, name))) for name in os.listdir(folder) if name.endswith(".h")}
    groups = []  # (names, sources)
    for source in sources:
        text = read(os.path.join(folder, source))
        names = set().union(*(names_in(short or long) for short, long in LOCAL.findall(text)),
                            *(pattern.findall(text) for pattern in (BORROWED, ALIAS, CONSTANTS)))
        included = {os.path.basename(name) for name in INCLUDE.findall(text)}
        apart = "#define" in text or any(
            names & declared for name, declared in headers.items() if name not in included)
        home = None if apart else next(
            (group for group in groups if len(group[1]) < size and not group[2] and not names & group[0]), None)
        if home is None:
            home = (set(), [], apart)
            groups.append(home)
        home[0].update(names)
        home[1].append(source)
    return [members for _, members, _ in groups]


def main():
    size, folder, sources = int(sys.argv[1]), sys.argv[2], sys.argv[3:]
    for members in groups_of(folder, sources, size):
        print(";".join(members))


if __name__ == "__main__":
    main()
