// SPDX-License-Identifier: Apache-2.0
// The area of cells that pass a test. The oracle clips every cell with the footprint by half-planes (Sutherland-Hodgman); all coordinates are multiples of
// 1/16 and all edges run along axes or diagonals, so that its numbers are exact. It knows nothing of the program's geometry.
#include <catch2/catch.hpp>
#include <cmath>
#include <fstream>

#include "raster_file.h"

using namespace zonegate;
using namespace zonegate::zonal;
using namespace zonegate::zonal::test;

namespace {

struct P {
  double x, y;
};
using Convex = std::vector<P>;

// The part of the ring where a x + b y <= c.
Convex clip(const Convex& ring, double a, double b, double c) {
  Convex out;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const P p = ring[i], q = ring[(i + 1) % ring.size()];
    const double dp = a * p.x + b * p.y - c, dq = a * q.x + b * q.y - c;
    if (dp <= 0) out.push_back(p);
    if ((dp < 0 && dq > 0) || (dp > 0 && dq < 0)) {
      const double t = dp / (dp - dq);
      out.push_back({p.x + t * (q.x - p.x), p.y + t * (q.y - p.y)});
    }
  }
  return out;
}

double area(const Convex& ring) {
  double twice = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const P p = ring[i], q = ring[(i + 1) % ring.size()];
    twice += p.x * q.y - q.x * p.y;
  }
  return std::abs(twice) / 2;
}

double in_cell(const Convex& ring, double x, double y) {
  return area(clip(clip(clip(clip(ring, -1, 0, -x), 1, 0, x + 1), 0, -1, -y), 0, 1, y + 1));
}

std::string wkt(const Convex& ring) {
  std::string text = "POLYGON ((";
  for (std::size_t i = 0; i <= ring.size(); ++i) {
    const P p = ring[i % ring.size()];
    text += (i ? ", " : "") + shortest(p.x) + " " + shortest(p.y);
  }
  return text + "))";
}

// An octagon with diagonal corners, its sides on multiples of 1/16.
Convex octagon(std::mt19937& random) {
  const auto sixteenth = [&](int most) {
    return static_cast<double>(random() % static_cast<unsigned>(most)) / 16;
  };
  const double x = sixteenth(64) - 1, y = sixteenth(64) - 1, side = 4 + sixteenth(64),
               cut = 0.5 + sixteenth(24);
  return {{x + cut, y},
          {x + side - cut, y},
          {x + side, y + cut},
          {x + side, y + side - cut},
          {x + side - cut, y + side},
          {x + cut, y + side},
          {x, y + side - cut},
          {x, y + cut}};
}

// 8 x 8 cells of one metre, plain numbers; slopes 0..59, some cells without a value.
RasterSpec slopes(std::mt19937& random) {
  RasterSpec spec;
  spec.columns = 8, spec.rows = 8, spec.origin_x = 0, spec.origin_y = 8;
  spec.crs = "EPSG:4543";
  spec.nodata = -9999;
  for (int i = 0; i < 64; ++i)
    spec.values.push_back(random() % 9 == 0 ? -9999 : static_cast<double>(random() % 60));
  return spec;
}

CellAnswer steep(double v) { return v > 25 ? CellAnswer::yes : CellAnswer::no; }

}  // namespace

TEST_CASE("cells that pass a test: every cell clipped by half-planes gives the same") {
  std::mt19937 random(20261126);
  const geom::Plane plane = geom::Plane::local();
  for (int round = 0; round < 60; ++round) {
    const RasterSpec spec = slopes(random);
    const Convex ring = octagon(random);
    double found = 0, nodata = 0, inside = 0;
    for (int row = 0; row < 8; ++row) {
      for (int column = 0; column < 8; ++column) {
        const double shared = in_cell(ring, column, 7 - row);
        const double value = spec.values[static_cast<std::size_t>(row * 8 + column)];
        inside += shared;
        if (value == -9999) nodata += shared;
        if (value > 25) found += shared;
      }
    }
    const RasterFile file(spec);
    io::RasterSource raster(file.path());
    const geom::Figure figure = figure_from(wkt(ring), geom::Transform::local());
    const geom::Figure* figures[] = {&figure};
    const AreaWhere got = area_where(raster, figures, plane, steep);
    INFO("round " << round << ": " << wkt(ring));
    CHECK(got.total.value == Approx(area(ring)).epsilon(1e-12));
    CHECK(got.found.value == Approx(found).margin(1e-9));
    CHECK(got.nodata.value == Approx(nodata).margin(1e-9));
    CHECK(got.outside.value == Approx(area(ring) - inside).margin(1e-6));
    CHECK(got.undecided.value == 0);
    CHECK(got.issues.empty());
  }
}

TEST_CASE("a test that cannot tell, and ground beyond the declared coverage, are kept apart") {
  RasterSpec spec;
  spec.columns = 4, spec.rows = 1, spec.origin_x = 0, spec.origin_y = 1;
  spec.crs = "EPSG:4543";
  spec.values = {10, 30, 7.5, 40};
  const RasterFile file(spec);
  io::RasterSource raster(file.path());
  const geom::Figure all = figure_from("POLYGON ((0 0, 4 0, 4 1, 0 1, 0 0))", geom::Transform::local());
  const geom::Figure left =
      figure_from("POLYGON ((-9 -9, 2.5 -9, 2.5 9, -9 9, -9 -9))", geom::Transform::local());
  const geom::Figure* figures[] = {&all};
  const auto whole_numbers = [](double v) { return v != std::floor(v) ? CellAnswer::unknown : steep(v); };
  const AreaWhere got = area_where(raster, figures, geom::Plane::local(), whole_numbers);
  CHECK(got.found.value == Approx(2));
  CHECK(got.undecided.value == Approx(1));
  CHECK(got.outside.value == 0);
  const AreaWhere part = area_where(raster, figures, geom::Plane::local(), whole_numbers, &left);
  CHECK(part.total.value == Approx(4));
  CHECK(part.found.value == Approx(1));
  CHECK(part.undecided.value == Approx(0.5));
  CHECK(part.outside.value == Approx(1.5));
  const geom::Figure around = figure_from("POLYGON ((0 0, 4 0, 4 1, 0 1, 0 0))", geom::Transform::local());
  CHECK(area_where(raster, figures, geom::Plane::local(), steep, &around).outside.value ==
        0);  // a copied border
  const geom::Figure away = figure_from("POLYGON ((20 0, 24 0, 24 1, 20 1, 20 0))", geom::Transform::local());
  const AreaWhere none = area_where(raster, figures, geom::Plane::local(), steep, &away);
  CHECK(none.found.value == 0);
  CHECK(none.outside.value == Approx(4));
}

TEST_CASE("lon/lat raster: cells that pass add up to the areas of their classes") {
  const geom::Plane plane = geom::Plane::equal_area();
  const geom::Transform lonlat(geom::Crs::parse("EPSG:4490"), plane);
  const geom::Figure figure = figure_from(
      "POLYGON ((103.0012 29.9983, 103.0147 30.0011, 103.0169 29.9867, 103.0048 29.9841, 103.0012 29.9983))",
      lonlat);
  RasterSpec spec;
  spec.columns = 20, spec.rows = 20, spec.origin_x = 103.0, spec.origin_y = 30.002, spec.cell = 0.001;
  spec.values = random_classes(400, 8, 4);
  const auto classes = areas_by_edge_sum(spec, figure, lonlat, 1);
  const RasterFile file(spec);
  io::RasterSource raster(file.path());
  const geom::Figure* figures[] = {&figure};
  const AreaWhere got = area_where(raster, figures, plane, steep);
  CHECK(got.found.value == Approx(classes.at(30) + classes.at(40)).epsilon(1e-9));
  CHECK(got.outside.value == 0);
}
