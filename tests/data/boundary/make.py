#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the boundary-point texts of this folder and README.md, always the same bytes.

    make.py [FOLDER]      default: the folder of this script

All places are made up. Coordinates are whole millimetres (or whole digits of what a file writes), areas are exact fractions.
Only the standard library is used.
"""
import random
import sys
from fractions import Fraction
from pathlib import Path

ROUND = [(1000, 0), (866, 500), (500, 866), (0, 1000), (-500, 866), (-866, 500),
         (-1000, 0), (-866, -500), (-500, -866), (0, -1000), (500, -866), (866, -500)]
DRAWN = random.Random(20260901)  # random() alone: its sequence is promised to stay
NORTH, EAST = 3_320_000_000, 512_000_000  # mm; the easting without its zone
FILES = []
CGCS = "坐标系=2000国家大地坐标系\n"


def star(north, east, least, most, step=1):
    """A ring of twelve corners around a centre (metres from the origin), radii between least and most metres."""
    ring = []
    for n, e in ROUND:
        radius = 1000 * least + int(DRAWN.random() * 1000 * (most - least))
        point = (NORTH + 1000 * north + radius * n // 1000, EAST + 1000 * east + radius * e // 1000)
        ring.append(tuple(v // step * step for v in point))
    return ring


def area(ring):
    """Square metres, exact."""
    twice = sum(a[1] * b[0] - b[1] * a[0] for a, b in zip(ring, ring[1:] + ring[:1]))
    return abs(Fraction(twice, 2 * 10**6))


def hectares(rings, holes=()):
    return (sum(map(area, rings)) - sum(map(area, holes))) / 10000


def decimal(value, digits):
    """Half away from zero, by whole numbers only."""
    whole = (abs(value) * 10**digits * 2 + 1) // 2
    text = str(int(whole)).rjust(digits + 1, "0")
    return text[:-digits] + "." + text[-digits:]


def metres(mm, digits=3):
    return decimal(Fraction(mm, 1000), digits)


def lines(rings, zone="34", closed=True, form="J{n},{ring},{x},{y}", numbers=None, digits=3):
    out = []
    n = 0
    for i, ring in enumerate(rings):
        first = n + 1
        for k, (north, east) in enumerate(ring + ring[:1] if closed else ring):
            n += k < len(ring)
            number = numbers[i] if numbers else i + 1
            out.append(form.format(n=first if k == len(ring) else n, ring=number, x=metres(north, digits),
                                   y=zone + metres(east, digits)))
    return "\n".join(out) + "\n"


def header(zone="34", width="3", more=""):
    return ("[属性描述]\n格式版本号=1.01版本\n数据产生单位=某测绘队\n" + CGCS + f"几度分带={width}\n投影类型=高斯克吕格\n"
            f"计量单位=米\n带号={zone}\n精度=0.001\n转换参数=,,,,,,\n{more}[地块坐标]\n")


def parcel(count, size, number="1", name="河边地块", kind="面", rest="图1,工业用地,0601"):
    stated = size if isinstance(size, str) else decimal(size, 4)
    return f"{count},{stated},{number},{name},{kind},{rest},@\n"


def write(name, shows, text, crs, parcels, size, codes="", encoding="utf-8", ends="\n", options=""):
    FILES.append((f"{len(FILES) + 1:02d}-{name}.txt", shows, text.replace("\n", ends).encode(encoding), crs, parcels, size,
                  codes, options))


def encodings():
    for name, shows, encoding, ends in [
            ("plain", "UTF-8, LF", "utf-8", "\n"), ("bom-crlf", "byte order mark, CRLF", "utf-8-sig", "\r\n"),
            ("gb18030-crlf", "GB18030, CRLF", "gb18030", "\r\n"), ("cr", "CR alone", "utf-8", "\r")]:
        ring = star(0, 0, 60, 100)
        write(name, shows, header() + parcel(13, hectares([ring])) + lines([ring]), "EPSG:4522", 1, hectares([ring]),
              encoding=encoding, ends=ends)
    for name, shows, encoding in [("full-width", "separators, digits and letters of full width", "utf-8"),
                                  ("gb18030-full-width", "the same in GB18030, with a letter of four bytes", "gb18030")]:
        ring = star(0, 500, 60, 100)
        wide = {ord(c): chr(ord(c) + 0xFEE0) for c in "0123456789.,@J"}
        text = parcel(13, hectares([ring]), name="𠮷野地块") + lines([ring])
        write(name, shows, header() + text.translate(wide), "EPSG:4522", 1, hectares([ring]), encoding=encoding)
    ring = star(0, 0, 60, 100)
    text = header() + parcel(13, hectares([ring])) + "以下为界址点\n" + lines([ring]) + "\n\n   \n"
    write("mixed-ends", "LF and CRLF in one file, blank lines, a line of prose", text.replace("点\n", "点\r\n"), "EPSG:4522",
          1, hectares([ring]), "survey.line_unread")


def systems():
    ring = star(100, 100, 60, 100)
    size = hectares([ring])
    line = parcel(13, size)
    write("zone-6", "prefix of a zone of 6 degrees", header("18", "6") + line + lines([ring], "18"), "EPSG:4496", 1, size)
    write("no-prefix", "eastings without zone; the header says it", header() + line + lines([ring], ""), "EPSG:4543", 1, size)
    write("meridian", "eastings without zone; the header says the meridian",
          "[属性描述]\n" + CGCS + "中央子午线=102°\n[地块坐标]\n" + line + lines([ring], ""), "EPSG:4543", 1, size)
    bare = "[地块坐标]\n" + line + lines([ring], "")
    write("no-zone", "eastings without zone, nothing says it: refused", bare, "refused", 1, 0)
    write("no-zone-said", "the same; the user says it", bare, "EPSG:4543", 1, size, options="crs=EPSG:4543")
    write("no-header", "prefix and nothing else", "[地块坐标]\n" + line + lines([ring]), "EPSG:4522", 1, size,
          "survey.crs_assumed")
    swapped = header() + line + lines([ring], form="J{n},{ring},{y},{x}")
    write("swapped", "east before north: refused", swapped, "refused", 1, 0)
    write("swapped-told", "the same, swapped as the user says", swapped, "EPSG:4522", 1, size, "survey.xy_swapped",
          options="swap_xy")
    write("prefix-contradicts", "prefix 34, header 35: refused", header("35") + line + lines([ring]), "refused", 1, 0)
    write("xian-80", "datum Xian 1980: refused", header().replace("2000国家", "1980西安") + line + lines([ring]), "refused", 1, 0)
    write("parameters", "conversion parameters stated", header().replace("=,,,,,,", "=12.5,-3,0,0,0,0,1") + line + lines([ring]),
          "EPSG:4522", 1, size, "survey.parameters_not_applied")
    degrees = [("30.001{:05d}".format(n), "102.125{:04d}".format(e)) for n, e in [(0, 0), (9000, 0), (9000, 900), (0, 900)]]
    text = "[属性描述]\n" + CGCS + "计量单位=度\n[地块坐标]\n" + parcel(4, "0.0087", rest=",,")
    write("degrees", "latitude and longitude; no planar area",
          text + "".join(f"J{i + 1},1,{n},{e}\n" for i, (n, e) in enumerate(degrees)), "EPSG:4490", 1, 0,
          "survey.axis_order")
    angles = [("102°07′30.00″", "30°00′03.60″"), ("102°07′33.24″", "30°00′03.60″"), ("102°07′33.24″", "30°00′06.84″")]
    write("angles", "longitude and latitude in degrees, minutes, seconds",
          text.replace("4,0.0087", "3,0.4332") + "".join(f"J{i + 1},1,{e},{n}\n" for i, (e, n) in enumerate(angles)), "EPSG:4490", 1, 0,
          "survey.axis_order")


def rings():
    outer, hole, island, beside = star(0, 0, 70, 100), star(0, 0, 30, 40), star(0, 0, 5, 15), star(0, 300, 40, 90)
    holed = hectares([outer], [hole])
    write("hole", "ring 2 is a hole", header() + parcel(26, holed) + lines([outer, hole]), "EPSG:4522", 1, holed)
    write("hole-same-number", "the hole has the number of its shell",
          header() + parcel(26, holed) + lines([outer, hole], numbers=[1, 1]), "EPSG:4522", 1, holed, "survey.ring_split")
    size = hectares([outer, island], [hole])
    write("island", "a part within a hole", header() + parcel(39, size) + lines([outer, hole, island]), "EPSG:4522", 1, size)
    size = hectares([outer, beside])
    write("two-parts", "ring 2 lies beside ring 1: a further part", header() + parcel(26, size) + lines([outer, beside]),
          "EPSG:4522", 1, size)
    one = hectares([outer])
    write("open", "no closing point", header() + parcel(12, one) + lines([outer], closed=False), "EPSG:4522", 1, one)
    wrong = (outer[0][0] + 5000, outer[0][1])
    text = lines([outer], closed=False) + lines([[wrong]], closed=False)
    write("closing-differs", "the closing point has the name of the first and another place",
          header() + parcel(13, one) + text, "EPSG:4522", 1, one, "survey.closing_point_differs")
    write("count", "a count that is one too high", header() + parcel(14, one) + lines([outer]), "EPSG:4522", 1, one,
          "survey.point_count_differs")


def parcels():
    four = [star(0, 300 * i, 40, 90) for i in range(4)]
    sizes = [hectares([r]) for r in four]
    text = "".join(parcel(13, s, str(i + 1), f"地块{i + 1}") + lines([r]) for i, (r, s) in enumerate(zip(four, sizes)))
    write("parcels", "four parcels", header(more="项目编号=P-7\n项目名称=河堤\n") + text, "EPSG:4522", 4, sum(sizes))
    write("parcel-refused", "four parcels, one with a cell that is no number", header() + text.replace("J7,1,33", "J7,1,?33", 1),
          "EPSG:4522", 4, sum(sizes[1:]))
    ring, size = four[0], sizes[0]
    write("geometries", "a polygon, a line, points", header() + parcel(13, size) + lines([ring])
          + parcel(12, "", "2", "路", "线") + lines([four[1]], closed=False)
          + parcel(12, "", "3", "桩", "点") + lines([four[2]], closed=False), "EPSG:4522", 3, size)
    write("thirteen", "parcel line of thirteen fields",
          header() + parcel(13, size, rest="图1,工业用地,0601,建设,采矿用地,12,34,备注") + lines([ring]), "EPSG:4522", 1, size)
    write("no-count", "parcel line without the count", header() + parcel("", size)[1:] + lines([ring]), "EPSG:4522", 1, size)
    write("mu", "area stated in mu, with its unit", header() + parcel(13, decimal(size * 15, 4) + "亩") + lines([ring]),
          "EPSG:4522", 1, size, "survey.area_unit")
    write("mu-no-unit", "area stated in mu, without saying so", header() + parcel(13, size * 15) + lines([ring]), "EPSG:4522", 1,
          size, "project.area_stated_differs")
    coarse = star(0, 0, 60, 100, 100)
    size = hectares([coarse])
    write("few-digits", "coordinates to 0.1 m", header() + parcel(13, size) + lines([coarse], digits=1), "EPSG:4522", 1, size,
          "survey.precision_stated")
    ring = four[3]
    write("bare-points", "sections in another order; points X and Y alone, tabs", "[地块坐标]\n"
          + parcel(12, sizes[3]).replace(",", ";") + lines([ring], closed=False, form="{x}\t{y}") + "[属性描述]\n" + CGCS,
          "EPSG:4522", 1, sizes[3])


def statements():
    """What further blocks, remarks and numbers of points say."""
    one, two = star(0, 0, 60, 100), star(0, 300, 60, 100)
    a, b = hectares([one]), hectares([two])
    write("plain-numbers", "points 1, 2, 3 for J1, J2, J3; keys of the header in another order, one missing",
          "[地块坐标]\n" + parcel(13, a) + lines([one], form="{n},{ring},{x},{y}")
          + "[属性描述]\n带号=34\n计量单位=米\n投影类型=高斯克吕格\n" + CGCS + "数据产生日期=2026-6-15\n", "EPSG:4522", 1, a)
    write("hectare-suffix", "no count, the area with its unit", header() + parcel("", decimal(a, 4) + "公顷")[1:] + lines([one]),
          "EPSG:4522", 1, a)
    again = lines([one], closed=False) + lines([two], closed=False, numbers=[1])
    write("numbers-again", "two rings without closing points and with one number: the points begin again at J1",
          header() + parcel(24, a + b) + again, "EPSG:4522", 1, a + b, "survey.numbers_begin_again")
    write("numbers-again-gb18030", "the same in GB18030, CRLF", header() + parcel(24, a + b) + again, "EPSG:4522", 1, a + b,
          "survey.numbers_begin_again", encoding="gb18030", ends="\r\n")
    write("stray-first", "the first name again in the middle of a ring: refused",
          header() + parcel(12, a) + lines([one], closed=False).replace("J7,", "J1,"), "refused", 1, 0)
    write("missing-y", "a line of a point without Y: refused",
          header() + parcel(13, a) + "\n".join(row.rsplit(",", 1)[0] if row.startswith("J5,") else row
                                               for row in lines([one]).split("\n")), "refused", 1, 0)
    write("blocks", "two header blocks that say the same", header() + parcel(13, a) + lines([one])
          + header() + parcel(13, b, "2") + lines([two]), "EPSG:4522", 2, a + b)
    write("blocks-differ", "the second block is Xian 1980: its parcel is refused", header() + parcel(13, a) + lines([one])
          + header().replace("2000国家", "1980西安") + parcel(13, b, "2") + lines([two]), "EPSG:4522", 2, a)
    for name, shows, more in [("ellipsoid", "the datum stands under 椭球: refused", "椭球=IAG75\n"),
                              ("height-plane", "a plane of projection at a height: refused", "投影面高程=1500\n"),
                              ("added-constant", "an added constant: refused", "X加常数=-3000000\n"),
                              ("remark", "a remark contradicts the header: refused", "备注：坐标为西安80坐标系\n")]:
        write(name, shows, header(more=more) + parcel(13, a) + lines([one]), "refused", 1, 0)
    write("meridian-local", "a central meridian that no zone has: refused",
          "[属性描述]\n" + CGCS + "中央子午线=102.5\n[地块坐标]\n" + parcel(13, a) + lines([one], ""), "refused", 1, 0)


def readme():
    rows = ["# Boundary-point texts", "",
            "Written by `make.py` (`python3 tests/data/boundary/make.py`), all places made up; `tests/survey` reads every one.", "",
            "Hectares are the exact planar area of all usable polygons, 0 where none is computed; `refused` means that no parcel is usable.",
            "Names with `gb18030` are in that encoding, all others in UTF-8. *Read with* names the options of `survey::Options`.", "",
            "| file | shows | crs | parcels | hectares | issue codes | read with |", "|---|---|---|---|---|---|---|"]
    for name, shows, _, crs, count, size, codes, options in FILES:
        rows.append(f"| {name} | {shows} | {crs} | {count} | {decimal(Fraction(size), 11)} | {codes} | {options} |")
    return "\n".join(rows) + "\n"


def main():
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent
    for part in (encodings, systems, rings, parcels, statements):
        part()
    for name, _, data, *_ in FILES:
        (folder / name).write_bytes(data)
    (folder / "README.md").write_text(readme(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
