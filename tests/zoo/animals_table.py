# SPDX-License-Identifier: Apache-2.0
"""CSV: as projects and layers with a column of WKT, as tables of attributes and of official units."""
from formats import PROJECT, SIDE, SOUTH, WEST, square, wkt

HEAD = "project_id,name,WKT\n"
GOOD = f'{HEAD}{PROJECT},zoo,"{wkt()}"\n'


def with_wkt(text):
    return f'{HEAD}{PROJECT},zoo,"{text}"\n'


def with_x(text):
    return wkt().replace(repr(WEST + SIDE), text, 1)


def projects(put):
    put("empty.csv", "")
    put("header-only.csv", HEAD)
    put("bom.csv", b"\xef\xbb\xbf" + GOOD.encode())
    put("utf16.csv", b"\xff\xfe" + GOOD.encode("utf-16-le"))
    put("utf16-odd.csv", b"\xff\xfe" + GOOD.encode("utf-16-le")[:-1])
    put("utf16-half-pair.csv", b"\xff\xfe" + GOOD.encode("utf-16-le").replace(b"z\0", b"\0\xd8"))
    put("utf16-no-mark.csv", GOOD.encode("utf-16-le"))
    put("nul.csv", GOOD.replace("zoo", "z\0o"))
    put("quote-unbalanced.csv", GOOD.replace('"\n', "\n"))
    put("quote-inside.csv", GOOD.replace("zoo", 'z"o'))
    put("ragged-short.csv", GOOD + f"{PROJECT}\n")
    put("ragged-long.csv", GOOD.rstrip("\n") + ",more,more\n")
    put("gbk.csv", GOOD.replace("zoo", "茶园").encode("gbk"))
    put("gbk-cut.csv", GOOD.replace("zoo", "茶园").encode("gbk").replace(b"\xd4\xb0", b"\xd4"))
    put("mixed-encoding.csv", GOOD.replace("zoo", "茶园").encode("gbk") + f'{PROJECT},茶园,"{wkt()}"\n'.encode())
    put("cell-1mb.csv", GOOD.replace("zoo", "z" * 1_000_000))
    put("formula.csv", GOOD.replace("zoo", "=cmd|' /C calc'!A0"))
    put("formula-id.csv", GOOD.replace(PROJECT, "=HYPERLINK(\"\"http://127.0.0.1:9\"\")").replace("=HYP", '"=HYP').replace('"")', '"")"'))
    put("header-twice.csv", GOOD.replace("name", "project_id"))
    put("header-blank.csv", GOOD.replace("name", ""))
    put("semicolons.csv", GOOD.replace(",name,", ";name;").replace(f"{PROJECT},zoo,", f"{PROJECT};zoo;"))
    put("cr-only.csv", GOOD.replace("\n", "\r"))
    put("no-wkt.csv", f"project_id,name\n{PROJECT},zoo\n")
    put("one-megaline.csv", HEAD + "," * 2_000_000)
    put("many-columns.csv", ",".join(f"c{i}" for i in range(30000)) + "," + GOOD)


def geometry(put):
    for name, text in [("empty", ""), ("garbage", "POLY GON"), ("cut", wkt()[:-20]), ("empty-polygon", "POLYGON EMPTY"),
                       ("nan", with_x("nan")), ("inf", with_x("inf")), ("1e400", with_x("1e400")), ("1e308", with_x("1e308")),
                       ("two-points", "POLYGON((102 29,103 29,102 29))"), ("unclosed", wkt(square()[:-1])),
                       ("nested", "GEOMETRYCOLLECTION(" * 1000 + wkt() + ")" * 1000),
                       ("nested-deep", "GEOMETRYCOLLECTION(" * 100000 + wkt() + ")" * 100000),
                       ("ewkt", "SRID=4610;" + wkt()), ("trailing", wkt() + "))"), ("curve", "CIRCULARSTRING(102.669 29.368,102.67 29.369,102.671 29.368)"),
                       ("surface", "TIN(((102 29,103 29,102 30,102 29)))"), ("point-nan", "POINT(nan nan)"), ("wkb-hex", "0103000000010000")]:
        put(f"wkt-{name}.csv", with_wkt(text))
    put("layer-wkt-garbage.csv", f'HXBM,HXMC,WKT\n1,a,"{wkt(square(102.9, 29.9))}"\n2,b,POLY\n')
    put("layer-wkt-empty.csv", f'HXBM,HXMC,WKT\n1,a,"{wkt(square(102.9, 29.9))}"\n2,b,\n')
    put("layer-quote-unbalanced.csv", f'HXBM,HXMC,WKT\n1,"a,"{wkt()}"\n2,b,"{wkt()}"\n')
    put("layer-ragged.csv", f'HXBM,HXMC,WKT\n1,a,"{wkt(square(102.9, 29.9))}"\n2\n')
    put("layer-nul.csv", f'HXBM,HXMC,WKT\n1,a\0b,"{wkt()}"\n')


def attributes(put):
    """Tables that say of the project what its verdict rests on."""
    head = "project_id,project_type,industry,activity\n"
    row = f"{PROJECT},restoration,N7711,new\n"
    put("attributes-empty.csv", "")
    put("attributes-header-only.csv", head)
    put("attributes-unmatched.csv", head + "NOBODY,pv,,\n")
    put("attributes-twice.csv", head + row + f"{PROJECT},chemical,C26,new\n")
    put("attributes-header-twice.csv", "project_id,project_type,project_type\n" + f"{PROJECT},restoration,chemical\n")
    put("attributes-quote.csv", head + f'{PROJECT},"restoration,N7711,new\n')
    put("attributes-ragged.csv", head + f"{PROJECT},restoration,N7711,new,more\n")
    put("attributes-nul.csv", head + row.replace("restoration", "resto\0ration"))
    put("attributes-gbk-cut.csv", head.encode() + f"{PROJECT},".encode() + "生态修复".encode("gbk")[:-1] + b",N7711,new\n")
    put("attributes-utf16.csv", b"\xff\xfe" + (head + row).encode("utf-16-le"))
    put("attributes-utf16-odd.csv", b"\xff\xfe" + (head + row).encode("utf-16-le")[:-1])
    put("attributes-formula.csv", head + f"{PROJECT},=1+1,@SUM(A1),-2+3\n")
    put("attributes-id-blank.csv", head + ",restoration,N7711,new\n")
    put("attributes-no-id.csv", "type,industry\nrestoration,N7711\n")
    put("attributes-number-huge.csv", f"project_id,energy_tce\n{PROJECT},1e400\n")
    put("attributes-number-nan.csv", f"project_id,energy_tce\n{PROJECT},nan\n")
    put("attributes-cell-1mb.csv", head + row.replace("N7711", "N" * 1_000_000))
    put("attributes-binary.csv", bytes(range(256)) * 40)


def units(put):
    head = "project_id,code,name,class\n"
    put("units-empty.csv", "")
    put("units-header-only.csv", head)
    put("units-code-garbage.csv", head + f"{PROJECT},<script>,a,优先保护单元\n")
    put("units-code-letter-o.csv", head + f"{PROJECT},ZH5118O220001,a,重点管控单元\n")
    put("units-unmatched.csv", head + "NOBODY,ZH51182320001,a,重点管控单元\n")
    put("units-quote.csv", head + f'{PROJECT},"ZH51182320001,a,b\n')
    put("units-nul.csv", head + f"{PROJECT},ZH5118232\0001,a,重点管控单元\n")
    put("units-gbk-cut.csv", head.encode() + f"{PROJECT},ZH51182320001,a,".encode() + "重点管控单元".encode("gbk")[:-1] + b"\n")
    put("units-no-code.csv", "project_id,name\nA,b\n")


def fill(zoo):
    for part in (projects, geometry, attributes, units):
        part(lambda name, data: zoo.put(f"csv/{name}", data))
