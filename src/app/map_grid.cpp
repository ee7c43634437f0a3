// SPDX-License-Identifier: Apache-2.0
#include "app/map_grid.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <limits>

namespace zonegate::app {
namespace {

constexpr int kWindow = 2 * io::kRasterTile;
constexpr int kWidest = 8 * io::kRasterTile;  // of windows over rasters that are stored row by row
constexpr double kMostCells = 4e12;

std::string named(const MapInput& input) { return input.paths.front(); }

io::RasterOptions options_of(const MapReading& reading) {
  return {true, reading.variable, reading.raster_crs, true, std::nullopt};
}

std::size_t band_of(const MapInput& input, const RasterTiles& tiles) {
  if (input.band < 1 || static_cast<std::size_t>(input.band) > tiles.bands().size())
    throw Error(ErrorKind::usage, named(input) + " has no band " + std::to_string(input.band),
                "it has " + std::to_string(tiles.bands().size()) + ", counted from 1");
  return static_cast<std::size_t>(input.band) - 1;
}

// A raster's extent in the cells of another grid.
geom::Box extent_on(const std::string& path, const io::RasterGrid& raster,
                    const std::optional<geom::Crs>& crs, const io::Alignment& onto) {
  const zonal::GridFrame frame(onto.grid);
  const bool same = geom::same_system(crs, onto.crs);
  const auto plane_of_crs = [&](const std::optional<geom::Crs>& c) -> std::optional<geom::Plane> {
    if (same || !c || c->geographic()) return std::nullopt;
    try {
      return geom::Plane::planar(*c);
    } catch (const Error& error) {
      throw Error(error.kind(), path + ": " + error.what(), error.hint());
    }
  };
  const auto from = plane_of_crs(crs), to = plane_of_crs(onto.crs);
  geom::Box box;
  constexpr int kSteps = 32;  // along each side
  for (int i = 0; i <= kSteps; ++i) {
    const double t = static_cast<double>(i) / kSteps, c = t * raster.columns, r = t * raster.rows;
    for (const auto& [column, row] : {std::pair(c, 0.0), std::pair(c, 1.0 * raster.rows), std::pair(0.0, r),
                                      std::pair(1.0 * raster.columns, r)}) {
      geom::Point p = raster.at(column, row);
      if (!same) {
        const geom::LonLat ll = from ? from->to_lonlat(p) : geom::LonLat{p.x, p.y};
        p = to ? to->from_lonlat(ll) : geom::Point{ll.lon, ll.lat};
      }
      box.add(frame(p));
    }
  }
  return box;
}

bool meets(const geom::Box& box, const io::RasterGrid& grid) {
  return box.max_x > 0 && box.max_y > 0 && box.min_x < grid.columns && box.min_y < grid.rows;
}

// Longitudes from 0 to 360 beside those from -180 to 180: half of the world would be without a value, and nobody would know why.
void check_longitudes(const RasterTiles& a, const RasterTiles& b) {
  if (!a.crs() || !b.crs() || !a.crs()->geographic() || !b.crs()->geographic()) return;
  const auto range = [](const io::RasterGrid& g) {
    const double p = g.at(0, 0).x, q = g.at(g.columns, 0).x;
    return std::pair(std::min(p, q), std::max(p, q));
  };
  const auto [a0, a1] = range(a.grid());
  const auto [b0, b1] = range(b.grid());
  constexpr double kBeyond = 180.5;
  if ((a1 > kBeyond && b0 < 0) || (b1 > kBeyond && a0 < 0))
    throw Error(
        ErrorKind::input,
        a.path() + " and " + b.path() + " count longitudes differently: from -180 to 180, and beyond 180",
        "shift one of them (gdalwarp -te, or gdal_edit.py -a_ullr)");
}

int up_to_tiles(int n, int all) {
  return std::min(all, (n + io::kRasterTile - 1) / io::kRasterTile * io::kRasterTile);
}

}  // namespace

void OpenMaps::open(const MapInput& input, const io::RasterOptions& options) {
  One one;
  one.tiles = std::make_unique<RasterTiles>(input.paths, options);
  one.band = band_of(input, *one.tiles);
  one.fill = input.fill;
  inputs_.push_back(std::move(one));
}

zonal::BandCells OpenMaps::read(std::size_t input, const io::RasterWindow& window) {
  One& one = inputs_[input];
  zonal::BandCells cells = one.tiles->read(one.band, window);
  if (!one.fill) return cells;
  zonal::BandCells filled;
  filled.values = values_of(std::move(cells));
  for (double& v : filled.values) v = std::isnan(v) ? *one.fill : v;
  return filled;
}

MapGrid::MapGrid(const std::vector<MapInput>& inputs, const MapReading& reading, Extent extent)
    : inputs_(inputs), reading_(reading) {
  const bool like = !reading.like.empty();
  const RasterTiles first(like ? std::vector<std::string>{reading.like} : inputs.front().paths,
                          options_of(reading));
  onto_ = {first.grid(), first.crs(), reading.method};
  for (const auto& input : inputs) {
    const RasterTiles tiles(input.paths, options_of(reading));
    if (tiles.crs().has_value() != onto_.crs.has_value())
      throw Error(ErrorKind::input,
                  (tiles.crs() ? first.path() : named(input)) + ": states no reference system, " +
                      (tiles.crs() ? named(input) : first.path()) + " does",
                  "say --raster-crs EPSG:4490, or write it into the file (gdal_edit.py -a_srs)");
    check_longitudes(tiles, first);
    if (!meets(extent_on(named(input), tiles.grid(), tiles.crs(), onto_), first.grid()))
      throw Error(
          ErrorKind::input,
          named(input) + " and " + first.path() + " do not meet: their extents have nothing in common",
          "check the reference systems and the order of coordinates of both");
    if (extent == Extent::of_all && !like) grow(named(input), tiles.grid(), tiles.crs());
  }
  describe();
}

MapGrid::MapGrid(const std::vector<MapInput>& inputs, const MapReading& reading, const io::Alignment& onto)
    : inputs_(inputs), reading_(reading), onto_(onto) {
  describe();
}

void MapGrid::grow(const std::string& path, const io::RasterGrid& other,
                   const std::optional<geom::Crs>& crs) {
  const geom::Box box = extent_on(path, other, crs, onto_);
  constexpr double kHair = 1e-3;  // of a cell: rounding, not extent
  const double left = std::min(0.0, std::floor(box.min_x + kHair)),
               top = std::min(0.0, std::floor(box.min_y + kHair));
  const double right = std::max<double>(onto_.grid.columns, std::ceil(box.max_x - kHair));
  const double bottom = std::max<double>(onto_.grid.rows, std::ceil(box.max_y - kHair));
  if ((right - left) * (bottom - top) > kMostCells || right - left > 1e9 || bottom - top > 1e9)
    throw Error(ErrorKind::input,
                "the extents of the rasters together would make a grid of more cells than can be worked on",
                "name a raster with --like");
  const double own = static_cast<double>(onto_.grid.columns) * onto_.grid.rows;
  constexpr double kMuch = 1e8, kTimes = 100;  // cells; more than hours of work nobody meant
  if ((right - left) * (bottom - top) > std::max(kMuch, kTimes * own))
    throw Error(ErrorKind::usage,
                path + " reaches so far beyond the first raster that a grid for both would have " +
                    std::to_string(static_cast<std::int64_t>((right - left) * (bottom - top))) + " cells",
                "name a raster with --like whose extent is wanted, or cut the larger one");
  io::RasterGrid& g = onto_.grid;
  const geom::Point origin = g.at(left, top);
  if (left != 0 || top != 0) std::tie(g.origin_x, g.origin_y) = std::pair(origin.x, origin.y);
  g.columns = static_cast<int>(right - left);
  g.rows = static_cast<int>(bottom - top);
}

void MapGrid::describe() {
  if (static_cast<double>(grid().columns) * grid().rows > kMostCells)
    throw Error(ErrorKind::input,
                named(inputs_.front()) + " declares " + std::to_string(grid().columns) + " x " +
                    std::to_string(grid().rows) + " cells, more than can be worked on",
                "the file is most likely damaged: get it again; or take a part of it");
  const auto options = [&] {
    auto o = options_of(reading_);
    o.onto = onto_;
    return o;
  }();
  std::pair<int, int> block{kWindow, kWindow};
  for (const auto& input : inputs_) {
    const RasterTiles tiles(input.paths, options);
    bands_.push_back(tiles.bands()[band_of(input, tiles)]);
    const std::string& how = tiles.alignment();
    if (!how.empty()) alignment_.emplace_back(named(input), how);
    if (&input == &inputs_.front()) block = tiles.block_size();
  }
  // Rows of the file: wide windows, so that few of its strips are decoded again.
  const bool strips = block.first > kWidest || block.second == 1;
  const int columns =
      up_to_tiles(strips ? kWidest : std::max(kWindow, std::min(block.first, kWidest)), grid().columns);
  const int rows =
      up_to_tiles(strips ? io::kRasterTile : std::max(kWindow, std::min(block.second, kWidest)), grid().rows);
  for (int y = 0; y < grid().rows; y += rows)
    for (int x = 0; x < grid().columns; x += columns)
      windows_.push_back({x, y, std::min(columns, grid().columns - x), std::min(rows, grid().rows - y)});
}

std::unique_ptr<OpenMaps> MapGrid::open() const {
  auto out = std::make_unique<OpenMaps>();
  auto options = options_of(reading_);
  options.onto = onto_;
  for (const auto& input : inputs_) out->open(input, options);
  return out;
}

std::unique_ptr<zonal::CellAreas> MapGrid::cell_areas(std::string& basis) const {
  const bool planar = reading_.area == "planar";
  if (!planar && !crs())
    throw Error(ErrorKind::input, named(inputs_.front()) + ": plain numbers have no area on the ellipsoid",
                "say --area planar");
  if (planar && crs() && crs()->geographic())
    throw Error(ErrorKind::usage, named(inputs_.front()) + ": cells in degrees have no planar area",
                "leave --area out");
  basis = planar ? "planar" : geom::Plane::equal_area().description();
  return planar ? zonal::planar_cell_areas(grid()) : zonal::ellipsoidal_cell_areas(grid(), *crs());
}

const std::vector<std::pair<std::string, std::string>>& MapGrid::hashes() const {
  if (!hashes_.empty()) return hashes_;
  for (const auto& input : inputs_) {
    for (const auto& path : input.paths) {
      const std::filesystem::path p(path);
      hashes_.emplace_back(p.filename().string(),
                           std::filesystem::is_regular_file(p) ? io::sha256_file(path) : "");
    }
  }
  return hashes_;
}

std::vector<double> values_of(zonal::BandCells&& cells) {
  if (cells.bytes.empty()) return std::move(cells.values);
  std::vector<double> out(cells.bytes.size());
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = zonal::value_at(cells, i);
  return out;
}

double usual_nodata(io::OutRaster::Type type) {
  switch (type) {
    case io::OutRaster::Type::byte:
      return 255;
    case io::OutRaster::Type::uint16:
      return 65535;
    case io::OutRaster::Type::int32:
      return std::numeric_limits<std::int32_t>::min();
    case io::OutRaster::Type::float32:
    case io::OutRaster::Type::float64:
      break;
  }
  return std::numeric_limits<double>::quiet_NaN();
}

io::OutRaster out_raster(const MapGrid& grid, const MapFile& file, io::OutRaster::Type type,
                         const std::string& operation, int jobs) {
  io::OutRaster out;
  out.grid = grid.grid();
  out.crs = grid.crs();
  out.type = file.type.value_or(type);
  out.nodata = file.nodata.value_or(usual_nodata(out.type));
  out.unit = file.unit;
  out.description = file.description;
  out.layout = file.layout;
  out.jobs = jobs;
  out.metadata["TIFFTAG_SOFTWARE"] = "zonegate " + file.version;
  out.metadata["zonegate_operation"] = operation;
  std::size_t n = 0;
  for (const auto& [name, hash] : grid.hashes())
    out.metadata["zonegate_input_" + std::to_string(++n)] = name + (hash.empty() ? "" : " sha256:" + hash);
  for (const auto& [path, how] : grid.alignment())
    out.metadata["zonegate_alignment"] +=
        (out.metadata.contains("zonegate_alignment") && !out.metadata["zonegate_alignment"].empty() ? "; "
                                                                                                    : "") +
        std::filesystem::path(path).filename().string() + " " + how;
  return out;
}

}  // namespace zonegate::app
