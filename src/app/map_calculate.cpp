// SPDX-License-Identifier: Apache-2.0
//
// One new raster out of others: a formula, a table of values, or another grid.
#include <tbb/enumerable_thread_specific.h>

#include <algorithm>
#include <cmath>

#include "app/map_grid.h"

namespace zonegate::app {
namespace {

struct Done {
  io::RasterPiece piece;
  std::int64_t not_finite = 0;
  algebra::UnknownValues unknown;
  bool good = true;  // has a piece
};

MapReport report_of(const MapGrid& grid, const io::OutRaster& out) {
  MapReport report;
  report.grid = out.grid;
  report.crs =
      grid.crs() ? (grid.crs()->authority().empty() ? grid.crs()->name() : grid.crs()->authority()) : "";
  report.type = io::to_string(out.type);
  report.nodata = out.nodata;
  report.alignment = grid.alignment();
  return report;
}

// The formula over one window; a name `cell_area` besides the inputs.
class Formula {
 public:
  Formula(const CalculateOptions& o, const MapGrid& grid) : options_(o) {
    for (const auto& input : o.inputs) names_.push_back(input.name);
    names_.emplace_back("cell_area");
    const algebra::Expression once(o.formula, names_);
    used_ = once.used();
    if (std::find(used_.begin(), used_.end(), o.inputs.size()) != used_.end())
      areas_ = grid.cell_areas(basis_);
  }
  const std::string& area_basis() const { return basis_; }
  bool uses(std::size_t input) const { return std::find(used_.begin(), used_.end(), input) != used_.end(); }
  Done operator()(OpenMaps& maps, const io::RasterWindow& w, const io::RasterSink& sink) {
    auto& formula = formulas_.local();
    if (!formula) formula = std::make_unique<algebra::Expression>(options_.formula, names_);
    std::vector<std::vector<double>> cells(names_.size());
    for (std::size_t i = 0; i < options_.inputs.size(); ++i)
      if (uses(i)) cells[i] = values_of(maps.read(i, w));
    if (areas_) fill_areas(w, cells.back());
    const std::vector<std::span<const double>> spans(cells.begin(), cells.end());
    std::vector<double> result(w.cells());
    Done done;
    done.not_finite = (*formula)(spans, result);
    done.piece = sink.ready(w, std::span<const double>(result));
    return done;
  }

 private:
  void fill_areas(const io::RasterWindow& w, std::vector<double>& out) const {
    out.resize(w.cells());
    for (int r = 0; r < w.rows; ++r)
      areas_->row(w.row + r, w.column,
                  std::span(out).subspan(static_cast<std::size_t>(r) * static_cast<std::size_t>(w.columns),
                                         static_cast<std::size_t>(w.columns)));
  }
  const CalculateOptions& options_;
  std::vector<std::string> names_;
  std::vector<std::size_t> used_;
  std::unique_ptr<zonal::CellAreas> areas_;
  std::string basis_;
  tbb::enumerable_thread_specific<std::unique_ptr<algebra::Expression>> formulas_;
};

// The values that a table leaves open: cells are looked at to the end, so that the message has them all.
void refuse_unknown(const algebra::UnknownValues& unknown, const ReclassifyOptions& o) {
  if (unknown.empty() || o.unknown_to_nodata) return;
  throw Error(ErrorKind::usage,
              o.table + " has no row for these values of " + o.input.paths.front() + ": " + unknown.list(),
              "add rows for them, or say --unknown nodata");
}

void note_unknown(const algebra::UnknownValues& unknown, const ReclassifyOptions& o, MapReport& report) {
  if (unknown.empty()) return;
  report.issues.push_back(
      {"raster.unknown_values", Severity::warning, o.input.paths.front(), "", "",
       o.table + " has no row for these values, their cells have none now: " + unknown.list(),
       "add rows for them", std::nullopt});
}

void note_infinite(const CalculateOptions& o, MapReport& report) {
  if (report.not_finite == 0) return;
  report.issues.push_back({"raster.not_finite", Severity::warning, o.out.path, "", "",
                           "the formula has no finite result in " + std::to_string(report.not_finite) +
                               " cells, which have no value now",
                           "look for divisions by zero and logarithms of what is not positive",
                           std::nullopt});
}

// The type that holds all numbers of a band; nullopt: it is scaled.
std::optional<io::OutRaster::Type> type_for(const io::RasterBand& band) {
  if (band.scale != 1 || band.offset != 0) return std::nullopt;
  if (band.signed_byte || band.type == "Int16") return io::OutRaster::Type::int32;
  const auto own = io::raster_type(band.type_word());
  return own ? own : std::optional(io::OutRaster::Type::float64);  // UInt32 and 64-bit numbers
}

// float32 holds whole numbers to 2^24 only.
io::OutRaster::Type wide_enough(const MapGrid& grid, std::size_t inputs) {
  for (std::size_t i = 0; i < inputs; ++i) {
    const std::string& type = grid.band(i).type;
    if (type == "Int32" || type == "UInt32" || type == "Int64" || type == "UInt64" || type == "Float64")
      return io::OutRaster::Type::float64;
  }
  return io::OutRaster::Type::float32;
}

// A map without any value is seldom what somebody wanted.
void note_empty(const std::string& path, MapReport& report) {
  if (report.statistics.valued > 0) return;
  report.issues.push_back(
      {"raster.no_value", Severity::warning, path, "", "", "no cell of the new raster has a value",
       "look at the extents of the inputs, their nodata values and the size of the cells", std::nullopt});
}

// The input's own extent in cells of another size.
io::Alignment own_extent(const AlignOptions& o) {
  const RasterTiles tiles(o.input.paths,
                          {true, o.reading.variable, o.reading.raster_crs, true, std::nullopt});
  io::RasterGrid g = tiles.grid();
  if (!(*o.cell > 0) || !std::isfinite(*o.cell))
    throw Error(ErrorKind::usage, "--cell is no size", "give a positive number in the units of the raster");
  const double columns = std::ceil(std::abs(g.cell_x) * g.columns / *o.cell - 1e-9),
               rows = std::ceil(std::abs(g.cell_y) * g.rows / *o.cell - 1e-9);
  if (!g.north_up())
    throw Error(ErrorKind::input, o.input.paths.front() + ": --cell needs a north-up raster",
                "name a grid with --like");
  if (columns > 1e9 || rows > 1e9 || columns * rows > 4e12)
    throw Error(ErrorKind::usage, "--cell would make too many cells", "give a larger size");
  g.columns = std::max(1, static_cast<int>(columns));
  g.rows = std::max(1, static_cast<int>(rows));
  g.cell_x = *o.cell;
  g.cell_y = -*o.cell;
  return {g, tiles.crs(), o.reading.method};
}

}  // namespace

MapReport calculate_map(const CalculateOptions& o, const Progress& progress) {
  const MapGrid grid(o.inputs, o.reading, MapGrid::Extent::of_first);
  Formula formula(o, grid);
  io::RasterSink sink(o.out.path, out_raster(grid, o.out, wide_enough(grid, o.inputs.size()),
                                             "calc " + o.formula, o.reading.jobs));
  MapReport report = report_of(grid, sink.what());
  report.area_basis = formula.area_basis();
  run_windows<Done>(
      grid, o.reading.jobs, [&](OpenMaps& maps, const io::RasterWindow& w) { return formula(maps, w, sink); },
      [&](Done&& done) {
        report.not_finite += done.not_finite;
        sink.write(std::move(done.piece));
      },
      progress, "calculating");
  say(progress, "writing " + o.out.path);
  report.statistics = sink.finish();
  note_empty(o.out.path, report);
  note_infinite(o, report);
  return report;
}

MapReport reclassify_map(const ReclassifyOptions& o, const Progress& progress) {
  const bool mean =
      o.reading.method == io::Resampling::average || o.reading.method == io::Resampling::bilinear;
  if (mean && std::any_of(o.rows.begin(), o.rows.end(), [](const auto& row) { return row.from == row.to; }))
    throw Error(ErrorKind::usage,
                "single values are classes, and classes have no mean: " +
                    std::string(io::to_string(o.reading.method)) + " makes values that no row knows",
                "say --method nearest or --method mode; of numbers give ranges (min, max)");
  const algebra::Reclass table(o.rows);
  const MapGrid grid({o.input}, o.reading, MapGrid::Extent::of_first);
  io::OutRaster what =
      out_raster(grid, o.out, io::OutRaster::Type::float32, "reclassify by " + o.table, o.reading.jobs);
  what.classes = o.classes;
  what.overviews = o.classes.empty() ? io::Resampling::average : io::Resampling::mode;
  io::RasterSink sink(o.out.path, what);
  MapReport report = report_of(grid, what);
  algebra::UnknownValues unknown;
  run_windows<Done>(
      grid, o.reading.jobs,
      [&](OpenMaps& maps, const io::RasterWindow& w) {
        Done done;
        auto cells = values_of(maps.read(0, w));
        table(cells, done.unknown);
        done.good = done.unknown.empty() || o.unknown_to_nodata;
        if (done.good) done.piece = sink.ready(w, std::span<const double>(cells));
        return done;
      },
      [&](Done&& done) {
        unknown.merge(done.unknown);
        if (done.good) sink.write(std::move(done.piece));
      },
      progress, "reclassifying");
  refuse_unknown(unknown, o);
  say(progress, "writing " + o.out.path);
  report.statistics = sink.finish();
  note_empty(o.out.path, report);
  note_unknown(unknown, o, report);
  return report;
}

MapReport align_map(const AlignOptions& o, const Progress& progress) {
  const MapGrid grid = o.cell ? MapGrid({o.input}, o.reading, own_extent(o))
                              : MapGrid({o.input}, o.reading, MapGrid::Extent::of_first);
  const io::RasterBand& band = grid.band(0);
  const bool keeps = o.reading.method == io::Resampling::nearest || o.reading.method == io::Resampling::mode;
  const auto own = keeps ? type_for(band) : std::nullopt;
  MapFile file = o.out;
  // Some files declare a nodata value that their type cannot hold; none of their cells has it.
  const bool same_type = own && !file.type && io::raster_type(band.type_word()) == own;
  if (same_type && !file.nodata && band.nodata && io::can_hold(*own, *band.nodata)) file.nodata = band.nodata;
  if (file.unit.empty()) file.unit = band.unit;
  io::OutRaster what = out_raster(grid, file, own.value_or(io::OutRaster::Type::float32),
                                  "align, " + std::string(io::to_string(o.reading.method)), o.reading.jobs);
  if (keeps) what.classes = band.classes;
  what.overviews = keeps && band.whole ? io::Resampling::mode : io::Resampling::average;
  io::RasterSink sink(o.out.path, what);
  MapReport report = report_of(grid, what);
  run_windows<Done>(
      grid, o.reading.jobs,
      [&](OpenMaps& maps, const io::RasterWindow& w) {
        Done done;
        const auto cells = values_of(maps.read(0, w));
        done.piece = sink.ready(w, std::span<const double>(cells));
        return done;
      },
      [&](Done&& done) { sink.write(std::move(done.piece)); }, progress, "aligning");
  say(progress, "writing " + o.out.path);
  report.statistics = sink.finish();
  note_empty(o.out.path, report);
  return report;
}

}  // namespace zonegate::app
