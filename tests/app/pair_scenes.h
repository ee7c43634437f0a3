// SPDX-License-Identifier: Apache-2.0
//
// Random scenes for overlays of two files, of every kind of neighbourhood (apart, overlapping, copied, nudged, sharing an edge, slivers of 1 mm to 1 cm,
// nested, tiny, holes filled, combs, many parts), and the same ground written in other ways and formats.
#pragma once

#include <algorithm>
#include <cmath>
#include <functional>

#include "../geom/random_shapes.h"
#include "geom/geom.h"
#include "io/io.h"
#include "world.h"

namespace zonegate::testing {

using geom::Point;
using geom::Polygon;
using geom::Ring;
using geom::Shape;
using geom::random::Source;
using Shapes = std::vector<Shape>;

// ------------------------------------------------------------------------------------------------ scenes
inline Shape shape_of(Ring shell, std::vector<Ring> holes = {}) {
  Shape shape;
  shape.polygons.push_back({std::move(shell), std::move(holes)});
  return shape;
}

inline Ring scaled(const Ring& ring, Point c, double k) {
  Ring out;
  for (const Point p : ring) out.push_back({c.x + (p.x - c.x) * k, c.y + (p.y - c.y) * k});
  return out;
}

struct Seed {
  Point centre;
  Ring ring;  // counter-clockwise star
};
inline Seed seed_of(Source& random, double radius, double extent) {
  const Point centre{random.between(0, extent), random.between(0, extent)};
  return {centre, geom::random::star(random, centre, radius, 5 + random.below(12))};
}

// A strip along one edge of the ring, from `width` inside of it (outside where negative) to well outside.
inline Ring strip(Source& random, const Ring& ring, double width) {
  const auto i = static_cast<std::size_t>(random.below(static_cast<int>(ring.size())));
  const Point p = ring[i], q = ring[(i + 1) % ring.size()];
  const double length = std::hypot(q.x - p.x, q.y - p.y);
  const double nx = (q.y - p.y) / length, ny = (p.x - q.x) / length;  // outwards
  const auto at = [&](Point r, double far) { return Point{r.x + nx * far, r.y + ny * far}; };
  return {at(p, -width), at(p, length / 3), at(q, length / 3), at(q, -width)};
}

inline constexpr int kKinds = 15;
// Something beside, on, in or around the seed.
inline Shape neighbour(Source& random, const Seed& seed, double radius, int kind) {
  const Point c = seed.centre;
  const double widths[] = {0.001, 0.0019, 0.0021, 0.003, 0.006, 0.01, 0.03};
  const double width = widths[random.below(7)];
  switch (kind) {
    case 0:
      return shape_of(seed.ring);
    case 1:
      return shape_of(geom::random::nearly(random, seed.ring, 1e-9 * radius));
    case 2:
      return shape_of(strip(random, seed.ring, width));
    case 3:
      return shape_of(strip(random, seed.ring, -width));
    case 4:  // a copied edge
      return shape_of(strip(random, seed.ring, 0));
    case 5:
      return shape_of(scaled(seed.ring, c, random.between(0.1, 0.9)));
    case 6:  // around it, with the same hole or a larger one
      return shape_of(scaled(seed.ring, c, 2),
                      {scaled(seed.ring, c, random.below(2) ? 1 : 1 + 0.003 / radius)});
    case 7: {  // tiny, on a vertex or inside
      const Point at = random.below(2) ? seed.ring[0] : c;
      return shape_of(geom::random::star(random, at, std::pow(10, random.between(-3, -1)), 6));
    }
    case 8: {  // moved a little
      Ring ring = seed.ring;
      for (Point& p : ring) p.x += width;
      return shape_of(ring);
    }
    case 9: {  // two parts, one far away
      Shape shape = shape_of(scaled(seed.ring, c, 0.7), {scaled(seed.ring, c, 0.2)});
      shape.polygons.push_back({scaled(seed.ring, {c.x + 3 * radius, c.y}, 0.5), {}});
      return shape;
    }
    case 10: {  // corner to corner
      const Point p = seed.ring[1];
      const double dx = p.x - c.x, dy = p.y - c.y;
      return shape_of({p, {p.x + dx - 0.3 * dy, p.y + dy + 0.3 * dx}, {p.x + dx, p.y + dy}});
    }
    case 11:  // fills the hole of base(), or nearly
      return shape_of(scaled(seed.ring, c, 0.5));
    case 12:
      return shape_of(scaled(seed.ring, c, 0.5 + random.between(-1, 1) * 2 * width / radius));
    case 13: {  // a comb of thin teeth into it
      const double w = width, reach = radius * 0.8, back = 2 * radius;
      Ring ring{{c.x + back, c.y - 1}};
      for (int i = 0; i < 20; ++i)
        for (const auto& [x, y] :
             {std::pair{1.5 * radius, 0.0}, {-reach, 0.0}, {-reach, w}, {1.5 * radius, w}})
          ring.push_back({c.x + x, c.y + 3 * w * i + y});
      ring.push_back({c.x + back, c.y + 60 * w + 1});
      return shape_of(ring);
    }
    default:
      return shape_of(geom::random::star(
          random, {c.x + random.between(-1, 1) * radius, c.y + random.between(-1, 1) * radius}, radius, 9));
  }
}

// Filled, with a hole, or a hole that something fills.
inline Shape base(Source& random, const Seed& seed) {
  switch (random.below(3)) {
    case 0:
      return shape_of(seed.ring, {scaled(seed.ring, seed.centre, 0.3)});
    case 1: {
      Shape shape = shape_of(seed.ring, {scaled(seed.ring, seed.centre, 0.5)});
      shape.polygons.push_back({scaled(seed.ring, seed.centre, 0.25), {}});
      return shape;
    }
    default:
      return shape_of(seed.ring);
  }
}

struct Scene {
  Shapes a, b;
};
inline Scene scene(std::uint64_t salt, int count, double extent) {
  Source random(salt);
  Scene out;
  for (int i = 0; i < count; ++i) {
    const double radius = std::pow(10, random.between(0.5, 3));
    const Seed seed = seed_of(random, radius, extent);
    out.a.push_back(base(random, seed));
    for (const int kind : {i % kKinds, random.below(kKinds)})
      out.b.push_back(neighbour(random, seed, radius, kind));
  }
  return out;
}

inline Shapes mapped(Shapes shapes, const std::function<Point(Point)>& map) {
  for (Shape& shape : shapes)
    for (Polygon& polygon : shape.polygons) {
      std::transform(polygon.shell.begin(), polygon.shell.end(), polygon.shell.begin(), map);
      for (Ring& hole : polygon.holes) std::transform(hole.begin(), hole.end(), hole.begin(), map);
    }
  return shapes;
}
inline Shapes snapped(Shapes shapes, double dx = 0, double dy = 0) {
  return mapped(std::move(shapes), [&](Point p) {
    return Point{geom::snap(p.x) + dx, geom::snap(p.y) + dy};
  });
}

inline void turn(Source& random, Ring& ring) {
  std::rotate(ring.begin(), ring.begin() + random.below(static_cast<int>(ring.size())), ring.end());
  if (random.below(2)) std::reverse(ring.begin(), ring.end());
}
// Other start vertices, directions, orders of holes and parts.
inline Shapes rewritten(Source& random, Shapes shapes) {
  for (Shape& shape : shapes) {
    for (Polygon& polygon : shape.polygons) {
      turn(random, polygon.shell);
      for (Ring& hole : polygon.holes) turn(random, hole);
      std::reverse(polygon.holes.begin(), polygon.holes.end());
    }
    std::reverse(shape.polygons.begin(), shape.polygons.end());
  }
  return shapes;
}

// ------------------------------------------------------------------------------------------------- files
inline void write_csv(const std::string& path, const Shapes& shapes) {
  std::string text = "id,WKT\n";
  for (std::size_t i = 0; i < shapes.size(); ++i)
    text += std::to_string(i) + ",\"" + geom::to_wkt(shapes[i]) + "\"\n";
  write_text(path, text);
}

inline app::PairOptions options_of(const std::string& a, const std::string& b, const std::string& area) {
  app::PairOptions options;
  options.a.path = a;
  options.b = {{b, "", "", {}}};
  options.area = area;
  options.question.max_distance_m = 5;
  return options;
}

inline app::PairResult rows_of(const Shapes& a, const Shapes& b, int jobs = 0) {
  const TempFolder folder;
  write_csv(folder / "a.csv", a);
  write_csv(folder / "b.csv", b);
  auto options = options_of(folder / "a.csv", folder / "b.csv", "planar");
  options.jobs = jobs;
  return app::overlay_pairs(options);
}

inline Shapes in_degrees(const Shapes& shapes, Point corner) {  // metres to about as many degrees
  return mapped(shapes, [&](Point p) { return Point{corner.x + p.x / 96000, corner.y + p.y / 111000}; });
}

inline void write_gpkg(const std::string& path, const Shapes& shapes) {
  using Type = io::OutField::Type;
  io::VectorSink sink(path, {{"x", io::OutLayer::Geometry::any, {{"id", Type::text}}}},
                      "2026-01-01T00:00:00Z");
  for (std::size_t i = 0; i < shapes.size(); ++i) sink.write(0, shapes[i], {std::to_string(i)});
  sink.finish();
}

inline Shapes read(const std::string& path) {
  io::VectorSource source(path, {});
  Shapes shapes;
  for (io::SourceFeature feature; source.next(feature);) shapes.push_back(feature.shape);
  return shapes;
}

inline std::string json_ring(Ring ring) {
  ring.push_back(ring[0]);
  std::string out;
  for (const Point p : ring)
    out += (out.empty() ? "[" : ",") + ("[" + shortest(p.x) + "," + shortest(p.y) + "]");
  return out + "]";
}
inline void write_geojson(const std::string& path, const Shapes& shapes) {
  std::vector<std::string> features;
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    std::string parts;
    for (const Polygon& polygon : shapes[i].polygons) {
      parts += (parts.empty() ? "[" : ",[") + json_ring(polygon.shell);
      for (const Ring& hole : polygon.holes) parts += "," + json_ring(hole);
      parts += "]";
    }
    features.push_back(feature(R"({"type":"MultiPolygon","coordinates":[)" + parts + "]}",
                               R"("id":")" + std::to_string(i) + "\""));
  }
  write_text(path, collection(features, "EPSG::4490"));
}

}  // namespace zonegate::testing
