// SPDX-License-Identifier: Apache-2.0
//
// A source is trusted only after its end: then the rows read are compared with a count that was found another
// way.
#include <fmt/format.h>

#include "gdal_env.h"
#include "io/io.h"
#include "reader.h"

namespace zonegate::io {

struct VectorSource::Impl {
  std::unique_ptr<Reader> reader;
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

VectorSource::VectorSource(const std::string& path, const VectorOptions& options)
    : impl_(std::make_unique<Impl>()) {
  const Format& format = require_format(path, false);
  const std::string driver = format.driver;
  if (!options.where.empty() && (driver == "CSV" || driver == "XLSX")) {
    throw Error(ErrorKind::usage, path + ": a table of text cannot be filtered by an SQL condition",
                "convert it to GeoPackage, or filter it beforehand");
  }
  impl_->reader = driver == "CSV"    ? open_csv(path, options)
                  : driver == "XLSX" ? open_xlsx(path, options)
                                     : open_ogr(path, options);
}
VectorSource::~VectorSource() = default;
VectorSource::VectorSource(VectorSource&&) noexcept = default;

const std::vector<std::string>& VectorSource::field_names() const { return impl_->reader->field_names; }
const std::optional<geom::Crs>& VectorSource::crs() const { return impl_->reader->crs; }
bool VectorSource::has_geometry() const { return impl_->reader->has_geometry; }
std::optional<std::int64_t> VectorSource::independent_count() const {
  return impl_->reader->independent_count;
}
std::int64_t VectorSource::rows_read() const { return impl_->reader->rows; }
const std::vector<Issue>& VectorSource::issues() const { return impl_->reader->log.list(); }
std::string VectorSource::driver() const { return impl_->reader->driver; }
std::string VectorSource::encoding() const { return impl_->reader->encoding; }
std::string VectorSource::sheet() const { return impl_->reader->sheet; }

bool VectorSource::next(SourceFeature& out) {
  do {
    if (impl_->ended) return false;
    out = SourceFeature{};
    out.number = impl_->reader->rows + 1;
    if (!impl_->reader->read(out)) {
      impl_->ended = true;
      impl_->reader->finish();
      return false;
    }
    ++impl_->reader->rows;
  } while (impl_->reader->skipped);
  if (!out.fault.empty()) out.shape = {};
  return true;
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
