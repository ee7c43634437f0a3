// SPDX-License-Identifier: Apache-2.0
//
// Reads a layer of a GDAL vector data set from its first to its last feature. No spatial filter and no index
// of the file is ever used: a damaged index hides features without a word. What GDAL complains about while it
// reads a feature is that feature's fault.
#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <mutex>

#include <fmt/format.h>

#include "crs_of.h"
#include "fields.h"
#include "gdal_env.h"
#include "geojson_scan.h"
#include "kml_scan.h"
#include "ogr_open.h"
#include "place.h"
#include "reader.h"
#include "shape.h"
#include "shapefile.h"
#include "xlsx.h"

namespace zonegate::io {
namespace {

std::vector<std::string> open_options(const std::string& driver) {
  if (driver == "ESRI Shapefile") return {"ENCODING="};  // raw bytes; they are decoded here
  if (driver == "GeoJSON") return {"DATE_AS_STRING=YES"};
  if (driver == "GPKG") return {"LIST_ALL_TABLES=NO"};
  if (driver == "FlatGeobuf") return {"VERIFY_BUFFERS=YES"};
  if (driver == "PostgreSQL") return database_options();
  return {};
}

// SQLite keeps unfinished work beside the file; without it the file is not what its owner sees.
void refuse_unfinished(const std::string& path) {
  for (const char* const suffix : {"-wal", "-journal"}) {
    std::error_code error;
    const auto size = std::filesystem::file_size(path + suffix, error);
    if (!error && size > 0) {
      throw Error(ErrorKind::input,
                  fmt::format("{}: another program has unfinished changes in {}{}", path, path, suffix),
                  "close the program that edits it, or export a copy");
    }
  }
}

// SQLite marks files that are written through a journal of their own (bytes 18 and 19 of the header are 2), and takes the mark away where a program like QGIS lets go of them. Beside a copy that
// was taken before, the journal may be missing, and rows with it. Asked before the file is opened: SQLite makes a new journal.
void doubt_journal(const std::string& path, IssueLog& log) {
  constexpr std::size_t kMark = 18;
  std::ifstream file(path, std::ios::binary);
  std::array<char, kMark + 2> head{};
  if (!file.read(head.data(), head.size()) || head[kMark] != 2) return;
  std::error_code error;
  if (std::filesystem::exists(path + "-wal", error)) return;
  log.add("source.journal_missing", Severity::warning,
          "the file is marked as written through a journal (-wal) that is not beside it: changes may be "
          "missing",
          "close the program that had it open, and copy or export it again");
}

}  // namespace

DatasetPtr open_or_throw(const std::string& path, const Format& format, IssueLog& log) {
  if (std::string(format.driver) == "GPKG") {
    refuse_unfinished(path);
    doubt_journal(path, log);
  }
  ErrorTrap trap;
  DatasetPtr dataset = open_dataset(path, format, open_options(format.driver));
  if (!dataset) {
    const std::string driver = format.driver;
    const std::string relative = driver == "GeoJSON" ? json_relative(path) : std::string();
    throw Error(ErrorKind::input,
                fmt::format("{}: cannot be read as {}: {}", path, driver, trap.first_failure()),
                !relative.empty()            ? relative
                : driver == "ESRI Shapefile" ? ".shp, .shx and .dbf must lie side by side and be whole"
                : driver == "OpenFileGDB"    ? "the folder must be whole; else export the layer as .gpkg"
                : driver == "PostgreSQL"     ? "check host, database, user and password"
                                         : "the extension must name the real format; export the file again");
  }
  log.add(trap);
  return dataset;
}

namespace {

// GDAL asks the network for a crs that is a link, so what it would do is settled before it sees the file.
GeoJsonScan checked_geojson(const std::string& path) {
  GeoJsonScan scan = scan_geojson(path, read_file(path));
  if (!scan.crs.empty()) geojson_crs(path, scan.crs);
  if (!scan.inner_crs.empty() && scan.inner_crs != scan.crs)
    throw Error(ErrorKind::input,
                fmt::format("{}: a feature or geometry in it has a crs member of its own: {}", path,
                            scan.inner_crs.substr(0, 100)),
                "state one reference system for the whole file, at its top");
  return scan;
}

class OgrReader final : public Reader {
 public:
  OgrReader(const std::string& path, const Format& format, const VectorOptions& options)
      : Reader(path), decoder_(*Decoder::of("UTF-8")) {
    driver = format.driver;
    encoding = "UTF-8 (the format says so)";
    if (driver == "GeoJSON") scan_ = checked_geojson(path);
    dataset_ = open_or_throw(path, format, log);
    layer_ = choose_layer(path, *dataset_, options.sublayer);
    const ErrorTrap trap;
    prepare_format(path, options);
    has_geometry = driver == "ESRI Shapefile" || driver == "GeoJSON" || layer_->GetGeomType() != wkbNone;
    const OGRSpatialReference* stated = layer_->GetSpatialRef();
    if (has_geometry) find_crs(path, stated, options);
    tolerance = millimetre(crs, stated);
    plan_ = FieldPlan(*layer_->GetLayerDefn(), decoder_, driver == "ESRI Shapefile", log);
    field_names = plan_.names();
    if (options.spoken) plan_.speak(*layer_->GetLayerDefn(), *dataset_);
    compile(options.where);
    layer_->ResetReading();
    log.add(trap);
  }

  bool read(SourceFeature& out) override {
    const ErrorTrap trap;
    RawRow row;
    if (!take(row, trap)) return false;
    if (skipped) return true;
    out.fid = fmt::format("{}", row.feature->GetFID());
    plan_.read(*row.feature, decoder_, out);
    if (has_geometry) read_shape(row.feature->GetGeometryRef(), out);
    keep(trap, out);
    return true;
  }

  // The text of a GeoJSON or KML file was counted: its geometries are compared with that, row by row.
  bool in_two_steps() const override { return has_geometry && driver != "GeoJSON" && driver != "LIBKML"; }

  bool fetch(RawRow& out) override {
    const ErrorTrap trap;
    if (!take(out, trap)) return false;
    if (trap.failed()) out.fault = trap.first_failure();
    log.add_warnings(trap, fmt::format("{}", row_));
    return true;
  }

  Value value(const RawRow& row, std::size_t field, std::string& fault) const override {
    const std::lock_guard lock(decoding_);
    return plan_.read_one(*row.feature, field, decoder_, fault);
  }

 private:
  DatasetPtr dataset_;
  OGRLayer* layer_ = nullptr;
  Decoder decoder_;
  mutable std::mutex decoding_;  // the decoder keeps a state
  FieldPlan plan_;
  std::size_t row_ = 0;
  bool by_position_ = false;  // the text of a GeoJSON or KML file was counted
  std::vector<std::uint32_t> positions_;
  GeoJsonScan scan_;
  OGRFeatureQuery query_;
  bool filtered_ = false;

  bool take(RawRow& out, const ErrorTrap& trap) {
    out.feature.reset(layer_->GetNextFeature());
    if (!out.feature) {
      if (trap.failed()) {
        log.add("source.read_error", Severity::error,
                fmt::format("reading stopped before the end: {}", trap.first_failure()),
                "the file is damaged: get it again");
      }
      log.add_warnings(trap, "");
      return false;
    }
    ++row_;
    // The filter looks at each feature here, not in the driver: what it leaves out has been read and counted too.
    skipped = filtered_ && query_.Evaluate(out.feature.get()) == 0 && !trap.failed();
    return true;
  }

  void compile(const std::string& where) {
    if (where.empty()) return;
    const ErrorTrap trap;
    if (query_.Compile(layer_, where.c_str()) != OGRERR_NONE) {
      throw Error(ErrorKind::usage,
                  fmt::format("{}: the condition \"{}\" cannot be understood: {}", log.file(), where,
                              trap.first_failure()),
                  fmt::format("write it as an SQL WHERE over its fields: {}", fmt::join(field_names, ", ")));
    }
    filtered_ = true;
  }

  void find_crs(const std::string& path, const OGRSpatialReference* stated, const VectorOptions& options) {
    const std::string first =
        driver == "ESRI Shapefile" ? "add a .prj named as the .shp, letter for letter" : kStoreCrs;
    if (driver == "GeoJSON" && scan_.crs.empty() && !options.crs.empty())
      stated = nullptr;  // lon/lat is the format's default, not a statement of this file
    const auto own = scan_.crs.empty() ? crs_of(path, stated) : geojson_crs(path, scan_.crs);
    check_stated_system(path, *dataset_, *layer_, driver, own);
    crs = chosen_crs(path, own, options.crs, options.crs_optional, first + kSayCrs);
  }

  // A failure while a feature is read is its fault. GeoJSON is parsed ahead, so that a failure may belong to
  // any feature: there the counted positions find the feature, and the failure stays with the file.
  void keep(const ErrorTrap& trap, SourceFeature& out) {
    if (driver == "GeoJSON") return log.add(trap);
    if (trap.failed()) add_fault(out, trap.first_failure());
    log.add_warnings(trap, fmt::format("{}", row_));
  }

  void prepare_format(const std::string& path, const VectorOptions& options) {
    if (driver == "ESRI Shapefile") {
      Encoding found = shapefile_encoding(path, options.encoding, log);
      decoder_ = std::move(found.decoder);
      encoding = found.description;
      independent_count = shapefile_records(path, log);
    } else if (driver == "GeoJSON") {
      prepare_geojson();
    } else if (driver == "GPKG") {
      independent_count = count_by_sql(*dataset_, layer_->GetName(), log);
      if (independent_count) compare_with_stored_count(*dataset_, layer_->GetName(), *independent_count, log);
      doubt_view(*dataset_, layer_->GetName(), log);
      doubt_unlisted_tables(*dataset_, log);
      compare_blob_systems(*dataset_, *layer_, log);
    } else if (driver == "PostgreSQL") {
      independent_count = count_by_sql(*dataset_, layer_->GetName(), log);
      doubt_database_view(*dataset_, layer_->GetName(), log);
      doubt_database_geometries(*dataset_, *layer_, log);
    } else {
      const GIntBig stated = layer_->GetFeatureCount(FALSE);  // of the header
      if (stated >= 0) independent_count = stated;
      if (driver == "LIBKML") prepare_kml(path);
    }
  }

  // The text's features stand in the order of the layers.
  void prepare_kml(const std::string& path) {
    const auto stated = scan_kml(path).positions;
    std::size_t before = 0, all = 0;
    bool found = false;
    for (OGRLayer* layer : dataset_->GetLayers()) {
      found = found || layer == layer_;
      const auto count = static_cast<std::size_t>(std::max<GIntBig>(0, layer->GetFeatureCount(TRUE)));
      if (!found) before += count;
      all += count;
    }
    by_position_ = all == stated.size();
    if (by_position_) {
      positions_.assign(stated.begin() + static_cast<std::ptrdiff_t>(before), stated.end());
      return;
    }
    log.add("source.count_mismatch", Severity::error,
            fmt::format("{} features can be read, the text states {}", all, stated.size()),
            "its features must stand in Document or Folder: export it again");
  }

  void prepare_geojson() {
    if (!scan_.fault.empty()) {
      log.add("source.damaged", Severity::error,
              fmt::format("the text is not well-formed GeoJSON: {}", scan_.fault), "export the file again");
      return;
    }
    independent_count = scan_.members;
    if (!scan_.part.empty())
      log.add("source.count_mismatch", Severity::error,
              fmt::format("the file is a part of a longer answer of its service: {}", scan_.part),
              "ask the service for all pages, or for more features at once, and give the whole");
    positions_ = std::move(scan_.positions);
    if (scan_.nul_outside) tell_nul("outside of its features");
    // Members that are no objects are left out by the reader; the others come in order.
    by_position_ = static_cast<std::int64_t>(positions_.size()) == layer_->GetFeatureCount(TRUE);
    if (!by_position_ && std::find(scan_.nul.begin(), scan_.nul.end(), true) != scan_.nul.end())
      tell_nul("in one of its features");
    const auto other = std::find_if(scan_.beside.begin(), scan_.beside.end(),
                                    [](const std::string& member) { return !member.empty(); });
    if (!by_position_ && other != scan_.beside.end())
      log.add("source.damaged", Severity::error, beside_text(*other),
              "give it as a feature of its own, or take it out");
  }

  static std::string beside_text(const std::string& member) {
    return fmt::format("the member \"{}\" of a feature holds another geometry, which is not read", member);
  }

  void tell_nul(const char* where) {
    log.add("source.damaged", Severity::error,
            fmt::format("a text {} holds a NUL character, where reading it stops", where),
            "take the character out, or export the file again");
  }

  void read_shape(const OGRGeometry* geometry, SourceFeature& out) {
    ShapeResult read = to_shape(geometry, tolerance);
    if (!read.fault.empty()) {
      add_fault(out, read.fault);
    } else if (by_position_ && row_ <= positions_.size() &&
               differs(stated_vertices(geometry), positions_[row_ - 1])) {
      add_fault(out, fmt::format("its text states {} positions, {} could be read", positions_[row_ - 1],
                                 stated_vertices(geometry)));
    }
    if (by_position_ && row_ <= scan_.nul.size() && scan_.nul[row_ - 1])
      add_fault(out, "a text of it holds a NUL character, where reading it stops: take it out");
    if (by_position_ && row_ <= scan_.beside.size() && !scan_.beside[row_ - 1].empty())
      add_fault(out,
                beside_text(scan_.beside[row_ - 1]) + ": give it as a feature of its own, or take it out");
    out.shape = std::move(read.shape);
  }

  // A picture of KML lies on a box that states no position.
  bool differs(std::size_t read, std::size_t stated) const {
    return driver == "LIBKML" ? read < stated : read != stated;
  }
};

}  // namespace

std::unique_ptr<Reader> open_ogr(const std::string& path, const VectorOptions& options) {
  return std::make_unique<OgrReader>(path, require_format(path, false), options);
}

std::vector<std::string> list_sublayers(const std::string& path) {
  const watch::Reading reading(mark_file(path));
  return sublayers_in(path);
}

std::vector<std::string> sublayers_in(const std::string& path) {
  const Format* format = format_of(path);
  if (format && format->driver == std::string("ZIP")) return sublayers_of_archive(path);
  if (format && format->extension == std::string(".kmz")) return sublayers_of_kmz(path);
  const Place place = locate(path, "");
  const std::string driver = place.format->driver;
  if (driver == "CSV") return {std::filesystem::path(place.file).stem().string()};
  if (driver == "DXF") return {"entities"};
  return place.in_words([&]() -> std::vector<std::string> {
    if (driver == "XLSX") return xlsx_sheets(XlsxPackage(place.file));
    if (driver == "GeoJSON") checked_geojson(place.file);
    IssueLog log(place.file);
    const DatasetPtr dataset = open_or_throw(place.file, *place.format, log);
    return whole_tables(*dataset, sublayers_of(*dataset));
  });
}

}  // namespace zonegate::io
