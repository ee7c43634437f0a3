# SPDX-License-Identifier: Apache-2.0
"""Boundary-point texts (界址点文件) that contradict themselves."""
HEADER = ("[属性描述]\n格式版本号=1.01版本\n坐标系=2000国家大地坐标系\n几度分带=3\n投影类型=高斯克吕格\n计量单位=米\n带号=34\n精度=0.001\n"
          "转换参数=,,,,,,\n项目编号=YA-009\n[地块坐标]\n")
# The square of one hectare of the other animals, in zone 34.
X, Y, SIDE = 3250275.0, 34564900.0, 100.0
CORNERS = [(X, Y), (X, Y + SIDE), (X + SIDE, Y + SIDE), (X + SIDE, Y), (X, Y)]
PARCEL = "5,1.0000,1,地块,面,图1,工业用地,0601,@\n"


def points(corners=CORNERS, ring=1):
    return "".join(f"J{i % 4 + 1},{ring},{x:.3f},{y:.3f}\n" for i, (x, y) in enumerate(corners))


def fill(zoo):
    good = HEADER + PARCEL + points()
    nul = good.replace("地块,面", "地\0块,面")
    for name, text in [
            ("good", good), ("empty", ""), ("header-only", HEADER), ("binary", bytes(range(256)) * 20), ("prose", "你好，世界。\n这不是界址点文件。\n"),
            ("no-at", good.replace(",@", "")), ("count-low", good.replace("5,1.0000", "3,1.0000")), ("count-huge", good.replace("5,1.0000", "4294967295,1.0000")),
            ("count-words", good.replace("5,1.0000", "五,1.0000")), ("letter-o", good.replace("3250275.000", "325O275.000", 1)),
            ("two-points", HEADER + PARCEL + points(CORNERS[:2])), ("no-points", HEADER + PARCEL),
            ("1e400", good.replace("34565000.000", "1e400", 1)), ("nan", good.replace("34565000.000", "nan", 1)),
            ("digits-400", good.replace("34565000.000", "3" * 400, 1)), ("huge", good.replace("34565000.000", "99999999999999999999.0", 1)),
            ("zones-mixed", good.replace("34565000.000", "35565000.000", 1)), ("zone-header-differs", good.replace("带号=34", "带号=35")),
            ("xian-80", good.replace("2000国家大地坐标系", "1980西安坐标系")), ("swapped", HEADER + PARCEL + points([(y, x) for x, y in CORNERS])),
            ("nul", nul), ("utf16", b"\xff\xfe" + good.encode("utf-16-le")),
            ("utf16-odd", b"\xff\xfe" + good.encode("utf-16-le")[:-1]), ("gbk-cut", good.encode("gbk").replace("地块,面".encode("gbk"), b"\xb5,\xc3\xe6")),
            ("bow-tie", HEADER + PARCEL + points([CORNERS[0], CORNERS[2], CORNERS[1], CORNERS[3], CORNERS[0]])),
            ("area-differs", good.replace("1.0000", "15.0000")), ("ring-twice", HEADER + PARCEL + points() + points(ring=2)),
            ("cut-in-number", good[:-8]), ("megaline", HEADER + "1," * 1_000_000 + "\n"), ("many-parcels", HEADER + PARCEL * 20000),
            ("parameters", good.replace("转换参数=,,,,,,", "转换参数=12.5,-3,0,0,0,0,1"))]:
        zoo.put(f"txt/{name}.txt", text)
