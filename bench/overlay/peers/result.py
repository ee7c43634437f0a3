# SPDX-License-Identifier: Apache-2.0
"""What every peer reads and prints: arguments in, one JSON object out."""
import json
import math
import sys

LEAST = 1e-6  # m2: pairs that share less are not counted


def arguments():
    """(projects, {layer name: path}, rest): the rest are arguments that name no layer."""
    layers = dict(a.split("=", 1) for a in sys.argv[2:] if "=" in a)
    return sys.argv[1], layers, [a for a in sys.argv[2:] if "=" not in a]


def layer_result(areas):
    """Pairs that share an area, and the correctly rounded sum of all areas."""
    return {"pairs": sum(1 for a in areas if a > LEAST), "sum": math.fsum(areas)}


def show(layers, **more):
    json.dump({"layers": layers, **more}, sys.stdout)
    print()
