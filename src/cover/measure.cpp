// SPDX-License-Identifier: Apache-2.0
//
// Areas by state of the ground that a unit and some parts share. Polygons: exact regions by the slab method, strip by strip, so that a sweep never holds more
// than some thousand edges. Rasters: exact shares of cells within unions; what unit and parts share is unit + parts - union of both.
#include <algorithm>
#include <cmath>

#include "cover/cover.h"
#include "zonal/zonal.h"

namespace zonegate::cover {
namespace {

constexpr std::size_t kEdgesInStrip = 4000;
enum Group { kUnit, kYes, kMaybe, kNo, kPart };

bool meet(const geom::Box& a, const geom::Box& b) {
  return a.min_x <= b.max_x && b.min_x <= a.max_x && a.min_y <= b.max_y && b.min_y <= a.max_y;
}

class Stands final : public Source {
 public:
  Stands(std::vector<Stand> stands, bool complete, const geom::Plane& plane)
      : stands_(std::move(stands)), complete_(complete), plane_(plane) {}

  Areas inside(const geom::Figure& unit, const Figures& parts) override {
    Areas out{};
    std::size_t edges = unit.ring_edges;
    for (const auto& s : stands_)
      if (meet(s.figure->box, unit.box)) edges += s.figure->ring_edges;
    const auto strips = static_cast<int>(1 + edges / kEdgesInStrip);
    const double width = (unit.box.max_x - unit.box.min_x) / strips;
    for (int k = 0; k < strips; ++k) {
      geom::Box strip = unit.box;
      strip.min_x = k == 0 ? unit.box.min_x : unit.box.min_x + k * width;
      strip.max_x = k + 1 == strips ? unit.box.max_x : unit.box.min_x + (k + 1) * width;
      add_strip(unit, parts, strip, out);
    }
    return out;
  }

 private:
  void add_strip(const geom::Figure& unit, const Figures& parts, const geom::Box& strip, Areas& out) const {
    std::vector<geom::RegionInput> inputs{{rings(unit), kUnit}};
    bool any = parts.empty();
    for (const auto* part : parts)
      if (meet(part->box, strip)) inputs.push_back({rings(*part), kPart}), any = true;
    if (!any) return;
    for (const auto& s : stands_)
      if (s.state != State::unknown && meet(s.figure->box, strip))
        inputs.push_back({rings(*s.figure), kYes + static_cast<int>(s.state)});
    geom::RegionOptions options;
    options.window = strip;
    const bool all = parts.empty();
    const auto measure = [&](const std::function<bool(std::span<const int>)>& state) {
      return geom::measure_region(
                 inputs,
                 [&](std::span<const int> n) { return n[kUnit] > 0 && (all || n[kPart] > 0) && state(n); },
                 plane_, options)
          .area.value;
    };
    const double whole = measure([](std::span<const int>) { return true; });
    if (whole <= 0) return;
    const double yes = measure([](std::span<const int> n) { return n[kYes] > 0; }),
                 maybe = measure([](std::span<const int> n) { return n[kYes] == 0 && n[kMaybe] > 0; }),
                 no = complete_ ? whole - yes - maybe : measure([](std::span<const int> n) {
                   return n[kYes] == 0 && n[kMaybe] == 0 && n[kNo] > 0;
                 });
    out[0] += yes;
    out[1] += maybe;
    out[2] += no;
    out[3] += std::max(0.0, whole - yes - maybe - no);
  }
  static std::span<const geom::Edge> rings(const geom::Figure& f) {
    return std::span(f.edges).first(f.ring_edges);
  }
  std::vector<Stand> stands_;
  bool complete_;
  const geom::Plane& plane_;
};

class Raster final : public Source {
 public:
  Raster(const std::string& path, const Definition& definition, const geom::Plane& plane)
      : raster_(path), definition_(definition), plane_(plane) {}

  Areas inside(const geom::Figure& unit, const Figures& parts) override {
    if (parts.empty()) return whole(unit);
    Figures near;
    for (const auto* part : parts)
      if (meet(part->box, unit.box)) near.push_back(part);
    if (near.empty()) return {};
    Areas out = whole(unit);
    const Areas of_parts = areas(near);
    near.push_back(&unit);
    const Areas both = areas(near);
    for (std::size_t s = 0; s < kStates; ++s) {
      const double shared = out[s] + of_parts[s] - both[s];
      out[s] = shared > 1e-3 ? shared : 0;  // sums of 10^10 m2 leave some 1e-5 m2
    }
    return out;
  }
  std::vector<Issue> issues() const override { return issues_; }

 private:
  const Areas& whole(const geom::Figure& unit) {
    const auto [at, fresh] = whole_.try_emplace(&unit);
    if (fresh) at->second = areas({&unit});
    return at->second;
  }
  Areas areas(const Figures& figures) {
    const auto found = zonal::class_areas(raster_, figures, plane_);
    Areas out{};
    for (const auto& [code, area] : found.by_class)
      out[static_cast<std::size_t>(definition_.of_class(static_cast<double>(code)))] += area.value;
    out[3] += found.nodata.value + found.outside.value;
    for (const auto& issue : found.issues)
      if (std::none_of(issues_.begin(), issues_.end(),
                       [&](const Issue& i) { return i.message == issue.message; }))
        issues_.push_back(issue);
    return out;
  }
  io::RasterSource raster_;
  const Definition& definition_;
  const geom::Plane& plane_;
  std::map<const geom::Figure*, Areas> whole_;
  std::vector<Issue> issues_;
};

}  // namespace

std::unique_ptr<Source> stand_source(std::vector<Stand> stands, bool complete, const geom::Plane& plane) {
  return std::make_unique<Stands>(std::move(stands), complete, plane);
}

std::unique_ptr<Source> raster_source(const std::string& path, const Definition& definition,
                                      const geom::Plane& plane) {
  return std::make_unique<Raster>(path, definition, plane);
}

}  // namespace zonegate::cover
