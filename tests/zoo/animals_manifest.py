# SPDX-License-Identifier: Apache-2.0
"""Manifests of layers: YAML that is none or too much, and paths that lead out of the folder."""
from formats import collection, feature, polygon, square, to_json

HEAD = "id: zoo\nkind: redline\ntitle: 红线\n"
GOOD = HEAD + "file: zoo.geojson\ncoverage: [102.0, 28.8, 103.4, 30.9]\naccuracy_m: 5\n"


def bombs():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 10)]
    return "\n".join(lines) + "\n" + GOOD


def texts():
    return [
        ("good", GOOD), ("empty", ""), ("anchors", bombs()), ("anchor-merge", "x: &x {id: zoo}\n<<: *x\n" + GOOD),
        ("tabs", GOOD.replace("kind:", "\tkind:")), ("key-twice", GOOD + "file: other.geojson\n"), ("deep", GOOD + "note: " + "[" * 50000 + "\n"),
        ("two-documents", GOOD + "---\n" + GOOD), ("nul", GOOD.replace("红线", "红\0线")), ("bad-utf8", GOOD.encode().replace("红线".encode(), b"\xff\xfe")),
        ("utf16", b"\xff\xfe" + GOOD.encode("utf-16-le")), ("gbk", GOOD.encode("gbk")), ("big", GOOD + "note: " + "x" * 9_000_000 + "\n"),
        ("list", "- a\n- b\n"), ("tag-python", GOOD + "note: !!python/object/apply:os.system [id]\n"),
        ("file-missing", GOOD.replace("zoo.geojson", "nowhere.geojson")), ("file-climbs", GOOD.replace("zoo.geojson", "../../../../../../../../etc/passwd")),
        ("file-climbs-geojson", GOOD.replace("zoo.geojson", "../outside.geojson")),
        ("file-absolute", GOOD.replace("zoo.geojson", "/etc/passwd")), ("file-url", GOOD.replace("zoo.geojson", "http://127.0.0.1:9/x.geojson")),
        ("file-vsicurl", GOOD.replace("zoo.geojson", "/vsicurl/http://127.0.0.1:9/x.geojson")),
        ("file-vsizip", GOOD.replace("zoo.geojson", "/vsizip/zoo.zip/zoo.geojson")), ("file-pg", GOOD.replace("zoo.geojson", "'PG:host=127.0.0.1 port=9'")),
        ("file-self", GOOD.replace("zoo.geojson", "zoo-manifest.yaml")), ("file-folder", GOOD.replace("zoo.geojson", ".")),
        ("file-empty", GOOD.replace("zoo.geojson", '""')), ("file-list", GOOD.replace("zoo.geojson", "[a, b]")),
        ("coverage-climbs", GOOD.replace("[102.0, 28.8, 103.4, 30.9]", "../../../../../../etc/passwd")),
        ("coverage-missing", GOOD.replace("[102.0, 28.8, 103.4, 30.9]", "nowhere.geojson")),
        ("coverage-nan", GOOD.replace("102.0", ".nan")), ("coverage-inf", GOOD.replace("103.4", ".inf")), ("coverage-turned", GOOD.replace("102.0, 28.8", "105.0, 31.8")),
        ("coverage-world", GOOD.replace("[102.0, 28.8, 103.4, 30.9]", "[-1e300, -1e300, 1e300, 1e300]")),
        ("accuracy-negative", GOOD.replace("accuracy_m: 5", "accuracy_m: -5")), ("accuracy-nan", GOOD.replace("accuracy_m: 5", "accuracy_m: .nan")),
        ("accuracy-1e400", GOOD.replace("accuracy_m: 5", "accuracy_m: 1e400")), ("date-impossible", GOOD + "valid_from: 2024-02-31\n"),
        ("dates-turned", GOOD + "valid_from: 2025-01-01\nvalid_to: 2024-01-01\n"), ("crs-path", GOOD + "crs: /etc/passwd\n"),
        ("crs-url", GOOD + "crs: http://127.0.0.1:9/4490\n"), ("id-path", GOOD.replace("id: zoo", "id: ../../x")), ("id-newline", GOOD.replace("id: zoo", 'id: "a\\nb"')),
        ("encoding-unknown", GOOD + "encoding: KLINGON-8\n"), ("fields-gone", GOOD + "fields: {code: nowhere}\n"),
        ("sha256-wrong", GOOD + "sha256: " + "0" * 64 + "\n"), ("sublayer-gone", GOOD + "sublayer: nowhere\n"),
    ]


def fill(zoo):
    data = to_json(collection(feature(polygon(square(102.9, 29.9)))))
    for name, text in texts():
        zoo.put(f"manifest/{name}.yaml", text)
        (zoo.folder / "manifest" / name / "zoo.geojson").write_bytes(data)
    (zoo.folder / "manifest" / "outside.geojson").write_bytes(data)
