#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compares the generated part of a page with what a program prints now; --write renews it.

    check_generated.py [--write] DOCUMENT PROGRAM [ARGUMENT ...]
"""
import subprocess
import sys
from pathlib import Path

BEGIN, END = "<!-- generated: begin -->", "<!-- generated: end -->"


def main():
    args = sys.argv[1:]
    write = args[:1] == ["--write"]
    document, *program = args[1:] if write else args
    document = Path(document)
    wanted = subprocess.run(program, stdout=subprocess.PIPE, text=True, encoding="utf-8", check=True).stdout.strip("\n")
    text = document.read_text(encoding="utf-8")
    if BEGIN not in text or END not in text:
        print(f"{document}: lacks the markers {BEGIN} and {END}")
        return 1
    before, rest = text.split(BEGIN, 1)
    after = rest.split(END, 1)[1]
    fresh = f"{before}{BEGIN}\n{wanted}\n{END}{after}"
    if fresh == text:
        return 0
    if write:
        document.write_text(fresh, encoding="utf-8")
        return 0
    print(f"{document}:{before.count(chr(10)) + 1}: the tables are not those of the program; run ./dev docs")
    return 1


if __name__ == "__main__":
    sys.exit(main())
