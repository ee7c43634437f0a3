// SPDX-License-Identifier: Apache-2.0
//
// A folder that goes away, small files in it, and what a source gives.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <ogr_core.h>

#include "io/io.h"

namespace zonegate::test {

class TempDir {
 public:
  TempDir();
  ~TempDir();
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }
  // Writes the bytes and returns the path.
  std::string put(const std::string& name, const std::string& bytes) const;
  std::vector<std::string> list() const;  // names in it, hidden ones too

 private:
  std::string path_;
};

std::string bytes_of(const std::string& path);
void put_bytes(const std::string& path, const std::string& bytes);

struct Read {
  std::vector<io::SourceFeature> rows;
  std::vector<Issue> issues;
  bool has(const std::string& code, Severity severity) const;
};
Read read_all(const std::string& path, const io::VectorOptions& options = {});
std::string all_text(const Read& read);  // issues as lines, for INFO

// The Error that `run` throws, as "message (hint)"; "" if it throws none.
std::string error_of(const std::function<void()>& run, ErrorKind expected = ErrorKind::input);
bool contains(const std::string& text, const std::string& part);

// A Shapefile made by GDAL: text field `name_field`, number field "number", one polygon (a triangle at x = i)
// per text. encoding: of the .dbf, "" = raw bytes as given. epsg 0: no .prj.
void make_shapefile(const std::string& path, const std::string& name_field,
                    const std::vector<std::string>& texts, const std::string& encoding, int epsg);

// A layer to be made: its geometries as WKT ("": none), with a number field "n".
struct Made {
  std::string layer;
  OGRwkbGeometryType type;
  std::vector<std::string> wkt;
};
// A file by GDAL.
void make(const std::string& path, const char* driver_name, const std::vector<Made>& layers, int epsg,
          bool index = true);

// Entries of a .zip, as they are or deflated.
struct ZipPart {
  std::string name, content;
  bool deflate = false;
  unsigned flags = 0;       // 1: said to be encrypted
  unsigned attributes = 0;  // of Unix, where not 0
  long long stated = -1;    // unpacked size that is stated, where not the true one
};
std::string zip_of(const std::vector<ZipPart>& parts);
// The files of a folder as parts, under a name of their folder.
std::vector<ZipPart> parts_of(const std::string& folder, const std::string& as);

// Other limits while it lives, as --limit would set them.
class WithLimit {
 public:
  explicit WithLimit(const std::string& text);
  ~WithLimit();
  WithLimit(const WithLimit&) = delete;
  WithLimit& operator=(const WithLimit&) = delete;

 private:
  io::Limits before_;
};

std::string feature(const std::string& properties, const std::string& geometry);
std::string collection(const std::vector<std::string>& members, const std::string& more = {});

// A test file of the shared folder (ZONEGATE_SHARED); "" where it is not there.
std::string shared_file(const std::string& name);

}  // namespace zonegate::test
