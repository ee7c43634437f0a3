// SPDX-License-Identifier: Apache-2.0
//
// catalog: what lies on the table. Projects read from any files, layers by manifest, and in which counties a project lies.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "config/config.h"
#include "core/core.h"
#include "geom/geom.h"
#include "schema/schema.h"

namespace zonegate::io {
class VectorSource;
struct SourceFeature;
struct VectorOptions;
}  // namespace zonegate::io

namespace zonegate::catalog {

// ----------------------------------------------------------------------------------------------------- layers
enum class Disclosure { full, area, yes_no };

struct Layer {  // one data set, by its manifest
  std::string id, kind;
  Text title;
  std::string source, publisher, document, licence, version;
  std::string manifest;  // path of the manifest
  std::string file;      // path of the data, resolved
  std::string sublayer, crs, encoding;
  std::size_t header_row = 0;                // of a workbook: where its header stands; 0: found by its names
  std::optional<Date> valid_from, valid_to;  // [from, to)
  // Declared coverage in lon/lat (CGCS2000); empty: not covered anywhere.
  geom::Shape coverage;
  double coverage_accuracy_m = 0;
  double accuracy_m = 5;
  bool accuracy_stated = false;
  bool statutory = true;  // boundary: statutory | derived
  Disclosure disclosure = Disclosure::full;
  std::map<std::string, std::string> fields;                // canonical -> source
  std::map<std::string, std::vector<std::string>> missing;  // canonical -> values that mean "missing"
  std::string sha256;                                       // as the manifest states it, may be empty
  std::optional<std::size_t> feature_count;                 // likewise: how many its publisher counted
  std::string densities;  // landcover: density table beside it, resolved; may be empty
  std::string legend;
  std::string
      unit;  // of a raster's values, if they can have several: slope degree, percent, or "" (not stated: degree)
  std::string coverage_file;  // resolved; empty: the manifest says it itself
  std::string fault;          // the coverage file could not be read: nothing is covered, and this says why
  bool demo = false;          // title or source says 演示数据
  // Ids of data sets of its kind of which one has to be in force beside it: it holds a part of the kind only (outer belts), and without them proves nothing absent.
  std::vector<std::string> supplements = {};
};
// Names that other people give to the canonical fields of a kind (layers/<kind>.yaml): kind -> canonical -> source names.
using FieldNames = std::map<std::string, std::vector<std::string>>;  // canonical -> source names
using Aliases = std::map<std::string, FieldNames>;
// Those of one layers/<kind>.yaml.
FieldNames read_field_names(const std::string& path, config::Mistakes& mistakes);
struct LayerSet {
  std::vector<Layer> layers;  // sorted by kind, id
  Aliases aliases;
  std::vector<std::string> files;                  // manifests read
  std::map<std::string, std::string> alias_files;  // kind -> layers/<kind>.yaml
  const Layer* find(std::string_view id) const;
};
// Reads DIR/*.yaml (manifests). Mistakes in a manifest are mistakes of the run (exit 2); a missing or unreadable *data* file is not: it
// becomes not_examined when the layer is streamed. kinds_folder: where layers/<kind>.yaml lie; empty = no aliases.
LayerSet load_layers(const std::string& folder, const std::string& kinds_folder, config::Mistakes& mistakes);

// The declared coverage in the plane, area-valid; without one, or where it cannot be used, a figure without area and perhaps a fault.
struct PlacedCoverage {
  geom::Figure figure;
  std::string fault;
};
PlacedCoverage place_coverage(const Layer& layer, const geom::Plane& plane);

// Does it hold on that day? From valid_from on, until the day before valid_to; a side that is not stated is open.
enum class Validity { in_force, expired, not_yet_valid };
Validity validity(const Layer& layer, Date day);

// Which data sets of a kind answer for a day; and why there is none, or why they are not all: one has expired, and none of the kind begins when it ended or later. What
// held beside it may be other ground (an outer belt, another county), so that they can show what they hold, but not that something is absent. Likewise what supplements
// another data set, where that one is not in force.
struct Choice {
  std::vector<const Layer*> layers;
  std::string reason_code;  // "", missing, expired, not_yet_valid
  std::string reason;       // names the nearest version, or the one that nothing follows
};
Choice choose(const LayerSet& set, std::string_view kind, Date as_of);

// Canonical fields of one feature: source names mapped, aliases of layers/<kind>.yaml and canonical names accepted, declared missing
// values -> Unknown (or "" where empty means none), numbers and booleans typed, class words mapped.
class FieldReader {
 public:
  // Error (input) naming the file, the column and the columns there are, if the manifest maps a field to a column that does not exist.
  FieldReader(const Layer& layer, const Aliases& aliases, const std::vector<std::string>& columns);
  // unreadable: takes a line for each cell that says something which its field cannot have, "industries 'C11-C15'".
  Attributes read(const Attributes& source, std::vector<std::string>* unreadable = nullptr) const;
  // The column of a canonical field; empty: the file has none.
  std::string column(std::string_view field) const;

 private:
  struct Entry {
    std::string canonical, column;
    schema::Type type;
    bool empty_means_none;
    std::vector<std::string> missing;
  };
  std::vector<Entry> entries_;
  const schema::KindSpec* kind_ = nullptr;
};

// A table whose rows hold for a region and from day to day (region_ban, region_class, capacity_swap).
bool is_region_table(const schema::KindSpec& kind);

// ------------------------------------------------------------------------------------------- reading a layer
struct FeatureRow {
  std::int64_t number = 0;
  std::string feature_id;
  Attributes fields;                           // canonical
  std::shared_ptr<const geom::Figure> figure;  // null: a table row, or unusable (then `fault` says why)
  std::string fault;  // why it cannot be used; such a row is handed out only where it is known where it lies
  std::string
      doubt;  // why a figure may not be the ground that was meant, or not all of it; empty: it is. Of a row with a fault too
  geom::Box doubt_box;  // where, in the plane
};
// Of a feature that can be used: what of it cannot (lines or points beside polygons of a kind of areas; a polygon of more than 1 m that has no area). Empty: nothing.
struct LostPart {
  std::string why;
  geom::Box box;
};
LostPart lost_part(const std::string& kind, const geom::Shape& plane_shape);
// How the file of a data set is opened, by its manifest and, for the header of a workbook, by the names that its columns may have. Whoever reads a layer opens it so.
io::VectorOptions reading_options(const Layer& layer, const Aliases& aliases);
// Is the file the one that its manifest describes? Empty: it is, or the manifest states no sha256. Else why such a data set cannot show that something is absent: version,
// coverage and dates of the manifest are those of another file (docs/decisions/0043). Reads the file whole.
std::string differs_from_manifest(const Layer& layer);
// The same of the number of its features, once all were read.
std::string count_differs(const Layer& layer, std::size_t rows);
// Words in a layer's file: names of its system, metadata, titles, columns and cells. Of datum, zone or local grid they are held against the system that it is read in.
class LayerWords {
 public:
  // The layer outlives this.
  LayerWords(const Layer& layer, const Aliases& aliases, const io::VectorSource& source);
  ~LayerWords();
  LayerWords(const LayerWords&) = delete;
  LayerWords& operator=(const LayerWords&) = delete;
  // The first contradiction (layer.system_contradicted: an error, or a warning where the manifest states the system), once; else null. Every feature is to be heard.
  const Issue* hear(const io::SourceFeature& feature);
  // Texts in which the data set says of itself that it is not whole (仅含一期, 其余未收集, 暂缺), each once, the first few: in its metadata and its columns of remarks (what its manifest says stands beside the coverage that it declares). Whether its coverage is right
  // a person must judge. Where its places are withheld only where such a text stands.
  const std::vector<std::string>& gaps() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// The text of a table's row that is nothing but a note (注：…, 数据来源：…); empty: it is none. A note that names a unit, or says that the table lacks something (尚缺, 未包含), bears on
// what the table says: it is none either.
std::string note_of_row(const Attributes& row);

// What reading a data set from its first to its last feature brought. Everything is counted; nothing is thrown for data.
struct LayerReport {
  std::size_t rows = 0, unusable = 0, repaired = 0;
  bool readable = true;  // false: could not be opened, or not read to its end
  // false: a feature was lost that may lie anywhere; the data set cannot prove that something is absent
  bool trusted = true;
  std::string reason;  // why not readable or not trusted, for people
  std::vector<Issue> issues;
  double datum_accuracy_m = 0;  // of the step from its datum to CGCS2000
  geom::Box extent;  // of all usable features, in the plane: nowhere near the declared coverage = a wrong CRS
};
// Reads every feature, takes it into the plane, repairs area-invalid polygons (Issue geometry.repaired), and hands it to `row` in order.
// wanted(box): whether a feature whose plane box this is will be used; of others it is only looked whether they may lie elsewhere in truth. A feature that cannot be used
// and whose place is known is handed out too, with its fault and its box as doubt_box; so what a data set shows at a place does not depend on what else is wanted.
LayerReport read_layer(const Layer& layer, const Aliases& aliases, const geom::Plane& plane,
                       const std::function<bool(const geom::Box&)>& wanted,
                       const std::function<void(FeatureRow&&)>& row);

// --------------------------------------------------------------------------------------------------- projects
struct Part {
  std::string part_id;
  schema::Role role = schema::Role::permanent;
  std::shared_ptr<const geom::Figure>
      figure;         // in the working plane, valid, snapped; sized points and lines are polygons already
  bool sized = true;  // false: bare point, or line without width
  // The lines that width_m made ground, as they were given; null: none. How long they cross what their ground meets no outline tells.
  std::shared_ptr<const geom::Figure> line = {};
  std::optional<int> start_year = {}, end_year = {};  // as stated
};
// A control unit (ZH...) or element zone (YS...) that the official zoning system names for a project: in the attribute unit_codes or the table of units.
struct OfficialUnit {
  std::string code, name;
  std::string unit_class;  // 1, 2, 3; "?": its sources contradict each other
  std::string list;        // list types, joined by ";"
  std::string city, county;
  std::string source;   // "units.xlsx[清单]:7", "unit_codes"
  bool certain = true;  // false: another statement does not name it
};
// A corner of a part as its file has it: what is needed to ask whether another reading of the numbers would fit better.
struct Probe {
  geom::Point source;
  std::string crs;  // as it was read, "EPSG:4543"
};
enum class Status { ok, partial, failed };  // partial: some part could not be used; failed: none could

inline constexpr std::size_t kProbes = 64;

struct Project {
  std::string project_id, name, file;
  Status status = Status::ok;
  std::string status_reason;
  Date as_of;
  Attributes attributes;  // known ones only
  std::vector<Part> parts;
  double accuracy_m = 5;             // stated, or this
  double datum_accuracy_m = 0;       // of the step from its files' datum to CGCS2000, the worst of them
  std::vector<std::string> regions;  // county, city and province codes, sorted; empty: unknown
  bool regions_open =
      false;  // there may be further ones: part of it lies in no known county, or the admin layer lost a feature
  bool regions_stated =
      false;  // regions are those of its official units: no county of the admin layer holds it
  // Further counties (with their cities and provinces) that it may lie in: their border is nearer than both accuracies. Sorted, none of `regions`.
  std::vector<std::string> regions_near;
  // Of what the files hold: geometry of all rows in their own coordinates, roles and sizes. The same for any order of rows and rings.
  std::string footprint_sha256;
  std::vector<OfficialUnit> units;  // in order of code
  std::string units_fault;  // some of what the official system says cannot be read: there may be a unit more
  std::vector<Probe> probes;  // spread over its parts, at most kProbes
  std::vector<Issue> issues;
};
struct ProjectSet {
  std::vector<Project> projects;   // in order of first appearance
  std::size_t rows_in = 0;         // features read
  std::vector<std::string> files;  // read, also those without a project
  std::size_t empty_files = 0;     // of them: without any feature
  std::vector<Issue> issues;       // of files
};
struct ProjectOptions {
  Date as_of;
  std::string crs;         // --crs
  std::string sublayer;    // of files with several layers, a sheet of a workbook; empty: the only one
  std::string attributes;  // a table (.csv, .xlsx, .gpkg) of further attributes, by project_id
  std::string units;       // a table of the control units that the official system names, by project_id
  bool swap_xy = false;    // --swap-xy: the first coordinate of the files is north
  std::string from;        // --from: gcj02, bd09; empty: as the files say
  std::string helmert;     // --helmert: a file of parameters from an old or local system to CGCS2000
  std::string encoding;    // --encoding: of shapefiles and texts; empty: as they say
};
// Reads all files: vector files (io.h; every layer of .kml, .kmz and .gpx), boundary-point texts (.txt) and tables of corner coordinates (.csv, .xlsx) as survey.h
// says; a folder stands for such files in it, sorted. With a table of units, or a column unit_codes, projects may stand in a table without
// geometry, or (no path given) in the table of units alone: they are partial, since only their lists can be compared.
// Error (input) if no file can be opened, or is known to have a CRS; of several, one that cannot becomes a failed project called after it (`project.file_unreadable`).
// Everything else becomes a row with a status. The table of attributes has either a column for each attribute, or the columns attribute and value (a filled-in
// form of questions); what it says and a project's file deny is unknown, and rows of no project are named. A part that cannot be used makes its project partial or failed, never absent.
ProjectSet read_projects(const std::vector<std::string>& paths, const geom::Plane& plane,
                         const ProjectOptions& options);

// What is understood of one project file, without any layer: `zonegate inspect`.
struct Inspection {
  struct Column {
    std::string name, attribute;  // attribute: "" = none of ours
  };
  struct Feature {
    std::int64_t number = 0;
    std::string fid;  // of the file: the line of a text
    std::string project_id, part_id, name, role;
    std::string geometry;  // "polygon, 2 parts, 1 hole"; "point"; empty: unusable
    std::size_t vertices = 0;
    std::string crs, crs_reason;     // "EPSG:4522", "header: ..."
    std::optional<double> area_m2;   // on the ellipsoid; of what has an area
    std::optional<geom::Box> place;  // lon/lat, CGCS2000
    std::string fault;
    std::vector<Issue> issues;
  };
  std::string form;  // "ESRI Shapefile", "boundary text", "coordinate table", "table without geometry"
  std::string encoding, sheet;
  std::vector<std::string> layers;                          // of the file
  std::vector<std::pair<std::string, std::string>> header;  // of a boundary text
  std::vector<Column> columns;
  std::vector<Feature> features;
  std::vector<Issue> issues;  // of the file
};
// Error (input) for what read_projects would refuse.
Inspection inspect_projects(const std::string& file, const geom::Plane& plane, const ProjectOptions& options);

// Finds the counties of each project from the `admin` layer; adds their city and province prefixes. Projects outside every county keep
// no region (rules of every region then bind: an unknown place must not lose a law) and get an Issue. What lies nearer to a border than it is known
// (the accuracies of both sides, docs/decisions/0034) may lie in the next county too.
void locate(ProjectSet& set, const LayerSet& layers, const geom::Plane& plane);

// The datum guard, after locate (docs/datum.md, decision 0038): does the place fit what the project says of it? Evidence: the counties of its official units and of its
// attribute `county_code`, the county in a parcel's id, the polygons of its units, and whether any county holds it. Where it fits, nothing is said and nothing is read. Else
// `datum.contradicted` (error; the project becomes partial and cannot pass) or `datum.doubtful` (warning), with the readings of its probes that fit better, counted in corners.
// It converts nothing. Probes must be in the system that they name, after any conversion. A project without probes, and a local plane, are left alone.
void examine_datum(ProjectSet& set, const LayerSet& layers, const geom::Plane& plane);

}  // namespace zonegate::catalog
