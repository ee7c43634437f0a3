#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks the shape of the source tree, and draws it into docs/architecture.md.

    check_structure.py [--root DIR]           print every breach as file:line: message; exit 1 if there is one
    check_structure.py [--root DIR] --write   write the generated part of docs/architecture.md first
    check_structure.py [--root DIR] --functions   also list the longest functions

The rules (CONTRIBUTING.md says why): modules include public headers of lower ranks only; private headers stay in
their folder; an external library is seen only in its owner's folder and in no public header; library modules neither
print nor look at the clock, the environment or the current folder; every source has its licence line; no file is
longer than 400 lines; a page that a source or another page names exists; only .ci/run knows the folder of larger
test data beside the repository.
Only the standard library is used, and only text is read: nothing needs to be built.
"""
import argparse
import os
import re
import sys
from pathlib import Path

import links
import picture
from functions import longest_functions

MAX_LINES = 400
LONG_FUNCTION = 60
SPDX = "SPDX-License-Identifier: Apache-2.0"
CODE = {".h", ".cpp"}
OUTSIDE = ".." + "/shared"  # in two pieces, or this file would be its own breach
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
C_HEADERS = {"fcntl.h", "unistd.h", "malloc.h", "signal.h", "sys/stat.h", "sys/types.h", "sys/ioctl.h", "sys/resource.h", "sys/mman.h", "sys/prctl.h", "sys/wait.h", "dirent.h",
             "immintrin.h", "emmintrin.h", "iconv.h", "langinfo.h", "spawn.h"}

# What a pure library must not do: (pattern, what it is, modules that may).
IMPURE = [
    (re.compile(r"\bstd::(cout|cerr|clog|puts|printf|wcout)\b|(?<![\w:>.])(printf|fprintf|puts|perror|vprintf)\s*\("
                r"|\bfmt::print(ln)?\s*\("), "prints", {"cli", "app"}),
    (re.compile(r"\b(getenv|secure_getenv|setenv|putenv)\s*\("), "uses the environment", {"cli", "app"}),
    (re.compile(r"\bsystem_clock\b|(?<![\w:>.])(std::)?time\s*\(|\b(gettimeofday|clock_gettime|localtime(_r)?)\s*\("),
     "reads the clock", {"cli"}),
    (re.compile(r"\b(steady_clock|high_resolution_clock)\b"), "measures time", {"cli", "app"}),
    (re.compile(r"\b(current_path|getcwd|chdir)\s*\("), "uses the current folder", {"cli"}),
    (re.compile(r"\b(setlocale|std::locale::global)\s*\("), "changes the locale", {"cli"}),
    (re.compile(r"^\s*#\s*define\s+(_[A-Z_]\w*|\w+__\w*)|\b(class|struct|enum|namespace|using|auto|bool|int|double|void|\w+_t|[>&*])\s+(?!__attribute__)(_[A-Z]\w*|__\w+|\w+__\w*)\s*[=;({:]"),
     "declares a name that the language reserves", set()),
    (re.compile(r"\bstd::random_device\b|(?<![\w:>.])(std::)?s?rand\s*\("), "draws a random number without a seed", set()),
]


class Module:
    def __init__(self, rank, name, owns, externals):
        self.rank, self.name, self.owns, self.externals = rank, name, owns, externals


def read_modules(root):
    modules = {}
    for line in (root / "src/modules.txt").read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        rank, name, owns, externals = (field.strip() for field in line.split("|"))
        modules[name] = Module(int(rank), name, owns, [e.strip() for e in externals.split(",") if e.strip()])
    return modules


def without_comments(text):
    """Blanks comments and the inside of literals; line numbers stay."""
    pattern = re.compile(r'R"([^()\s\\]{0,16})\(.*?\)\1"|//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'', re.S)
    # 1'000 is a number, not the start of a character.
    text = re.sub(r"(?<=[0-9a-fA-F])'(?=[0-9a-fA-F])", "", text)
    return pattern.sub(lambda m: re.sub(r"[^\n]", " ", m.group()), text)


class Checker:
    def __init__(self, root):
        self.root = root
        self.modules = read_modules(root)
        self.breaches = []
        self.edges = {}  # (from, to) -> number of include lines
        self.owner_of = {}
        for module in self.modules.values():
            for prefix in module.externals:
                self.owner_of.setdefault(prefix, []).append(module.name)

    def breach(self, path, line, message):
        self.breaches.append((path.relative_to(self.root).as_posix(), line, message))

    # ------------------------------------------------------------------------------------------------ files
    def files(self):
        kept = []
        for top in ("src", "tests", "bench", "cmake", "layers", ".ci"):
            for folder, folders, names in os.walk(self.root / top):
                folders[:] = sorted(f for f in folders if f not in {"__pycache__", "build"})
                kept += [Path(folder) / n for n in sorted(names)]
        kept += [p for p in sorted(self.root.iterdir()) if p.is_file()]
        return kept

    @staticmethod
    def is_code(path):
        return path.suffix in CODE | {".py", ".cmake", ".sh"} or path.name in {"CMakeLists.txt", "dev", "run"}

    def check_file(self, path):
        if not self.is_code(path):
            return
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        if lines and not any(SPDX in line for line in lines[:2]):
            self.breach(path, 1, f"has no licence line ({SPDX}) at its top")
        if len(lines) > MAX_LINES:
            self.breach(path, len(lines), f"is {len(lines)} lines long; {MAX_LINES} is the most: two things live here")
        if path.relative_to(self.root).as_posix() != ".ci/run":
            for number, line in enumerate(lines, 1):
                if OUTSIDE in line:
                    self.breach(path, number, f"names {OUTSIDE}; only .ci/run may (tests ask ZONEGATE_SHARED)")
        if path.suffix in CODE:
            self.check_includes(path, lines)

    def check_links(self):
        for path, line, target in links.broken(self.root):
            self.breach(path, line, f"names {target}, which does not exist")

    # --------------------------------------------------------------------------------------------- includes
    def place(self, path):
        """('src'|'tests'|'bench', module or None)"""
        parts = path.relative_to(self.root).parts
        return parts[0], parts[1] if len(parts) > 2 and parts[1] in self.modules else None

    def check_includes(self, path, lines):
        top, module = self.place(path)
        if top == "src" and module is None:
            self.breach(path, 1, "lies in no module of src/modules.txt")
            return
        for number, line in enumerate(lines, 1):
            found = INCLUDE.match(line)
            if not found:
                continue
            header = found.group(2)
            owner = header.split("/")[0]
            if owner in self.modules and "/" in header and found.group(1) == '"':
                self.check_own(path, number, top, module, owner, header)
            elif top == "src":
                self.check_external(path, number, module, found.group(1), header)

    def check_own(self, path, number, top, module, owner, header):
        public = header == f"{owner}/{owner}.h"
        if not (self.root / "src" / header).exists():
            self.breach(path, number, f"includes {header}, which does not exist")
        if owner == module:
            return  # its own folder; a test may look into the module that it tests
        if not public:
            self.breach(path, number, f"includes {header}, a private header of {owner}; only {owner}/{owner}.h is public")
        if top != "src":
            return
        self.edges[module, owner] = self.edges.get((module, owner), 0) + 1
        mine, theirs = self.modules[module].rank, self.modules[owner].rank
        if theirs >= mine:
            self.breach(path, number, f"{module} (rank {mine}) includes {owner} (rank {theirs}); only lower ranks may be included")

    def check_external(self, path, number, module, quote, header):
        name = path.relative_to(self.root / "src" / module).as_posix()
        if quote == '"' and "/" not in header and (path.parent / header).exists():
            return  # a private header of its own folder
        if quote == '"':
            self.breach(path, number, f'includes "{header}"; headers of modules are written "<module>/<file>.h"')
            return
        if header in C_HEADERS or ("/" not in header and "." not in header):
            return  # the standard library and the operating system
        public = name == f"{module}.h"
        if header.startswith("fmt/"):
            if public:
                self.breach(path, number, f"public header shows an external library (<{header}>)")
            return
        owners = sorted({o for prefix, names in self.owner_of.items() if header.startswith(prefix) for o in names})
        if not owners:
            self.breach(path, number, f"includes <{header}>, a library without an owner in src/modules.txt")
        elif module not in owners:
            self.breach(path, number, f"includes <{header}>; only {' and '.join(owners)} may see that library")
        elif public:
            self.breach(path, number, f"public header shows an external library (<{header}>)")

    # ----------------------------------------------------------------------------------------------- purity
    def check_purity(self, path):
        top, module = self.place(path)
        if top != "src" or module is None or path.suffix not in CODE:
            return
        text = without_comments(path.read_text(encoding="utf-8", errors="replace"))
        for number, line in enumerate(text.splitlines(), 1):
            for pattern, what, allowed in IMPURE:
                if module not in allowed and pattern.search(line):
                    may = f"only {' and '.join(sorted(allowed))} may" if allowed else "nothing here may"
                    self.breach(path, number, f"{module} {what} ({pattern.search(line).group().strip()}); {may}")

    # ---------------------------------------------------------------------------------------------- modules
    def check_modules(self):
        for folder in sorted(p for p in (self.root / "src").iterdir() if p.is_dir()):
            if folder.name not in self.modules:
                self.breach(folder, 1, "is a folder that src/modules.txt does not know")
            elif any(folder.glob("*.cpp")) and not (folder / f"{folder.name}.h").exists():
                self.breach(folder, 1, f"has no public header {folder.name}.h")
            cmake = folder / "CMakeLists.txt"
            if folder.name in self.modules and cmake.exists():
                self.check_depends(cmake, folder.name)

    def check_depends(self, cmake, name):
        for number, line in enumerate(cmake.read_text(encoding="utf-8").splitlines(), 1):
            found = re.search(r"\bDEPENDS\s+([a-z_ ]+)", line.split("#")[0])
            for other in found.group(1).split() if found else []:
                if other == name:
                    continue  # the thin program links its own module
                if other not in self.modules:
                    self.breach(cmake, number, f"depends on {other}, which src/modules.txt does not know")
                elif self.modules[other].rank >= self.modules[name].rank:
                    self.breach(cmake, number, f"{name} (rank {self.modules[name].rank}) depends on {other} "
                                               f"(rank {self.modules[other].rank}); only lower ranks may be linked")

    def run(self):
        self.check_modules()
        self.check_links()
        for path in self.files():
            self.check_file(path)
            if path.suffix in CODE:
                self.check_purity(path)
        return self


def report_functions(root):
    rows = []
    for path in sorted((root / "src").rglob("*.cpp")):
        rows += [(n, path.relative_to(root).as_posix(), line, name) for name, line, n in
                 longest_functions(without_comments(path.read_text(encoding="utf-8", errors="replace")))]
    rows.sort(key=lambda r: (-r[0], r[1], r[2]))
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parents[2])
    parser.add_argument("--write", action="store_true", help="write the generated part of docs/architecture.md")
    parser.add_argument("--functions", action="store_true", help="list the ten longest functions")
    options = parser.parse_args()
    root = options.root.resolve()
    checker = Checker(root).run()
    document = root / "docs/architecture.md"
    drawn = picture.draw(checker.modules, checker.edges)
    if options.write:
        picture.write(document, drawn)
    stale = picture.stale(document, drawn)
    if stale:
        checker.breach(document, stale[0], stale[1])
    for path, line, message in sorted(checker.breaches):
        print(f"{path}:{line}: {message}")
    functions = report_functions(root)
    for length, path, line, name in functions[:10] if options.functions else []:
        print(f"note: {path}:{line}: {name}: {length} lines")
    long = [f for f in functions if f[0] > LONG_FUNCTION]
    for length, path, line, name in long:
        print(f"note: {path}:{line}: {name} is {length} lines long; over {LONG_FUNCTION} two things live in it", file=sys.stderr)
    print(f"structure: {len(checker.breaches)} breaches, {len(checker.edges)} module dependencies, "
          f"{len(functions)} functions, {len(long)} over {LONG_FUNCTION} lines")
    return 1 if checker.breaches else 0


if __name__ == "__main__":
    sys.exit(main())
