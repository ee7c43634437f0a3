# SPDX-License-Identifier: Apache-2.0
"""GeoJSON: text that is no JSON, JSON that is no GeoJSON, and geometry that is none."""
import json

from formats import PROJECT, SIDE, SOUTH, WEST, collection, feature, json_with, polygon, square, to_json

RING = json.dumps(square())
GOOD = to_json(collection(feature(polygon())))


def broken_text(put):
    put("empty.geojson", b"")
    put("blank.geojson", b"   \n\n")
    put("cut-in-number.geojson", GOOD[:GOOD.index(b"29.3682") + 4])
    put("cut-in-features.geojson", GOOD[:-2])
    put("cut-in-name.geojson", GOOD[:20])
    put("not-json.geojson", b"project_id,WKT\nA,POINT(1 2)\n")
    put("nul-bytes.geojson", GOOD[:-30] + b"\0\0\0" + GOOD[-30:])
    put("nul-in-text.geojson", GOOD.replace(b"zoo", b"z\0o"))
    put("nul-escaped.geojson", GOOD.replace(b"zoo", b"z\\u0000o"))
    put("nul-escaped-id.geojson", GOOD.replace(PROJECT.encode(), b"YA-009\\u0000X"))
    put("bom.geojson", b"\xef\xbb\xbf" + GOOD)
    put("utf16.geojson", b"\xff\xfe" + GOOD.decode().encode("utf-16-le"))
    put("lone-surrogate.geojson", GOOD.replace(b'"zoo"', b'"z\\ud800o"'))
    put("bad-utf8.geojson", GOOD.replace(b'"zoo"', b'"z\xff\xfeo"'))
    put("gbk-text.geojson", GOOD.replace(b'"zoo"', '"红线"'.encode("gbk")))
    put("bad-utf8-id.geojson", GOOD.replace(PROJECT.encode(), b"YA-\xb0\xa1\x81"))
    put("trailing.geojson", GOOD + b"}}}")
    put("two-documents.geojson", GOOD + b"\n" + GOOD)
    put("datum-in-attribute.geojson", GOOD.replace(b'"HXMC"', '"坐标系":"西安80","HXMC"'.encode(), 1))
    put("street-in-attribute.geojson", GOOD.replace(b'"HXMC"', '"备注":"北京54路","HXMC"'.encode(), 1))
    put("web-map-at-top.geojson", GOOD.replace(b'"features"', '"description":"百度地图拾取","features"'.encode(), 1))
    put("comment.geojson", GOOD.replace(b'"features"', b'/* x */"features"'))


def odd_structure(put):
    put("deep-coordinates.geojson", json_with("[" * 100000 + "]" * 100000))
    put("deep-property.geojson", json_with(f"[{RING}]", properties='{"project_id":"YA-009","x":' + "[" * 100000 + "]" * 100000 + "}"))
    put("deep-collection.geojson", nested_collection(1000))
    put("twice-key.geojson", GOOD[:-1] + b',"features":[]}')
    put("twice-geometry.geojson", GOOD.replace(b'"geometry":', b'"geometry":null,"geometry":', 1))
    put("twice-id.geojson", GOOD.replace(b'"project_id"', b'"project_id":"OTHER","project_id"', 1))
    put("wrong-case.geojson", GOOD.replace(b"FeatureCollection", b"featurecollection"))
    put("no-features.geojson", b'{"type":"FeatureCollection"}')
    put("features-null.geojson", b'{"type":"FeatureCollection","features":null}')
    put("features-object.geojson", b'{"type":"FeatureCollection","features":{"a":1}}')
    put("member-null.geojson", to_json(collection(feature(polygon()), None)))
    put("member-number.geojson", to_json(collection(feature(polygon()), 5)))
    put("member-string.geojson", to_json(collection("x", feature(polygon()))))
    put("geometry-null.geojson", to_json(collection(feature(polygon()), feature(None))))
    put("geometry-missing.geojson", GOOD[:GOOD.index(b', "geometry"')] + b"}]}")
    put("geometry-text.geojson", to_json(collection(feature("POLYGON((0 0,1 0,1 1,0 0))"))))
    put("geometry-type-unknown.geojson", to_json(collection(feature({"type": "Circle", "coordinates": [WEST, SOUTH], "radius": 5}))))
    put("topology.geojson", b'{"type":"Topology","objects":{},"arcs":[]}')
    put("array.geojson", b"[1,2,3]")
    put("crs-unknown.geojson", with_crs({"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::999999"}}))
    put("crs-link.geojson", with_crs({"type": "link", "properties": {"href": "http://127.0.0.1:9/crs", "type": "proj4"}}))
    put("crs-path.geojson", with_crs({"type": "name", "properties": {"name": "/etc/passwd"}}))
    put("crs-url.geojson", with_crs({"type": "name", "properties": {"name": "http://127.0.0.1:9/4490.wkt"}}))
    put("crs-number.geojson", with_crs(4490))
    put("crs-null.geojson", with_crs(None))
    put("many-members.geojson", to_json(collection(feature(polygon(), **{f"f{i}": i for i in range(20000)}))))


def nested_collection(depth):
    inner = json.dumps(polygon())
    head = '{"type":"GeometryCollection","geometries":['
    return (f'{{"type":"FeatureCollection","features":[{{"type":"Feature","properties":{{"project_id":"{PROJECT}"}},"geometry":'
            + head * depth + inner + "]}" * depth + "}]}").encode()


def with_crs(crs):
    return to_json(collection(feature(polygon()), crs=crs))


def bad_numbers(put):
    for name, text in [("nan", "NaN"), ("infinity", "Infinity"), ("1e400", "1e400"), ("minus-1e400", "-1e400"), ("1e308", "1e308"),
                       ("text", '"102.67"'), ("null", "null"), ("hex", "0x66"), ("comma", "102,67"), ("empty", "[]"), ("true", "true")]:
        put(f"number-{name}.geojson", json_with(f"[[[{WEST},{SOUTH}],[{text},{SOUTH}],[{WEST},{SOUTH + SIDE}],[{WEST},{SOUTH}]]]"))
    put("number-999-digits.geojson", json_with(f"[{RING}]".replace("102.6692", "102.6692" + "0" * 999, 1)))
    put("one-coordinate.geojson", json_with(f"[[[{WEST}],[{WEST + SIDE},{SOUTH}],[{WEST},{SOUTH + SIDE}],[{WEST},{SOUTH}]]]"))
    put("swapped.geojson", to_json(collection(feature(polygon([[y, x] for x, y in square()])))))
    put("metres.geojson", to_json(collection(feature(polygon(square(512000, 3320000, 100))))))


def bad_rings(put):
    outer = square()
    x, y, s = WEST, SOUTH, SIDE
    hole = square(x + s / 4, y + s / 4, s / 4)
    shapes = {
        "unclosed": polygon(outer[:-1]),
        "two-points": polygon(outer[:1] + outer[2:3] + outer[:1]),
        "one-point": polygon(outer[:1]),
        "no-ring": {"type": "Polygon", "coordinates": []},
        "empty-ring": polygon([]),
        "zero-area": polygon([[x, y], [x + s, y], [x + 2 * s, y], [x, y]]),
        "all-one-point": polygon([[x, y]] * 5),
        "bow-tie": polygon([[x, y], [x + s, y + s], [x + s, y], [x, y + s], [x, y]]),
        "self-touch": polygon([[x, y], [x + s, y], [x + s, y + s], [x + s / 2, y], [x, y + s], [x, y]]),
        "hole-outside": polygon(outer, square(x + 2 * s, y, s / 4)),
        "hole-crosses": polygon(outer, square(x + s * 3 / 4, y + s / 4, s / 2)),
        "hole-is-shell": polygon(outer, outer),
        "hole-covers": polygon(outer, square(x - s, y - s, 3 * s)),
        "holes-overlap": polygon(outer, hole, square(x + s * 3 / 8, y + s * 3 / 8, s / 4)),
        "spike": polygon([[x, y], [x + s, y], [x + s, y + s / 2], [x + 2 * s, y + s / 2], [x + s, y + s / 2], [x + s, y + s], [x, y + s], [x, y]]),
        "repeated-points": polygon([p for p in outer for _ in range(3)]),
        "twice-round": polygon(outer[:-1] + outer),
        "clockwise": polygon(outer[::-1]),
        "parts-overlap": {"type": "MultiPolygon", "coordinates": [[outer], [square(x + s / 2, y, s)]]},
        "parts-equal": {"type": "MultiPolygon", "coordinates": [[outer], [outer]]},
        "type-lies": {"type": "Point", "coordinates": [outer]},
        "point-as-polygon": {"type": "Polygon", "coordinates": [x, y]},
        "collection-mixed": {"type": "GeometryCollection", "geometries": [polygon(), {"type": "Point", "coordinates": [x, y]}]},
        "collection-beside": {"type": "GeometryCollection", "geometries": [polygon(), {"type": "Point", "coordinates": [x + 0.01, y]}]},
        "collection-null": {"type": "GeometryCollection", "geometries": [polygon(), None]},
        "world": polygon([[-180, -90], [180, -90], [180, 90], [-180, 90], [-180, -90]]),
        "dateline": polygon([[179, 29], [-179, 29], [-179, 30], [179, 30], [179, 29]]),
        "sliver": polygon([[x, y], [x + s, y], [x + s, y + 1e-12], [x, y]]),
        "many-points": polygon(zigzag(60000)),
    }
    for name, shape in shapes.items():
        put(f"ring-{name}.geojson", to_json(collection(feature(shape))))


def zigzag(count):
    """A valid saw of many teeth."""
    step = SIDE / count
    saw = [[WEST + i * step, SOUTH + (SIDE if i % 2 else SIDE / 2)] for i in range(count + 1)]
    return [[WEST, SOUTH], [WEST + SIDE, SOUTH]] + saw[::-1] + [[WEST, SOUTH]]


def two_lists(first, second):
    """The member `features` twice: a reader takes one of them, and nobody knows which."""
    one, other = (json.dumps([feature(polygon(ring))]) for ring in (first, second))
    return f'{{"type":"FeatureCollection","features":{one},"features":{other}}}'.encode()


def two_geometries(first, second):
    one, other = (json.dumps(polygon(ring)) for ring in (first, second))
    return f'{{"type":"FeatureCollection","features":[{{"type":"Feature","properties":{{}},"geometry":{one},"geometry":{other}}}]}}'.encode()


def layers(put):
    """The same as a red line: what is lost here would be a pass."""
    put("layer-member-null.geojson", to_json(collection(feature(polygon(square(103.5, 30.5))), None)))
    put("layer-geometry-null.geojson", to_json(collection(feature(polygon(square(102.9, 29.9))), feature(None))))
    put("layer-1e400.geojson", json_with(f"[[[{WEST},{SOUTH}],[1e400,{SOUTH}],[{WEST},{SOUTH + SIDE}],[{WEST},{SOUTH}]]]"))
    put("layer-empty.geojson", b"")
    put("layer-no-features.geojson", to_json(collection()))
    put("layer-cut.geojson", GOOD[:-40])
    put("layer-twice-key.geojson", GOOD[:-1] + b',"features":[]}')
    put("layer-features-twice.geojson", two_lists(square(), square(102.9, 29.9)))
    put("layer-features-twice-turned.geojson", two_lists(square(102.9, 29.9), square()))
    put("layer-geometry-twice.geojson", two_geometries(square(), square(102.9, 29.9)))
    put("layer-geometry-twice-turned.geojson", two_geometries(square(102.9, 29.9), square()))
    put("layer-crs-link.geojson", with_crs({"type": "link", "properties": {"href": "http://127.0.0.1:9/crs", "type": "ogcwkt"}}))
    put("layer-wrong-case.geojson", GOOD.replace(b"FeatureCollection", b"featurecollection"))
    put("layer-bow-tie.geojson", to_json(collection(feature(polygon(
        [[WEST, SOUTH], [WEST + SIDE, SOUTH + SIDE], [WEST + SIDE, SOUTH], [WEST, SOUTH + SIDE], [WEST, SOUTH]])))))
    put("layer-two-points.geojson", to_json(collection(feature(polygon(square()[:2] + square()[:1])))))
    put("layer-swapped.geojson", to_json(collection(feature(polygon([[y, x] for x, y in square()])))))
    put("layer-bad-utf8.geojson", GOOD.replace(b'"zoo"', b'"z\xff\xfeo"'))
    put("layer-deep.geojson", nested_collection(1000))
    put("layer-zero-area.geojson", to_json(collection(feature(polygon([[WEST, SOUTH], [WEST + SIDE, SOUTH], [WEST, SOUTH]])))))
    put("layer-crs-xian.geojson", with_crs({"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4610"}}))
    put("layer-hole-is-shell.geojson", to_json(collection(feature(polygon(square(), square())))))
    put("layer-bbox-lies.geojson", to_json(collection(feature(polygon()), bbox=[0, 0, 1, 1])))


def fill(zoo):
    for part in (broken_text, odd_structure, bad_numbers, bad_rings, layers):
        part(lambda name, data: zoo.put(f"json/{name}", data))
