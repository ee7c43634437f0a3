// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "crs_of.h"
#include "csv.h"
#include "reader.h"
#include "shape.h"
#include "text.h"

namespace zonegate::io {
namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

constexpr std::array kGeometry = {"wkt", "geometry", "geom"};
constexpr std::array kShapes = {"polygon", "linestring", "geometrycollection"};

std::size_t geometry_column(const std::vector<std::string>& headers) {
  for (const char* const name : kGeometry) {
    for (std::size_t i = 0; i < headers.size(); ++i) {
      if (lower_ascii(headers[i]) == name) return i;
    }
  }
  return kNone;
}

// WKT: one of its words, and a bracket behind it.
bool holds_shape(const std::string& text) {
  const std::string lower = lower_ascii(text);
  return std::any_of(std::begin(kShapes), std::end(kShapes), [&](const char* word) {
    const auto at = lower.find(word);
    return at != std::string::npos && lower.find('(', at) != std::string::npos;
  });
}

CsvOptions csv_options(const VectorOptions& options) {
  CsvOptions out{options.encoding, options.headers};
  out.repeated_columns = options.repeated_columns;
  if (!out.headers.empty()) out.headers.insert(out.headers.end(), kGeometry.begin(), kGeometry.end());
  return out;
}

class CsvReader final : public Reader {
 public:
  CsvReader(const std::string& path, const VectorOptions& options)
      : Reader(path), file_(read_csv(path, csv_options(options))) {
    driver = "CSV";
    encoding = file_.encoding;
    geometry_ = geometry_column(file_.headers);
    has_geometry = geometry_ != kNone;
    // A title may name the datum of shapes.
    if (has_geometry && !file_.around.empty() && !options.titles_heard)
      throw Error(ErrorKind::input,
                  fmt::format("{}: line {} stands above the header: \"{}\"", path, file_.around.front().first,
                              file_.around.front().second),
                  "take such lines out, and make sure that they name the system that the shapes are in");
    for (const auto& [line, text] : file_.around) {
      if (has_geometry && holds_shape(text))
        throw Error(
            ErrorKind::input,
            fmt::format("{}: line {} above the header holds a shape: \"{}\"", path, line, text.substr(0, 60)),
            "move it below the header, as a row; take it out if it is none of the project");
      log.add("source.rows_left_out", Severity::note,
              fmt::format("line {}: \"{}\" stands above the header, and is left out", line, text));
    }
    for (std::size_t i = 0; i < file_.headers.size(); ++i) {
      if (i != geometry_) field_names.push_back(file_.headers[i]);
    }
    if (has_geometry) {
      crs = chosen_crs(path, std::nullopt, options.crs, options.crs_optional,
                       "a CSV file cannot state one: say --crs EPSG:4490, or whatever it is");
    }
  }

  bool read(SourceFeature& out) override {
    if (next_ >= file_.rows.size()) return false;
    CsvRow& row = file_.rows[next_++];
    out.fid = fmt::format("{}", next_);
    if (!row.fault.empty()) add_fault(out, row.fault);
    for (std::size_t i = 0; i < file_.headers.size(); ++i) {
      if (i == geometry_) {
        read_wkt(row.cells[i], out);
      } else {
        out.fields[file_.headers[i]] = std::move(row.cells[i]);
      }
    }
    return true;
  }

 private:
  CsvFile file_;
  std::size_t geometry_ = kNone, next_ = 0;

  void read_wkt(const std::string& text, SourceFeature& out) {
    const ErrorTrap trap;
    OGRGeometry* raw = nullptr;
    const char* rest = text.c_str();
    const OGRErr result =
        text.empty() ? OGRERR_NONE : OGRGeometryFactory::createFromWkt(&rest, nullptr, &raw);
    const std::unique_ptr<OGRGeometry> geometry(raw);
    if (result != OGRERR_NONE || trap.failed() || !without_right_space(rest).empty()) {
      return add_fault(out, fmt::format("its geometry is not WKT: \"{}\"", text.substr(0, 40)));
    }
    ShapeResult read = to_shape(geometry.get(), millimetre(crs, nullptr));
    if (!read.fault.empty()) add_fault(out, read.fault);
    out.shape = std::move(read.shape);
  }
};

}  // namespace

Texts titles_of_csv(const std::string& path, const VectorOptions& options) {
  Texts out;
  for (auto& [line, text] : read_csv(path, csv_options(options)).around)
    out.emplace_back("row " + std::to_string(line), std::move(text));
  return out;
}

std::unique_ptr<Reader> open_csv(const std::string& path, const VectorOptions& options) {
  prepare_gdal();
  return std::make_unique<CsvReader>(path, options);
}

}  // namespace zonegate::io
