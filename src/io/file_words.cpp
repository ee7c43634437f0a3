// SPDX-License-Identifier: Apache-2.0
// Words of a file beside its features. None of it is believed here.
#include "dxf_scan.h"
#include "gdal_env.h"
#include "geojson_scan.h"
#include "io/io.h"
#include "issue_log.h"
#include "kml_scan.h"
#include "ogr_open.h"
#include "place.h"
#include "text.h"

namespace zonegate::io {
namespace {

Texts of_drawing(const std::string& file) {
  const auto utf8 = Decoder::of("UTF-8"), gbk = Decoder::of("GB18030");
  Texts out;
  for (const auto& raw : scan_dxf(file, read_file(file)).texts) {
    auto text = (*utf8)(raw);
    if (!text && gbk) text = (*gbk)(raw);
    if (text) out.emplace_back("text of the drawing", without_escapes(*text));
  }
  return out;
}

Texts of_layer(const Place& place) {
  Texts out;
  IssueLog log(place.file);
  const ErrorTrap trap;
  const DatasetPtr dataset = open_or_throw(place.file, *place.format, log);
  OGRLayer* layer = choose_layer(place.file, *dataset, place.sublayer);
  out.emplace_back("layer name", layer->GetName());
  const auto listen = [&](GDALMajorObject& of) {
    for (const char* const key : {"IDENTIFIER", "TITLE", "DESCRIPTION"})
      if (const char* text = of.GetMetadataItem(key)) out.emplace_back("text of the file", text);
  };
  listen(*layer);
  listen(*dataset);
  return out;
}

}  // namespace

Texts file_words(const std::string& path, const std::string& sublayer) {
  const watch::Reading reading(mark_file(path));
  const Place place = locate(path, sublayer);
  const std::string driver = place.format->driver;
  return place.in_words([&]() -> Texts {
    if (driver == "GeoJSON") return scan_geojson(place.file, read_file(place.file)).said;
    if (driver == "LIBKML") return scan_kml(place.file).said;
    if (driver == "DXF") return of_drawing(place.file);
    if (driver == "GPKG" || driver == "FlatGeobuf" || driver == "OpenFileGDB" || driver == "PostgreSQL")
      return of_layer(place);
    return {};
  });
}

}  // namespace zonegate::io
