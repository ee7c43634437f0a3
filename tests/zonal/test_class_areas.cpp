// SPDX-License-Identifier: Apache-2.0
// Class areas from real GeoTIFFs, compared with the edge sum of every single cell.
#include <catch2/catch.hpp>
#include <cmath>
#include <fstream>

#include "raster_file.h"

using namespace zonegate;
using namespace zonegate::zonal;
using namespace zonegate::zonal::test;

namespace {

// Ya'an; a ring with a hole, slanted edges, and a part of its own.
const std::string kLonLat =
    "MULTIPOLYGON (((103.0012 29.9983, 103.0147 30.0011, 103.0169 29.9867, 103.0048 29.9841, 103.0012 "
    "29.9983),"
    "(103.0061 29.9952, 103.0071 29.9893, 103.0118 29.9911, 103.0061 29.9952)),"
    "((103.0171 29.9991, 103.0185 29.9992, 103.0180 29.9931, 103.0171 29.9991)))";

RasterSpec lonlat_raster() {
  RasterSpec s;
  s.columns = 20, s.rows = 20;
  s.origin_x = 103.0, s.origin_y = 30.002, s.cell = 0.001;
  s.values = random_classes(400, 5, 4);
  return s;
}

ClassAreas measure(const RasterSpec& spec, const std::vector<const geom::Figure*>& figures,
                   const geom::Plane& plane) {
  const RasterFile file(spec);
  io::RasterSource raster(file.path());
  return class_areas(raster, figures, plane);
}

void check_same(const ClassAreas& got, const std::map<long long, double>& expected, double relative) {
  CHECK(got.by_class.size() == expected.size());
  for (const auto& [code, area] : expected) {
    INFO("class " << code);
    REQUIRE(got.by_class.contains(code));
    CHECK(got.by_class.at(code).value == Approx(area).epsilon(relative).margin(1e-6));
  }
  CHECK(sum_of(got) == Approx(got.total.value).epsilon(relative));
  CHECK(got.issues.empty());
}

const geom::Plane& equal_area() {
  static const geom::Plane plane = geom::Plane::equal_area();
  return plane;
}

}  // namespace

TEST_CASE("lon/lat raster in the equal-area plane: exact") {
  const geom::Transform lonlat(geom::Crs::parse("EPSG:4490"), equal_area());
  const geom::Figure figure = figure_from(kLonLat, lonlat);
  const RasterSpec spec = lonlat_raster();
  const ClassAreas got = measure(spec, {&figure}, equal_area());
  CHECK(got.total.value == Approx(geom::area(figure.area_edges()).value).epsilon(1e-14));
  CHECK(got.outside.value == 0);
  // Cells of the oracle are snapped to 2^-20 m, 400 of them: hence not 1e-12.
  check_same(got, areas_by_edge_sum(spec, figure, lonlat, 1), 1e-8);
  CHECK(sum_of(got) == Approx(got.total.value).epsilon(1e-10));
}

TEST_CASE("WGS 84 is taken as CGCS2000") {
  const geom::Transform lonlat(geom::Crs::parse("EPSG:4490"), equal_area());
  const geom::Figure figure = figure_from(kLonLat, lonlat);
  RasterSpec spec = lonlat_raster();
  const ClassAreas cgcs = measure(spec, {&figure}, equal_area());
  spec.crs = "EPSG:4326";
  const ClassAreas wgs = measure(spec, {&figure}, equal_area());
  CHECK(cgcs.by_class == wgs.by_class);
}

TEST_CASE("projected raster in the equal-area plane: 1e-6, from both neighbouring zones") {
  const geom::Transform lonlat(geom::Crs::parse("EPSG:4490"), equal_area());
  const geom::Figure figure = figure_from(kLonLat, lonlat);
  for (const char* code : {"EPSG:4543", "EPSG:4544", "EPSG:32648"}) {
    INFO(code);
    const geom::Plane raster_plane = geom::Plane::planar(geom::Crs::parse(code));
    const geom::Point corner = raster_plane.from_lonlat({103.0005, 30.002});
    RasterSpec spec;
    spec.columns = 20, spec.rows = 22;
    spec.origin_x = std::floor(corner.x) - 80, spec.origin_y = std::ceil(corner.y) + 80, spec.cell = 100;
    spec.crs = code;
    spec.values = random_classes(440, 6, 4);
    const ClassAreas got = measure(spec, {&figure}, equal_area());
    CHECK(got.outside.value == 0);
    check_same(got,
               areas_by_edge_sum(spec, figure, geom::Transform(geom::Crs::parse(code), equal_area()), 16),
               1e-6);
  }
}

TEST_CASE("raster and plane in the same projected CRS") {
  const geom::Crs crs = geom::Crs::parse("EPSG:4543");
  const geom::Plane plane = geom::Plane::planar(crs);
  const geom::Transform same(crs, plane);
  const geom::Figure figure =
      figure_from("POLYGON ((500010 3300010, 500310.5 3300042, 500200 3300333.3, 500010 3300010))", same);
  RasterSpec spec;
  spec.columns = 12, spec.rows = 12;
  spec.origin_x = 500000, spec.origin_y = 3300360, spec.cell = 30;
  spec.crs = "EPSG:4543";
  spec.values = random_classes(144, 7, 3);
  check_same(measure(spec, {&figure}, plane), areas_by_edge_sum(spec, figure, same, 1), 1e-9);
}

TEST_CASE("lon/lat raster under a planar plane") {
  const geom::Plane plane = geom::Plane::planar(geom::Crs::parse("EPSG:4543"));
  const geom::Transform lonlat(geom::Crs::parse("EPSG:4490"), plane);
  const geom::Figure figure = figure_from(kLonLat, lonlat);
  const RasterSpec spec = lonlat_raster();
  check_same(measure(spec, {&figure}, plane), areas_by_edge_sum(spec, figure, lonlat, 16), 1e-6);
}

TEST_CASE("a footprint of 60 km over several tiles closes, in lon/lat and in a projected grid") {
  const geom::Transform lonlat(geom::Crs::parse("EPSG:4490"), equal_area());
  const geom::Figure figure = figure_from(
      "POLYGON ((102.7 29.7, 103.3 29.72, 103.31 30.18, 103.0 30.0, 102.71 30.2, 102.7 29.7))", lonlat);
  RasterSpec spec;
  spec.columns = 2300, spec.rows = 1900;
  spec.origin_x = 102.65, spec.origin_y = 30.23, spec.cell = 0.0003;
  spec.values.assign(2300 * 1900, 40);
  const ClassAreas got = measure(spec, {&figure}, equal_area());
  CHECK(got.issues.empty());
  CHECK(got.by_class.at(40).value == Approx(got.total.value).epsilon(1e-10));
  spec.columns = 700, spec.rows = 700;
  spec.values.assign(700 * 700, 40);
  spec.crs = "EPSG:4543";
  const geom::Point corner = geom::Plane::planar(geom::Crs::parse("EPSG:4543")).from_lonlat({102.65, 30.23});
  spec.origin_x = corner.x, spec.origin_y = corner.y, spec.cell = 100;
  const ClassAreas projected = measure(spec, {&figure}, equal_area());
  CHECK(projected.issues.empty());
  CHECK(projected.by_class.at(40).value == Approx(projected.total.value).epsilon(1e-8));
}

TEST_CASE("overlapping, touching and folded figures count once") {
  const geom::Plane plane = geom::Plane::local();
  const geom::Transform plain = geom::Transform::local();
  RasterSpec spec;
  spec.columns = 10, spec.rows = 10, spec.origin_x = 0, spec.origin_y = 10;
  spec.crs = "EPSG:4543";
  spec.values.assign(100, 7);
  const auto box_at = [&](double x, double y, double size) {
    const auto n = [](double v) { return shortest(v); };
    return figure_from("POLYGON ((" + n(x) + " " + n(y) + "," + n(x + size) + " " + n(y) + "," + n(x + size) +
                           " " + n(y + size) + "," + n(x) + " " + n(y + size) + "," + n(x) + " " + n(y) +
                           "))",
                       plain);
  };
  const geom::Figure a = box_at(1.5, 1.5, 3), b = box_at(3.25, 2.5, 4), touching = box_at(4.5, 4.5, 2),
                     far = box_at(8, 8, 1.25);
  SECTION("overlapping") {
    const ClassAreas got = measure(spec, {&a, &b}, plane);
    CHECK(got.total.value == Approx(9 + 16 - 1.25 * 2).epsilon(1e-12));
    CHECK(got.by_class.at(7).value == Approx(got.total.value).epsilon(1e-12));
    CHECK(got.issues.empty());
  }
  SECTION("touching in a corner, and apart") {
    const ClassAreas got = measure(spec, {&a, &touching, &far}, plane);
    CHECK(got.by_class.at(7).value == Approx(9 + 4 + 1.25 * 1.25).epsilon(1e-12));
  }
  SECTION("twice the same") {
    const ClassAreas got = measure(spec, {&a, &a}, plane);
    CHECK(got.by_class.at(7).value == Approx(9).epsilon(1e-12));
  }
  SECTION("a bow-tie is the area that it encloses") {
    const geom::Figure tie = figure_from("POLYGON ((1 1, 5 5, 5 1, 1 5, 1 1))", plain);
    const ClassAreas got = measure(spec, {&tie}, plane);
    CHECK(got.by_class.at(7).value == Approx(8).epsilon(1e-12));
  }
  SECTION(
      "overlap seen through a map that bends lines: the union's boundary is closed with its vertical sides") {
    const geom::Transform lonlat(geom::Crs::parse("EPSG:4490"), equal_area());
    const geom::Figure p =
        figure_from("POLYGON ((103 30, 103.01 30, 103.01 30.01, 103 30.01, 103 30))", lonlat);
    const geom::Figure q =
        figure_from("POLYGON ((103.004 30.003, 103.015 30.004, 103.012 30.017, 103.004 30.003))", lonlat);
    const geom::Point corner =
        geom::Plane::planar(geom::Crs::parse("EPSG:4543")).from_lonlat({102.99, 30.03});
    spec.columns = 40, spec.rows = 50, spec.origin_x = corner.x, spec.origin_y = corner.y, spec.cell = 100;
    spec.values.assign(2000, 7);
    const ClassAreas got = measure(spec, {&p, &q}, equal_area());
    const double both = geom::overlap_area(p.area_edges(), q.area_edges()).value;
    const double expected = geom::area(p.area_edges()).value + geom::area(q.area_edges()).value - both;
    CHECK(got.total.value == Approx(expected).epsilon(1e-10));
    CHECK(got.by_class.at(7).value == Approx(expected).epsilon(1e-7));
    CHECK(got.issues.empty());
  }
}

TEST_CASE("lines, points and nothing have no class area") {
  const geom::Figure line = figure_from("LINESTRING (1 1, 5 5)", geom::Transform::local());
  RasterSpec spec;
  spec.columns = 10, spec.rows = 10, spec.origin_y = 10;
  spec.crs = "EPSG:4543";
  spec.values.assign(100, 7);
  for (const auto& figures : {std::vector<const geom::Figure*>{}, std::vector<const geom::Figure*>{&line}}) {
    const ClassAreas got = measure(spec, figures, geom::Plane::local());
    CHECK(got.by_class.empty());
    CHECK(got.total.value == 0);
    CHECK(got.issues.empty());
  }
}

TEST_CASE("ground without a value and ground outside the raster are told apart") {
  const geom::Transform plain = geom::Transform::local();
  RasterSpec spec;
  spec.columns = 4, spec.rows = 3, spec.origin_y = 3;
  spec.crs = "EPSG:4543";
  spec.values = {1, 1, 1, 1, 1, 0, NAN, 1, 2, 2, 2, 2};
  spec.nodata = 0;
  const geom::Figure figure = figure_from("POLYGON ((0.5 -5, 9 -5, 9 2.5, 0.5 2.5, 0.5 -5))", plain);
  const ClassAreas got = measure(spec, {&figure}, geom::Plane::local());
  CHECK(got.by_class.at(1).value == Approx(3.5 * 0.5 + 0.5 + 1));
  CHECK(got.by_class.at(2).value == Approx(3.5));
  CHECK(got.nodata.value == Approx(2.0));
  CHECK(got.outside.value == Approx(8.5 * 7.5 - 3.5 * 2.5));
  CHECK(sum_of(got) == Approx(8.5 * 7.5).epsilon(1e-12));
  SECTION("all outside") {
    const geom::Figure away = figure_from("POLYGON ((20 20, 22 20, 22 22, 20 20))", plain);
    const ClassAreas none = measure(spec, {&away}, geom::Plane::local());
    CHECK(none.by_class.empty());
    CHECK(none.outside.value == Approx(2.0));
  }
}

TEST_CASE("a damaged block costs its cells and says so") {
  const geom::Transform plain = geom::Transform::local();
  RasterSpec spec;
  spec.columns = 512, spec.rows = 256, spec.origin_y = 256;
  spec.crs = "EPSG:4543";
  spec.values = random_classes(512 * 256, 9, 5);
  spec.options = {"TILED=YES", "BLOCKXSIZE=256", "BLOCKYSIZE=256", "COMPRESS=DEFLATE"};
  const RasterFile file(spec);
  {  // the tail of the file is the second tile's data
    const auto size = static_cast<std::streamoff>(std::filesystem::file_size(file.path()));
    std::fstream f(file.path(), std::ios::binary | std::ios::in | std::ios::out);
    f.seekp(size - size / 3);
    const std::string zeros(2000, '\xff');
    f.write(zeros.data(), static_cast<std::streamsize>(zeros.size()));
  }
  io::RasterSource raster(file.path());
  const geom::Figure figure = figure_from("POLYGON ((10 10, 502 10, 502 200, 10 200, 10 10))", plain);
  const std::vector<const geom::Figure*> figures = {&figure};
  const ClassAreas got = class_areas(raster, figures, geom::Plane::local());
  CHECK(got.nodata.value == Approx(246 * 190));
  CHECK(sum_of(got) == Approx(got.total.value));
  REQUIRE(got.issues.size() == 1);
  CHECK(got.issues[0].code == "raster.block_unreadable");
  CHECK(got.issues[0].severity == Severity::error);
  CHECK(got.issues[0].message.find("columns 256") != std::string::npos);
}

TEST_CASE("values that are no class codes are no classes") {
  RasterSpec spec;
  spec.columns = 2, spec.rows = 1, spec.origin_y = 1;
  spec.crs = "EPSG:4543";
  spec.values = {3, 2.5};
  const geom::Figure figure = figure_from("POLYGON ((0 0, 2 0, 2 1, 0 1, 0 0))", geom::Transform::local());
  const ClassAreas got = measure(spec, {&figure}, geom::Plane::local());
  CHECK(got.by_class.size() == 1);
  CHECK(got.nodata.value == 1.0);
  REQUIRE(got.issues.size() == 1);
  CHECK(got.issues[0].code == "raster.class_not_integer");
}

TEST_CASE("a raster on another datum is refused") {
  const geom::Transform lonlat(geom::Crs::parse("EPSG:4490"), equal_area());
  const geom::Figure figure = figure_from(kLonLat, lonlat);
  RasterSpec spec = lonlat_raster();
  spec.crs = "EPSG:4610";  // Xian 1980
  CHECK_THROWS_AS(measure(spec, {&figure}, equal_area()), Error);
}
