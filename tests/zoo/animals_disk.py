# SPDX-License-Identifier: Apache-2.0
"""What is no plain file, and names that mean something to somebody else."""
from formats import collection, feature, make_special, polygon, to_json

GOOD = to_json(collection(feature(polygon())))
VRT = b'<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>'
CURL_VRT = VRT.replace(b"/etc/passwd", b"/vsicurl/http://127.0.0.1:9/x.geojson")


def specials(zoo):
    for name, kind, target in [("fifo.geojson", "fifo", ""), ("fifo.shp", "fifo", ""), ("fifo.gpkg", "fifo", ""), ("fifo.csv", "fifo", ""),
                               ("fifo.xlsx", "fifo", ""), ("fifo.kml", "fifo", ""), ("fifo.fgb", "fifo", ""), ("fifo.tif", "fifo", ""),
                               ("zero.geojson", "link", "/dev/zero"), ("zero.csv", "link", "/dev/zero"), ("zero.shp", "link", "/dev/zero"),
                               ("zero.kml", "link", "/dev/zero"), ("zero.gpkg", "link", "/dev/zero"), ("zero.xlsx", "link", "/dev/zero"),
                               ("zero.yaml", "link", "/dev/zero"), ("fifo.yaml", "fifo", ""), ("dangling.yaml", "link", "nowhere.yaml"), ("null.geojson", "link", "/dev/null"),
                               ("loop.geojson", "link", "loop.geojson"), ("dangling.geojson", "link", "nowhere.geojson"),
                               ("folder.geojson", "folder", ""), ("folder.shp", "folder", ""), ("folder.gpkg", "folder", ""),
                               ("folder.csv", "folder", "")]:
        make_special(zoo.path(f"disk/{name.replace('.', '-', 1)}{name[name.index('.'):]}"), kind, target)
    # Nobody but root can open it: the runner skips it for root.
    path = zoo.path("disk/secret.geojson")
    path.unlink(missing_ok=True)
    path.write_bytes(GOOD)
    path.chmod(0)


def names(zoo):
    for name in ["中文项目.geojson", "emoji-🦊🚧.geojson", "blank in name.geojson", "quote'\"name.geojson", "new\nline.geojson", "tab\tname.geojson",
                 "percent%2F%s%n.geojson", "semi;colon&ampersand|.geojson", "-dash.geojson", "dots..geojson", "UPPER.GEOJSON",
                 "html-<b>bold<!-- -->.geojson", "vsicurl_http:127.0.0.1:9x.geojson", "PG:dbname=x.geojson", "line\u2028separator.geojson",
                 "right\u202eto-left.geojson", "n" * 247 + ".geojson"]:
        zoo.put(f"names/{name}", GOOD)
    zoo.put("names/geojson", GOOD)
    zoo.put("names/broken-new\nline.geojson", b"x")
    zoo.put("names/broken-\x1b[31mred.geojson", b"x")


def disguises(zoo):
    """The driver is chosen by the extension: what lies behind it must not wake another one."""
    zoo.put("disguise/vrt.geojson", VRT)
    zoo.put("disguise/vrt-curl.geojson", CURL_VRT)
    zoo.put("disguise/vrt.csv", VRT)
    zoo.put("disguise/vrt.kml", VRT)
    zoo.put("disguise/vrt.gpkg", VRT)
    zoo.put("disguise/vrt.fgb", VRT)
    zoo.put("disguise/vrt.gpx", VRT)
    zoo.put("disguise/vrt.vrt", VRT)
    zoo.put("disguise/pg.geojson", b"PG:host=127.0.0.1 port=9 dbname=x")
    zoo.put("disguise/esri.geojson", b'{"objectIdFieldName":"OBJECTID","geometryType":"esriGeometryPolygon","spatialReference":{"wkid":4490},'
            b'"features":[{"attributes":{"project_id":"YA-009"},"geometry":{"rings":[[[102.6692,29.3682],[102.6702,29.3682],[102.6702,29.3692],[102.6692,29.3682]]]}}]}')
    zoo.put("disguise/layer-vrt.tif", b'<VRTDataset rasterXSize="9" rasterYSize="9"><VRTRasterBand dataType="Byte" band="1"><SimpleSource>'
            b"<SourceFilename>/etc/passwd</SourceFilename></SimpleSource></VRTRasterBand></VRTDataset>")
    zoo.put("disguise/layer-vrt.geojson", CURL_VRT)
    zoo.put("disguise/dwg.dwg", b"AC1027" + b"\0" * 100)
    zoo.put("disguise/zip.zip", b"PK\3\4" + b"\0" * 60)


def fill(zoo):
    for part in (specials, names, disguises):
        part(zoo)
