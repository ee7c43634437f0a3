// SPDX-License-Identifier: Apache-2.0
//
// Rasters within zones. Zones are held, as many as fit; the chunks of each raster that they meet are read and tallied by all threads and merged in the order of
// the raster. Rasters on one grid are read together, so that the shares of a chunk are found once for all of them.
#include <tbb/enumerable_thread_specific.h>

#include <algorithm>
#include <cmath>

#include "app/pipeline.h"
#include "app/raster_stack.h"
#include "app/stages.h"
#include "app/zonal_zones.h"

namespace zonegate::app {
namespace {

// The bands of rasters on one grid.
struct Stack {
  std::vector<std::vector<std::string>> rasters;  // each with its tiles
  io::RasterGrid grid;
  std::pair<int, int> block;
  std::vector<std::pair<std::size_t, std::size_t>> bands;  // raster of the stack, band of it
  std::size_t first = 0;                                   // of all bands of the run
};

// What one thread has open of a stack.
struct OpenStack {
  std::vector<std::unique_ptr<RasterTiles>> rasters;
  std::unique_ptr<RasterTiles> weights;
  std::unique_ptr<zonal::ChunkTally> tally;
};

struct Done {
  std::size_t chunk = 0;
  std::vector<zonal::ZonePart> parts;
  std::optional<Issue> fault;
  std::vector<std::uint32_t> unreadable;  // zones that need what cannot be read
};

class Run {
 public:
  Run(const ZonalOptions& options, const Progress& progress, const TakeZonalRows& take)
      : options_(options), progress_(progress), take_(take), zones_(options.zones, pair_options(options)) {
    raster_options_ = {true, options.variable, options.raster_crs, true};
    open_all();
    plan_columns();
  }

  ZonalTable run() {
    for (bool last = false; !last;) {
      say(progress_, "reading " + options_.zones.path);
      const std::size_t bytes = options_.memory_bytes > 0 ? options_.memory_bytes / 4 : kNoLimit;
      HeldSide held = hold_side(zones_, plane_->plane, {options_.jobs, bytes, {}}, table_.issues);
      last = held.last;
      if (!held.ready.empty()) answer(std::move(held));
    }
    table_.read = static_cast<std::size_t>(zones_.source.rows_read());
    return std::move(table_);
  }

 private:
  static PairOptions pair_options(const ZonalOptions& options) {
    PairOptions out;
    out.a = options.zones;
    out.crs = options.crs;
    out.jobs = options.jobs;
    return out;
  }

  void open_all() {
    std::vector<std::vector<std::string>> groups;
    if (options_.mosaic) {
      groups.push_back(options_.rasters);
    } else {
      for (const auto& path : options_.rasters) groups.push_back({path});
    }
    std::size_t bands = 0;
    for (const auto& paths : groups) bands += add_raster(paths, bands);
    plane_ = zone_plane(zones_, options_.rasters.front(), crs_);
    table_.edges = plane_->edges;
    if (!options_.weights.empty()) check_weights();
  }

  std::size_t add_raster(const std::vector<std::string>& paths, std::size_t before) {
    RasterTiles tiles(paths, raster_options_);
    if (stacks_.empty()) crs_ = tiles.crs();
    const bool same = crs_.has_value() == tiles.crs().has_value() && (!crs_ || crs_->same_as(*tiles.crs()));
    if (!same) {
      throw Error(ErrorKind::input,
                  paths.front() + " and " + options_.rasters.front() + " are in different reference systems",
                  "ask them one after the other");
    }
    if (stacks_.empty() || !same_grid(stacks_.back().grid, tiles.grid())) {
      Stack stack;
      stack.grid = tiles.grid();
      stack.block = tiles.block_size();
      stack.first = before;
      stacks_.push_back(stack);
    }
    Stack& stack = stacks_.back();
    const auto wanted = wanted_bands(paths.front(), tiles.bands().size());
    for (const std::size_t band : wanted) {
      stack.bands.emplace_back(stack.rasters.size(), band);
      const auto& info = tiles.bands()[band];
      ZonalColumn column;
      column.raster = paths.front();
      column.band = tiles.bands().size() == 1 ? "" : info.name.empty() ? std::to_string(band + 1) : info.name;
      column.of_band = bands_.size();
      bands_.push_back(column);
      band_classes_.push_back(distinct_names(info.classes));
    }
    stack.rasters.push_back(paths);
    return wanted.size();
  }

  std::vector<std::size_t> wanted_bands(const std::string& path, std::size_t count) const {
    std::vector<std::size_t> out;
    for (const int band : options_.bands) {
      if (band < 1 || static_cast<std::size_t>(band) > count)
        throw Error(ErrorKind::usage, path + " has no band " + std::to_string(band),
                    "it has " + std::to_string(count) + ", counted from 1");
      out.push_back(static_cast<std::size_t>(band) - 1);
    }
    for (std::size_t band = 0; options_.bands.empty() && band < count; ++band) out.push_back(band);
    return out;
  }

  void check_weights() {
    const RasterTiles weights({options_.weights}, raster_options_);
    weights_grid_ = weights.grid();
    const bool same =
        crs_.has_value() == weights.crs().has_value() && (!crs_ || crs_->same_as(*weights.crs()));
    if (!same)
      throw Error(ErrorKind::input,
                  options_.weights + " is in another reference system than " + options_.rasters.front(),
                  "warp it to the same system (gdalwarp -t_srs)");
    bool north_up = weights.grid().north_up();
    for (const auto& stack : stacks_) north_up = north_up && stack.grid.north_up();
    if (!north_up)
      throw Error(ErrorKind::input, options_.weights + ": weights need north-up grids on both sides",
                  "warp the rotated raster (gdalwarp)");
  }

  void plan_columns() {
    plan_.rule = options_.rule;
    plan_.weight = options_.weight;
    plan_.min_share = options_.min_share;
    for (const auto& stat : options_.stats) zonal::plan_for(stat, plan_);
    if (plan_.weights && options_.weights.empty())
      throw Error(ErrorKind::usage, "a weighted statistic was asked for, and no raster of weights",
                  "say --weights FILE");
    plan_.weights = !options_.weights.empty();
    if (plan_.weights && plan_.rule != zonal::PixelRule::coverage)
      throw Error(ErrorKind::usage, "--weights needs --rule coverage: cells of two grids have no one centre",
                  "leave --rule out");
    table_.fields = options_.zones.fields;
    for (std::size_t b = 0; b < bands_.size(); ++b) {
      for (const auto& stat : options_.stats) {
        table_.columns.push_back(bands_[b]);
        table_.columns.back().stat = stat;
        table_.classes.push_back(band_classes_[b]);
      }
    }
    if (plan_.areas || plan_.weight == zonal::CellWeight::area) plan_areas();
  }

  void plan_areas() {
    const bool planar = options_.area == "planar";
    if (!planar && !crs_)
      throw Error(ErrorKind::input,
                  options_.rasters.front() + ": plain numbers have no area on the ellipsoid",
                  "say --area planar");
    if (planar && crs_ && crs_->geographic())
      throw Error(ErrorKind::usage, options_.rasters.front() + ": cells in degrees have no planar area",
                  "leave --area out");
    for (const auto& stack : stacks_) {
      areas_.push_back(planar ? zonal::planar_cell_areas(stack.grid)
                              : zonal::ellipsoidal_cell_areas(stack.grid, *crs_));
    }
    table_.area_basis = planar ? "planar" : geom::Plane::equal_area().description();
  }

  // All rasters over one block of zones.
  void answer(HeldSide&& held) {
    std::vector<ZonalRow> rows(held.features.size());
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i].zone = std::move(held.features[i]);
    for (std::size_t s = 0; s < stacks_.size(); ++s) ask(s, held, rows);
    take_(table_, std::move(rows));
  }

  void ask(std::size_t s, const HeldSide& held, std::vector<ZonalRow>& rows) {
    const Stack& stack = stacks_[s];
    std::vector<zonal::Zone> zones(held.ready.size());
    std::vector<std::string> faults(held.ready.size());
    const ZoneMaker make(*plane_, stack.grid, crs_, options_.bilinear);
    parallel_for(options_.jobs)((zones.size() + 255) / 256, [&](std::size_t chunk) {
      for (std::size_t i = chunk * 256; i < std::min(zones.size(), (chunk + 1) * 256); ++i) {
        try {
          zones[i] = make(held.ready[i]);
        } catch (const Error& error) {
          faults[i] = error.what();
        }
      }
    });
    std::vector<std::vector<zonal::ZoneTally>> tallies(zones.size(),
                                                       std::vector<zonal::ZoneTally>(stack.bands.size()));
    std::vector<bool> unreadable(zones.size(), false);
    tally(s, zones, tallies, unreadable);
    for (std::size_t i = 0; i < zones.size(); ++i) {
      if (!faults[i].empty()) lose(rows[i], faults[i]);
      if (faults[i].empty() && !unreadable[i] && !adds_up(zones[i], tallies[i])) {
        faults[i] = "the covered cells do not add up to the zone";
        lose(rows[i], faults[i]);
      }
      state(rows[i], zones[i], unreadable[i], s == 0);
      number(stack, tallies[i], unreadable[i] || !faults[i].empty(), rows[i]);
    }
  }

  void lose(ZonalRow& row, const std::string& fault) {
    row.status = "unusable";
    table_.issues.push_back({"zonal.zone_unusable", Severity::error, options_.zones.path, "", row.zone.id,
                             fault, "mend the feature", std::nullopt});
  }

  // Several rasters: what holds for all of them, else partly.
  static void state(ZonalRow& row, const zonal::Zone& zone, bool unreadable, bool first) {
    if (row.status == "unusable" || row.status == "unreadable") return;
    const std::string here = unreadable                   ? "unreadable"
                             : zone.window().columns == 0 ? "outside"
                             : zone.reaches_beyond()      ? "partly_outside"
                                                          : "ok";
    row.status = first || unreadable || here == row.status ? here : "partly_outside";
  }

  // Covered cells have to add up to the zone, where all of it lies on the grid. What does not is no answer.
  bool adds_up(const zonal::Zone& zone, const std::vector<zonal::ZoneTally>& tallies) const {
    const bool shares = plan_.rule == zonal::PixelRule::coverage &&
                        plan_.weight == zonal::CellWeight::fraction && plan_.min_share == 0;
    if (!shares || zone.reaches_beyond() || tallies.empty()) return true;
    const double covered = tallies.front().count + tallies.front().nodata, area = zone.area_cells();
    return std::abs(covered - area) <= 1e-7 * area + 1e-7;
  }

  void number(const Stack& stack, const std::vector<zonal::ZoneTally>& tallies, bool unknown,
              ZonalRow& row) const {
    for (const auto& column : table_.columns) {
      if (column.of_band < stack.first || column.of_band >= stack.first + stack.bands.size()) continue;
      const auto& tally = tallies[column.of_band - stack.first];
      const bool many = column.stat.by_value();
      row.numbers.push_back(unknown || (many && column.stat.stat != zonal::Stat::area)
                                ? std::numeric_limits<double>::quiet_NaN()
                                : zonal::stat_of(tally, column.stat));
      row.by_value.push_back(unknown || !many ? std::vector<std::pair<double, double>>()
                                              : zonal::stat_by_value(tally, column.stat.stat));
    }
  }

  // Chunk by chunk; the merge runs in their order whatever thread was first.
  void tally(std::size_t s, const std::vector<zonal::Zone>& zones,
             std::vector<std::vector<zonal::ZoneTally>>& tallies, std::vector<bool>& unreadable) {
    const Stack& stack = stacks_[s];
    const auto chunks = zonal::chunks_of(zones, stack.grid, stack.block);
    tbb::enumerable_thread_specific<std::unique_ptr<OpenStack>> open;
    std::size_t next = 0;
    table_.chunks += chunks.size();
    run_pipeline<std::size_t, Done>(
        options_.jobs,
        [&]() -> std::shared_ptr<std::size_t> {
          return next < chunks.size() ? std::make_shared<std::size_t>(next++) : nullptr;
        },
        [&](const std::size_t& i) {
          Done done;
          done.chunk = i;
          auto& mine = open.local();
          try {
            if (!mine) mine = opened(s);
            done.parts = work(s, *mine, chunks[i], zones);
          } catch (const Error& error) {
            if (error.kind() != ErrorKind::input) throw;
            done.fault = fault_of(error);
          }
          if (done.fault) one_by_one(s, mine.get(), chunks[i], zones, done);
          return done;
        },
        [&](Done&& done) {
          say(progress_, "reading rasters", done.chunk + 1, chunks.size());
          if (done.fault) {
            for (const auto zone : done.unreadable) unreadable[zone] = true;
            table_.issues.push_back(std::move(*done.fault));
          }
          for (auto& part : done.parts)
            for (std::size_t b = 0; b < part.bands.size(); ++b) tallies[part.zone][b].merge(part.bands[b]);
        });
  }

  static Issue fault_of(const Error& error) {
    return {"raster.block_unreadable", Severity::error, "", "", "", error.what(), error.hint(), std::nullopt};
  }

  // Something of a chunk cannot be read: each zone is asked for its own cells, so that only those that need the damaged ones are lost.
  void one_by_one(std::size_t s, OpenStack* open, const zonal::Chunk& chunk,
                  const std::vector<zonal::Zone>& zones, Done& done) const {
    for (const std::uint32_t zone : chunk.zones) {
      try {
        if (!open) throw Error(ErrorKind::input, "the raster cannot be opened");
        for (auto& part : work(s, *open, {chunk.window, {zone}}, zones))
          done.parts.push_back(std::move(part));
      } catch (const Error& error) {
        if (error.kind() != ErrorKind::input) throw;
        done.unreadable.push_back(zone);
      }
    }
  }

  std::unique_ptr<OpenStack> opened(std::size_t s) const {
    auto out = std::make_unique<OpenStack>();
    for (const auto& paths : stacks_[s].rasters)
      out->rasters.push_back(std::make_unique<RasterTiles>(paths, raster_options_));
    if (!options_.weights.empty())
      out->weights =
          std::make_unique<RasterTiles>(std::vector<std::string>{options_.weights}, raster_options_);
    out->tally = std::make_unique<zonal::ChunkTally>(plan_, stacks_[s].grid,
                                                     areas_.empty() ? nullptr : areas_[s].get());
    return out;
  }

  std::vector<zonal::ZonePart> work(std::size_t s, OpenStack& open, const zonal::Chunk& chunk,
                                    const std::vector<zonal::Zone>& zones) const {
    const Stack& stack = stacks_[s];
    const auto window = zonal::needed(chunk, zones);
    if (window.columns == 0) return {};
    std::vector<zonal::BandCells> bands;
    for (const auto& [raster, band] : stack.bands) bands.push_back(open.rasters[raster]->read(band, window));
    zonal::WeightCells weights;
    if (open.weights) {
      weights.grid = weights_grid_;
      weights.window = zonal::window_on(weights_grid_, stack.grid, window);
      if (weights.window.columns > 0) weights.values = as_values(open.weights->read(0, weights.window));
    }
    return (*open.tally)(chunk, zones, window, bands, open.weights ? &weights : nullptr);
  }

  static std::vector<double> as_values(zonal::BandCells&& cells) {
    if (cells.bytes.empty()) return std::move(cells.values);
    std::vector<double> out(cells.bytes.size());
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = zonal::value_at(cells, i);
    return out;
  }

  const ZonalOptions& options_;
  const Progress& progress_;
  const TakeZonalRows& take_;
  PairFile zones_;
  io::RasterOptions raster_options_;
  std::vector<Stack> stacks_;
  std::optional<geom::Crs> crs_;
  std::optional<ZonePlane> plane_;
  io::RasterGrid weights_grid_;
  zonal::TallyPlan plan_;
  std::vector<std::unique_ptr<zonal::CellAreas>> areas_;
  std::vector<ZonalColumn> bands_;
  std::vector<std::map<long long, std::string>> band_classes_;
  ZonalTable table_;
};

}  // namespace

ZonalTable zonal_statistics(const ZonalOptions& options, const Progress& progress,
                            const TakeZonalRows& take) {
  return Run(options, progress, take).run();
}

}  // namespace zonegate::app
