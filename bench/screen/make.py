#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Layers of every sort, and projects with attributes, from the province of `bench overlay`: make.py PROVINCE FOLDER SEED COUNT...

All of it is invented (演示数据). A file that is there is not made again."""
import os
import struct
import sys

import numpy as np
import pyarrow
import pyogrio
import shapely

CRS = "EPSG:4543"
COVERAGE = "[101.8, 29.1, 103.6, 30.8]"
CELL = 30.0
LAND = ["0101", "0103", "0201", "0301", "0305", "0307", "0404", "0702", "1006", "1101", "1202"]
LAND_SHARE = [0.16, 0.18, 0.06, 0.22, 0.08, 0.05, 0.1, 0.05, 0.03, 0.03, 0.04]
TYPES = {"pv": "D4416", "wind": "D4415", "hydropower": "D4413", "thermal": "D4411", "transmission": "D4420", "road": "E4812",
         "railway": "E4811", "pipeline": "G5720", "mine": "B0810", "quarry": "B1019", "chemical": "C2614", "factory": "C3011",
         "tailings_pond": "B0933", "hazardous_waste": "N7724", "landfill": "N7820", "urban": "K7010", "housing": "K7010",
         "tourism": "N7861", "water_supply": "D4610", "farming": "A0111"}
FLAGS = ["linear", "in_spatial_plan", "commercial", "heavy_polluter", "discharges", "outfall", "serious_water_pollution",
         "soil_pollution_risk", "new_waste_water", "fuel_high_pollution", "coal"]


def write(path, geometries, **columns):
    if os.path.exists(path): return
    part = path.replace(".gpkg", ".part.gpkg")
    table = pyarrow.table({**columns, "geom": pyarrow.array(shapely.to_wkb(geometries), pyarrow.binary())})
    pyogrio.write_arrow(table, part, layer=os.path.basename(path)[:-5], driver="GPKG", geometry_name="geom",
                        geometry_type="Polygon", crs=CRS, dataset_options={"VERSION": "1.2"})
    os.replace(part, path)


def read(path): return shapely.from_wkb(pyogrio.read_arrow(path, columns=["code"])[1].column("geom").to_numpy(zero_copy_only=False))


def manifest(folder, kind, file, coverage=True):
    text = (f"id: {kind}\nkind: {kind}\ntitle: {kind} 演示数据\nsource: bench/screen/make.py（演示数据）\nfile: {file}\n"
            f"version: bench\nvalid_from: 2000-01-01\naccuracy_m: 1\n{'' if kind.startswith('zone_list') else 'crs: ' + CRS + chr(10)}")
    with open(os.path.join(folder, kind + ".yaml"), "w", encoding="utf-8") as f:
        f.write(text + (f"coverage: {COVERAGE}\n" if coverage else ""))


def chosen(rng, words, n, p=None): return np.array(words, dtype=object)[rng.choice(len(words), n, p=p)]


def parcels(province, folder, rng):
    geometries = read(os.path.join(province, "parcels.gpkg"))
    land = chosen(rng, LAND, len(geometries), LAND_SHARE)
    write(f"{folder}/dltb.gpkg", geometries, dlbm=land, dlmc=land, kcxs=np.where(land < "02", 0.08, 0.0))
    farm = np.flatnonzero((land == "0101") | (land == "0103"))
    write(f"{folder}/pbf.gpkg", geometries[farm], code=[f"F{i:07d}" for i in farm], kcxs=np.full(len(farm), 0.08))
    wood = np.flatnonzero(np.char.startswith(land.astype(str), "03"))
    n = len(wood)
    write(f"{folder}/forest.gpkg", geometries[wood], dlbm=land[wood], species=chosen(rng, ["柏木", "杉木", "桢楠"], n),
          origin=chosen(rng, ["天然", "人工"], n), age=rng.integers(5, 80, n).astype(float), forest_use=chosen(rng, ["防护林", "用材林", "经济林"], n),
          protection_grade=chosen(rng, ["1", "2", "3", "4"], n, [0.05, 0.2, 0.4, 0.35]), category=chosen(rng, ["011", "012", "021"], n),
          public_grade=chosen(rng, ["1", "2"], n), ownership=chosen(rng, ["国有", "集体"], n))


def red_lines(province, folder, rng):
    geometries = read(os.path.join(province, "redline.gpkg"))
    n = len(geometries)
    write(f"{folder}/redline.gpkg", geometries, code=[f"R{i:07d}" for i in range(n)], name=[f"红线 {i}" for i in range(n)],
          type=np.full(n, "水源涵养", dtype=object), zone=chosen(rng, ["核心保护区", "一般控制区"], n, [0.15, 0.85]))
    small = np.flatnonzero(shapely.get_num_coordinates(geometries) < 5000)
    areas = small[rng.permutation(len(small))[:3000]]
    types = chosen(rng, ["自然保护区", "风景名胜区", "森林公园", "湿地公园"], len(areas))
    write(f"{folder}/pa.gpkg", geometries[areas], name=[f"保护地 {i}" for i in areas], level=chosen(rng, ["国家级", "省级"], len(areas)),
          type=types, zone=np.where(types == "自然保护区", "一般控制区", ""))
    springs = small[rng.permutation(len(small))[:1500]]
    write(f"{folder}/ws.gpkg", geometries[springs], name=[f"水源 {i}" for i in springs], level=chosen(rng, ["一级", "二级", "准"], len(springs)))
    wet = small[rng.permutation(len(small))[:1500]]
    write(f"{folder}/wetland.gpkg", geometries[wet], name=[f"湿地 {i}" for i in wet],
          level=chosen(rng, ["国家重要", "省级重要", "一般"], len(wet)))


def units(province, folder, rng):
    geometries = read(os.path.join(province, "units.gpkg"))
    n = len(geometries)
    classes = chosen(rng, ["1", "2", "3"], n, [0.3, 0.3, 0.4])
    codes = [f"ZH511802{c}{i:04d}" for i, c in enumerate(classes)]
    write(f"{folder}/zone_unit.gpkg", geometries, code=codes, name=[f"单元 {i}" for i in range(n)], **{"class": classes},
          subclass=np.full(n, "", dtype=object), county=np.full(n, "雨城区", dtype=object))
    towns = rng.permutation(n)[:60]
    write(f"{folder}/udb.gpkg", geometries[towns], **{"class": np.full(len(towns), "城镇集中建设区", dtype=object)})
    rim = np.array([shapely.box(*shapely.total_bounds(geometries))])
    write(f"{folder}/admin.gpkg", rim, code=["511802"], name=["雨城区"])
    with open(f"{folder}/zone_list.csv", "w", encoding="utf-8") as f:
        f.write("unit_code,list,dimension,sub_type,industries,project_types,verdict,text\n")
        for k, code in enumerate(codes):
            f.write(f"{code},单元特性,spatial,要求,,{list(TYPES)[k % len(TYPES)]},{['allow', 'restrict', 'require', 'prohibit'][k % 4]},演示\n")


def land_cover(folder, box, rng):
    """An uncompressed GeoTIFF of classes in EPSG:4543."""
    path = f"{folder}/landcover.tif"
    if os.path.exists(path): return
    columns, rows = int((box[2] - box[0]) / CELL), int((box[3] - box[1]) / CELL)
    blocks = rng.choice([10, 20, 30, 40, 60, 80], (rows // 20 + 1, columns // 20 + 1)).astype(np.uint8)
    cells = np.kron(blocks, np.ones((20, 20), np.uint8))[:rows, :columns]
    keys = struct.pack("<16H", 1, 1, 0, 3, 1024, 0, 1, 1, 1025, 0, 1, 1, 3072, 0, 1, 4543)
    scale, tie = struct.pack("<3d", CELL, CELL, 0), struct.pack("<6d", 0, 0, 0, box[0], box[3], 0)
    strips = [cells[i:i + 64].tobytes() for i in range(0, rows, 64)]
    n, at = len(strips), 8 + 2 + 13 * 12 + 4
    extra = at + 8 * n
    offsets = np.cumsum([extra + len(keys) + len(scale) + len(tie)] + [len(s) for s in strips])[:-1]
    tags = [(256, 3, 1, columns), (257, 3, 1, rows), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1), (273, 4, n, at), (277, 3, 1, 1),
            (278, 3, 1, 64), (279, 4, n, at + 4 * n), (33550, 12, 3, extra + len(keys)), (33922, 12, 6, extra + len(keys) + len(scale)),
            (34735, 3, 16, extra), (42113, 2, 2, struct.unpack("<I", b"0\0\0\0")[0])]
    with open(path + ".part", "wb") as f:
        f.write(b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", len(tags)))
        for tag in tags: f.write(struct.pack("<HHII", *tag))
        f.write(struct.pack("<I", 0) + struct.pack(f"<{n}I", *offsets) + struct.pack(f"<{n}I", *map(len, strips)) + keys + scale + tie)
        for s in strips: f.write(s)
    os.replace(path + ".part", path)


def projects(province, path, count, rng):
    if os.path.exists(path): return
    geometries = read(os.path.join(province, "projects_100k.gpkg"))
    if count > len(geometries): sys.exit(f"{count} projects: the province has {len(geometries)}")
    n = len(geometries)
    types = chosen(rng, list(TYPES), n)
    columns = {"project_id": [f"X{i:06d}" for i in range(n)], "name": [f"项目 {i}" for i in range(n)], "project_type": types,
               "industry": [TYPES[t] for t in types], "activity": chosen(rng, ["new", "expand", "technical"], n, [0.8, 0.15, 0.05])}
    # Four in five say everything; the others leave a flag open now and then.
    for flag in FLAGS:
        said = chosen(rng, ["true", "false", ""], n, [0.12, 0.82, 0.06])
        columns[flag] = np.where(rng.random(n) < 0.8, np.where(said == "", "false", said), said)
    write(path, geometries[:count], **{k: pyarrow.array(v[:count], pyarrow.string()) for k, v in columns.items()})


def main():
    province, folder, seed, counts = sys.argv[1], sys.argv[2], int(sys.argv[3]), [int(c) for c in sys.argv[4:]]
    layers = os.path.join(folder, "layers")
    os.makedirs(layers, exist_ok=True)
    rng = lambda part: np.random.default_rng([seed, 100 + part])
    for k, make in enumerate((parcels, red_lines, units)): make(province, layers, rng(k))
    land_cover(layers, pyogrio.read_info(os.path.join(layers, "admin.gpkg"))["total_bounds"], rng(3))
    for kind in ("dltb", "pbf", "forest", "redline", "pa", "ws", "wetland", "zone_unit", "udb", "admin"): manifest(layers, kind, kind + ".gpkg")
    manifest(layers, "zone_list", "zone_list.csv", coverage=False)
    manifest(layers, "landcover", "landcover.tif")
    for count in counts: projects(province, os.path.join(folder, f"projects-{count}.gpkg"), count, rng(4))


if __name__ == "__main__": main()
