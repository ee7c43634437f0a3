// SPDX-License-Identifier: Apache-2.0
//
// Kinds whose features tile the ground: every place of the declared coverage (within the counties, where an admin layer is there) lies in exactly one.
//
// Gaps. One sweep over a province of 10^5 units would hold a thousand edges over each of its millions of borders. So the ground is cut into cells that meet some hundred
// features each; a cell is swept alone, and only where a piece wider than rounding is missing are connected cells swept once more together, so that a gap over
// several cells is one. Cost: about n sweeps of constant size. A gap is drawn from the features around it.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "audit/parts.h"

namespace zonegate::audit {
namespace {

constexpr double kFeaturesPerCell = 100;
constexpr int kTarget = 0, kFeatures = 1, kCells = 2, kCounties = 3;

geom::Figure box_figure(const geom::Box& b) { return geom::make_figure(frame(b)); }

struct Ground {
  Work& work;
  const Data& data;
  geom::Figure target;  // the declared coverage
  std::vector<geom::Figure> counties;
  std::vector<geom::Figure> features;  // edges of all: built once

  bool within_counties() const { return !counties.empty(); }
};

geom::Region missing_in(const Ground& ground, const std::vector<geom::Box>& cells) {
  std::vector<geom::Figure> frames;
  geom::Box all;
  for (const auto& cell : cells) {
    frames.push_back(box_figure(cell));
    all.add(cell);
  }
  std::vector<geom::RegionInput> inputs = {{ground.target.area_edges(), kTarget}};
  for (const auto& frame : frames) inputs.push_back({frame.area_edges(), kCells});
  for (const auto& county : ground.counties)
    if (county.box.meets(all)) inputs.push_back({county.area_edges(), kCounties});
  for (const std::size_t i : ground.data.index.query(all))
    inputs.push_back({ground.features[i].area_edges(), kFeatures});
  geom::RegionOptions options;
  options.components = true;
  options.window = all;
  const bool counties = ground.within_counties();
  return geom::measure_region(
      inputs,
      [counties](std::span<const int> n) {
        return n[kTarget] > 0 && n[kCells] > 0 && n[kFeatures] == 0 && (!counties || n[kCounties] > 0);
      },
      ground.work.plane, options);
}

bool has_gap(const geom::Region& region) { return pieces_of(region).widest > 0; }

// The gap as a polygon: its box less the features that meet it, within coverage and counties; of what is left the piece that holds `inner`.
geom::Shape draw_gap(const Ground& ground, const geom::Component& gap) {
  std::vector<const geom::Figure*> around;
  const geom::Box box = gap.box.grown(0.01, 0.01);
  for (const std::size_t i : ground.data.index.query(box)) around.push_back(&ground.features[i]);
  geom::Drawing left = geom::draw_intersection(box_figure(box), ground.target);
  if (!around.empty() && left.fault.empty()) {
    const geom::Drawing held = geom::draw_union(around);
    left = geom::draw_difference(geom::make_figure(left.shape), geom::make_figure(held.shape));
  }
  geom::Shape place;
  for (const auto& polygon : left.shape.polygons) {
    geom::Shape one;
    one.polygons.push_back(polygon);
    const geom::Figure figure = geom::make_figure(one);
    if (geom::locate(gap.inner, figure.area_edges()) != geom::Side::outside) place = std::move(one);
  }
  if (place.empty()) place.points.push_back(gap.inner);
  return lonlat(place, ground.work.plane);
}

// A rim of the coverage is known to its accuracy only: a thin strip along it is no gap of the units.
bool along_the_rim(const Ground& ground, const geom::Component& gap) {
  const geom::Figure frame = box_figure(gap.box);
  const auto whole = geom::area(frame.area_edges());
  const auto inside = geom::overlap_area(frame.area_edges(), ground.target.area_edges());
  return whole.value - inside.value > whole.bound + inside.bound;
}

void tell_gap(const Ground& ground, const geom::Component& gap) {
  const catalog::Layer& layer = *ground.data.layer;
  double known = layer.accuracy_m;
  if (along_the_rim(ground, gap)) known = std::max(known, layer.coverage_accuracy_m);
  const bool thin = gap.width < known;
  Finding& f = ground.work.found.add(
      "layer.tiles_gap", thin ? Severity::note : Severity::error, &layer,
      {"覆盖范围内有空隙，不属于任何单元", "a gap within the coverage: no feature holds it"},
      {"补齐缺失的单元，或修正边界", "add the missing unit, or mend the borders"});
  if (thin) f.hint = {"窄于定位精度", "thinner than the accuracy"};
  f.area_m2 = gap.area;
  f.detail = {"宽 " + fixed(gap.width, 2) + " m", fixed(gap.width, 2) + " m wide"};
  f.place = draw_gap(ground, gap);
}

struct Cells {
  int side = 1;
  std::vector<geom::Box> boxes;
  std::vector<bool> open;
};

Cells cells_of(const Ground& ground) {
  Cells cells;
  const double n = static_cast<double>(ground.data.features.size());
  cells.side = std::max(1, static_cast<int>(std::sqrt(n / kFeaturesPerCell)));
  const geom::Box& b = ground.target.box;
  const auto at = [&](double low, double high, int i) { return low + (high - low) * i / cells.side; };
  for (int row = 0; row < cells.side; ++row)
    for (int column = 0; column < cells.side; ++column)
      cells.boxes.push_back({at(b.min_x, b.max_x, column), at(b.min_y, b.max_y, row),
                             at(b.min_x, b.max_x, column + 1), at(b.min_y, b.max_y, row + 1)});
  return cells;
}

// Cells of one group touch each other, by corners too.
std::vector<std::vector<geom::Box>> groups_of(Cells& cells) {
  std::vector<std::vector<geom::Box>> groups;
  const int side = cells.side;
  for (std::size_t start = 0; start < cells.boxes.size(); ++start) {
    if (!cells.open[start]) continue;
    std::vector<std::size_t> todo = {start};
    cells.open[start] = false;
    auto& group = groups.emplace_back();
    while (!todo.empty()) {
      const int cell = static_cast<int>(todo.back());
      todo.pop_back();
      group.push_back(cells.boxes[static_cast<std::size_t>(cell)]);
      for (int row = cell / side - 1; row <= cell / side + 1; ++row) {
        for (int column = cell % side - 1; column <= cell % side + 1; ++column) {
          if (row < 0 || column < 0 || row >= side || column >= side) continue;
          const auto next = static_cast<std::size_t>(row) * static_cast<std::size_t>(side) +
                            static_cast<std::size_t>(column);
          if (!cells.open[next]) continue;
          cells.open[next] = false;
          todo.push_back(next);
        }
      }
    }
  }
  return groups;
}

void look_gaps(Ground& ground) {
  Cells cells = cells_of(ground);
  for (std::size_t i = 0; i < cells.boxes.size(); ++i) {
    ground.work.progress("gaps of " + ground.data.layer->id, i, cells.boxes.size());
    cells.open.push_back(has_gap(missing_in(ground, {cells.boxes[i]})));
  }
  for (const auto& group : groups_of(cells))
    for (const auto& piece : missing_in(ground, group).components)
      if (piece.width >= kRoundingWidth) tell_gap(ground, piece);
}

void look_overlaps(Work& work, const Data& data) {
  for (const auto& pair : overlaps(work, data, data)) {
    const Feature &a = data.features[pair.a], &b = data.features[pair.b];
    const bool thin = pair.widest < data.layer->accuracy_m;
    Finding& f =
        work.found.add("layer.tiles_overlap", thin ? Severity::note : Severity::error, data.layer,
                       {"两个单元相互重叠", "two units overlap"},
                       {"修正边界：每处只应属于一个单元", "mend the borders: every place lies in one unit"});
    if (thin) f.hint = {"窄于定位精度", "thinner than the accuracy"};
    name_features(f, {a.fid, b.fid});
    f.area_m2 = pair.area;
    f.detail = {"最宽处约 " + fixed(pair.widest, 2) + " m", "up to " + fixed(pair.widest, 2) + " m wide"};
    f.place = draw_overlap(work, a, b);
  }
}

void tell_not_examined(Work& work, const catalog::Layer& layer, const Error& error) {
  work.found.add(
      "layer.not_measured", Severity::warning, &layer,
      {std::string("空隙无法量测：") + error.what(), std::string("gaps cannot be measured: ") + error.what()},
      {error.hint(), error.hint()});
}

}  // namespace

void look_tiles(Work& work, const Data& data) {
  look_overlaps(work, data);
  Ground ground{work, data, catalog::place_coverage(*data.layer, work.plane).figure, {}, {}};
  if (!ground.target.has_area()) return;  // without a coverage nothing is claimed
  for (const Data* admin : work.admin)
    for (const auto& county : admin->features) ground.counties.push_back(figure_of(county.area));
  for (const auto& f : data.features) ground.features.push_back(figure_of(f.area));
  try {
    look_gaps(ground);
  } catch (const Error& error) {
    tell_not_examined(work, *data.layer, error);
  }
}

}  // namespace zonegate::audit
