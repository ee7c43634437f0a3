// SPDX-License-Identifier: Apache-2.0
//
// GDAL picks a driver by looking into a file, so that a VRT text named x.geojson reaches the network. Here
// the extension alone names the one driver that may open a file, drivers that nobody asked for are not even
// registered, and a path must be a plain file on disk before GDAL sees it. GDAL also reports errors on the
// side and goes on; ErrorTrap collects them per call.
#include "gdal_env.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <mutex>

#include <fmt/format.h>
#include <gdal_frmts.h>
#include <unistd.h>

#include "core/core.h"
#include "io/limits.h"
#include "place.h"
#include "text.h"

namespace zonegate::io {
namespace {

namespace fs = std::filesystem;

constexpr std::array<Format, 20> kFormats{{{".gpkg", "GPKG", false},       {".shp", "ESRI Shapefile", false},
                                           {".geojson", "GeoJSON", false}, {".json", "GeoJSON", false},
                                           {".fgb", "FlatGeobuf", false},  {".kml", "LIBKML", false},
                                           {".kmz", "LIBKML", false},      {".gpx", "GPX", false},
                                           {".gdb", "OpenFileGDB", false}, {".dxf", "DXF", false},
                                           {".zip", "ZIP", false},         {".csv", "CSV", false},
                                           {".xlsx", "XLSX", false},       {".tif", "GTiff", true},
                                           {".tiff", "GTiff", true},       {".img", "HFA", true},
                                           {".hgt", "SRTMHGT", true},      {".nc", "netCDF", true},
                                           {".zarr", "Zarr", true},        {".mbtiles", "MBTiles", true}}};
// Not by extension: tables of a database, as the driver's own string.
constexpr Format kDatabase{"", "PostgreSQL", false};
constexpr GIntBig kBlockCache = GIntBig{256}
                                << 20;    // bytes; rasters stored row by row need some rows at a time
constexpr std::size_t kMaxMessages = 64;  // of one call; a broken file may say millions

std::string extension_of(const std::string& path) {
  fs::path name(path);
  if (!name.has_filename()) name = name.parent_path();  // "x.gdb/"
  return lower_ascii(name.extension().string());
}

void set_options() {
  CPLSetConfigOption("GDAL_PAM_ENABLED", "NO");   // .aux.xml could replace CRS and nodata
  CPLSetConfigOption("SHAPE_RESTORE_SHX", "NO");  // would write beside the source
  CPLSetConfigOption("OGR_GEOMETRY_ACCEPT_UNCLOSED_RING", "NO");
  CPLSetConfigOption("GTIFF_IGNORE_READ_ERRORS", "NO");
  CPLSetConfigOption("GDAL_ENABLE_TIFF_SPLIT",
                     "NO");  // one strip as many blocks: whether one is in the file could not be told
  CPLSetConfigOption("GDAL_VRT_ENABLE_PYTHON", "NO");
  CPLSetConfigOption("OGR_SQLITE_LOAD_EXTENSIONS", nullptr);
  CPLSetConfigOption("OGR_ENABLE_PARTIAL_REPROJECTION", "NO");
  CPLSetConfigOption("CPL_VSIL_CURL_ALLOWED_EXTENSIONS", ".none");
  OSRSetPROJEnableNetwork(0);
  // Blocks are read once: GDAL's own share, a twentieth of the machine's memory, would only fill up.
  GDALSetCacheMax64(kBlockCache);
}

void CPL_STDCALL on_error(CPLErr kind, CPLErrorNum, const char* text) {
  auto* messages = static_cast<std::vector<ErrorTrap::Message>*>(CPLGetErrorHandlerUserData());
  if (kind != CE_Warning && kind != CE_Failure && kind != CE_Fatal) return;
  const bool failure = kind != CE_Warning;
  // Beyond the limit a failure still replaces a warning: that something failed must never be lost.
  if (messages->size() < kMaxMessages) {
    messages->push_back({failure, text});
  } else if (failure && !messages->back().failure) {
    messages->back() = {true, text};
  }
}

}  // namespace

void prepare_gdal() {
  static std::once_flag once;
  std::call_once(once, [] {
    set_options();
    GDALRegister_GTiff();
    GDALRegister_HFA();
    GDALRegister_SRTMHGT();
    GDALRegister_netCDF();
    GDALRegister_Zarr();
    GDALRegister_MBTiles();
    GDALRegister_COG();
    RegisterOGRGeoPackage();
    RegisterOGRShape();
    RegisterOGRGeoJSON();
    RegisterOGRFlatGeobuf();
    RegisterOGRLIBKML();
    RegisterOGRGPX();
    RegisterOGROpenFileGDB();
    RegisterOGRDXF();
    RegisterOGRPG();
  });
}

const Format* format_of(const std::string& path) {
  if (is_database(path)) return &kDatabase;
  if (is_standard_input(path)) return format_of("-.geojson");
  const std::string extension = extension_of(path);
  for (const Format& format : kFormats) {
    if (extension == format.extension) return &format;
  }
  return nullptr;
}

// Formats of drawings and data that nobody here can read rightly, with the way to one that can be read, where a special one is known.
namespace {

struct Refused {
  const char* extension;
  const char* remedy = nullptr;
};
constexpr std::array<Refused, 9> kRefused{
    {{".dwg",
      "a drawing of AutoCAD: save it as .dxf, or its closed boundaries as .shp, .geojson or .kml, with their "
      "reference system"},
     {".xls", "an old workbook: open it and save it as .xlsx"},
     {".mdb", "a personal geodatabase: export its layers as .gpkg or .shp"},
     {".vct", "a national exchange file: convert it to .gpkg or .shp with the software of the survey"},
     {".dgn"},
     {".tab"},
     {".mif"},
     {".rar"},
     {".7z"}}};

std::string way_to_convert(const std::string& extension, bool raster) {
  for (const Refused& refused : kRefused) {
    if (extension == refused.extension && refused.remedy)
      return fmt::format("{}; allowed: {}", refused.remedy, allowed_extensions(raster));
  }
  return fmt::format("allowed: {}", allowed_extensions(raster));
}

}  // namespace

bool is_unread_data(const std::string& path) {
  const std::string extension = extension_of(path);
  return std::any_of(kRefused.begin(), kRefused.end(),
                     [&](const Refused& refused) { return extension == refused.extension; });
}

std::string allowed_extensions(bool raster) {
  std::string list;
  for (const Format& format : kFormats) {
    if (format.raster == raster) list += (list.empty() ? "" : ", ") + std::string(format.extension);
  }
  return list;
}

namespace {

fs::file_status require_there(const std::string& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found) {
    throw Error(ErrorKind::input, fmt::format("{}: the file does not exist", path), "check the path");
  }
  if (error)
    throw Error(ErrorKind::input, fmt::format("{}: cannot be read: {}", path, error.message()),
                "check the path and the permissions of its folders");
  return status;
}

void require_size(const std::string& path, std::uint64_t size) {
  if (size > limits().file)
    throw Error(ErrorKind::input, fmt::format("{}: it has {} bytes", path, size), limit_text("file"));
}

// A file geodatabase is a folder of tables.
void require_geodatabase(const std::string& path) {
  if (!fs::is_directory(require_there(path)))
    throw Error(ErrorKind::input, fmt::format("{}: a file geodatabase is a folder, this is a file", path),
                "name the folder; packed into a .zip it can be read too");
  std::uint64_t size = 0;
  for (const auto& file : files_of_folder(path)) {
    require_file(file);
    std::error_code error;
    size += fs::file_size(file, error);
  }
  require_size(path, size);
}

}  // namespace

std::vector<std::string> files_of_folder(const std::string& path) {
  std::vector<std::string> files;
  std::error_code error;
  for (fs::directory_iterator at(path, error), end; !error && at != end; at.increment(error)) {
    // Who has it open at the moment is no part of its content.
    if (extension_of(at->path().string()) != ".lock" && !at->is_directory(error))
      files.push_back(at->path().string());
  }
  if (error)
    throw Error(ErrorKind::input, fmt::format("{}: cannot be read: {}", path, error.message()),
                "check the permissions of the folder");
  std::sort(files.begin(), files.end());
  return files;
}

void require_plain_file(const std::string& path) {
  const fs::file_status status = require_there(path);
  if (fs::is_directory(status)) {
    throw Error(ErrorKind::input, fmt::format("{}: this is a folder, not a file", path),
                "name the file inside it");
  }
  if (!fs::is_regular_file(status))
    throw Error(ErrorKind::input, fmt::format("{}: not a plain file", path),
                "write what it gives into a file, and name that");
  if (::access(path.c_str(), R_OK) != 0) {
    throw Error(ErrorKind::input, fmt::format("{}: cannot be read: {}", path, std::strerror(errno)),
                "check the permissions of the file");
  }
}

void require_file(const std::string& path) {
  require_plain_file(path);
  std::error_code error;
  require_size(path, fs::file_size(path, error));
}

const Format& require_format(const std::string& path, bool raster) {
  const Format* format = format_of(path);
  if (!format || format->raster != raster) {
    throw Error(ErrorKind::input,
                fmt::format("{}: the extension \"{}\" is not allowed for {} data", path,
                            fs::path(path).extension().string(), raster ? "raster" : "vector"),
                way_to_convert(extension_of(path), raster));
  }
  if (format == &kDatabase) return *format;
  if (format->driver == std::string("OpenFileGDB")) {
    require_geodatabase(path);
  } else {
    require_file(path);
  }
  return *format;
}

ErrorTrap::ErrorTrap() {
  CPLPushErrorHandlerEx(on_error, &messages_);
  CPLErrorReset();
}

ErrorTrap::~ErrorTrap() { CPLPopErrorHandler(); }

bool ErrorTrap::failed() const {
  return std::any_of(messages_.begin(), messages_.end(), [](const Message& m) { return m.failure; });
}

std::string ErrorTrap::first_failure() const {
  for (const Message& message : messages_) {
    if (message.failure) return message.text;
  }
  return messages_.empty() ? "no reason given" : messages_.front().text;
}

void DatasetCloser::operator()(GDALDataset* dataset) const { GDALClose(dataset); }

DatasetPtr open_dataset(const std::string& path, const Format& format,
                        const std::vector<std::string>& options) {
  prepare_gdal();
  const char* const drivers[] = {format.driver, nullptr};
  std::vector<const char*> list;
  for (const std::string& option : options) list.push_back(option.c_str());
  list.push_back(nullptr);
  const unsigned kind = format.raster ? GDAL_OF_RASTER : GDAL_OF_VECTOR;
  return DatasetPtr(static_cast<GDALDataset*>(GDALOpenEx(
      path.c_str(), kind | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR, drivers, list.data(), nullptr)));
}

}  // namespace zonegate::io
