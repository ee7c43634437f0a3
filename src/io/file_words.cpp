// SPDX-License-Identifier: Apache-2.0
// Words of a file beside its features. None of it is believed here.
#include <filesystem>
#include <regex>

#include "dxf_scan.h"
#include "gdal_env.h"
#include "geojson_scan.h"
#include "io/io.h"
#include "issue_log.h"
#include "kml_scan.h"
#include "metadata_words.h"
#include "ogr_open.h"
#include "place.h"
#include "reader.h"
#include "shapefile.h"
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

// Of one domain of GDAL's metadata: "KEY=text", or one whole text of XML. Definitions hold the system as a program reads it, which the reader has.
void listen_to(GDALMajorObject& of, const char* domain, Texts& out) {
  const std::string name = domain;
  if (name == "SUBDATASETS" || name == "DERIVED_SUBDATASETS" || name == "xml:definition") return;
  char** list = of.GetMetadata(domain);
  for (; list && *list; ++list) {
    const std::string item = *list;
    const auto mark = item.find_first_of("=<");
    const bool keyed = !name.starts_with("xml:") && mark != std::string::npos && item[mark] == '=';
    const std::string key = keyed ? item.substr(0, mark) : "", text = keyed ? item.substr(mark + 1) : item;
    if (text.starts_with('<')) {
      for (auto& said : metadata_words(text)) out.push_back(std::move(said));
    } else {
      const bool plain = key.empty() || key == "IDENTIFIER" || key == "TITLE" || key == "DESCRIPTION";
      out.emplace_back("text of the file", plain ? text : key + ": " + text);
    }
  }
}

Texts of_layer(const Place& place) {
  Texts out;
  IssueLog log(place.file);
  const ErrorTrap trap;
  const DatasetPtr dataset = open_or_throw(place.file, *place.format, log);
  OGRLayer* layer = choose_layer(place.file, *dataset, place.sublayer);
  out.emplace_back("layer name", layer->GetName());
  const auto listen = [&](GDALMajorObject& of) {
    listen_to(of, "", out);
    const CPLStringList domains(of.GetMetadataDomainList(), TRUE);
    for (int i = 0; i < domains.Count(); ++i)
      if (*domains[i] != '\0') listen_to(of, domains[i], out);
  };
  listen(*layer);
  listen(*dataset);
  return out;
}

// A .prj may call its parts otherwise than their numbers are: a datum named after CGCS2000 in a geographic system named after another. The reader knows the system by
// its code then, without these names.
Texts names_in_prj(const std::string& shapefile) {
  static const std::regex kNamed("(?:GEOGCS|DATUM|SPHEROID)\\s*\\[\\s*\"([^\"]*)\"");
  Texts said;
  // .qpj: what an older QGIS wrote beside it, with the names of its own.
  for (const std::string extension : {".prj", ".qpj"}) {
    const std::string file = sibling(shapefile, extension);
    if (file.empty()) continue;
    const std::string text = read_file(file);
    for (std::sregex_iterator at(text.begin(), text.end(), kNamed), end; at != end; ++at)
      said.emplace_back("text of the " + extension, (*at)[1].str());
  }
  return said;
}

Texts of_format(const Place& place, const std::string& driver, const VectorOptions& options) {
  if (driver == "CSV") return titles_of_csv(place.file, options);
  if (driver == "GeoJSON") return scan_geojson(place.file, read_file(place.file)).said;
  if (driver == "LIBKML") return scan_kml(place.file).said;
  if (driver == "DXF") return of_drawing(place.file);
  if (driver == "ESRI Shapefile") return names_in_prj(place.file);
  if (driver == "GPKG" || driver == "FlatGeobuf" || driver == "OpenFileGDB" || driver == "PostgreSQL")
    return of_layer(place);
  return {};
}

}  // namespace

Texts file_words(const std::string& path, const VectorOptions& options) {
  const watch::Reading reading(mark_file(path));
  const Place place = locate(path, options.sublayer);
  const std::string driver = place.format->driver;
  return place.in_words([&]() -> Texts {
    Texts said = of_format(place, driver, options);
    if (driver != "PostgreSQL")
      for (auto& one : sidecar_words(place.origin.empty() ? place.file : place.origin))
        said.push_back(std::move(one));
    for (const auto& folder : std::filesystem::path(place.inside))
      said.emplace_back("folder name", folder.string());
    if (!place.inside.empty() || place.folder)
      said.emplace_back("file name", std::filesystem::path(place.file).stem().string());
    return said;
  });
}

}  // namespace zonegate::io
