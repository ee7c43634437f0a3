// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "gdal_env.h"
#include "place.h"
#include "sink.h"

namespace zonegate::io {
namespace {

// One layer per file: text without geometry needs no GDAL and keeps the shortest form of every number.
class CsvSink final : public Sink {
 public:
  CsvSink(const std::string& path, const OutLayer& layer) : path_(path), layer_(layer) {
    std::vector<std::string> cells;
    if (layer_.geometry != OutLayer::Geometry::none) cells.emplace_back("WKT");
    for (const OutField& field : layer_.fields) cells.push_back(field.name);
    add(cells);
  }

  void write(std::size_t, const geom::Shape& shape, const std::vector<Value>& values) override {
    std::vector<std::string> cells;
    if (layer_.geometry != OutLayer::Geometry::none)
      cells.push_back(shape.empty() ? "" : geom::to_wkt(shape));
    for (const Value& value : values) cells.push_back(is_unknown(value) ? "" : to_text(value));
    add(cells);
  }
  void finish() override { write_file(path_, text_); }

 private:
  std::string path_, text_;
  OutLayer layer_;

  void add(const std::vector<std::string>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (i > 0) text_ += ',';
      add(cells[i]);
    }
    text_ += '\n';
  }
  void add(const std::string& cell) {
    if (cell.find_first_of(",\"\r\n") == std::string::npos) {
      text_ += cell;
      return;
    }
    text_ += '"';
    for (const char c : cell) text_ += c == '"' ? "\"\"" : std::string(1, c);
    text_ += '"';
  }
};

}  // namespace

std::unique_ptr<Sink> csv_sink(const std::string& path, const std::vector<OutLayer>& layers) {
  return std::make_unique<CsvSink>(path, layers.front());
}

struct VectorSink::Impl {
  std::string path;
  std::vector<std::size_t> field_counts;  // per layer
  std::unique_ptr<Sink> sink;
};

VectorSink::VectorSink(const std::string& path, const std::vector<OutLayer>& layers,
                       const std::string& timestamp)
    : impl_(std::make_unique<Impl>()) {
  const Format* format = is_standard_input(path) ? nullptr : format_of(path);
  const std::string driver = format ? format->driver : "";
  if (driver != "GPKG" && driver != "GeoJSON" && driver != "FlatGeobuf" && driver != "CSV") {
    throw Error(ErrorKind::usage, fmt::format("{}: this extension cannot be written", path),
                "write .gpkg, .geojson, .json, .fgb or .csv");
  }
  if (layers.empty()) throw Error(ErrorKind::internal, fmt::format("{}: there is no layer to write", path));
  if (layers.size() > 1 && driver != "GPKG") {
    throw Error(ErrorKind::usage,
                fmt::format("{}: {} holds one layer, {} are to be written", path, driver, layers.size()),
                "write .gpkg");
  }
  impl_->path = path;
  for (const OutLayer& layer : layers) impl_->field_counts.push_back(layer.fields.size());
  impl_->sink = driver == "CSV" ? csv_sink(path, layers) : ogr_sink(path, driver, layers, timestamp);
}
VectorSink::~VectorSink() = default;

void VectorSink::write(std::size_t layer, const geom::Shape& shape, const std::vector<Value>& values) {
  if (!impl_->sink) throw Error(ErrorKind::internal, fmt::format("{}: written after its end", impl_->path));
  if (layer >= impl_->field_counts.size() || values.size() != impl_->field_counts[layer]) {
    throw Error(ErrorKind::internal, fmt::format("{}: a row does not fit its layer", impl_->path));
  }
  impl_->sink->write(layer, shape, values);
}

void VectorSink::finish() {
  if (!impl_->sink) throw Error(ErrorKind::internal, fmt::format("{}: finished twice", impl_->path));
  impl_->sink->finish();
  impl_->sink.reset();
}

}  // namespace zonegate::io
