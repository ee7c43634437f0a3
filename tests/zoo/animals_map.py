# SPDX-License-Identifier: Apache-2.0
"""KML and GPX: XML that reaches for other files, and geometry that is none."""
from formats import PROJECT, entity, gpx, kml, laughs

PLACE = f"<Placemark><name>{PROJECT}</name>%s</Placemark>"
LINK = "<NetworkLink><name>n</name><Link><href>%s</href></Link></NetworkLink>"
RING = "<Polygon><outerBoundaryIs><LinearRing><coordinates>%s</coordinates></LinearRing></outerBoundaryIs></Polygon>"


def kml_files(put):
    put("good.kml", kml())
    put("empty.kml", b"")
    put("cut.kml", kml()[:-50])
    put("cut-early.kml", kml()[:60])
    put("not-xml.kml", b"hello")
    put("other-xml.kml", b'<?xml version="1.0"?><html><body/></html>')
    put("no-placemark.kml", kml(""))
    put("xxe.kml", kml(before=entity()).replace(b"<name>" + PROJECT.encode(), b"<name>&x;"))
    put("xxe-http.kml", kml(before=entity('<!ENTITY x SYSTEM "http://127.0.0.1:9/">')).replace(b"<name>" + PROJECT.encode(), b"<name>&x;"))
    declaration, word = laughs()
    put("laughs.kml", kml(before=declaration).replace(b"<name>" + PROJECT.encode(), b"<name>" + word.encode()))
    put("network-link.kml", kml(after=LINK % "http://127.0.0.1:9/x.kml"))
    put("network-file.kml", kml(after=LINK % "/etc/passwd"))
    put("network-only.kml", kml(LINK % "http://127.0.0.1:9/x.kml"))
    put("style-url.kml", kml(after='<Style id="s"><IconStyle><Icon><href>http://127.0.0.1:9/x.png</href></Icon></IconStyle></Style>'))
    put("deep-folders.kml", kml("<Folder>" * 3000 + kml().decode().split("<Document>")[1].split("</Document>")[0] + "</Folder>" * 3000))
    put("deep-geometry.kml", kml(PLACE % ("<MultiGeometry>" * 3000 + "</MultiGeometry>" * 3000)))
    for name, text in [("nan", "nan,29 102,29 102,30 nan,29"), ("1e400", "1e400,29 102,29 102,30 102,29"), ("two-points", "102,29 103,29"),
                       ("words", "a,b c,d e,f"), ("empty", ""), ("swapped", "29.3,102.6 29.3,102.7 29.4,102.7 29.3,102.6")]:
        put(f"ring-{name}.kml", kml(PLACE % (RING % text)))
    put("no-geometry.kml", kml(PLACE % ""))
    put("bom-utf16.kml", b"\xff\xfe" + kml().decode().replace("UTF-8", "UTF-16").encode("utf-16-le"))
    place = "<gx:coord>102.6 29.3 0</gx:coord>"
    put("track-without-times.kml", kml(after=PLACE % f"<gx:Track>{place}{place}</gx:Track>"))
    put("prolog-gbk.kml", kml().replace(b"UTF-8", b"GBK").replace(PROJECT.encode(), "茶园".encode("gbk"), 1))
    put("local-grid.kml", kml(before="").replace(b"<Document>", "<Document><description>地方独立坐标系</description>".encode()))
    put("bad-utf8.kml", kml().replace(b"<name>" + PROJECT.encode(), b"<name>\xff\xfe"))


def gpx_files(put):
    put("good.gpx", gpx())
    put("empty.gpx", b"")
    put("cut.gpx", gpx()[:-30])
    put("not-xml.gpx", b"hello")
    put("no-track.gpx", gpx(""))
    put("xxe.gpx", gpx(before=entity()).replace(b"<name>" + PROJECT.encode(), b"<name>&x;"))
    declaration, word = laughs()
    put("laughs.gpx", gpx(before=declaration).replace(b"<name>" + PROJECT.encode(), b"<name>" + word.encode()))
    put("lat-nan.gpx", gpx('<wpt lat="nan" lon="102.6"><name>a</name></wpt>'))
    put("lat-1e400.gpx", gpx('<wpt lat="1e400" lon="102.6"><name>a</name></wpt>'))
    put("lat-missing.gpx", gpx('<wpt lon="102.6"><name>a</name></wpt>'))
    put("lat-words.gpx", gpx('<wpt lat="north" lon="east"><name>a</name></wpt>'))
    put("lat-300.gpx", gpx('<wpt lat="300" lon="102.6"><name>a</name></wpt>'))
    put("track-one-point.gpx", gpx('<trk><trkseg><trkpt lat="29.3" lon="102.6"/></trkseg></trk>'))
    put("deep.gpx", gpx("<extensions>" * 50000 + "</extensions>" * 50000))
    put("link.gpx", gpx('<wpt lat="29.3" lon="102.6"><link href="http://127.0.0.1:9/x"/></wpt>'))


def fill(zoo):
    kml_files(lambda name, data: zoo.put(f"kml/{name}", data))
    gpx_files(lambda name, data: zoo.put(f"gpx/{name}", data))
    # Read as a red line: the placemark that is not understood must not be a pass.
    zoo.put("kml/layer-network-only.kml", kml(LINK % "http://127.0.0.1:9/x.kml"))
    zoo.put("kml/layer-network-link.kml", kml(after=LINK % "http://127.0.0.1:9/x.kml").replace(b"102.66", b"102.96").replace(b"102.67", b"102.97"))
    zoo.put("kml/layer-cut.kml", kml()[:-50])
    zoo.put("kml/layer-ring-words.kml", kml(PLACE % (RING % "a,b c,d e,f")))
    zoo.put("kml/layer-xxe.kml", kml(before=entity()).replace(b"<name>" + PROJECT.encode(), b"<name>&x;"))
