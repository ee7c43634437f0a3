#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""clang-tidy over src, several sources of a module at a time.

    run_lint.py BUILD_DIR [--jobs N] [--single] [TEXT ...]    only sources whose path contains one of the texts

A source of ours is small beside the headers that it includes, and clang-tidy looks at all of them again for every source: a file that includes ten sources takes as
long as two of them. Sources that define the same name at the outermost level cannot stand together, nor those with which the compiler finds fault. --single lints each by itself. Exit 1 if anything was found.
"""
import argparse
import concurrent.futures
import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

MOST = 12  # sources in a group
DEFINED = re.compile(r"(?=\w)(?:(?:struct|class|enum(?: class)?|using|namespace) (\w+)|(?!using|return|namespace|template)[\w:<>,&* \[\]]+?[ &*](\w+ *[({=;\[].*))")
FINDING = re.compile(r": (?:warning|error): ")


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=Path)
    parser.add_argument("texts", nargs="*")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--single", action="store_true")
    return parser.parse_args()


def flags_of(entry):
    """The options of a compile command, without what names this one source."""
    words, kept = shlex.split(entry["command"])[1:], []
    while words:
        word = words.pop(0)
        if word in ("-o", "-c", "-MF", "-MT"):
            words.pop(0)
        elif word != "-MD" and not word.endswith("/c++"):  # a compiler behind a launcher
            kept.append(word)
    return tuple(kept)


def names_in(source):
    found = set()
    for line in source.read_text(encoding="utf-8").splitlines():
        match = DEFINED.match(line)
        if match:
            found.add(match.group(1) or re.sub(r"^(\w+) *[{=;\[].*", r"\1", match.group(2)))  # functions with their parameters
    return found - {"zonegate", "fs"}


def groups_of(entries, single):
    """Lists of (flags, sources): of one folder, with the same flags, no name twice."""
    open_groups = []
    for entry in sorted(entries, key=lambda e: e["file"]):
        source, flags = Path(entry["file"]), flags_of(entry)
        names = names_in(source)
        for group in open_groups:
            fits = group["flags"] == flags and group["folder"] == source.parent and len(group["sources"]) < MOST
            if fits and not single and not names & group["names"]:
                break
        else:
            group = {"flags": flags, "folder": source.parent, "sources": [], "names": set()}
            open_groups.append(group)
        group["sources"].append(source)
        group["names"] |= names
    return [(group["flags"], group["sources"]) for group in open_groups]


def group_file(build, compiler, flags, sources):
    """The file that includes them all, or the sources that the compiler finds fault with (it is quicker than clang-tidy)."""
    if len(sources) == 1:
        return sources[0], set()
    file = build / "groups" / f"{sources[0].parent.name}.{sources[0].stem}.{len(sources)}.cpp"
    file.write_text("".join(f'#include "{source}"\n' for source in sources), encoding="utf-8")
    done = subprocess.run([compiler, *flags, "-w", "-fsyntax-only", str(file)], capture_output=True, text=True, cwd=build)
    if done.returncode == 0:
        return file, set()
    faulty = {Path(path) for path in re.findall(r"(?m)^(\S+?):\d+:\d+: (?:fatal )?error: ", done.stderr)} & set(sources)
    return None, faulty


def tidy(build, flags, file, sources):
    command = ["clang-tidy", "-quiet"]
    if file not in sources:  # the sources are headers now, in the eyes of clang-tidy
        # What shadows a name of another source shadows nothing; the compiler warns of what does in its own.
        command += ["--extra-arg=-Wno-shadow", "--checks=-bugprone-suspicious-include", r"--header-filter=/src/[a-z]+/[a-z0-9_]+\.(h|cpp)$",
                    f"--config-file={sources[0].parents[2] / '.clang-tidy'}"]
    done = subprocess.run([*command, str(file), "--", *flags], capture_output=True, text=True, cwd=build)
    said = re.sub(r"\x1b\[[0-9;]*m", "", done.stdout)
    if done.returncode and not FINDING.search(said):
        said += f"{file}: error: clang-tidy ended with {done.returncode}: {done.stderr.strip()[-300:]}\n"
    return said


def lint(build, compiler, flags, sources):
    file, faulty = group_file(build, compiler, flags, sources)
    if file:
        return [tidy(build, flags, file, sources)]
    if len(faulty) == 1 and len(sources) > 2:  # one that does not go with those before it
        parts = [[s for s in sources if s not in faulty], list(faulty)]
    else:  # one before them that does not go with any
        half = len(sources) // 2
        parts = [sources[:half], sources[half:]]
    return [said for part in parts for said in lint(build, compiler, flags, part)]


def findings(texts):
    """Each finding once, with the lines below it: a header is seen from many groups."""
    seen = {}
    for text in texts:
        for block in re.split(r"(?m)^(?=\S+:\d+:\d+: (?:warning|error): |\S+: error: )", text):
            if FINDING.search(block):
                seen.setdefault(block.splitlines()[0], block.rstrip())
    return list(seen.values())


def main():
    o = options()
    o.build = o.build.resolve()
    (o.build / "groups").mkdir(exist_ok=True)
    entries = json.loads((o.build / "compile_commands.json").read_text(encoding="utf-8"))
    entries = [e for e in entries if "/src/" in e["file"] and (not o.texts or any(t in e["file"] for t in o.texts))]
    if not entries:
        sys.exit("run_lint.py: no source of src has such a name")
    groups = groups_of(entries, o.single)
    with concurrent.futures.ThreadPoolExecutor(o.jobs) as pool:
        texts = [text for part in pool.map(lambda g: lint(o.build, "c++", *g), groups) for text in part]
    found = findings(texts)
    print(*found, sep="\n", file=sys.stderr, end="\n" if found else "")
    print(f"lint: {len(entries)} sources in {len(groups)} groups, {len(found)} findings")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
