// SPDX-License-Identifier: Apache-2.0
//
// Reference systems, datum rules, and the way into the plane.
#include <proj.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <random>

#include "geom/geom.h"

using namespace zonegate;
using namespace zonegate::geom;

namespace {

constexpr double kRad = 3.14159265358979323846 / 180;

// Independent way from CGCS2000 lon/lat into a projected system: PROJ strings, no EPSG database, no code of
// ours.
std::vector<Point> gauss_krueger(const std::vector<Point>& lonlat, double meridian, double false_easting) {
  PJ_CONTEXT* context = proj_context_create();
  const std::string text =
      "+proj=tmerc +lat_0=0 +k=1 +y_0=0 +a=6378137 +rf=298.257222101 +lon_0=" + std::to_string(meridian) +
      " +x_0=" + std::to_string(false_easting);
  PJ* pj = proj_create(context, text.c_str());
  std::vector<Point> out;
  for (const Point p : lonlat) {
    const PJ_COORD c = proj_trans(pj, PJ_FWD, proj_coord(p.x * kRad, p.y * kRad, 0, 0));
    out.push_back({c.xy.x, c.xy.y});
  }
  proj_destroy(pj);
  proj_context_destroy(context);
  return out;
}

Shape polygon(std::vector<Point> ring) {
  Shape s;
  s.polygons.push_back({std::move(ring), {}});
  return s;
}
Shape points(std::vector<Point> p) {
  Shape s;
  s.points = std::move(p);
  return s;
}

// Edges from 20 m to 20 km around 103E 30N.
const std::vector<Point> kBoundary = {{102.90, 29.95},     {102.9002, 29.95},   {102.9011, 29.9493},
                                      {102.9105, 29.9507}, {102.9512, 29.9411}, {103.1503, 29.9507},
                                      {103.1511, 30.0611}, {103.1311, 30.0811}, {103.12, 30.0805},
                                      {102.9219, 30.0711}, {102.9101, 30.0313}};

std::string message_of(const std::string& crs) {
  try {
    const Transform t(Crs::parse(crs), Plane::equal_area());
  } catch (const Error& e) {
    CHECK(e.kind() == ErrorKind::input);
    CHECK_FALSE(e.hint().empty());
    return e.what();
  }
  return "accepted";
}

const char* kEsriZone34 =
    R"(PROJCS["CGCS2000_3_Degree_GK_Zone_34",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",34500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",102.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]])";
const char* kEsriCgcs =
    R"(GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]])";
const char* kEsriBeijing =
    R"(PROJCS["Beijing_1954_3_Degree_GK_CM_102E",GEOGCS["GCS_Beijing_1954",DATUM["D_Beijing_1954",SPHEROID["Krasovsky_1940",6378245.0,298.3]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",102.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]])";
const char* kEsriXian =
    R"(GEOGCS["GCS_Xian_1980",DATUM["D_Xian_1980",SPHEROID["Xian_1980",6378140.0,298.257]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]])";
// A familiar datum name on another ellipsoid is not that datum.
const char* kFalseWgs =
    R"(GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["Sphere",6371000.0,0.0]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]])";
const char* kXianWithZeros =
    R"(GEOGCS["Xian 1980",DATUM["Xian_1980",SPHEROID["IAG 1975",6378140,298.257],TOWGS84[0,0,0,0,0,0,0]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]])";
const char* kCompound =
    R"(COMPD_CS["CGCS2000 + 1985",GEOGCS["China Geodetic Coordinate System 2000",DATUM["China_2000",SPHEROID["CGCS2000",6378137,298.257222101]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]],VERT_CS["Yellow Sea 1985",VERT_DATUM["Yellow Sea 1985",2005],UNIT["metre",1],AXIS["Up",UP]]])";

}  // namespace

TEST_CASE("texts that name a reference system", "[crs]") {
  CHECK(Crs::parse("EPSG:4490").geographic());
  CHECK(Crs::parse(" epsg:4543\n").projected());
  CHECK(Crs::parse("EPSG:4522").authority() == "EPSG:4522");
  CHECK(Crs::parse("EPSG:4522").name() == "CGCS2000 / 3-degree Gauss-Kruger zone 34");
  CHECK(Crs::parse(Crs::parse("EPSG:4522").wkt()).same_as(Crs::parse("EPSG:4522")));
  CHECK(Crs::parse(kEsriZone34).authority() == "EPSG:4522");
  CHECK(Crs::parse(kEsriZone34).same_as(Crs::parse("EPSG:4522")));
  CHECK(Crs::parse(kEsriCgcs).same_as(Crs::parse("EPSG:4490")));
  CHECK_FALSE(Crs::parse("EPSG:4522").same_as(Crs::parse("EPSG:4543")));
  CHECK_FALSE(Crs::parse("EPSG:4490").same_as(Crs::parse("EPSG:4326")));
  CHECK_FALSE(Crs::parse("EPSG:4490").same_as(Crs::parse("EPSG:4543")));
  CHECK(Crs::parse("EPSG:4480").geographic());  // 3D: the height is dropped
  CHECK(Crs::parse(kCompound).same_as(Crs::parse("EPSG:4490")));
}

TEST_CASE("texts that do not", "[crs]") {
  for (const char* text :
       {"", "  ", "4490", "EPSG:", "EPSG:99999999", "EPSG:4490+5737", "+proj=longlat +datum=WGS84",
        "/etc/passwd", "http://example.org/crs", "urn:ogc:def:crs:EPSG::4490", "GEOGCS[",
        "{\"type\":\"nonsense\"}", "{", "EPSG:5773", "EPSG:4479", "WGS84", "GEOGCS[\"a\",\"b\"]"}) {
    INFO(text);
    try {
      Crs::parse(text);
      FAIL_CHECK("accepted");
    } catch (const Error& e) {
      CHECK(e.kind() == ErrorKind::input);
      CHECK(std::string(e.hint()).find("EPSG:4490") != std::string::npos);
    }
  }
}

TEST_CASE("old datums are refused, by name, with the remedy", "[crs][datum]") {
  for (const std::string text : {"EPSG:4214", "EPSG:4610", "EPSG:2381", "EPSG:2434", "EPSG:4555"}) {
    INFO(text);
    const std::string why = message_of(text);
    CHECK(why.find("ballpark") != std::string::npos);
    const bool named = why.find("Beijing") != std::string::npos || why.find("Xian") != std::string::npos;
    CHECK(named);
  }
  CHECK(message_of(kEsriBeijing).find("Beijing") != std::string::npos);
  CHECK(message_of(kEsriXian).find("Xian") != std::string::npos);
  CHECK(message_of(kXianWithZeros).find("Xian") != std::string::npos);
  CHECK(message_of(kFalseWgs).find("no transformation") != std::string::npos);
}

TEST_CASE("WGS 84 and CGCS2000 are one, other datums need an operation", "[crs][datum]") {
  const Plane plane = Plane::equal_area();
  const Point p{103.0, 30.0};
  const auto first = [&](const std::string& crs) {
    const auto r = Transform(Crs::parse(crs), plane)(points({p}));
    REQUIRE(r.figure);
    return r.figure->shape.points[0];
  };
  const Point expected = first("EPSG:4490");
  CHECK(first("EPSG:4326") == expected);
  CHECK(first(Crs::parse("EPSG:4326").wkt()) == expected);
  CHECK(first(kEsriCgcs) == expected);
  CHECK(expected.x == snap(plane.from_lonlat({103, 30}).x));
  CHECK(Transform(Crs::parse("EPSG:4490"), plane).datum_accuracy().value == 0);
  CHECK(Transform(Crs::parse("EPSG:4326"), plane).datum_accuracy().value == 1);

  // Hong Kong 1980 (EPSG:4611): about 270 m from WGS 84, accuracy stated by EPSG.
  const Transform hong_kong(Crs::parse("EPSG:4611"), plane);
  CHECK(hong_kong.datum_accuracy().value > 0);
  CHECK(hong_kong.datum_accuracy().value <= 5);
  const LonLat moved = hong_kong.to_lonlat({114.15, 22.3});
  const double shift = geodesic_distance(moved, {114.15, 22.3}).value;
  CHECK(shift > 200);
  CHECK(shift < 400);
  const auto outside = hong_kong(points({{103, 30}}));
  CHECK_FALSE(outside.figure);
  CHECK(outside.fault.find("area of every known datum transformation") != std::string::npos);
}

TEST_CASE("web Mercator is WGS 84 in a projection", "[crs]") {
  const double x = 103 * kRad * 6378137.0, y = std::log(std::tan((45 + 15) * kRad)) * 6378137.0;
  const LonLat g = Transform(Crs::parse("EPSG:3857"), Plane::equal_area()).to_lonlat({x, y});
  CHECK(g.lon == Approx(103).epsilon(1e-12));
  CHECK(g.lat == Approx(30).epsilon(1e-12));
}

TEST_CASE("one boundary, five reference systems", "[transform]") {
  const Plane plane = Plane::equal_area();
  struct Case {
    std::string crs;
    std::vector<Point> ring;
  };
  const std::vector<Case> cases = {{"EPSG:4490", kBoundary},
                                   {"EPSG:4543", gauss_krueger(kBoundary, 102, 500000)},
                                   {"EPSG:4522", gauss_krueger(kBoundary, 102, 34500000)},
                                   {"EPSG:4544", gauss_krueger(kBoundary, 105, 500000)},
                                   {"EPSG:4523", gauss_krueger(kBoundary, 105, 35500000)},
                                   {kEsriZone34, gauss_krueger(kBoundary, 102, 34500000)}};
  std::vector<Figure> figures;
  for (const Case& c : cases) {
    const auto r = Transform(Crs::parse(c.crs), plane)(polygon(c.ring));
    INFO(c.crs << " " << r.fault);
    REQUIRE(r.figure);
    CHECK(r.warning == "");
    figures.push_back(*r.figure);
  }
  int different = 0;
  for (std::size_t k = 1; k < figures.size(); ++k) {
    const Ring &a = figures[0].shape.polygons[0].shell, &b = figures[k].shape.polygons[0].shell;
    for (std::size_t i = 0; i < a.size(); ++i) {
      CHECK(std::abs(a[i].x - b[i].x) <= kGrid);
      CHECK(std::abs(a[i].y - b[i].y) <= kGrid);
      different += !(a[i] == b[i]);
    }
  }
  INFO(different << " of 55 vertices on a neighbouring grid point");
  CHECK(different <= 5);
}

TEST_CASE("a box that surrounds the image of a box", "[transform]") {
  struct Way {
    const char* source;
    const char* plane;  // "": equal-area
    Box range;          // of the source, around Ya'an
  };
  const Way ways[] = {{"EPSG:4543", "", {300000, 3000000, 700000, 3600000}},
                      {"EPSG:4522", "", {34300000, 3000000, 34700000, 3600000}},
                      {"EPSG:32648", "", {200000, 2000000, 900000, 5000000}},
                      {"EPSG:3857", "", {10000000, 2000000, 13000000, 5000000}},
                      {"EPSG:4490", "EPSG:4543", {101, 26, 104, 34}},
                      {"EPSG:4542", "EPSG:4543", {580000, 3000000, 700000, 3500000}}};
  const unsigned seed = std::random_device{}();
  INFO("seed " << seed);
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> unit(0, 1);
  for (const Way& way : ways) {
    INFO(way.source << " to " << way.plane);
    const Plane plane = *way.plane ? Plane::planar(Crs::parse(way.plane)) : Plane::equal_area();
    const Transform transform(Crs::parse(way.source), plane);
    const double width = way.range.max_x - way.range.min_x, height = way.range.max_y - way.range.min_y;
    double loosest = 0;
    for (int trial = 0; trial < 300; ++trial) {
      const double size = std::pow(10, -5 * unit(random));
      Box box{way.range.min_x + width * (1 - size) * unit(random),
              way.range.min_y + height * (1 - size) * unit(random), 0, 0};
      box.max_x = box.min_x + width * size, box.max_y = box.min_y + height * size;
      const auto around = transform.surround(box);
      REQUIRE(around);
      Shape points;
      for (int i = 0; i < 200; ++i) {
        const double u = i % 3 ? unit(random) : i % 2, v = i % 3 == 1 ? unit(random) : (i / 2) % 2;
        points.points.push_back(
            {box.min_x + u * (box.max_x - box.min_x), box.min_y + v * (box.max_y - box.min_y)});
      }
      const auto placed = transform(points);
      REQUIRE(placed.figure);
      const Box& image = placed.figure->box;
      CHECK((around->min_x <= image.min_x && around->min_y <= image.min_y && around->max_x >= image.max_x &&
             around->max_y >= image.max_y));
      loosest = std::max(loosest, (around->max_x - around->min_x) / (image.max_x - image.min_x + 100));
    }
    CHECK(loosest < 1.5);
  }
}

TEST_CASE("what no box surrounds", "[transform][faults]") {
  const Transform zone(Crs::parse("EPSG:4543"), Plane::equal_area());
  CHECK_FALSE(zone.surround({-1e9, 3000000, 700000, 3600000}));     // cannot lie in the zone
  CHECK_FALSE(zone.surround({300000, 3000000, 3000000, 3600000}));  // far outside its usual range
  const Transform lonlat(Crs::parse("EPSG:4490"), Plane::planar(Crs::parse("EPSG:4543")));
  CHECK_FALSE(lonlat.surround({-180, -90, 180, 90}));
  CHECK(lonlat.surround({102, 29, 103, 30}));
}

TEST_CASE("deviation of an edge from the source's straight line", "[transform]") {
  const Plane plane = Plane::equal_area();
  // 1 km and 10 km east-west edges, straight in Gauss-Krueger 1 degree from the meridian: 13 mm and 1.3 m
  // (times about 0.9 here).
  for (const double km : {1.0, 10.0}) {
    const Point start = gauss_krueger({{103, 30}}, 102, 500000)[0];
    Shape line;
    line.lines.push_back({start, {start.x + 1000 * km, start.y}});
    const auto r = Transform(Crs::parse("EPSG:4543"), plane)(line);
    REQUIRE(r.figure);
    const double expected = 0.0113 * km * km;  // L2 tan(lat) / (8 R)
    CHECK(r.figure->max_deviation == Approx(expected).epsilon(0.05));
    CHECK(r.figure->edges[0].deviation == r.figure->max_deviation);
  }
  // Parallels and meridians are straight in the plane.
  Shape square;
  square.lines = {{{103, 30}, {104, 30}}, {{103, 30}, {103, 31}}};
  CHECK(Transform(Crs::parse("EPSG:4490"), plane)(square).figure->max_deviation == 0);
  // A diagonal in lon/lat is not. The oracle samples the edge finely.
  Shape diagonal;
  diagonal.lines = {{{103, 30}, {103.2, 30.15}}};
  const auto r = Transform(Crs::parse("EPSG:4490"), plane)(diagonal);
  double worst = 0;
  const Point a = plane.from_lonlat({103, 30}), b = plane.from_lonlat({103.2, 30.15});
  for (int i = 1; i < 1000; ++i) {
    const double t = i / 1000.0;
    const Point p = plane.from_lonlat({103 + 0.2 * t, 30 + 0.15 * t});
    double nearest_m = 1e9;
    for (double u = t - 0.01; u <= t + 0.01; u += 0.0001)
      nearest_m = std::min(nearest_m,
                           geodesic_distance(plane.to_lonlat(p),
                                             plane.to_lonlat({a.x + u * (b.x - a.x), a.y + u * (b.y - a.y)}))
                               .value);
    worst = std::max(worst, nearest_m);
  }
  INFO("oracle " << worst << " m, deviation " << r.figure->max_deviation << " m");
  CHECK(r.figure->max_deviation == Approx(worst).epsilon(0.05).margin(0.05));
  CHECK(r.figure->max_deviation > 0.5);
}

TEST_CASE("short edges and identity have no deviation", "[transform]") {
  Shape ring = polygon(gauss_krueger({{103, 30}, {103.0005, 30}, {103.0005, 30.0005}}, 102, 500000));
  CHECK(Transform(Crs::parse("EPSG:4543"), Plane::equal_area())(ring).figure->max_deviation == 0);
  const Plane planar = Plane::planar(Crs::parse("EPSG:4543"));
  const Transform same(Crs::parse("EPSG:4543"), planar);
  CHECK(same.identity());
  CHECK(same.datum_accuracy().value == 0);
  const Shape big = polygon(gauss_krueger(kBoundary, 102, 500000));
  const auto r = same(big);
  REQUIRE(r.figure);
  CHECK(r.warning == "");
  CHECK(r.figure->max_deviation == 0);
  CHECK(r.figure->shape.polygons[0].shell == big.polygons[0].shell);  // not even snapped
  const auto via = Transform(Crs::parse("EPSG:4490"), planar)(polygon(kBoundary));
  REQUIRE(via.figure);
  CHECK(via.figure->max_deviation > 0.1);
  for (std::size_t i = 0; i < kBoundary.size(); ++i) {
    CHECK(std::abs(via.figure->shape.polygons[0].shell[i].x - big.polygons[0].shell[i].x) < kGrid);
    CHECK(std::abs(via.figure->shape.polygons[0].shell[i].y - big.polygons[0].shell[i].y) < kGrid);
  }
}

TEST_CASE("coordinates that cannot be", "[transform][faults]") {
  const Plane plane = Plane::equal_area();
  const auto fault = [&](const char* crs, Point p) {
    const auto r = Transform(Crs::parse(crs), plane)(points({{103, 30}, p}));
    CHECK_FALSE(r.figure);
    return r.fault;
  };
  const auto fault1 = [&](const char* crs, Point p) {
    const auto r = Transform(Crs::parse(crs), plane)(points({p}));
    CHECK_FALSE(r.figure);
    return r.fault;
  };
  const double nan = std::numeric_limits<double>::quiet_NaN(), inf = std::numeric_limits<double>::infinity();
  CHECK(fault("EPSG:4490", {nan, 30}).find("nan") != std::string::npos);
  CHECK(fault("EPSG:4490", {103, inf}).find("inf") != std::string::npos);
  CHECK(fault("EPSG:4490", {30, 103}).find("(30, 103)") != std::string::npos);
  CHECK(fault("EPSG:4490", {30, 103}).find("swapped") != std::string::npos);
  CHECK(fault("EPSG:4490", {500000, 3320000}).find("500000") != std::string::npos);
  CHECK(fault("EPSG:4490", {180.1, 0}).find("180.1") != std::string::npos);
  // Zone prefix and CRS do not agree: 34 million metres off.
  CHECK(fault1("EPSG:4543", {34500000, 3320000}).find("zone prefix") != std::string::npos);
  CHECK(fault1("EPSG:4522", {500000, 3320000}).find("zone prefix") != std::string::npos);
  CHECK(fault1("EPSG:4543", {500000, 1e12}) != "");
  CHECK(fault1("EPSG:4543", {1e300, 1e300}) != "");
}

TEST_CASE("far from the zone is said", "[transform][faults]") {
  const auto r = Transform(Crs::parse("EPSG:4543"), Plane::equal_area())(points({{1500000, 3320000}}));
  REQUIRE(r.figure);
  CHECK(r.warning.find("EPSG:4543") != std::string::npos);
  // Zone 34's prefix in zone 35's system: 1,000 km off.
  const auto wrong_zone =
      Transform(Crs::parse("EPSG:4523"), Plane::equal_area())(points({{34500000, 3320000}}));
  REQUIRE(wrong_zone.figure);
  CHECK(wrong_zone.warning.find("EPSG:4523") != std::string::npos);
  const Plane planar = Plane::planar(Crs::parse("EPSG:4543"));
  const auto same = Transform(Crs::parse("EPSG:4543"), planar)(points({{1500000, 3320000}}));
  REQUIRE(same.figure);  // planar runs only warn
  CHECK(same.warning.find("usual range") != std::string::npos);
  const auto prefixed = Transform(Crs::parse("EPSG:4543"), planar)(points({{34500000, 3320000}}));
  REQUIRE(prefixed.figure);
  CHECK(prefixed.warning != "");
}

TEST_CASE("local numbers pass through", "[transform]") {
  const Transform local = Transform::local();
  CHECK(local.identity());
  const auto r = local(points({{1e-9, 0.1}}));
  REQUIRE(r.figure);
  CHECK(r.figure->shape.points[0] == Point{1e-9, 0.1});
  CHECK_FALSE(local(points({{std::nan(""), 0}})).figure);
  CHECK_THROWS_AS(local.to_lonlat({0, 0}), Error);
  const auto empty = Transform(Crs::parse("EPSG:4543"), Plane::equal_area())(Shape{});
  REQUIRE(empty.figure);
  CHECK(empty.figure->shape.empty());
}

TEST_CASE("mixed shapes keep their order", "[transform]") {
  Shape s;
  s.polygons.push_back({{{103, 30}, {103.01, 30}, {103.01, 30.01}},
                        {{{103.006, 30.002}, {103.008, 30.002}, {103.008, 30.004}}}});
  s.lines.push_back({{103, 30}, {103.05, 30.05}});
  s.points.push_back({103.5, 30.5});
  const Plane plane = Plane::equal_area();
  const auto r = Transform(Crs::parse("EPSG:4490"), plane)(s);
  REQUIRE(r.figure);
  const Shape back = to_lonlat(r.figure->shape, plane);
  const auto near = [](Point a, Point b) {
    return std::abs(a.x - b.x) < 2e-11 && std::abs(a.y - b.y) < 2e-11;
  };
  CHECK(near(back.polygons[0].shell[1], {103.01, 30}));
  CHECK(near(back.polygons[0].holes[0][2], {103.008, 30.004}));
  CHECK(near(back.lines[0][1], {103.05, 30.05}));
  CHECK(near(back.points[0], {103.5, 30.5}));
  CHECK(r.figure->line_edges().size() == 1);
  CHECK(r.figure->line_edges()[0].deviation > 0.01);
}

TEST_CASE("versions of the libraries are known", "[crs]") {
  const auto versions = library_versions();
  REQUIRE(versions.count("PROJ"));
  REQUIRE(versions.count("GEOS"));
  CHECK(versions.at("GEOS").find('.') != std::string::npos);
  CHECK(versions.count("proj.db EPSG.VERSION"));
}
