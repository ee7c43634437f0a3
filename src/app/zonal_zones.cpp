// SPDX-License-Identifier: Apache-2.0
#include "app/zonal_zones.h"

#include <algorithm>
#include <cmath>

#include "app/pipeline.h"

namespace zonegate::app {
namespace {

[[noreturn]] void refuse(const std::string& what, const std::string& hint) {
  throw Error(ErrorKind::input, what, hint);
}

}  // namespace

PairOptions pair_options(const ZonalOptions& options) {
  PairOptions out;
  out.a = options.zones;
  out.crs = options.crs;
  out.jobs = options.jobs;
  return out;
}

ZonePlane zone_plane(PairFile& zones, const std::string& raster, const std::optional<geom::Crs>& crs) {
  if (!zones.crs && crs)
    refuse(zones.name() + ": has no coordinate reference system, and " + raster + " has one",
           "say --crs EPSG:4490 (or what it is)");
  if (zones.crs && !crs)
    refuse(raster + ": has no coordinate reference system, and " + zones.name() + " has one",
           "say --raster-crs EPSG:4490 (or what it is)");
  if (!crs || zones.crs->same_as(*crs)) {
    const std::string name = crs ? crs->name() : "plain numbers";
    zones.crs.reset();
    return {geom::Plane::local(), true, "straight in the raster's own system: " + name};
  }
  if (crs->projected()) {
    return {geom::Plane::planar(*crs), true,
            "vertices transformed, straight in the raster's own system: " + crs->name()};
  }
  return {geom::Plane::equal_area(), false, "straight in the equal-area plane"};
}

ZoneMaker::ZoneMaker(const ZonePlane& plane, const io::RasterGrid& grid, const std::optional<geom::Crs>& crs,
                     bool bilinear, bool polygons_only)
    : plane_(plane),
      grid_(grid),
      crs_(crs),
      frame_(grid),
      bilinear_(bilinear),
      polygons_only_(polygons_only) {
  if (!plane.same_numbers && !grid.north_up())
    refuse("a rotated or south-up raster needs zones in its own reference system: " + crs->name(),
           "transform the zones (ogr2ogr -t_srs), or warp the raster (gdalwarp)");
}

zonal::Zone ZoneMaker::polygon(const overlay::Ready& ready) {
  ready.area.rings(rings_);
  if (plane_.same_numbers) return {zonal::grid_edges(rings_, frame_), grid_.columns, grid_.rows};
  return {zonal::mapped_edges(geom::make_figure(geom::to_shape(rings_)), grid_, *crs_, plane_.plane),
          grid_.columns, grid_.rows};
}

// Lengths are those of the plane's own measure: ground metres, or plain units.
zonal::Zone ZoneMaker::lines(const geom::Figure& figure) const {
  std::vector<double> lengths;
  for (const auto& path : figure.shape.lines) {
    for (std::size_t i = 0; i + 1 < path.size(); ++i) {
      geom::Shape one;
      one.lines.push_back({path[i], path[i + 1]});
      lengths.push_back(geom::length(geom::make_figure(std::move(one)), plane_.plane).value);
    }
  }
  const geom::Shape own = plane_.same_numbers ? figure.shape : geom::to_lonlat(figure.shape, plane_.plane);
  return {zonal::line_cells(own, lengths, frame_), grid_.columns, grid_.rows};
}

zonal::Zone ZoneMaker::operator()(const overlay::Ready& ready) {
  if (polygons_only_ && ready.area.empty())
    throw Error(ErrorKind::input, "a second raster weighs the shares of polygons; this is a line or points");
  if (!ready.area.empty()) return polygon(ready);
  if (!ready.figure) return {};
  if (!ready.figure->shape.lines.empty()) return lines(*ready.figure);
  const geom::Shape own =
      plane_.same_numbers ? ready.figure->shape : geom::to_lonlat(ready.figure->shape, plane_.plane);
  return {zonal::point_cells(own.points, frame_, bilinear_), grid_.columns, grid_.rows};
}

namespace {

// What becomes of a batch of features, on its way to HeldZones.
struct ZoneBatch {
  HeldZones held;
  std::vector<Issue> issues;
  std::string no_point;  // the first feature that is none

  void add(PairFeature&& feature, std::vector<ZoneMaker>& makers, const overlay::Ready* ready,
           const std::string& path) {
    held.zones.resize(makers.size());
    std::vector<zonal::Zone> made(makers.size());
    bool usable = ready != nullptr;
    try {
      for (std::size_t g = 0; usable && g < makers.size(); ++g) made[g] = makers[g](*ready);
    } catch (const Error& error) {
      issues.push_back({"zonal.zone_unusable", Severity::error, path, "", feature.id, error.what(),
                        "mend the feature", std::nullopt});
      made.assign(makers.size(), {});
      usable = false;
    }
    for (std::size_t g = 0; g < makers.size(); ++g) held.zones[g].push_back(std::move(made[g]));
    held.features.push_back(std::move(feature));
    held.unusable.push_back(!usable);
  }
};

bool is_points(const overlay::Ready& ready) {
  return ready.area.empty() && ready.figure && ready.figure->shape.lines.empty();
}

template <class T>
void move_behind(std::vector<T>& to, std::vector<T>& from) {
  std::move(from.begin(), from.end(), std::back_inserter(to));
}

void append(HeldZones& to, HeldZones& from) {
  to.zones.resize(std::max(to.zones.size(), from.zones.size()));
  for (std::size_t g = 0; g < from.zones.size(); ++g) move_behind(to.zones[g], from.zones[g]);
  move_behind(to.features, from.features);
  to.unusable.insert(to.unusable.end(), from.unusable.begin(), from.unusable.end());
}

}  // namespace

void check_extent(const std::string& raster, const io::RasterGrid& grid, std::span<const zonal::Zone> zones) {
  constexpr double kMostCells = 1e13;  // more than a day of work
  double cells = 0;
  for (const auto& zone : zones) cells += static_cast<double>(zone.window().cells());
  if (cells <= kMostCells) return;
  refuse(raster + ": its header declares " + std::to_string(grid.columns) + " x " +
             std::to_string(grid.rows) + " cells, and the zones reach over " + shortest(cells) + " of them",
         "look whether the file is damaged (gdalinfo), or take smaller zones");
}

HeldZones hold_zones(PairFile& file, const geom::Plane& plane, const ZoneOptions& options,
                     std::vector<Issue>& issues) {
  struct Tools {
    overlay::Preparer preparer;
    std::vector<ZoneMaker> makers;
  };
  tbb::enumerable_thread_specific<std::unique_ptr<Tools>> tools;
  HeldZones held;
  held.last = false;
  std::size_t bytes = 0;
  const auto read = [&]() -> std::shared_ptr<io::FeatureBatch> {
    if (bytes >= options.bytes) return nullptr;
    std::shared_ptr<io::FeatureBatch> batch = file.source.next();
    if (batch) bytes += batch->bytes();
    held.last = !batch;
    return batch;
  };
  const auto work = [&](const io::FeatureBatch& batch) {
    auto& mine = tools.local();
    if (!mine)
      mine = std::make_unique<Tools>(Tools{overlay::Preparer(file.crs_pointer(), plane), options.makers()});
    ZoneBatch out;
    BatchPreparer(file, mine->preparer, out.issues)(
        batch, [](const geom::Box&) { return true; },
        [&](PairFeature&& feature, overlay::Ready& ready) {
          if (out.no_point.empty() && !is_points(ready)) out.no_point = feature.id;
          out.add(std::move(feature), mine->makers, &ready, file.name());
        },
        [&](PairFeature&& feature) { out.add(std::move(feature), mine->makers, nullptr, file.name()); });
    return out;
  };
  run_pipeline<io::FeatureBatch, ZoneBatch>(options.jobs, read, work, [&](ZoneBatch&& done) {
    if (options.points_only && !done.no_point.empty()) {
      throw Error(ErrorKind::usage,
                  file.name() + ": --bilinear is for points, and feature " + done.no_point +
                      " is a polygon or a line",
                  "leave --bilinear out: polygons and lines count the exact share of each cell");
    }
    append_issues(issues, done.issues);
    append(held, done.held);
  });
  if (held.last) append_issues(issues, file.source.issues());
  return held;
}

}  // namespace zonegate::app
