// SPDX-License-Identifier: Apache-2.0
//
// Writing by GDAL, so that equal input gives equal bytes: the clock of GeoPackage is replaced by the run's
// time stamp, FlatGeobuf keeps the order of the rows (no index), and GeoJSON numbers have 10 decimals (0.01
// mm on the ground).
#include <cmath>
#include <fstream>
#include <iterator>
#include <limits>

#include <cpl_conv.h>
#include <fmt/format.h>

#include "files.h"
#include "gdal_env.h"
#include "shape.h"
#include "sink.h"

namespace zonegate::io {
namespace {

// GDAL asks the time in several calls; each of them is made under this.
class FixedClock {
 public:
  explicit FixedClock(const std::string& timestamp) {
    CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", timestamp.c_str());
  }
  ~FixedClock() { CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", nullptr); }
  FixedClock(const FixedClock&) = delete;
  FixedClock& operator=(const FixedClock&) = delete;
};

std::string gpkg_time(const std::string& timestamp) {
  if (timestamp.empty()) return "1970-01-01T00:00:00.000Z";
  if (timestamp.size() == 10) return timestamp + "T00:00:00.000Z";
  if (timestamp.size() == 20 && timestamp.back() == 'Z') return timestamp.substr(0, 19) + ".000Z";
  return timestamp;
}

OGRwkbGeometryType type_of(OutLayer::Geometry geometry, bool mixed) {
  switch (geometry) {
    case OutLayer::Geometry::none:
      return wkbNone;
    case OutLayer::Geometry::any:
      return wkbUnknown;
    case OutLayer::Geometry::point:
      return mixed ? wkbUnknown : wkbMultiPoint;
    case OutLayer::Geometry::line:
      return mixed ? wkbUnknown : wkbMultiLineString;
    case OutLayer::Geometry::polygon:
      return mixed ? wkbUnknown : wkbMultiPolygon;
  }
  return wkbUnknown;
}

OGRFieldType type_of(OutField::Type type) {
  switch (type) {
    case OutField::Type::text:
      return OFTString;
    case OutField::Type::number:
      return OFTReal;
    case OutField::Type::integer:
      return OFTInteger64;
  }
  return OFTString;
}

std::vector<const char*> layer_options(const std::string& driver) {
  if (driver == "GeoJSON")
    return {"RFC7946=YES", "COORDINATE_PRECISION=10", "SIGNIFICANT_FIGURES=17", nullptr};
  if (driver == "FlatGeobuf") return {"SPATIAL_INDEX=NO", nullptr};
  return {"SPATIAL_INDEX=YES", "GEOMETRY_NAME=geom", "FID=fid", nullptr};
}

class OgrSink final : public Sink {
 public:
  OgrSink(const std::string& path, const std::string& driver, const std::vector<OutLayer>& layers,
          const std::string& timestamp)
      : path_(path),
        geojson_(driver == "GeoJSON"),
        flatgeobuf_(driver == "FlatGeobuf"),
        transactions_(driver == "GPKG"),
        time_(gpkg_time(timestamp)),
        layers_(layers),
        temporary_(path) {
    prepare_gdal();
    const FixedClock clock(time_);
    const ErrorTrap trap;
    GDALDriver* const writer = GetGDALDriverManager()->GetDriverByName(driver.c_str());
    if (writer) dataset_.reset(writer->Create(temporary_.file().c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    check(trap, dataset_ != nullptr);
    OGRSpatialReference srs;
    srs.importFromEPSG(geojson_ ? 4326 : 4490);  // the coordinates are the same: docs/decisions/0003
    srs.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    for (const OutLayer& layer : layers) create(layer, srs, driver);
    if (transactions_) check(trap, dataset_->StartTransaction() == OGRERR_NONE);
    check(trap, true);
  }

  ~OgrSink() override {  // not finished: close quietly; the temporary folder goes with its file
    const ErrorTrap trap;
    dataset_.reset();
  }

  void write(std::size_t layer, const geom::Shape& shape, const std::vector<Value>& values) override {
    const FixedClock clock(time_);
    const ErrorTrap trap;
    const OutLayer& out = layers_[layer];
    if (flatgeobuf_ && shape.empty() &&
        out.geometry != OutLayer::Geometry::none) {  // GDAL would leave the row out without a word
      throw Error(ErrorKind::internal,
                  fmt::format("{}: FlatGeobuf cannot hold a row without geometry", path_), "write .gpkg");
    }
    OGRLayer* const target = targets_[layer];
    OGRFeature feature(target->GetLayerDefn());
    for (std::size_t i = 0; i < values.size(); ++i)
      set(feature, static_cast<int>(i), out.fields[i], values[i]);
    if (out.geometry != OutLayer::Geometry::none)
      feature.SetGeometryDirectly(to_ogr(shape, out.geometry, !geojson_).release());
    check(trap, target->CreateFeature(&feature) == OGRERR_NONE);
    ++written_;
  }

  void finish() override {
    const FixedClock clock(time_);
    const ErrorTrap trap;
    if (transactions_) check(trap, dataset_->CommitTransaction() == OGRERR_NONE);
    dataset_->FlushCache(true);
    dataset_.reset();
    check(trap, true);
    check_end();
    temporary_.publish();
  }

 private:
  std::string path_;
  bool geojson_, flatgeobuf_, transactions_;
  std::string time_;
  std::vector<OutLayer> layers_;
  TemporaryFolder temporary_;  // before the data set: it is removed after the data set is closed
  DatasetPtr dataset_;
  std::int64_t written_ = 0;
  std::vector<OGRLayer*> targets_;

  // GDAL says nothing of a disk that is full where it writes text or FlatGeobuf: what stands there is looked at.
  void check_end() const {
    const std::string& file = temporary_.file();
    bool whole = true;
    if (geojson_) {
      whole = read_end(file).ends_with("}");
    } else if (flatgeobuf_) {
      VectorOptions options;
      options.crs_optional = true;
      VectorSource source(file, options);
      SourceFeature feature;
      while (source.next(feature)) {
      }
      whole = source.rows_read() == written_;
      for (const Issue& issue : source.issues()) whole = whole && issue.severity != Severity::error;
    }
    if (!whole)
      throw Error(ErrorKind::internal, fmt::format("{}: was not written to its end", path_),
                  "check the free space");
  }
  static std::string read_end(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    in.seekg(0, std::ios::end);
    const auto size = static_cast<std::streamoff>(in.tellg());
    in.seekg(std::max<std::streamoff>(0, size - 64));
    std::string end(std::istreambuf_iterator<char>(in), {});
    while (!end.empty() && (end.back() == '\n' || end.back() == ' ' || end.back() == '\r')) end.pop_back();
    return end;
  }

  void check(const ErrorTrap& trap, bool good) const {
    if (good && !trap.failed()) return;
    throw Error(ErrorKind::internal, fmt::format("{}: cannot be written: {}", path_, trap.first_failure()),
                "check the folder, its permissions and the free space");
  }

  void create(const OutLayer& out, OGRSpatialReference& srs, const std::string& driver) {
    const ErrorTrap trap;
    const auto options = layer_options(driver);
    const bool table = out.geometry == OutLayer::Geometry::none;
    OGRLayer* layer =
        dataset_->CreateLayer(out.name.c_str(), table ? nullptr : &srs, type_of(out.geometry, geojson_),
                              const_cast<char**>(options.data()));
    check(trap, layer != nullptr);
    for (const OutField& field : out.fields) {
      OGRFieldDefn definition(field.name.c_str(), type_of(field.type));
      check(trap, layer->CreateField(&definition) == OGRERR_NONE);
    }
    if (transactions_)
      check(trap,
            layer->SyncToDisk() == OGRERR_NONE);  // tables in this order, not in the order of first rows
    targets_.push_back(layer);
  }

  void set(OGRFeature& feature, int i, const OutField& field, const Value& value) const {
    if (field.type == OutField::Type::text) {
      if (is_unknown(value)) return feature.SetFieldNull(i);
      return feature.SetField(i, to_text(value).c_str());
    }
    const auto number = as_number(value);
    if (!number || !std::isfinite(*number)) {
      if (is_unknown(value) || std::holds_alternative<NotApplicable>(value)) return feature.SetFieldNull(i);
      throw Error(ErrorKind::internal,
                  fmt::format("{}: the value of \"{}\" is no number: {}", path_, field.name, to_text(value)));
    }
    if (field.type == OutField::Type::number) return feature.SetField(i, *number);
    if (std::fabs(*number) > 9e15)
      throw Error(ErrorKind::internal,
                  fmt::format("{}: the value of \"{}\" is too large", path_, field.name));
    feature.SetField(i, static_cast<GIntBig>(std::llround(*number)));
  }
};

}  // namespace

std::unique_ptr<Sink> ogr_sink(const std::string& path, const std::string& driver,
                               const std::vector<OutLayer>& layers, const std::string& timestamp) {
  return std::make_unique<OgrSink>(path, driver, layers, timestamp);
}

}  // namespace zonegate::io
