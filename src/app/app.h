// SPDX-License-Identifier: Apache-2.0
//
// app: wires the stages. The faces (command line, later a server and Python) call these functions; nothing here prints, reads a clock
// or depends on the current directory.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "advice/advice.h"
#include "catalog/catalog.h"
#include "core/core.h"
#include "overlay/overlay.h"
#include "report/report.h"
#include "review/review.h"
#include "rules/rules.h"
#include "verdict/verdict.h"
#include "zonal/zonal.h"

namespace zonegate::app {

// Called as work goes on, from any thread: stage ("reading layers"; empty: may the work go on? it throws, if not), done, total (0: not known).
using Progress = std::function<void(std::string_view stage, std::size_t done, std::size_t total)>;

struct ScreenOptions {
  std::vector<std::string> projects;  // files or folders; empty: those of the table of units
  std::string layers;                 // folder of manifests
  std::string kinds;                  // folder of layers/<kind>.yaml; empty = none
  std::string rules;                  // folder of rules
  // Of that folder, loaded before and free of defects, for who screens often in one process (reading the law of a country takes longer than one project does); null: it is read.
  std::shared_ptr<const zonegate::rules::RuleBook> book = nullptr;
  std::string overrides;  // table of reviewers' decisions; empty = none
  std::string meanings;  // documents/issues.yaml of the program; empty = none, pages then show messages alone
  std::map<std::string, std::string> places = {};  // names of cities and counties by code, for pages
  std::string rates;                 // table of rates of the forest restoration fee; empty = none
  Date as_of;                        // the law of that day, for projects that do not say their own
  std::string area = "ellipsoidal";  // or "planar:EPSG:4543"
  catalog::ProjectOptions
      reading;  // how the project files are read, and the tables beside them; as_of is the one above
  std::string scenario, factors;  // of carbon (YAML), a folder of own factor rows; empty: none
  bool relief = true;             // also what to give up for conflicts of place
  int jobs = 0;                   // threads; 0 = all; never changes a byte
  std::size_t block = 20000;      // projects per pass over the layers
  std::string version;            // of the program, for run.json
};

// Results of some projects, in the order of the projects.
struct Results {
  std::vector<report::ProjectResult> projects;
  std::vector<overlay::Evidence> evidence;
};
// Where the results of a run go, some at a time. The run lets them go afterwards: what a sink does not keep is gone.
class ResultSink {
 public:
  virtual ~ResultSink() = default;
  // Once, before the first results: run.layers, run.rules and run.info are there (of info no counts and no inputs yet).
  virtual void begin(const report::Run&) {}
  // Which of these projects, the next ones, need a map? Asked when they are judged, before anything is drawn.
  virtual std::vector<bool> maps(std::span<const report::ProjectResult> judged) {
    return std::vector<bool>(judged.size(), true);
  }
  virtual void take(Results&& results, const overlay::ParallelFor& parallel) = 0;
};

struct Selection {  // in force on one day in one place
  std::vector<const rules::Rule*> rules;
  std::vector<const rules::Checklist*> checklists;
};
// What a run owns; results point into it, so it is neither copied nor moved.
struct Screening {
  catalog::ProjectSet projects;
  catalog::LayerSet layers;
  rules::RuleBook book;
  advice::Meanings meanings;
  std::map<std::string, std::string> places;
  std::vector<Selection> selections;        // of one day and place each
  std::vector<std::uint32_t> selection_of;  // by project
  facts::Plan plan;
  std::map<std::string, std::vector<verdict::Override>> overrides;  // by project id
  std::vector<rules::Rate> rates;                                   // of --rates
  std::shared_ptr<const carbon::ScenarioFile> scenario;             // of --scenario
  std::map<Outcome, std::size_t> worst;                             // how many projects may be how strict
  std::vector<overlay::Evidence> evidence;                          // of a run that is kept as a whole
  report::Run run;  // its projects: of a run that is kept as a whole; else empty
  const std::vector<const rules::Rule*>& rules_for(std::size_t project) const {
    return selections[selection_of[project]].rules;
  }
  const std::vector<const rules::Checklist*>& checklists_for(std::size_t project) const {
    return selections[selection_of[project]].checklists;
  }
  Screening() = default;
  Screening(const Screening&) = delete;
  Screening& operator=(const Screening&) = delete;
};
// The whole route. Results go to `sink` as they are made and are then let go. Error for what the run cannot go on with (rule or manifest mistakes, all listed; no
// readable project file; a decision about no finding, which is known only at the end): what the sink has taken so far must then not be shown. Everything else is
// in the results. The same inputs give the same bytes for any number of threads and any size of the blocks. Memory: the projects, what the layers hold near one
// block, and some dozen results.
std::unique_ptr<Screening> screen(const ScreenOptions& options, ResultSink& sink,
                                  const Progress& progress = {});
// The same with all results kept in Screening::run and ::evidence: for small runs.
std::unique_ptr<Screening> screen(const ScreenOptions& options, const Progress& progress = {});

// Every mistake of the tables that come with rules (rules_folder/tables; none there: no mistake), with file and line: manifests, files that no manifest names,
// columns, cells that their reader could not use (codes, dates, numbers, words), rows that end before they begin, and two rows that hold for one key on one day.
// `screen` refuses rules with any of these. kinds_folder: where names of columns stand (layers/<kind>.yaml); empty: only the canonical ones.
config::Mistakes check_tables(const std::string& rules_folder, const std::string& kinds_folder);

struct WriteOptions {
  std::string folder;
  bool overwrite = false;  // only a folder that is a run (holds run.json) is ever replaced
  Lang lang = Lang::zh;
  std::string log;  // text of run.log: times, host, threads; whatever may differ between equal runs
};
// Before hours of work: Error (usage) if the folder would be refused.
void check_run_folder(const WriteOptions& options);
// Writes a run folder as results come, whole or not at all: into a temporary folder beside it, renamed by finish(). Without finish() nothing stays.
// Error (usage) if the folder exists, (internal) if the disk refuses.
class RunFolder : public ResultSink {
 public:
  explicit RunFolder(const WriteOptions& options);
  ~RunFolder() override;
  void begin(const report::Run& run) override;
  std::vector<bool> maps(std::span<const report::ProjectResult> judged) override;
  void take(Results&& results, const overlay::ParallelFor& parallel) override;
  void add(const std::vector<report::ProjectResult>& results, const std::vector<overlay::Evidence>& evidence,
           const overlay::ParallelFor& parallel);
  void finish(const report::Run& run, const std::string& log);

 private:
  WriteOptions options_;
  struct Impl;
  std::unique_ptr<Impl> impl_;
};
// Names of all files that a run folder may hold.
std::span<const std::string_view> run_file_names();
// What run.json records of evidence.gpkg and maps.gpkg: io::tables_sha256 of the tables that they may have.
std::string package_sha256(const std::string& path);
// A run that is kept as a whole.
void write_run(const Screening& screening, const WriteOptions& options);

// Does the run reach this level? Tests worst_possible.
bool reaches(const Screening& screening, Outcome level);

// ----------------------------------------------------------------------------------------- files against files
// One file of pairs: which layer of it, which features, and the fields to carry along.
struct PairInput {
  std::string path, sublayer, where;
  std::vector<std::string> fields;
};
struct PairOptions {
  PairInput a;
  std::vector<PairInput> b;
  std::string area = "ellipsoidal";  // "planar", "planar:EPSG:n"
  std::string crs;                   // for files without one
  overlay::PairQuestion question;
  std::string group_by;  // a field of B: unions by its values instead of pairs
  bool nearest =
      false;  // only the nearest feature of each layer, within question.max_distance_m (0: however far)
  // Instead of pairs, at most one of these (and group_by and nearest):
  bool crossings = false;       // pieces of lines in polygons
  bool count = false;           // one row for each feature of A and layer
  std::vector<double> rings_m;  // outer distances of rings around A, rising
  // Of pairs only: the DE-9IM matrix of each, and keep those for which one of the tests holds (no tests: all).
  bool de9im = false;
  std::vector<overlay::MatrixTest> relate;
  bool draw = false;            // intersections, for files of geometry
  int jobs = 0;                 // never changes a byte
  bool prepared = true;         // use prepared copies; never changes a byte
  std::string prepared_folder;  // where they are; empty: beside the files
  // About how much memory A and the rows may take (0: no limit). Beyond it A is taken in blocks, each with a pass over B; never changes a row.
  std::size_t memory_bytes = 0;
};
struct PairRow {
  std::uint32_t a = 0, b = 0;  // into the features of a, and of the layer
  std::uint16_t layer = 0;     // into PairOptions::b
  overlay::PairFact fact;
  std::array<char, 9>
      matrix{};  // DE-9IM; zeros: not asked for, or GEOS has no answer (an issue names both features then)
};
struct PairFeature {
  std::string id;
  double area_m2 = 0;
  std::vector<Value> fields;
};
// What of a feature of A the features of a layer with one value of a field hold together.
struct GroupRow {
  std::uint32_t a = 0;
  std::uint16_t layer = 0;
  enum class Kind : std::uint8_t {
    value,
    unknown,
    outside
  } kind = Kind::value;  // unknown: the field is empty; outside: no feature at all
  std::string value;
  std::size_t features = 0;
  double area_m2 = 0, bound_m2 = 0;
};
// A piece of a line inside a polygon; numbers from 1 along the line, over all its parts.
struct CrossingRow {
  std::uint32_t a = 0, b = 0;
  std::uint16_t layer = 0;
  bool line_in_a = false;
  std::uint32_t number = 0;
  geom::LinePiece piece;    // path: only if drawn
  geom::Point enter, exit;  // lon/lat EPSG:4490; plain numbers in a local plane
};
// What of one layer one feature of A meets (distance 0). features = contained + overlapping + crossing + touching.
struct CountRow {
  std::uint32_t a = 0;
  std::uint16_t layer = 0;
  bool known = false;  // false: it could not be measured; an issue says why
  std::size_t features = 0;
  std::size_t contained = 0;    // overlay::contains
  std::size_t overlapping = 0;  // share area, not contained
  std::size_t crossing = 0;     // a line or point lies inside the other side, not contained
  std::size_t touching = 0;     // touch only
  double gross_m2 = 0;          // sum of what each shares
  double net_m2 = 0;            // of their union
  double length_m = 0;          // crossed lengths, sum
};
// What a feature of B has in one ring around a feature of A; ring 0 is the footprint.
struct RingRow {
  std::uint32_t a = 0, b = 0;
  std::uint16_t layer = 0, ring = 0;
  double ring_m2 = 0;
  overlay::RingMeasure::Share share;
};
struct PairTotals {
  std::size_t read_a = 0;
  std::vector<std::size_t> read_b;
  std::size_t row_count = 0;  // of whichever table was asked for
  std::vector<Issue> issues;  // unusable features are counted and named
  std::string area_basis;
  std::size_t long_ways = 0;  // pairs that the quick measures left open
};
struct PairResult : PairTotals {
  std::vector<CrossingRow>
      crossings;  // instead of rows, with crossings: in order of a, layer, b, side of the line, number
  std::vector<CountRow> counts;  // with count: in order of a, layer; one for each
  std::vector<RingRow> rings;    // with rings_m: in order of a, layer, b, ring
  std::vector<GroupRow>
      groups;  // instead of rows, with group_by: in order of a, layer, value; unknown and outside last
  std::vector<PairRow> rows;       // in order of a, then layer, then b
  std::vector<geom::Shape> drawn;  // lon/lat, parallel to rows; only if asked
  std::vector<PairFeature> a;
  std::vector<std::vector<PairFeature>> b;  // per layer: those that are in some row
  double share_a(const PairRow& row) const;
  double share_b(const PairRow& row) const;
};
// A is held and indexed, each layer of B is read and streamed over it. `take` gets the blocks of A one after the other, in the order of its file; their
// totals are what is returned. Memory: memory_bytes, and a few batches of B; for the nearest as much of a layer of B; for groups what of a layer meets the block.
using TakePairs = std::function<void(PairResult&&)>;
PairTotals overlay_pairs(const PairOptions& options, const Progress& progress, const TakePairs& take);
// The whole at once, whatever memory_bytes says.
PairResult overlay_pairs(PairOptions options, const Progress& progress = {});
// As text, in pieces and in order. header: false for every block but the first.
void pairs_csv(const PairResult& result, const PairOptions& options,
               const std::function<void(std::string_view)>& out, bool header = true);
std::string_view pair_word(overlay::PairFact::Kind kind);
std::string layer_name(const PairOptions& options, std::size_t layer);  // "redline.gpkg", "city.gpkg:redline"
// Names of the carried fields ("a_name", "b_class"), and their values in one row.
std::vector<std::string> carried_names(const PairOptions& options);
std::vector<Value> carried_values(const PairResult& result, const PairOptions& options, const PairRow& row,
                                  const std::vector<std::string>& names);
// The tables that stand instead of pairs (groups, crossings, counts, rings), each with columns of its own.
struct TableColumn {
  std::string name;
  enum class Type { text, number, integer } type = Type::text;
};
bool makes_table(const PairOptions& options);
// with_layer: the name of the layer first, also where there is only one.
std::vector<TableColumn> table_columns(const PairOptions& options, bool with_layer);
using TableRow = std::function<void(const std::vector<Value>& values, const geom::LinePiece* piece)>;
void table_rows(const PairResult& result, const PairOptions& options, bool with_layer, const TableRow& each);
void table_csv(const PairResult& result, const PairOptions& options,
               const std::function<void(std::string_view)>& out, bool header = true);

// .gpkg, .geojson, .fgb: pairs with the drawn intersections (of touching pairs none), or the pieces of crossings as lines. Block by block; nothing stands under
// the final name before finish(), and nothing stays without it.
class PairFileWriter {
 public:
  PairFileWriter(const PairOptions& options, const std::string& path);
  ~PairFileWriter();
  void add(const PairResult& block);
  std::size_t finish();  // how many pairs were left out: .fgb holds no row without geometry

 private:
  void add_pairs(const PairResult& block);
  void add_table(const PairResult& block);
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// ----------------------------------------------------------------------------------------- rasters within polygons
// A band that is calculated from those of the rasters.
struct ZonalFormula {
  std::string name, text;
};
struct ZonalOptions {
  PairInput zones;                   // polygons, lines or points
  std::vector<std::string> rasters;  // each of them; or, with `mosaic`, tiles of one
  bool mosaic = false;
  std::vector<std::vector<std::string>> tiles = {};  // instead of `rasters`: the tiles of each
  // Names of the rasters in formulas (of band 2: NAME_2). With formulas only they are asked, and all rasters have to lie on one grid.
  std::vector<std::string> names;
  std::vector<ZonalFormula> formulas;
  std::optional<io::Resampling> align = {};  // rasters are taken to the grid of the first one
  std::string weights;                       // a raster on a grid of its own, in the same system; empty: none
  std::vector<zonal::StatRequest> stats;
  zonal::PixelRule rule = zonal::PixelRule::coverage;
  zonal::CellWeight weight = zonal::CellWeight::fraction;
  double min_share = 0;
  std::vector<int> bands;            // from 1; empty: all
  std::string area = "ellipsoidal";  // of cells: "planar" too
  std::string crs, raster_crs;       // of files that do not say it
  std::string variable;              // of NetCDF and Zarr
  bool bilinear = false;             // points
  int jobs = 0;                      // never changes a byte
  std::size_t memory_bytes =
      0;  // about how much the zones may take at a time (0: no limit); never changes a row
};
// What one statistic says of one band, in the order of the table.
struct ZonalColumn {
  std::string raster, band;  // band: its name or number; empty where the raster has one
  std::size_t of_band = 0;   // ZonalRow::bands
  zonal::StatRequest stat;
};
struct ZonalRow {
  PairFeature zone;
  // ok; outside: it meets no cell of any raster; partly_outside: part of it lies beyond a raster; unusable: it cannot be taken to the grid; unreadable: a block of a raster that it needs cannot be read, and its
  // numbers are not known (null).
  std::string status = "ok";
  std::vector<double> numbers;                                   // of ZonalTable::columns; NaN: none
  std::vector<std::vector<std::pair<double, double>>> by_value;  // likewise, for statistics of each value
};
struct ZonalTable {
  std::vector<std::string> fields;
  std::vector<ZonalColumn> columns;
  std::vector<std::map<long long, std::string>>
      classes;             // of each column: names of values that the raster gives
  std::string area_basis;  // of cell areas
  std::string edges;       // in which system the zones' edges are straight
  std::vector<std::pair<std::string, std::string>> alignment =
      {};                // of each raster that is not on the grid of the first
  std::size_t read = 0;  // zones of the file
  std::size_t chunks = 0;
  std::vector<Issue> issues;
};
using TakeZonalRows = std::function<void(const ZonalTable& so_far, std::vector<ZonalRow>&&)>;
// Statistics of rasters within zones. Each block of a raster is decoded once for a block of zones. Rows come in the order of the file. The zones are taken to the
// grid of each raster: vertices are transformed, edges are straight in the raster's own system (where that is lon/lat and the zones are not: in the equal-area plane).
ZonalTable zonal_statistics(const ZonalOptions& options, const Progress& progress, const TakeZonalRows& take);
// Names of columns: "mean", with several rasters and bands "slope_band_2_mean". Empty: the value has no name.
std::string column_name(const ZonalTable& table, std::size_t column);
std::string value_name(const ZonalTable& table, std::size_t column, double value);
std::string unique_text(const ZonalRow& row, std::size_t column);
// A carried field; "zone_count" where a column of the table has its name.
std::string field_name(const ZonalTable& table, std::size_t field);
// Names that several values share, or that are numbers, get their value behind them: "林地 (3)".
std::map<long long, std::string> distinct_names(std::map<long long, std::string> classes);
// The whole table, with a column for each value (Error (usage) beyond 2,000); or a row for each value, in pieces.
using TakeText = std::function<void(std::string_view)>;
void zonal_csv(const ZonalTable& table, const std::vector<ZonalRow>& rows, const TakeText& out, int jobs = 1);
// .gpkg, .geojson, .fgb: the wide table with the zones' geometry in longitude and latitude. Opens the zones before anything is measured: Error (input) for plain
// numbers. Nothing stands under the final name before write() is done, and nothing stays without it.
class ZonalFileWriter {
 public:
  ZonalFileWriter(const ZonalOptions& options, const std::string& path);
  ~ZonalFileWriter();
  // All rows of the run. How many were left out: .fgb holds no row without geometry. Error (input): the file of zones has changed meanwhile.
  std::size_t write(const ZonalTable& table, const std::vector<ZonalRow>& rows, const Progress& progress);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};
void zonal_long_csv(const ZonalTable& table, const std::vector<ZonalRow>& rows, const TakeText& out,
                    bool header);

}  // namespace zonegate::app

namespace zonegate::app {
// A cell of CSV: quoted where it must be; text that a spreadsheet would run as a formula gets an apostrophe.
std::string csv_cell(const std::string& text);
}  // namespace zonegate::app

#include "app/carbon_project.h"  // IWYU pragma: export
#include "app/carbon_stock.h"    // IWYU pragma: export
#include "app/raster_maps.h"     // IWYU pragma: export
#include "app/result_folder.h"   // IWYU pragma: export
#include "app/run_ground.h"      // IWYU pragma: export
