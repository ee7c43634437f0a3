#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the scene beside this file: one small square per layer and class, and projects on them, so that layer, roles and `where` of a rule's
measures are seen at work (cases beside a rule give measures their values and cannot see that). 演示数据: everything here is invented.

    make.py [FOLDER]     projects.geojson, and layers/ with one GeoJSON and one manifest per kind
"""
import json
import sys
from pathlib import Path

OUT = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
WEST, SOUTH, STEP, COLUMNS = 103.0, 30.0, 0.02, 10
BOX = [102.95, 29.95, 103.25, 30.35]
QUIET = {"industry": "n/a", "activity": "new", "project_type": "road", "discharges": False, "outfall": False,
         "serious_water_pollution": False, "soil_pollution_risk": False, "new_waste_water": False,
         "adds_pollutants": "none", "energy_tce": 0, "fuel_high_pollution": False, "coal": False,
         "catalogue_class": "encouraged", "heavy_polluter": False, "commercial": False, "land_acquisition_ha": "n/a",
         "approval_level": "county", "in_spatial_plan": True, "linear": False, "relocated_from": "n/a"}
FOREST = {"dlbm": "0305", "species": "-", "origin": "21", "age": 20, "age_group": "2", "canopy": 0.6, "volume_ha": 50,
          "forest_use": "231", "protection_grade": "4", "category": "022", "public_grade": "2", "ownership": "20"}
layers = {k: [] for k in ("admin zone_unit redline pa wetland habitat soilwater geohazard ws river_area pbf pbf_cluster dltb forest heritage "
                          "noise_sensitive fuel_ban udb builtup park").split()}
projects, cell = [], -1


def square(x, y, size):
    h = size / 2
    return {"type": "Polygon", "coordinates": [[[round(x + a * h, 7), round(y + b * h, 7)] for a, b in
                                                ((-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1))]]}


def feature(geometry, properties):
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def place(*grounds, size=0.012):
    """The next cell, with features (kind, properties) of one size."""
    global cell
    cell += 1
    x, y = WEST + STEP * (cell % COLUMNS), SOUTH + STEP * (cell // COLUMNS)
    for kind, properties in grounds:
        full = dict(FOREST, **properties) if kind == "forest" else properties
        layers[kind].append(feature(square(x, y, size), full))
    return x, y


def beside(left, right):
    """Two cells, the second east of the first."""
    if (cell + 1) % COLUMNS == COLUMNS - 1:
        place()
    at = place(left)
    place(right)
    return at


def project(at, name, parts="permanent", size=0.001, **attributes):
    """One project: parts are roles, side by side from the cell's middle; `role@dx` moves one east."""
    for number, part in enumerate(parts.split()):
        role, _, dx = part.partition("@")
        moved = float(dx) if dx else number * size * 1.5
        projects.append(feature(square(at[0] + moved, at[1], size),
                                dict(QUIET, project_id=name, part_id=f"{name}-{number}", role=role, end_year=2028,
                                     start_year=2027, **attributes)))


def three(at, name, **attributes):
    for role in ("permanent", "camp", "tunnel"):
        project(at, f"{name}-{role}", role, **attributes)


def farmland():
    at = place(("pbf", {"code": "1", "kcxs": 0}))
    three(at, "pbf-quarry", project_type="quarry", catalogue_class="permitted")
    three(at, "pbf-planting", project_type="afforestation")
    for role in ("spoil", "borrow", "permanent"):
        project(at, f"pbf-road-{role}", role)
    three(place(("pbf_cluster", {"code": "1", "kcxs": 0})), "cluster-factory", project_type="factory", soil_pollution_risk=True)
    for code in ("0404", "0101"):
        at = place(("dltb", {"dlbm": code, "dlmc": "", "kcxs": 0, "ownership": ""}))
        for role in ("permanent", "reservoir", "camp"):
            project(at, f"acquisition-{code}-{role}", role, size=0.009, land_acquisition_ha=90, project_type="pv")
    at = place()
    for role in ("permanent", "temporary", "camp", "spoil", "borrow", "tunnel"):
        project(at, f"bare-{role}", role)


def town():
    at = place(("udb", {"class": "城镇集中建设区", "name": ""}))
    project(at, "urban-inside", project_type="urban")
    project(at, "urban-outside", "permanent@0.006", project_type="urban")
    project(at, "urban-camp-outside", "permanent camp@0.008", project_type="urban")
    three(place(("builtup", {"class": "城市", "name": ""})), "builtup-factory", project_type="factory", heavy_polluter=True)
    for compliant in (True, False):
        at = place(("park", {"name": "p", "compliant": compliant}))
        project(at, f"steel-compliant-{compliant}", project_type="factory", industry="C3120", capacity_swap_ratio=2)
        project(at, f"steel-compliant-{compliant}-camp-outside", "permanent camp@0.008", project_type="factory", industry="C3120",
                capacity_swap_ratio=2)
    three(place(("fuel_ban", {"name": "f", "class": ""})), "fuel-factory", project_type="factory", fuel_high_pollution=True)
    at = place(("noise_sensitive", {"name": "n", "class": ""}))
    three(at, "noise-factory", project_type="factory")
    project(at, "noise-road-span", "span")


def sensitive():
    for kind in ("国家公园", "自然保护区", "风景名胜区", "森林公园", "湿地公园", "地质公园", "其他自然公园"):
        at = place(("pa", {"name": kind, "level": "国家级", "type": kind, "zone": "一般控制区"}))
        three(at, f"sensitive-{kind}", project_type="survey")
    for level in ("国家重要", "省级重要", "一般"):
        three(place(("wetland", {"name": level, "level": level})), f"sensitive-{level}", project_type="survey")
    for kind, properties in (("ws", {"name": "w", "level": "准"}), ("redline", {"code": "r", "name": "r", "type": "", "zone": ""}),
                             ("habitat", {"name": "h", "class": "c"}), ("soilwater", {"name": "s", "class": "c"}),
                             ("heritage", {"name": "h", "zone": "保护范围"})):
        three(place((kind, properties)), f"sensitive-{kind}", project_type="survey")


def forest():
    for field, words in (("protection_grade", "1 2 3 4"), ("public_grade", "1 2"), ("category", "011 012 021 022"), ("origin", "11 21 天然 人工 -")):
        for word in words.split():
            three(place(("forest", {field: word})), f"forest-{field}-{word}", project_type="factory")
    for use, size in (("111", 0.0036), ("121", 0.0036), ("防护林", 0.0036), ("特用林", 0.0036), ("特种用途林", 0.0036), ("130", 0.0036), ("231", 0.0062), ("240", 0.0062),
                      ("251", 0.0062), ("用材林", 0.0062), ("薪炭林", 0.0062), ("能源林", 0.0062), ("经济林", 0.0062), ("210", 0.0062), ("300", 0.0086)):
        at = place(("forest", {"forest_use": use}))
        for role in ("permanent", "reservoir", "camp"):
            project(at, f"forest-use-{use}-{role}", role, size=size)
    for code in ("0301", "0305", "0404"):
        three(place(("forest", {"dlbm": code})), f"forest-class-{code}")
        three(place(("dltb", {"dlbm": code, "dlmc": "", "kcxs": 0, "ownership": ""})), f"land-class-{code}")
    for role in ("temporary", "camp", "spoil", "borrow"):
        project(place(("forest", {"dlbm": "0301"})), f"trees-{role}", role)
        project(place(("dltb", {"dlbm": "0301", "dlmc": "", "kcxs": 0, "ownership": ""})), f"trees-surveyed-{role}", role)
        project(place(("forest", {})), f"shrubs-{role}", role)
        project(place(("dltb", {"dlbm": "0305", "dlmc": "", "kcxs": 0, "ownership": ""})), f"shrubs-surveyed-{role}", role)
    for code, ground in (("0305", "dltb"), ("0305", "forest")):
        at = place((ground, {"dlbm": code} if ground == "forest" else {"dlbm": code, "dlmc": "", "kcxs": 0, "ownership": ""}))
        project(at, f"reservoir-{ground}", "reservoir")
    park = ("pa", {"name": "g", "level": "国家级", "type": "地质公园", "zone": "一般控制区"})
    slide = ("geohazard", {"level": "易发区", "name": ""})
    for ground in (("forest", {}), ("dltb", {"dlbm": "0305", "dlmc": "", "kcxs": 0, "ownership": ""})):
        for zone in (park, slide):
            at = place(ground, zone)
            project(at, f"pit-{ground[0]}-{zone[0]}-borrow", "borrow")
            project(at, f"pit-{ground[0]}-{zone[0]}-camp", "camp")
    grass = ("dltb", {"dlbm": "0404", "dlmc": "", "kcxs": 0, "ownership": ""})
    for zone in (park, slide):
        project(place(grass, zone), f"pit-grass-{zone[0]}-borrow", "camp@0.012 borrow@0")
        for ground in (("forest", {}), ("dltb", {"dlbm": "0305", "dlmc": "", "kcxs": 0, "ownership": ""})):
            at = beside(ground, zone)
            project(at, f"camp-on-{ground[0]}-pit-in-{zone[0]}", f"camp@0 borrow@{STEP}")
            project(at, f"pit-on-{ground[0]}-camp-in-{zone[0]}", f"borrow@0 camp@{STEP}")
    three(place(("pa", {"name": "z", "level": "国家级", "type": "自然保护区", "zone": "一般控制区"}), grass), "felling-grass")
    for kind in ("自然保护区", "森林公园"):
        reserve = ("pa", {"name": "z", "level": "国家级", "type": kind, "zone": "一般控制区"})
        three(place(reserve, ("forest", {})), f"felling-{kind}")
        three(place(reserve, ("dltb", {"dlbm": "0305", "dlmc": "", "kcxs": 0, "ownership": ""})), f"felling-surveyed-{kind}")


def write():
    whole = {"type": "Polygon", "coordinates": [[[BOX[0], BOX[1]], [BOX[2], BOX[1]], [BOX[2], BOX[3]], [BOX[0], BOX[3]], [BOX[0], BOX[1]]]]}
    layers["admin"].append(feature(whole, {"code": "511802", "name": "示意县"}))
    layers["zone_unit"].append(feature(whole, {"code": "ZH51180230001", "name": "示意单元", "class": "3", "subclass": "", "county": "示意县"}))
    layers["river_area"].append(feature(square(BOX[0] + 0.01, BOX[3] - 0.01, 0.002), {"name": "示意河", "order": "支流"}))
    (OUT / "layers").mkdir(parents=True, exist_ok=True)
    for kind, features in layers.items():
        (OUT / "layers" / f"{kind}.geojson").write_text(collection(features), encoding="utf-8")
        (OUT / "layers" / f"{kind}.yaml").write_text(
            f"# 演示数据, written by make.py\nid: {kind}\nkind: {kind}\ntitle: 示意（演示数据）\nfile: {kind}.geojson\ncrs: EPSG:4326\n"
            f"coverage: {BOX}\naccuracy_m: 0.1\n", encoding="utf-8")
    (OUT / "projects.geojson").write_text(collection(projects), encoding="utf-8")


def collection(features):
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(json.dumps(f, ensure_ascii=False) for f in features) + "\n]}\n"


farmland()
town()
sensitive()
forest()
write()
