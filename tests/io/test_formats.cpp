// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <filesystem>

#include <gdal_frmts.h>
#include <ogrsf_frmts.h>

#include <catch2/catch.hpp>

#include "helpers.h"

using namespace zonegate;
using namespace zonegate::test;
namespace fs = std::filesystem;

namespace {

void sql(const std::string& path, const char* statement) {
  auto* dataset = static_cast<GDALDataset*>(
      GDALOpenEx(path.c_str(), GDAL_OF_VECTOR | GDAL_OF_UPDATE, nullptr, nullptr, nullptr));
  dataset->ReleaseResultSet(dataset->ExecuteSQL(statement, nullptr, nullptr));
  GDALClose(dataset);
}

const std::string kTriangle = "POLYGON ((0 0,1 0,1 1,0 0))";

}  // namespace

TEST_CASE("GeoPackage and FlatGeobuf: each kind of geometry comes back") {
  const TempDir dir;
  const std::vector<Made> layers{
      {"a",
       wkbUnknown,
       {kTriangle, "MULTIPOLYGON (((0 0,1 0,1 1,0 0)),((5 5,6 5,6 6,5 5)))", "LINESTRING (0 0,1 1)",
        "MULTIPOINT (1 2,3 4)", "POINT Z (1 2 3)",
        "GEOMETRYCOLLECTION (POINT (1 2),LINESTRING (0 0,1 1),POLYGON ((0 0,1 0,1 1,0 0)))"}}};
  make(dir / "a.gpkg", "GPKG", layers, 4543);
  make(dir / "a.fgb", "FlatGeobuf", layers, 4543, false);
  for (const char* const name : {"a.gpkg", "a.fgb"}) {
    const auto read = read_all(dir / name);
    INFO(name << "\n" << all_text(read));
    CHECK(read.issues.empty());
    REQUIRE(read.rows.size() == 6);
    CHECK(read.rows[0].shape.polygons.size() == 1);
    CHECK(read.rows[1].shape.polygons.size() == 2);
    CHECK(read.rows[2].shape.lines.size() == 1);
    CHECK(read.rows[3].shape.points.size() == 2);
    CHECK(read.rows[4].shape.points == std::vector<geom::Point>{{1, 2}});
    CHECK(read.rows[5].shape.polygons.size() + read.rows[5].shape.lines.size() +
              read.rows[5].shape.points.size() ==
          3);
    for (const auto& row : read.rows) CHECK(row.fault.empty());
    CHECK(io::VectorSource(dir / name, {}).crs()->same_as(geom::Crs::parse("EPSG:4543")));
  }
  CHECK(io::VectorSource(dir / "a.gpkg", {}).independent_count() == 6);
}

TEST_CASE("Arcs are replaced by chords that stay within 1 mm") {
  const TempDir dir;
  make(dir / "a.gpkg", "GPKG",
       {{"a",
         wkbUnknown,
         {"CURVEPOLYGON (CIRCULARSTRING (1000500 0,1000000 500,999500 0,1000000 -500,1000500 0))",
          "CIRCULARSTRING (0 0,1 1,2 0)"}}},
       4543);
  const auto read = read_all(dir / "a.gpkg");
  INFO(all_text(read));
  const auto& ring = read.rows.at(0).shape.polygons.at(0).shell;
  double worst = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const auto& p = ring[i];
    const auto& q = ring[(i + 1) % ring.size()];
    CHECK(std::fabs(std::hypot(p.x - 1e6, p.y) - 500) < 1e-6);
    worst = std::max(worst, 500 - std::hypot((p.x + q.x) / 2 - 1e6, (p.y + q.y) / 2));
  }
  CHECK(worst < 0.001);
  CHECK(worst > 0.0005);  // and not finer than needed
  CHECK(read.rows.at(1).shape.lines.size() == 1);
}

TEST_CASE("A surface in space cannot be used") {
  const TempDir dir;
  make(dir / "a.gpkg", "GPKG",
       {{"a", wkbUnknown, {"TIN Z (((0 0 0,0 1 0,1 1 0,0 0 0)))", "", "POLYGON EMPTY"}}}, 4543);
  const auto read = read_all(dir / "a.gpkg");
  CHECK(contains(read.rows.at(0).fault, "TIN"));
  CHECK(contains(read.rows.at(1).fault, "has no geometry"));
  CHECK(contains(read.rows.at(2).fault, "has no geometry"));
}

TEST_CASE("GeoPackage: several layers must be named; the styles of a desktop GIS are none") {
  const TempDir dir;
  make(dir / "a.gpkg", "GPKG",
       {{"units", wkbPolygon, {kTriangle}},
        {"rivers", wkbLineString, {"LINESTRING (0 0,1 1)"}},
        {"layer_styles", wkbNone, {""}}},
       4490);
  CHECK(io::list_sublayers(dir / "a.gpkg") == std::vector<std::string>{"units", "rivers"});
  const auto error = error_of([&] { io::VectorSource source(dir / "a.gpkg", {}); });
  CHECK(contains(error, "2 layers"));
  CHECK(contains(error, "units, rivers"));
  io::VectorOptions options;
  options.sublayer = "rivers";
  CHECK(read_all(dir / "a.gpkg", options).rows.at(0).shape.lines.size() == 1);
  options.sublayer = "river";
  CHECK(contains(error_of([&] { io::VectorSource source(dir / "a.gpkg", options); }), "units, rivers"));
}

TEST_CASE("GeoPackage: a table without geometry needs no CRS") {
  const TempDir dir;
  make(dir / "a.gpkg", "GPKG", {{"list", wkbNone, {"", ""}}}, 0);
  const io::VectorSource source(dir / "a.gpkg", {});
  CHECK_FALSE(source.has_geometry());
  CHECK_FALSE(source.crs().has_value());
  const auto read = read_all(dir / "a.gpkg");
  CHECK(read.rows.size() == 2);
  CHECK(read.rows[0].fault.empty());
}

TEST_CASE("GeoPackage: no CRS is an error") {
  const TempDir dir;
  make(dir / "a.gpkg", "GPKG", {{"a", wkbPolygon, {kTriangle}}}, 0);
  CHECK(contains(error_of([&] { io::VectorSource source(dir / "a.gpkg", {}); }),
                 "no coordinate reference system"));
}

TEST_CASE("GeoPackage: a damaged index and a false extent hide nothing") {
  const TempDir dir;
  make(dir / "a.gpkg", "GPKG", {{"a", wkbPolygon, {kTriangle, "POLYGON ((5 5,6 5,6 6,5 5))"}}}, 4490);
  sql(dir / "a.gpkg", "DELETE FROM rtree_a_geom");
  sql(dir / "a.gpkg", "UPDATE gpkg_contents SET min_x=70,max_x=71,min_y=1,max_y=2");
  sql(dir / "a.gpkg", "UPDATE gpkg_ogr_contents SET feature_count=1");
  const auto read = read_all(dir / "a.gpkg");
  INFO(all_text(read));
  CHECK(read.rows.size() == 2);
  CHECK_FALSE(read.has("source.count_mismatch", Severity::error));
}

TEST_CASE("GeoPackage: a table with fewer rows than the file recorded may have lost some") {
  const TempDir dir;
  make(dir / "a.gpkg", "GPKG", {{"a", wkbPolygon, {kTriangle, "POLYGON ((5 5,6 5,6 6,5 5))"}}}, 4490);
  sql(dir / "a.gpkg", "UPDATE gpkg_ogr_contents SET feature_count=3");
  CHECK(read_all(dir / "a.gpkg").has("source.count_mismatch", Severity::error));
}

TEST_CASE("GeoPackage: broken blobs are faults, broken pages an issue or an error") {
  const TempDir dir;
  make(dir / "a.gpkg", "GPKG", {{"a", wkbPolygon, {kTriangle, kTriangle}}}, 4490, false);
  sql(dir / "a.gpkg", "UPDATE a SET geom = substr(geom, 1, 60) WHERE n = 0");
  const auto read = read_all(dir / "a.gpkg");
  INFO(all_text(read));
  REQUIRE(read.rows.size() == 2);
  CHECK_FALSE(read.rows[0].fault.empty());
  CHECK(read.rows[1].fault.empty());

  std::vector<std::string> many(3000, kTriangle);
  make(dir / "b.gpkg", "GPKG", {{"a", wkbPolygon, many}}, 4490, false);
  const std::string bytes = bytes_of(dir / "b.gpkg");
  put_bytes(dir / "b.gpkg", bytes.substr(0, bytes.size() / 2 / 4096 * 4096));
  Read broken;
  const auto error = error_of([&] { broken = read_all(dir / "b.gpkg"); });
  INFO(error << all_text(broken));
  const bool noticed = !error.empty() || broken.has("source.read_error", Severity::error) ||
                       broken.has("source.damaged", Severity::error) ||
                       broken.has("source.count_mismatch", Severity::error) ||
                       broken.has("driver.error", Severity::error);
  CHECK(noticed);
}

TEST_CASE("GeoPackage: changes that another program has not finished are refused") {
  const TempDir dir;
  make(dir / "a.gpkg", "GPKG", {{"a", wkbPolygon, {kTriangle}}}, 4490);
  dir.put("a.gpkg-wal", "unfinished");
  CHECK(contains(error_of([&] { io::VectorSource source(dir / "a.gpkg", {}); }), "unfinished changes"));
}

TEST_CASE("GeoPackage: a file that is marked as written through a journal that is not there is told") {
  const TempDir dir;
  make(dir / "a.gpkg", "GPKG", {{"a", wkbPolygon, {kTriangle}}}, 4490);
  CHECK(read_all(dir / "a.gpkg").issues.empty());
  std::string bytes = bytes_of(dir / "a.gpkg");
  bytes[18] = bytes[19] = 2;
  put_bytes(dir / "a.gpkg", bytes);
  CHECK(read_all(dir / "a.gpkg").has("source.journal_missing", Severity::warning));
}

TEST_CASE("Aliases of fields and labels of coded values are handed out where they are asked for") {
  const TempDir dir;
  const bool database = GENERATE(false, true);  // a GeoPackage of GDAL 3.6 keeps no aliases
  const std::string path = dir / (database ? "a.gdb" : "a.gpkg");
  make(path, database ? "OpenFileGDB" : "GPKG", {{"a", wkbPolygon, {kTriangle, kTriangle}}}, 4490);
  {
    const std::unique_ptr<GDALDataset> data(GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR | GDAL_OF_UPDATE));
    REQUIRE(data);
    std::vector<OGRCodedValue> values(2);
    values[0] = {CPLStrdup("0"), CPLStrdup("是")};
    values[1] = {CPLStrdup("1"), CPLStrdup("否")};
    std::string why;
    REQUIRE(data->AddFieldDomain(
        std::make_unique<OGRCodedFieldDomain>("yn", "", OFTInteger, OFSTNone, std::move(values)), why));
    OGRFieldDefn field("F1", OFTInteger);
    field.SetDomainName("yn");
    field.SetAlternativeName("高污染燃料");
    REQUIRE(data->GetLayer(0)->CreateField(&field) == OGRERR_NONE);
    for (const auto& feature : *data->GetLayer(0)) {
      feature->SetField("F1", feature->GetFID() == 1 ? 0 : 7);
      REQUIRE(data->GetLayer(0)->SetFeature(feature.get()) == OGRERR_NONE);
    }
  }
  const auto plain = read_all(path);
  REQUIRE(plain.rows.size() == 2);
  CHECK(plain.rows[0].labels.empty());
  CHECK(plain.rows[0].fields.count("高污染燃料") == 0);
  io::VectorOptions options;
  options.spoken = true;
  const auto spoken = read_all(path, options);
  INFO(all_text(spoken));
  CHECK(spoken.rows[0].fields.at("F1") == Value(0.0));
  CHECK(spoken.rows[0].labels.at("F1") == "是");
  CHECK(spoken.rows[1].labels.empty());  // a code that the domain does not have
  if (!database) return;
  CHECK(spoken.rows[0].fields.at("高污染燃料") == Value(0.0));
  CHECK(spoken.rows[0].labels.at("高污染燃料") == "是");
}

TEST_CASE("FlatGeobuf: a file that ends early is noticed") {
  const TempDir dir;
  for (const bool index : {true, false}) {
    make(dir / "a.fgb", "FlatGeobuf", {{"a", wkbPolygon, {kTriangle, kTriangle, kTriangle}}}, 4490, index);
    const std::string bytes = bytes_of(dir / "a.fgb");
    for (const std::size_t cut : {std::size_t{10}, std::size_t{150}}) {
      put_bytes(dir / "a.fgb", bytes.substr(0, bytes.size() - cut));
      Read read;
      const auto error = error_of([&] { read = read_all(dir / "a.fgb"); });
      INFO(index << " " << cut << " " << error << all_text(read));
      const bool noticed = !error.empty() || read.has("source.read_error", Severity::error) ||
                           read.has("source.count_mismatch", Severity::error);
      CHECK(noticed);
    }
    fs::remove(dir / "a.fgb");
  }
}

TEST_CASE("A missing file, a folder, a wrong extension and paths of GDAL alone are told apart") {
  const TempDir dir;
  const auto open = [](const std::string& path) {
    return error_of([&] { io::VectorSource source(path, {}); });
  };
  CHECK(contains(open(dir / "none.gpkg"), "none.gpkg: the file does not exist"));
  fs::create_directory(dir / "folder.gpkg");
  CHECK(contains(open(dir / "folder.gpkg"), "folder, not a file"));
  const auto vrt = dir.put("a.vrt", "<OGRVRTDataSource/>");
  const auto error = open(vrt);
  CHECK(contains(error, "\".vrt\" is not allowed"));
  CHECK(contains(error, ".gpkg, .shp, .geojson, .json, .fgb, .kml, .kmz, .gpx, .gdb, .dxf, .zip, .csv"));
  CHECK(contains(open(dir.put("noextension", "x")), "is not allowed"));
  CHECK(contains(open("/vsicurl/http://127.0.0.1:9/a.gpkg"), "does not exist"));
  CHECK(contains(open(dir.put("text.gpkg", "not a database")), "cannot be read as GPKG"));
  CHECK(contains(open(dir.put("text.shp", "not shapes")), ".shp, .shx and .dbf"));
  CHECK(contains(open(dir.put("text.fgb", "not a buffer")), "cannot be read as FlatGeobuf"));
  CHECK(io::is_vector_file("A.GPKG"));
  CHECK_FALSE(io::is_vector_file("a.tif"));
  CHECK(io::is_raster_file("a.TIFF"));
  CHECK_FALSE(io::is_raster_file("a"));
}

TEST_CASE("GeoPackage: a view may leave rows out, so it cannot show that something is absent") {
  const TempDir dir;
  make(dir / "a.gpkg", "GPKG", {{"Zones", wkbPolygon, {kTriangle, kTriangle}}}, 4543);
  CHECK(read_all(dir / "a.gpkg").issues.empty());
  for (const char* const statement :
       {"CREATE VIEW shown AS SELECT * FROM Zones WHERE n = 0",
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) VALUES ('shown', 'features', "
        "'shown', 4543)",
        "INSERT INTO gpkg_geometry_columns VALUES ('shown', 'geom', 'POLYGON', 4543, 0, 0)"}) {
    sql(dir / "a.gpkg", statement);
  }
  io::VectorOptions options;
  options.sublayer = "shown";
  const auto read = read_all(dir / "a.gpkg", options);
  CHECK(read.rows.size() == 1);
  REQUIRE(read.issues.size() == 1);
  CHECK(read.issues[0].code == "source.view");
  CHECK(read.issues[0].severity == Severity::error);
  options.sublayer = "Zones";
  CHECK(read_all(dir / "a.gpkg", options).issues.empty());
}

TEST_CASE("GeoPackage: geometries that name another reference system than their table are told") {
  const TempDir dir;
  make(dir / "a.gpkg", "GPKG", {{"a", wkbUnknown, {kTriangle, kTriangle}}}, 4543);
  const auto with_srs = [&](const std::string& hex) {
    sql(dir / "a.gpkg", ("UPDATE a SET geom = CAST(substr(geom, 1, 4) || x'" + hex +
                         "' || substr(geom, 9) AS BLOB) WHERE fid = 2")
                            .c_str());
    return read_all(dir / "a.gpkg");
  };
  CHECK(read_all(dir / "a.gpkg").issues.empty());
  CHECK(with_srs("00000000").issues.empty());  // says nothing
  CHECK(with_srs("FFFFFFFF").issues.empty());
  const auto read = with_srs("02120000");  // 4610, little end first, as GDAL writes
  INFO(all_text(read));
  CHECK(read.has("source.crs_differs", Severity::error));
  CHECK(contains(all_text(read),
                 "1 of its geometries name another reference system (srs_id 4610) than their table (4543)"));
  io::BatchSource batches(dir / "a.gpkg", {}, {});
  while (batches.next()) {
  }
  CHECK(std::any_of(batches.issues().begin(), batches.issues().end(),
                    [](const Issue& issue) { return issue.code == "source.crs_differs"; }));
}

TEST_CASE("Descriptions in a GeoPackage and beside a file are words of it") {
  const TempDir dir;
  make(dir / "a.gpkg", "GPKG", {{"a", wkbPolygon, {kTriangle}}}, 4543);
  {
    auto* dataset = static_cast<GDALDataset*>(
        GDALOpenEx((dir / "a.gpkg").c_str(), GDAL_OF_VECTOR | GDAL_OF_UPDATE, nullptr, nullptr, nullptr));
    dataset->GetLayer(0)->SetMetadataItem("ABSTRACT", "1980西安坐标系");
    GDALClose(dataset);
  }
  dir.put("a.gpkg.xml", "<m><abstract>\xb1\xb1\xbe\xa9&#53;4&lt;</abstract><bin>" + std::string(300, 'a') +
                            "</bin><x:code><x:CharacterString>2379</x:CharacterString></x:code>"
                            "<lineage><step>A</step><step>B</step></lineage><open>cut");
  const auto words = io::file_words(dir / "a.gpkg", {});
  const auto has = [&](const char* where, const char* text) {
    return std::find(words.begin(), words.end(), std::pair<std::string, std::string>(where, text)) !=
           words.end();
  };
  CHECK(has("layer name", "a"));
  CHECK(has("text of the file", "ABSTRACT: 1980西安坐标系"));
  CHECK(has("text of the metadata", "abstract: 北京54<"));
  CHECK(has("text of the metadata", "epsg: 2379"));
  CHECK(has("history of the metadata", "A; B"));
  CHECK(has("text of the metadata", "open: cut"));
  for (const auto& [where, text] : words) CHECK_FALSE(contains(text, "aaaa"));
  dir.put("a.gpkg.xml", "\xff\xff<\xff");
  CHECK(contains(error_of([&] { io::file_words(dir / "a.gpkg", {}); }), "a.gpkg.xml: the text is not UTF-8"));
}
