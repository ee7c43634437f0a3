# SPDX-License-Identifier: Apache-2.0
"""Finds the functions of a C++ file and their lengths, by braces alone.

A brace opens a function when the text before it, back to the last ; { or }, has a closing parenthesis that ends a
parameter list, and does not start with a word of control flow or of a type. That is no parser: it is good enough to
point at long functions, and it never decides whether a test passes.
"""
import re

NOT_A_FUNCTION = re.compile(r"^\s*(if|for|while|switch|catch|do|else|try|namespace|class|struct|enum|union|extern|return)\b|=\s*$")
HEAD = re.compile(r"([~\w:<>]+|operator[^\s(]+)\s*\([^{}]*\)[^(){};]*$", re.S)


def longest_functions(text):
    """[(name, first line, lines)] for every function body at namespace or class level."""
    found, stack, start = [], [], 0
    in_function = 0
    for position, char in enumerate(text):
        if char == "{":
            head = text[start:position]
            name = None
            if not in_function and not NOT_A_FUNCTION.search(head.strip("\n")):
                match = HEAD.search(head)
                name = match.group(1) if match else None
            stack.append((name, position))
            in_function += name is not None
            start = position + 1
        elif char == "}":
            if stack:
                name, opened = stack.pop()
                if name is not None:
                    in_function -= 1
                    lines = text.count("\n", opened, position) + 1
                    found.append((name, text.count("\n", 0, opened) + 1, lines))
            start = position + 1
        elif char == ";":
            start = position + 1
    return found
