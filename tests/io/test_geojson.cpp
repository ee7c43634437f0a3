// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "helpers.h"

using namespace zonegate;
using namespace zonegate::test;

namespace {
const std::string kPoint = R"({"type":"Point","coordinates":[102.5,29.5]})";
const std::string kSquare =
    R"({"type":"Polygon","coordinates":[[[0,0],[2,0],[2,2],[0,2],[0,0]],[[1,1],[1,1.5],[1.5,1],[1,1]]]})";
}  // namespace

TEST_CASE("GeoJSON: fields are typed, geometry is taken as it stands") {
  const TempDir dir;
  const auto path = dir.put(
      "a.geojson",
      collection(
          {feature(
               R"({"name":"青衣江 ","n":3,"x":0.1,"b":true,"none":null,"big":9007199254740993,"list":["a","b"],"day":"2026-08-15"})",
               R"({"type":"Polygon","coordinates":[[[102,29,7],[103,29,7],[103,30,7],[102,29,7]]]})"),
           feature(R"({"name":""})", kSquare)}));
  const auto read = read_all(path);
  INFO(all_text(read));
  CHECK(read.issues.empty());
  REQUIRE(read.rows.size() == 2);
  const auto& fields = read.rows[0].fields;
  CHECK(std::get<std::string>(fields.at("name")) == "青衣江");
  CHECK(std::get<double>(fields.at("n")) == 3);
  CHECK(std::get<double>(fields.at("x")) == 0.1);
  CHECK(std::get<bool>(fields.at("b")));
  CHECK(is_unknown(fields.at("none")));
  CHECK(to_text(fields.at("big")) == "9007199254740993");
  CHECK(std::get<std::vector<std::string>>(fields.at("list")) == std::vector<std::string>{"a", "b"});
  CHECK(std::get<std::string>(fields.at("day")) == "2026-08-15");
  CHECK(read.rows[0].shape.polygons[0].shell == geom::Ring{{102, 29}, {103, 29}, {103, 30}});
  CHECK(std::get<std::string>(read.rows[1].fields.at("name")).empty());
  CHECK(is_unknown(read.rows[1].fields.at("n")));
  CHECK(read.rows[1].shape.polygons[0].holes.size() == 1);
  CHECK(read.rows[1].number == 2);
}

TEST_CASE("GeoJSON: features under a name in another case are told, not left out") {
  const TempDir dir;
  const std::string one = "[" + feature("{}", kPoint) + "]";
  const auto path = dir.put(
      "a.geojson", R"({"type":"FeatureCollection","features":)" + one + R"(,"Features":)" + one + "}");
  const auto read = read_all(path);
  INFO(all_text(read));
  CHECK(
      contains(all_text(read), "what stands in \"Features\" is not read: the member is called \"features\""));
  CHECK(std::any_of(read.issues.begin(), read.issues.end(),
                    [](const Issue& i) { return i.severity == Severity::error; }));
}

TEST_CASE("GeoJSON: a service's answer that is cut short says so, and is an error") {
  const TempDir dir;
  const auto errors = [&](const std::string& members) {
    const auto read = read_all(dir.put(
        "a.geojson", R"({"type":"FeatureCollection",)" + members + R"("features":[)" +
                         feature(R"({"numberMatched":9,"rel":"next","totalFeatures":"7"})", kPoint) + "]}"));
    std::string out;
    for (const auto& issue : read.issues)
      if (issue.severity == Severity::error) out += issue.message;
    return out;
  };
  for (const char* whole :
       {"", R"("numberMatched":1,"numberReturned":1,)", R"("totalFeatures":"unknown",)",
        R"("exceededTransferLimit":false,)", R"("links":[{"rel":"self","href":"x"},{"rel":"prev"}],)"})
    CHECK(errors(whole).empty());
  for (const char* part :
       {R"("numberMatched":2,)", R"("numberReturned":2,)", R"("totalFeatures":561,)",
        R"("exceededTransferLimit":true,)", R"("properties":{"exceededTransferLimit":true},)",
        R"("links":[{"rel":"self","href":"x"},{"rel":"next","href":"y"}],)"}) {
    CAPTURE(part);
    CHECK(contains(errors(part), "the file is a part of a longer answer of its service: it says"));
  }
}

TEST_CASE("GeoJSON: a null member does not vanish unnoticed") {
  const TempDir dir;
  const auto read =
      read_all(dir.put("a.geojson", collection({feature("{}", kPoint), "null", feature("{}", kPoint)})));
  INFO(all_text(read));
  CHECK(read.rows.size() == 2);
  REQUIRE(read.has("source.count_mismatch", Severity::error));
  CHECK(contains(all_text(read), "2 features were read, the file states 3"));
}

TEST_CASE("GeoJSON: parts that the reader leaves out are faults, each on its own feature") {
  const TempDir dir;
  const std::string hole =
      R"({"type":"Polygon","coordinates":[[[0,0],[9,0],[9,9],[0,0]],[[1,1],["x",1],[2,2],[1,1]]]})";
  const std::string part =
      R"({"type":"MultiPolygon","coordinates":[[[[0,0],[9,0],[9,9],[0,0]]],[[[0,0],[9],[9,9],[0,0]]]]})";
  const std::string null_ring = R"({"type":"Polygon","coordinates":[[[0,0],[9,0],[9,9],[0,0]],null]})";
  const std::string null_geometry =
      R"({"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]},null]})";
  const auto read = read_all(dir.put(
      "a.json", collection({feature("{}", kSquare), feature("{}", hole), feature("{}", part),
                            feature("{}", null_ring), feature("{}", null_geometry), feature("{}", kPoint)})));
  INFO(all_text(read));
  REQUIRE(read.rows.size() == 6);
  CHECK(read.rows[0].fault.empty());
  for (const std::size_t i : {1u, 2u, 3u, 4u}) {
    CHECK_FALSE(read.rows[i].fault.empty());
    CHECK(read.rows[i].shape.empty());
  }
  CHECK(read.rows[5].fault.empty());
}

TEST_CASE("GeoJSON: no geometry, unknown types and infinite coordinates are faults that say so") {
  const TempDir dir;
  const auto read = read_all(dir.put(
      "a.geojson", collection({feature("{}", "null"), feature("{}", R"({"type":"Polygon","coordinates":[]})"),
                               feature("{}", R"({"type":"Pont","coordinates":[1,2]})"),
                               feature("{}", R"({"type":"LineString","coordinates":[[1,2],[1e400,29.5]]})"),
                               feature(R"({"v":1e400})", kPoint)})));
  INFO(all_text(read));
  REQUIRE(read.rows.size() == 5);
  CHECK(contains(read.rows[0].fault, "has no geometry"));
  CHECK(contains(read.rows[1].fault, "has no geometry"));
  CHECK_FALSE(read.rows[2].fault.empty());
  CHECK(contains(read.rows[3].fault, "vertex 2 has the coordinate (inf, 29.5)"));
  CHECK(contains(read.rows[4].fault, "\"v\" is not a finite number"));
}

TEST_CASE("GeoJSON: a layer of null geometries is a layer with faults, not a table") {
  const TempDir dir;
  const auto path = dir.put("a.geojson", collection({feature("{}", "null")}));
  CHECK(io::VectorSource(path, {}).has_geometry());
  CHECK(contains(read_all(path).rows.at(0).fault, "has no geometry"));
}

TEST_CASE("GeoJSON: text that is not UTF-8 is a fault of its feature") {
  const TempDir dir;
  const auto read =
      read_all(dir.put("a.geojson", collection({feature("{\"name\":\"\xC7\xE0\xD2\xC2\xBD\xAD\"}", kPoint),
                                                feature(R"({"name":"好"})", kPoint)})));
  INFO(all_text(read));
  REQUIRE(read.rows.size() == 2);
  CHECK(contains(read.rows[0].fault, "\"name\" is not UTF-8"));
  CHECK(read.rows[0].shape.empty());
  CHECK(is_unknown(read.rows[0].fields.at("name")));
  CHECK(read.rows[1].fault.empty());
}

TEST_CASE("GeoJSON: damaged text is an error or an issue, never a short layer") {
  const TempDir dir;
  const std::string whole = collection({feature("{}", kSquare), feature("{}", kSquare)});
  for (const std::string& text : {whole.substr(0, whole.size() - 30), whole + "garbage", whole + whole,
                                  std::string("[]"), std::string(), std::string("{}")}) {
    const auto path = dir.put("a.geojson", text);
    INFO(text);
    Read read;
    const auto error = error_of([&] { read = read_all(path); });
    const bool noticed = !error.empty() || read.has("source.damaged", Severity::error) ||
                         read.has("source.count_mismatch", Severity::error);
    CHECK(noticed);
    if (!error.empty()) CHECK(contains(error, "a.geojson"));
  }
}

TEST_CASE("GeoJSON: a misspelt type does not hide features") {
  const TempDir dir;
  std::string text = collection({feature("{}", kPoint), feature("{}", kPoint)});
  text.replace(text.find("FeatureCollection"), 17, "featurecollection");
  Read read;
  const auto error = error_of([&] { read = read_all(dir.put("a.geojson", text)); });
  const bool seen =
      !error.empty() || read.rows.size() == 2 || read.has("source.count_mismatch", Severity::error);
  CHECK(seen);
}

TEST_CASE("GeoJSON: a single feature and a bare geometry count as one") {
  const TempDir dir;
  for (const std::string& text : {feature("{}", kSquare), kSquare}) {
    const auto read = read_all(dir.put("a.geojson", text));
    INFO(all_text(read));
    CHECK(read.rows.size() == 1);
    CHECK(read.issues.empty());
    CHECK(read.rows.at(0).shape.vertex_count() == 7);
  }
}

TEST_CASE("GeoJSON: an empty layer is legal") {
  const TempDir dir;
  const auto read = read_all(dir.put("a.geojson", collection({})));
  CHECK(read.rows.empty());
  CHECK(read.issues.empty());
}

TEST_CASE(
    "GeoJSON: lon/lat by default, its crs member where there is one, the user's word where there is none") {
  const TempDir dir;
  const auto plain = dir.put("a.geojson", collection({feature("{}", kPoint)}));
  const auto stated =
      dir.put("b.geojson",
              collection({feature("{}", kPoint)},
                         R"("crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4543"}},)"));
  CHECK(io::VectorSource(plain, {}).crs()->same_as(geom::Crs::parse("EPSG:4326")));
  CHECK(io::VectorSource(stated, {}).crs()->same_as(geom::Crs::parse("EPSG:4543")));
  io::VectorOptions options;
  options.crs = "EPSG:4490";
  CHECK(io::VectorSource(plain, options).crs()->same_as(geom::Crs::parse("EPSG:4490")));
  const auto error = error_of([&] { io::VectorSource source(stated, options); });
  for (const char* part : {"b.geojson", "EPSG:4543", "EPSG:4490", "leave out --crs"})
    CHECK(contains(error, part));
  options.crs = "EPSG:4543";
  CHECK(io::VectorSource(stated, options).crs()->same_as(geom::Crs::parse("EPSG:4543")));
}

TEST_CASE("GeoJSON: a crs member that nobody understands is not taken for WGS 84") {
  const TempDir dir;
  const auto with = [&](const std::string& crs) {
    return dir.put("c.geojson", collection({feature("{}", kPoint)}, "\"crs\":" + crs + ","));
  };
  const auto open = [](const std::string& path) {
    return error_of([&] { io::VectorSource source(path, {}); });
  };
  CHECK(contains(open(with("null")),
                 "c.geojson: the file has no coordinate reference system (store it in the file, or say --crs "
                 "with the system of its numbers: EPSG:4490 for degrees of CGCS2000)"));
  for (const char* const crs : {R"({"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::999999"}})",
                                R"({"type":"name","properties":{"name":"Xian80"}})",
                                R"({"type":"link","properties":{"href":"http://127.0.0.1:9/crs"}})", "7"}) {
    CHECK(contains(open(with(crs)), "crs member cannot be understood"));
  }
  io::VectorOptions options;
  options.crs_optional = true;
  CHECK_FALSE(io::VectorSource(with("null"), options).crs().has_value());
  options.crs = "EPSG:4490";
  CHECK(io::VectorSource(with("null"), options).crs()->same_as(geom::Crs::parse("EPSG:4490")));
}

TEST_CASE("GeoJSON: the content does not pick the driver") {
  const TempDir dir;
  dir.put("real.geojson", collection({feature("{}", kPoint)}));
  const auto vrt =
      dir.put("a.geojson", "<OGRVRTDataSource><OGRVRTLayer name=\"real\"><SrcDataSource>" +
                               (dir / "real.geojson") + "</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>");
  CHECK(contains(error_of([&] { io::VectorSource source(vrt, {}); }), "cannot be read as GeoJSON"));
}

TEST_CASE(
    "GeoJSON: a crs that is a link, or stands deeper in the file, is refused before the library sees it") {
  const TempDir dir;
  const std::string point = R"({"type":"Point","coordinates":[102,29])";
  const std::string link =
      R"("crs":{"type":"link","properties":{"href":"http://127.0.0.1:9/x","type":"proj4"}})";
  const std::string name = R"("crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4490"}})";
  const auto error = [&](const std::string& text) {
    const auto path = dir.put("a.geojson", text);
    const auto open = error_of([&] { io::VectorSource source(path, {}); });
    CHECK(open == error_of([&] { io::list_sublayers(path); }));
    return open;
  };
  CHECK(contains(error(collection({feature("{}", point + "}")}, link + ",")),
                 "crs member cannot be understood"));
  CHECK(contains(error(collection({feature("{}", point + "}")}, "\"CRS\"" + link.substr(5) + ",")),
                 "crs member cannot be understood"));
  CHECK(contains(error(collection({feature("{}", point + "," + link + "}")})), "a crs member of its own"));
  CHECK(contains(error(collection({feature("{}", point + "," + name + "}")})), "a crs member of its own"));
  CHECK(error(collection({feature("{}", point + "," + name + "}")}, name + ",")).empty());
  CHECK(error(collection({feature("{\"crs\":\"CGCS2000\"}", point + "}")})).empty());
}

TEST_CASE("GeoJSON: a text that holds a NUL character is a fault of its feature") {
  const TempDir dir;
  const std::string point = R"({"type":"Point","coordinates":[102,29]})";
  for (const std::string& bad : {std::string(R"({"a":"x\u0000y"})"), std::string("{\"a\":\"x\0y\"}", 11),
                                 std::string(R"({"a\u0000":"x"})")}) {
    const auto read = read_all(dir.put("a.geojson", collection({feature(R"({"a":"\\u0000"})", point),
                                                                feature(bad, point), feature("{}", point)})));
    INFO(all_text(read));
    REQUIRE(read.rows.size() == 3);
    CHECK(read.rows[0].fault.empty());
    CHECK(contains(read.rows[1].fault, "NUL"));
    CHECK(read.rows[2].fault.empty());
  }
  const auto outside =
      read_all(dir.put("a.geojson", collection({feature("{}", point)}, R"("name":"a\u0000b",)")));
  CHECK(outside.has("source.damaged", Severity::error));
}
