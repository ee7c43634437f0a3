// SPDX-License-Identifier: Apache-2.0
//
// A source is trusted only after its end: then the rows read are compared with a count that was found another
// way.
#include <fmt/format.h>

#include "gdal_env.h"
#include "io/io.h"
#include "io/limits.h"
#include "place.h"
#include "reader.h"

namespace zonegate::io {

struct VectorSource::Impl {
  explicit Impl(const std::string& path) : mark(mark_file(path)) {}
  std::uint32_t mark;
  Place place;  // outlives the reader
  std::unique_ptr<Reader> reader;
  std::vector<Issue> issues;  // in the person's words
  bool ended = false;
};

void Reader::finish() {
  if (independent_count && *independent_count != rows) {
    log.add("source.count_mismatch", Severity::error,
            fmt::format("{} features were read, the file states {}", rows, *independent_count),
            "the file is damaged or has members that are no features: repair or export it again");
  }
  log.close();
}

void add_fault(SourceFeature& feature, const std::string& fault) {
  if (!feature.fault.empty()) feature.fault += "; ";
  feature.fault += fault;
}

bool next_row(Reader& reader, bool& ended, SourceFeature& out) {
  do {
    if (ended) return false;
    out = SourceFeature{};
    out.number = reader.rows + 1;
    if (!reader.read(out)) {
      ended = true;
      reader.finish();
      return false;
    }
    reader.count_row();
  } while (reader.skipped);
  if (!out.fault.empty()) out.shape = {};
  return true;
}

void check_rows(const std::string& file, std::uint64_t rows) {
  if (rows > limits().features)
    throw Error(ErrorKind::input, fmt::format("{}: it has {} features or more", file, rows),
                limit_text("features"));
}

void Reader::count_row() { check_rows(log.file(), static_cast<std::uint64_t>(++rows)); }

std::unique_ptr<Reader> open_reader(const std::string& file, const VectorOptions& options) {
  const std::string driver = require_format(file, false).driver;
  if (!options.where.empty() && (driver == "CSV" || driver == "XLSX")) {
    throw Error(ErrorKind::usage, file + ": a table of text cannot be filtered by an SQL condition",
                "convert it to GeoPackage, or filter it beforehand");
  }
  auto reader = driver == "CSV"    ? open_csv(file, options)
                : driver == "XLSX" ? open_xlsx(file, options)
                : driver == "DXF"  ? open_dxf(file, options)
                                   : open_ogr(file, options);
  if (reader->independent_count && *reader->independent_count > 0)
    check_rows(file, static_cast<std::uint64_t>(*reader->independent_count));
  return reader;
}

VectorSource::VectorSource(const std::string& path, const VectorOptions& options)
    : impl_(std::make_unique<Impl>(path)) {
  const watch::Reading reading(impl_->mark);
  impl_->place = locate(path, options.sublayer);
  VectorOptions inner = options;
  inner.sublayer = impl_->place.sublayer;
  impl_->reader = impl_->place.in_words([&] { return open_reader(impl_->place.file, inner); });
}
VectorSource::~VectorSource() {
  if (!impl_) return;
  const watch::Reading reading(impl_->mark);
  impl_.reset();
}
VectorSource::VectorSource(VectorSource&&) noexcept = default;

const std::vector<std::string>& VectorSource::field_names() const { return impl_->reader->field_names; }
const std::optional<geom::Crs>& VectorSource::crs() const { return impl_->reader->crs; }
bool VectorSource::has_geometry() const { return impl_->reader->has_geometry; }
std::optional<std::int64_t> VectorSource::independent_count() const {
  return impl_->reader->independent_count;
}
std::int64_t VectorSource::rows_read() const { return impl_->reader->rows; }
const std::vector<Issue>& VectorSource::issues() const {
  const auto& list = impl_->reader->log.list();
  if (impl_->place.words.empty() && impl_->place.issues.empty()) return list;
  impl_->issues = all_issues(impl_->place, list);
  return impl_->issues;
}
std::string VectorSource::driver() const { return impl_->reader->driver; }
std::string VectorSource::encoding() const {
  return impl_->place.encoding.empty() ? impl_->reader->encoding : impl_->place.encoding;
}
std::string VectorSource::sheet() const { return impl_->reader->sheet; }

bool VectorSource::next(SourceFeature& out) {
  const watch::Reading reading(impl_->mark);
  const Place& place = impl_->place;
  const bool more = place.in_words([&] { return next_row(*impl_->reader, impl_->ended, out); });
  if (more && !out.fault.empty()) out.fault = place.shown(out.fault);
  return more;
}

bool is_vector_file(const std::string& path) {
  const Format* format = format_of(path);
  return format && !format->raster;
}

bool is_raster_file(const std::string& path) {
  const Format* format = format_of(path);
  return format && format->raster;
}

std::map<std::string, std::string> library_versions() { return {{"GDAL", GDALVersionInfo("RELEASE_NAME")}}; }

}  // namespace zonegate::io
