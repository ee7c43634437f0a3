// SPDX-License-Identifier: Apache-2.0
#include "helpers.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <gdal_frmts.h>
#include <ogrsf_frmts.h>

#include <catch2/catch.hpp>

namespace zonegate::test {

namespace fs = std::filesystem;

TempDir::TempDir() {
  std::string pattern = (fs::temp_directory_path() / "zonegate-io-XXXXXX").string();
  if (!mkdtemp(pattern.data())) throw std::runtime_error("no temporary folder");
  path_ = pattern;
}
TempDir::~TempDir() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

std::string TempDir::put(const std::string& name, const std::string& bytes) const {
  put_bytes(*this / name, bytes);
  return *this / name;
}

std::vector<std::string> TempDir::list() const {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(path_)) names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void put_bytes(const std::string& path, const std::string& bytes) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << bytes;
  if (!file.flush()) throw std::runtime_error("cannot write " + path);
}

bool Read::has(const std::string& code, Severity severity) const {
  return std::any_of(issues.begin(), issues.end(),
                     [&](const Issue& i) { return i.code == code && i.severity == severity; });
}

Read read_all(const std::string& path, const io::VectorOptions& options) {
  io::VectorSource source(path, options);
  Read read;
  io::SourceFeature row;
  while (source.next(row)) read.rows.push_back(row);
  CHECK_FALSE(source.next(row));  // the end stays the end
  CHECK(source.rows_read() == static_cast<std::int64_t>(read.rows.size()));
  read.issues = source.issues();
  return read;
}

std::string all_text(const Read& read) {
  std::string text;
  for (const Issue& issue : read.issues) text += issue.code + ": " + to_line(issue) + "\n";
  for (const auto& row : read.rows) text += std::to_string(row.number) + ": " + row.fault + "\n";
  return text;
}

std::string error_of(const std::function<void()>& run, ErrorKind expected) {
  try {
    run();
  } catch (const Error& error) {
    CHECK(error.kind() == expected);
    return std::string(error.what()) + " (" + error.hint() + ")";
  }
  return "";
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

void make_shapefile(const std::string& path, const std::string& name_field,
                    const std::vector<std::string>& texts, const std::string& encoding, int epsg) {
  RegisterOGRShape();
  GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("ESRI Shapefile");
  GDALDataset* dataset = driver->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr);
  OGRSpatialReference srs;
  if (epsg) srs.importFromEPSG(epsg);
  const std::string option = "ENCODING=" + encoding;
  const char* const options[] = {option.c_str(), nullptr};
  OGRLayer* layer = dataset->CreateLayer("x", epsg ? &srs : nullptr, wkbPolygon, const_cast<char**>(options));
  OGRFieldDefn name(name_field.c_str(), OFTString), number("number", OFTReal);
  name.SetWidth(20);
  layer->CreateField(&name);
  layer->CreateField(&number);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    OGRFeature feature(layer->GetLayerDefn());
    feature.SetField(0, texts[i].c_str());
    feature.SetField(1, static_cast<double>(i) + 0.5);
    OGRPolygon polygon;
    OGRLinearRing ring;
    const double x = 102 + 0.1 * static_cast<double>(i);
    ring.addPoint(x, 29), ring.addPoint(x, 29.05), ring.addPoint(x + 0.05, 29), ring.addPoint(x, 29);
    polygon.addRing(&ring);
    feature.SetGeometry(&polygon);
    REQUIRE(layer->CreateFeature(&feature) == OGRERR_NONE);
  }
  GDALClose(dataset);
}

std::string feature(const std::string& properties, const std::string& geometry) {
  return R"({"type":"Feature","properties":)" + properties + R"(,"geometry":)" + geometry + "}";
}

std::string collection(const std::vector<std::string>& members, const std::string& more) {
  std::string text = R"({"type":"FeatureCollection",)" + more + R"("features":[)";
  for (std::size_t i = 0; i < members.size(); ++i) text += (i ? "," : "") + members[i];
  return text + "]}";
}

std::string shared_file(const std::string& name) {
  const char* folder = std::getenv("ZONEGATE_SHARED");
  if (!folder || !fs::exists(fs::path(folder) / name)) return "";
  return (fs::path(folder) / name).string();
}

}  // namespace zonegate::test
