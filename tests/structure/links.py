# SPDX-License-Identifier: Apache-2.0
"""Finds pages that are named and do not exist: relative links of Markdown files, and docs/... in sources."""
import re

LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
PAGE = re.compile(r"\bdocs/[\w./-]*\w")


def markdown_files(root):
    return sorted(root.glob("*.md")) + [p for top in ("docs", "tests", "layers", "rules", "bench", "src") for p in sorted((root / top).rglob("*.md"))]


def source_files(root):
    return [p for top in ("src", "bench") for p in sorted((root / top).rglob("*")) if p.suffix in {".h", ".cpp"}]


def broken(root):
    """[(file, line, target)]"""
    found = []
    for path in markdown_files(root):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            for target in LINK.findall(line):
                if "://" not in target and not target.startswith("mailto:") and not (path.parent / target).exists():
                    found.append((path, number, target))
    for path in source_files(root):
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            for target in PAGE.findall(line):
                page = root / target
                # docs/decisions/0002 stands for the page with that number.
                if not page.exists() and not any(page.parent.glob(page.name + "*")):
                    found.append((path, number, target))
    return found
