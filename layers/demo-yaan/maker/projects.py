# SPDX-License-Identifier: Apache-2.0
"""The sample projects, in the forms in which reviewers receive them."""
import math
import os

from osgeo import ogr
from shapely.geometry import LineString, Point, Polygon, box
from shapely.ops import unary_union

from . import write
from .plane import largest, ring_polygon
from .shapes import blob, fractal_path

# key, type; the order is the order of columns
KEYS = [("project_id", "text"), ("part_id", "text"), ("name", "text"), ("role", "text"), ("start_year", "int"),
        ("end_year", "int"), ("as_of", "text"), ("radius_m", "real"), ("width_m", "real"), ("unit_codes", "text"),
        ("industry", "text"), ("activity", "text"), ("project_type", "text"), ("linear", "bool"),
        ("in_spatial_plan", "bool"), ("unavoidable", "bool"), ("major_national", "bool"), ("harmless_crossing", "bool"),
        ("redline_activity", "int"), ("reserve_activity", "bool"), ("serves_water_source", "bool"),
        ("commercial", "bool"), ("heavy_polluter", "bool"), ("discharges", "bool"), ("outfall", "bool"),
        ("serious_water_pollution", "bool"), ("soil_pollution_risk", "bool"), ("new_waste_water", "bool"),
        ("adds_pollutants", "text"), ("fuel_high_pollution", "bool"), ("coal", "bool"), ("capacity_mw", "real"),
        ("energy_tce", "real"), ("catalogue_class", "text"), ("stated_area_ha", "real"), ("accuracy_m", "real"), ("restoration_species", "text"),
        ("planting_year", "int"), ("survival", "real"), ("relocated_from", "text"), ("land_acquisition_ha", "real"),
        ("eia_approval", "text"), ("approval_level", "text"), ("consent", "bool"), ("reduction_plan", "bool"), ("safety_rebuild", "bool"),
        ("capacity_swap_ratio", "real")]
CLEAN = dict(activity="new", discharges=False, outfall=False, serious_water_pollution=False, soil_pollution_risk=False,
             new_waste_water=False, adds_pollutants="none", fuel_high_pollution=False, coal=False, heavy_polluter=False,
             linear=False, in_spatial_plan=True, commercial=True, start_year=2027, catalogue_class="permitted", energy_tce=120.0,
             eia_approval="不适用")
LINEAR = dict(CLEAN, linear=True, unavoidable=True, in_spatial_plan=True, commercial=False)


class Book:
    """Parts of projects; a project's attributes are repeated on each of its parts."""

    def __init__(self):
        self.rows = {"gpkg": [], "geojson": [], "fgb": []}

    def add(self, file, pid, name, attrs, parts):
        for k, (role, geom, *more) in enumerate(parts, 1):
            values = dict(attrs, project_id=pid, name=name, part_id=f"{pid}-{k:02d}", role=role, **(more[0] if more else {}))
            self.rows[file].append((values, geom))


def plot(rng, site, share=0.9, step=25):
    """A parcel-like footprint inside the site's disc."""
    shape = blob(rng, site.x, site.y, site.radius * share * 0.8, step, 1.1, rng.uniform(0, 3), 0.05)
    return ring_polygon([(round(x, 3), round(y, 3)) for x, y in largest(shape.intersection(site.disc)).exterior.coords])


def pad(x, y, w, h, turn=0.0):
    pts = [(-w / 2, -h / 2), (w / 2, -h / 2), (w / 2, h / 2), (-w / 2, h / 2), (-w / 2, -h / 2)]
    c, s = math.cos(turn), math.sin(turn)
    return ring_polygon([(round(x + u * c - v * s, 3), round(y + u * s + v * c, 3)) for u, v in pts])


def path(rng, a, b, rough=0.03, step=120):
    return LineString(fractal_path(rng, [a, b], step, rough))


def mapped_projects(rng, b, s, unit_code):
    f = s.found
    b.add("gpkg", "YA-001", "汉源荒草地光伏发电项目", dict(CLEAN, industry="D4416", project_type="pv", capacity_mw=18.0),
          [("permanent", plot(rng, f["pv_ok"]))])
    b.add("gpkg", "YA-002", "汉源坝区光伏发电项目", dict(CLEAN, industry="D4416", project_type="pv", capacity_mw=16.0),
          [("permanent", plot(rng, f["pv_pbf"]))])
    b.add("gpkg", "YA-003", "雨城滨江安置房", dict(CLEAN, industry="K7010", project_type="housing", commercial=False),
          [("permanent", plot(rng, f["housing_in"])), ("permanent", pad(f["housing_in"].x, f["housing_in"].y, 60, 50, 0.3))])
    b.add("gpkg", "YA-004", "雨城近郊康养住宅", dict(CLEAN, industry="K7010", project_type="housing"),
          [("permanent", plot(rng, f["housing_out"]))])
    chem = dict(CLEAN, industry="C2614", project_type="chemical", discharges=True, outfall=False, adds_pollutants="COD;NH3-N;VOCs",
                soil_pollution_risk=True, heavy_polluter=True)
    b.add("gpkg", "YA-005", "汉源有机原料厂（临江）", dict(chem), [("permanent", plot(rng, f["chem_near"]))])
    b.add("gpkg", "YA-006", "汉源有机原料厂（园区）", dict(chem, unit_codes=unit_code(f["chem_far"])),
          [("permanent", plot(rng, f["chem_far"]))])
    b.add("gpkg", "YA-007", "汉源新材料项目（行业代码未填）", dict(CLEAN, project_type="factory", discharges=True),
          [("permanent", plot(rng, f["factory"]))])
    b.add("geojson", "YA-008", "雨城茶园提升改造", dict(CLEAN, industry="A0164", project_type="farming"),
          [("permanent", plot(rng, f["farm_ok"]))])
    b.add("geojson", "YA-009", "汉源废弃矿山生态修复",
          dict(CLEAN, industry="N7711", project_type="restoration", commercial=False, restoration_species="柏木",
               planting_year=2027, survival=0.85), [("permanent", plot(rng, f["restore_ok"]))])
    b.add("geojson", "YA-010", "汉源坝区碳汇造林",
          dict(CLEAN, industry="A0220", project_type="afforestation", commercial=False, restoration_species="杉木",
               planting_year=2027, survival=0.9), [("permanent", plot(rng, f["afforest"]))])
    b.add("gpkg", "YA-011", "名山通信基站（点加半径）", dict(CLEAN, industry="I6319", project_type="other", radius_m=12.0),
          [("permanent", Point(f["tower"].x, f["tower"].y))])
    b.add("gpkg", "YA-012", "选址初查点（未给面积）", dict(CLEAN, industry="D4416", project_type="pv"),
          [("permanent", Point(f["point"].x, f["point"].y))])
    p = f["pipeline"]
    b.add("fgb", "YA-013", "雨城天然气支线", dict(LINEAR, industry="G5720", project_type="pipeline", width_m=12.0, unavoidable=False),
          [("permanent", path(rng, (p.x - 330, p.y - 150), (p.x + 330, p.y + 170)))])
    p = f["bowtie"]
    b.add("geojson", "YA-014", "汉源农光互补（界址线自相交）", dict(CLEAN, industry="D4416", project_type="pv", capacity_mw=3.0),
          [("permanent", Polygon([(p.x - 110, p.y - 80), (p.x + 110, p.y + 80), (p.x + 110, p.y - 80), (p.x - 110, p.y + 80)]))])


def water_projects(rng, b, s, z):
    f = s.found
    b.add("gpkg", "YA-015", "汉源县生活垃圾填埋场", {k: v for k, v in dict(CLEAN, industry="N7820", project_type="landfill",
                                                               commercial=False).items() if k not in ("discharges", "outfall")},
          [("permanent", plot(rng, f["landfill"])), ("camp", pad(f["landfill"].x, f["landfill"].y - 100, 40, 30), {"end_year": 2029})])
    b.add("gpkg", "YA-016", "雨城污水处理厂", dict(CLEAN, industry="D4620", project_type="sewage", discharges=True, outfall=True,
                                            commercial=False), [("permanent", plot(rng, f["sewage"]))])
    first = next(g for n, lv, g in z.ws if n.startswith("荥经") and lv == "一级")
    second = next(g for n, lv, g in z.ws if n.startswith("荥经") and lv == "二级")
    p = first.difference(s.river.buffer(5)).buffer(-40)
    p = largest(p).representative_point()
    b.add("gpkg", "YA-017", "荥经县取水泵站", dict(CLEAN, industry="D4610", project_type="water_supply", serves_water_source=True,
                                           commercial=False), [("permanent", pad(p.x, p.y, 44, 30, 0.4))])
    b.add("gpkg", "YA-018", "荥经河大桥及引道", dict(LINEAR, industry="E4812", project_type="bridge", width_m=24.0),
          _bridge(first, second))
    b.add("gpkg", "YA-019", "荥经县准保护区仓储物流园", dict(CLEAN, industry="G5990", project_type="other"),
          [("permanent", plot(rng, f["third"]))])


def _bridge(first, second):
    """Straight across the first-level zone on a span; both approaches stand in the second-level zone."""
    c = first.centroid
    ring = list(second.exterior.coords)
    x, y = min(ring, key=lambda q: (math.dist(q, (c.x, c.y)), q))
    ux, uy = (x - c.x) / math.dist((x, y), (c.x, c.y)), (y - c.y) / math.dist((x, y), (c.x, c.y))
    axis = LineString([(c.x - ux * 700, c.y - uy * 700), (c.x + ux * 700, c.y + uy * 700)])
    inside = axis.intersection(first.buffer(45))
    (ax, ay), (bx, by) = inside.coords[0], inside.coords[-1]
    start, end = axis.coords[0], axis.coords[1]
    return [("permanent", LineString([start, (ax, ay)])), ("span", LineString([(ax, ay), (bx, by)])),
            ("permanent", LineString([(bx, by), end]))]


def zoning_projects(rng, b, s):
    f = s.found
    b.add("geojson", "YA-020", "蒙顶山茶文化旅游", dict(CLEAN, industry="N7869", project_type="tourism"),
          [("permanent", plot(rng, f["tourism"]))])
    reserve = dict(CLEAN, industry="A0149", project_type="farming", discharges=True, adds_pollutants="COD;TP")
    shape = plot(rng, f["reserve"], 0.8)
    b.add("gpkg", "YA-021", "荥经冷水鱼养殖（2025 年受理）", dict(reserve, as_of="2025-12-01"), [("permanent", shape)])
    b.add("gpkg", "YA-022", "荥经冷水鱼养殖（现行条例）", dict(reserve), [("permanent", shape)])
    b.add("gpkg", "YA-023", "宝兴高山观景索道上站", dict(CLEAN, industry="N7869", project_type="tourism", discharges=True),
          [("permanent", plot(rng, f["park_core"], 0.6))])
    b.add("gpkg", "YA-024", "荥经石灰岩采石场", dict(CLEAN, industry="B1011", project_type="quarry", discharges=False),
          [("permanent", plot(rng, f["quarry"])), ("spoil", pad(f["quarry"].x + 120, f["quarry"].y, 80, 60, 0.2), {"end_year": 2032}),
           ("blasting", Point(f["quarry"].x, f["quarry"].y).buffer(300, resolution=8), {"end_year": 2032})])
    b.add("gpkg", "YA-025", "芦山生态步道", dict(CLEAN, industry="N7869", project_type="tourism", redline_activity=5),
          [("permanent", plot(rng, f["eco_tour"], 0.5))])
    b.add("gpkg", "YA-026", "荥经尾矿库", dict(CLEAN, industry="B0911", project_type="tailings_pond", soil_pollution_risk=True,
                                          heavy_polluter=True), [("permanent", plot(rng, f["tailings"]))])
    b.add("gpkg", "YA-027", "芦山抽水蓄能电站", dict(CLEAN, industry="D4413", project_type="pumped_storage", capacity_mw=1200.0,
                                               commercial=False), _pumped(rng, f["pumped_up"]))
    b.add("gpkg", "YA-028", "荥经大相岭风电场", dict(CLEAN, industry="D4415", project_type="wind", capacity_mw=25.0),
          _wind(rng, f["wind"]))
    b.add("geojson", "YA-029", "石棉光伏发电项目", dict(CLEAN, industry="D4416", project_type="pv", capacity_mw=20.0),
          [("permanent", plot(rng, f["shimian"]))])
    p = f["baoxing"]
    b.add("geojson", "YA-030", "宝兴乡村公路改建", dict(LINEAR, activity="rebuild", industry="E4812", project_type="road", width_m=7.5),
          [("permanent", path(rng, (p.x - 380, p.y - 60), (p.x + 380, p.y + 90), 0.05, 60))])


def _pumped(rng, p):
    upper = blob(rng, p.x - 150, p.y + 190, 130, 25, 1.2, 0.4, 0.1)
    lower = blob(rng, p.x + 170, p.y - 210, 110, 25, 1.2, 1.4, 0.1)
    return [("reservoir", ring_polygon(upper.exterior.coords)), ("reservoir", ring_polygon(lower.exterior.coords)),
            ("tunnel", LineString([(p.x - 150, p.y + 60), (p.x + 170, p.y - 100)]), {"width_m": 9.0}),
            ("permanent", pad(p.x + 30, p.y - 30, 90, 60, 0.5)),
            ("camp", pad(p.x + 210, p.y + 40, 70, 50, 0.1), {"end_year": 2033}),
            ("spoil", pad(p.x - 220, p.y - 60, 90, 70, 0.8), {"end_year": 2033})]


def _wind(rng, p):
    spots = [(p.x - 900, p.y - 200), (p.x - 300, p.y + 250), (p.x + 300, p.y - 150), (p.x + 900, p.y + 180)]
    parts = [("permanent", Point(round(x, 3), round(y, 3)), {"radius_m": 22.0}) for x, y in spots]
    road = LineString(fractal_path(rng, spots, 80, 0.04))
    return parts + [("permanent", road, {"width_m": 5.5}),
                    ("temporary", pad(p.x, p.y, 60, 45, 0.3), {"end_year": 2028})]


def _facing(zone, keep_inside, count, depth):
    """A polygon outside `zone` whose inner side is `count` of the zone's own vertices, copied."""
    ring = list(zone.exterior.coords)[:-1]
    for i in range(0, len(ring) - count):
        chain = ring[i:i + count]
        (ax, ay), (bx, by) = chain[0], chain[-1]
        length = math.dist(chain[0], chain[-1])
        nx, ny = (by - ay) / length, -(bx - ax) / length   # right of a counter-clockwise ring: outside
        shape = Polygon(chain + [(bx + nx * depth, by + ny * depth), (ax + nx * depth, ay + ny * depth)])
        if shape.is_valid and keep_inside.contains(shape) and shape.intersection(zone).area < 1e-6 and length > 700:
            return ring_polygon(shape.exterior.coords)
    raise RuntimeError("no facing polygon found")


def _crossing(zone, keep_inside, reach=700, longest=9000):
    """The shortest of some straight lines that cross the zone and stay inside `keep_inside`."""
    c, best = zone.representative_point(), None
    x0, y0, x1, y1 = zone.bounds
    for gx in range(1, 8):
        for k in range(24):
            t = math.pi * k / 24
            px, py = x0 + (x1 - x0) * gx / 8, c.y
            far = LineString([(px - 40000 * math.cos(t), py - 40000 * math.sin(t)),
                              (px + 40000 * math.cos(t), py + 40000 * math.sin(t))])
            hits = far.intersection(zone)
            for hit in getattr(hits, "geoms", [hits]):
                if hit.geom_type != "LineString" or not 300 < hit.length < longest:
                    continue
                line = _longer(hit, reach)
                inside = line.intersection(zone)
                if inside.geom_type == "LineString" and keep_inside.contains(line.buffer(60)) and \
                        (best is None or hit.length < best[0].length):
                    best = (hit, line)
    if best is None:
        raise RuntimeError("no crossing found")
    return best


def _longer(hit, reach):
    (ax, ay), (bx, by) = hit.coords[0], hit.coords[-1]
    ux, uy = (bx - ax) / hit.length, (by - ay) / hit.length
    return LineString([(ax - ux * reach, ay - uy * reach), (bx + ux * reach, by + uy * reach)])


def _plain_zones(z, units, county):
    """(red-line polygon without zones, its unit's territory)"""
    out = []
    for code, name, kind, zone, g in z.redline:
        unit = next(u for u in units if u.geom.contains(g.representative_point()))
        if zone == "" and unit.county == county:
            out.append((g, unit.geom))
    return out


def redline_projects(rng, b, z, units, busy):
    tq, yj, ls = (_plain_zones(z, units, c) for c in ("511825", "511822", "511826"))
    zone, home = yj[0]
    free = home.buffer(-40).difference(busy)
    b.add("gpkg", "YA-031", "荥经林草种植基地（界址照抄红线顶点）", dict(CLEAN, industry="A0149", project_type="farming"),
          [("permanent", _facing(zone, free, 9, 150.0))])
    b.add("gpkg", "YA-032", "荥经林下种植基地（距红线 3 m）", dict(CLEAN, industry="A0171", project_type="farming"),
          [("permanent", _near_miss(rng, zone, free))])
    free = home.buffer(-40).difference(busy)
    hit, line = _crossing(zone, free)
    b.add("fgb", "YA-033", "荥经 500 kV 送出线路", dict(LINEAR, industry="D4420", project_type="transmission", width_m=28.0,
                                               redline_activity=6), [("permanent", _divide(line, 400))])
    zone, home = ls[0]
    hit, line = _crossing(zone, home.buffer(-40).difference(busy))
    b.add("fgb", "YA-034", "芦山高速公路隧道段", dict(LINEAR, industry="E4812", project_type="road", width_m=26.0,
                                             redline_activity=6, harmless_crossing=True), _tunnel(hit, line))
    zone, home = tq[0]
    hit, line = _crossing(zone, home.buffer(-40).difference(busy))
    b.add("gpkg", "YA-035", "川藏方向铁路天全段", dict(LINEAR, industry="E4811", project_type="railway", width_m=30.0,
                                              major_national=True), [("permanent", _divide(line, 500))])
    _hydropower(rng, b, z, units, busy)


def _divide(line, step):
    n = max(1, int(line.length / step))
    return LineString([line.interpolate(k / n, normalized=True).coords[0] for k in range(n + 1)])


def _tunnel(hit, line):
    """Portals 150 m outside the red line; the tunnel passes below it."""
    under = _longer(hit, 150)
    a, b = under.coords[0], under.coords[-1]
    return [("permanent", LineString([line.coords[0], a])), ("tunnel", _divide(under, 400)),
            ("permanent", LineString([b, line.coords[-1]])),
            ("spoil", pad(line.coords[0][0], line.coords[0][1], 80, 60, 0.3), {"end_year": 2031}),
            ("camp", pad(line.coords[-1][0], line.coords[-1][1], 60, 40, 0.1), {"end_year": 2031})]


def _near_miss(rng, zone, free):
    """Everything within 200 m of a point of the boundary, less the zone widened by exactly 3 m."""
    wide = zone.buffer(3.0, resolution=64)
    ring = list(zone.exterior.coords)
    for k in range(5, len(ring), 7):
        shape = blob(rng, ring[k][0], ring[k][1], 190, 20).difference(wide)
        if shape.is_empty:
            continue
        shape = largest(shape)
        if shape.area > 30000 and free.contains(shape) and 2.9 < shape.distance(zone) < 3.1:
            return ring_polygon(shape.exterior.coords)
    raise RuntimeError("no near miss found")


def _hydropower(rng, b, z, units, busy):
    """A dam on the river inside a priority unit of 汉源, clear of the red line."""
    river = next(g for n, o, h, g in z.river_line if n.startswith("大渡河"))
    area = next(g for n, o, g in z.river_area if n.startswith("大渡河"))
    home = unary_union([u.geom for u in units if u.county == "511823" and u.cls == 1]).buffer(-300).difference(busy)
    home = home.difference(unary_union([g for *_, g in z.redline] + [r[-1] for r in z.pa + z.ws]).buffer(150))
    reach = river.intersection(home)
    reach = max(getattr(reach, "geoms", [reach]), key=lambda g: g.length)
    p = reach.interpolate(0.5, normalized=True)
    part = largest(area.intersection(box(p.x - 900, p.y - 900, p.x + 900, p.y + 900)).intersection(home))
    attrs = dict(CLEAN, industry="D4413", project_type="hydropower", capacity_mw=220.0, commercial=False)
    b.add("gpkg", "YA-036", "大渡河老鹰岩水电站（演示位置）", attrs,
          [("reservoir", part), ("permanent", pad(p.x, p.y, 300, 60, 0.9)), ("tunnel", _divide(LineString([(p.x, p.y), (p.x + 260, p.y + 240)]), 100), {"width_m": 8.0}),
           ("camp", pad(p.x + 120, p.y + 160, 60, 50, 0.2), {"end_year": 2031}), ("spoil", pad(p.x - 150, p.y - 190, 80, 60, 0.2), {"end_year": 2031})])


SHP = ["项目编号", "地块编号", "项目名称", "占地类型", "项目类型", "行业代码", "建设性质", "排放污染物", "新设排污口", "线性工程", "经营性", "开工年份",
       "新增污染物", "用煤", "目录类别", "年综合能耗", "环评批准"]


def shapefile_rows(rng, s):
    f = s.found
    rows = [
        ("YA-037", "雨城老旧小区更新", "housing", "K7010", "housing_in2", "新建", "否", "是"),
        ("YA-038", "汉源页岩烧结砖厂", "factory", "C3031", "brick", "新建", "否", "是"),
        ("YA-039", "雨城小型光伏", "pv", "D4416", "pv_small", "新建", "否", "是"),
        ("YA-040", "名山生猪养殖场", "farming", "A0313", "pig", "扩建", "是", "是"),
        ("YA-041", "天全花岗岩采石场", "quarry", "B1012", "quarry2", "新建", "否", "是"),
        ("YA-042", "雨城农产品冷链仓", "other", "G5951", "logistics", "新建", "否", "是")]
    out = []
    for pid, name, kind, industry, site, activity, dirty, commercial in rows:
        values = (pid, pid + "-01", name, "永久", kind, industry, activity, dirty, "否", "否", commercial, 2027,
                  "化学需氧量;氨氮" if dirty == "是" else "颗粒物" if kind in ("factory", "quarry") else "无", "否", "允许", 120.0, "不适用")
        out.append((values, plot(rng, f[site])))
    return out


def write_all(folder, plane, book, shp):
    os.makedirs(folder, exist_ok=True)
    for ext, epsg, digits in (("gpkg", 4522, None), ("geojson", 4326, 9), ("fgb", 4490, None)):
        write_rows(os.path.join(folder, f"projects.{ext}"), plane, book.rows[ext], epsg, digits)
    fields = [(n, "int" if n == "开工年份" else "real" if n == "年综合能耗" else "text", 6 if n == "开工年份" else 60 if n == "项目名称" else 20) for n in SHP]
    write.vector(os.path.join(folder, "projects_cgcs2000.shp"), "projects_cgcs2000", 4543, ogr.wkbPolygon, fields, shp, "CP936")


def write_rows(path, plane, rows, epsg, digits):
    used = [(k, t, 0) for k, t in KEYS if any(v.get(k) is not None for v, _ in rows)]
    body = [(tuple(v.get(k) for k, _, _ in used), plane.to(g, epsg, digits)) for v, g in rows]
    name = "projects" if os.path.basename(path).startswith("projects") else os.path.splitext(os.path.basename(path))[0]
    write.vector(path, name, epsg, ogr.wkbUnknown, used, body, rfc7946=path.endswith("geojson"))


def make(rng, s, z, units):
    def unit_code(site):
        return next(u.code for u in units if u.geom.contains(Point(site.x, site.y)))
    book = Book()
    mapped_projects(rng, book, s, unit_code)
    water_projects(rng, book, s, z)
    zoning_projects(rng, book, s)
    redline_projects(rng, book, z, units, s.used)
    return book, shapefile_rows(rng, s)
