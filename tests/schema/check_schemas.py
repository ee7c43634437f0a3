#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks every JSON Schema of docs/schema (is it one?) and every file that must fit it: rules, instruments, factors and
layer manifests of the repository, and the results of one run.

    check_schemas.py --run RUN_DIR       RUN_DIR: the output of `zonegate demo`, rules.json, that of `zonegate rules export --answers`,
                                         and totals.json, that of `zonegate totals --json`
Needs python3-jsonschema and python3-yaml (./dev setup check).
"""
import argparse
import json
import re
import sys
from pathlib import Path

import jsonschema
import yaml

ROOT = Path(__file__).resolve().parents[2]
INSTRUMENTS = "rules/instruments.yaml"


class Loader(yaml.SafeLoader):
    """YAML as zonegate reads it: dates and codes stay text, only true and false are truth values."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":timestamp", ":bool", ":int"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()}
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(true|false)$"), list("tf"))
# A leading zero makes a code (region: 00), not an octal number.
Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^[-+]?(0|[1-9][0-9]*)$"), list("-+0123456789"))


def yaml_file(path):
    return [(path.relative_to(ROOT).as_posix(), yaml.load(path.read_text(encoding="utf-8"), Loader))]


def rule_files():
    folders = sorted(p for p in (ROOT / "rules").iterdir() if p.is_dir() and p.name.startswith("cn"))
    return [row for folder in folders for path in sorted(folder.rglob("*.yaml")) for row in yaml_file(path)]


def yaml_files(pattern):
    return [row for path in sorted(ROOT.glob(pattern)) for row in yaml_file(path)]


def json_lines(path):
    rows = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [(f"{path.name}:{n}", json.loads(row)) for n, row in enumerate(rows, 1)]


def json_file(path):
    return [(path.name, json.loads(path.read_text(encoding="utf-8")))] if path.exists() else []


def instances(schema, run):
    """What must fit a schema, by the schema's name; None: nobody knows."""
    word = schema.name.split(".")[0].rstrip("s")
    return {
        "rule": rule_files,
        "checklist": lambda: yaml_files("rules/checklists/*.yaml"),
        "instrument": lambda: yaml_files(INSTRUMENTS),
        "factor": lambda: yaml_files("rules/factors/*.yaml"),
        "manifest": lambda: yaml_files("layers/demo-*/*.yaml"),
        "layer": lambda: yaml_files("layers/demo-*/*.yaml"),
        "kind": lambda: yaml_files("layers/*.yaml"),
        "result": lambda: json_lines(run / "results.jsonl"),
        "run": lambda: json_file(run / "run.json"),
        "rules-export": lambda: json_file(run / "rules.json"),
        "carbon-scenario": lambda: yaml_files("rules/factors/scenarios/*.yaml"),
        "total": lambda: json_file(run / "totals.json"),
    }.get(word)


def faults_of(schema, run):
    document = json.loads(schema.read_text(encoding="utf-8"))
    kind = jsonschema.validators.validator_for(document, default=jsonschema.Draft7Validator)
    kind.check_schema(document)
    find = instances(schema, run)
    if find is None:
        return [f"{schema.name}: no files are known that should fit it; name them in tests/schema/check_schemas.py"]
    rows = find()
    if not rows:
        return [f"{schema.name}: there is no file to try it on"]
    validator = kind(document, format_checker=jsonschema.FormatChecker())
    faults = []
    for name, row in rows:
        for error in sorted(validator.iter_errors(row), key=lambda e: list(map(str, e.absolute_path))):
            place = "/".join(str(step) for step in error.absolute_path)
            faults.append(f"{name}: /{place}: {error.message[:300]} ({schema.name})")
    print(f"{schema.name}: {len(rows)} documents, {len(faults)} faults")
    return faults


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--run", type=Path, required=True)
    run = parser.parse_args().run
    schemas = sorted((ROOT / "docs/schema").glob("*.json"))
    words = {schema.name.split(".")[0].rstrip("s") for schema in schemas}
    faults = [f"docs/schema has no schema of a {word}" for word in ("rule", "result") if word not in words]
    for schema in schemas:
        faults += faults_of(schema, run)
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
