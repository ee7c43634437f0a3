// SPDX-License-Identifier: Apache-2.0
//
// Rasters within zones. Zones are held, as many as fit; the chunks of each raster that they meet are read and tallied by all threads and merged in the order of
// the raster. Rasters on one grid are read together, so that the shares of a chunk are found once for all of them.
#include <tbb/enumerable_thread_specific.h>

#include <algorithm>
#include <cmath>

#include "app/map_grid.h"
#include "app/pipeline.h"
#include "app/stages.h"
#include "app/zonal_notes.h"
#include "app/zonal_stack.h"
#include "app/zonal_zones.h"

namespace zonegate::app {
namespace {

struct Done {
  std::size_t chunk = 0;
  std::int64_t not_finite = 0;  // results of formulas
  zonal::ChunkParts parts;
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
      say(progress_, "reading " + io::printed_name(options_.zones.path));
      const std::size_t bytes = options_.memory_bytes > 0 ? options_.memory_bytes / 4 : kNoLimit;
      HeldZones held =
          hold_zones(zones_, plane_->plane,
                     {options_.jobs, bytes / stacks_.size(), options_.bilinear, [&] { return makers(); }},
                     table_.issues);
      last = held.last;
      if (!held.features.empty()) answer(std::move(held));
    }
    table_.read = static_cast<std::size_t>(zones_.source.rows_read());
    std::vector<std::pair<std::string, io::RasterGrid>> rasters;
    if (any_zone_)
      for (const auto& stack : stacks_) rasters.emplace_back(stack.path(), stack.grid);
    append_issues(table_.issues, notes_.issues(rasters));
    if (not_finite_ > 0)
      table_.issues.push_back({"raster.not_finite", Severity::warning, options_.rasters.front(), "", "",
                               "formulas have no finite result in " + std::to_string(not_finite_) +
                                   " of the cells that were read, which have no value",
                               "look for divisions by zero and logarithms of what is not positive",
                               std::nullopt});
    return std::move(table_);
  }

 private:
  void open_all() {
    std::vector<std::vector<std::string>> groups = options_.tiles;
    if (options_.mosaic) {
      groups.push_back(options_.rasters);
    } else if (groups.empty()) {
      for (const auto& path : options_.rasters) groups.push_back({path});
    }
    std::size_t bands = 0;
    for (std::size_t i = 0; i < groups.size(); ++i)
      bands += add_raster(groups[i], bands, i < options_.names.size() ? options_.names[i] : "");
    if (!options_.formulas.empty()) ask_formulas();
    plane_ = zone_plane(zones_, options_.rasters.front(), crs_);
    table_.edges = plane_->edges;
    if (!options_.weights.empty()) check_weights();
  }

  std::size_t add_raster(const std::vector<std::string>& paths, std::size_t before, const std::string& name) {
    io::RasterOptions raster_options = raster_options_;
    if (options_.align && !stacks_.empty()) raster_options.onto = {stacks_[0].grid, crs_, *options_.align};
    RasterTiles tiles(paths, raster_options);
    if (!tiles.alignment().empty()) table_.alignment.emplace_back(paths.front(), tiles.alignment());
    if (stacks_.empty()) crs_ = tiles.crs();
    const bool same = geom::same_system(crs_, tiles.crs());
    if (!same) {
      throw Error(ErrorKind::input,
                  paths.front() + " and " + options_.rasters.front() + " are in different reference systems",
                  "take them to the grid of the first (--align nearest), or ask them one after the other");
    }
    if (stacks_.empty() || !same_grid(stacks_.back().grid, tiles.grid())) {
      ZonalStack stack;
      stack.grid = tiles.grid();
      stack.block = tiles.block_size();
      stack.first = before;
      stack.mosaic = options_.mosaic;
      stacks_.push_back(stack);
    }
    ZonalStack& stack = stacks_.back();
    const auto wanted = wanted_bands(paths.front(), tiles.bands().size());
    for (const std::size_t band : wanted) {
      stack.reads.emplace_back(stack.rasters.size(), band);
      stack.names.push_back(stack.reads.back().second == 0 ? name : name + "_" + std::to_string(band + 1));
      const auto& info = tiles.bands()[band];
      stack.wide.push_back(info.type == "Int64" || info.type == "UInt64");
      ZonalColumn column;
      column.raster = paths.front();
      column.band = tiles.bands().size() == 1 ? "" : info.name.empty() ? std::to_string(band + 1) : info.name;
      column.of_band = bands_.size();
      bands_.push_back(column);
      band_classes_.push_back(distinct_names(info.classes));
    }
    stack.rasters.push_back(paths);
    stack.options.push_back(raster_options);
    return wanted.size();
  }

  // The bands are formulas over those of the files.
  void ask_formulas() {
    if (stacks_.size() > 1)
      throw Error(ErrorKind::usage, "the rasters of a formula lie on several grids",
                  "say --align nearest, or mode, average, bilinear");
    ZonalStack& stack = stacks_.front();
    stack.formulas = options_.formulas;
    stack.wide.assign(stack.formulas.size(), false);
    bands_.clear();
    for (const auto& formula : stack.formulas) {
      const algebra::Expression once(formula.text, stack.names);  // a mistake is said before anything is read
      ZonalColumn column;
      column.raster = stack.path();
      column.band = formula.name;
      column.of_band = bands_.size();
      bands_.push_back(column);
    }
    band_classes_.assign(bands_.size(), {});
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
    const bool same = geom::same_system(crs_, weights.crs());
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

  std::vector<ZoneMaker> makers() const {
    std::vector<ZoneMaker> out;
    for (const auto& stack : stacks_)
      out.emplace_back(*plane_, stack.grid, crs_, options_.bilinear, !options_.weights.empty());
    return out;
  }

  // All rasters over one block of zones.
  void answer(HeldZones&& held) {
    std::vector<ZonalRow> rows(held.features.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
      rows[i].zone = std::move(held.features[i]);
      if (held.unusable[i]) rows[i].status = "unusable";
    }
    for (std::size_t s = 0; s < stacks_.size(); ++s) ask(s, std::move(held.zones[s]), rows);
    take_(table_, std::move(rows));
  }

  void ask(std::size_t s, std::vector<zonal::Zone>&& zones, std::vector<ZonalRow>& rows) {
    const ZonalStack& stack = stacks_[s];
    const std::size_t each = stack.tallies();
    std::vector<zonal::ZoneTally> tallies(zones.size() * each);
    std::vector<bool> unreadable(zones.size(), false);
    tally(s, zones, tallies, unreadable);
    std::vector<ZonalNotes::Seen> seen(zones.size());
    parallel_for(options_.jobs)((zones.size() + 255) / 256, [&](std::size_t chunk) {
      for (std::size_t i = chunk * 256; i < std::min(zones.size(), (chunk + 1) * 256); ++i) {
        const std::span<zonal::ZoneTally> mine(tallies.data() + i * each, each);
        seen[i] = ZonalNotes::look(zones[i], mine, {plan_, stack.wide, stack.mosaic});
        seen[i].adds_up = seen[i].adds_up || unreadable[i];
        if (!seen[i].adds_up) rows[i].status = "unusable";
        state(rows[i], zones[i], unreadable[i], seen[i].gap > 0, s == 0);
        number(stack, mine, unreadable[i] || rows[i].status == "unusable", rows[i]);
        zones[i] = {};  // all threads give memory back, not one
        std::fill(mine.begin(), mine.end(), zonal::ZoneTally());
      }
    });
    for (std::size_t i = 0; i < seen.size(); ++i) {
      notes_.add(seen[i], stack.path(), rows[i].zone.id);
      for (std::size_t b = 0; b < seen[i].cells.size(); ++b)
        notes_.add_cells(seen[i].cells[b], bands_[stack.first + b].raster, rows[i].zone.id);
      if (seen[i].adds_up) continue;
      table_.issues.push_back({"zonal.zone_unusable", Severity::error, io::printed_name(options_.zones.path),
                               "", rows[i].zone.id, "the covered cells do not add up to the zone",
                               "mend the feature", std::nullopt});
    }
    any_zone_ = any_zone_ || !seen.empty();
  }

  // Several rasters: what holds for all of them, else partly.
  static void state(ZonalRow& row, const zonal::Zone& zone, bool unreadable, bool gap, bool first) {
    if (row.status == "unusable" || row.status == "unreadable") return;
    const std::string here = unreadable                     ? "unreadable"
                             : zone.window().columns == 0   ? "outside"
                             : zone.reaches_beyond() || gap ? "partly_outside"
                                                            : "ok";
    row.status = first || unreadable || here == row.status ? here : "partly_outside";
  }

  void number(const ZonalStack& stack, std::span<const zonal::ZoneTally> tallies, bool unknown,
              ZonalRow& row) const {
    row.numbers.reserve(table_.columns.size());
    row.by_value.reserve(table_.columns.size());
    for (const auto& column : table_.columns) {
      if (column.of_band < stack.first || column.of_band >= stack.first + stack.bands()) continue;
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
  void tally(std::size_t s, const std::vector<zonal::Zone>& zones, std::vector<zonal::ZoneTally>& tallies,
             std::vector<bool>& unreadable) {
    const ZonalStack& stack = stacks_[s];
    check_extent(stack.path(), stack.grid, zones);
    const auto chunks = zonal::chunks_of(zones, stack.grid, stack.block);
    tbb::enumerable_thread_specific<std::unique_ptr<OpenZonalStack>> open;
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
            const std::int64_t before = mine->not_finite();
            done.parts = work(s, *mine, chunks[i], zones);
            done.not_finite = mine->not_finite() - before;
          } catch (const Error& error) {
            if (error.kind() != ErrorKind::input) throw;
            done.fault = fault_of(error);
          }
          if (done.fault) one_by_one(s, mine.get(), chunks[i], zones, done);
          return done;
        },
        [&](Done&& done) {
          say(progress_, "reading rasters", done.chunk + 1, chunks.size());
          not_finite_ += done.not_finite;
          if (done.fault) {
            for (const auto zone : done.unreadable) unreadable[zone] = true;
            table_.issues.push_back(std::move(*done.fault));
          }
          const std::size_t bands = done.parts.bands();
          for (std::size_t i = 0; i < done.parts.tallies.size(); ++i)
            tallies[done.parts.zones[i / bands] * stack.tallies() + i % bands].merge(
                std::move(done.parts.tallies[i]));
        });
  }

  static Issue fault_of(const Error& error) {
    return {"raster.block_unreadable", Severity::error, "", "", "", error.what(), error.hint(), std::nullopt};
  }

  // Something of a chunk cannot be read: each zone is asked for its own cells, so that only those that need the damaged ones are lost.
  void one_by_one(std::size_t s, OpenZonalStack* open, const zonal::Chunk& chunk,
                  const std::vector<zonal::Zone>& zones, Done& done) const {
    for (const std::uint32_t zone : chunk.zones) {
      try {
        if (!open) throw Error(ErrorKind::input, "the raster cannot be opened");
        zonal::ChunkParts parts = work(s, *open, {chunk.window, {zone}}, zones);
        append(done.parts, std::move(parts));
      } catch (const Error& error) {
        if (error.kind() != ErrorKind::input) throw;
        done.unreadable.push_back(zone);
      }
    }
  }

  std::unique_ptr<OpenZonalStack> opened(std::size_t s) const {
    auto out = std::make_unique<OpenZonalStack>(stacks_[s]);
    if (!options_.weights.empty())
      out->weights =
          std::make_unique<RasterTiles>(std::vector<std::string>{options_.weights}, raster_options_);
    out->tally = std::make_unique<zonal::ChunkTally>(plan_, stacks_[s].grid,
                                                     areas_.empty() ? nullptr : areas_[s].get());
    return out;
  }

  static void append(zonal::ChunkParts& to, zonal::ChunkParts&& from) {
    to.zones.insert(to.zones.end(), from.zones.begin(), from.zones.end());
    std::move(from.tallies.begin(), from.tallies.end(), std::back_inserter(to.tallies));
  }

  zonal::ChunkParts work(std::size_t s, OpenZonalStack& open, const zonal::Chunk& chunk,
                         const std::vector<zonal::Zone>& zones) const {
    const ZonalStack& stack = stacks_[s];
    const auto window = zonal::needed(chunk, zones);
    if (window.columns == 0) return {};
    const auto bands = open.read(chunk.window, window);
    zonal::WeightCells weights;
    if (open.weights) {
      weights.grid = weights_grid_;
      weights.window = zonal::window_on(weights_grid_, stack.grid, window);
      if (weights.window.columns > 0) weights.values = values_of(open.weights->read(0, weights.window));
    }
    return (*open.tally)(chunk, zones, window, bands, open.weights ? &weights : nullptr);
  }

  const ZonalOptions& options_;
  const Progress& progress_;
  const TakeZonalRows& take_;
  PairFile zones_;
  io::RasterOptions raster_options_;
  std::vector<ZonalStack> stacks_;
  std::optional<geom::Crs> crs_;
  std::optional<ZonePlane> plane_;
  io::RasterGrid weights_grid_;
  zonal::TallyPlan plan_;
  std::vector<std::unique_ptr<zonal::CellAreas>> areas_;
  std::vector<ZonalColumn> bands_;
  std::vector<std::map<long long, std::string>> band_classes_;
  ZonalTable table_;
  ZonalNotes notes_;
  bool any_zone_ = false;
  std::int64_t not_finite_ = 0;
};

}  // namespace

ZonalTable zonal_statistics(const ZonalOptions& options, const Progress& progress,
                            const TakeZonalRows& take) {
  return Run(options, progress, take).run();
}

}  // namespace zonegate::app
