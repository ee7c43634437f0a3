// SPDX-License-Identifier: Apache-2.0
#include "helpers.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <gdal_frmts.h>
#include <ogrsf_frmts.h>
#include <zlib.h>

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

void make(const std::string& path, const char* driver_name, const std::vector<Made>& layers, int epsg,
          bool index) {
  RegisterOGRGeoPackage();
  RegisterOGRFlatGeobuf();
  RegisterOGROpenFileGDB();
  CPLPushErrorHandler(CPLQuietErrorHandler);  // "non-standard extension": meant
  GDALDataset* dataset = GetGDALDriverManager()
                             ->GetDriverByName(driver_name)
                             ->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr);
  OGRSpatialReference srs;
  if (epsg) srs.importFromEPSG(epsg);
  REQUIRE(dataset);
  const char* const options[] = {index ? "SPATIAL_INDEX=YES" : "SPATIAL_INDEX=NO", nullptr};
  for (const Made& made : layers) {
    OGRLayer* layer = dataset->CreateLayer(made.layer.c_str(), epsg ? &srs : nullptr, made.type,
                                           const_cast<char**>(options));
    OGRFieldDefn field("n", OFTInteger);
    layer->CreateField(&field);
    for (std::size_t i = 0; i < made.wkt.size(); ++i) {
      OGRFeature feature(layer->GetLayerDefn());
      feature.SetField(0, static_cast<int>(i));
      OGRGeometry* geometry = nullptr;
      if (!made.wkt[i].empty())
        REQUIRE(OGRGeometryFactory::createFromWkt(made.wkt[i].c_str(), nullptr, &geometry) == OGRERR_NONE);
      feature.SetGeometryDirectly(geometry);
      REQUIRE(layer->CreateFeature(&feature) == OGRERR_NONE);
    }
  }
  GDALClose(dataset);
  CPLPopErrorHandler();
}

namespace {

void little(std::string& out, std::uint64_t v, int size) {
  for (int i = 0; i < size; ++i) out += static_cast<char>(v >> (8 * i));
}

std::string deflated(const std::string& text) {
  z_stream stream{};
  deflateInit2(&stream, 9, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&stream, text.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

}  // namespace

std::string zip_of(const std::vector<ZipPart>& parts) {
  std::string out, directory;
  for (const ZipPart& part : parts) {
    const std::string packed = part.deflate ? deflated(part.content) : part.content;
    const auto crc =
        crc32(0, reinterpret_cast<const Bytef*>(part.content.data()), static_cast<uInt>(part.content.size()));
    std::string common;  // of the head of the entry and of the directory
    little(common, 20, 2), little(common, part.flags, 2), little(common, part.deflate ? 8 : 0, 2);
    little(common, 0, 4), little(common, crc, 4), little(common, packed.size(), 4);
    little(common, part.stated < 0 ? part.content.size() : static_cast<std::uint64_t>(part.stated), 4);
    little(common, part.name.size(), 2), little(common, 0, 2);
    directory += "PK\x01\x02";
    little(directory, part.attributes ? 0x0314 : 20, 2);
    directory += common;
    little(directory, 0, 6), little(directory, std::uint64_t{part.attributes} << 16, 4),
        little(directory, out.size(), 4);
    directory += part.name;
    out += "PK\x03\x04" + common + part.name + packed;
  }
  std::string end = "PK\x05\x06";
  little(end, 0, 4), little(end, parts.size(), 2), little(end, parts.size(), 2);
  little(end, directory.size(), 4), little(end, out.size(), 4), little(end, 0, 2);
  return out + directory + end;
}

std::vector<ZipPart> parts_of(const std::string& folder, const std::string& as) {
  std::vector<ZipPart> parts;
  for (const auto& entry : fs::directory_iterator(folder))
    parts.push_back({as + "/" + entry.path().filename().string(), bytes_of(entry.path().string()), true});
  return parts;
}

WithLimit::WithLimit(const std::string& text) : before_(io::limits()) {
  io::Limits changed = before_;
  io::parse_limit(text, changed);
  io::set_limits(changed);
}
WithLimit::~WithLimit() { io::set_limits(before_); }

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
