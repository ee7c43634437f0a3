// SPDX-License-Identifier: Apache-2.0
//
// Two files, feature by feature: what does each of A share with each of B. B is held and indexed, A is streamed over it; pairs come out in the order of
// the files. Nothing is judged here and nothing is left out: slivers are reported with their area.
#include <algorithm>
#include <cmath>

#include "app/stages.h"
#include "index/index.h"
#include "io/io.h"

namespace zonegate::app {
namespace {

struct Item {
  std::string id;
  geom::Figure figure;
  double area = 0;
};
struct Side {
  std::string path;
  std::vector<Item> items;
  std::size_t rows = 0;
};

std::string id_of(const io::SourceFeature& feature) {
  const auto at = feature.fields.find("id");
  return at == feature.fields.end() || is_unknown(at->second) ? std::to_string(feature.number)
                                                              : to_text(at->second);
}

geom::Plane pair_plane(const PairOptions& options, const std::optional<geom::Crs>& a,
                       const std::optional<geom::Crs>& b) {
  if (options.area != "planar") {
    if (!a || !b) {
      throw Error(ErrorKind::input, (a ? options.b : options.a) + ": has no coordinate reference system",
                  "say --crs EPSG:4490 (or what it is), or measure plain numbers with --area planar");
    }
    return plane_of(options.area);
  }
  if (!a && !b) return geom::Plane::local();
  if (!a || !b || !a->same_as(*b) || !a->projected()) {
    throw Error(ErrorKind::usage,
                "--area planar needs both files in one projected reference system, or both without any",
                "name the plane, for example --area planar:EPSG:4543");
  }
  return geom::Plane::planar(*a);
}

void take(Side& side, const io::SourceFeature& feature, const geom::Transform& transform,
          const geom::Plane& plane, PairResult& result) {
  const auto lose = [&](const std::string& fault) {
    result.issues.push_back({"overlay.feature_unusable", Severity::error, side.path, "", feature.fid, fault,
                             "mend the feature", std::nullopt});
  };
  if (!feature.fault.empty()) return lose(feature.fault);
  auto placed = transform(feature.shape);
  if (!placed.figure) return lose(placed.fault);
  Item item{id_of(feature), std::move(*placed.figure), 0};
  const geom::Repair repair = geom::repair(item.figure, plane);
  if (!repair.usable) return lose("its geometry cannot be repaired: " + repair.reason);
  if (repair.changed) {
    result.issues.push_back({"geometry.repaired", Severity::warning, side.path, "", feature.fid,
                             "invalid polygon repaired (" + repair.method + "): " + repair.reason + "; " +
                                 fixed(repair.moved.value, 2) + " m2 moved",
                             "check the feature at its source", repair.moved});
  }
  item.area = geom::area(item.figure.area_edges()).value;
  side.items.push_back(std::move(item));
}

Side read_side(const std::string& path, io::VectorSource& source, const geom::Plane& plane,
               PairResult& result) {
  Side side{path, {}, 0};
  const geom::Transform transform =
      source.crs() ? geom::Transform(*source.crs(), plane) : geom::Transform::local();
  io::SourceFeature feature;
  while (source.next(feature)) {
    ++side.rows;
    take(side, feature, transform, plane, result);
  }
  result.issues.insert(result.issues.end(), source.issues().begin(), source.issues().end());
  return side;
}

const char* word(const overlay::Relation& r, const geom::Figure& a, const geom::Figure& b) {
  if (r.inside) return "inside";
  if (r.hit()) return a.has_area() && b.has_area() ? "overlap" : "crosses";
  if (r.shared_m2 > 0 || r.band == facts::Band::touch) return "touch";
  return "near";
}

std::optional<PairRow> relate_pair(const Item& a, const Item& b, const geom::Plane& plane,
                                   double max_distance, bool draw) {
  const overlay::Relation r = overlay::relate(a.figure, b.figure, plane, {0, 0, max_distance});
  const bool meets = r.hit() || r.band == facts::Band::touch || r.shared_m2 > r.bound_m2;
  if (!meets && !(r.distance_m && *r.distance_m <= max_distance)) return std::nullopt;
  PairRow row;
  row.a = a.id;
  row.b = b.id;
  row.relation = word(r, a.figure, b.figure);
  row.area_m2 = r.shared_m2;
  row.bound_m2 = r.bound_m2;
  row.share_a = a.area > 0 ? std::clamp(r.shared_m2 / a.area, 0.0, 1.0) : 0;
  row.share_b = b.area > 0 ? std::clamp(r.shared_m2 / b.area, 0.0, 1.0) : 0;
  row.length_m = r.length_m;
  row.width_m = r.width_m;
  row.distance_m = r.distance_m;
  row.bearing = r.bearing;
  if (draw && r.hit() && !plane.is_local()) {
    const geom::Drawing drawing = geom::draw_intersection(a.figure, b.figure);
    row.lonlat = geom::to_lonlat(drawing.shape, plane);
  }
  return row;
}

geom::Box grown(const geom::Box& box, const geom::Plane& plane, double metres) {
  if (metres <= 0) return box.grown(0.01, 0.01);
  const geom::GroundScale low = plane.ground_scale({box.min_x, box.min_y}),
                          high = plane.ground_scale({box.max_x, box.max_y});
  return box.grown(1.02 * metres / std::min(low.x, high.x), 1.02 * metres / std::min(low.y, high.y));
}

}  // namespace

PairResult overlay_pairs(const PairOptions& options, bool draw, const Progress& progress) {
  PairResult result;
  const io::VectorOptions open{"", "", options.crs, true};
  io::VectorSource source_a(options.a, open), source_b(options.b, open);
  const geom::Plane plane = pair_plane(options, source_a.crs(), source_b.crs());
  result.area_basis = plane.description();
  say(progress, "reading");
  const Side a = read_side(options.a, source_a, plane, result);
  const Side b = read_side(options.b, source_b, plane, result);
  result.read_a = a.rows;
  result.read_b = b.rows;
  std::vector<geom::Box> boxes;
  for (const auto& item : b.items) boxes.push_back(item.figure.box);
  const index::BoxIndex index(boxes);
  std::vector<std::vector<PairRow>> rows(a.items.size());
  std::vector<std::vector<Issue>> lost(a.items.size());
  parallel_for(options.jobs)(a.items.size(), [&](std::size_t i) {
    for (const std::size_t j : index.query(grown(a.items[i].figure.box, plane, options.max_distance_m))) {
      try {
        if (auto row = relate_pair(a.items[i], b.items[j], plane, options.max_distance_m, draw))
          rows[i].push_back(std::move(*row));
      } catch (const Error& error) {  // a pair that cannot be measured is named; the others are
        lost[i].push_back({"overlay.feature_unusable", Severity::error, a.path, "", a.items[i].id,
                           "with " + b.items[j].id + " of " + b.path + ": " + error.what(), error.hint(),
                           std::nullopt});
      }
    }
  });
  for (auto& part : lost) std::move(part.begin(), part.end(), std::back_inserter(result.issues));
  for (auto& part : rows) std::move(part.begin(), part.end(), std::back_inserter(result.rows));
  say(progress, "overlay", a.items.size(), a.items.size());
  return result;
}

}  // namespace zonegate::app
