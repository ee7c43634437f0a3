#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes one made-up project (a parcel with a hole) in every form that reviewers bring. Needs python3-gdal (./dev setup sample).

    make.py [FOLDER]      default: the folder of this script

The corners are whole millimetres of CGCS2000 / 3-degree Gauss-Krueger zone 34 (EPSG:4522); degrees are those corners to 1e-11.
"""
import shutil
import sys
import zipfile
from pathlib import Path

from osgeo import gdal, ogr, osr

gdal.UseExceptions()
ROUND = [(1000, 0), (707, 707), (0, 1000), (-707, 707), (-1000, 0), (-707, -707), (0, -1000), (707, -707)]
NORTH, EAST = 3_251_240_123, 34_562_840_457  # mm
ID, NAME = "FORM-1", "汉源表单厂"


def ring(radius):
    """North, east in metres; eight corners, an odd millimetre each."""
    return [((NORTH + n * radius // 1000 + i) / 1000, (EAST + e * radius // 1000 - i) / 1000)
            for i, (n, e) in enumerate(ROUND)]


SHELL, HOLE = ring(150_000), list(reversed(ring(40_000)))


def system(code):
    srs = osr.SpatialReference()
    srs.ImportFromEPSG(code)
    srs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return srs


TO_DEGREES = osr.CoordinateTransformation(system(4522), system(4490))


def degrees(corner):
    lon, lat, _ = TO_DEGREES.TransformPoint(corner[1], corner[0])
    return round(lon, 11), round(lat, 11)


def dms(value, digits):
    units = round(abs(value) * 3600 * 10**digits)
    seconds, fraction = divmod(units, 10**digits)
    return f"{seconds // 3600}°{seconds // 60 % 60:02d}′{seconds % 60:02d}.{fraction:0{digits}d}″"


def rows(text_of):
    out = []
    for number, corners in enumerate((SHELL, HOLE), 1):
        for i, corner in enumerate(corners + corners[:1]):
            out.append((number, i % len(corners) + 1 + (number - 1) * len(SHELL), *text_of(corner)))
    return out


def hectares():
    def area(ring):
        return abs(sum(a[1] * b[0] - b[1] * a[0] for a, b in zip(ring, ring[1:] + ring[:1]))) / 2
    return (area(SHELL) - area(HOLE)) / 10000


def boundary_text():
    points = rows(lambda c: (f"{c[0]:.3f}", f"{c[1]:.3f}"))
    lines = ["[属性描述]", "坐标系=2000国家大地坐标系", "几度分带=3", "投影类型=高斯克吕格", "计量单位=米", "带号=34", "精度=0.001",
             f"项目编号={ID}", f"项目名称={NAME}", "[地块坐标]", f"{len(points)},{hectares():.4f},1,{NAME},面,,工业用地,,@"]
    lines += [f"J{point},{number},{x},{y}" for number, point, x, y in points]
    return "\n".join(lines) + "\n"


def table(header, text_of):
    lines = ["项目编号,项目名称,圈号,点号," + header]
    lines += [f"{ID},{NAME},{number},{point},{a},{b}" for number, point, a, b in rows(text_of)]
    return "\n".join(lines) + "\n"


def geometry(to=lambda c: (c[1], c[0]), rings=(SHELL, HOLE)):
    polygon = ogr.Geometry(ogr.wkbPolygon)
    for corners in rings:
        closed = ogr.Geometry(ogr.wkbLinearRing)
        for corner in corners + corners[:1]:
            closed.AddPoint_2D(*to(corner))
        polygon.AddGeometry(closed)
    return polygon


def vector(path, driver, code, options=(), layer_options=()):
    if path.is_dir():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    data = ogr.GetDriverByName(driver).CreateDataSource(str(path), list(options))
    layer = data.CreateLayer("parcel", system(code), ogr.wkbPolygon, list(layer_options))
    for field in ("project_id", "name"):
        layer.CreateField(ogr.FieldDefn(field, ogr.OFTString))
    feature = ogr.Feature(layer.GetLayerDefn())
    feature["project_id"], feature["name"] = ID, NAME
    feature.SetGeometry(geometry(degrees) if code == 4490 or code == 4326 else geometry())
    layer.CreateFeature(feature)
    del feature, layer, data


def drawing(path):
    """The outline as a closed polyline of one CAD layer; DXF has neither attributes nor holes."""
    data = ogr.GetDriverByName("DXF").CreateDataSource(str(path))
    layer = data.CreateLayer("entities")
    for corners in (SHELL,):
        line = ogr.Geometry(ogr.wkbLineString)
        for corner in corners + corners[:1]:
            line.AddPoint_2D(corner[1], corner[0])
        feature = ogr.Feature(layer.GetLayerDefn())
        feature["Layer"] = "红线"
        feature.SetGeometry(line)
        layer.CreateFeature(feature)
    del feature, layer, data


def kml_text():
    def coordinates(corners):
        return " ".join("{:.11f},{:.11f}".format(*degrees(c)) for c in corners + corners[:1])

    def rim(tag, corners):
        return f"<{tag}><LinearRing><coordinates>{coordinates(corners)}</coordinates></LinearRing></{tag}>"
    return ('<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>parcel</name>'
            f"<Placemark><name>{NAME}</name><ExtendedData><Data name=\"project_id\"><value>{ID}</value></Data></ExtendedData>"
            f"<Polygon>{rim('outerBoundaryIs', SHELL)}{rim('innerBoundaryIs', HOLE)}</Polygon></Placemark></Document></kml>\n")


def workbook(path):
    """The numbers whole, but shown with one decimal: what counts is what the cell holds."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "cli"))
    import workbook as made
    lines = ["sheet 拐点坐标", "| 某厂拐点坐标表 |", "merge A1:F1", "| 项目编号 | 项目名称 | 圈号 | 点号 | 纵坐标X | 横坐标Y |"]
    lines += [f"| {ID} | {NAME} | #{number} | #{point} | #{x}~0.0 | #{y}~0.0 |"
              for number, point, x, y in rows(lambda c: (f"{c[0]:.3f}", f"{c[1]:.3f}"))]
    made.write_workbook(path, "\n".join(lines))


def archive(path, names, folder):
    """Entries with a fixed date, so that the bytes are the same."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, inside in names:
            out.writestr(zipfile.ZipInfo(inside, (2026, 1, 1, 0, 0, 0)), (folder / name).read_bytes(), zipfile.ZIP_DEFLATED)


def gpx_text():
    points = "".join('<trkpt lat="{1:.11f}" lon="{0:.11f}"/>'.format(*degrees(c)) for c in SHELL)
    return ('<?xml version="1.0" encoding="UTF-8"?>\n<gpx version="1.1" creator="made up" xmlns="http://www.topografix.com/GPX/1/1">'
            f"<trk><name>{NAME}</name><trkseg>{points}</trkseg></trk></gpx>\n")


def main():
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    text = boundary_text()
    (folder / "boundary.txt").write_text(text, encoding="utf-8", newline="")
    (folder / "boundary_gbk.txt").write_bytes(text.replace("\n", "\r\n").encode("gb18030"))
    (folder / "xy.csv").write_text(table("X,Y", lambda c: (f"{c[0]:.3f}", f"{c[1]:.3f}")), encoding="utf-8")
    (folder / "degrees.csv").write_text(table("经度,纬度", lambda c: tuple("{:.11f}".format(v) for v in degrees(c))), encoding="utf-8")
    (folder / "dms.csv").write_text(table("经度,纬度", lambda c: tuple(dms(v, 4) for v in degrees(c))), encoding="utf-8")
    wkt = geometry().ExportToWkt()
    (folder / "wkt.csv").write_text(f'project_id,name,WKT\n{ID},{NAME},"{wkt}"\n', encoding="utf-8")
    vector(folder / "parcel.shp", "ESRI Shapefile", 4522, layer_options=["ENCODING=GBK"])
    vector(folder / "parcel.gpkg", "GPKG", 4522)
    vector(folder / "parcel.fgb", "FlatGeobuf", 4490)
    vector(folder / "parcel.geojson", "GeoJSON", 4326, layer_options=["COORDINATE_PRECISION=11", "RFC7946=YES"])
    vector(folder / "parcel.gdb", "OpenFileGDB", 4522, layer_options=["XYSCALE=100000"])
    drawing(folder / "parcel.dxf")
    outline = geometry(rings=(SHELL,)).ExportToWkt()
    (folder / "outline.csv").write_text(f'project_id,name,WKT\nparcel#1,{NAME},"{outline}"\n', encoding="utf-8")
    (folder / "parcel.kml").write_text(kml_text(), encoding="utf-8")
    workbook(folder / "corners.xlsx")
    archive(folder / "parcel.kmz", [("parcel.kml", "doc.kml")], folder)
    archive(folder / "parcel_shp.zip", [(f"parcel.{e}", f"parcel.{e}") for e in ("shp", "shx", "dbf", "prj", "cpg")], folder)
    archive(folder / "boundary_txt.zip", [("boundary_gbk.txt", "勘测定界/boundary.txt")], folder)
    archive(folder / "corners_csv.zip", [("xy.csv", "xy.csv")], folder)
    archive(folder / "corners_xlsx.zip", [("corners.xlsx", "corners.xlsx")], folder)
    archive(folder / "parcel_gdb.zip", [(f"parcel.gdb/{f.name}", f"parcel.gdb/{f.name}") for f in sorted((folder / "parcel.gdb").iterdir())], folder)
    (folder / "track.gpx").write_text(gpx_text(), encoding="utf-8")


main()
