// SPDX-License-Identifier: Apache-2.0
//
// The area table of carbon
// ------------------------
// Every area is the difference of two unions: of the footprint up to a role less that before it, and likewise of the stands where they overlap. So whatever
// overlaps counts once, and rows add to the whole without a topological decision. The ground of a role that no stand holds is what its stands leave.
#include "app/ground.h"

#include <array>
#include <cmath>
#include <optional>

#include "io/io.h"

namespace zonegate::app {
namespace {

using Cover = carbon::GroundRow::Cover;
using schema::Role;

// Two sums of 10^9 m2 differ by some 1e-7 m2 of rounding; a class of which only that is left was not met at all.
constexpr double kCrumb = 1e-6;
// Stands that overlap by less are neighbours whose common line was digitised twice.
constexpr double kContested = 1;
constexpr std::array kOrder = {Role::permanent, Role::reservoir, Role::temporary,
                               Role::camp,      Role::spoil,     Role::borrow};

using Figures = std::vector<const geom::Figure*>;

std::map<long long, SquareMetres> less(const std::map<long long, SquareMetres>& now,
                                       const std::map<long long, SquareMetres>& before, double crumb) {
  auto out = now;
  for (const auto& [code, area] : before) out[code] -= area;
  std::erase_if(out, [&](const auto& item) { return !(item.second.value > crumb); });
  return out;
}

zonal::ClassAreas less(const zonal::ClassAreas& now, const zonal::ClassAreas& before) {
  zonal::ClassAreas out;
  out.by_class = less(now.by_class, before.by_class, kCrumb);
  out.nodata = now.nodata - before.nodata;
  out.outside = now.outside - before.outside;
  out.total = now.total - before.total;
  return out;
}

double perimeter(const geom::Figure& figure) {
  double sum = 0;
  const auto ring = [&](const geom::Ring& r) {
    for (std::size_t i = 0; i < r.size(); ++i) {
      const auto& q = r[(i + 1) % r.size()];
      sum += std::hypot(q.x - r[i].x, q.y - r[i].y);
    }
  };
  for (const auto& polygon : figure.shape.polygons) {
    ring(polygon.shell);
    for (const auto& hole : polygon.holes) ring(hole);
  }
  return sum;
}

class Meter {
 public:
  Meter(io::RasterSource* raster, const geom::Plane& plane, std::vector<Issue>& issues)
      : raster_(raster), plane_(plane), issues_(issues) {}

  zonal::ClassAreas operator()(const Figures& figures, bool tell) const {
    if (figures.empty()) return {};
    zonal::ClassAreas areas;
    if (raster_) {
      areas = zonal::class_areas(*raster_, figures, plane_);
    } else {
      std::vector<geom::RegionInput> inputs;
      for (const auto* figure : figures) inputs.push_back({figure->area_edges(), 0});
      const auto region = geom::measure_region(
          inputs, [](std::span<const int> counts) { return counts[0] > 0; }, plane_);
      areas.total = areas.outside = SquareMetres(region.area.value);
    }
    if (tell) issues_.insert(issues_.end(), areas.issues.begin(), areas.issues.end());
    return areas;
  }

 private:
  io::RasterSource* raster_;
  const geom::Plane& plane_;
  std::vector<Issue>& issues_;
};

// What of each part lies in each stand, drawn once.
class Pieces {
 public:
  Pieces(const catalog::Project& project, std::span<const GroundStand> stands, std::vector<Issue>& issues)
      : pieces_(stands.size()) {
    for (std::size_t j = 0; j < stands.size(); ++j)
      for (const auto& part : project.parts) {
        if (!part.figure->has_area() || !stands[j].figure->has_area()) continue;
        const geom::Drawing drawing = geom::draw_intersection(*part.figure, *stands[j].figure);
        if (!drawing.fault.empty()) {
          issues.push_back({"carbon.stand_not_drawn", Severity::warning, project.file, stands[j].layer_id,
                            stands[j].feature_id,
                            "its ground under part " + part.part_id + " of " + project.project_id +
                                " could not be drawn: " + drawing.fault,
                            "there the land cover stands for the stand", std::nullopt});
          continue;
        }
        if (drawing.shape.polygons.empty() || !(drawing.area.value > kCrumb)) continue;
        geom::Shape shape;
        shape.polygons = drawing.shape.polygons;
        pieces_[j].push_back({part.role, geom::make_figure(shape)});
      }
  }
  // Of the first `stands` ones if together, else of that one; up to a role, which is the last of `roles`.
  Figures figures(std::size_t stand, bool together, std::span<const Role> roles) const {
    Figures out;
    for (std::size_t j = together ? 0 : stand; j <= stand; ++j)
      for (const auto& [role, figure] : pieces_[j])
        if (std::find(roles.begin(), roles.end(), role) != roles.end()) out.push_back(&figure);
    return out;
  }
  double grid_error() const {  // m2: drawn corners lie on the grid
    double sum = 0;
    for (const auto& pieces : pieces_)
      for (const auto& piece : pieces) sum += perimeter(piece.second);
    return std::max(kCrumb, geom::kGrid * sum);
  }
  bool none() const {
    return std::all_of(pieces_.begin(), pieces_.end(), [](const auto& p) { return p.empty(); });
  }
  std::vector<Ground::Drawn> take() {
    std::vector<Ground::Drawn> out;
    for (std::size_t j = 0; j < pieces_.size(); ++j)
      for (auto& [role, figure] : pieces_[j]) out.push_back({j, role, std::move(figure)});
    return out;
  }
  std::size_t size() const { return pieces_.size(); }

 private:
  std::vector<std::vector<std::pair<Role, geom::Figure>>> pieces_;
};

class Table {
 public:
  Table(std::span<const GroundStand> stands, double crumb) : stands_(stands), crumb_(crumb) {}

  // The ground of one role: `whole` of it, and what of it each stand has.
  void add(Role role, const zonal::ClassAreas& whole, const std::vector<zonal::ClassAreas>& by_stand) {
    auto rest = cells(whole);
    std::vector<std::map<Key, double>> of_stands;
    for (const auto& areas : by_stand) {
      of_stands.push_back(cells(areas));
      for (const auto& [key, area] : of_stands.back()) rest[key] -= area;
    }
    for (auto& [key, area] :
         rest)  // what drawing on the grid left over belongs to the stand that it was cut from
      if (std::abs(area) <= crumb_ && give(of_stands, key, area)) area = 0;
    for (std::size_t j = 0; j < of_stands.size(); ++j)
      for (const auto& [key, area] : of_stands[j])
        push(role, stands_[j].layer_id, stands_[j].feature_id, key, area);
    for (const auto& [key, area] : rest) push(role, "", "", key, area);
  }
  std::vector<carbon::GroundRow> rows;

 private:
  using Key = std::pair<Cover, long long>;
  static std::map<Key, double> cells(const zonal::ClassAreas& areas) {
    std::map<Key, double> out;
    for (const auto& [code, area] : areas.by_class) out[{Cover::classed, code}] = area.value;
    if (std::abs(areas.nodata.value) > kCrumb) out[{Cover::no_class, 0}] = areas.nodata.value;
    if (std::abs(areas.outside.value) > kCrumb) out[{Cover::beyond, 0}] = areas.outside.value;
    return out;
  }
  static bool give(std::vector<std::map<Key, double>>& of_stands, const Key& key, double area) {
    double* most = nullptr;
    for (auto& stand : of_stands)
      if (const auto at = stand.find(key); at != stand.end() && (!most || at->second > *most))
        most = &at->second;
    if (most) *most += area;
    return most != nullptr;
  }
  void push(Role role, const std::string& layer, const std::string& stand, const Key& key, double area) {
    if (area != 0) rows.push_back({role, layer, stand, key.first, key.second, SquareMetres(area)});
  }
  std::span<const GroundStand> stands_;
  double crumb_;
};

SquareMetres contested(const Pieces& pieces, const Meter& meter) {
  if (pieces.size() < 2) return SquareMetres(0);
  SquareMetres sum{0};
  for (std::size_t j = 0; j < pieces.size(); ++j) sum += meter(pieces.figures(j, false, kOrder), false).total;
  return sum - meter(pieces.figures(pieces.size() - 1, true, kOrder), false).total;
}

}  // namespace

Ground measure_ground_table(const catalog::Project& project, io::RasterSource* raster,
                            std::span<const GroundStand> stands, const geom::Plane& plane,
                            std::vector<Issue>& issues) {
  Ground ground;
  Pieces pieces(project, stands, issues);
  const Meter meter(raster, plane, issues);
  const double grid = pieces.grid_error();
  ground.table.contested = contested(pieces, meter);
  const bool together = ground.table.contested.value > grid;
  Table table(stands, grid);
  Figures figures;
  zonal::ClassAreas before;
  std::vector<zonal::ClassAreas> stands_before(stands.size());
  for (std::size_t r = 0; r < kOrder.size(); ++r) {
    const std::size_t count = figures.size();
    for (const auto& part : project.parts)
      if (part.role == kOrder[r] && part.figure->has_area()) figures.push_back(part.figure.get());
    if (figures.size() == count) continue;
    zonal::ClassAreas now = meter(figures, true);
    const auto whole = less(now, before);
    std::vector<zonal::ClassAreas> by_stand;
    zonal::ClassAreas so_far;
    for (std::size_t j = 0; j < stands.size(); ++j) {
      auto upto = meter(pieces.figures(j, together, std::span(kOrder).first(r + 1)), false);
      auto own = together ? less(upto, so_far) : upto;
      if (together) so_far = std::move(upto);
      by_stand.push_back(less(own, stands_before[j]));
      stands_before[j] = std::move(own);
    }
    table.add(kOrder[r], whole, by_stand);
    ground.roles.push_back({kOrder[r], whole.by_class, whole.nodata, whole.outside, whole.total});
    before = std::move(now);
  }
  ground.table.rows = std::move(table.rows);
  ground.table.total = before.total;
  if (ground.table.contested.value <= std::max(grid, kContested)) ground.table.contested = SquareMetres(0);
  ground.drawn = pieces.take();
  return ground;
}

}  // namespace zonegate::app
