# SPDX-License-Identifier: Apache-2.0
"""A rule file as a plain tree that can be changed and written again. Scalars keep whether they were quoted: "00" is text, 0 a number."""
import json
import re

import yaml

PLAIN = re.compile(r"[\w./+-]+", re.ASCII)


class Scalar(str):
    """A scalar as written; `quoted` as in the file."""
    quoted, line = False, 0

    def like(self, text):
        other = Scalar(text)
        other.quoted, other.line = self.quoted, self.line
        return other


class Branchy:
    """What maps and lists know of their place."""
    line = 0


class Map(dict, Branchy): pass
class List(list, Branchy): pass


def tree_of(node):
    if isinstance(node, yaml.ScalarNode):
        out = Scalar(node.value)
        out.quoted = bool(node.style)
    elif isinstance(node, yaml.SequenceNode): out = List(tree_of(n) for n in node.value)
    else: out = Map((tree_of(k), tree_of(v)) for k, v in node.value)
    out.line = node.start_mark.line + 1
    return out


def read(path):
    return tree_of(yaml.compose(path.read_text(encoding="utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader)))


def text_of(tree):
    """One line of YAML."""
    if isinstance(tree, dict): return "{" + ", ".join(f"{json.dumps(str(k), ensure_ascii=False)}: {text_of(v)}" for k, v in tree.items()) + "}"
    if isinstance(tree, list): return "[" + ", ".join(map(text_of, tree)) + "]"
    text = str(tree)
    return text if PLAIN.fullmatch(text) and not tree.quoted else json.dumps(text, ensure_ascii=False)


DROP = object()


def at(tree, path):
    for step in path: tree = tree[step]
    return tree


def changed(tree, edits):
    """A copy with edits [(path, new tree or DROP)]."""
    for path, new in edits: tree = _changed(tree, path, new)
    return tree


def _changed(tree, path, new):
    if not path: return new
    step, rest = path[0], path[1:]
    inner = _changed(tree[step], rest, new)
    if isinstance(tree, dict):
        out = Map((k, inner if k == step else v) for k, v in tree.items() if k != step or inner is not DROP)
    else:
        out = List(inner if i == step else v for i, v in enumerate(tree) if i != step or inner is not DROP)
    out.line = tree.line
    return out
